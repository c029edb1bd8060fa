r"""The dual of support vector machines, by pairs of variables and by Newton steps.

With $\beta_i = \alpha_i y_i$ the signs of the labels vanish. Classification and regression are then
one problem: minimise $\frac12 \beta^\top K \beta - t^\top \beta + \epsilon \lVert\beta\rVert_1$
with $\sum_i \beta_i = 0$ and $l_i \le \beta_i \le h_i$. For a classifier t holds the labels,
epsilon is 0, and one of each pair of bounds is 0; for a regressor t holds the targets and the
bounds are -C and C.

Pairs are chosen by second-order information (Fan, Chen and Lin 2005). A pair costs a dozen calls
of NumPy, whatever the number of samples; so after a burst of pairs all variables between their
bounds are solved for at once (`_newton`). Estimators are not here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journey.ml.svm._kernels import Gram
from journey.ml.svm._newton import newton

__all__ = ["Problem", "State", "solve"]

Array = NDArray[np.float64]
TAU = 1e-12  # stands in for a curvature that is not positive
BURST, LARGEST = 100, 1000


@dataclass(frozen=True)
class Problem:
    """What is minimised: the kernel, the linear term, the kink's height, the bounds."""

    gram: Gram
    target: Array
    low: Array
    high: Array
    epsilon: float = 0.0


@dataclass
class State:
    """Where the solver is: variables, and for each sample the intercept that it wants."""

    beta: Array
    wanted: Array  # t - K beta
    steps: int = 0
    gap: float = np.inf
    intercept: float = 0.0


def slopes(problem: Problem, state: State) -> Array:
    """Return how the objective falls when each variable rises, and when it sinks, as two rows.

    A variable that cannot rise has -inf in the first row, one that cannot sink inf in the second.
    At the optimum no entry of the first row is above one of the second.
    """
    beta, epsilon = state.beta, problem.epsilon
    up = state.wanted - np.where(beta >= 0, epsilon, -epsilon)
    down = state.wanted - np.where(beta > 0, epsilon, -epsilon)
    return np.array(
        [
            np.where(beta < problem.high, up, -np.inf),
            np.where(beta > problem.low, down, np.inf),
        ]
    )


def pairs(problem: Problem, state: State, curvatures: dict[int, Array], tol: float, n: int) -> bool:
    """Take at most n steps, each along one pair of variables; return whether the optimum is met."""
    gram, epsilon = problem.gram, problem.epsilon
    both = slopes(problem, state)
    rising, sinking = both
    beta, low, high = state.beta.tolist(), problem.low.tolist(), problem.high.tolist()
    gains, change = np.empty(len(beta)), np.empty(len(beta))
    done = False
    for _ in range(n):
        i = int(rising.argmax())
        np.subtract(rising.item(i), sinking, out=gains)
        np.maximum(gains, 0, out=gains)
        row = gram.row(i)
        inverse = curvatures.get(i)
        if inverse is None:
            inverse = 1 / np.maximum(gram.diagonal[i] + gram.diagonal - 2 * row, TAU)
            if len(curvatures) * len(beta) > 1e7:
                curvatures.clear()
            curvatures[i] = inverse
        np.multiply(gains, gains, out=change)
        np.multiply(change, inverse, out=change)
        j = int(change.argmax())  # the largest fall of the objective among pairs with i
        violation = gains.item(j)
        if violation < tol and gains.max() < tol:
            done = True
            break
        first, second = beta[i], beta[j]
        top = high[i] if first >= 0 or not epsilon else 0.0
        bottom = low[j] if second <= 0 or not epsilon else 0.0
        step = violation * inverse.item(j)
        up, down = top - first, second - bottom
        step = min(step, up, down)
        np.subtract(row, gram.row(j), out=change)
        change *= step
        np.subtract(both, change, out=both)
        beta[i] = top if step == up else first + step
        beta[j] = bottom if step == down else second - step
        _mend(
            both,
            i,
            rising.item(i) + (epsilon if first >= 0 else -epsilon),
            beta,
            low,
            high,
            epsilon,
        )
        _mend(
            both,
            j,
            sinking.item(j) + (epsilon if second > 0 else -epsilon),
            beta,
            low,
            high,
            epsilon,
        )
        state.steps += 1
    state.beta = np.array(beta)
    state.wanted = np.where(
        state.beta < problem.high,
        rising + np.where(state.beta >= 0, epsilon, -epsilon),
        sinking + np.where(state.beta > 0, epsilon, -epsilon),
    )
    return done


def _mend(
    both: Array,
    i: int,
    wanted: float,
    beta: list[float],
    low: list[float],
    high: list[float],
    epsilon: float,
) -> None:
    # The two variables that moved may have reached or left a bound or the kink at 0.
    value = beta[i]
    up = wanted - (epsilon if value >= 0 else -epsilon)
    down = wanted - (epsilon if value > 0 else -epsilon)
    both[0, i] = up if value < high[i] else -np.inf
    both[1, i] = down if value > low[i] else np.inf


def solve(problem: Problem, tol: float, max_steps: int, start: Array | None = None) -> State:
    """Minimise until no two slopes disagree by tol.

    Parameters
    ----------
    problem
        What is minimised.
    tol
        The most that a slope upwards may be above a slope downwards.
    max_steps
        The most pairs.
    start
        Variables to start from, feasible. Default: zeros.
    """
    size = len(problem.target)
    if start is None:
        state = State(np.zeros(size), problem.target.copy())
    else:
        used = np.flatnonzero(start)
        wanted = problem.target.copy()
        for first in range(0, len(used), LARGEST):  # never more rows at once than a Newton step has
            part = used[first : first + LARGEST]
            wanted -= start[part] @ problem.gram.rows(part)
        state = State(start.copy(), wanted)
    curvatures: dict[int, Array] = {}
    burst, patience = BURST, 1
    while state.steps < max_steps:
        n = min(burst * patience, max_steps - state.steps)
        if pairs(problem, state, curvatures, tol, n):
            break
        free = np.flatnonzero(
            (state.beta > problem.low)
            & (state.beta < problem.high)
            & ((state.beta != 0) | (problem.epsilon == 0))
        )
        # A burst costs about what the Newton step after it costs; where that fails, wait longer.
        burst = max(BURST, len(free) ** 3 // 400_000)
        if 2 <= len(free) <= LARGEST:
            better = newton(problem, state, free)
            patience = 1 if better else min(2 * patience, 1024)
    _finish(problem, state)
    return state


def _finish(problem: Problem, state: State) -> None:
    rising, sinking = slopes(problem, state)
    largest, least = float(rising.max()), float(sinking.min())
    state.gap = max(0.0, largest - least)
    free = (state.beta > problem.low) & (state.beta < problem.high)
    if problem.epsilon:
        free &= state.beta != 0
    if free.any():
        state.intercept = float(np.mean(rising[free]))
    else:
        ends = [end for end in (largest, least) if np.isfinite(end)]
        state.intercept = float(np.mean(ends)) if ends else 0.0
