"""What is done with an LU factorisation: systems, inverses, determinants."""

from __future__ import annotations

import math
import warnings

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._condition import reciprocal
from journey.mathematics.linalg._input import (
    EPS,
    LinAlgError,
    LinAlgWarning,
    Matrix,
    check_rhs,
    check_square,
    scaled,
)
from journey.mathematics.linalg._lu import factor, solve_packed

__all__ = ["det", "inv", "slogdet", "solve"]

# Stable elimination leaves about 1e-16; the room above it is for large matrices.
UNSOLVED = 1e-10


def solve(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    r"""Solve $A x = b$ by LU with partial pivoting.

    Parameters
    ----------
    a
        Matrix of shape (n, n).
    b
        Right-hand side, shape (n,) or (n, k).

    Returns
    -------
    ndarray of the shape of `b`

    Warns
    -----
    LinAlgWarning
        If the estimated condition number is above $1 / \varepsilon$: no digit need be
        right. Also if the result does not solve the system, because entries grew on the way.

    Raises
    ------
    ValueError
        If shapes do not fit, or an entry is not finite.
    LinAlgError
        If a pivot is exactly 0: there is no solution, or there are many.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 3.4.
    Hager, W. W. (1984). Condition estimates. SIAM Journal on Scientific and Statistical
    Computing 5(2), 311-316.

    Examples
    --------
    >>> from journey.mathematics.linalg import solve
    >>> solve([[3.0, 1.0], [1.0, 2.0]], [9.0, 8.0])
    array([2., 3.])
    """
    matrix = check_square(a)
    right = check_rhs(b, len(matrix))
    return _solve(matrix, right, stacklevel=3)


def inv(a: ArrayLike) -> Matrix:
    r"""Inverse of a square matrix. To solve a system, `solve` is faster and more accurate.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    ndarray of shape (n, n)

    Warns
    -----
    LinAlgWarning
        If the estimated condition number is above $1 / \varepsilon$.

    Raises
    ------
    ValueError
        If `a` is not one finite, real, square matrix.
    LinAlgError
        If a pivot is exactly 0: there is no inverse.

    Examples
    --------
    >>> from journey.mathematics.linalg import inv
    >>> inv([[2.0, 0.0], [0.0, 4.0]])
    array([[0.5 , 0.  ],
           [0.  , 0.25]])
    """
    matrix = check_square(a)
    return _solve(matrix, np.eye(len(matrix)), stacklevel=3)


def slogdet(a: ArrayLike) -> tuple[float, float]:
    """Sign of the determinant, and the logarithm of its absolute value.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    sign, logabsdet : float
        For a matrix that is singular to the last bit, 0 and minus infinity.

    Raises
    ------
    ValueError
        If `a` is not one finite, real, square matrix.

    Examples
    --------
    >>> from journey.mathematics.linalg import slogdet
    >>> slogdet([[0.0, 1.0], [1.0, 0.0]])
    (-1.0, 0.0)
    """
    sign, diagonal = _diagonal(a)
    if not diagonal.all():
        return 0.0, -math.inf
    return float(sign * np.prod(np.sign(diagonal))), float(np.log(np.abs(diagonal)).sum())


def det(a: ArrayLike) -> float:
    """Multiply the pivots, with the sign of the swaps: the determinant.

    It says how volumes are scaled. It does not say how close to singular a matrix is: that of
    `0.1 * np.eye(100)` is 1e-100. For that there is `cond`.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    float

    Warns
    -----
    LinAlgWarning
        If the value does not fit into float64 and is given as 0 or infinity; `slogdet` fits.

    Raises
    ------
    ValueError
        If `a` is not one finite, real, square matrix.

    Examples
    --------
    >>> from journey.mathematics.linalg import det
    >>> det([[1.0, 2.0], [4.0, 4.0]])
    -4.0
    """
    sign, diagonal = _diagonal(a)
    if not diagonal.all():
        return 0.0
    # mantissas and exponents apart: the product overflows only where the determinant does
    value, exponent = float(sign), 0
    for pivot in diagonal:
        value, more = math.frexp(value * math.frexp(pivot)[0])
        exponent += more + math.frexp(pivot)[1]
    try:
        result = math.ldexp(value, exponent)
    except OverflowError:
        result = math.copysign(math.inf, value)
    if result == 0 or math.isinf(result):
        warnings.warn(
            f"a: the determinant is about {value:.3g} * 2**{exponent}, which float64 does not "
            "hold; use slogdet",
            LinAlgWarning,
            stacklevel=2,
        )
    return result


def _diagonal(a: ArrayLike) -> tuple[int, NDArray[np.float64]]:
    packed, pivots = factor(check_square(a))
    swaps = int(np.count_nonzero(pivots != np.arange(len(pivots))))
    return (-1) ** swaps, np.diagonal(packed).copy()


def _solve(matrix: Matrix, b: NDArray[np.float64], *, stacklevel: int) -> NDArray[np.float64]:
    matrix, scale = scaled(matrix)
    one_norm = float(np.abs(matrix).sum(axis=0).max())
    packed, pivots = factor(matrix.copy())
    zero = np.flatnonzero(np.diagonal(packed) == 0)
    if zero.size:
        raise LinAlgError(f"a: singular matrix, pivot {zero[0]} of {len(matrix)} is 0")
    rcond = reciprocal(packed, pivots, one_norm)
    if rcond < EPS:
        warnings.warn(
            f"a: ill-conditioned matrix, 1 / cond is about {rcond:.2g}; the result may have no "
            "correct digit",
            LinAlgWarning,
            stacklevel=stacklevel,
        )
    with np.errstate(over="ignore", invalid="ignore"):
        x = solve_packed(packed, pivots, b)
    if not np.isfinite(x).all():
        raise LinAlgError("a: singular to working precision, the solution overflows")
    # Pivoting keeps elimination stable on all matrices but a few, where entries double at each
    # step. The condition number does not notice; putting the answer into the system does.
    size = one_norm * np.abs(x).max(axis=0) + np.abs(b).max(axis=0)
    gap = np.abs(matrix @ x - b).max(axis=0)
    unsolved = float(
        np.max(np.divide(gap, size, out=np.zeros_like(size), where=size > 0), initial=0.0)
    )
    if unsolved > UNSOLVED:
        warnings.warn(
            f"a: elimination lost its digits, the result misses b by {unsolved:.2g} of what is "
            "added up; use lstsq",
            LinAlgWarning,
            stacklevel=stacklevel,
        )
    return np.asarray(x / scale)
