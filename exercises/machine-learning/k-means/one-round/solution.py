# The idea: with a new axis, all differences are one array of shape (n, k, d),
# whose squares are summed over the features. The naive double loop is as right,
# and slower.
import numpy as np


def one_round(X, centers):
    """Return each sample's nearest centre, and the centres moved."""
    squared = ((X[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)  # (n, k)
    labels = squared.argmin(axis=1)
    new_centers = np.array(centers, dtype=float)
    for j in range(len(centers)):
        if (labels == j).any():
            new_centers[j] = X[labels == j].mean(axis=0)
    return labels, new_centers
