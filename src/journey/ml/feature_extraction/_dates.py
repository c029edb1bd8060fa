"""Parts of dates as numbers, and circles for what comes round again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Stamps = NDArray[np.datetime64]


def _since(stamps: Stamps, larger: str, smaller: str) -> NDArray[np.int64]:
    # How many of the smaller unit have passed since the larger one began.
    start = stamps.astype(f"datetime64[{larger}]")
    fine = stamps.astype(f"datetime64[{smaller}]")
    return np.asarray((fine - start.astype(fine.dtype)).astype(np.int64))


def _weekday(stamps: Stamps) -> NDArray[np.int64]:
    # The first of January 1970 was a Thursday, which is day 3 of a week that begins on Monday.
    return (stamps.astype("datetime64[D]").astype(np.int64) + 3) % 7


_PARTS: dict[str, Callable[[Stamps], NDArray[Any]]] = {
    "year": lambda stamps: stamps.astype("datetime64[Y]").astype(np.int64) + 1970,
    "month": lambda stamps: _since(stamps, "Y", "M") + 1,
    "day": lambda stamps: _since(stamps, "M", "D") + 1,
    "weekday": _weekday,
    "weekend": lambda stamps: _weekday(stamps) >= 5,
    "dayofyear": lambda stamps: _since(stamps, "Y", "D") + 1,
    "hour": lambda stamps: _since(stamps, "D", "h"),
    "minute": lambda stamps: _since(stamps, "h", "m"),
    "days": lambda stamps: (stamps - np.datetime64(0, "s")) / np.timedelta64(1, "D"),
}


def date_features(
    dates: ArrayLike, parts: Sequence[str] = ("year", "month", "day", "weekday")
) -> Array:
    """Return parts of dates as columns of numbers.

    Parameters
    ----------
    dates
        One date a sample: `datetime64`, or texts such as "2026-11-28 14:30" that NumPy reads.
        "NaT" is a missing date.
    parts
        Any of year, month (from 1), day (from 1), weekday (0 is Monday), weekend (0 or 1),
        dayofyear (from 1), hour, minute, days (since 1970, with fraction).

    Returns
    -------
    NDArray
        Array of shape (n_samples, len(parts)), NaN where the date is missing.

    Raises
    ------
    ValueError
        If a part is unknown, the dates are not one a sample, or a text is no date.

    References
    ----------
    ISO 8601-1:2019, sections 4 and 5: calendar dates, and weeks that begin on Monday.

    Examples
    --------
    >>> date_features(["2026-11-28 14:30"], ["weekday", "weekend", "hour"])
    array([[ 5.,  1., 14.]])
    """
    if wrong := [part for part in parts if part not in _PARTS]:
        raise ValueError(f"parts: expected some of {', '.join(_PARTS)}, got {wrong}")
    given = np.asarray(dates)
    if given.dtype.kind not in "MUO":
        raise ValueError(f"dates: expected datetime64 or texts, got {given.dtype}")
    try:
        stamps = given.astype("datetime64[s]")
    except (ValueError, TypeError) as problem:
        raise ValueError(f"dates: expected dates such as '2026-11-28', got {problem}") from None
    if stamps.ndim != 1:
        raise ValueError(f"dates: expected one a sample, shape (n_samples,), got {stamps.shape}")
    out = np.empty((len(stamps), len(parts)))
    for column, part in enumerate(parts):
        out[:, column] = _PARTS[part](stamps)
    out[np.isnat(stamps)] = np.nan
    return out


def cyclic_features(values: ArrayLike, period: float) -> Array:
    r"""Return sine and cosine of values that come round again: $\sin$ and $\cos$ of $2\pi v/p$.

    December and January are then neighbours, and every month is as far from the next.

    Parameters
    ----------
    values
        One number a sample, for example the month.
    period
        After how much it comes round: 12 for months, 7 for weekdays, 24 for hours.

    Returns
    -------
    NDArray
        Array of shape (n_samples, 2): sine and cosine.

    Raises
    ------
    ValueError
        If the period is not positive, or the values are not one a sample.

    References
    ----------
    Mardia, K. V., Jupp, P. E. (2000). Directional Statistics. Wiley. Section 2.2.

    Examples
    --------
    >>> cyclic_features([0, 3, 12], period=12).round(6)
    array([[ 0.,  1.],
           [ 1.,  0.],
           [-0.,  1.]])
    """
    if not period > 0 or not np.isfinite(period):
        raise ValueError(f"period: expected a positive number, got {period!r}")
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"values: expected one a sample, shape (n_samples,), got {array.shape}")
    angle = 2 * np.pi * array / period
    return np.column_stack([np.sin(angle), np.cos(angle)])
