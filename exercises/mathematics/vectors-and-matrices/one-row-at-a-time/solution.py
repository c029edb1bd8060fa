# The idea: a rotation of two rows changes no length, so the least-squares problem
# stays the same. After n of them the new row is all zeros, and what is left of
# its target no choice of x can explain.
import numpy as np


def add_row(R, c, row, y):
    """Return R, c and the rest of y after one more observation."""
    R = np.array(R, dtype=float)
    c = np.array(c, dtype=float)
    row = np.array(row, dtype=float)
    for k in range(len(c)):
        length = np.hypot(R[k, k], row[k])
        if length == 0:
            continue
        cos, sin = R[k, k] / length, row[k] / length
        above = R[k, k:].copy()
        R[k, k:] = cos * above + sin * row[k:]
        row[k:] = cos * row[k:] - sin * above
        c[k], y = cos * c[k] + sin * y, cos * y - sin * c[k]
    return R, c, y
