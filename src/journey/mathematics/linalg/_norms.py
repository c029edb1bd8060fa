"""How long a vector is, how much a matrix stretches, and the Hilbert matrix to try things on."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg._bidiagonal import bidiagonal_values
from journey.mathematics.linalg._input import Matrix, check_matrix, scaled

__all__ = ["hilbert", "norm"]


def norm(x: ArrayLike, ord: float | str | None = None) -> float:
    r"""Norm of a vector or of a matrix.

    The entries are scaled by the largest one first, so that squares neither overflow nor
    vanish: the norm of (3e200, 4e200) is 5e200, where `numpy.linalg.norm` says infinity.

    Parameters
    ----------
    x
        Vector of shape (n,) or matrix of shape (m, n).
    ord
        For a vector: `None` or 2 for $\sqrt{\sum_i x_i^2}$, any other positive $p$ for
        $(\sum_i \lvert x_i \rvert^p)^{1/p}$, `inf` and `-inf` for the largest and smallest
        entry, 0 for the number of entries that are not 0. For a matrix: `None` or `"fro"` for the
        root of the sum of squares, 1 and `inf` for the largest sum of a column and of a row, 2
        for the largest singular value, `"nuc"` for the sum of the singular values.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If `x` is neither a vector nor a matrix, is not finite, or `ord` is not one of these.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., sections 2.2 and 2.3.

    Examples
    --------
    >>> from journey.mathematics.linalg import norm
    >>> norm([3.0, 4.0]), norm([3.0, -4.0], 1), norm([[1.0, -2.0], [3.0, 4.0]], 1)
    (5.0, 7.0, 6.0)
    """
    if np.ndim(x) == 1:
        return _vector(check_matrix([np.asarray(x)], "x", empty=True)[0], ord)
    matrix = check_matrix(x, "x")
    if ord in (None, "fro"):
        return _vector(matrix.ravel(), None)
    if ord == 1:
        return float(np.abs(matrix).sum(axis=0).max())
    if ord == math.inf:
        return float(np.abs(matrix).sum(axis=1).max())
    if ord in (2, "nuc"):
        small, scale = scaled(matrix)
        values = bidiagonal_values(small)
        return scale * float(values[0] if ord == 2 else values.sum())
    raise ValueError(f"ord: expected None, 'fro', 'nuc', 1, 2 or inf for a matrix, got {ord!r}")


def _vector(x: np.ndarray, ord: float | str | None) -> float:
    if isinstance(ord, str) or (ord is not None and ord < 0 and ord != -math.inf):
        raise ValueError(f"ord: expected None, inf, -inf or a number >= 0, got {ord!r}")
    size = np.abs(x)
    if ord == 0:
        return float(np.count_nonzero(x))
    if ord == -math.inf and size.size:
        return float(size.min())
    largest = float(size.max(initial=0.0))
    if largest == 0 or ord == math.inf:
        return largest
    if ord is None or ord == 2:
        shares, scale = scaled(size)
        return scale * math.sqrt(float(shares @ shares))
    if ord == 1:
        return float(size.sum())
    return float(largest * np.sum((size / largest) ** ord) ** (1 / float(ord or 1)))


def hilbert(n: int) -> Matrix:
    r"""Hilbert matrix, with entries $1 / (i + j + 1)$, $i$ and $j$ counted from 0.

    Symmetric, positive definite, and so close to singular that at $n = 12$ its condition number
    is above $10^{16}$.

    Parameters
    ----------
    n
        Number of rows, at least 1.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If `n` is below 1.

    References
    ----------
    Hilbert, D. (1894). Ein Beitrag zur Theorie des Legendre'schen Polynoms. Acta Mathematica 18,
    155-159.

    Examples
    --------
    >>> from journey.mathematics.linalg import hilbert
    >>> hilbert(2)
    array([[1.        , 0.5       ],
           [0.5       , 0.33333333]])
    """
    if n < 1:
        raise ValueError(f"n: expected a whole number of at least 1, got {n!r}")
    i = np.arange(n)
    return 1.0 / (i[:, None] + i[None, :] + 1)
