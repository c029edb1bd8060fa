"""Conjugate gradients: for linear systems, and for functions that are not quadratic."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize import _result as status
from journey.mathematics.optimize._gradient_descent import no_step
from journey.mathematics.optimize._line_search import Line, wolfe
from journey.mathematics.optimize._objective import QUIET, Fun, Jac, check_x0
from journey.mathematics.optimize._quasi_newton import check_wolfe
from journey.mathematics.optimize._result import OptimizeResult, Vector
from journey.mathematics.optimize._run import Callback, Run, first_step

__all__ = ["conjugate_gradient", "minimize_cg"]


def conjugate_gradient(
    A: ArrayLike | Callable[[Vector], Any],
    b: ArrayLike,
    x0: ArrayLike | None = None,
    *,
    rtol: float = 1e-5,
    atol: float = 0.0,
    maxiter: int | None = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Solve $A x = b$ for a symmetric positive definite $A$, without factorising it.

    The same as minimising $\frac12 x^\top A x - b^\top x$ along directions with
    $p_i^\top A p_j = 0$: in exact arithmetic $n$ steps suffice.

    Parameters
    ----------
    A
        Matrix of shape (n, n), or a function that returns $A v$ for a vector $v$.
    b
        Right-hand side, shape (n,).
    x0
        Starting point; zeros where it is not given.
    rtol, atol
        Stop when $\lVert A x - b \rVert \le \max(\text{rtol} \lVert b \rVert, \text{atol})$.
    maxiter
        Most steps; 10 n where it is not given, as in SciPy.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult
        `jac` is the gradient $A x - b$, `njev` the number of products with $A$. Where a direction
        with $p^\top A p \le 0$ shows up, $A$ is not positive definite: `status` is 5.

    Raises
    ------
    ValueError
        If shapes do not fit, `A` is not symmetric or not finite.

    References
    ----------
    Hestenes, M. R. and Stiefel, E. (1952). Journal of Research of the NBS 49(6), 409-436.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 5.2.

    Examples
    --------
    >>> from journey.mathematics.optimize import conjugate_gradient
    >>> result = conjugate_gradient([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0])
    >>> result.x.round(6), result.nit
    (array([0.090909, 0.636364]), 2)
    """
    target = check_x0(b, "b")
    multiply = _multiplier(A, target.size)
    x = np.zeros_like(target) if x0 is None else check_x0(x0)
    if x.shape != target.shape:
        raise ValueError(f"x0: expected shape {target.shape}, got {x.shape}")
    if not (rtol >= 0 and atol >= 0):
        raise ValueError(f"rtol, atol: expected at least 0, got {rtol!r} and {atol!r}")
    steps = 10 * target.size if maxiter is None else maxiter
    enough = max(rtol * float(np.linalg.norm(target)), atol)
    g = multiply(x) - target if x.any() else -target
    njev = int(x.any())
    p = -g
    gg = float(g @ g)
    path = [x]
    code, message = status.MAXITER, f"Stopped after maxiter = {steps} steps."
    nit = 0
    while True:
        if math.sqrt(gg) <= enough:
            code, message = status.CONVERGED, f"Converged: the residual is {math.sqrt(gg):.3g}."
        if math.sqrt(gg) <= enough or nit >= steps:
            break
        Ap = multiply(p)
        njev += 1
        curvature = float(p @ Ap)
        if not 0 < curvature < math.inf:
            code = status.NOT_A_MINIMUM
            message = f"A is not positive definite: p @ A @ p = {curvature:.4g} after step {nit}."
            break
        alpha = gg / curvature
        x = x + alpha * p
        g = g + alpha * Ap
        gg, before = float(g @ g), gg
        p = -g + (gg / before) * p
        nit += 1
        if return_all:
            path.append(x)
    # f = (x'Ax - 2 b'x) / 2, and Ax = g + b is known
    values = np.array([x @ (g - target) / 2])
    vectors = np.array(path) if return_all else None
    if vectors is not None:
        values = np.array([v @ (multiply(v) - 2 * target) / 2 for v in path])
    return OptimizeResult(
        x=x,
        fun=float(values[-1]),
        jac=g,
        nit=nit,
        nfev=0,
        njev=njev,
        success=code == status.CONVERGED,
        status=code,
        message=message,
        allvecs=vectors,
        allfuns=None if vectors is None else values,
    )


@QUIET
def minimize_cg(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    *,
    args: tuple[Any, ...] = (),
    gtol: float = 1e-5,
    maxiter: int | None = None,
    c1: float = 1e-4,
    c2: float = 0.2,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Conjugate gradients for any smooth function (Polak and Ribière, restarted).

    The direction is $p_{k+1} = -g_{k+1} + \beta p_k$ with
    $\beta = \max(0, g_{k+1}^\top (g_{k+1} - g_k) / g_k^\top g_k)$: on a quadratic, the linear
    method. Needs four vectors of memory. Where a direction does not lead downhill clearly, it
    starts again from the gradient.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    args
        Passed on to `fun` and `jac`.
    gtol
        Stop when no entry of the gradient is larger.
    maxiter
        Most steps; 200 n where it is not given, as in SciPy.
    c1, c2
        Constants of the Wolfe conditions. A small `c2` asks for a nearly exact search, without
        which directions lose their conjugacy; 0.1 costs half as many evaluations again on
        Rosenbrock's function in 10 dimensions.
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
    Polak, E. and Ribière, G. (1969). Revue française d'informatique et de recherche
    opérationnelle 3(16), 35-43.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., section 5.2.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize_cg, rosen, rosen_der
    >>> minimize_cg(rosen, [-1.2, 1.0], rosen_der).x.round(4)
    array([1., 1.])
    """
    check_wolfe(c1, c2)
    run = Run(
        fun,
        x0,
        jac,
        args=args,
        gtol=gtol,
        maxiter=200 * np.size(x0) if maxiter is None else maxiter,
        callback=callback,
        return_all=return_all,
    )
    x, f, g = run.start()
    p = -g
    alpha = first_step(g)
    while run.continues(x, f, g):
        step = wolfe(Line(run.objective, x, p, f, g, c1, c2), alpha)
        if step.alpha == 0:
            run.stop(status.NO_STEP, no_step(g))
            break
        beta = max(0.0, float(step.g @ (step.g - g)) / float(g @ g))
        old_slope = float(g @ p)
        x, f, g = step.x, step.f, step.g
        p = -g + beta * p
        if g @ p > -0.01 * float(g @ g):
            p = -g
        # Directions have no natural length here: expect the first-order change of the last step.
        alpha = step.alpha * min(10.0, old_slope / float(g @ p)) if g.any() else 1.0
    return run.result()


def _multiplier(A: Any, n: int) -> Callable[[Vector], Vector]:
    if callable(A):

        def multiply(v: Vector) -> Vector:
            product = np.asarray(A(v.copy()), dtype=np.float64)
            if product.shape != (n,):
                raise ValueError(f"A: expected to return shape ({n},), got {product.shape}")
            return product

        return multiply
    matrix = np.array(A, dtype=np.float64)
    if matrix.shape != (n, n):
        raise ValueError(f"A: expected shape ({n}, {n}) to fit b, got {matrix.shape}")
    if not np.isfinite(matrix).all():
        raise ValueError("A: expected finite numbers")
    if not np.allclose(matrix, matrix.T, rtol=1e-10, atol=1e-12 * np.abs(matrix).max()):
        raise ValueError("A: expected a symmetric matrix")
    return lambda v: np.asarray(matrix @ v)
