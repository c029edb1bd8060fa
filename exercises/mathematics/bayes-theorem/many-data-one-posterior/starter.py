import numpy as np


def posterior(prior, log_likelihoods):
    """Return the posterior, shape (k,), from log likelihoods of shape (n, k)."""
    raise NotImplementedError
