# The idea: going up from the last row, every row has one unknown left. What is
# below the diagonal is never looked at, so it may hold anything.
import numpy as np

from journey.mathematics.linalg import LinAlgError


def back_substitution(U, b):
    """Return the solution of U x = b, for an upper triangle U."""
    n = len(b)
    if (np.diagonal(U) == 0).any():
        raise LinAlgError("U: singular, its diagonal holds a zero")
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x
