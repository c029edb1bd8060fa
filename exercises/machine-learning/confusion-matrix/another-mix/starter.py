import numpy as np


def carried_over(table, share):
    """Return recall, precision and accuracy where a share is positive."""
    (tn, fp), (fn, tp) = np.asarray(table, dtype=float)
    # First the two shares that travel.
    raise NotImplementedError
