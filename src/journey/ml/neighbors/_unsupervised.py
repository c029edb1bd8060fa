"""The estimator NearestNeighbors: neighbours without a target."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.neighbors._base import Neighbors
from journey.ml.neighbors._kd_tree import ragged
from journey.ml.neighbors._search import all_within
from journey.ml.utils import check_is_fitted, check_real


class NearestNeighbors(Neighbors):
    """Find the nearest samples of a query, or all samples within a radius.

    Of equal distances the lower index comes first, with each algorithm; scikit-learn's order of
    equal distances depends on the algorithm. Left out: ball trees, sparse input, distances beside
    the Minkowski family, `metric_params`, `n_jobs`, `radius_neighbors_graph`.

    Parameters
    ----------
    n_neighbors
        How many `kneighbors` returns.
    radius
        How far `radius_neighbors` looks.
    algorithm
        `"brute"` compares with every sample by products of matrices, `"kd_tree"` rules out boxes
        of samples, `"auto"` takes the tree where there are at most five features and at least
        500 samples times two to their number.
    leaf_size
        Samples in a leaf of the tree; no effect on the results.
    metric
        `"euclidean"` (or `"l2"`), `"manhattan"` (`"l1"`, `"cityblock"`), `"chebyshev"` or
        `"minkowski"`.
    p
        The power for `"minkowski"`, at least 1.

    Attributes
    ----------
    n_samples_fit_ : int
        Samples seen in `fit`.
    effective_metric_ : str
        The metric's shortest name.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Friedman, J. H., Bentley, J. L. & Finkel, R. A. (1977). An algorithm for finding best matches
    in logarithmic expected time. ACM Trans. Math. Softw. 3(3), 209-226.

    Examples
    --------
    >>> model = NearestNeighbors(n_neighbors=2).fit([[0.0], [1.0], [3.0]])
    >>> distances, indices = model.kneighbors([[1.2]])
    >>> indices.tolist(), model.radius_neighbors([[2.0]], radius=1.0, return_distance=False)[0]
    ([[1, 0]], array([1, 2]))
    """

    def __init__(
        self,
        *,
        n_neighbors: int = 5,
        radius: float = 1.0,
        algorithm: Literal["auto", "brute", "kd_tree"] = "auto",
        leaf_size: int = 30,
        metric: str = "minkowski",
        p: float = 2,
    ) -> None:
        self.n_neighbors = n_neighbors
        self.radius = radius
        self.algorithm = algorithm
        self.leaf_size = leaf_size
        self.metric = metric
        self.p = p

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Keep the samples and prepare the search.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored; there so that pipelines can pass it.

        Returns
        -------
        NearestNeighbors
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        check_real("radius", self.radius, 0)
        self._keep(X)
        return self

    def radius_neighbors(
        self,
        X: ArrayLike | None = None,
        radius: float | None = None,
        return_distance: bool = True,
        sort_results: bool = False,
    ) -> Any:
        """Return all samples within a radius of each query, borders included.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features). Default: the samples of `fit`, none of which
            counts as its own neighbour.
        radius
            How far to look; default: as set.
        return_distance
            Whether to return distances, too.
        sort_results
            Whether to sort by distance; by index otherwise.

        Returns
        -------
        distances
            An array of arrays, one a query; if ``return_distance``.
        indices
            An array of arrays of indices.

        Raises
        ------
        ValueError
            If ``sort_results`` is asked for without distances.
        """
        check_is_fitted(self, "n_samples_fit_")
        limit = check_real("radius", self.radius if radius is None else radius, 0)
        if sort_results and not return_distance:
            raise ValueError("return_distance must be True if sort_results is True, got False")
        queries = self._queries(X)
        limits = self._metric.reduce(np.full(len(queries), limit))
        rows, ids, reduced = all_within(self._search, queries, limits, self.n_samples_fit_)
        if X is None:
            other = rows != ids
            rows, ids, reduced = rows[other], ids[other], reduced[other]
        indices, distances = ragged(
            rows, ids, self._metric.root(reduced), len(queries), sort=sort_results
        )
        return (distances, indices) if return_distance else indices
