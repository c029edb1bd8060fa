"""Singular values by way of a bidiagonal matrix: quick, and exact as a share of the largest only.

For norms, and the values that `lstsq` reports. The decomposition itself, and condition numbers,
need the digits of small values: they use rotations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.linalg._input import Matrix, Vector
from journey.mathematics.linalg._reflect import factor_reflect, reflector
from journey.mathematics.linalg._tridiagonal import diagonalise


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
    values = np.sort(diagonalise(np.zeros(2 * n), beside))[::-1][:n]
    return np.asarray(np.maximum(values, 0.0))  # rounding may leave a zero below zero
