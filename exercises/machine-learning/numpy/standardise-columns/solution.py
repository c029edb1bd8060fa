# The idea: statistics of shape (d,) broadcast over the rows, and every operation
# makes a new array, so the caller's is never touched.
import numpy as np


def standardise(X):
    """Return the standardised columns, their means and their spreads."""
    mean = X.mean(axis=0)
    spread = X.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return (X - mean) / spread, mean, spread
