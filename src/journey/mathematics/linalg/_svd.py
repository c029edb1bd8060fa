r"""The singular value decomposition, by QR with pivoting and one-sided rotations.

The route over a bidiagonal matrix (Golub and Kahan) finds small singular values only to within
rounding of the largest one. Rotations that make rows orthogonal find each as exactly as the matrix
determines it, once rows are sorted and QR with pivoting has put the columns in order of size.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import EPS, Matrix, Pivots, Vector, check_matrix, scaled
from journey.mathematics.linalg._jacobi import SMALLEST, lengths, one_sided
from journey.mathematics.linalg._reflect import apply, factor_pivoted, factor_reflect

__all__ = ["SVDResult", "pinv", "svd", "svdvals"]


class SVDResult(NamedTuple):
    """What `svd` returns, in NumPy's order.

    Attributes
    ----------
    U : ndarray of shape (m, m) or (m, k)
        Left singular vectors, one a column.
    S : ndarray of shape (k,)
        Singular values, falling; k is the smaller of m and n.
    Vh : ndarray of shape (n, n) or (k, n)
        Right singular vectors, one a row.
    """

    U: NDArray[np.float64]
    S: NDArray[np.float64]
    Vh: NDArray[np.float64]


def svd(a: ArrayLike, full_matrices: bool = True) -> SVDResult:
    r"""Split $A = U \Sigma V^\top$: a turn, a stretch along the axes, a turn.

    Parameters
    ----------
    a
        Matrix of shape (m, n).
    full_matrices
        Whether U and V are square. If not, they have k columns, k the smaller of m and n.

    Returns
    -------
    SVDResult
        `U`, `S`, `Vh`. The signs of a pair of vectors are not determined.

    Raises
    ------
    ValueError
        If `a` is not one finite, real matrix.
    LinAlgError
        If the rotations do not converge.

    Notes
    -----
    Of $A = B D$ or $A = D B$ with D diagonal, every singular value is found to a small multiple of
    machine epsilon times the condition number of B, relative to *itself*, whatever D is. Those
    below $10^{-145}$ times the largest, whose squares vanish, are right to rounding of
    the largest only.

    References
    ----------
    Demmel, J. and Veselić, K. (1992). Jacobi's method is more accurate than QR. SIAM Journal on
    Matrix Analysis and Applications 13(4), 1204-1245.
    Cox, A. J. and Higham, N. J. (1998). Stability of Householder QR factorization for weighted
    least squares problems. In Numerical Analysis 1997, 57-73 (why rows are sorted first).
    Drmač, Z. and Veselić, K. (2008). New fast and accurate Jacobi SVD algorithm I. The same
    29(4), 1322-1342.

    Examples
    --------
    >>> from journey.mathematics.linalg import svd
    >>> U, S, Vh = svd([[3.0, 0.0], [4.0, 5.0]])
    >>> (S**2).round(12)
    array([45.,  5.])
    """
    matrix = check_matrix(a)
    if matrix.shape[0] < matrix.shape[1]:
        U, S, Vh = svd(matrix.T, full_matrices)
        return SVDResult(Vh.T, S, U.T)
    m, n = matrix.shape
    small, scale = scaled(matrix)
    rows = _by_size(small)
    packed, blocks, columns = factor_pivoted(small[rows])
    x, turned = np.triu(packed[:n]), np.eye(n)
    one_sided(x, turned)
    # The turned triangle is S V': A P = Q R and R = turned' S V'.
    S = lengths(x)
    order = np.argsort(-S, kind="stable")
    S, x, turned = S[order], x[order], turned[order]
    U = np.eye(m, m if full_matrices else n)
    U[:n, :n] = turned.T
    U[rows] = apply(blocks, U)
    Vh = np.empty((n, n))
    Vh[:, columns] = _directions(x, S)
    return SVDResult(U, S * scale, Vh)


def _directions(x: Matrix, S: Vector) -> Matrix:
    """Divide the rows by their lengths; where too short for that, complete the basis."""
    r = int(np.count_nonzero(S > SMALLEST))
    rows = x[:r] / S[:r, None]
    if r == len(x):
        return rows
    _, blocks = factor_reflect(rows.T)
    rest = apply(blocks, np.eye(len(x))[:, r:].copy()) if r else np.eye(len(x))
    return np.vstack([rows, rest.T])


def svdvals(x: ArrayLike) -> NDArray[np.float64]:
    """Singular values alone, falling: how far the matrix stretches each of its own directions.

    Parameters
    ----------
    x
        Matrix of shape (m, n).

    Returns
    -------
    ndarray of shape (min(m, n),)
        As exact as those of [svd][journey.mathematics.linalg.svd].

    Raises
    ------
    ValueError
        If `x` is not one finite, real matrix.
    LinAlgError
        If the rotations do not converge.

    References
    ----------
    Demmel, J. and Veselić, K. (1992). Jacobi's method is more accurate than QR. SIAM Journal on
    Matrix Analysis and Applications 13(4), 1204-1245.

    Examples
    --------
    >>> from journey.mathematics.linalg import svdvals
    >>> svdvals([[0.0, 2.0], [1.0, 0.0]])
    array([2., 1.])
    """
    matrix = check_matrix(x, "x")
    if matrix.shape[0] < matrix.shape[1]:
        matrix = matrix.T
    small, scale = scaled(matrix)
    x = np.triu(factor_pivoted(small[_by_size(small)])[0][: matrix.shape[1]])
    one_sided(x)
    return np.sort(lengths(x))[::-1] * scale


def _by_size(a: Matrix) -> Pivots:
    """Order of the rows, the largest first: then reflections keep the digits of the small ones."""
    return np.argsort(-np.abs(a).max(axis=1), kind="stable")


def pinv(a: ArrayLike, *, rtol: float | None = None) -> NDArray[np.float64]:
    r"""Pseudo-inverse: $A^+ b$ is the shortest of the x for which $\lVert A x - b \rVert$ is least.

    Parameters
    ----------
    a
        Matrix of shape (m, n), of any rank.
    rtol
        Singular values up to this share of the largest count as zero; `max(m, n)` times machine
        epsilon where it is not given.

    Returns
    -------
    ndarray of shape (n, m)

    Raises
    ------
    ValueError
        If `a` is not one finite, real matrix, or `rtol` is negative.
    LinAlgError
        If the rotations do not converge.

    References
    ----------
    Penrose, R. (1955). A generalized inverse for matrices. Mathematical Proceedings of the
    Cambridge Philosophical Society 51(3), 406-413.

    Examples
    --------
    >>> from journey.mathematics.linalg import pinv
    >>> pinv([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    array([[0.5, 0. , 0. ],
           [0. , 0. , 0. ]])
    """
    matrix = check_matrix(a)
    share = max(matrix.shape) * EPS if rtol is None else rtol
    if not share >= 0:
        raise ValueError(f"rtol: expected a number of at least 0, got {rtol!r}")
    U, S, Vh = svd(matrix, full_matrices=False)
    kept = share * S[0] < S
    return np.asarray((Vh[kept].T / S[kept]) @ U[:, kept].T) + 0.0
