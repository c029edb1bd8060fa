# The idea: a gradient step on the smooth part, then the proximal operator of
# the other, with the same step length in both.
import numpy as np


def soft(v, t):
    """Return the entries of v, moved by t towards 0 and stopped there."""
    return np.sign(v) * np.maximum(np.abs(v) - t, 0.0)


def lasso(X, y, alpha, steps):
    """Return the weights after so many steps of ISTA from 0."""
    n = len(X)
    L = np.linalg.eigvalsh(X.T @ X / n)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        gradient = X.T @ (X @ w - y) / n
        w = soft(w - gradient / L, alpha / L)
    return w
