"""Filling from similar rows: the mean of the nearest ones that have the value.

Distances are taken over the columns that both rows have; `nan_euclidean_distances` says how.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.impute._imputer import Imputer, is_nan, missing_mask
from journey.ml.utils import (
    FloatArray,
    check_array,
    check_choice,
    check_integer,
    check_is_fitted,
    validate_data,
)

__all__ = ["KNNImputer", "knn_impute_naive", "nan_euclidean_distances"]

Array = NDArray[np.float64]

_CELLS = 2_000_000  # distances held at a time


class KNNImputer(Imputer):
    """Replace a missing value by the mean of it in the rows that are most alike.

    Of rows equally far the earlier ones are taken, as far as rounding leaves them equal.
    scikit-learn's parameter `copy` has no
    counterpart, as the input is never changed. `metric`, which has one choice, functions as
    ``weights`` and `set_output` are left out.

    Parameters
    ----------
    missing_values
        What stands for a missing value: NaN (default) or a number.
    n_neighbors
        How many rows to average. Default: 5.
    weights
        "uniform" (default), or "distance", by one over the distance.
    add_indicator
        Whether a column of zeros and ones is added for each column that `fit` saw missing values
        in. Default: no.
    keep_empty_features
        Whether a column without any value is kept and filled with 0, instead of left out.
        Default: no.

    Attributes
    ----------
    indicator_features_ : NDArray
        Places of the columns in which `fit` saw missing values.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Troyanskaya, O. et al. (2001). Missing value estimation methods for DNA microarrays.
    Bioinformatics 17(6), 520-525, section "KNNimpute".

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.impute import KNNImputer
    >>> X = [[1.0, 10.0], [2.0, 20.0], [9.0, 90.0], [1.6, np.nan]]
    >>> KNNImputer(n_neighbors=2).fit_transform(X)[3]
    array([ 1.6, 15. ])
    """

    def __init__(
        self,
        *,
        missing_values: float = np.nan,
        n_neighbors: int = 5,
        weights: str = "uniform",
        add_indicator: bool = False,
        keep_empty_features: bool = False,
    ) -> None:
        self.missing_values = missing_values
        self.n_neighbors = n_neighbors
        self.weights = weights
        self.add_indicator = add_indicator
        self.keep_empty_features = keep_empty_features

    def _table(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        return validate_data(self, X, reset=reset, nan_allowed=is_nan(self.missing_values))

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Keep the rows to fill from.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used; pipelines hand it over.

        Returns
        -------
        KNNImputer
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        check_integer("n_neighbors", self.n_neighbors, 1)
        check_choice("weights", self.weights, ("uniform", "distance"))
        table = self._table(X, reset=True)
        missing = missing_mask(table, self.missing_values)
        self._see(missing)
        self._there = ~missing
        self._rows = np.where(missing, np.nan, table)
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples with what was missing filled in.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the columns that stay, then the indicators; float32 stays float32.
        """
        check_is_fitted(self, "indicator_features_")
        table = self._table(X, reset=False)
        missing = missing_mask(table, self.missing_values)
        filled = table.copy()
        filled[:, self._empty] = 0
        holes = missing & ~self._empty
        lacking = np.flatnonzero(holes.any(axis=1))
        asked = np.where(missing[lacking], np.nan, table[lacking])
        size = max(1, _CELLS // len(self._rows))
        for start in range(0, len(lacking), size):
            rows = lacking[start : start + size]
            distances = _distances(asked[start : start + size], self._rows)
            for j in np.flatnonzero(holes[rows].any(axis=0)):
                here = holes[rows, j]
                donors = self._there[:, j]
                values = self._rows[donors, j].astype(np.float64)
                filled[rows[here], j] = self._average(distances[here][:, donors], values)
        return self._finished(filled, missing)

    def _average(self, distances: Array, values: Array) -> Array:
        """Return the mean of the nearest values for each row of distances."""
        k = min(self.n_neighbors, len(values))
        near = np.partition(distances, k - 1, axis=1)[:, k - 1 : k]
        weight = (distances < near) * 1.0
        tied = distances == near
        # Of those exactly as far as the last one, the first are taken.
        left = k - weight.sum(axis=1, keepdims=True)
        if (tied.sum(axis=1, keepdims=True) > left).any():
            tied &= np.cumsum(tied, axis=1) <= left
        weight[tied] = 1.0
        weight[np.isinf(distances)] = 0.0
        if self.weights == "distance":
            exact = (distances == 0) & (weight > 0)
            with np.errstate(divide="ignore", invalid="ignore"):
                weight = weight / distances
            weight[np.isnan(weight)] = 0.0
            hit = exact.any(axis=1)
            weight[hit] = exact[hit]
        total = weight.sum(axis=1)
        lost = total == 0  # nothing in common with any row
        total[lost] = 1.0
        return np.asarray(np.where(lost, values.mean(), weight @ values / total))


def nan_euclidean_distances(X: ArrayLike, Y: ArrayLike) -> Array:
    r"""Return the distances of rows over the columns that both have.

    The squares are scaled up as if the other columns were like these:
    $\sqrt{\frac{d}{|S|} \sum_{j \in S} (x_j - y_j)^2}$, where S are the columns without a
    missing value in either.

    Parameters
    ----------
    X
        Rows of shape (n, d), NaN where a value is missing.
    Y
        Rows of shape (m, d).

    Returns
    -------
    NDArray
        Distances of shape (n, m), NaN where two rows have no column in common.

    Raises
    ------
    ValueError
        If the tables are malformed or have different numbers of columns.

    References
    ----------
    Dixon, J. K. (1979). Pattern recognition with partly missing data. IEEE Transactions on
    Systems, Man, and Cybernetics 9(10), 617-621.

    Examples
    --------
    >>> nan_euclidean_distances([[1.0, np.nan]], [[4.0, 5.0]])
    array([[4.24264069]])
    """
    first, second = check_array(X, nan_allowed=True), check_array(Y, name="Y", nan_allowed=True)
    if first.shape[1] != second.shape[1]:
        raise ValueError(f"Y: expected {first.shape[1]} columns, as X has, got {second.shape[1]}")
    found = _distances(first, second)
    found[np.isinf(found)] = np.nan
    return found


def _distances(X: FloatArray, Y: FloatArray) -> Array:
    """Return distances as above, infinite where there is nothing in common."""
    d = X.shape[1]
    has_x, has_y = ~np.isnan(X), ~np.isnan(Y)
    # Distances do not change when all rows are moved; near 0 the expanded square keeps digits.
    count = np.maximum(has_y.sum(axis=0), 1)
    centre = np.where(has_y, Y, 0).sum(axis=0, dtype=np.float64) / count
    x, y = np.where(has_x, X - centre, 0.0), np.where(has_y, Y - centre, 0.0)
    mx, my = has_x.astype(np.float64), has_y.astype(np.float64)
    squares = (x * x) @ my.T
    squares += mx @ (y * y).T
    squares -= 2 * (x @ y.T)
    common = mx @ my.T
    np.maximum(squares, 0.0, out=squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares *= d / common
    squares[common == 0] = np.inf
    return np.asarray(np.sqrt(squares, out=squares))


def knn_impute_naive(X: ArrayLike, n_neighbors: int = 5) -> Array:
    """Return a table with its holes filled from similar rows, one hole at a time.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), NaN where a value is missing.
    n_neighbors
        How many rows to average. Default: 5.

    Returns
    -------
    NDArray
        The filled table.

    Examples
    --------
    >>> knn_impute_naive([[1.0, 10.0], [2.0, 20.0], [1.2, np.nan]], n_neighbors=1)[2]
    array([ 1.2, 10. ])
    """
    table = check_array(X, nan_allowed=True).astype(np.float64)
    filled = table.copy()
    for i, j in zip(*np.nonzero(np.isnan(table)), strict=True):
        gaps = (table - table[i]) ** 2  # NaN where either is missing
        common = (~np.isnan(gaps)).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            far = np.nansum(gaps, axis=1) * table.shape[1] / common
        far[np.isnan(table[:, j]) | (common == 0)] = np.inf
        nearest = np.argsort(far, kind="stable")[:n_neighbors]
        nearest = nearest[np.isfinite(far[nearest])]
        filled[i, j] = table[nearest, j].mean() if len(nearest) else np.nanmean(table[:, j])
    return filled
