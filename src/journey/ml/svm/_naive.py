"""Sequential minimal optimisation as it is defined: the oracle of the fast solver."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["smo_naive"]


def smo_naive(
    K: ArrayLike, y: ArrayLike, C: float = 1.0, *, tol: float = 1e-3, max_iter: int = 100_000
) -> tuple[NDArray[np.float64], float]:
    r"""Solve the dual of a support vector classifier, two multipliers at a time.

    Parameters
    ----------
    K
        Kernel matrix of shape (n, n).
    y
        Labels of shape (n,), each 1 or -1, both present.
    C
        The largest value of a multiplier.
    tol
        The most by which two samples may disagree about the intercept.
    max_iter
        The most steps.

    Returns
    -------
    alpha : NDArray
        Multipliers of shape (n,).
    intercept : float
        The intercept $b$; the decision is $\sum_i \alpha_i y_i k(x_i, x) + b$.

    References
    ----------
    Platt, J. (1998). Sequential minimal optimization: a fast algorithm for training support vector
    machines. Microsoft Research MSR-TR-98-14.

    Keerthi, S. S., Shevade, S. K., Bhattacharyya, C., Murthy, K. R. K. (2001). Improvements to
    Platt's SMO algorithm for SVM classifier design. Neural Computation 13(3), 637-649.

    Examples
    --------
    >>> X = np.array([[0.0], [2.0], [5.0]])
    >>> smo_naive(X @ X.T, [-1, 1, 1], C=10.0)
    (array([0.5, 0.5, 0. ]), -1.0)
    """
    K, y = np.asarray(K, dtype=float), np.asarray(y, dtype=float)
    low, high = np.minimum(0, C * y), np.maximum(0, C * y)
    beta = np.zeros(len(y))  # beta = alpha y, whose sum stays 0
    for _ in range(max_iter):
        wanted = y - K @ beta  # the intercept that would put each sample on its margin
        i = np.where(beta < high, wanted, -np.inf).argmax()
        j = np.where(beta > low, wanted, np.inf).argmin()
        if wanted[i] - wanted[j] < tol:
            break
        curvature = max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
        step = min((wanted[i] - wanted[j]) / curvature, high[i] - beta[i], beta[j] - low[j])
        beta[i] = high[i] if step == high[i] - beta[i] else beta[i] + step
        beta[j] = low[j] if step == beta[j] - low[j] else beta[j] - step
    return np.abs(beta), float((wanted[i] + wanted[j]) / 2)
