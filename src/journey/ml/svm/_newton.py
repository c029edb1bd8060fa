"""One step for all variables between their bounds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from journey.ml.svm._smo import Problem, State

__all__ = ["newton"]

Array = NDArray[np.float64]
ROUNDS = 30


def newton(problem: Problem, state: State, free: NDArray[np.intp]) -> bool:
    """Minimise over the free variables, and say whether that lowered the objective.

    Variables that the minimum would put outside stop at their bound, and the others are solved for
    again. Where that does not lower the objective, all go straight towards the first minimum until
    one meets its bound, which does.
    """
    now = state.beta[free]
    low, high = problem.low[free], problem.high[free]
    slope = state.wanted[free]
    if problem.epsilon:  # stay on this side of the kink
        low, high = np.where(now > 0, 0.0, low), np.where(now > 0, high, 0.0)
        slope = slope - problem.epsilon * np.sign(now)
    K = problem.gram.block(free)
    least, most = low - now, high - now
    ridge = 1e-12 * float(np.abs(problem.gram.diagonal).max())
    first = _minimum(K, slope, np.zeros(len(free)), np.arange(len(free)), ridge)
    if first is None:
        return False
    move = _pinned(K, slope, first, least, most, ridge)
    if move is None or not slope @ move - move @ K @ move / 2 > 0:
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.where(first > 0, most / first, np.where(first < 0, least / first, np.inf))
        t = min(1.0, float(ends.min()))
        move = np.clip(t * first, least, most)
        if t < 1:
            end = int(ends.argmin())
            move[end] = most[end] if first[end] > 0 else least[end]
        if not slope @ move - move @ K @ move / 2 > 0:
            return False
    ended = np.where(move == least, low, np.where(move == most, high, now + move))
    state.beta[free] = ended
    state.wanted -= move @ problem.gram.rows(free)
    return True


def _pinned(
    K: Array, slope: Array, found: Array, least: Array, most: Array, ridge: float
) -> Array | None:
    # The minimum with what went outside put to its bound, again and again until nothing does.
    move, open_ = np.zeros(len(slope)), np.arange(len(slope))
    for _ in range(ROUNDS):
        move[open_] = np.clip(found, least[open_], most[open_])
        inside = move[open_] == found
        if inside.all():
            return move
        open_ = open_[inside]
        if len(open_) < 2:
            return None
        again = _minimum(K, slope, move, open_, ridge)
        if again is None:
            return None
        found = again
    return None


def _minimum(
    K: Array, slope: Array, move: Array, open_: NDArray[np.intp], ridge: float
) -> Array | None:
    # The open ones, where the rest stay moved as they are and all moves add up to 0.
    shut = np.ones(len(slope), dtype=bool)
    shut[open_] = False
    n = len(open_)
    A = np.ones((n + 1, n + 1))
    A[:n, :n] = K if n == len(slope) else K[np.ix_(open_, open_)]
    A[np.arange(n), np.arange(n)] += ridge
    A[n, n] = 0
    right = np.empty(n + 1)
    right[:n] = slope[open_]
    if shut.any():
        right[:n] -= K[np.ix_(open_, np.flatnonzero(shut))] @ move[shut]
    right[n] = -move[shut].sum()
    try:
        found = np.asarray(np.linalg.solve(A, right)[:n], dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() else None
