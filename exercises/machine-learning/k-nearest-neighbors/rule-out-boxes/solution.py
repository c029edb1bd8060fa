# The idea: a sample in the box differs from q by at least the gap in every
# coordinate, so its distance is at least the box's. Once the nearest box that
# is left is no nearer than the best sample, the search is over.
import numpy as np


def gap(low, high, q):
    """Return the squared distance from the point q to the box."""
    outside = np.maximum(np.maximum(low - q, q - high), 0)
    return float((outside**2).sum())


def nearest(boxes, q):
    """Return the least squared distance, and how many boxes were opened."""
    best, opened = np.inf, 0
    gaps = [gap(low, high, q) for low, high, _ in boxes]
    for i in sorted(range(len(boxes)), key=gaps.__getitem__):
        if gaps[i] >= best:
            break
        opened += 1
        best = min(best, float(((boxes[i][2] - q) ** 2).sum(axis=1).min()))
    return best, opened
