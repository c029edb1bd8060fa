import numpy as np


def group_stats(labels, values):
    """Return the labels in order, and the mean and the largest value of each."""
    names, place = np.unique(labels, return_inverse=True)
    raise NotImplementedError
