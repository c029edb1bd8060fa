"""The definition of nearest neighbours, one query at a time: the oracle of the fast searches."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.neighbors._metric import Array
from journey.ml.neighbors._select import Index


def kneighbors_naive(
    X: ArrayLike, Q: ArrayLike, n_neighbors: int, p: float = 2.0
) -> tuple[Array, Index]:
    r"""Return the nearest samples of each query by sorting all distances.

    The definition: all $|x - q|_p$, sorted; of equal distances the lower index comes first.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    Q
        Queries of shape (n_queries, n_features).
    n_neighbors
        How many to return for each query.
    p
        The power of the Minkowski distance, at least 1.

    Returns
    -------
    distances
        Distances of shape (n_queries, n_neighbors), rising.
    indices
        Rows of ``X``, of the same shape.

    References
    ----------
    Cover, T. & Hart, P. (1967). Nearest neighbor pattern classification. IEEE Trans. Inf. Theory
    13(1), 21-27.

    Examples
    --------
    >>> kneighbors_naive([[0.0], [3.0], [1.0]], [[0.9]], 2)
    (array([[0.1, 0.9]]), array([[2, 0]]))
    """
    samples, queries = np.asarray(X, dtype=np.float64), np.asarray(Q, dtype=np.float64)
    distances, indices = [], []
    for query in queries:
        gaps = np.abs(samples - query)
        all_distances = gaps.max(axis=1) if p == np.inf else (gaps**p).sum(axis=1) ** (1 / p)
        nearest = np.argsort(all_distances, kind="stable")[:n_neighbors]
        distances.append(all_distances[nearest])
        indices.append(nearest)
    return np.array(distances), np.array(indices)
