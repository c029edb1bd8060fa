# The idea: the right singular vectors of the centred rows are the directions
# of the cloud, and squared singular values are its variances along them.
import numpy as np


def shadow(X, k):
    """Return coordinates, rebuilt rows and the share of the variance kept."""
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    points = (X - mean) @ Vt[:k].T
    return points, points @ Vt[:k] + mean, (s[:k] ** 2).sum() / (s**2).sum()
