r"""Proximal gradient: minimise $f(x) + g(x)$, $f$ smooth, the proximal operator of $g$ known.

Projected gradient is the case in which $g$ is the indicator of a set. All share one loop; FISTA
differs from ISTA in where the gradient is taken. Convexity is assumed and not checked. Not here:
second-order methods, and constraints without a projection.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.convex._input import (
    Project,
    Prox,
    Vector,
    check_function,
    check_number,
    check_returned,
    check_vector,
)
from journey.mathematics.convex._proximal import prox_indicator
from journey.mathematics.optimize import OptimizeResult

__all__ = ["fista", "ista", "projected_gradient"]

Value = Callable[[Vector], Any]
Restart = Literal["gradient", "function"] | None

CONVERGED, MAXITER, NO_STEP, DIVERGED = 0, 1, 2, 3  # as in journey.mathematics.optimize
EPS = float(np.finfo(float).eps)


def projected_gradient(
    fun: Value,
    x0: ArrayLike,
    jac: Value,
    project: Project,
    *,
    learning_rate: float | None = None,
    gtol: float = 1e-8,
    maxiter: int = 10_000,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Minimise over a convex set: $x_{k+1} = \Pi(x_k - \eta \nabla f(x_k))$.

    Parameters
    ----------
    fun
        Convex, differentiable function of a vector of shape (n,).
    x0
        Starting point, shape (n,); it is projected first.
    jac
        Its gradient.
    project
        Projection onto the set, a function of a vector.
    learning_rate
        Step $\eta$, at most 1 over the Lipschitz constant of the gradient; found by backtracking
        where it is not given.
    gtol
        Stop when no entry of $(x - \Pi(x - \eta \nabla f(x))) / \eta$ is larger.
    maxiter
        Most steps.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult
        As of [ista][journey.mathematics.convex.ista].

    Raises
    ------
    ValueError
        If an argument is out of its range, or a function returns something malformed.

    References
    ----------
    Bertsekas, D. P. (2016). Nonlinear Programming, 3rd ed., section 3.3. Athena Scientific.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.convex import project_simplex, projected_gradient
    >>> target = np.array([0.5, 1.5, -1.0])
    >>> run = projected_gradient(lambda x: 0.5 * (x - target) @ (x - target), np.zeros(3),
    ...                          lambda x: x - target, project_simplex)
    >>> run.x, run.success
    (array([0., 1., 0.]), True)
    """
    check_function(project, "project")
    start = check_vector(x0, "x0")
    first = check_returned(project(start), "project", start)
    return _run(
        fun, first, jac, prox_indicator(project), None, learning_rate, gtol, maxiter, return_all,
        accelerated=False, restart=None,
    )  # fmt: skip


def ista(
    fun: Value,
    x0: ArrayLike,
    jac: Value,
    prox: Prox,
    *,
    g: Value | None = None,
    learning_rate: float | None = None,
    gtol: float = 1e-8,
    maxiter: int = 10_000,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Minimise $f + g$ by proximal gradient steps, one after the other.

    $x_{k+1} = \mathrm{prox}_{\eta g}(x_k - \eta \nabla f(x_k))$. With $\eta = 1/L$ the excess
    after $k$ steps is at most $L \lVert x_0 - x^\star \rVert^2 / 2k$.

    Parameters
    ----------
    fun
        Smooth part $f$, a function of a vector of shape (n,).
    x0
        Starting point, shape (n,).
    jac
        Gradient of `fun`.
    prox
        Function of a point and a step, such as [prox_l1][journey.mathematics.convex.prox_l1].
    g
        Value of the other part, only to report it; without it, `fun` and `allfuns` are $f$ alone.
    learning_rate
        Step $\eta$, at most 1 over the Lipschitz constant of the gradient; found by backtracking
        where it is not given.
    gtol
        Stop when no entry of $(x - \mathrm{prox}_{\eta g}(x - \eta \nabla f(x))) / \eta$ is larger.
    maxiter
        Most steps.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult
        As in SciPy; `jac` is the gradient of the smooth part. `status` 0 converged, 1 too many
        steps, 2 backtracking found no step, 3 diverged.

    Raises
    ------
    ValueError
        If an argument is out of its range, or a function returns something malformed.

    References
    ----------
    Beck, A. and Teboulle, M. (2009). A fast iterative shrinkage-thresholding algorithm for linear
    inverse problems. SIAM Journal on Imaging Sciences 2(1), section 3.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.convex import ista, prox_l1
    >>> b = np.array([3.0, 0.5])
    >>> ista(lambda x: 0.5 * (x - b) @ (x - b), np.zeros(2), lambda x: x - b, prox_l1).x
    array([2., 0.])
    """
    return _run(
        fun, x0, jac, prox, g, learning_rate, gtol, maxiter, return_all,
        accelerated=False, restart=None,
    )  # fmt: skip


def fista(
    fun: Value,
    x0: ArrayLike,
    jac: Value,
    prox: Prox,
    *,
    g: Value | None = None,
    learning_rate: float | None = None,
    restart: Restart = "gradient",
    gtol: float = 1e-8,
    maxiter: int = 10_000,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Minimise $f + g$ by accelerated proximal gradient steps, taken from beyond the last point.

    With $t_1 = 1$ and $t_{k+1} = (1 + \sqrt{1 + 4 t_k^2})/2$, the step is taken from
    $y_{k+1} = x_k + \frac{t_k - 1}{t_{k+1}} (x_k - x_{k-1})$. The excess after $k$ steps is at most
    $2 L \lVert x_0 - x^\star \rVert^2 / (k + 1)^2$ (without restarts).

    Parameters
    ----------
    fun
        Smooth part $f$, a function of a vector of shape (n,).
    x0
        Starting point, shape (n,).
    jac
        Gradient of `fun`.
    prox
        Function of a point and a step.
    g
        Value of the other part, only to report it and for `restart="function"`.
    learning_rate
        Step $\eta$, as of `ista`.
    restart
        When to forget the momentum: `"gradient"` where it points uphill, `"function"` where the
        value has risen, `None` never.
    gtol
        Stop when no entry of $(y - \mathrm{prox}_{\eta g}(y - \eta \nabla f(y))) / \eta$ is larger.
    maxiter
        Most steps.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult
        As of [ista][journey.mathematics.convex.ista].

    Raises
    ------
    ValueError
        If an argument is out of its range, or a function returns something malformed.

    References
    ----------
    Beck, A. and Teboulle, M. (2009). A fast iterative shrinkage-thresholding algorithm for linear
    inverse problems. SIAM Journal on Imaging Sciences 2(1), section 4.
    O'Donoghue, B. and Candès, E. (2015). Adaptive restart for accelerated gradient schemes.
    Foundations of Computational Mathematics 15, section 3.2.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.convex import fista, prox_l1
    >>> b = np.array([3.0, 0.5])
    >>> fista(lambda x: 0.5 * (x - b) @ (x - b), np.zeros(2), lambda x: x - b, prox_l1).x
    array([2., 0.])
    """
    if restart not in (None, "gradient", "function"):
        raise ValueError(f"restart: expected 'gradient', 'function' or None, got {restart!r}")
    if restart == "function" and g is None:
        raise ValueError("restart: 'function' compares values, expected g as well")
    return _run(
        fun, x0, jac, prox, g, learning_rate, gtol, maxiter, return_all,
        accelerated=True, restart=restart,
    )  # fmt: skip


def _run(
    fun: Value,
    x0: ArrayLike,
    jac: Value,
    prox: Prox,
    g: Value | None,
    learning_rate: float | None,
    gtol: float,
    maxiter: int,
    return_all: bool,
    *,
    accelerated: bool,
    restart: Restart,
) -> OptimizeResult:
    problem = _Problem(fun, jac, prox, g)
    start = check_vector(x0, "x0")
    fixed = learning_rate is not None
    step = (
        1.0 if learning_rate is None else check_number(learning_rate, "learning_rate", zero=False)
    )
    tolerance = check_number(gtol, "gtol", zero=True)
    if not isinstance(maxiter, (int, np.integer)) or maxiter < 1:
        raise ValueError(f"maxiter: expected a whole number >= 1, got {maxiter!r}")

    x, y, t = start, start.copy(), 1.0
    value = problem.smooth(x) + problem.other(x)
    path, values = [x], [value]
    status, nit = MAXITER, 0
    while nit < maxiter and status == MAXITER:
        gradient = problem.gradient(y)
        at_y = math.nan if fixed else problem.smooth(y)
        new = problem.near(y - step * gradient, step)
        smooth = problem.smooth(new)
        halvings = 0
        while not fixed and not _model_holds(smooth, at_y, gradient, new - y, step):
            if halvings == 40:  # a trillion times shorter: no curvature explains that
                status = NO_STEP
                break
            halvings += 1
            step /= 2
            new = problem.near(y - step * gradient, step)
            smooth = problem.smooth(new)
        if status == NO_STEP:
            break
        nit += 1
        new_value = smooth + problem.other(new)
        if not (np.isfinite(new).all() and math.isfinite(new_value)):
            status = DIVERGED  # the last finite point is returned
            break
        if float(np.abs(y - new).max()) <= tolerance * step:
            status = CONVERGED
        moved = new - x
        if accelerated and restart is not None:
            uphill = (y - new) @ moved > 0 if restart == "gradient" else new_value > value
            t = 1.0 if uphill else t
        later = (1 + math.sqrt(1 + 4 * t * t)) / 2 if accelerated else 1.0
        y = new + (t - 1) / later * moved  # for ISTA the factor is 0
        x, t, value = new, later, new_value
        if return_all:
            path.append(x)
            values.append(value)
    return OptimizeResult(
        x=x,
        fun=value,
        jac=problem.gradient(x),
        nit=nit,
        nfev=problem.nfev,
        njev=problem.njev,
        success=status == CONVERGED,
        status=status,
        message=_message(status, nit),
        allvecs=np.array(path) if return_all else None,
        allfuns=np.array(values) if return_all else None,
    )


class _Problem:
    """The caller's functions, counted and checked for what they return."""

    def __init__(self, fun: Value, jac: Value, prox: Prox, g: Value | None) -> None:
        for function, name in ((fun, "fun"), (jac, "jac"), (prox, "prox")):
            check_function(function, name)
        if g is not None:
            check_function(g, "g")
        self._fun, self._jac, self._prox, self._g = fun, jac, prox, g
        self.nfev = self.njev = 0

    def smooth(self, x: Vector) -> float:
        self.nfev += 1
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self._fun(x.copy()))

    def other(self, x: Vector) -> float:
        with np.errstate(over="ignore", invalid="ignore"):
            return 0.0 if self._g is None else float(self._g(x.copy()))

    def gradient(self, x: Vector) -> Vector:
        self.njev += 1
        with np.errstate(over="ignore", invalid="ignore"):
            return check_returned(self._jac(x.copy()), "jac", x)

    def near(self, v: Vector, step: float) -> Vector:
        if not np.isfinite(v).all():
            return v
        return check_returned(self._prox(v, step), "prox", v)


def _model_holds(new: float, old: float, gradient: Vector, moved: Vector, step: float) -> bool:
    """Whether f at the new point is below the parabola that touches it at the old one."""
    slack = 10 * EPS * max(abs(new), abs(old))  # near the end, both sides agree up to rounding
    bound = old + float(gradient @ moved) + float(moved @ moved) / (2 * step) + slack
    return new <= bound or not moved.any()


def _message(status: int, nit: int) -> str:
    return {
        CONVERGED: f"The prox-gradient step is within gtol of 0 after {nit} steps.",
        MAXITER: f"Stopped after maxiter = {nit} steps without reaching gtol.",
        NO_STEP: f"No step is short enough after {nit}: jac may not be the gradient of fun.",
        DIVERGED: f"Diverged in step {nit}: expected learning_rate <= 1/L, or convex functions.",
    }[status]
