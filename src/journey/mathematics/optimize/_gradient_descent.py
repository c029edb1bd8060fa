"""Gradient descent and momentum: methods that follow the gradient and nothing else.

Nesterov's variant and those with a step per parameter (AdaGrad, Adam) are not here.
"""

from __future__ import annotations

import math
from typing import Any, Literal

from numpy.typing import ArrayLike

from journey.mathematics.optimize import _result as status
from journey.mathematics.optimize._line_search import Line, backtrack
from journey.mathematics.optimize._objective import QUIET, Fun, Hess, Jac
from journey.mathematics.optimize._result import OptimizeResult, Vector
from journey.mathematics.optimize._run import Callback, Run, first_step

__all__ = ["minimize_gradient_descent", "minimize_momentum"]


@QUIET
def minimize_gradient_descent(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    *,
    args: tuple[Any, ...] = (),
    hess: Hess = None,
    learning_rate: float | Literal["backtracking", "exact"] = "backtracking",
    gtol: float = 1e-5,
    maxiter: int = 10_000,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Step against the gradient: $x_{k+1} = x_k - \eta \nabla f(x_k)$.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    args
        Passed on to `fun`, `jac` and `hess`.
    hess
        Hessian, used by `learning_rate="exact"`; `None` for differences of the gradient.
    learning_rate
        A number $\eta$ is used as it is: too large, and the iterates diverge, which is reported.
        `"backtracking"` searches for a step at each iterate, first trying twice the last one.
        `"exact"` goes to the minimum of the second-order model along the gradient,
        $\eta = g^\top g / g^\top H g$, which on a quadratic is the exact line search.
    gtol
        Stop when no entry of the gradient is larger.
    maxiter
        Most steps.
    callback
        Called with a copy of `x` after each step; may raise `StopIteration`.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult

    Raises
    ------
    ValueError
        If an argument is out of its range, or function or gradient are not finite at `x0`.

    References
    ----------
    Cauchy, A. (1847). Comptes rendus de l'Académie des sciences 25, 536-538.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., section 3.3.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize_gradient_descent
    >>> minimize_gradient_descent(lambda x: x @ x, [4.0], learning_rate=0.25, maxiter=3).x
    array([0.5])
    """
    if learning_rate not in ("backtracking", "exact"):
        _check_rate(learning_rate)
    run = Run(
        fun,
        x0,
        jac,
        hess=hess,
        args=args,
        gtol=gtol,
        maxiter=maxiter,
        callback=callback,
        return_all=return_all,
    )
    x, f, g = run.start()
    eta = first_step(g) / 2
    while run.continues(x, f, g):
        if learning_rate == "backtracking":
            line = Line(run.objective, x, -g, f, g, c1=1e-4)
            eta, x, f = backtrack(line, 2 * eta, shrink=0.5, maxiter=60)
            if eta == 0:
                run.stop(status.NO_STEP, no_step(g))
                break
        else:
            eta = _exact(run, x, g) if learning_rate == "exact" else float(learning_rate)
            if not eta > 0:
                run.stop(status.NO_STEP, "The curvature along the gradient is not positive.")
                break
            x = x - eta * g
            f = run.objective.value(x)
        g = run.objective.gradient(x)
    return run.result()


@QUIET
def minimize_momentum(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    *,
    learning_rate: float,
    momentum: float = 0.9,
    args: tuple[Any, ...] = (),
    gtol: float = 1e-5,
    maxiter: int = 10_000,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Gradient descent that keeps a share of its last step (the heavy ball).

    $v_{k+1} = \beta v_k - \eta \nabla f(x_k)$ and $x_{k+1} = x_k + v_{k+1}$. On a quadratic with
    eigenvalues between $\mu$ and $L$, the best settings are
    $\eta = 4 / (\sqrt L + \sqrt \mu)^2$ and
    $\beta = ((\sqrt L - \sqrt \mu) / (\sqrt L + \sqrt \mu))^2$.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    learning_rate
        The step $\eta$.
    momentum
        The share $\beta$, at least 0 and below 1.
    args
        Passed on to `fun` and `jac`.
    gtol
        Stop when no entry of the gradient is larger.
    maxiter
        Most steps.
    callback
        Called with a copy of `x` after each step; may raise `StopIteration`.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult

    Raises
    ------
    ValueError
        If an argument is out of its range, or function or gradient are not finite at `x0`.

    References
    ----------
    Polyak, B. T. (1964). USSR Computational Mathematics and Mathematical Physics 4(5), 1-17.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize_momentum
    >>> path = minimize_momentum(
    ...     lambda x: x @ x, [4.0], lambda x: 2 * x,
    ...     learning_rate=0.125, momentum=0.5, maxiter=3, return_all=True,
    ... ).allvecs
    >>> path.ravel().tolist()
    [4.0, 3.0, 1.75, 0.6875]
    """
    _check_rate(learning_rate)
    if not 0 <= momentum < 1:
        raise ValueError(f"momentum: expected a number from 0 to below 1, got {momentum!r}")
    run = Run(
        fun,
        x0,
        jac,
        args=args,
        gtol=gtol,
        maxiter=maxiter,
        callback=callback,
        return_all=return_all,
    )
    x, f, g = run.start()
    v = 0 * x
    while run.continues(x, f, g):
        v = momentum * v - learning_rate * g
        x = x + v
        f = run.objective.value(x)
        g = run.objective.gradient(x)
    return run.result()


def no_step(g: Vector) -> str:
    """Return the message of a search that found nothing better."""
    return (
        f"No step lowers the function, though the gradient is as large as {abs(g).max():.3g}: "
        "rounding, or a wrong gradient (see check_grad)."
    )


def _exact(run: Run, x: Vector, g: Vector) -> float:
    curvature = float(g @ run.objective.hessian(x) @ g)
    return float(g @ g) / curvature if curvature > 0 else 0.0


def _check_rate(learning_rate: Any) -> None:
    try:
        good = 0 < learning_rate < math.inf
    except TypeError:
        good = False
    if not good:
        raise ValueError(f"learning_rate: expected a positive number, got {learning_rate!r}")
