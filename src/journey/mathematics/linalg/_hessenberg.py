"""Matrices without symmetry: balanced, reflected to Hessenberg form, made nearly triangular.

By Francis' double steps. The result is a Schur form: a triangle, but for a 2 by 2 block on the
diagonal for each complex pair.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.linalg._input import EPS, LinAlgError, Matrix, Vector
from journey.mathematics.linalg._reflect import Blocks, reflector

MAX_STEPS = 60  # a deflation; two or three are usual


def balance(a: Matrix) -> tuple[Matrix, Vector]:
    r"""Return $D^{-1} A D$ and the diagonal of D, powers of two, that make rows and columns alike.

    Errors are shares of the largest entry, so a badly scaled matrix would lose digits that it has.
    """
    a = a.copy()
    scale = np.ones(len(a))
    for _ in range(20):
        settled = True
        for i in range(len(a)):
            column, row = np.delete(np.abs(a[:, i]), i).sum(), np.delete(np.abs(a[i]), i).sum()
            if column == 0 or row == 0:
                continue
            f = 2.0 ** round(math.log2(row / column) / 2)
            if column * f + row / f < 0.95 * (column + row):
                settled = False
                scale[i] *= f
                a[:, i] *= f
                a[i] /= f
        if settled:
            break
    return a, scale


def reduce(a: Matrix) -> tuple[Matrix, Blocks]:
    r"""Return H, zero below its first subdiagonal, and the reflections Q of $A = Q H Q^\top$."""
    a = a.copy()
    blocks: Blocks = []
    for k in range(len(a) - 2):
        v, tau, a[k + 1, k] = reflector(a[k + 1 :, k])
        a[k + 2 :, k] = 0.0
        rows, columns = a[k + 1 :, k + 1 :], a[:, k + 1 :]
        rows -= tau * v[:, None] * (v @ rows)
        columns -= tau * (columns @ v)[:, None] * v
        blocks.append((k + 1, v[:, None], np.array([[tau]])))
    return a, blocks


def francis(h: Matrix, rows: Matrix | None = None) -> NDArray[np.complex128]:
    """Overwrite `h` by its Schur form and return the eigenvalues, pairs side by side.

    Without `rows`, to be turned along, only the diagonal blocks of `h` are right in the end.
    """
    n = len(h)
    values = np.zeros(n, dtype=np.complex128)
    size = float(np.abs(h).max())
    high, steps = n - 1, 0
    while high >= 0:
        low = _start(h, high, size)
        if high - low <= 1:
            if low < high:
                values[low : high + 1] = _split(h, low, rows)
            else:
                values[high] = h[high, high]
            high, steps = low - 1, 0
            continue
        if steps == MAX_STEPS:
            raise LinAlgError(
                f"a: eigenvalue {high} did not settle in {MAX_STEPS} steps of the QR algorithm"
            )
        steps += 1
        double_step(h, low, high, _shifts(h, high, steps), rows)
    return values


def _start(h: Matrix, high: int, size: float) -> int:
    diagonal = np.abs(np.diagonal(h)[: high + 1])
    beside = np.abs(np.diagonal(h, -1)[:high])
    near = diagonal[1:] + diagonal[:-1]
    zeros = np.flatnonzero(beside <= EPS * np.where(near > 0, near, size))
    if not len(zeros):
        return 0
    low = int(zeros[-1]) + 1
    h[low, low - 1] = 0.0
    return low


def _shifts(h: Matrix, high: int, steps: int) -> tuple[float, float, float]:
    """Return the diagonal of the last 2 by 2 block, and the product of its other two entries.

    Its eigenvalues are the shifts. Their sum and product are real, even of a complex pair.
    """
    (a, b), (c, d) = h[high - 1 : high + 1, high - 1 : high + 1].tolist()
    if steps % 10 == 0:  # going in circles, as a permutation does: shift by something else
        s = abs(c) + abs(float(h[high - 1, high - 2]))
        return d + 0.75 * s, d + 0.75 * s, -0.4375 * s * s
    return a, d, b * c


def double_step(
    h: Matrix, low: int, high: int, shifts: tuple[float, float, float], rows: Matrix | None
) -> None:
    r"""Take the QR steps with two shifts at once, in real numbers, on rows `low` to `high`.

    Two shifts $\mu, \bar\mu$ belong to the first column of $(H - \mu I)(H - \bar\mu I)$, which is
    real and has three entries. A reflection that clears it puts a bulge on the subdiagonal, and
    reflections of three rows chase the bulge out at the end.
    """
    (a, b), (c, d) = h[low : low + 2, low : low + 2].tolist()
    # By differences. Where all eigenvalues are nearly equal, a (a - sum) + product would be
    # nothing but rounding, and no step would lead anywhere.
    first_gap, second_gap, off = shifts[0] - a, shifts[1] - a, shifts[2]
    x = np.array(
        [
            first_gap * second_gap - off + b * c,
            c * (d - a - first_gap - second_gap),
            c * float(h[low + 2, low + 1]),
        ]
    )
    # Where only eigenvalues are asked for, what is off the block need not follow.
    first, last = (0, len(h)) if rows is not None else (low, high + 1)
    for k in range(low, high):
        v, tau, beta = _reflect(x)
        m = len(v)
        P = np.eye(m) - tau * v[:, None] * v
        if k > low:
            h[k, k - 1] = beta
            h[k + 1 : k + m, k - 1] = 0.0
        h[k : k + m, k:last] = P @ h[k : k + m, k:last]
        end = min(k + 4, high + 1)
        h[first:end, k : k + m] = h[first:end, k : k + m] @ P
        if rows is not None:
            rows[k : k + m] = P @ rows[k : k + m]
        x = h[k + 1 : min(k + 4, high + 1), k]


def _reflect(x: Vector) -> tuple[Vector, float, float]:
    """Reflect three numbers at most, after dividing by the largest: their squares may vanish."""
    size = float(np.abs(x).max())
    if size == 0:
        return np.eye(1, len(x))[0], 0.0, 0.0
    v, tau, beta = reflector(x / size)
    return v, tau, beta * size


def _split(h: Matrix, k: int, rows: Matrix | None) -> list[complex]:
    """Eigenvalues of the block at rows k and k + 1; a real pair is turned to a triangle."""
    (a, b), (c, d) = h[k : k + 2, k : k + 2].tolist()
    half = (a - d) / 2
    under = half * half + b * c
    if under < 0:
        real, imaginary = d + half, math.sqrt(-under)
        return [complex(real, imaginary), complex(real, -imaginary)]
    z = half + math.copysign(math.sqrt(under), half)
    r = math.hypot(z, c)
    if r == 0:
        return [complex(a), complex(d)]
    G = np.array([[z, c], [-c, z]]) / r
    h[k : k + 2, k:] = G @ h[k : k + 2, k:]
    h[: k + 2, k : k + 2] = h[: k + 2, k : k + 2] @ G.T
    h[k + 1, k] = 0.0
    if rows is not None:
        rows[k : k + 2] = G @ rows[k : k + 2]
    return [complex(h[k, k]), complex(h[k + 1, k + 1])]
