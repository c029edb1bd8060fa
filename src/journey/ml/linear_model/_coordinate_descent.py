r"""Lasso and elastic net by coordinate descent, with their paths.

Minimised is $\frac{1}{2n} \lVert y - X w \rVert^2 + \alpha \rho \lVert w \rVert_1 +
\frac{1}{2} \alpha (1 - \rho) \lVert w \rVert^2$, where $\rho$ is `l1_ratio`. What is solved is the
same problem in terms of $G = X^\top X / n$ and $q = X^\top y / n$. The solver is in `_enet_solver`,
the definition in `_naive`; estimators of one penalty are in `_lasso`.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.linear_model._base import Array
from journey.ml.linear_model._enet_solver import Problem, Solution
from journey.ml.utils import (
    check_array,
    check_integer,
    check_real,
    check_target,
    convergence_warning,
)

__all__ = ["enet_path", "lasso_path"]


def alpha_grid(problem: Problem, l1_ratio: float, eps: float, n_alphas: int) -> Array:
    """Return penalties from the smallest that leaves no coefficient down to eps times it."""
    if l1_ratio == 0:
        raise ValueError(
            "alphas: expected penalties, got None; without an l1 part (l1_ratio=0) no penalty is "
            "large enough to start from"
        )
    largest = float(np.abs(problem.q).max()) / l1_ratio
    if largest <= np.finfo(np.float64).tiny:
        return np.full(n_alphas, np.finfo(np.float64).resolution)
    return np.geomspace(largest, largest * eps, n_alphas)


def enet_path(
    X: ArrayLike,
    y: ArrayLike,
    *,
    l1_ratio: float = 0.5,
    eps: float = 1e-3,
    n_alphas: int = 100,
    alphas: ArrayLike | None = None,
    max_iter: int = 1000,
    tol: float = 1e-10,
) -> tuple[Array, Array, Array]:
    r"""Return elastic-net coefficients for a falling sequence of penalties.

    Each problem starts from the solution of the one before, which differs little. No intercept is
    fitted: centre X and y first. scikit-learn's other parameters have no counterpart.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    l1_ratio
        Share $\rho$ of the $\ell_1$ penalty, from 0 to 1. Default: 0.5.
    eps
        The smallest penalty as a share of the largest, where none are given. Default: 0.001.
    n_alphas
        How many penalties, where none are given. Default: 100.
    alphas
        The penalties, each at least 0; they are sorted, largest first. Default: from the smallest
        for which all coefficients are 0, $\lVert X^\top y \rVert_\infty / (n \rho)$, down.
    max_iter
        The most sweeps through the coordinates for one penalty. Default: 1000.
    tol
        A solution is accepted when its duality gap is at most tol times the mean square of y.
        Default: 1e-10, far below scikit-learn's 1e-4, since it costs little here.

    Returns
    -------
    alphas : NDArray
        The penalties, of shape (n_alphas,), falling.
    coefs : NDArray
        Coefficients of shape (n_features, n_alphas).
    dual_gaps : NDArray
        Bounds on how far each objective is above its minimum, of shape (n_alphas,).

    Raises
    ------
    ValueError
        If a parameter or the data is malformed.

    Warns
    -----
    ConvergenceWarning
        If a problem's gap is still above the tolerance after `max_iter` sweeps.

    References
    ----------
    Friedman, J., Hastie, T., Tibshirani, R. (2010). Regularization paths for generalized linear
    models via coordinate descent. Journal of Statistical Software 33(1), section 2.

    Examples
    --------
    >>> alphas, coefs, gaps = enet_path([[1.0], [1.0]], [3.0, 3.0], l1_ratio=1.0, alphas=[1, 2])
    >>> alphas, coefs
    (array([2., 1.]), array([[1., 2.]]))
    """
    table = check_array(X).astype(np.float64, copy=False)
    target = check_target(y, len(table))
    ratio = check_ratio(l1_ratio)
    problem = Problem(table, target, float(len(table)))
    if alphas is None:
        share = check_real("eps", eps, 0)
        if not 0 < share < 1:
            raise ValueError(f"eps: expected a share between 0 and 1, got {eps}")
        grid = alpha_grid(problem, ratio, share, check_integer("n_alphas", n_alphas, 1))
    else:
        given = np.atleast_1d(np.asarray(alphas, dtype=np.float64))
        if given.ndim != 1 or not np.isfinite(given).all() or (given < 0).any():
            raise ValueError(f"alphas: expected finite numbers of at least 0, got {alphas}")
        grid = np.sort(given)[::-1]
    rounds, small = check_integer("max_iter", max_iter, 1), check_real("tol", tol, 0)
    w = np.zeros(table.shape[1])
    found = []
    for alpha in grid:
        solution = solve(problem, float(alpha), ratio, w, rounds, small)
        w = solution.w
        found.append(solution)
    return grid, np.array([s.w for s in found]).T, np.array([s.gap for s in found])


def lasso_path(X: ArrayLike, y: ArrayLike, **options: Any) -> tuple[Array, Array, Array]:
    """Return lasso coefficients for a falling sequence of penalties.

    [enet_path][journey.ml.linear_model.enet_path] with an l1_ratio of 1.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), centred.
    y
        Targets of shape (n_samples,), centred.
    **options
        `eps`, `n_alphas`, `alphas`, `max_iter` and `tol`, as there.

    Returns
    -------
    alphas : NDArray
        The penalties, of shape (n_alphas,), falling.
    coefs : NDArray
        Coefficients of shape (n_features, n_alphas).
    dual_gaps : NDArray
        Bounds on how far each objective is above its minimum.

    References
    ----------
    Tibshirani, R. (1996). Regression shrinkage and selection via the lasso. Journal of the Royal
    Statistical Society B 58(1), 267-288.

    Examples
    --------
    >>> lasso_path([[1.0], [1.0]], [3.0, 3.0], alphas=[5.0, 1.0])[1]
    array([[0., 2.]])
    """
    return enet_path(X, y, l1_ratio=1.0, **options)


def check_ratio(l1_ratio: object) -> float:
    """Return the share of the l1 penalty, or say what is wrong with it."""
    ratio = check_real("l1_ratio", l1_ratio, 0)
    if ratio > 1:
        raise ValueError(f"l1_ratio: expected a number from 0 to 1, got {l1_ratio}")
    return ratio


def solve(
    problem: Problem, alpha: float, ratio: float, w: Array, max_iter: int, tol: float
) -> Solution:
    """Solve one problem and warn where the tolerance was not reached."""
    solution = problem.solve(alpha * ratio, alpha * (1 - ratio), w, max_iter, tol)
    if not solution.converged:
        warnings.warn(
            f"Objective did not converge within max_iter={max_iter} sweeps: the duality gap is "
            f"{solution.gap:.3g}, tolerated is {problem.scale * tol:.3g}. Increase max_iter, "
            "scale the features or penalise more.",
            convergence_warning(),
            stacklevel=3,
        )
    return solution
