import numpy as np


def fill_one(X, i, j, k):
    """Return what to put into row i and column j, from the k nearest rows."""
    raise NotImplementedError
