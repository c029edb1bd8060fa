# The idea: the residual is kept up to date, so that each coefficient costs one
# pass over its own column. The threshold gives zeros that are exactly zero.
import numpy as np


def lasso(X, y, alpha, sweeps):
    """Return the coefficients after some sweeps of coordinate descent from zero."""
    n, d = X.shape
    w = np.zeros(d)
    r = np.array(y, dtype=float)
    for _ in range(sweeps):
        for j in range(d):
            x, old = X[:, j], w[j]
            curvature = x @ x / n
            if curvature == 0:
                continue
            z = x @ r / n + curvature * old
            w[j] = np.sign(z) * max(abs(z) - alpha, 0.0) / curvature
            r -= x * (w[j] - old)
    return w
