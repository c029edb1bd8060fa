# The idea: in sorted order the counts on the left of every cut are running
# sums. All gains come from one array, and a cut between equal values is none.
import numpy as np


def gini_times_rows(counts, rows):
    """Return the Gini index of groups times their size, from counts by class."""
    return rows - (counts**2).sum(axis=1) / rows


def best_cut(x, y):
    """Return (threshold, gain) of the best cut; None where all values are equal."""
    order = np.argsort(x, kind="stable")
    values = x[order]
    ones = (y[order, None] == np.unique(y)).astype(float)
    left = np.cumsum(ones, axis=0)[:-1]
    total = ones.sum(axis=0)
    n = len(x)
    on_left = np.arange(1, n)
    after = gini_times_rows(left, on_left)
    after += gini_times_rows(total - left, n - on_left)
    gain = (gini_times_rows(total[None], n)[0] - after) / n
    allowed = values[1:] > values[:-1]
    if not allowed.any():
        return None
    gain = np.where(allowed, gain, -1.0)
    best = int(np.argmax(gain >= gain.max() - 1e-12))
    return float((values[best] + values[best + 1]) / 2), float(gain[best])
