"""Ordinal encoding: each category becomes a whole number."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from journey.ml.preprocessing._categories import Encoder, is_nan
from journey.ml.utils import check_array, check_choice, check_is_fitted

__all__ = ["OrdinalEncoder"]


class OrdinalEncoder(Encoder):
    """Replace each category by its place in the column's list of categories.

    The order is that of the sorted values unless it is given, and means nothing then. NaN
    stays NaN, or becomes ``encoded_missing_value``; None is a category. scikit-learn's
    `min_frequency`, `max_categories` and `set_output` are left out.

    Parameters
    ----------
    categories
        "auto" (default), for those that `fit` sees, sorted; or one list for each column, in the
        order that is meant.
    dtype
        Kind of the result. Default: float64.
    handle_unknown
        What to do with a category that `fit` did not see: "error" (default), or
        "use_encoded_value".
    unknown_value
        The number for those, not that of a category; NaN is allowed.
    encoded_missing_value
        The number for NaN. Default: NaN.

    Attributes
    ----------
    categories_ : list of NDArray
        The categories of each column.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Stevens, S. S. (1946). On the theory of scales of measurement. Science 103(2684), 677-680.

    Examples
    --------
    >>> from journey.ml.preprocessing import OrdinalEncoder
    >>> sizes = [["medium"], ["small"], ["large"]]
    >>> OrdinalEncoder(categories=[["small", "medium", "large"]]).fit_transform(sizes).ravel()
    array([1., 0., 2.])
    """

    def __init__(
        self,
        *,
        categories: str | Sequence[ArrayLike] = "auto",
        dtype: DTypeLike = np.float64,
        handle_unknown: str = "error",
        unknown_value: float | None = None,
        encoded_missing_value: float = np.nan,
    ) -> None:
        self.categories = categories
        self.dtype = dtype
        self.handle_unknown = handle_unknown
        self.unknown_value = unknown_value
        self.encoded_missing_value = encoded_missing_value

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the categories of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used; pipelines hand it over.

        Returns
        -------
        OrdinalEncoder
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        TypeError
            If a column mixes numbers and strings, or ``unknown_value`` is no number.
        """
        self._check_parameters()
        columns = self._columns(X, reset=True)
        self._learn_categories(columns, unknown_is_error=self.handle_unknown == "error")
        there = [self._number(known) for known in self.categories_]
        for name, value in (
            ("unknown_value", self.unknown_value),
            ("encoded_missing_value", self.encoded_missing_value),
        ):
            taken = [j for j, n in enumerate(there) if value in range(n)]
            lacks = name == "encoded_missing_value" and not any(
                n < len(known) for n, known in zip(there, self.categories_, strict=True)
            )
            if taken and not lacks:
                raise ValueError(
                    f"{name}: The used value {value} is one of the values already used for "
                    f"encoding the seen categories of column {taken[0]}"
                )
        return self

    def _check_parameters(self) -> None:
        check_choice("handle_unknown", self.handle_unknown, ("error", "use_encoded_value"))
        whole = np.issubdtype(np.dtype(self.dtype), np.integer)
        if self.handle_unknown == "error":
            if self.unknown_value is not None:
                raise TypeError(
                    "unknown_value: should only be set when handle_unknown is "
                    f"'use_encoded_value', got {self.unknown_value!r}"
                )
        elif not isinstance(self.unknown_value, Real) or isinstance(self.unknown_value, bool):
            raise TypeError(
                "unknown_value: should be an integer or np.nan when handle_unknown is "
                f"'use_encoded_value', got {self.unknown_value!r}"
            )
        elif not isinstance(self.unknown_value, Integral) and not np.isnan(self.unknown_value):
            raise TypeError(
                f"unknown_value: should be an integer or np.nan, got {self.unknown_value!r}"
            )
        elif whole and np.isnan(self.unknown_value):
            raise ValueError(
                "unknown_value: when it is np.nan, the dtype should be a float dtype, got "
                f"{self.dtype}"
            )

    def _number(self, known: NDArray[Any]) -> int:
        """Return how many categories there are without NaN, which is the last one."""
        return len(known) - is_nan(known[-1])

    def transform(self, X: ArrayLike) -> NDArray[Any]:
        """Return the places of the categories.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples, n_features).

        Raises
        ------
        ValueError
            If a category is unknown and ``handle_unknown`` is "error", or a value is missing and
            cannot be written in the dtype.
        """
        columns = self._columns(X, reset=False)
        codes = self._codes(columns, unknown_is_error=self.handle_unknown == "error")
        out = np.empty((len(columns[0]), len(columns)), dtype=self.dtype)
        for j, code in enumerate(codes):
            out[:, j] = code
            lacking = code >= self._number(self.categories_[j])
            if lacking.any():
                if np.isnan(self.encoded_missing_value) and out.dtype.kind in "iu":
                    raise ValueError(
                        "encoded_missing_value: There are missing values in column "
                        f"{j}, and NaN cannot be written as {out.dtype}; give a whole number"
                    )
                out[lacking, j] = self.encoded_missing_value
            if self.unknown_value is not None:
                out[code < 0, j] = self.unknown_value
        return out

    def inverse_transform(self, X: ArrayLike) -> NDArray[Any]:
        """Return the categories that places stand for.

        Parameters
        ----------
        X
            Numbers of shape (n_samples, n_features), as `transform` gives them.

        Returns
        -------
        NDArray
            Categories of the same shape; None where the number is that of unknown ones.

        Raises
        ------
        ValueError
            If the number of columns is wrong, or a number is that of no category.
        """
        check_is_fitted(self, "categories_")
        table = check_array(X, nan_allowed=True)
        if table.shape[1] != self.n_features_in_:
            raise ValueError(
                "X: Shape of the passed X data is not correct. Expected "
                f"{self.n_features_in_} columns, got {table.shape[1]}."
            )
        out = np.empty(table.shape, dtype=np.result_type(*self.categories_))
        for j, known in enumerate(self.categories_):
            column, n = table[:, j], self._number(known)
            lacking = _equal(column, self.encoded_missing_value) if n < len(known) else None
            unknown = (
                np.zeros(len(column), dtype=bool)
                if self.unknown_value is None
                else _equal(column, self.unknown_value)
            )
            if lacking is not None:
                unknown &= ~lacking
            other = unknown if lacking is None else unknown | lacking
            code = np.where(other, 0, column)
            if not ((code >= 0) & (code < max(n, 1)) & (code == np.floor(code))).all():
                raise ValueError(f"X: expected places of categories in column {j}, below {n}")
            out[:, j] = known[code.astype(np.intp)]
            if lacking is not None:
                out[lacking, j] = known[-1]
            if unknown.any():
                out = out.astype(object, copy=False)
                out[unknown, j] = None
        return out


def _equal(column: NDArray[Any], value: float) -> NDArray[np.bool_]:
    return np.isnan(column) if np.isnan(value) else np.asarray(column == value)
