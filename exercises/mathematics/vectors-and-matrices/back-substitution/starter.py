import numpy as np

from journey.mathematics.linalg import LinAlgError


def back_substitution(U, b):
    """Return the solution of U x = b, for an upper triangle U."""
    n = len(b)
    x = np.zeros(n)
    # From the last unknown to the first.
    raise NotImplementedError
    return x
