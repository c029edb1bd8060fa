"""Projections onto what the columns of a matrix span."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import Matrix, check_matrix, check_rhs, scaled
from journey.mathematics.linalg._lstsq import _reveal, _tolerance
from journey.mathematics.linalg._reflect import apply

__all__ = ["project", "projector"]


def project(b: ArrayLike, a: ArrayLike) -> NDArray[np.float64]:
    r"""Project onto the column space of a matrix: the point of it that is nearest to `b`.

    With orthonormal columns $Q$ of the same span it is $Q Q^\top b$, and $b$ minus it stands
    at right angles to every column.

    Parameters
    ----------
    b
        Vector of shape (m,), or several as the columns of a matrix of shape (m, k).
    a
        Vector of shape (m,), or matrix of shape (m, n), of any rank.

    Returns
    -------
    ndarray of the shape of `b`

    Raises
    ------
    ValueError
        If shapes do not fit, or an entry is not finite.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 2.5.

    Examples
    --------
    >>> from journey.mathematics.linalg import project
    >>> project([2.0, 0.0], [1.0, 1.0]).round(12)
    array([1., 1.])
    """
    Q = _basis(a)
    right = check_rhs(b, len(Q))
    return np.asarray(Q @ (Q.T @ right))


def projector(a: ArrayLike) -> Matrix:
    r"""Matrix $P = Q Q^\top$ of that projection; $P^2 = P = P^\top$.

    Parameters
    ----------
    a
        Vector of shape (m,), or matrix of shape (m, n), of any rank.

    Returns
    -------
    ndarray of shape (m, m)

    Raises
    ------
    ValueError
        If `a` does not fit, or an entry is not finite.

    Examples
    --------
    >>> from journey.mathematics.linalg import projector
    >>> projector([1.0, 1.0]).round(12)
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    Q = _basis(a)
    return np.asarray(Q @ Q.T)


def _basis(a: ArrayLike) -> Matrix:
    matrix = check_matrix(np.asarray(a)[:, None] if np.ndim(a) == 1 else a)
    rank, _, blocks, _ = _reveal(scaled(matrix)[0], _tolerance(matrix, None, "a"))
    return apply(blocks, np.eye(len(matrix), rank))
