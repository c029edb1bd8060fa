"""BFGS and L-BFGS: Newton's method with the Hessian learnt from the gradients on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize import _result as status
from journey.mathematics.optimize._gradient_descent import no_step
from journey.mathematics.optimize._line_search import Line, wolfe
from journey.mathematics.optimize._objective import QUIET, Fun, Jac
from journey.mathematics.optimize._result import Matrix, OptimizeResult, Vector
from journey.mathematics.optimize._run import Callback, Run, first_step

__all__ = ["bfgs_update", "lbfgs_product", "minimize_bfgs", "minimize_lbfgs"]


def bfgs_update(H_inv: Matrix, s: Vector, y: Vector) -> Matrix:
    r"""Update an inverse Hessian so that it explains the last step.

    The new matrix is $V^\top B^{-1} V + \rho s s^\top$ with $V = I - \rho y s^\top$ and
    $\rho = 1 / y^\top s$. It maps $y$ to $s$ (the secant equation), and stays symmetric and
    positive definite where $y^\top s > 0$. Multiplied out it takes $O(n^2)$ operations.

    Parameters
    ----------
    H_inv
        Inverse Hessian so far, shape (n, n), symmetric.
    s, y
        Step and change of the gradient, shape (n,).

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If $y^\top s$ is not positive: then no positive definite matrix maps $y$ to $s$.

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., equation 6.17.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optimize import bfgs_update
    >>> bfgs_update(np.eye(2), np.array([1.0, 0.0]), np.array([4.0, 0.0]))
    array([[0.25, 0.  ],
           [0.  , 1.  ]])
    """
    ys = float(y @ s)
    if not ys > 0:
        raise ValueError(f"s, y: expected y @ s to be positive, got {ys!r}")
    Hy = H_inv @ y
    cross = np.outer(Hy, s)
    return H_inv - (cross + cross.T) / ys + np.outer(s, s) * ((1 + y @ Hy / ys) / ys)


def lbfgs_product(g: Vector, pairs: Sequence[tuple[Vector, Vector]]) -> Vector:
    r"""Multiply a vector by the inverse Hessian that the last pairs imply (two-loop recursion).

    The same as applying [bfgs_update][journey.mathematics.optimize.bfgs_update] for each pair to
    $\gamma I$, with $\gamma = s^\top y / y^\top y$ of the newest pair, and multiplying by `g`;
    but the matrix is never formed: $4mn$ multiplications for $m$ pairs.

    Parameters
    ----------
    g
        Vector of shape (n,).
    pairs
        Pairs `(s, y)`, the oldest first.

    Returns
    -------
    ndarray of shape (n,)

    References
    ----------
    Nocedal, J. (1980). Mathematics of Computation 35(151), 773-782.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 7.4.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optimize import lbfgs_product
    >>> s, y = np.array([1.0, 0.0]), np.array([4.0, 0.0])
    >>> lbfgs_product(y, [(s, y)])  # the secant equation: y is mapped to s
    array([1., 0.])
    """
    q = g.astype(np.float64)
    weights = []
    for s, y in reversed(pairs):
        weight = (s @ q) / (y @ s)
        q -= weight * y
        weights.append(weight)
    if pairs:
        s, y = pairs[-1]
        q *= (s @ y) / (y @ y)
    for (s, y), weight in zip(pairs, reversed(weights), strict=True):
        q += s * (weight - (y @ q) / (y @ s))
    return q


@QUIET
def minimize_bfgs(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    *,
    args: tuple[Any, ...] = (),
    gtol: float = 1e-5,
    maxiter: int | None = None,
    c1: float = 1e-4,
    c2: float = 0.9,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""Newton's method with an inverse Hessian built from gradients (BFGS).

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
        Constants of the Wolfe conditions.
    callback
        Called with a copy of `x` after each step; may raise `StopIteration`.
    return_all
        Keep the path in `allvecs` and its values in `allfuns`.

    Returns
    -------
    OptimizeResult
        With the estimate of the inverse Hessian in `hess_inv`.

    Raises
    ------
    ValueError
        If an argument is out of its range, or function or gradient are not finite at `x0`.

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 6.1.

    Examples
    --------
    >>> from journey.mathematics.optimize import minimize_bfgs, rosen, rosen_der
    >>> minimize_bfgs(rosen, [-1.2, 1.0], rosen_der).x.round(6)
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
    # The identity is not scaled to the first pair: scaled to the steepest direction, it would make
    # the flat ones slow, and an ill-conditioned quadratic would cost three times the evaluations.
    H_inv = np.eye(x.size)
    alpha = first_step(g)
    while run.continues(x, f, g):
        step = wolfe(Line(run.objective, x, -(H_inv @ g), f, g, c1, c2), alpha)
        if step.alpha == 0:
            run.stop(status.NO_STEP, no_step(g))
            break
        s, y = step.x - x, step.g - g
        if is_curved(s, y):
            H_inv = bfgs_update(H_inv, s, y)
        # First try the step after which a quadratic would have fallen as much as in the last step
        # (Nocedal and Wright, equation 3.60); 1 wherever the model has the right length.
        slope = -float(step.g @ H_inv @ step.g)
        alpha = min(1.0, 2.02 * (step.f - f) / slope) if step.f < f and slope < 0 else 1.0
        x, f, g = step.x, step.f, step.g
    return run.result(hess_inv=H_inv)


@QUIET
def minimize_lbfgs(
    fun: Fun,
    x0: ArrayLike,
    jac: Jac = None,
    *,
    memory: int = 10,
    args: tuple[Any, ...] = (),
    gtol: float = 1e-5,
    maxiter: int = 15_000,
    c1: float = 1e-4,
    c2: float = 0.9,
    callback: Callback = None,
    return_all: bool = False,
) -> OptimizeResult:
    r"""BFGS that keeps the last pairs of vectors in place of a matrix.

    Stores $2mn$ numbers for `memory` $m$, where BFGS stores $n^2$. There are no bounds on `x` (the
    B in SciPy's L-BFGS-B), and no stop on a small change of `fun`: only a small gradient counts.

    Parameters
    ----------
    fun
        Function of a vector of shape (n,) that returns a number.
    x0
        Starting point, shape (n,).
    jac
        Gradient; `True` where `fun` returns value and gradient; `None` for central differences.
    memory
        Number of pairs kept (`maxcor` in SciPy).
    args
        Passed on to `fun` and `jac`.
    gtol
        Stop when no entry of the gradient is larger.
    maxiter
        Most steps.
    c1, c2
        Constants of the Wolfe conditions.
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
    Liu, D. C. and Nocedal, J. (1989). Mathematical Programming 45, 503-528.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 7.5.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optimize import minimize_lbfgs, rosen, rosen_der
    >>> minimize_lbfgs(rosen, np.zeros(100), rosen_der).fun < 1e-10
    True
    """
    check_wolfe(c1, c2)
    if not (isinstance(memory, int | np.integer) and memory >= 1):
        raise ValueError(f"memory: expected a whole number of at least 1, got {memory!r}")
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
    pairs: deque[tuple[Vector, Vector]] = deque(maxlen=int(memory))
    alpha = first_step(g)
    while run.continues(x, f, g):
        step = wolfe(Line(run.objective, x, -lbfgs_product(g, pairs), f, g, c1, c2), alpha)
        if step.alpha == 0:
            run.stop(status.NO_STEP, no_step(g))
            break
        s, y = step.x - x, step.g - g
        if is_curved(s, y):
            pairs.append((s, y))  # the oldest pair falls out
            alpha = 1.0
        x, f, g = step.x, step.f, step.g
    return run.result()


def is_curved(s: Vector, y: Vector) -> bool:
    """Return whether a pair shows positive curvature, beyond rounding.

    The Wolfe conditions promise it; a search that had to settle for less does not.
    """
    eps = float(np.finfo(float).eps)
    return float(y @ s) > eps * float(np.linalg.norm(y) * np.linalg.norm(s))


def check_wolfe(c1: float, c2: float) -> None:
    """Refuse constants for which a step need not exist."""
    if not 0 < c1 < c2 < 1:
        raise ValueError(f"c1, c2: expected 0 < c1 < c2 < 1, got c1 = {c1!r}, c2 = {c2!r}")
