import numpy as np


def violation(P, q, G, h, x, z):
    """Return the largest violation of the KKT conditions; 0 at a solution."""
    raise NotImplementedError
