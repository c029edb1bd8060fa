"""Categories of a column: found, put in order, and turned into whole numbers.

Missing values, None and NaN, are categories of their own, behind all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import check_is_fitted, validate_mixed_data

Columns = list[NDArray[Any]]
Codes = NDArray[np.intp]


class Encoder(TransformerMixin, BaseEstimator):
    """What the encoders share: a list of categories for each column, and the codes of values."""

    _nan_allowed: ClassVar[bool] = True
    _strings_allowed: ClassVar[bool] = True
    _float32_kept: ClassVar[bool] = False

    categories: str | Sequence[ArrayLike]
    categories_: Columns
    n_features_in_: int

    def _columns(self, X: ArrayLike, *, reset: bool) -> Columns:
        if not reset:
            check_is_fitted(self, "categories_")
        table = validate_mixed_data(self, X, reset=reset)
        columns = list(table.T)
        if table.dtype.kind == "O" and hasattr(X, "iloc"):
            # A data frame keeps a kind for each column; the table of all has lost it.
            kept = [np.asarray(X.iloc[:, j]) for j in range(table.shape[1])]
            columns = [
                a if a.dtype.kind in "biuf" else b for a, b in zip(kept, columns, strict=True)
            ]
        for column in columns:
            if column.dtype.kind == "f" and np.isinf(column).any():
                raise ValueError("X: expected finite numbers, Input X contains infinity.")
        return columns

    def _learn_categories(self, columns: Columns, *, unknown_is_error: bool) -> list[Codes]:
        """Set `categories_` and return the codes of the columns, -1 where there is none."""
        given = self._given(len(columns))
        self.categories_, codes = [], []
        for j, column in enumerate(columns):
            if given is None:
                found, code = factorize(column)
            else:
                found = in_order(given[j], column.dtype, j)
                code = encode(column, found)
                if unknown_is_error and (code < 0).any():
                    raise ValueError(_unknown(column, code, j, "fit"))
            self.categories_.append(found)
            codes.append(code)
        return codes

    def _given(self, n_features: int) -> Sequence[ArrayLike] | None:
        if isinstance(self.categories, str):
            if self.categories != "auto":
                raise ValueError(
                    f"categories: expected 'auto' or one list a column, got {self.categories!r}"
                )
            return None
        if len(self.categories) != n_features:
            raise ValueError(
                "categories: Shape mismatch: if categories is an array, it has to be of shape "
                f"(n_features,), here {n_features}, got {len(self.categories)}"
            )
        return self.categories

    def _codes(self, columns: Columns, *, unknown_is_error: bool) -> list[Codes]:
        codes = []
        for j, (column, known) in enumerate(zip(columns, self.categories_, strict=True)):
            code = encode(column, known)
            if unknown_is_error and (code < 0).any():
                raise ValueError(_unknown(column, code, j, "transform"))
            codes.append(code)
        return codes


def _unknown(column: NDArray[Any], code: Codes, j: int, where: str) -> str:
    values = list(dict.fromkeys(column[code < 0].tolist()))
    return f"X: Found unknown categories {values[:10]} in column {j} during {where}"


def is_nan(value: object) -> bool:
    """Return whether a value is a missing number."""
    # pandas' NA has no truth value; it is what is not equal to itself and is no float.
    return (isinstance(value, float | np.floating) and value != value) or (
        type(value).__name__ == "NAType"
    )


def missing_kind(value: object) -> int:
    """Return 0 for a value that is there, 1 for None and 2 for NaN."""
    return 1 if value is None else 2 if is_nan(value) else 0


def factorize(column: NDArray[Any]) -> tuple[NDArray[Any], Codes]:
    """Return the categories of a column in order, and the place of each value among them.

    Parameters
    ----------
    column
        Values of shape (n_samples,), numbers or objects.

    Returns
    -------
    categories
        Each value once, sorted, None and NaN last.
    codes
        For each sample the place of its value.

    Raises
    ------
    TypeError
        If the values cannot be put in order, as numbers and strings together.

    Examples
    --------
    >>> factorize(np.array(["b", "a", "b"], dtype=object))
    (array(['a', 'b'], dtype=object), array([1, 0, 1]))
    """
    if column.dtype.kind != "O":
        categories, codes = np.unique(column, return_inverse=True)
        return categories, codes
    values = column.tolist()
    distinct = dict.fromkeys(values)
    there, none, nan = [], False, False
    for value in distinct:
        kind = missing_kind(value)
        if kind:
            none, nan = none or kind == 1, nan or kind == 2
        else:
            there.append(value)
    try:
        there.sort()
    except TypeError:
        kinds = sorted({type(value).__name__ for value in there})
        raise TypeError(
            "X: Encoders require their input argument must be uniformly strings or numbers. "
            f"Got {kinds}"
        ) from None
    ordered: list[Any] = there + [None] * none + [np.nan] * nan
    categories = np.empty(len(ordered), dtype=object)
    categories[:] = ordered
    return categories, encode(column, categories)


def encode(column: NDArray[Any], categories: NDArray[Any]) -> Codes:
    """Return the place of each value among the categories, -1 where it is not one.

    Parameters
    ----------
    column
        Values of shape (n_samples,).
    categories
        Distinct values; numbers are sorted.

    Returns
    -------
    NDArray
        Whole numbers of shape (n_samples,).

    Examples
    --------
    >>> encode(np.array([5.0, 2.0, 7.0]), np.array([2.0, 5.0]))
    array([ 1,  0, -1])
    """
    if column.dtype.kind in "biuf" and categories.dtype.kind in "biuf":
        n = len(categories)
        # NaN is sorted behind all numbers, and searched for there.
        places = np.minimum(np.searchsorted(categories, column), n - 1)
        found = categories[places]
        same = (found == column) | ((found != found) & (column != column))
        return np.where(same, places, -1).astype(np.intp, copy=False)
    place: dict[Any, int] = {}
    none = nan = -1
    for j, category in enumerate(categories.tolist()):
        kind = missing_kind(category)
        if kind == 1:
            none = j
        elif kind == 2:
            nan = j
        else:
            place[category] = j
    place[None] = none
    values = column.tolist()
    # Distinct values are few: NaN, which is not equal to itself, is looked at once each object.
    for value in dict.fromkeys(values):
        if value not in place:
            place[value] = nan if is_nan(value) else -1
    return np.fromiter(map(place.__getitem__, values), dtype=np.intp, count=len(values))


def in_order(given: ArrayLike, dtype: np.dtype[Any], j: int) -> NDArray[Any]:
    """Return categories that the caller listed, after checking them."""
    listed = np.asarray(given)
    if listed.ndim != 1 or len(listed) == 0:
        raise ValueError(f"categories: expected a list of values for column {j}, got {given!r}")
    numbers = dtype.kind in "biuf" and listed.dtype.kind in "biuf"
    if numbers:
        listed = listed.astype(dtype)
    else:
        listed = np.empty(len(listed), dtype=object)
        listed[:] = list(given)  # type: ignore[arg-type]
    if any(is_nan(value) for value in listed[:-1].tolist()):
        raise ValueError(
            f"categories: Nan should be the last element in user provided categories, see "
            f"categories {listed} in column #{j}"
        )
    if len(factorize(listed)[0]) != len(listed):
        raise ValueError(
            f"categories: In column {j}, the predefined categories contain duplicate elements."
        )
    if numbers and (np.diff(listed[~np.isnan(listed)]) < 0).any():
        raise ValueError(
            "categories: Unsorted categories are not supported for numerical categories, "
            f"got {listed} for column {j}"
        )
    return listed
