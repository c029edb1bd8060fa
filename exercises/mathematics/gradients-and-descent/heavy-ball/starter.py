import numpy as np


def heavy_ball(gradient, x0, eta, beta, steps):
    """Return the path with momentum, of shape (steps + 1, n)."""
    x = np.array(x0, dtype=float)
    path = [x]
    # One step for each round, each of them added to the path.
    raise NotImplementedError
    return np.array(path)
