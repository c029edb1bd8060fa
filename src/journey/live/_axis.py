"""Axes of a chart: from values to places along an axis, and the round numbers to write there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Beyond these, differences and ratios of two numbers overflow.
_TINY, _HUGE = 1e-150, 1e150


@dataclass(frozen=True)
class Axis:
    """An axis from `low` to `high`, even or logarithmic."""

    low: float
    high: float
    log: bool = False

    def share(self, values: Floats) -> Floats:
        """Return how far along the axis each value lies, from 0 to 1; NaN where it has no place."""
        if self.log:
            low, high = math.log(self.low), math.log(self.high)
            values = np.log(np.where(values > 0, values, np.nan))
        else:
            low, high = self.low, self.high
        places: Floats = (values - low) / (high - low)
        return places

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return about `most` round numbers on the axis, each with its text."""
        powers = log_ticks(self.low, self.high, most) if self.log else []
        if len(powers) > 1:
            return [(number, written(number, number)) for number in powers]
        numbers = nice_ticks(self.low, self.high, most)  # also for a short stretch of logarithms
        gaps = [b - a for a, b in pairwise(numbers)]
        return [(number, written(number, min(gaps, default=1.0))) for number in numbers]


def axis_over(values: Floats, log: bool) -> Axis:
    """Return an axis that shows all values that have a place on it, with a little room."""
    good = values[np.isfinite(values) & ((values > 0) | (not log))]
    if not len(good):
        return Axis(1.0, 10.0, log) if log else Axis(0.0, 1.0)
    good = np.clip(good, _TINY if log else -_HUGE, _HUGE)
    low, high = float(good.min()), float(good.max())
    if log:
        room = max((high / low) ** 0.04, 1.02) if low > _TINY and high < _HUGE else 1.0
        return Axis(low / room, max(high, 1.02 * low) * room, log)
    room = 0.04 * (high - low)
    if high - low <= max(1e-12 * max(abs(low), abs(high)), _TINY):  # one value, or rounding errors
        room = 0.5 * abs(high) if abs(high) > _TINY else 0.5
    return Axis(low - room, high + room)


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Return multiples of 1, 2 or 5 times a power of ten between two numbers, about `most`.

    References
    ----------
    Heckbert, P. S. (1990). Nice numbers for graph labels. Graphics Gems, 61-63.

    Examples
    --------
    >>> nice_ticks(0.0, 9.3, 5)
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # Rounded, since 3 * 0.1 is not quite 0.3.
    return [float(f"{k * step:.12g}") for k in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Return powers of ten between two numbers, at most `most`; 2 and 5 times them where few fit.

    Examples
    --------
    >>> log_ticks(0.5, 20000, 6)
    [1.0, 10.0, 100.0, 1000.0, 10000.0]
    >>> log_ticks(3, 70, 6)
    [5.0, 10.0, 20.0, 50.0]
    """
    first = math.ceil(math.log10(low) - 1e-9)
    last = math.floor(math.log10(high) + 1e-9)
    every = max(1, math.ceil((last - first + 1) / most))
    powers = [10.0**k for k in range(first, last + 1) if k % every == 0]
    if len(powers) > 2:
        return powers
    numbers = [nice * 10.0**k for k in range(first - 1, last + 1) for nice in (1, 2, 5)]
    fine = [number for number in numbers if low * (1 - 1e-9) <= number <= high * (1 + 1e-9)]
    return fine if len(fine) <= most else powers


def written(number: float, step: float) -> str:
    """Write a number on an axis whose numbers lie `step` apart.

    Examples
    --------
    >>> written(20000, 5000), written(-0.2, 0.2), written(1e-7, 1e-7), written(0.5, 0.5)
    ('20,000', '−0.2', '1e-7', '0.5')
    """
    if number == 0:
        return "0"
    digit = math.floor(math.log10(step) + 1e-9)  # the last one that differs
    if 1e-4 <= abs(number) < 1e7:
        text = f"{number:,.{max(0, -digit)}f}"
    else:
        digits = max(0, math.floor(math.log10(abs(number)) + 1e-9) - digit)
        mantissa, _, power = f"{number:.{digits}e}".partition("e")
        text = f"{mantissa}e{int(power)}"
    return text.replace("-", "−", 1) if number < 0 else text
