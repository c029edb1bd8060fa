# The idea: the tangent of the angle solves a quadratic equation. Its smaller
# root is written as a quotient, so that nothing cancels, and turns least.
import numpy as np


def rotation(a, p, b):
    """Return c and s of the turn that makes [[a, p], [p, b]] diagonal."""
    if p == 0:
        return 1.0, 0.0
    theta = (b - a) / (2 * p)
    t = np.copysign(1.0, theta) / (abs(theta) + np.hypot(theta, 1.0))
    c = 1 / np.hypot(1.0, t)
    return c, c * t


def turn(A, i, j):
    """Return a copy of A, turned on both sides so that entry (i, j) is zero."""
    c, s = rotation(A[i, i], A[i, j], A[j, j])
    G = np.eye(len(A))
    G[i, i], G[i, j], G[j, i], G[j, j] = c, -s, s, c
    return G @ A @ G.T
