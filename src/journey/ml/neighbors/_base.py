"""What the estimators share: the samples they keep, the k nearest of them, the graph."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.neighbors._metric import Array, effective_name, metric_of
from journey.ml.neighbors._search import searcher
from journey.ml.neighbors._select import Index
from journey.ml.utils import check_choice, check_integer, check_is_fitted, validate_data


class Graph(NamedTuple):
    """A sparse matrix in compressed rows, as `scipy.sparse.csr_matrix(graph[:3], graph.shape)`.

    Attributes
    ----------
    data
        The entries, row by row.
    indices
        The column of each entry.
    indptr
        Row i's entries lie from `indptr[i]` up to `indptr[i + 1]`.
    shape
        Numbers of rows and columns.

    Examples
    --------
    >>> Graph(np.array([2.0, 3.0]), np.array([1, 0]), np.array([0, 1, 2]), (2, 2)).toarray()
    array([[0., 2.],
           [3., 0.]])
    """

    data: Array
    indices: Index
    indptr: Index
    shape: tuple[int, int]

    def toarray(self) -> Array:
        """Return the matrix with its zeros.

        Returns
        -------
        NDArray
            Array of the graph's shape.
        """
        dense = np.zeros(self.shape)
        dense[np.arange(self.shape[0]).repeat(np.diff(self.indptr)), self.indices] = self.data
        return dense


class Neighbors(BaseEstimator):
    """Samples kept for searching, and the search for the k nearest."""

    n_neighbors: int
    algorithm: str
    leaf_size: int
    metric: str
    p: float

    n_features_in_: int
    n_samples_fit_: int
    effective_metric_: str

    def _keep(self, X: ArrayLike) -> int:
        """Check parameters and samples, prepare the search, and return the number of samples."""
        metric = metric_of(self.metric, self.p)
        check_integer("n_neighbors", self.n_neighbors, 1)
        table = validate_data(self, X, reset=True).astype(np.float64)
        self._search = searcher(table, metric, self.algorithm, self.leaf_size)
        self._metric, self._samples = metric, table
        self.effective_metric_ = effective_name(metric)
        self.n_samples_fit_ = len(table)
        return len(table)

    def kneighbors(
        self,
        X: ArrayLike | None = None,
        n_neighbors: int | None = None,
        return_distance: bool = True,
    ) -> Any:
        """Return the nearest samples of each query.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features). Default: the samples of `fit`, none of which
            counts as its own neighbour.
        n_neighbors
            How many; default: as set.
        return_distance
            Whether to return distances, too.

        Returns
        -------
        distances
            Distances of shape (n_queries, n_neighbors), rising; if ``return_distance``.
        indices
            Indices of the samples, of the same shape.

        Raises
        ------
        ValueError
            If there are fewer samples than neighbours asked for.
        """
        check_is_fitted(self, "n_samples_fit_")
        k = check_integer(
            "n_neighbors", self.n_neighbors if n_neighbors is None else n_neighbors, 1
        )
        queries = self._queries(X)
        if k > self.n_samples_fit_ - (X is None):
            sign = "<" if X is None else "<="
            raise ValueError(
                f"Expected n_neighbors {sign} n_samples_fit, but n_neighbors = {k}, "
                f"n_samples_fit = {self.n_samples_fit_}, n_samples = {len(queries)}"
            )
        reduced, indices = self._search.nearest(queries, k + (X is None))
        if X is None:
            reduced, indices = _without_self(reduced, indices)
        return (self._metric.root(reduced), indices) if return_distance else indices

    def kneighbors_graph(
        self, X: ArrayLike | None = None, n_neighbors: int | None = None, mode: str = "connectivity"
    ) -> Graph:
        """Return the matrix that says who is whose neighbour.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features); default: the samples of `fit`, as in
            `kneighbors`.
        n_neighbors
            How many; default: as set.
        mode
            `"connectivity"` for ones, `"distance"` for distances.

        Returns
        -------
        Graph
            Compressed rows of a matrix of shape (n_queries, n_samples_fit); `toarray()` gives it
            with its zeros.
        """
        check_choice("mode", mode, ("connectivity", "distance"))
        distances, indices = self.kneighbors(X, n_neighbors)
        data = distances.ravel() if mode == "distance" else np.ones(distances.size)
        starts = np.arange(len(indices) + 1, dtype=np.intp) * indices.shape[1]
        return Graph(data, indices.ravel(), starts, (len(indices), self.n_samples_fit_))

    def _queries(self, X: ArrayLike | None) -> NDArray[np.float64]:
        if X is None:
            return self._samples
        return validate_data(self, X, reset=False).astype(np.float64, copy=False)


def _without_self(reduced: Array, indices: Index) -> tuple[Array, Index]:
    # Row i belongs to sample i. Among many duplicates it may not be in its own row at all; then the
    # last one goes, since k others come before it.
    n, k = indices.shape
    own = indices == np.arange(n)[:, None]
    own[~own.any(axis=1), -1] = True
    return reduced[~own].reshape(n, k - 1), indices[~own].reshape(n, k - 1)
