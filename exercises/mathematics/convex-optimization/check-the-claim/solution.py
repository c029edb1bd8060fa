# The idea: each condition is a vector that ought to be 0 or not above 0;
# what is left over is the violation, and the largest one decides.
import numpy as np


def violation(P, q, G, h, x, z):
    """Return the largest violation of the KKT conditions; 0 at a solution."""
    slope = P @ x + q + G.T @ z
    over = G @ x - h
    parts = [np.abs(slope), over, -z, np.abs(z * over)]
    return float(max(0.0, np.concatenate(parts).max()))
