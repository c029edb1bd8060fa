r"""The dual of a linear classifier by an interior-point method.

Where $K = Z Z^\top$ has few columns in Z, a Newton step for *all* n variables costs $O(n d^2)$, by
the matrix inversion lemma (Ferris and Munson 2002). Twenty to forty such steps do what pairs of
variables need a million steps for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Central", "interior", "near_optimum"]

Array = NDArray[np.float64]


@dataclass
class Central:
    """Variables strictly between their bounds, both bounds' multipliers, and the intercept."""

    beta: Array
    at_low: Array
    at_high: Array
    intercept: float
    n_iter: int
    gap: float  # of complementarity, which bounds the objective's excess where feasible


def interior(
    Z: Array, target: Array, low: Array, high: Array, *, balanced: bool, tol: float, max_iter: int
) -> Central:
    r"""Minimise $\frac12 \lVert Z^\top \beta \rVert^2 - t^\top \beta$ between bounds.

    Parameters
    ----------
    Z
        Samples of shape (n, d).
    target
        The linear term t.
    low, high
        Bounds, each low below its high.
    balanced
        Whether the variables must add up to 0.
    tol
        Ends when the gap is at most tol times the objective's size.
    max_iter
        The most steps.
    """
    n, d = Z.shape
    beta = (low + high) / 2
    zl, zu, b = np.ones(n), np.ones(n), 0.0
    n_iter, best, least = 0, Central(beta, zl, zu, b, 0, np.inf), np.inf
    for n_iter in range(max_iter + 1):
        u, w = beta - low, high - beta
        weights = Z.T @ beta
        stray = target - Z @ weights - b + zl - zu  # 0 at the optimum
        total = float(beta.sum()) if balanced else 0.0
        gap = float(u @ zl + w @ zu)
        size = 1e-300 + abs(float(target @ beta)) + float(weights @ weights) / 2
        error = float(np.abs(stray) @ np.maximum(u, w)) + abs(b * total)
        if gap + error < least:
            least, best = gap + error, Central(beta, zl, zu, b, n_iter, gap)
        # The inversion lemma loses digits as variables part from their bounds: then it is over.
        if least <= tol * size or gap + error > 1e3 * least:
            break
        D = zl / u + zu / w
        inner = np.eye(d) + (Z / D[:, None]).T @ Z

        def apply(right: Array, D: Array = D, inner: Array = inner) -> Array:
            # (Z Z' + D)^-1 right; the residual is solved for again, since the lemma loses digits.
            found = np.zeros(n)
            left = right
            for _ in range(3):
                found = found + (left - Z @ np.linalg.solve(inner, Z.T @ (left / D))) / D
                left = right - D * found - Z @ (Z.T @ found)
            return found

        def direction(
            cl: Array | float, cu: Array | float,
            u: Array = u, w: Array = w, zl: Array = zl, zu: Array = zu,
            stray: Array = stray, total: float = total,
        ) -> tuple[Array, Array, Array, float]:  # fmt: skip
            # cl and cu are what u zl and w zu shall become.
            right = stray + cl / u - zl - cu / w + zu
            move = apply(right)
            db = 0.0
            if balanced:
                ones = apply(np.ones(n))
                db = float((move.sum() + total) / ones.sum())
                move = move - db * ones
            return move, cl / u - zl - zl / u * move, cu / w - zu + zu / w * move, db

        # Mehrotra: how far the plain Newton step could go says how much to keep to the middle.
        try:
            move, dl, du, _ = direction(0.0, 0.0)
        except np.linalg.LinAlgError:  # nothing left to divide by: as near as numbers get
            break
        t = _room(u, w, zl, zu, move, dl, du)
        ahead = float((u + t * move) @ (zl + t * dl) + (w - t * move) @ (zu + t * du))
        aim = (max(ahead, 0.0) / gap) ** 3 * gap / (2 * n)
        move, dl, du, db = direction(aim - move * dl, aim + move * du)
        t = min(1.0, 0.99 * _room(u, w, zl, zu, move, dl, du, 1e3))
        beta, zl, zu, b = beta + t * move, zl + t * dl, zu + t * du, b + t * db
        # Rounding may carry a variable onto its bound, where nothing could be divided.
        room = 1e-15 * (high - low)
        beta = np.minimum(np.maximum(beta, low + room), high - room)
    return best


def _room(
    u: Array, w: Array, zl: Array, zu: Array, move: Array, dl: Array, du: Array, most: float = 1.0
) -> float:
    # The longest step that keeps all four positive.
    for value, change in ((u, move), (w, -move), (zl, dl), (zu, du)):
        sinking = change < 0
        if sinking.any():
            most = min(most, float((-value[sinking] / change[sinking]).min()))
    return most


def near_optimum(Z: Array, target: Array, low: Array, high: Array) -> Array:
    """Return feasible variables near the optimum of a linear classifier, most of them at a bound.

    What the interior-point method leaves within 1e-5 of a bound is put onto it, and the rest pay
    for the sum.
    """
    found = interior(Z, target, low, high, balanced=True, tol=1e-8, max_iter=100).beta
    slack = 1e-5 * (high - low)
    at_low, at_high = found - low < slack, high - found < slack
    free = ~at_low & ~at_high
    beta = np.where(at_low, low, np.where(at_high, high, found))
    room = np.where(free, np.minimum(beta - low, high - beta), 0.0)
    excess = float(beta.sum())
    if not abs(excess) < room.sum():
        return np.zeros(len(beta))
    beta[free] -= excess * room[free] / room.sum()
    return beta
