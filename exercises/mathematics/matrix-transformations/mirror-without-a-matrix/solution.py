# The idea: measured from a point of the mirror, a vector has a part along the
# normal and a part in the mirror. Only the first changes, to its opposite.
import numpy as np


def mirror(X, normal, point):
    """Mirror the rows of X at the plane through point, across normal."""
    u = normal / np.linalg.norm(normal)
    along = (X - point) @ u  # how far each point lies in front of the mirror
    return X - 2 * np.outer(along, u)
