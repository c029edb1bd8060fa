"""QR three ways: reflections (Householder), and Gram-Schmidt in two orders of the same work."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg._input import (
    LinAlgError,
    LinAlgWarning,
    Matrix,
    check_matrix,
    scaled,
)
from journey.mathematics.linalg._reflect import apply, factor_pivoted, factor_reflect

__all__ = ["qr"]

METHODS = ("householder", "gram-schmidt", "modified-gram-schmidt")
# Half of the digits gone is where Q stops being of use as a basis.
LOST = 1e-8


def qr(
    a: ArrayLike, mode: str = "reduced", *, method: str = "householder", pivoting: bool = False
) -> Any:
    r"""Factor $A = Q R$: orthonormal columns times an upper triangle.

    Signs are LAPACK's for `"householder"`; the two others make the diagonal of $R$ positive.

    Parameters
    ----------
    a
        Matrix of shape (m, n).
    mode
        `"reduced"`: Q of shape (m, k), R of shape (k, n), with k the smaller of m and n.
        `"complete"`: Q of shape (m, m), R of shape (m, n). `"r"`: R alone, of shape (k, n).
    method
        `"householder"`, `"gram-schmidt"` or `"modified-gram-schmidt"`. The last two need
        m >= n, independent columns and mode `"reduced"`.
    pivoting
        Take the column that sticks out most from those before it first, so that
        $\lvert r_{kk} \rvert$ falls: $A P = Q R$. Only with `"householder"`.

    Returns
    -------
    Q, R : ndarray
        With `pivoting` also the order of the columns: `a[:, P]` is `Q @ R`.

    Warns
    -----
    LinAlgWarning
        If Gram-Schmidt lost the orthogonality of Q: an entry of $Q^\top Q - I$ is above 1e-8.

    Raises
    ------
    ValueError
        If an argument does not fit.
    LinAlgError
        If Gram-Schmidt meets a column of which nothing is left.

    References
    ----------
    Householder, A. S. (1958). Journal of the ACM 5(4), 339-342.
    Björck, Å. (1967). BIT 7, 1-21, on both orders of Gram-Schmidt.

    Examples
    --------
    >>> from journey.mathematics.linalg import qr
    >>> Q, R = qr([[3.0, 1.0], [4.0, 2.0]], method="modified-gram-schmidt")
    >>> R.round(12)
    array([[5. , 2.2],
           [0. , 0.4]])
    """
    matrix = check_matrix(a)
    m, n = matrix.shape
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"mode: expected 'reduced', 'complete' or 'r', got {mode!r}")
    if method not in METHODS:
        raise ValueError(f"method: expected one of {', '.join(METHODS)}, got {method!r}")
    if method != "householder" and (pivoting or mode != "reduced" or m < n):
        raise ValueError(
            f"method: {method!r} expects mode 'reduced', no pivoting and no more columns than "
            f"rows, got mode {mode!r}, pivoting {pivoting!r} and shape {matrix.shape}"
        )
    small, scale = scaled(matrix)
    if method != "householder":
        Q, R = (classical if method == "gram-schmidt" else modified)(small)
        loss = float(np.abs(Q.T @ Q - np.eye(n)).max())
        if loss > LOST:
            warnings.warn(
                f"a: columns nearly dependent, {method} gave a Q whose columns are orthogonal "
                f"only to {loss:.2g}; use method='householder'",
                LinAlgWarning,
                stacklevel=2,
            )
        return Q, R * scale
    if pivoting:
        packed, blocks, columns = factor_pivoted(small)
    else:
        packed, blocks = factor_reflect(small)
    k = m if mode == "complete" else min(m, n)
    R = np.triu(packed[:k]) * scale
    if mode == "r":
        return (R, columns) if pivoting else R
    Q = apply(blocks, np.eye(m, k))
    return (Q, R, columns) if pivoting else (Q, R)


def classical(a: Matrix) -> tuple[Matrix, Matrix]:
    """Take all projections from the original column, then subtract them at once."""
    n = a.shape[1]
    Q, R = np.zeros_like(a), np.zeros((n, n))
    for k in range(n):
        R[:k, k] = Q[:, :k].T @ a[:, k]
        rest = a[:, k] - Q[:, :k] @ R[:k, k]
        R[k, k] = _length(rest, k)
        Q[:, k] = rest / R[k, k]
    return Q, R


def modified(a: Matrix) -> tuple[Matrix, Matrix]:
    """Take each projection from what the earlier ones have left."""
    n = a.shape[1]
    Q, R = a.copy(), np.zeros((n, n))
    for k in range(n):
        R[k, k] = _length(Q[:, k], k)
        Q[:, k] /= R[k, k]
        R[k, k + 1 :] = Q[:, k] @ Q[:, k + 1 :]
        Q[:, k + 1 :] -= np.outer(Q[:, k], R[k, k + 1 :])
    return Q, R


def _length(rest: Matrix, k: int) -> float:
    largest = float(np.abs(rest).max())
    if largest == 0:
        raise LinAlgError(
            f"a: column {k} is a combination of those before it, nothing is left to divide by; "
            "use method='householder'"
        )
    return largest * float(np.sqrt(np.sum((rest / largest) ** 2)))
