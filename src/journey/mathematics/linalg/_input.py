"""What goes in: checks that name the argument, and the two ways in which a matrix can refuse."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LinAlgError", "LinAlgWarning"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Pivots = NDArray[np.intp]

EPS = float(np.finfo(np.float64).eps)
BLOCK = 32  # columns that are factored by loops before a matrix product does the rest


class LinAlgError(np.linalg.LinAlgError):
    """The matrix does not allow what was asked: it is singular, or not positive definite.

    A kind of `numpy.linalg.LinAlgError`, so code that catches that one catches this one.
    """


class LinAlgWarning(RuntimeWarning):
    """An answer was found, but rounding may have taken all of its digits."""


def check_matrix(a: ArrayLike, name: str = "a", *, empty: bool = False) -> Matrix:
    """Return a copy as float64, after checking that it is one real, finite matrix."""
    matrix = _real(a, name)
    if matrix.ndim != 2:
        raise ValueError(f"{name}: expected a matrix (2 dimensions), got shape {matrix.shape}")
    if matrix.size == 0 and not empty:
        raise ValueError(f"{name}: expected at least one row and column, got shape {matrix.shape}")
    return matrix


def check_square(a: ArrayLike, name: str = "a") -> Matrix:
    """Return a copy as float64, after checking that it is square as well."""
    matrix = check_matrix(a, name)
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"{name}: expected a square matrix, got shape {matrix.shape}")
    return matrix


def check_symmetric(a: ArrayLike, name: str = "a") -> Matrix:
    """Return a copy as float64, after checking that it is symmetric up to rounding."""
    matrix = check_square(a, name)
    gap = float(np.abs(matrix - matrix.T).max())
    if gap > 100 * EPS * float(np.abs(matrix).max()):
        raise ValueError(
            f"{name}: expected a symmetric matrix, got entries that differ from their mirror "
            f"image by up to {gap:.3g}"
        )
    return matrix


def check_rhs(b: ArrayLike, rows: int, name: str = "b") -> NDArray[np.float64]:
    """Return a copy as float64, of shape (rows,) or (rows, k)."""
    array = _real(b, name)
    if array.ndim not in (1, 2) or array.shape[0] != rows:
        raise ValueError(f"{name}: expected shape ({rows},) or ({rows}, k), got {array.shape}")
    return array


def scaled(matrix: Matrix) -> tuple[Matrix, float]:
    """Return the matrix divided by a power of two, and that power: no square can overflow."""
    largest = float(np.abs(matrix).max(initial=0.0))
    if largest == 0:
        return matrix, 1.0
    # 2.0**1024 does not exist; half a power less costs nothing
    scale = float(np.ldexp(1.0, int(np.frexp(largest)[1]) - 1))
    return matrix / scale, scale


def _real(a: ArrayLike, name: str) -> NDArray[np.float64]:
    raw = np.asarray(a)
    if raw.dtype.kind not in "buif":
        raise TypeError(f"{name}: expected real numbers, got dtype {raw.dtype}")
    array = np.array(raw, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, got NaN or infinity")
    return array
