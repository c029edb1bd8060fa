"""Intervals of shares and means, and how strongly two columns hang together.

All strengths run from 0 to 1: nothing and everything.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.stats import chi2_contingency, norm
from journey.mathematics.stats import t as student
from journey.mathematics.stats.correlation import spearmanr

__all__ = [
    "Interval",
    "correlation_ratio",
    "cramers_v",
    "mean_interval",
    "rank_correlation",
    "share_interval",
]


class Interval(NamedTuple):
    """An estimate with its two ends."""

    low: float
    middle: float
    high: float


_NOTHING = Interval(float("nan"), float("nan"), float("nan"))


def share_interval(hits: float, number: float, level: float = 0.95) -> Interval:
    """Return a share with Wilson's interval, which keeps to 0 and 1 and works for few rows.

    Examples
    --------
    >>> [round(each, 3) for each in share_interval(8, 10)]
    [0.49, 0.8, 0.943]
    """
    if number <= 0:
        return _NOTHING
    z = float(norm.ppf((1 + level) / 2))
    share = hits / number
    centre = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * np.sqrt(share * (1 - share) / number + z * z / (4 * number**2))
    half = float(half) / (1 + z * z / number)
    return Interval(max(0.0, centre - half), share, min(1.0, centre + half))


def mean_interval(values: ArrayLike, level: float = 0.95) -> Interval:
    """Return a mean with Student's interval; one value has no ends.

    Examples
    --------
    >>> [round(each, 3) for each in mean_interval([1.0, 2.0, 3.0, 4.0])]
    [0.446, 2.5, 4.554]
    """
    array = np.asarray(values, dtype=np.float64)
    if not len(array):
        return _NOTHING
    middle = float(array.mean())
    if len(array) == 1:
        return Interval(float("nan"), middle, float("nan"))
    error = float(array.std(ddof=1)) / np.sqrt(len(array))
    half = float(student.ppf((1 + level) / 2, len(array) - 1) * error) if error else 0.0
    return Interval(middle - half, middle, middle + half)


def rank_correlation(x: ArrayLike, y: ArrayLike) -> float:
    """Return Spearman's correlation of two columns of numbers; not a number where one is constant.

    Examples
    --------
    >>> round(rank_correlation([1, 2, 3, 4], [1, 4, 9, 16]), 12)
    1.0
    """
    a, b = (np.asarray(each, dtype=np.float64) for each in (x, y))
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(spearmanr(a, b).statistic)


def correlation_ratio(groups: ArrayLike, values: ArrayLike) -> float:
    """Return the root of the share of the variance of numbers that lies between the groups.

    Examples
    --------
    >>> round(correlation_ratio(["a", "a", "b", "b"], [1.0, 2.0, 3.0, 4.0]), 4)
    0.8944
    """
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    array = np.asarray(values, dtype=np.float64)
    if len(array) < 2 or np.ptp(array) == 0:
        return float("nan")
    place = place.ravel()
    counts = np.bincount(place)
    means = np.bincount(place, weights=array) / counts
    total = float(((array - array.mean()) ** 2).sum())
    return float(np.sqrt((counts * (means - array.mean()) ** 2).sum() / total))


def cramers_v(first: ArrayLike, second: ArrayLike) -> float:
    """Return Cramer's V of two groupings, without correction; no number where one is constant.

    Examples
    --------
    >>> cramers_v(["a", "a", "b", "b"], [0, 0, 1, 1])
    1.0
    """
    names, row = np.unique(np.asarray(first), return_inverse=True)
    others, column = np.unique(np.asarray(second), return_inverse=True)
    smaller = min(len(names), len(others))
    if smaller < 2:
        return float("nan")
    flat = row.ravel() * len(others) + column.ravel()
    counts = np.bincount(flat, minlength=len(names) * len(others))
    table = counts.reshape(len(names), len(others)).astype(np.float64)
    chi2 = float(chi2_contingency(table, correction=False).statistic)
    return float(np.sqrt(chi2 / table.sum() / (smaller - 1)))
