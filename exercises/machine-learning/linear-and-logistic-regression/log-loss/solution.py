# The idea: with |z| split off, the only exponential is of a number that is not
# positive, so it cannot overflow, and log1p keeps what is small.
import numpy as np


def loss_and_gradient(w, X, y):
    """Return the mean log loss and its gradient, of shape (d,)."""
    z = X @ w
    small = np.exp(-np.abs(z))
    loss = np.maximum(z, 0) + np.log1p(small) - y * z
    p = np.where(z >= 0, 1, small) / (1 + small)
    return float(loss.mean()), X.T @ (p - y) / len(y)
