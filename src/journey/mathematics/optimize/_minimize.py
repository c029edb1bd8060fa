"""One entrance to all methods, called as SciPy's."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import ArrayLike

from journey.mathematics.optimize._conjugate_gradient import minimize_cg
from journey.mathematics.optimize._gradient_descent import (
    minimize_gradient_descent,
    minimize_momentum,
)
from journey.mathematics.optimize._newton import minimize_newton
from journey.mathematics.optimize._objective import Fun, Hess, Jac
from journey.mathematics.optimize._quasi_newton import minimize_bfgs, minimize_lbfgs
from journey.mathematics.optimize._result import OptimizeResult
from journey.mathematics.optimize._run import Callback

__all__ = ["minimize"]

METHODS: dict[str, Callable[..., OptimizeResult]] = {
    "gradient-descent": minimize_gradient_descent,
    "momentum": minimize_momentum,
    "newton": minimize_newton,
    "bfgs": minimize_bfgs,
    "l-bfgs": minimize_lbfgs,
    "cg": minimize_cg,
}


def minimize(
    fun: Fun,
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    method: str = "BFGS",
    jac: Jac = None,
    hess: Hess = None,
    tol: float | None = None,
    callback: Callback = None,
    options: Mapping[str, Any] | None = None,
) -> OptimizeResult:
    """Minimise a function of several variables.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    args
        Passed on to `fun`, `jac` and `hess`.
    method
        `"gradient-descent"`, `"momentum"`, `"Newton"`, `"BFGS"`, `"L-BFGS"` or `"CG"`, in any case.
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    hess
        Hessian, for `"Newton"` and `"gradient-descent"`.
    tol
        Short for the option `gtol`.
    callback
        Called with a copy of `x` after each step; may raise `StopIteration`.
    options
        Settings of the method, such as `maxiter`, `return_all` or `learning_rate`: the keyword
        arguments of its own function.

    Returns
    -------
    OptimizeResult

    Raises
    ------
    ValueError
        If the method or an option is unknown, or an argument is malformed.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize, rosen, rosen_der
    >>> result = minimize(rosen, [-1.2, 1.0], method="L-BFGS", jac=rosen_der, tol=1e-8)
    >>> result.x.round(6), result.success
    (array([1., 1.]), True)
    """
    chosen = METHODS.get(method.lower() if isinstance(method, str) else "")
    if chosen is None:
        raise ValueError(f"method: expected one of {', '.join(METHODS)}, got {method!r}")
    settings = {"callback": callback, **(options or {})}
    if tol is not None:
        settings.setdefault("gtol", tol)
    known = inspect.signature(chosen).parameters
    if hess is not None:
        if "hess" not in known:
            raise ValueError(f"hess: the method {method!r} uses no Hessian")
        settings["hess"] = hess
    fixed = {"fun", "x0", "jac", "args"}
    if unknown := sorted((set(settings) - set(known)) | (set(settings) & fixed)):
        names = ", ".join(sorted(set(known) - fixed - {"hess", "callback"}))
        raise ValueError(f"options: {method!r} takes {names}; got {unknown[0]!r}")
    return chosen(fun, x0, jac, args=args, **settings)
