import numpy as np


def rotation(a, p, b):
    """Return c and s of the turn that makes [[a, p], [p, b]] diagonal."""
    raise NotImplementedError


def turn(A, i, j):
    """Return a copy of A, turned on both sides so that entry (i, j) is zero."""
    raise NotImplementedError
