import numpy as np


def mirror(X, normal, point):
    """Mirror the rows of X at the plane through point, across normal."""
    raise NotImplementedError
