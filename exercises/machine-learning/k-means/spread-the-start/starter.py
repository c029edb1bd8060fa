import numpy as np


def probabilities(X, centers):
    """Return how likely each sample is to be the next centre, (n,)."""
    raise NotImplementedError


def draw(p, u):
    """Return the first place whose running sum is above u."""
    running = np.cumsum(p)
    raise NotImplementedError
