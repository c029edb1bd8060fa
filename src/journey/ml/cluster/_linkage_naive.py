"""Agglomerative clustering from its definition, the oracle of the tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.cluster._linkage import Array, Method


def linkage_naive(X: ArrayLike, method: Method = "single") -> Array:
    """Return the table of merges by comparing all pairs of clusters before each merge.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    method
        As for [linkage][journey.ml.cluster.linkage].

    Returns
    -------
    NDArray
        The merges, shape (n_samples - 1, 4).

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the
    American Statistical Association 58(301), 236-244.

    Examples
    --------
    >>> linkage_naive([[0.0], [1.0], [4.0]], "average").tolist()
    [[0.0, 1.0, 1.0, 2.0], [2.0, 3.0, 3.5, 3.0]]
    """
    samples = np.asarray(X, dtype=np.float64)
    clusters = {i: samples[[i]] for i in range(len(samples))}
    of_pairs: dict[str, Any] = {"single": np.min, "complete": np.max, "average": np.mean}

    def apart(a: Array, b: Array) -> float:
        if method == "ward":
            gap = a.mean(axis=0) - b.mean(axis=0)
            return float(np.sqrt(2 * len(a) * len(b) / (len(a) + len(b)) * gap @ gap))
        return float(of_pairs[method](np.sqrt(((a[:, None] - b) ** 2).sum(axis=2))))

    rows: list[list[float]] = []
    while len(clusters) > 1:
        pairs = [(i, j) for i in clusters for j in clusters if i < j]
        i, j = min(pairs, key=lambda pair: apart(clusters[pair[0]], clusters[pair[1]]))
        height = apart(clusters[i], clusters[j])
        union = np.concatenate([clusters.pop(i), clusters.pop(j)])
        clusters[len(samples) + len(rows)] = union
        rows.append([i, j, height, len(union)])
    return np.array(rows)
