"""Cholesky: the square root of a symmetric positive definite matrix, and the test for being one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import (
    BLOCK,
    LinAlgError,
    Matrix,
    check_rhs,
    check_square,
    check_symmetric,
)
from journey.mathematics.linalg._triangular import refuse_zero, substitute

__all__ = ["cho_solve", "cholesky"]


def cholesky(a: ArrayLike, *, upper: bool = False) -> Matrix:
    r"""Factor $A = L L^\top$ with a positive diagonal: half the work of LU, and no pivoting.

    Parameters
    ----------
    a
        Symmetric positive definite matrix of shape (n, n). Unlike NumPy's, this function does not
        take an unsymmetric matrix and read one triangle of it.
    upper
        Return $L^\top$.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If `a` is not symmetric, square and finite.
    LinAlgError
        If `a` is not positive definite; the message says which leading block shows it.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 4.2.

    Examples
    --------
    >>> from journey.mathematics.linalg import cholesky
    >>> cholesky([[4.0, 2.0], [2.0, 5.0]])
    array([[2., 0.],
           [1., 2.]])
    """
    L = np.tril(check_symmetric(a))
    n = len(L)
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        L[start:, start:stop] -= L[start:, :start] @ L[start:stop, :start].T
        corner = L[start:stop, start:stop]
        for k in range(stop - start):
            row = corner[k, :k]
            pivot = corner[k, k] - row @ row
            if not pivot > 0:
                raise LinAlgError(
                    f"a: not positive definite, the leading block of {start + k + 1} rows has "
                    f"pivot {pivot:.3g}"
                )
            corner[k, k] = np.sqrt(pivot)
            corner[k + 1 :, k] = (corner[k + 1 :, k] - corner[k + 1 :, :k] @ row) / corner[k, k]
        if stop < n:
            L[stop:, start:stop] = substitute(corner, L[stop:, start:stop].T.copy(), lower=True).T
    L = np.tril(L)  # the products above also touched the other triangle of each corner
    return L.T if upper else L


def cho_solve(c_and_lower: tuple[ArrayLike, bool], b: ArrayLike) -> NDArray[np.float64]:
    """Solve $A x = b$ from a Cholesky factor.

    Parameters
    ----------
    c_and_lower
        The factor, shape (n, n), and whether it is the lower one.
    b
        Right-hand side, shape (n,) or (n, k).

    Returns
    -------
    ndarray of the shape of `b`

    Raises
    ------
    ValueError
        If shapes do not fit.
    LinAlgError
        If the factor has a zero on its diagonal.

    Examples
    --------
    >>> from journey.mathematics.linalg import cho_solve, cholesky
    >>> cho_solve((cholesky([[4.0, 2.0], [2.0, 5.0]]), True), [6.0, 7.0])
    array([1., 1.])
    """
    c = check_square(c_and_lower[0], "c")
    refuse_zero(c)
    L = c if c_and_lower[1] else c.T
    x = substitute(L, check_rhs(b, len(L)), lower=True)
    return substitute(L.T, x, lower=False)
