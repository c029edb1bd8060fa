"""Condition numbers: exact where asked for, estimated where a solver only wants to warn."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg._input import Matrix, Pivots, check_matrix, check_square
from journey.mathematics.linalg._lu import factor, solve_packed
from journey.mathematics.linalg._norms import norm
from journey.mathematics.linalg._svd import svdvals

__all__ = ["cond"]


def cond(a: ArrayLike, p: float | str | None = None) -> float:
    r"""Condition number $\lVert A \rVert \, \lVert A^{-1} \rVert$: how much errors can grow.

    Parameters
    ----------
    a
        Matrix of shape (n, n); of any shape (m, n) where `p` is 2.
    p
        `None` or 2 for the ratio of the largest to the smallest singular value; 1, `inf` or
        `"fro"` for these norms.

    Returns
    -------
    float
        Infinity where the matrix is singular to the last bit.

    Raises
    ------
    ValueError
        If `a` does not fit, or `p` is none of these.

    Notes
    -----
    The singular values for `p=2` are those of [svdvals][journey.mathematics.linalg.svdvals].
    Unless the matrix is large and small only by its rows or its columns, values above about
    $10^{16}$ say "singular to working precision"; their digits are rounding.

    References
    ----------
    Higham, N. J. (2002). Accuracy and Stability of Numerical Algorithms, 2nd ed., section 6.2.

    Examples
    --------
    >>> from journey.mathematics.linalg import cond
    >>> cond([[4.0, 0.0], [0.0, 0.5]]), cond([[1.0, 2.0], [2.0, 4.0]], 1)
    (8.0, inf)
    """
    if p in (None, 2):
        s = svdvals(check_matrix(a))
        return float(s[0] / s[-1]) if s[-1] > 0 else math.inf
    if p not in (1, math.inf, "fro"):
        raise ValueError(f"p: expected None, 1, 2, inf or 'fro', got {p!r}")
    matrix = check_square(a)
    packed, pivots = factor(matrix.copy())
    if not np.diagonal(packed).all():
        return math.inf
    inverse = solve_packed(packed, pivots, np.eye(len(matrix)))
    return norm(matrix, p) * norm(inverse, p) if np.isfinite(inverse).all() else math.inf


def reciprocal(packed: Matrix, pivots: Pivots, one_norm: float) -> float:
    r"""Estimate $1 / (\lVert A \rVert_1 \lVert A^{-1} \rVert_1)$ from the factors of $A$.

    Hager's method climbs $\lVert A^{-1} x \rVert_1$ over the $x$ of length 1; the last vector, of
    alternating signs, is Higham's guard against a climb that stops at once. A few solves, where
    the inverse would take n.
    """
    n = len(packed)
    x = np.full(n, 1.0 / n)
    best = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(5):
            y = solve_packed(packed, pivots, x)
            size = float(np.abs(y).sum())
            if not size > best:
                break
            best = size
            z = solve_packed(packed, pivots, np.where(y >= 0, 1.0, -1.0), trans=1)
            j = int(np.argmax(np.abs(z)))
            if abs(z[j]) <= z @ x:
                break
            x = np.zeros(n)
            x[j] = 1.0
        signs = (-1.0) ** np.arange(n) * (1 + np.arange(n) / max(1, n - 1))
        last = 2 * float(np.abs(solve_packed(packed, pivots, signs)).sum()) / (3 * n)
        growth = one_norm * max(best, last)
    return 1 / growth if math.isfinite(growth) and growth > 0 else 0.0
