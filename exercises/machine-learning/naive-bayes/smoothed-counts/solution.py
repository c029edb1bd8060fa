# The idea: pseudo-counts are added to the counts first, and the shares are taken
# after, so that each row still has the sum 1.
import numpy as np


def word_probabilities(X, y, alpha):
    """Return the smoothed probability of each word in each class."""
    classes = np.unique(y)
    counts = np.array([X[y == c].sum(axis=0) for c in classes]) + float(alpha)
    totals = counts.sum(axis=1, keepdims=True)
    even = np.full(counts.shape, 1 / X.shape[1])
    return np.divide(counts, totals, out=even, where=totals > 0)
