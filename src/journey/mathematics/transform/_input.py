"""What goes in: checks that name the argument, for stacks of vectors, quaternions and matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.transform._formulas import Floats


def numbers(a: ArrayLike, name: str, tail: tuple[int, ...], *, most: int) -> Floats:
    """Return a copy as float64 after checking that its last axes are `tail`, of at most `most`."""
    raw = np.asarray(a)
    if raw.dtype.kind not in "buif":
        raise TypeError(f"{name}: expected real numbers, got dtype {raw.dtype}")
    array = np.array(raw, dtype=np.float64)
    if array.ndim > most or array.ndim < len(tail) or array.shape[-len(tail) :] != tail:
        one = ", ".join(map(str, tail)) + ("," if len(tail) == 1 else "")
        many = ", ".join(map(str, ("n", *tail)))
        raise ValueError(f"{name}: expected shape ({one}) or ({many}), got {array.shape}")
    return finite(array, name)


def vector(a: ArrayLike, name: str, *, zero: bool = True) -> Floats:
    """Return a copy as float64 after checking that it is one finite vector."""
    array = np.array(a, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{name}: expected a vector, got shape {array.shape}")
    if not zero and not array.any():
        raise ValueError(f"{name}: expected a direction, got the zero vector")
    return finite(array, name)


def points_of(a: ArrayLike, name: str, n: int) -> Floats:
    """Return a copy as float64 after checking that the last axis has n entries."""
    array = np.array(a, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != n:
        raise ValueError(f"{name}: expected shape (..., {n}), got {array.shape}")
    return finite(array, name)


def finite(array: Floats, name: str) -> Floats:
    """Return the array after checking that it holds neither NaN nor infinity."""
    if not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, got NaN or infinity")
    return array


def weights_of(weights: ArrayLike | None, n: int) -> Floats:
    """Return n weights, not negative and not all zero; 1 where none are given."""
    if weights is None:
        return np.ones(n)
    w = np.array(weights, dtype=np.float64)
    if w.shape != (n,) or not np.isfinite(w).all() or (w < 0).any() or not w.any():
        raise ValueError(f"weights: expected {n} finite numbers of at least 0, got {w.tolist()}")
    return w
