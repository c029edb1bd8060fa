# The idea: two points are all there is to remember. Each step makes a new
# array, so that the path holds different points and the caller's start stays
# where it is.
import numpy as np


def heavy_ball(gradient, x0, eta, beta, steps):
    """Return the path with momentum, of shape (steps + 1, n)."""
    x = np.array(x0, dtype=float)
    before = x
    path = [x]
    for _ in range(steps):
        x, before = x - eta * gradient(x) + beta * (x - before), x
        path.append(x)
    return np.array(path)
