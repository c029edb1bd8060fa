import numpy as np


def moved(procedure, X, y, train, test):
    """Return the share of predictions that change with the test rows' targets."""
    raise NotImplementedError
