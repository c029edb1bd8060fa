# The idea: the nearest centre decides, so a cluster that has one already is
# rarely drawn again. The draw is a search in a sorted list: the running sums.
import numpy as np


def probabilities(X, centers):
    """Return how likely each sample is to be the next centre, (n,)."""
    squared = ((X[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)  # (n, k)
    nearest = squared.min(axis=1)
    total = nearest.sum()
    if total == 0:
        return np.full(len(X), 1 / len(X))
    return nearest / total


def draw(p, u):
    """Return the first place whose running sum is above u."""
    running = np.cumsum(p)
    place = np.searchsorted(running, u, side="right")  # behind sums equal to u
    last = int(np.flatnonzero(p)[-1])  # the sums may end just below 1
    return min(int(place), last)
