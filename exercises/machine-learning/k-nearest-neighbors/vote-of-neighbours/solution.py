# The idea: sort all samples by distance, stably, so that equal distances stay
# in the order of their indices; then count labels among the first k. np.unique
# sorts the labels, so argmax settles even votes as asked.
import numpy as np


def vote(X, y, query, k):
    """Return the label with the most votes of the k nearest, and its share."""
    squared = ((X - query) ** 2).sum(axis=1)  # (n,)
    nearest = np.argsort(squared, kind="stable")[:k]
    labels, votes = np.unique(y[nearest], return_counts=True)
    best = votes.argmax()
    return labels[best], float(votes[best] / k)
