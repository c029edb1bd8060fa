import numpy as np


def add_row(R, c, row, y):
    """Return R, c and the rest of y after one more observation."""
    R = np.array(R, dtype=float)
    c = np.array(c, dtype=float)
    row = np.array(row, dtype=float)
    for k in range(len(c)):
        # Rotate row k of R with the new row, so that row[k] becomes 0.
        a, b = R[k, k], row[k]
        raise NotImplementedError
    return R, c, y
