# The idea: one row of distances holds all that is needed. It is summed over
# each cluster; the own one has one neighbour fewer than it has samples.
import numpy as np


def silhouette(X, labels, i):
    """Return (b - a) / max(a, b) of sample i."""
    distances = np.sqrt(((X - X[i]) ** 2).sum(axis=1))  # its own is 0
    own = labels == labels[i]
    neighbours = own.sum() - 1
    if neighbours == 0:
        return 0.0
    a = distances[own].sum() / neighbours  # its own distance adds 0
    b = min(distances[labels == other].mean() for other in np.unique(labels[~own]))
    larger = max(a, b)
    return float((b - a) / larger) if larger > 0 else 0.0
