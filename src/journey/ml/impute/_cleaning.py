"""Cleaning beside missing values: rows that occur twice, and values far out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.impute._imputer import is_nan
from journey.ml.utils import FloatArray, check_array, check_choice, check_mixed_array, check_real

__all__ = ["duplicated", "outlier_bounds"]

_METHODS = ("iqr", "mad", "deviation")
_FACTORS = {"iqr": 1.5, "mad": 3.5, "deviation": 3.0}


def duplicated(X: ArrayLike, *, keep: str = "first") -> NDArray[np.bool_]:
    """Return which rows occur elsewhere in the table as well.

    Two missing values are equal here.

    Parameters
    ----------
    X
        Table of shape (n_samples, n_features), of numbers or mixed.
    keep
        Which of equal rows is not marked: "first" (default), "last" or "none".

    Returns
    -------
    NDArray
        Truth values of shape (n_samples,); `X[~duplicated(X)]` has each row once.

    Raises
    ------
    ValueError
        If the table or ``keep`` is malformed.

    Examples
    --------
    >>> duplicated([[1, 2], [3, 4], [1, 2]]).tolist()
    [False, False, True]
    """
    check_choice("keep", keep, ("first", "last", "none"))
    table = check_mixed_array(X)
    group = _groups(table)
    if keep == "none":
        return np.asarray(np.bincount(group)[group] > 1)
    order = np.arange(len(group)) if keep == "first" else np.arange(len(group))[::-1]
    marked = np.ones(len(group), dtype=bool)
    marked[order[np.unique(group[order], return_index=True)[1]]] = False
    return marked


def _groups(table: NDArray[Any]) -> NDArray[np.intp]:
    """Return a number for each row, the same for equal rows."""
    group = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        codes = _codes(column)
        # Numbered anew after each column, so that the product stays below n squared.
        group = np.unique(group * (codes.max() + 1) + codes, return_inverse=True)[1]
    return group.astype(np.intp)


def _codes(column: NDArray[Any]) -> NDArray[np.int64]:
    if column.dtype.kind in "biuf":
        return np.unique(column, return_inverse=True)[1].astype(np.int64)  # NaN once
    place: dict[object, int] = {}
    values = ["\0missing" if is_nan(value) else value for value in column.tolist()]
    return np.array([place.setdefault(value, len(place)) for value in values], dtype=np.int64)


def outlier_bounds(
    X: ArrayLike, *, method: str = "iqr", factor: float | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return for each column the bounds beyond which values are called far out.

    `np.clip(X, *outlier_bounds(X))` pulls them in, `(X < low) | (X > high)` marks them. NaN is left
    out. A bound is a rule of thumb, not a proof that a value is wrong.

    Parameters
    ----------
    X
        Table of shape (n_samples, n_features).
    method
        "iqr" (default), Tukey's fences: ``factor`` times the distance of the quartiles beyond them;
        "mad": the median, plus and minus ``factor`` robust deviations, 1.4826 times the median
        distance from the median; "deviation": the same with mean and standard deviation, which the
        outliers themselves inflate.
    factor
        How far. Default: 1.5, 3.5 and 3, in this order.

    Returns
    -------
    low, high
        Arrays of shape (n_features,), NaN where a column has no values.

    Raises
    ------
    ValueError
        If the table or a parameter is malformed.

    References
    ----------
    Tukey, J. W. (1977). Exploratory data analysis. Addison-Wesley, section 2D.
    Iglewicz, B., Hoaglin, D. C. (1993). How to detect and handle outliers. ASQC Quality Press.

    Examples
    --------
    >>> low, high = outlier_bounds([[1.0], [2.0], [3.0], [4.0], [100.0]])
    >>> low, high
    (array([-1.]), array([7.]))
    """
    kind = check_choice("method", method, _METHODS)
    wide = _FACTORS[kind] if factor is None else check_real("factor", factor, 0)
    table = check_array(X, nan_allowed=True)
    bounds = np.full((2, table.shape[1]), np.nan)
    for j, column in enumerate(table.T):
        values = column[~np.isnan(column)].astype(np.float64)
        if values.size == 0:
            continue
        if kind == "iqr":
            low, high = np.percentile(values, [25, 75])
            step = wide * (high - low)
        elif kind == "mad":
            low = high = np.median(values)
            step = wide * np.median(np.abs(values - low)) / 0.6744897501960817
        else:
            low = high = values.mean()
            step = wide * values.std()
        bounds[:, j] = low - step, high + step
    return bounds[0], bounds[1]
