"""The definition of coordinate descent for the elastic net, which the fast solver is held to."""

from __future__ import annotations

import numpy as np

from journey.ml.linear_model._base import Array

__all__ = ["coordinate_descent_naive", "soft_threshold"]


def soft_threshold(z: float, threshold: float) -> float:
    """Return z moved towards zero by a threshold, and zero if it is not farther away than that.

    The minimiser of $(w - z)^2 / 2 + t |w|$.

    Parameters
    ----------
    z
        A number.
    threshold
        How far it is moved, at least 0.

    Returns
    -------
    float
        The number nearer to zero.

    Examples
    --------
    >>> soft_threshold(3.0, 1.0), soft_threshold(-3.0, 1.0), soft_threshold(0.5, 1.0)
    (2.0, -2.0, 0.0)
    """
    return float(np.sign(z) * max(abs(z) - threshold, 0.0))


def coordinate_descent_naive(
    X: Array, y: Array, alpha: float, l1_ratio: float = 1.0, n_sweeps: int = 1000
) -> Array:
    """Return elastic-net coefficients by plain coordinate descent on the residual.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), centred, no column all zero.
    y
        Targets of shape (n_samples,), centred.
    alpha
        Strength of the penalty.
    l1_ratio
        Share of the l1 penalty. Default: 1, the lasso.
    n_sweeps
        How often each coordinate is minimised in turn. Default: 1000.

    Returns
    -------
    NDArray
        Coefficients of shape (n_features,).

    References
    ----------
    Friedman, J., Hastie, T., Tibshirani, R. (2010). Regularization paths for generalized linear
    models via coordinate descent. Journal of Statistical Software 33(1), equation 5.

    Examples
    --------
    >>> import numpy as np
    >>> coordinate_descent_naive(np.array([[1.0], [-1.0]]), np.array([3.0, -3.0]), alpha=1.0)
    array([2.])
    """
    n = len(y)
    w = np.zeros(X.shape[1])
    for _ in range(n_sweeps):
        for j in range(X.shape[1]):
            x = X[:, j]
            rest = y - X @ w + x * w[j]  # what the other features leave
            z, curvature = x @ rest / n, x @ x / n
            w[j] = soft_threshold(z, alpha * l1_ratio) / (curvature + alpha * (1 - l1_ratio))
    return w
