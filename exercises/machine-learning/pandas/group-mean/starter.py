import numpy as np


def group_mean(keys, values):
    """Return for each row the mean of the known values of its group."""
    _, codes = np.unique(keys, return_inverse=True)
    raise NotImplementedError
