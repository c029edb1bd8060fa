import numpy as np


def vote(X, y, query, k):
    """Return the label with the most votes of the k nearest, and its share."""
    squared = ((X - query) ** 2).sum(axis=1)  # (n,)
    raise NotImplementedError
