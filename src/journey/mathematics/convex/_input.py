"""What goes in: checks that name the argument, what was expected and what came."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Project = Callable[[Vector], Any]
Prox = Callable[[Vector, float], Any]


def check_array(x: ArrayLike, name: str, *, infinite: bool = False) -> Array:
    """Return a copy as float64, after checking that it holds real numbers, finite by default."""
    raw = np.asarray(x)
    if raw.dtype.kind not in "buif":
        raise TypeError(f"{name}: expected real numbers, got dtype {raw.dtype}")
    array = np.array(raw, dtype=np.float64)
    if np.isnan(array).any():
        raise ValueError(f"{name}: expected numbers, got NaN")
    if not infinite and not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, got infinity")
    return array


def check_vector(x: ArrayLike, name: str, size: int | None = None) -> Vector:
    """Return a copy as float64 of shape (n,), with `size` entries where that is given."""
    vector = check_array(x, name)
    if vector.ndim != 1 or vector.size == 0 or (size is not None and vector.size != size):
        wanted = "(n,)" if size is None else f"({size},)"
        raise ValueError(f"{name}: expected shape {wanted}, got {vector.shape}")
    return vector


def check_number(value: float, name: str, *, zero: bool) -> float:
    """Return it as a float, after checking that it is finite and positive, or zero if allowed."""
    if not isinstance(value, (int, float, np.integer, np.floating)) or isinstance(value, bool):
        raise TypeError(f"{name}: expected a number, got {type(value).__name__}")
    number = float(value)
    if not math.isfinite(number) or number < 0 or (number == 0 and not zero):
        wanted = "a finite number >= 0" if zero else "a finite number > 0"
        raise ValueError(f"{name}: expected {wanted}, got {value!r}")
    return number


def check_function(function: Any, name: str) -> None:
    """Raise where it cannot be called."""
    if not callable(function):
        raise TypeError(f"{name}: expected a function, got {type(function).__name__}")


def check_returned(value: Any, name: str, like: Vector) -> Vector:
    """Return what a caller's function gave as float64, after checking that its shape is right."""
    array = np.asarray(value)
    if array.dtype.kind not in "buif" or array.shape != like.shape:
        raise ValueError(
            f"{name}: expected an array of {like.size} real numbers, "
            f"got dtype {array.dtype} and shape {array.shape}"
        )
    return array.astype(np.float64)
