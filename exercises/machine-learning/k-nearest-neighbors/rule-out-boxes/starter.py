import numpy as np


def gap(low, high, q):
    """Return the squared distance from the point q to the box."""
    raise NotImplementedError


def nearest(boxes, q):
    """Return the least squared distance, and how many boxes were opened."""
    best, opened = np.inf, 0
    # Each box is (low, high, points). The nearest box comes first.
    raise NotImplementedError
    return best, opened
