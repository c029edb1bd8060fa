"""The estimator AgglomerativeClustering."""

from __future__ import annotations

from heapq import heappush, heapreplace
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.base import BaseEstimator
from journey.ml.cluster._linkage import Array, Index, Method, check_method, merges_of
from journey.ml.utils import check_integer, check_real, validate_data


class AgglomerativeClustering(BaseEstimator):
    """Merge samples into clusters, from the closest pair up, and cut the tree.

    Clusters are numbered as in scikit-learn. The whole tree is always computed. Left out:
    connectivity, precomputed distances and metrics beside the Euclidean one, `memory`, and
    `compute_full_tree`.

    Parameters
    ----------
    n_clusters
        How many clusters to cut the tree into; None with a distance_threshold.
    metric
        `"euclidean"`, the only one.
    linkage
        `"ward"`, `"complete"`, `"average"` or `"single"`, as for
        [linkage][journey.ml.cluster.linkage].
    distance_threshold
        Clusters at this distance or farther apart are not merged; needs n_clusters None.
    compute_distances
        Whether to keep `distances_` where there is no distance_threshold.

    Attributes
    ----------
    n_clusters_ : int
        Clusters found.
    labels_ : NDArray
        The cluster of each sample.
    n_leaves_ : int
        Leaves of the tree, the samples.
    n_connected_components_ : int
        Always 1.
    children_ : NDArray
        The two nodes that each merge joins, shape (n_samples - 1, 2); node n_samples + i is merge
        i.
    distances_ : FloatArray
        The heights of the merges, if kept.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the
    American Statistical Association 58(301), 236-244.

    Examples
    --------
    >>> X = [[0.0], [1.0], [5.0], [6.5]]
    >>> AgglomerativeClustering(2).fit(X).labels_.tolist()
    [1, 1, 0, 0]
    """

    _kind: ClassVar[str | None] = "clusterer"

    n_clusters_: int
    labels_: Index
    n_leaves_: int
    n_connected_components_: int
    children_: Index
    distances_: Array
    n_features_in_: int

    def __init__(
        self,
        n_clusters: int | None = 2,
        *,
        metric: str = "euclidean",
        linkage: Method = "ward",
        distance_threshold: float | None = None,
        compute_distances: bool = False,
    ) -> None:
        self.n_clusters = n_clusters
        self.metric = metric
        self.linkage = linkage
        self.distance_threshold = distance_threshold
        self.compute_distances = compute_distances

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Build the tree and cut it.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), at least two.
        y
            Ignored; there so that pipelines can pass it.

        Returns
        -------
        AgglomerativeClustering
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        check_method("linkage", self.linkage)
        if self.metric != "euclidean":
            raise ValueError(f"metric: expected euclidean, got {self.metric!r}")
        if (self.n_clusters is None) == (self.distance_threshold is None):
            raise ValueError("n_clusters: expected exactly one of it and distance_threshold")
        if self.n_clusters is not None:
            check_integer("n_clusters", self.n_clusters, 1)
        if self.distance_threshold is not None:
            check_real("distance_threshold", self.distance_threshold, 0)
        points = validate_data(self, X, reset=True, min_samples=2)
        n = len(points)
        # scikit-learn leaves the children of single linkage in Prim's order.
        lower_first = self.linkage != "single"
        merges = merges_of(points.astype(np.float64), self.linkage, lower_first)
        self.__dict__.pop("distances_", None)  # of an earlier fit
        if self.distance_threshold is not None:
            k = int(np.count_nonzero(merges[:, 2] >= self.distance_threshold)) + 1
        else:
            k = int(self.n_clusters or 1)
        if k > n:
            raise ValueError(f"n_clusters: expected at most {n}, the samples, got {k}")
        self.children_ = merges[:, :2].astype(np.intp)
        self.n_leaves_, self.n_connected_components_, self.n_clusters_ = n, 1, k
        if self.distance_threshold is not None or self.compute_distances:
            self.distances_ = merges[:, 2].copy()
        self.labels_ = _labels(self.children_, k)
        return self

    def fit_predict(self, X: ArrayLike, y: object = None) -> Index:
        """Fit and return the samples' labels.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        return self.fit(X).labels_


def _labels(children: Index, k: int) -> Index:
    """Return labels after the last k - 1 merges are undone, numbered by scikit-learn's heap."""
    n = len(children) + 1
    heads = [-(2 * n - 2)]  # a heap of negated nodes, so that the newest merge comes first
    for _ in range(k - 1):
        left, right = children[-heads[0] - n].tolist()
        heappush(heads, -left)
        heapreplace(heads, -right)
    label = np.zeros(2 * n - 1, dtype=np.intp)
    label[-np.array(heads, dtype=np.intp)] = np.arange(k)
    cut = set(heads)
    for i in range(n - 2, -1, -1):
        for child in children[i].tolist():
            if -child not in cut:
                label[child] = label[n + i]
    return label[:n].copy()
