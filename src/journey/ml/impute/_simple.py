"""Filling a column with one number: its mean, median, most frequent value, or a constant."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.impute._imputer import Imputer, Mask, is_nan, missing_mask
from journey.ml.utils import check_choice, check_is_fitted, validate_data, validate_mixed_data

__all__ = ["SimpleImputer"]

_STRATEGIES = ("mean", "median", "most_frequent", "constant")


class SimpleImputer(Imputer):
    """Replace what is missing in a column by one value, learnt from the rest of it.

    scikit-learn's parameter `copy` has no counterpart, as the input is never changed. Functions as
    ``strategy``, `inverse_transform`, sparse tables and `set_output` are left out, and the
    indicator is no estimator: `indicator_features_` says which columns it stands for.

    Parameters
    ----------
    missing_values
        What stands for a missing value: NaN (default), None, a number or a text.
    strategy
        "mean" (default), "median", "most_frequent" or "constant". The last two take text as well;
        of values that are equally frequent the smallest is taken.
    fill_value
        The constant. Default: 0 for numbers, "missing_value" for text.
    add_indicator
        Whether a column of zeros and ones is added for each column that `fit` saw missing values
        in. Default: no.
    keep_empty_features
        Whether a column without any value is kept and filled with 0 or the constant, instead of
        left out. Default: no.

    Attributes
    ----------
    statistics_ : NDArray
        The value for each column, NaN where a column is left out.
    indicator_features_ : NDArray
        Places of the columns in which `fit` saw missing values.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Little, R. J. A., Rubin, D. B. (2019). Statistical analysis with missing data, 3rd edition.
    Wiley, section 4.2.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.impute import SimpleImputer
    >>> SimpleImputer(add_indicator=True).fit_transform([[1.0], [np.nan], [4.0]])
    array([[1. , 0. ],
           [2.5, 1. ],
           [4. , 0. ]])
    """

    _strings_allowed: ClassVar[bool] = True

    def __init__(
        self,
        *,
        missing_values: Any = np.nan,
        strategy: str = "mean",
        fill_value: Any = None,
        add_indicator: bool = False,
        keep_empty_features: bool = False,
    ) -> None:
        self.missing_values = missing_values
        self.strategy = strategy
        self.fill_value = fill_value
        self.add_indicator = add_indicator
        self.keep_empty_features = keep_empty_features

    def _table(self, X: ArrayLike, *, reset: bool) -> NDArray[Any]:
        nan_is_missing = is_nan(self.missing_values)
        if self.strategy in ("mean", "median"):
            try:
                return validate_data(self, X, reset=reset, nan_allowed=nan_is_missing)
            except (TypeError, ValueError) as problem:
                if "could not convert" not in str(problem):
                    raise
                raise ValueError(
                    f"X: Cannot use {self.strategy} strategy with non-numeric data: {problem}"
                ) from None
        table = validate_mixed_data(self, X, reset=reset)
        if table.dtype.kind == "f":
            return validate_data(self, X, reset=reset, nan_allowed=nan_is_missing)
        return table

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the value for each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used; pipelines hand it over.

        Returns
        -------
        SimpleImputer
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or text is to be averaged.
        """
        check_choice("strategy", self.strategy, _STRATEGIES)
        table = self._table(X, reset=True)
        if (
            self.strategy == "constant"
            and self.fill_value is not None
            and table.dtype.kind in "biuf"
        ):
            kind = np.asarray(self.fill_value).dtype
            if not np.can_cast(kind, table.dtype, casting="same_kind"):
                raise ValueError(
                    f"fill_value={self.fill_value!r} (of type {type(self.fill_value)!r}) cannot be "
                    f"cast to the input data that is {table.dtype!r}"
                )
        missing = missing_mask(table, self.missing_values)
        self._see(missing)
        self.statistics_ = self._statistics(table, missing)
        return self

    def _statistics(self, table: NDArray[Any], missing: Mask) -> NDArray[Any]:
        text = table.dtype.kind == "O"
        found = np.full(table.shape[1], np.nan, dtype=object if text else np.float64)
        constant = self.fill_value
        if constant is None:
            constant = "missing_value" if text else 0
        if self.strategy == "mean":
            there = len(table) - missing.sum(axis=0)
            sums = np.where(missing, 0, table).sum(axis=0, dtype=np.float64)
            found = np.divide(sums, there, out=found, where=there > 0)
        elif self.strategy == "constant":
            found[:] = constant
            if not text:
                found[self._empty] = np.nan
        for j in range(table.shape[1]):
            if self._empty[j]:
                kept = constant if self.strategy == "constant" else 0
                found[j] = kept if self.keep_empty_features else np.nan
            elif self.strategy in ("median", "most_frequent"):
                values = table[~missing[:, j], j]
                found[j] = np.median(values) if self.strategy == "median" else _mode(values)
        return found

    def transform(self, X: ArrayLike) -> NDArray[Any]:
        """Return the samples with what was missing filled in.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            New array of the columns that stay, then the indicators; float32 stays float32.
        """
        check_is_fitted(self, "statistics_")
        table = self._table(X, reset=False)
        missing = missing_mask(table, self.missing_values)
        if self._empty.any() and not self.keep_empty_features:
            warnings.warn(
                "Skipping features without any observed values: "
                f"{self._names_in(None)[self._empty]}. At least one non-missing value is needed "
                f"for imputation with strategy='{self.strategy}'.",
                UserWarning,
                stacklevel=2,
            )
        filled = table.copy()
        rows, columns = np.nonzero(missing & ~self._left_out())
        filled[rows, columns] = self.statistics_[columns].astype(table.dtype)
        return self._finished(filled, missing)

    def _left_out(self) -> Mask:
        return self._empty & (not self.keep_empty_features)


def _mode(values: NDArray[Any]) -> Any:
    """Return the most frequent value, of several the smallest."""
    if values.dtype.kind != "O":
        found, counts = np.unique(values, return_counts=True)
        return found[counts.argmax()]
    tally: dict[Any, int] = {}
    for value in values.tolist():
        tally[value] = tally.get(value, 0) + 1
    most = max(tally.values())
    return min(value for value, times in tally.items() if times == most)
