import numpy as np

from journey.mathematics.special import gammaln


def log_pmf(k, n, p):
    """Return the logarithm of the probability of k successes in n trials."""
    raise NotImplementedError


def log_sf(k, n, p):
    """Return the logarithm of the probability of more than k successes."""
    raise NotImplementedError
