import numpy as np


def probabilities(X, centers):
    """Return the probability of each sample to become the next centre, shape (n,)."""
    raise NotImplementedError


def draw(p, u):
    """Return the first place whose running sum of probabilities is above u."""
    running = np.cumsum(p)
    raise NotImplementedError
