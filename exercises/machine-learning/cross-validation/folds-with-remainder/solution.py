# The idea: the remainder is handed out one sample at a time to the first folds.
# Each fold starts where the one before it stopped, so nothing is lost or doubled.
import numpy as np


def folds(n, k):
    """Return k pairs (train, test) of sorted index arrays."""
    if not 2 <= k <= n:
        raise ValueError(f"k: expected 2 to {n} folds, got {k}")
    places = np.arange(n)
    pairs = []
    start = 0
    for fold in range(k):
        stop = start + n // k + (fold < n % k)
        train = np.concatenate([places[:start], places[stop:]])
        pairs.append((train, places[start:stop]))
        start = stop
    return pairs
