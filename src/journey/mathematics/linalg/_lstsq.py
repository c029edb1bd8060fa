"""Least squares and rank, from a QR factorisation that finds the rank and is not taken in by it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._bidiagonal import bidiagonal_values
from journey.mathematics.linalg._input import EPS, Matrix, Pivots, check_matrix, check_rhs, scaled
from journey.mathematics.linalg._reflect import Blocks, apply, factor_pivoted, factor_reflect
from journey.mathematics.linalg._triangular import substitute

__all__ = ["LstsqResult", "lstsq", "matrix_rank"]


class LstsqResult(NamedTuple):
    """What `lstsq` returns, in NumPy's order.

    Attributes
    ----------
    x : ndarray of shape (n,) or (n, k)
        The solution; the shortest one where there are many.
    residuals : ndarray of shape (1,) or (k,)
        Sums of squares of what is left; empty where the rank is below n, or m <= n.
    rank : int
        Rank of the matrix.
    s : ndarray of shape (min(m, n),)
        Singular values, right to rounding of the largest; for the digits of small ones
        [svdvals][journey.mathematics.linalg.svdvals].
    """

    x: NDArray[np.float64]
    residuals: NDArray[np.float64]
    rank: int
    s: NDArray[np.float64]


def matrix_rank(a: ArrayLike, *, rtol: float | None = None) -> int:
    r"""Count the independent columns, to working precision.

    QR with column pivoting first; then a check that its diagonal tells the truth. For the
    triangle R, inverse iteration estimates the smallest singular value; while that is below the
    tolerance, the column that is most nearly dependent is moved to the end.

    Parameters
    ----------
    a
        Matrix of shape (m, n).
    rtol
        What counts as zero, as a share of the largest singular value; `max(m, n)` times machine
        epsilon where it is not given.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If `a` is not one finite, real matrix, or `rtol` is negative.

    Notes
    -----
    Both singular values are estimates by a few steps of iteration. Where one lies within a few
    percent of the tolerance, NumPy, which computes them, may count differently.

    References
    ----------
    Chan, T. F. (1987). Rank revealing QR factorizations. Linear Algebra and its Applications
    88/89, 67-82.

    Examples
    --------
    >>> from journey.mathematics.linalg import matrix_rank
    >>> matrix_rank([[1.0, 2.0], [2.0, 4.0]])
    1
    """
    matrix = check_matrix(a)
    return _reveal(scaled(matrix)[0], _tolerance(matrix, rtol, "rtol"))[0]


def lstsq(a: ArrayLike, b: ArrayLike, rcond: float | None = None) -> LstsqResult:
    r"""Find the $x$ for which $\lVert A x - b \rVert$ is smallest; of many, the shortest.

    By orthogonal factorisations only. The normal equations $A^\top A x = A^\top b$ would square
    the condition number.

    Parameters
    ----------
    a
        Matrix of shape (m, n), of any rank.
    b
        Right-hand side, shape (m,) or (m, k).
    rcond
        What counts as zero in the rank, as `rtol` of
        [matrix_rank][journey.mathematics.linalg.matrix_rank].

    Returns
    -------
    LstsqResult
        `x`, `residuals`, `rank`, `s`.

    Raises
    ------
    ValueError
        If shapes do not fit, or an entry is not finite.

    References
    ----------
    Golub, G. (1965). Numerical methods for solving linear least squares problems. Numerische
    Mathematik 7, 206-216.
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 5.5.

    Examples
    --------
    >>> from journey.mathematics.linalg import lstsq
    >>> x, residuals, rank, s = lstsq([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 3.0, 5.0])
    >>> x.round(12), rank
    (array([1., 2.]), 2)
    """
    matrix = check_matrix(a)
    m, n = matrix.shape
    right = check_rhs(b, m)
    small, scale = scaled(matrix)
    rank, R, blocks, columns = _reveal(small, _tolerance(matrix, rcond, "rcond"))
    c = apply(blocks, right.reshape(m, -1), transpose=True)
    x = np.zeros((n, c.shape[1]))
    if rank == n:
        x[columns] = substitute(R[:n], c[:n].copy(), lower=False)
    elif rank:
        # R = [R1 R2] has rank rows: a QR of its transpose leaves a square triangle
        packed, right_blocks = factor_reflect(R[:rank].T)
        y = np.zeros_like(x)
        y[:rank] = substitute(packed[:rank].T, c[:rank].copy(), lower=True)
        x[columns] = apply(right_blocks, y)
    residuals = np.sum(c[n:] ** 2, axis=0) if rank == n < m else np.empty(0)
    s = bidiagonal_values(np.triu(R[: min(m, n)]))
    shape = (n,) if np.ndim(b) == 1 else (n, c.shape[1])
    return LstsqResult((x / scale).reshape(shape), residuals, rank, s * scale)


def _tolerance(matrix: Matrix, share: float | None, name: str) -> float:
    share = max(matrix.shape) * EPS if share is None else share
    if not share >= 0:
        raise ValueError(f"{name}: expected a number of at least 0, got {share!r}")
    return share


def _reveal(a: Matrix, share: float) -> tuple[int, Matrix, Blocks, Pivots]:
    """Factor with pivoting; return rank, R, reflections and order, dependent columns last."""
    R, blocks, columns = factor_pivoted(a)
    size = np.abs(np.diagonal(R))
    tolerance = share * _largest(R)
    # An entry may be below the singular value that it stands for, by a root of n.
    rank = int(np.count_nonzero(size * np.sqrt(R.shape[1]) > tolerance))
    while rank:
        v, smallest = _smallest(R[:rank, :rank])
        if smallest > tolerance:
            break
        # The diagonal was too kind. Move the column with the largest share in the null vector.
        j = int(np.argmax(np.abs(v)))
        turn = np.r_[0:j, j + 1 : rank, j]
        R[:, :rank] = R[:, turn]
        columns[:rank] = columns[turn]
        R[:rank, :rank], again = factor_reflect(R[:rank, :rank])
        R[:rank, rank:] = apply(again, R[:rank, rank:].copy(), transpose=True)
        # padded, so that they leave the rows below alone
        below = ((0, len(R) - rank), (0, 0))
        blocks += [(start, np.pad(V, below), T) for start, V, T in again]
        rank -= 1
    return rank, R, blocks, columns


def _largest(R: Matrix) -> float:
    """Largest singular value of a triangle, by power iteration."""
    v = R[0]
    for _ in range(6):
        length = float(np.linalg.norm(v))
        if length == 0:
            return 0.0
        v = R.T @ (R @ (v / length))
    return float(np.sqrt(np.linalg.norm(v)))


def _smallest(R: Matrix) -> tuple[NDArray[np.float64], float]:
    """Smallest singular value of a triangle and its vector, by inverse iteration."""
    v = np.full(len(R), 1.0)
    smallest = np.inf
    for _ in range(4):
        w = substitute(R.T, v / np.linalg.norm(v), lower=True)
        length = float(np.linalg.norm(w))
        v = substitute(R, w / length, lower=False)
        smallest = min(smallest, 1 / float(np.linalg.norm(v)))
    return v, smallest
