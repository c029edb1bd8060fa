import numpy as np


def lasso(X, y, alpha, sweeps):
    """Return the coefficients after some sweeps of coordinate descent from zero."""
    n, d = X.shape
    w = np.zeros(d)
    # For each sweep, for each feature: what is left for it, thresholded.
    raise NotImplementedError
    return w
