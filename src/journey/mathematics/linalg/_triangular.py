"""Triangular systems: forward and back substitution, by blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import BLOCK, LinAlgError, Matrix, check_rhs, check_square

__all__ = ["solve_triangular"]


def solve_triangular(
    a: ArrayLike,
    b: ArrayLike,
    *,
    lower: bool = False,
    trans: int = 0,
    unit_diagonal: bool = False,
) -> NDArray[np.float64]:
    """Solve $A x = b$ for a triangular matrix; the other triangle is not read.

    Parameters
    ----------
    a
        Matrix of shape (n, n).
    b
        Right-hand side, shape (n,) or (n, k).
    lower
        Whether the lower triangle counts; the upper one otherwise.
    trans
        1 to solve with the transpose.
    unit_diagonal
        Take the diagonal to be all ones, whatever is there.

    Returns
    -------
    ndarray of the shape of `b`

    Raises
    ------
    ValueError
        If shapes do not fit, or an entry is not finite.
    LinAlgError
        If the diagonal holds a zero: the matrix is singular.

    References
    ----------
    Higham, N. J. (2002). Accuracy and Stability of Numerical Algorithms, 2nd ed., chapter 8.

    Examples
    --------
    >>> from journey.mathematics.linalg import solve_triangular
    >>> solve_triangular([[2.0, 0.0], [1.0, 4.0]], [2.0, 9.0], lower=True)
    array([1., 2.])
    """
    matrix = check_square(a)
    x = check_rhs(b, len(matrix))
    if trans not in (0, 1):
        raise ValueError(f"trans: expected 0 or 1, got {trans!r}")
    if trans:
        matrix, lower = matrix.T, not lower
    if not unit_diagonal:
        refuse_zero(matrix)
    return substitute(matrix, x, lower=lower, unit=unit_diagonal)


def refuse_zero(matrix: Matrix) -> None:
    """Raise where a triangular matrix has a zero on its diagonal."""
    zero = np.flatnonzero(np.diagonal(matrix) == 0)
    if zero.size:
        raise LinAlgError(f"a: singular matrix, entry {zero[0]} of the triangle's diagonal is 0")


def substitute(
    matrix: Matrix, x: NDArray[np.float64], *, lower: bool, unit: bool = False
) -> NDArray[np.float64]:
    """Overwrite `x` by the solution; no checks."""
    n = len(matrix)
    starts = range(0, n, BLOCK)
    for start in starts if lower else reversed(starts):
        stop = min(start + BLOCK, n)
        known = slice(0, start) if lower else slice(stop, n)
        if known.stop > known.start:
            x[start:stop] -= matrix[start:stop, known] @ x[known]
        for i in range(start, stop) if lower else reversed(range(start, stop)):
            inside = slice(start, i) if lower else slice(i + 1, stop)
            x[i] -= matrix[i, inside] @ x[inside]
            if not unit:
                x[i] /= matrix[i, i]
    return x
