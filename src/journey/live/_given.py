"""What a chart is given, checked: each error names the argument, what was expected, what came."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.live._axis import Axis, Floats


def range_of(name: str, given: Any, log: bool) -> Axis | None:
    """Return an axis over a stretch that was asked for, or None where none was."""
    if given is None:
        return None
    try:
        low, high = (float(end) for end in given)
        good = max(abs(low), abs(high)) < 1e150 and low < high and not (log and low < 1e-150)
    except (TypeError, ValueError):
        good = False
    if not good:
        above = " above 0" if log else ""
        raise ValueError(f"Plot: {name}: expected two numbers{above} that rise, got {given!r}")
    return Axis(low, high, log)


def ink_of(method: str, number: int, color: str) -> int | str:
    """Return the series, or the colour of the theme that stands in its place."""
    if color not in ("", "ink", "muted"):
        raise ValueError(f"{method}: color: expected 'ink' or 'muted', got {color!r}")
    return color or number


def numbers(method: str, name: str, given: ArrayLike) -> Floats:
    """Return a list of numbers as an array."""
    values = np.asarray(given)
    if values.ndim != 1 or (values.size and values.dtype.kind not in "fiub"):
        raise ValueError(
            f"{method}: {name}: expected a list of numbers, got shape {values.shape} of type "
            f"{values.dtype}"
        )
    return values.astype(np.float64)


def pair(method: str, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Return the places of points as two arrays of one length."""
    px, py = numbers(method, "x", x), numbers(method, "y", y)
    if len(px) != len(py):
        raise ValueError(f"{method}: y: expected {len(px)} numbers, as in x, got {len(py)}")
    return px, py


def series_of(method: str, given: Any) -> int:
    """Return the number of a series."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < 0:
        raise ValueError(f"{method}: series: expected a whole number of at least 0, got {given!r}")
    return int(given)
