r"""Line searches: how far to go along a direction that leads downhill.

`backtracking` only asks for enough decrease. `line_search_wolfe` also asks that the slope has
flattened, which is what quasi-Newton and conjugate gradient methods need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize._objective import QUIET, Fun, Jac, Objective, check_x0
from journey.mathematics.optimize._result import Vector

__all__ = ["LineSearchResult", "backtracking", "line_search_wolfe"]

_EPS = float(np.finfo(float).eps)


@dataclass(eq=False)
class LineSearchResult:
    r"""Where a line search ended.

    Attributes
    ----------
    alpha : float
        Step length; 0 where no better point was found.
    x : ndarray of shape (n,)
        The point $x + \alpha p$.
    fun : float
        Value there.
    jac : ndarray of shape (n,) or None
        Gradient there; `None` after `backtracking`, which needs none.
    nfev, njev : int
        Evaluations of the function and its gradient, those at the start included.
    success : bool
        Whether the conditions hold at `alpha`.
    message : str
        The same in words.
    """

    alpha: float
    x: Vector
    fun: float
    jac: Vector | None
    nfev: int
    njev: int
    success: bool
    message: str


@dataclass(slots=True)
class Trial:
    """A point on the line: phi(alpha) = f(x + alpha p) and its slope phi'(alpha)."""

    alpha: float
    x: Vector
    f: float
    g: Vector
    slope: float


class Line:
    """The function along x + alpha p, with the bounds that both conditions set."""

    def __init__(
        self,
        objective: Objective,
        x: Vector,
        p: Vector,
        f: float,
        g: Vector,
        c1: float,
        c2: float = 0.9,
    ) -> None:
        self.objective, self.x, self.p = objective, x, p
        self.c1, self.c2 = c1, c2
        self.start = Trial(0.0, x, f, g, float(g @ p))
        # Near a minimum the decrease drowns in the rounding of f; then equal counts as lower.
        self.noise = 10 * _EPS * abs(f)

    def at(self, alpha: float) -> Trial:
        """Evaluate value and slope at a step length."""
        x = self.x + alpha * self.p
        f = self.objective.value(x)
        if not math.isfinite(f):
            return Trial(alpha, x, f, self.start.g, math.nan)
        g = self.objective.gradient(x)
        return Trial(alpha, x, f, g, float(g @ self.p))

    def decreases(self, alpha: float, f: float) -> bool:
        """Armijo's condition; false for anything that is not a number."""
        return f <= self.start.f + self.c1 * alpha * self.start.slope + self.noise

    def is_flat(self, trial: Trial) -> bool:
        """Return whether the slope has shrunk enough: the strong curvature condition."""
        return abs(trial.slope) <= -self.c2 * self.start.slope


def backtrack(line: Line, alpha: float, shrink: float, maxiter: int) -> tuple[float, Vector, float]:
    """Shorten the step until Armijo's condition holds; a step of 0 says that none was found."""
    for _ in range(maxiter):
        x = line.x + alpha * line.p
        f = line.objective.value(x)
        if math.isfinite(f) and line.decreases(alpha, f):
            return alpha, x, f
        alpha *= shrink
    return 0.0, line.x, line.start.f


def wolfe(line: Line, alpha: float, max_alpha: float = 1e10, maxiter: int = 40) -> Trial:
    """Bracket a step that meets both conditions, then close in on it (algorithm 3.5).

    Returns the accepted trial, or the best one so far where none was found: the caller asks
    `line.is_flat`. Its `alpha` is 0 where nothing was better than the start.
    """
    start = previous = line.start
    for _ in range(maxiter):
        trial = line.at(alpha)
        rises = previous.alpha > 0 and trial.f > previous.f + line.noise
        if not line.decreases(alpha, trial.f) or rises or not math.isfinite(trial.slope):
            return _zoom(line, previous, trial, maxiter)
        if line.is_flat(trial):
            return trial
        if trial.slope >= 0:
            return _zoom(line, trial, previous, maxiter)
        if alpha >= max_alpha or trial.f == -math.inf:
            return trial
        reach = alpha - previous.alpha
        further = _cubic_minimum(previous, trial)
        if not alpha + reach <= further <= alpha + 9 * reach:  # nor where it is not a number
            further = alpha + (9 * reach if further > alpha else 2 * reach)
        previous, alpha = trial, min(further, max_alpha)
    return previous if previous is not start else start


def _zoom(line: Line, low: Trial, high: Trial, maxiter: int) -> Trial:
    """Shrink an interval that holds a good step until a trial is one (algorithm 3.6).

    `low` is the end with the smaller value among those that decrease enough, and its slope points
    into the interval.
    """
    for _ in range(maxiter):
        left, width = min(low.alpha, high.alpha), abs(high.alpha - low.alpha)
        if width <= 4 * _EPS * max(low.alpha, high.alpha):
            break
        alpha = _cubic_minimum(low, high)
        if not left + 0.1 * width <= alpha <= left + 0.9 * width:
            inside = math.isfinite(alpha) and left <= alpha <= left + width
            # A minimum close to an end is taken at a tenth, so that the interval still shrinks.
            middle = left + width / 2
            alpha = min(max(alpha, left + 0.1 * width), left + 0.9 * width) if inside else middle
        trial = line.at(alpha)
        worse = trial.f > low.f + line.noise or not math.isfinite(trial.slope)
        if not line.decreases(alpha, trial.f) or worse:
            high = trial
            continue
        if line.is_flat(trial):
            return trial
        if trial.slope * (high.alpha - low.alpha) >= 0:
            high = low
        low = trial
    return low


def _cubic_minimum(a: Trial, b: Trial) -> float:
    """Return where the cubic through two values and slopes is smallest, or nan (equation 3.59)."""
    if not (math.isfinite(a.slope) and math.isfinite(b.slope)):
        return math.nan
    d1 = a.slope + b.slope - 3 * (a.f - b.f) / (a.alpha - b.alpha)
    square = d1 * d1 - a.slope * b.slope
    if not 0 <= square < math.inf:
        return math.nan
    d2 = math.copysign(math.sqrt(square), b.alpha - a.alpha)
    divisor = b.slope - a.slope + 2 * d2
    if divisor == 0:
        return math.nan
    return b.alpha - (b.alpha - a.alpha) * (b.slope + d2 - d1) / divisor


@QUIET
def backtracking(
    fun: Fun,
    jac: Jac,
    x: ArrayLike,
    p: ArrayLike,
    *,
    args: tuple[Any, ...] = (),
    alpha: float = 1.0,
    c1: float = 1e-4,
    shrink: float = 0.5,
    maxiter: int = 60,
) -> LineSearchResult:
    r"""Shorten a step until the function has decreased enough (Armijo's condition).

    Accepts the first of $\alpha, \rho\alpha, \rho^2\alpha, \dots$ with
    $f(x + \alpha p) \le f(x) + c_1 \alpha \nabla f(x)^\top p$, up to the rounding of $f$. Values
    that are not finite count as too high.

    Parameters
    ----------
    fun, jac, args
        Function, gradient (or `True`, or `None` for central differences), further arguments.
    x, p
        Where to start and the direction, shape (n,).
    alpha
        First step to try.
    c1
        Share of the decrease promised by the slope that is asked for.
    shrink
        Factor $\rho$ between two tries.
    maxiter
        Number of tries.

    Returns
    -------
    LineSearchResult

    Raises
    ------
    ValueError
        If `p` does not lead downhill, or a setting is out of its range.

    References
    ----------
    Armijo, L. (1966). Pacific Journal of Mathematics 16(1), 1-3.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 3.1.

    Examples
    --------
    >>> from journey.mathematics.optimize import backtracking
    >>> step = backtracking(lambda x: x @ x, lambda x: 2 * x, [3.0], [-6.0], alpha=4.0)
    >>> step.alpha, step.x
    (0.5, array([0.]))
    """
    if not 0 < shrink < 1:
        raise ValueError(f"shrink: expected a number between 0 and 1, got {shrink!r}")
    line = _public_line(fun, jac, x, p, args, alpha, c1, 0.9)
    found, point, f = backtrack(line, alpha, shrink, maxiter)
    return LineSearchResult(
        found,
        point,
        f,
        None,
        line.objective.nfev,
        line.objective.njev,
        found > 0,
        "The function decreased enough." if found else _nothing(maxiter),
    )


@QUIET
def line_search_wolfe(
    fun: Fun,
    jac: Jac,
    x: ArrayLike,
    p: ArrayLike,
    *,
    args: tuple[Any, ...] = (),
    alpha: float = 1.0,
    c1: float = 1e-4,
    c2: float = 0.9,
    max_alpha: float = 1e10,
    maxiter: int = 40,
) -> LineSearchResult:
    r"""Find a step that satisfies the strong Wolfe conditions.

    They are $f(x + \alpha p) \le f(x) + c_1 \alpha \nabla f(x)^\top p$ (enough decrease) and
    $|\nabla f(x + \alpha p)^\top p| \le c_2 |\nabla f(x)^\top p|$ (flat enough). Steps are
    extended until an interval must hold such a step, which is then narrowed by cubic
    interpolation.

    Parameters
    ----------
    fun, jac, args
        Function, gradient (or `True`, or `None` for central differences), further arguments.
    x, p
        Where to start and the direction, shape (n,).
    alpha
        First step to try.
    c1, c2
        Constants of the two conditions, $0 < c_1 < c_2 < 1$.
    max_alpha
        Longest step allowed.
    maxiter
        Number of tries while extending, and again while narrowing.

    Returns
    -------
    LineSearchResult
        Where `success` is false, `alpha` is the best step that decreased enough, or 0.

    Raises
    ------
    ValueError
        If `p` does not lead downhill, or a setting is out of its range.

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithms 3.5 and 3.6.

    Examples
    --------
    >>> from journey.mathematics.optimize import line_search_wolfe
    >>> step = line_search_wolfe(lambda x: x @ x, lambda x: 2 * x, [3.0], [-6.0], c2=0.1)
    >>> step.alpha, step.success
    (0.5, True)
    """
    if not 0 < c1 < c2 < 1:
        raise ValueError(f"c1, c2: expected 0 < c1 < c2 < 1, got c1 = {c1!r}, c2 = {c2!r}")
    if not max_alpha > 0:
        raise ValueError(f"max_alpha: expected a positive number, got {max_alpha!r}")
    line = _public_line(fun, jac, x, p, args, alpha, c1, c2)
    trial = wolfe(line, min(alpha, max_alpha), max_alpha, maxiter)
    success = trial.alpha > 0 and line.is_flat(trial)
    if success:
        message = "Both Wolfe conditions hold."
    elif trial.alpha >= max_alpha or trial.f == -math.inf:
        message = "The function still falls at max_alpha: it may have no lower bound."
    else:
        message = _nothing(maxiter)
    counts = line.objective.nfev, line.objective.njev
    return LineSearchResult(trial.alpha, trial.x, trial.f, trial.g, *counts, success, message)


def _nothing(maxiter: int) -> str:
    return (
        f"No such step found in {maxiter} tries: the gradient may be wrong (see check_grad), or "
        "the function is flat up to rounding."
    )


def _public_line(
    fun: Fun,
    jac: Jac,
    x: ArrayLike,
    p: ArrayLike,
    args: tuple[Any, ...],
    alpha: float,
    c1: float,
    c2: float,
) -> Line:
    if not 0 < alpha < math.inf:
        raise ValueError(f"alpha: expected a positive number, got {alpha!r}")
    if not 0 < c1 < 1:
        raise ValueError(f"c1: expected a number between 0 and 1, got {c1!r}")
    objective = Objective(fun, jac, args=args)
    start, direction = check_x0(x, "x"), check_x0(p, "p")
    if start.shape != direction.shape:
        raise ValueError(f"p: expected the shape of x, {start.shape}, got {direction.shape}")
    f = objective.value(start)
    g = objective.gradient(start)
    if not (math.isfinite(f) and np.isfinite(g).all()):
        raise ValueError("x: value or gradient is not finite there")
    line = Line(objective, start, direction, f, g, c1, c2)
    if line.start.slope >= 0:
        raise ValueError(
            f"p: expected a direction that leads downhill, got slope {line.start.slope:.4g}"
        )
    return line
