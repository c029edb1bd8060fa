"""Symmetric matrices: reflected to a tridiagonal one, which shifted QR steps make diagonal."""

from __future__ import annotations

import math

import numpy as np

from journey.mathematics.linalg._input import EPS, LinAlgError, Matrix, Vector
from journey.mathematics.linalg._reflect import Blocks, reflector

# for rows k and k + 1 each: [[c, s], [-s, c]]
Turns = list[list[list[float]]]

MAX_STEPS = 30  # a value; two are usual, and each deflation starts the count again


def tridiagonalise(a: Matrix) -> tuple[Vector, Vector, Blocks]:
    r"""Return diagonal, side diagonal and the reflections Q of $A = Q T Q^\top$.

    A reflection of the rows below the diagonal clears a column; the same on the columns keeps
    the matrix similar, and leaves those zeros alone, since it does not touch that column.
    """
    a = a.copy()
    n = len(a)
    side = np.zeros(max(0, n - 1))
    blocks: Blocks = []
    for k in range(n - 2):
        v, tau, side[k] = reflector(a[k + 1 :, k])
        # Both sides at once: A - v w' - w v', with half of the part along v taken off w.
        rest = a[k + 1 :, k + 1 :]
        w = tau * (rest @ v)
        w -= (tau / 2) * (w @ v) * v
        rest -= v[:, None] * w
        rest -= w[:, None] * v
        blocks.append((k + 1, v[:, None], np.array([[tau]])))
    if n > 1:
        side[-1] = a[-1, -2]
    return np.diagonal(a).copy(), side, blocks


def diagonalise(diagonal: Vector, side: Vector, rows: Matrix | None = None) -> Vector:
    """Return the eigenvalues of a symmetric tridiagonal matrix, in no order.

    The rows of `rows` are turned along: those of Q' become the eigenvectors.
    """
    # Lists: single numbers of an array cost several times as much to reach.
    d, e = diagonal.tolist(), [*side.tolist(), 0.0]
    size = max(map(abs, d + e))
    high, steps = len(d) - 1, 0
    while high > 0:
        low = _start(d, e, high, size)
        if low == high:
            high, steps = high - 1, 0
            continue
        if steps == MAX_STEPS:
            raise LinAlgError(
                f"a: eigenvalue {high} did not settle in {MAX_STEPS} steps of the QR algorithm"
            )
        turns = chase(d, e, low, high, wilkinson(d[high - 1], e[high - 1], d[high]))
        steps += 1
        if rows is not None:
            for k, both in enumerate(np.array(turns), start=low):
                rows[k : k + 2] = both @ rows[k : k + 2]
    return np.array(d)


def _start(d: list[float], e: list[float], high: int, size: float) -> int:
    """First row of the block that ends at `high` and holds no negligible side entry."""
    for k in range(high - 1, -1, -1):
        if abs(e[k]) > 2 * EPS * size:  # the usual case, without roots
            continue
        if abs(e[k]) <= EPS * math.sqrt(abs(d[k])) * math.sqrt(abs(d[k + 1])) + EPS**2 * size:
            e[k] = 0.0
            return k + 1
    return 0


def wilkinson(a: float, b: float, c: float) -> float:
    """Eigenvalue of [[a, b], [b, c]] nearer to c: the shift with which QR always converges."""
    half = (a - c) / 2
    if half == 0:
        return c - abs(b)
    return c - b * (b / (half + math.copysign(math.hypot(half, b), half)))


def chase(d: list[float], e: list[float], low: int, high: int, shift: float) -> Turns:
    r"""One QR step with a shift, on rows `low` to `high`, without subtracting the shift.

    The first rotation is that of $T - \mu I$. It leaves an entry outside the three diagonals, and
    each further one chases that entry a row down, until it falls off the end. By the implicit Q
    theorem nothing else can come out than by factoring $T - \mu I = QR$ and taking $RQ + \mu I$.
    """
    turns = []
    x, bulge = d[low] - shift, e[low]
    for k in range(low, high):
        r = math.hypot(x, bulge)
        c, s = (x / r, bulge / r) if r else (1.0, 0.0)
        if k > low:
            e[k - 1] = r
        # [d0 e; e d1] turned on both sides; the differences keep small numbers apart from large
        move = s * (s * (d[k + 1] - d[k]) + 2 * c * e[k])
        e[k] = c * s * (d[k + 1] - d[k]) + (c - s) * (c + s) * e[k]
        d[k] += move
        d[k + 1] -= move
        x, bulge = e[k], s * e[k + 1]
        if k + 1 < high:
            e[k + 1] *= c
        turns.append([[c, s], [-s, c]])
    return turns
