"""The estimator DBSCAN, and the definition that it is tested against."""

from __future__ import annotations

from collections import deque
from typing import ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.neighbors._metric import metric_of
from journey.ml.neighbors._search import searcher
from journey.ml.utils import (
    FloatArray,
    check_integer,
    check_real,
    check_sample_weight,
    validate_data,
)

Index = NDArray[np.intp]
NOISE = -1


class DBSCAN(BaseEstimator):
    """Find clusters as regions where samples are dense; what is in none of them is noise.

    A sample with at least ``min_samples`` samples within ``eps``, itself included, is a core
    sample. Core samples within ``eps`` of each other are in the same cluster, and so on from
    neighbour to neighbour. A sample that is no core sample but within ``eps`` of one is at the
    border and joins that one's cluster; all others are noise, with the label -1. Clusters are
    numbered by their first core sample, and a border sample that could join several joins the
    first of them, as in scikit-learn. Left out: precomputed distances, ball trees, sparse input,
    distances beside the Minkowski family, negative weights, `metric_params`, `n_jobs`.

    Parameters
    ----------
    eps
        How far a neighbourhood reaches; above 0.
    min_samples
        How many samples, or how much weight, make a neighbourhood dense.
    metric
        `"euclidean"`, `"manhattan"`, `"chebyshev"` or `"minkowski"`.
    algorithm
        `"brute"`, `"kd_tree"` or `"auto"`, as for
        [NearestNeighbors][journey.ml.neighbors.NearestNeighbors]. No effect on the result.
    leaf_size
        Samples in a leaf of the tree; no effect on the result.
    p
        The power for the metric `"minkowski"`; default: 2.

    Attributes
    ----------
    core_sample_indices_ : NDArray
        Indices of the core samples, rising.
    components_ : FloatArray
        The core samples themselves.
    labels_ : NDArray
        The cluster of each sample, -1 for noise.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Ester, M., Kriegel, H.-P., Sander, J. & Xu, X. (1996). A density-based algorithm for
    discovering clusters in large spatial databases with noise. KDD, 226-231. Sections 3 and 4.

    Examples
    --------
    >>> X = [[1.0], [1.1], [1.2], [5.0], [5.1], [5.2], [9.0]]
    >>> DBSCAN(eps=0.15, min_samples=2).fit(X).labels_.tolist()
    [0, 0, 0, 1, 1, 1, -1]
    """

    _kind: ClassVar[str | None] = "clusterer"

    core_sample_indices_: Index
    components_: FloatArray
    labels_: Index
    n_features_in_: int

    def __init__(
        self,
        eps: float = 0.5,
        *,
        min_samples: int = 5,
        metric: str = "euclidean",
        algorithm: Literal["auto", "brute", "kd_tree"] = "auto",
        leaf_size: int = 30,
        p: float | None = None,
    ) -> None:
        self.eps = eps
        self.min_samples = min_samples
        self.metric = metric
        self.algorithm = algorithm
        self.leaf_size = leaf_size
        self.p = p

    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Find the clusters.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored; there so that pipelines can pass it.
        sample_weight
            Weights of shape (n_samples,); a sample with weight w counts as w samples in one place.

        Returns
        -------
        DBSCAN
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        eps = check_real("eps", self.eps, 0)
        if eps == 0:
            raise ValueError(f"eps: expected a number above 0, got {self.eps}")
        min_samples = check_integer("min_samples", self.min_samples, 1)
        metric = metric_of(self.metric, 2 if self.p is None else self.p)
        table = validate_data(self, X, reset=True)
        weight = None if sample_weight is None else check_sample_weight(sample_weight, len(table))
        points = table.astype(np.float64)
        search = searcher(points, metric, self.algorithm, self.leaf_size)
        found = list(search.pairs(points, metric.reduce(np.full(len(points), eps))))
        rows, ids = (np.concatenate(column) for column in zip(*found, strict=True))
        dense = np.bincount(rows, None if weight is None else weight[ids], minlength=len(points))
        core = dense >= min_samples
        self.labels_ = _labelled(core, rows, ids)
        self.core_sample_indices_ = np.flatnonzero(core)
        self.components_ = table[core]
        return self

    def fit_predict(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> Index:
        """Fit and return the samples' labels.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,), -1 for noise.
        """
        return self.fit(X, sample_weight=sample_weight).labels_


def _labelled(core: NDArray[np.bool_], rows: Index, ids: Index) -> Index:
    """Return labels from the core samples and all pairs of neighbours (both ways round)."""
    n = len(core)
    from_core = core[rows]
    inner = from_core & core[ids] & (rows < ids)
    root = components(n, rows[inner], ids[inner])
    labels = np.full(n, NOISE, dtype=np.intp)
    # The root is a component's first sample, so numbering roots in order numbers clusters by
    # their first core sample.
    labels[core] = np.unique(root[core], return_inverse=True)[1]
    edge = from_core & ~core[ids]
    border, cluster = ids[edge], labels[rows[edge]]
    order = np.argsort(cluster)[::-1]  # of several clusters the first is written last
    labels[border[order]] = cluster[order]
    return labels


def components(n: int, a: Index, b: Index) -> Index:
    """Return for each of n nodes the first node of its connected component; edges are (a, b).

    All edges at once: each hangs the higher of its two roots below the lower one, then every node
    moves up to its root. A root hangs only below a lower one, so there are no circles. Edges
    within one tree are dropped, and the rounds end when none is left.
    """
    root = np.arange(n, dtype=np.intp)
    while len(a):
        high, low = np.maximum(a, b), np.minimum(a, b)
        root[high] = low  # of several edges any one will do; the others come back next round
        while not np.array_equal(above := root[root], root):
            root = above
        a, b = root[a], root[b]
        apart = a != b
        a, b = a[apart], b[apart]
    return root


def dbscan_naive(X: ArrayLike, eps: float, min_samples: int) -> Index:
    """Return DBSCAN's labels by following the definition from sample to sample.

    Start a cluster at each core sample that has no label yet, and let it grow: whatever is within
    reach of a core sample of the cluster joins it.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    eps
        How far a neighbourhood reaches.
    min_samples
        How many samples, itself included, make a core sample.

    Returns
    -------
    NDArray
        Labels of shape (n_samples,), -1 for noise.

    References
    ----------
    Ester, M., Kriegel, H.-P., Sander, J. & Xu, X. (1996). A density-based algorithm for
    discovering clusters in large spatial databases with noise. KDD, 226-231. Section 4.1.

    Examples
    --------
    >>> dbscan_naive([[0.0], [1.0], [2.0], [9.0]], eps=1.0, min_samples=2)
    array([ 0,  0,  0, -1])
    """
    samples = np.asarray(X, dtype=np.float64)
    squared = ((samples[:, None] - samples) ** 2).sum(axis=2)
    near = squared <= eps * eps
    core = near.sum(axis=1) >= min_samples
    labels = np.full(len(samples), NOISE, dtype=np.intp)
    for start in np.flatnonzero(core):
        if labels[start] != NOISE:
            continue
        cluster = labels.max() + 1
        labels[start] = cluster
        growing = deque([start])
        while growing:
            reached = np.flatnonzero(near[growing.popleft()] & (labels == NOISE))
            labels[reached] = cluster
            growing.extend(reached[core[reached]])
    return labels
