r"""Gradient descent on least squares that is stopped before it has converged.

From zero, with rate $\eta$ on $\lVert y - X w \rVert^2 / (2n)$, step $t$ has shrunk what least
squares finds along a singular vector by $1 - (1 - \eta s^2 / n)^t$. Small singular values, where
noise is loud, come last. So the number of steps is a penalty, and stopping is regularization.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.linear_model._base import Array
from journey.ml.utils import check_array, check_integer, check_real, check_target

__all__ = ["EarlyStopping", "early_stopping", "gradient_descent_path"]


def gradient_descent_path(
    X: ArrayLike, y: ArrayLike, *, n_iter: int, learning_rate: float | None = None
) -> Array:
    """Return the coefficients after each step of gradient descent from zero.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), centred where an intercept is wanted.
    y
        Targets of shape (n_samples,).
    n_iter
        Number of steps, at least 1.
    learning_rate
        Step size, above 0. Default: 1 over the largest curvature, the largest rate at which no
        direction overshoots.

    Returns
    -------
    NDArray
        Coefficients of shape (n_iter + 1, n_features); the first row is zero.

    Raises
    ------
    ValueError
        If the data or a parameter is malformed, or the rate is 2 over the largest curvature or
        more, where the steps grow without bound.

    References
    ----------
    Yao, Y., Rosasco, L., Caponnetto, A. (2007). On early stopping in gradient descent learning.
    Constructive Approximation 26, section 2.

    Examples
    --------
    >>> gradient_descent_path([[1.0], [1.0]], [2.0, 2.0], n_iter=2, learning_rate=0.5)
    array([[0. ],
           [1. ],
           [1.5]])
    """
    table = check_array(X).astype(np.float64, copy=False)
    target = check_target(y, len(table))
    steps = check_integer("n_iter", n_iter, 1)
    n, rate = len(table), _rate(table, learning_rate)
    path = np.zeros((steps + 1, table.shape[1]))
    for t in range(steps):
        path[t + 1] = path[t] + rate / n * ((target - table @ path[t]) @ table)
    return path


@dataclass(frozen=True)
class EarlyStopping:
    """What [early_stopping][journey.ml.linear_model.early_stopping] found.

    Attributes
    ----------
    coef : NDArray
        Coefficients at the best step, of shape (n_features,).
    best_iter : int
        The step with the smallest validation error.
    n_iter : int
        Steps made before it was clear.
    validation_errors : NDArray
        Mean squared error on the validation samples after each step, the start first.

    Examples
    --------
    >>> from journey.ml.linear_model import early_stopping
    >>> early_stopping([[1.0]], [2.0], [[1.0]], [1.0], learning_rate=0.5).best_iter
    1
    """

    coef: Array
    best_iter: int
    n_iter: int
    validation_errors: Array


def early_stopping(
    X: ArrayLike,
    y: ArrayLike,
    X_validation: ArrayLike,
    y_validation: ArrayLike,
    *,
    learning_rate: float | None = None,
    max_iter: int = 10_000,
    patience: int = 10,
) -> EarlyStopping:
    """Descend until the validation error has not fallen for some steps, and go back to the best.

    Parameters
    ----------
    X, y
        Training samples of shape (n_samples, n_features) and their targets.
    X_validation, y_validation
        Samples that training does not see, with their targets.
    learning_rate
        As in [gradient_descent_path][journey.ml.linear_model.gradient_descent_path].
    max_iter
        The most steps. Default: 10,000.
    patience
        Steps without a new best after which it stops. Default: 10.

    Returns
    -------
    EarlyStopping
        Coefficients of the best step, which step that was, and the errors on the way.

    Raises
    ------
    ValueError
        If the data or a parameter is malformed.

    References
    ----------
    Prechelt, L. (1998). Early stopping - but when? In: Neural networks: tricks of the trade,
    Springer, section 2.1.

    Examples
    --------
    >>> found = early_stopping([[1.0]], [2.0], [[1.0]], [1.0], learning_rate=0.5)
    >>> found.coef, found.n_iter
    (array([1.]), 11)
    """
    held = check_array(X_validation, name="X_validation").astype(np.float64, copy=False)
    wanted = check_target(y_validation, len(held))
    limit = check_integer("max_iter", max_iter, 1)
    waits = check_integer("patience", patience, 1)
    table = check_array(X).astype(np.float64, copy=False)
    target = check_target(y, len(table))
    if held.shape[1] != table.shape[1]:
        raise ValueError(
            f"X_validation: expected {table.shape[1]} features as in X, got {held.shape[1]}"
        )
    n, rate = len(table), _rate(table, learning_rate)
    w = best = np.zeros(table.shape[1])
    errors = [float(np.mean((wanted - held @ w) ** 2))]
    best_iter = 0
    while len(errors) <= limit and len(errors) - 1 - best_iter < waits:
        w = w + rate / n * ((target - table @ w) @ table)
        errors.append(float(np.mean((wanted - held @ w) ** 2)))
        if errors[-1] < errors[best_iter]:
            best, best_iter = w, len(errors) - 1
    return EarlyStopping(best, best_iter, len(errors) - 1, np.array(errors))


def _rate(table: Array, learning_rate: float | None) -> float:
    curvature = float(np.linalg.norm(table, 2)) ** 2 / len(table)
    if learning_rate is None:
        return 1 / curvature if curvature > 0 else 1.0
    rate = check_real("learning_rate", learning_rate, 0)
    if rate == 0 or rate * curvature >= 2:
        raise ValueError(
            f"learning_rate: expected a number above 0 and below {2 / max(curvature, 1e-300):.3g}, "
            f"2 over the largest curvature, got {learning_rate}"
        )
    return rate
