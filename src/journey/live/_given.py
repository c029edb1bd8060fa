"""What a chart is given, checked: each error names the argument, what was expected, what came."""

from __future__ import annotations

from collections.abc import Sequence
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


def alt_of(given: Any) -> str:
    """Return what stands for the chart where it is not seen."""
    if not isinstance(given, str):
        raise TypeError(f"Plot: alt: expected text, got {given!r}")
    if len(given.strip()) < 20:
        raise ValueError(
            "Plot: alt: expected a sentence of at least 20 characters that says what the chart "
            f"shows, got {given!r}"
        )
    return given.strip()


def lengths_of(method: str, names: Sequence[str], given: ArrayLike) -> Floats:
    """Return the lengths of bars, one for each name."""
    lengths = numbers(method, "values", given)
    if len(names) != len(lengths):
        raise ValueError(f"{method}: values: expected {len(names)}, as names, got {len(lengths)}")
    if not (np.isfinite(lengths).all() and (lengths >= 0).all()):
        raise ValueError(f"{method}: values: expected finite numbers of at least 0")
    return lengths


def levels_of(values: Floats, given: int | ArrayLike) -> list[float]:
    """Return the levels of contours in order, evenly spread where only their number is given."""
    if isinstance(given, int):
        good = values[np.isfinite(values)]
        given = np.linspace(good.min(), good.max(), given + 2)[1:-1] if len(good) else []
    levels: list[float] = np.sort(numbers("contours", "levels", given)).tolist()
    return levels
