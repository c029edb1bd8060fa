import numpy as np


def silhouette(X, labels, i):
    """Return (b - a) / max(a, b) of sample i."""
    distances = np.sqrt(((X - X[i]) ** 2).sum(axis=1))  # its own is 0
    raise NotImplementedError
