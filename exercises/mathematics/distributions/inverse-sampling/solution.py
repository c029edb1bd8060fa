# The idea: solve F(x) = u for x. Where F is made of steps, u falls within one
# of them, and bisection among their heights says which.
import numpy as np


def exponential(u, mean):
    """Return the quantiles of the exponential distribution at u."""
    return -mean * np.log1p(-np.asarray(u))  # log1p keeps the digits of a small u


def counts(u, pmf):
    """Return for each u the smallest k with u < pmf[0] + ... + pmf[k]."""
    last = np.flatnonzero(np.asarray(pmf) > 0)[-1]
    heights = np.cumsum(pmf)
    return np.minimum(np.searchsorted(heights, u, side="right"), last)
