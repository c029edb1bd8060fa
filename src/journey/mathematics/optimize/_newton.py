"""Newton's method, with and without the safeguard that keeps it going downhill."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize import _result as status
from journey.mathematics.optimize._gradient_descent import no_step
from journey.mathematics.optimize._line_search import Line, backtrack
from journey.mathematics.optimize._objective import QUIET, Fun, Hess, Jac
from journey.mathematics.optimize._result import Matrix, OptimizeResult, Vector
from journey.mathematics.optimize._run import Callback, Run

__all__ = ["minimize_newton"]


@QUIET
def minimize_newton(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    hess: Hess = None,
    *,
    safeguard: bool = True,
    args: tuple[Any, ...] = (),
    gtol: float = 1e-5,
    maxiter: int = 200,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Go to the minimum of the second-order model: $x_{k+1} = x_k - H^{-1} \nabla f(x_k)$.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    hess
        Hessian; `None` for central differences of the gradient.
    safeguard
        Shift the Hessian by a multiple of the identity where it is not positive definite, and
        shorten steps that do not decrease the function enough. Without it, the pure method runs
        to whatever stationary point its model points at, a maximum included.
    args
        Passed on to `fun`, `jac` and `hess`.
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
        With `status` 5, and no success, where the gradient vanishes but the Hessian has a
        negative eigenvalue.

    Raises
    ------
    ValueError
        If an argument is out of its range, or function or derivatives are malformed.

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithms 3.2 and 3.3.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize_newton, rosen, rosen_der, rosen_hess
    >>> result = minimize_newton(rosen, [-1.2, 1.0], rosen_der, rosen_hess)
    >>> result.x.round(6), result.success
    (array([1., 1.]), True)
    """
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
    while run.continues(x, f, g):
        H = run.objective.hessian(x)
        if not np.isfinite(H).all():
            run.stop(status.DIVERGED, f"The Hessian is not finite after step {run.nit}.")
            break
        if safeguard:
            p = -_solve_shifted(H, g)
            alpha, x, f = backtrack(Line(run.objective, x, p, f, g, c1=1e-4), 1.0, 0.5, 60)
            if alpha == 0:
                run.stop(status.NO_STEP, no_step(g))
                break
        else:
            try:
                x = x - np.linalg.solve(H, g)
            except np.linalg.LinAlgError:
                run.stop(status.NO_STEP, f"The Hessian is singular after step {run.nit}.")
                break
            f = run.objective.value(x)
        g = run.objective.gradient(x)
    if run.status == status.CONVERGED:
        _check_curvature(run)
    return run.result()


def _solve_shifted(H: Matrix, g: Vector) -> Vector:
    r"""Solve $(H + \tau I) p = g$ with the first $\tau$ of a growing list that makes it positive.

    A Cholesky factor exists exactly where all eigenvalues are positive, so trying is the test.
    """
    scale = max(float(np.abs(H).max()), np.finfo(float).tiny)
    smallest = float(H.diagonal().min())
    tau = 0.0 if smallest > 0 else 1e-3 * scale - smallest
    while True:
        try:
            lower = np.linalg.cholesky(H + tau * np.eye(g.size))
        except np.linalg.LinAlgError:
            tau = max(2 * tau, 1e-3 * scale)
        else:
            solution: Vector = np.linalg.solve(lower.T, np.linalg.solve(lower, g))
            return solution


def _check_curvature(run: Run) -> None:
    """Withdraw the success where the Hessian at the end shows a direction that leads down."""
    H = run.objective.hessian(run.x)
    if not np.isfinite(H).all():
        return
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -1e-6 * max(1.0, abs(eigenvalues[-1])):
        kind = "maximum" if eigenvalues[-1] < 0 else "saddle point"
        run.stop(
            status.NOT_A_MINIMUM,
            f"Stopped at a {kind}: the gradient vanishes, but the smallest eigenvalue of the "
            f"Hessian is {eigenvalues[0]:.4g}.",
        )
