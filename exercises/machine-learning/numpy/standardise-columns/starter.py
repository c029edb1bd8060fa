import numpy as np


def standardise(X):
    """Return the standardised columns, their means and their spreads."""
    raise NotImplementedError
