"""The estimator HDBSCAN: which clusters of the hierarchy last, and who belongs to them."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.cluster._dbscan import NOISE
from journey.ml.cluster._hierarchy import Condensed, condensed, merges_of, spanning_tree
from journey.ml.neighbors._metric import metric_of
from journey.ml.neighbors._search import searcher
from journey.ml.utils import check_choice, check_integer, validate_data

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class HDBSCAN(BaseEstimator):
    r"""Find clusters of different densities: those that last longest as the radius shrinks.

    DBSCAN for all radii at once. The mutual reachability distance of two samples is the largest
    of their distance and both distances to the ``min_samples``-th neighbour. Single linkage under
    it is a tree of clusters; cluster $C$ begins at level $\lambda_C$ (one over the distance), and
    a sample leaves it at $\lambda_x$. Its stability is $\sum_{x \in C} (\lambda_x - \lambda_C)$,
    and the clusters kept are those with the largest total, none inside another. Clusters are
    numbered as in scikit-learn. Left out: `cluster_selection_epsilon`, `max_cluster_size`,
    `alpha`, `store_centers`, precomputed distances, ball trees, sparse and missing values,
    `n_jobs`. Among merges at exactly equal distances the order is that of the spanning tree;
    scikit-learn's depends on the sort, so samples that join two clusters may differ there.

    Parameters
    ----------
    min_cluster_size
        The fewest samples of a cluster, at least 2.
    min_samples
        Which neighbour's distance says how sparse it is around a sample, itself counted as the
        first. Default: as ``min_cluster_size``.
    metric
        `"euclidean"`, `"manhattan"`, `"chebyshev"` or `"minkowski"` (with power 2).
    algorithm
        `"brute"`, `"kd_tree"` or `"auto"`, for the search of neighbours. No effect on the result.
    leaf_size
        Samples in a leaf of the tree; no effect on the result.
    cluster_selection_method
        `"eom"` for the largest stability (excess of mass), `"leaf"` for the smallest clusters.
    allow_single_cluster
        Whether all samples together may be the one cluster.

    Attributes
    ----------
    labels_ : NDArray
        The cluster of each sample, -1 for noise.
    probabilities_ : NDArray
        How far into its cluster's life a sample stays, 0 to 1; 0 for noise.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Campello, R. J. G. B., Moulavi, D. & Sander, J. (2013). Density-based clustering based on
    hierarchical density estimates. PAKDD, 160-172.

    Examples
    --------
    >>> X = [[0.0], [0.1], [0.2], [5.0], [7.0], [9.0], [30.0]]
    >>> HDBSCAN(min_cluster_size=3, min_samples=2).fit(X).labels_.tolist()
    [0, 0, 0, 1, 1, 1, -1]
    """

    _kind: ClassVar[str | None] = "clusterer"

    labels_: Index
    probabilities_: Array
    n_features_in_: int

    def __init__(
        self,
        min_cluster_size: int = 5,
        min_samples: int | None = None,
        *,
        metric: str = "euclidean",
        algorithm: Literal["auto", "brute", "kd_tree"] = "auto",
        leaf_size: int = 40,
        cluster_selection_method: Literal["eom", "leaf"] = "eom",
        allow_single_cluster: bool = False,
    ) -> None:
        self.min_cluster_size = min_cluster_size
        self.min_samples = min_samples
        self.metric = metric
        self.algorithm = algorithm
        self.leaf_size = leaf_size
        self.cluster_selection_method = cluster_selection_method
        self.allow_single_cluster = allow_single_cluster

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Find the clusters.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), at least two.
        y
            Ignored; there so that pipelines can pass it.

        Returns
        -------
        HDBSCAN
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there are too few samples.
        """
        smallest = check_integer("min_cluster_size", self.min_cluster_size, 2)
        k = smallest if self.min_samples is None else self.min_samples
        check_integer("min_samples", k, 1)
        method = check_choice(
            "cluster_selection_method", self.cluster_selection_method, ("eom", "leaf")
        )
        metric = metric_of(self.metric, 2)
        points = validate_data(self, X, reset=True).astype(np.float64)
        if len(points) == 1:
            raise ValueError("n_samples=1 while HDBSCAN requires more than one sample")
        if k > len(points):
            raise ValueError(
                f"min_samples ({k}) must be at most the number of samples in X ({len(points)})"
            )
        search = searcher(points, metric, self.algorithm, self.leaf_size)
        core = metric.root(search.nearest(points, k)[0][:, -1])
        tree = condensed(merges_of(*spanning_tree(points, core, metric)), smallest)
        chosen = _lasting(tree) if method == "eom" else _leaves(tree)
        chosen[0] &= method == "eom" and bool(self.allow_single_cluster)
        self.labels_, self.probabilities_ = _members(tree, chosen)
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
            Labels of shape (n_samples,), -1 for noise.
        """
        return self.fit(X).labels_


def stabilities(tree: Condensed) -> Array:
    """Return how long each cluster lasts: the levels that its samples stay, added up."""
    n = len(tree.parent)
    with np.errstate(invalid="ignore"):  # samples in one place stay for ever: infinity
        stay = np.bincount(tree.owner, tree.leave - tree.birth[tree.owner], minlength=n)
        above = tree.parent[1:]
        passed_on = (tree.birth[1:] - tree.birth[above]) * tree.size[1:]
        return np.asarray(stay + np.bincount(above, passed_on, minlength=n))


def _lasting(tree: Condensed) -> NDArray[np.bool_]:
    """Return the clusters that last longer than what they break into, from the smallest up."""
    best = stabilities(tree)
    inside = np.zeros(len(best))  # the best total of the clusters within
    chosen = np.zeros(len(best), dtype=bool)
    for cluster in range(len(best) - 1, -1, -1):  # children have higher numbers
        chosen[cluster] = not inside[cluster] > best[cluster]
        if not chosen[cluster]:
            best[cluster] = inside[cluster]
        if cluster:
            inside[tree.parent[cluster]] += best[cluster]
    return chosen


def _leaves(tree: Condensed) -> NDArray[np.bool_]:
    """Return the clusters that do not break into others."""
    return np.asarray(~np.isin(np.arange(len(tree.parent)), tree.parent))


def _members(tree: Condensed, chosen: NDArray[np.bool_]) -> tuple[Index, Array]:
    """Return labels and probabilities: of chosen clusters in each other, the outermost counts."""
    home = np.full(len(chosen), NOISE, dtype=np.intp)  # the chosen cluster that each is part of
    for cluster, above in enumerate(tree.parent):
        inherited = home[above] if cluster else NOISE
        home[cluster] = cluster if inherited == NOISE and chosen[cluster] else inherited
    death = np.zeros(len(chosen))
    np.maximum.at(death, tree.owner, tree.leave)
    np.maximum.at(death, tree.parent[1:], tree.birth[1:])
    mine = home[tree.owner]
    mine[(mine == 0) & (tree.leave < death[0])] = NOISE  # all in one: only its dense core
    kept = np.unique(mine[mine != NOISE])
    labels = np.where(mine == NOISE, NOISE, np.searchsorted(kept, mine))
    last = np.where(mine == NOISE, np.inf, death[mine])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.minimum(tree.leave, last) / last
    forever = (last == 0) | np.isinf(tree.leave)
    return labels, np.where(mine == NOISE, 0.0, np.where(forever, 1.0, share))
