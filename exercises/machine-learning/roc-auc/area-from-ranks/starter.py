import numpy as np


def area(y, score):
    """Return the share of pairs in which the positive has the higher score."""
    positives, negatives = score[y == 1], np.sort(score[y == 0])
    # How many negatives are below each positive?
    raise NotImplementedError
