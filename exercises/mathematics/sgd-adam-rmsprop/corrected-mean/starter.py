import numpy as np


def corrected_mean(values, beta):
    """Return the corrected exponential mean after each value."""
    means = []
    # One running mean, and one corrected copy of it for each value.
    raise NotImplementedError
    return np.array(means)
