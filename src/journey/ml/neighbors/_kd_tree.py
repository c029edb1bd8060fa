"""The k-d tree as a class of its own; how it is built and searched is in `_tree`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.neighbors._metric import Array, metric_of
from journey.ml.neighbors._search import TreeSearch, all_within
from journey.ml.neighbors._select import Index
from journey.ml.utils import check_array, check_integer


class KDTree:
    """A k-d tree: samples in nested boxes, so that whole boxes can be ruled out at once.

    Every box is cut at the median of its widest feature until few samples are left. A search
    opens only boxes that are nearer than the k-th sample found so far, and does so for all
    queries together, level by level. Of equal distances the lower index comes first. Left out:
    kernel densities, two-point correlations, dual-tree and depth-first search; distances beside
    the Minkowski family.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    leaf_size
        A box with at most so many samples is not cut. Has no effect on the results.
    metric
        `"euclidean"`, `"manhattan"`, `"chebyshev"` or `"minkowski"`.
    p
        The power for `"minkowski"`, at least 1.

    Attributes
    ----------
    data : NDArray
        The samples as float64.

    References
    ----------
    Friedman, J. H., Bentley, J. L. & Finkel, R. A. (1977). An algorithm for finding best matches
    in logarithmic expected time. ACM Trans. Math. Softw. 3(3), 209-226.

    Examples
    --------
    >>> tree = KDTree([[0.0, 0.0], [2.0, 0.0], [0.0, 3.0]], leaf_size=1)
    >>> distances, indices = tree.query([[1.5, 0.0]], k=2)
    >>> distances.tolist(), indices.tolist()
    ([[0.5, 1.5]], [[1, 0]])
    >>> tree.query_radius([[0.0, 1.0]], r=2.0)[0].tolist()
    [0, 2]
    """

    data: Array

    def __init__(
        self, X: ArrayLike, leaf_size: int = 40, metric: str = "minkowski", *, p: float = 2
    ) -> None:
        self.data = check_array(X).astype(np.float64)
        self._metric = metric_of(metric, p)
        size = check_integer("leaf_size", leaf_size, 1)
        self._search = TreeSearch(self.data, self._metric, size)

    def query(self, X: ArrayLike, k: int = 1, return_distance: bool = True) -> Any:
        """Return the k nearest samples of each query.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features).
        k
            How many, at most the number of samples.
        return_distance
            Whether to return distances, too.

        Returns
        -------
        distances
            Distances of shape (n_queries, k), rising; if ``return_distance``.
        indices
            Indices of the samples, of the same shape.

        Raises
        ------
        ValueError
            If there are fewer samples, or other features.
        """
        queries = self._queries(X)
        if check_integer("k", k, 1) > len(self.data):
            raise ValueError(
                f"k must be less than or equal to the number of training points: expected at most "
                f"{len(self.data)}, got {k}"
            )
        reduced, indices = self._search.nearest(queries, k)
        return (self._metric.root(reduced), indices) if return_distance else indices

    def query_radius(
        self,
        X: ArrayLike,
        r: ArrayLike,
        return_distance: bool = False,
        count_only: bool = False,
        sort_results: bool = False,
    ) -> Any:
        """Return all samples within a radius of each query, borders included.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features).
        r
            One radius, or one for each query.
        return_distance
            Whether to return distances, too: after the indices, as scikit-learn's tree does.
        count_only
            Whether to return only how many there are.
        sort_results
            Whether to sort by distance; by index otherwise.

        Returns
        -------
        indices
            An array of arrays of indices, one a query; or the counts, if ``count_only``.
        distances
            An array of arrays; if ``return_distance``.

        Raises
        ------
        ValueError
            If both ``count_only`` and ``return_distance`` are set, or ``r`` has another shape.
        """
        queries = self._queries(X)
        if count_only and return_distance:
            raise ValueError("count_only and return_distance: expected one of them, got both")
        if sort_results and not return_distance:
            raise ValueError("return_distance must be True if sort_results is True, got False")
        radii = np.asarray(r, dtype=np.float64)
        if radii.shape not in ((), (len(queries),)) or not (radii >= 0).all():
            raise ValueError(
                f"r: expected one radius of at least 0, or {len(queries)} of them, got {r!r}"
            )
        limits = np.broadcast_to(self._metric.reduce(radii), len(queries))
        found = all_within(self._search, queries, limits, len(self.data))
        if count_only:
            return np.bincount(found[0], minlength=len(queries))
        indices, distances = ragged(
            *found[:2], self._metric.root(found[2]), len(queries), sort=sort_results
        )
        return (indices, distances) if return_distance else indices

    def get_n_calls(self) -> int:
        """Return how many distances were computed since the tree was built or the count reset.

        Returns
        -------
        int
            Pairs of a query and a sample; without the tree, each query would need them all.
        """
        return int(self._search.tree.calls[0])

    def reset_n_calls(self) -> None:
        """Start counting distances from zero."""
        self._search.tree.calls[0] = 0

    def _queries(self, X: ArrayLike) -> Array:
        queries = check_array(X).astype(np.float64)
        if queries.shape[1] != self.data.shape[1]:
            raise ValueError(
                f"X: query data dimension must match training data dimension: expected "
                f"{self.data.shape[1]} features, got {queries.shape[1]}"
            )
        return queries


def ragged(
    rows: Index, ids: Index, distances: Array, n_rows: int, *, sort: bool
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return indices and distances as arrays of arrays, one a row, sorted by distance if asked."""
    if sort:
        order = np.lexsort((ids, distances, rows))
        ids, distances = ids[order], distances[order]
    ends = np.cumsum(np.bincount(rows, minlength=n_rows))[:-1]
    out = np.empty((2, n_rows), dtype=object)
    for i, (some, far) in enumerate(
        zip(np.split(ids, ends), np.split(distances, ends), strict=True)
    ):
        out[0, i], out[1, i] = some, far
    return out[0], out[1]
