import numpy as np


def two_loops(g, pairs):
    """Return B g, where the pairs (s, y), oldest first, have updated B from gamma I."""
    q = np.array(g, dtype=float)
    # From the newest pair to the oldest; scale by gamma; from the oldest to the newest.
    raise NotImplementedError
