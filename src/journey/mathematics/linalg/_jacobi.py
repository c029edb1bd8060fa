"""Jacobi's rotations, as many at once as do not touch each other.

On both sides of a symmetric matrix, or on one side of any (Hestenes), which is the heart of the
singular value decomposition.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.linalg._input import EPS, LinAlgError, Matrix, Pivots, Vector

MAX_SWEEPS = 60  # about ten are needed; the convergence is quadratic at the end
SMALLEST = 1e-145  # rows shorter than that, of a matrix of size 1, have squares that lose digits


def rounds(n: int) -> Iterator[tuple[Pivots, Pivots]]:
    """Give each pair of n rows once, in rounds of disjoint pairs: the timetable of a tournament.

    One player stays and the others move on by one chair, so nobody meets anybody twice.
    """
    players = np.arange(n + n % 2)
    for _ in range(len(players) - 1):
        first, second = players[: len(players) // 2], players[::-1][: len(players) // 2]
        there = np.maximum(first, second) < n  # with an odd number one of them rests
        yield first[there], second[there]
        players[1:] = np.roll(players[1:], 1)


def rotation(a: Vector, b: Vector, p: Vector) -> tuple[Matrix, Matrix]:
    r"""Return the columns c, s that make $\begin{pmatrix} a & p \\ p & b \end{pmatrix}$ diagonal.

    With $\theta = (b - a) / 2p$, the tangent solves $t^2 + 2 \theta t = 1$. The smaller of its two
    roots turns by 45 degrees at most; with the larger one, sweeps may undo one another.
    """
    gap = b - a
    t = np.copysign(2 * p, p * np.where(gap < 0, -1.0, 1.0)) / (np.abs(gap) + np.hypot(gap, 2 * p))
    c = 1 / np.hypot(1, t)
    return c[:, None], (c * t)[:, None]


def turn(x: Matrix, i: Pivots, j: Pivots, c: Matrix, s: Matrix) -> None:
    """Rotate the rows i of `x` against its rows j, in place."""
    above, below = x[i], x[j]
    x[i] = c * above - s * below
    x[j] = s * above + c * below


def two_sided(a: Matrix) -> tuple[Vector, Matrix]:
    """Return eigenvalues and eigenvectors (columns) of a symmetric matrix, in no order."""
    a, vectors = a.copy(), np.eye(len(a))
    for _ in range(MAX_SWEEPS):
        busy = False
        for i, j in rounds(len(a)):
            p, left, right = a[i, j], a[i, i], a[j, j]
            # Measured by the two entries beside it, not by the largest of all: small
            # eigenvalues of a graded definite matrix keep their digits so.
            large = np.abs(p) > EPS * np.sqrt(np.abs(left)) * np.sqrt(np.abs(right))
            if not large.any():
                continue
            busy = True
            i, j = i[large], j[large]
            c, s = rotation(left[large], right[large], p[large])
            turn(a, i, j, c, s)
            a = np.ascontiguousarray(a.T)  # the columns are turned as rows
            turn(a, i, j, c, s)
            a[i, j] = a[j, i] = 0.0
            turn(vectors, i, j, c, s)
        if not busy:
            return np.diagonal(a).copy(), vectors.T
    raise no_convergence()


def one_sided(x: Matrix, turned: Matrix | None = None) -> None:
    """Make the rows of `x` orthogonal to one another by rotations, and turn `turned` with them.

    Rows shorter than `SMALLEST` are left as they are.
    """
    n, width = x.shape
    tolerance = EPS * max(4.0, float(np.sqrt(width)))
    busy = True
    for _ in range(MAX_SWEEPS):
        if not busy or orthogonal(x, tolerance):
            return
        busy = False
        for i, j in rounds(n):
            above, below = x[i], x[j]
            p = np.einsum("ij,ij->i", above, below)
            left = np.einsum("ij,ij->i", above, above)
            right = np.einsum("ij,ij->i", below, below)
            large = np.abs(p) > tolerance * np.sqrt(left) * np.sqrt(right)
            large &= np.minimum(left, right) > SMALLEST**2
            if not large.any():
                continue
            busy = True
            c, s = rotation(left[large], right[large], p[large])
            turn(x, i[large], j[large], c, s)
            if turned is not None:
                turn(turned, i[large], j[large], c, s)
    raise no_convergence()


def orthogonal(x: Matrix, tolerance: float) -> bool:
    """Say whether all pairs of rows are orthogonal, as a share of their lengths."""
    x = x[lengths(x) > SMALLEST]
    gram = x @ x.T
    length = np.sqrt(np.diagonal(gram))
    gram[np.diag_indices_from(gram)] = 0.0
    return bool((np.abs(gram) <= tolerance * length[:, None] * length).all())


def no_convergence() -> LinAlgError:
    return LinAlgError(f"a: rotations did not make it diagonal in {MAX_SWEEPS} sweeps")


def lengths(x: Matrix) -> NDArray[np.float64]:
    """Lengths of the rows, also of those whose squares would vanish."""
    largest = np.abs(x).max(axis=1, initial=0.0)
    divisor = np.where(largest > 0, largest, 1.0)
    return np.asarray(largest * np.sqrt(np.sum((x / divisor[:, None]) ** 2, axis=1)))
