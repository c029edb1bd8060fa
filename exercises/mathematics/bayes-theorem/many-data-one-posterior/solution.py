# The idea: everything is added as logarithms, and only differences from the
# largest sum are turned back, so that the largest exponential is 1.
import numpy as np


def posterior(prior, log_likelihoods):
    """Return the posterior, shape (k,), from log likelihoods of shape (n, k)."""
    with np.errstate(divide="ignore"):
        logs = np.log(prior) + np.sum(log_likelihoods, axis=0)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()
