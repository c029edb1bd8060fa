"""LU with partial pivoting: Gaussian elimination, kept as two triangles and the swaps."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import (
    BLOCK,
    LinAlgWarning,
    Matrix,
    Pivots,
    check_matrix,
    check_rhs,
    check_square,
)
from journey.mathematics.linalg._triangular import refuse_zero, substitute

__all__ = ["lu", "lu_factor", "lu_naive", "lu_solve"]


def lu_naive(a: ArrayLike) -> tuple[Matrix, Matrix, Matrix]:
    """Factor $A = P L U$ by plain elimination, one row at a time: the definition.

    Parameters
    ----------
    a
        Matrix of shape (m, n).

    Returns
    -------
    P, L, U : ndarray of shape (m, m), (m, min(m, n)) and (min(m, n), n)

    Raises
    ------
    ValueError
        If `a` is not one finite, real matrix.

    Examples
    --------
    >>> from journey.mathematics.linalg import lu_naive
    >>> P, L, U = lu_naive([[1.0, 2.0], [4.0, 4.0]])
    >>> U
    array([[4., 4.],
           [0., 1.]])
    """
    U = check_matrix(a)
    m, r = len(U), min(U.shape)
    P, L = np.eye(m), np.zeros((m, r))
    for k in range(r):
        p = k + int(np.argmax(np.abs(U[k:, k])))
        for rows in (U, L):
            rows[[k, p]] = rows[[p, k]]
        P[:, [k, p]] = P[:, [p, k]]
        L[k, k] = 1.0
        for i in range(k + 1, m):
            L[i, k] = U[i, k] / U[k, k] if U[k, k] != 0 else 0.0
            U[i] -= L[i, k] * U[k]
            U[i, k] = 0.0
    return P, L, U[:r]


def lu(a: ArrayLike) -> tuple[Matrix, Matrix, Matrix]:
    r"""Factor $A = P L U$: a permutation, a unit lower and an upper triangle.

    In each column the largest entry becomes the pivot, so that no multiplier exceeds 1.

    Parameters
    ----------
    a
        Matrix of shape (m, n); may be singular, then $U$ has a zero on its diagonal.

    Returns
    -------
    P, L, U : ndarray of shape (m, m), (m, min(m, n)) and (min(m, n), n)

    Raises
    ------
    ValueError
        If `a` is not one finite, real matrix.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 3.4.

    Examples
    --------
    >>> from journey.mathematics.linalg import lu
    >>> P, L, U = lu([[1.0, 2.0], [4.0, 4.0]])
    >>> L
    array([[1.  , 0.  ],
           [0.25, 1.  ]])
    """
    matrix = check_matrix(a)
    m, r = len(matrix), min(matrix.shape)
    packed, pivots = factor(matrix)
    P = np.zeros((m, m))
    P[order(pivots, m), np.arange(m)] = 1.0
    return P, np.tril(packed[:, :r], -1) + np.eye(m, r), np.triu(packed[:r])


def lu_factor(a: ArrayLike) -> tuple[Matrix, Pivots]:
    """Factor a square matrix once, to solve with it many times.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    lu : ndarray of shape (n, n)
        Both triangles in one matrix; the ones on the diagonal of $L$ are not kept.
    piv : ndarray of shape (n,)
        Row `i` was swapped with row `piv[i]`, in this order.

    Warns
    -----
    LinAlgWarning
        If a pivot is exactly 0. [lu_solve][journey.mathematics.linalg.lu_solve] then refuses.

    Raises
    ------
    ValueError
        If `a` is not one finite, real, square matrix.

    Examples
    --------
    >>> from journey.mathematics.linalg import lu_factor, lu_solve
    >>> factors = lu_factor([[0.0, 2.0], [4.0, 0.0]])
    >>> lu_solve(factors, [2.0, 4.0])
    array([1., 1.])
    """
    packed, pivots = factor(check_square(a))
    zero = np.flatnonzero(np.diagonal(packed) == 0)
    if zero.size:
        warnings.warn(f"a: singular matrix, pivot {zero[0]} is 0", LinAlgWarning, stacklevel=2)
    return packed, pivots


def lu_solve(
    lu_and_piv: tuple[ArrayLike, ArrayLike], b: ArrayLike, *, trans: int = 0
) -> NDArray[np.float64]:
    """Solve $A x = b$, or with `trans=1` $A^T x = b$, from what `lu_factor` returned.

    Parameters
    ----------
    lu_and_piv
        The pair from [lu_factor][journey.mathematics.linalg.lu_factor].
    b
        Right-hand side, shape (n,) or (n, k).
    trans
        1 to solve with the transpose.

    Returns
    -------
    ndarray of the shape of `b`

    Raises
    ------
    ValueError
        If shapes do not fit.
    LinAlgError
        If a pivot is 0.

    Examples
    --------
    >>> from journey.mathematics.linalg import lu_factor, lu_solve
    >>> lu_solve(lu_factor([[2.0, 1.0], [0.0, 1.0]]), [2.0, 2.0], trans=1)
    array([1., 1.])
    """
    packed = check_square(lu_and_piv[0], "lu")
    pivots = np.asarray(lu_and_piv[1], dtype=np.intp)
    if pivots.shape != (len(packed),):
        raise ValueError(f"piv: expected shape ({len(packed)},), got {pivots.shape}")
    if trans not in (0, 1):
        raise ValueError(f"trans: expected 0 or 1, got {trans!r}")
    refuse_zero(packed)
    return solve_packed(packed, pivots, check_rhs(b, len(packed)), trans=trans)


def factor(a: Matrix) -> tuple[Matrix, Pivots]:
    """Overwrite `a` by both triangles; return it with the swaps. No checks."""
    n, r = a.shape[1], min(a.shape)
    pivots = np.arange(r)
    for start in range(0, r, BLOCK):
        stop = min(start + BLOCK, r)
        for k in range(start, stop):
            p = pivots[k] = k + int(np.argmax(np.abs(a[k:, k])))
            if a[p, k] == 0:
                continue  # nothing to eliminate; the zero stays as a pivot
            if p != k:
                a[[k, p]] = a[[p, k]]
            a[k + 1 :, k] /= a[k, k]
            a[k + 1 :, k + 1 : stop] -= a[k + 1 :, k, None] * a[k, k + 1 : stop]
        if stop < n:  # the other columns have only been swapped so far: catch up, by products
            substitute(a[start:stop, start:stop], a[start:stop, stop:], lower=True, unit=True)
            a[stop:, stop:] -= a[stop:, start:stop] @ a[start:stop, stop:]
    return a, pivots


def order(pivots: Pivots, m: int) -> Pivots:
    """Return which row of the matrix came to which place."""
    rows = np.arange(m)
    for k, p in enumerate(pivots):
        rows[k], rows[p] = rows[p], rows[k]
    return rows


def solve_packed(
    packed: Matrix, pivots: Pivots, b: NDArray[np.float64], *, trans: int = 0
) -> NDArray[np.float64]:
    """Solve with the two triangles; no checks."""
    rows = order(pivots, len(packed))
    if not trans:
        x = substitute(packed, b[rows], lower=True, unit=True)
        return substitute(packed, x, lower=False)
    x = substitute(packed.T, b.copy(), lower=True)
    x = substitute(packed.T, x, lower=False, unit=True)
    out = np.empty_like(x)
    out[rows] = x
    return out
