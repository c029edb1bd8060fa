# The idea: if the labels mean nothing, every split was equally likely. List
# them all, and count those that are at least as extreme as what was seen.
from itertools import combinations

import numpy as np


def differences(x, y):
    """Return the difference of the means for every split of the pooled values."""
    pooled, n, m = np.concatenate([x, y]), len(x), len(y)
    total = pooled.sum()
    splits = combinations(range(n + m), n)
    sums = np.array([pooled[list(places)].sum() for places in splits])
    return sums / n - (total - sums) / m


def p_value(x, y):
    """Return the share of splits at least as far from 0 as the observed one."""
    found = np.abs(differences(x, y))
    observed = found[0]  # the first split is the data as they are
    tolerance = 1e-12 * np.abs(np.concatenate([x, y])).max()
    return np.mean(found >= observed - tolerance)
