import numpy as np


def two_loops(g, pairs):
    """Return B g, with B made from gamma I by the pairs, oldest first."""
    q = np.array(g, dtype=float)
    # From newest to oldest, then times gamma, then from oldest to newest.
    raise NotImplementedError
