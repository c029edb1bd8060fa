import numpy as np


def objective(w, X, y, C):
    z = X @ w
    return float((np.logaddexp(0, z) - y * z).sum() + w @ w / (2 * C))


def newton_step(w, X, y, C):
    """Return the weights after one Newton step, halved until f is no higher."""
    raise NotImplementedError
