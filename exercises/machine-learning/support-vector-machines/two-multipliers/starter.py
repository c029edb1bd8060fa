import numpy as np


def pair_step(K, y, alpha, i, j, C):
    """Return the multipliers after the best step along the pair i, j."""
    beta = alpha * y
    low, high = np.minimum(0, C * y), np.maximum(0, C * y)
    wanted = y - K @ beta
    raise NotImplementedError
