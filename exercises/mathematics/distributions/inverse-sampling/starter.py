import numpy as np


def exponential(u, mean):
    """Return the quantiles of the exponential distribution at u."""
    raise NotImplementedError


def counts(u, pmf):
    """Return for each u the smallest k with u < pmf[0] + ... + pmf[k]."""
    raise NotImplementedError
