# The idea: only the direction matters, so the length is divided out in each
# step. Rayleigh's quotient is wrong by the square of what the vector is wrong.
import numpy as np


def dominant(A, x, steps):
    """Return Rayleigh's quotient and vector after that many steps."""
    v = x / np.linalg.norm(x)
    for _ in range(steps):
        w = A @ v
        v = w / np.linalg.norm(w)
    return v @ A @ v, v
