import numpy as np


def backtracking(f, x, p, gradient, alpha=1.0, c1=1e-4, shrink=0.5):
    """Return the first of alpha, alpha * shrink, ... that is good."""
    slope = gradient @ p  # below 0 where p leads downhill
    raise NotImplementedError
