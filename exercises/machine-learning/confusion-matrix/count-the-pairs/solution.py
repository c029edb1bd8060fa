# The idea: a pair of numbers below k is one number below k * k,
# and one pass counts numbers.
import numpy as np


def confusion(true, called, k, weight=None):
    """Return how often, or with what weight, each label was called each."""
    cells = np.asarray(true) * k + np.asarray(called)
    return np.bincount(cells, weights=weight, minlength=k * k).reshape(k, k)
