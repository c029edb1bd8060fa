"""Householder reflections: made, collected into blocks, applied, with and without pivoting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.linalg._input import BLOCK, EPS, Matrix, Pivots, Vector

# (first row, V, T): the block I - V T V' of several reflections, on the rows from there on
Blocks = list[tuple[int, Matrix, Matrix]]


def reflector(x: Vector) -> tuple[Vector, float, float]:
    r"""Return $v$, $\tau$, $\beta$ with $(I - \tau v v^\top) x = (\beta, 0, ..., 0)$ and $v_0 = 1$.

    The sign of $\beta$ is against that of $x_0$, so that nothing cancels in $x_0 - \beta$.
    """
    rest = float(np.linalg.norm(x[1:]))
    v = x.copy()
    v[0] = 1.0
    if rest == 0:
        return v, 0.0, float(x[0])
    beta = -float(np.copysign(np.hypot(x[0], rest), x[0]))
    v[1:] = x[1:] / (x[0] - beta)
    return v, (beta - float(x[0])) / beta, beta


def factor_reflect(a: Matrix) -> tuple[Matrix, Blocks]:
    """Return R in the upper triangle of a new matrix, and the reflections that made it."""
    a = a.copy()
    (m, n), r = a.shape, min(a.shape)
    blocks: Blocks = []
    for start in range(0, r, BLOCK):
        stop = min(start + BLOCK, r)
        V, T = np.zeros((m - start, stop - start)), np.zeros((stop - start, stop - start))
        for i, k in enumerate(range(start, stop)):
            v, tau, a[k, k] = reflector(a[k:, k])
            a[k + 1 :, k] = 0.0
            rest = a[k:, k + 1 : stop]
            rest -= tau * v[:, None] * (v @ rest)
            V[i:, i] = v
            T[:i, i] = -tau * (T[:i, :i] @ (V[:, :i].T @ V[:, i]))
            T[i, i] = tau
        if stop < n:  # the other columns get all reflections of the block in two products
            a[start:, stop:] -= V @ (T.T @ (V.T @ a[start:, stop:]))
        blocks.append((start, V, T))
    return a, blocks


def factor_pivoted(a: Matrix) -> tuple[Matrix, Blocks, Pivots]:
    """Return the same for the columns in the order that is returned last."""
    a = a.copy()
    m, n = a.shape
    columns = np.arange(n)
    blocks: Blocks = []
    left = np.linalg.norm(a, axis=0)  # length of what is left of each column
    known = left.copy()  # the same, when it was last computed rather than updated
    for k in range(min(m, n)):
        p = k + int(np.argmax(left[k:]))
        for array in (a.T, columns, left, known):
            array[[k, p]] = array[[p, k]]
        v, tau, a[k, k] = reflector(a[k:, k])
        a[k + 1 :, k] = 0.0
        rest = a[k:, k + 1 :]
        rest -= tau * v[:, None] * (v @ rest)
        blocks.append((k, v[:, None], np.array([[tau]])))
        # By Pythagoras; where that cancels too many digits, from the entries.
        old = left[k + 1 :]
        share = np.divide(a[k, k + 1 :], old, out=np.zeros_like(old), where=old > 0)
        new = old * np.sqrt(np.maximum(0.0, 1 - share**2))
        poor = new <= EPS**0.25 * known[k + 1 :]
        new[poor] = np.linalg.norm(a[k + 1 :, k + 1 :][:, poor], axis=0)
        left[k + 1 :] = new
        known[k + 1 :][poor] = new[poor]
    return a, blocks, columns


def apply(
    blocks: Blocks, x: NDArray[np.float64], *, transpose: bool = False
) -> NDArray[np.float64]:
    """Overwrite `x` by Q x, or by Q' x."""
    for start, V, T in blocks if transpose else reversed(blocks):
        x[start:] -= V @ ((T.T if transpose else T) @ (V.T @ x[start:]))
    return x
