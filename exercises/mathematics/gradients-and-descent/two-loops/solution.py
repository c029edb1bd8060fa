# The idea: B is a product around gamma I, so it is applied from the outside in
# and then from the inside out. Each pair costs two products of vectors on the
# way in and two on the way out.
import numpy as np


def two_loops(g, pairs):
    """Return B g, with B made from gamma I by the pairs, oldest first."""
    q = np.array(g, dtype=float)
    weights = []
    for s, y in reversed(pairs):
        a = (s @ q) / (y @ s)
        q = q - a * y
        weights.append(a)
    if pairs:
        s, y = pairs[-1]
        q = q * (s @ y) / (y @ y)
    for (s, y), a in zip(pairs, reversed(weights), strict=True):
        q = q + s * (a - (y @ q) / (y @ s))
    return q
