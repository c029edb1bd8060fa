"""Singular values by way of a bidiagonal matrix: quick, and exact as a share of the largest only.

For norms, and the values that `lstsq` reports. The decomposition itself, and condition numbers,
need the digits of small values: they use rotations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.linalg._input import EPS, Matrix, Vector
from journey.mathematics.linalg._reflect import factor_reflect, reflector


def bidiagonalise(a: Matrix) -> tuple[Vector, Vector]:
    """Return diagonal and upper side diagonal of B, with A = U B V', by reflections of both sides.

    A reflection of the rows clears a column; one of the columns behind the diagonal clears the row
    but for one entry, and leaves that column alone.
    """
    if a.shape[0] > a.shape[1]:
        a = np.triu(factor_reflect(a)[0][: a.shape[1]])
    a = a.copy()
    n = len(a)
    diagonal, side = np.zeros(n), np.zeros(max(0, n - 1))
    for k in range(n):
        v, tau, diagonal[k] = reflector(a[k:, k])
        rest = a[k:, k + 1 :]
        rest -= tau * v[:, None] * (v @ rest)
        if k + 1 < n:
            v, tau, side[k] = reflector(a[k, k + 1 :])
            rest = a[k + 1 :, k + 1 :]
            rest -= tau * (rest @ v)[:, None] * v
    return diagonal, side


def bidiagonal_values(a: Matrix) -> NDArray[np.float64]:
    r"""Singular values of a matrix with entries of moderate size, falling.

    Of a bidiagonal B, the matrix $\begin{pmatrix} 0 & B \\ B^\top & 0 \end{pmatrix}$ with its rows
    shuffled is tridiagonal, with zeros on the diagonal (Golub and Kahan 1965). Its eigenvalues are
    the singular values of B and their negatives, so no square of B is formed.
    """
    if a.shape[0] < a.shape[1]:
        a = a.T
    diagonal, side = bidiagonalise(a)
    n = len(diagonal)
    beside = np.zeros(2 * n - 1)
    beside[::2], beside[1::2] = diagonal, side
    return bisect(beside, n)


def bisect(beside: Vector, n: int) -> NDArray[np.float64]:
    """Return the n largest eigenvalues of the tridiagonal with zeros on its diagonal, falling.

    By Sturm's count: of T - x I, as many pivots are negative as eigenvalues lie below x. All
    intervals are halved at once, so that the loop over the pivots is the only one.
    """
    size = np.abs(beside)
    top = float((np.r_[size, 0.0] + np.r_[0.0, size]).max())  # Gershgorin: no value is larger
    low, high = np.zeros(n), np.full(n, top * (1 + 4 * EPS))
    wanted = len(beside) + 1 - np.arange(n)  # the largest has all but itself below
    squares = np.maximum(beside**2, np.finfo(np.float64).tiny).tolist()
    for _ in range(55):  # a share of 2**-55 of the largest is below its rounding
        middle = (low + high) / 2
        pivot = -middle
        below = (pivot < 0).astype(np.intp)
        with np.errstate(divide="ignore", over="ignore"):  # after infinity comes -x again
            for square in squares:
                pivot = -middle - square / pivot
                below += pivot < 0
        many = below >= wanted
        high, low = np.where(many, middle, high), np.where(many, low, middle)
    return np.asarray((low + high) / 2)
