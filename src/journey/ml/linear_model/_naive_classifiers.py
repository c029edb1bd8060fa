"""The definitions that the fast classifiers are held to: Newton's method, and descent by sample."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from journey.ml.linear_model._base import Array

__all__ = ["logistic_newton_naive", "sgd_naive"]


def logistic_newton_naive(X: Array, y: Array, C: float = 1.0, n_iter: int = 10) -> Array:
    r"""Return the coefficients of a logistic regression after plain Newton steps from zero.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Zeros and ones, of shape (n_samples,).
    C
        Inverse of the strength of the penalty. Default: 1.
    n_iter
        Number of steps. Default: 10.

    Returns
    -------
    NDArray
        Coefficients of shape (n_features + 1,), the intercept last.

    References
    ----------
    Hastie, T., Tibshirani, R., Friedman, J. (2009). The elements of statistical learning, 2nd
    edition, section 4.4.1.

    Examples
    --------
    >>> import numpy as np
    >>> logistic_newton_naive(np.array([[-1.0], [1.0]]), np.array([0.0, 1.0])).round(4)
    array([0.6748, 0.    ])
    """
    Z = np.column_stack([X, np.ones(len(X))])
    penalty = np.diag(np.append(np.ones(X.shape[1]), 0.0)) / C  # none for the intercept
    w = np.zeros(Z.shape[1])
    for _ in range(n_iter):
        p = 1 / (1 + np.exp(-Z @ w))
        gradient = Z.T @ (p - y) + penalty @ w
        hessian = Z.T @ np.diag(p * (1 - p)) @ Z + penalty
        w = w - np.linalg.solve(hessian, gradient)
    return w


def sgd_naive(
    X: Array,
    y: Array,
    slope: Callable[[float], float],
    rate: Callable[[int], float],
    alpha: float = 1e-4,
    n_epochs: int = 1,
) -> tuple[Array, float]:
    r"""Return weights and intercept after a step for each sample, in the order given.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Signs, -1 or 1, of shape (n_samples,).
    slope
        Derivative of the loss by the margin $y (w^\top x + b)$.
    rate
        The learning rate of step t = 1, 2, ...
    alpha
        Strength of the penalty $\frac{\alpha}{2} \lVert w \rVert^2$. Default: 1e-4.
    n_epochs
        How often all samples are seen. Default: once.

    Returns
    -------
    tuple
        Weights of shape (n_features,), and the intercept.

    References
    ----------
    Bottou, L. (2012). Stochastic gradient descent tricks. In: Neural networks: tricks of the
    trade, 2nd edition, Springer, section 5.1.

    Examples
    --------
    >>> import numpy as np
    >>> hinge = lambda margin: -1.0 if margin <= 1 else 0.0
    >>> sgd_naive(np.array([[1.0], [-1.0]]), [1, -1], hinge, lambda t: 0.5, alpha=0.0)
    (array([1.]), 0.0)
    """
    w, b, t = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(n_epochs):
        for x, sign in zip(X, y, strict=True):
            t += 1
            pull = sign * slope(float(sign * (x @ w + b)))
            w = (1 - rate(t) * alpha) * w - rate(t) * pull * x
            b -= rate(t) * float(pull)
    return w, b
