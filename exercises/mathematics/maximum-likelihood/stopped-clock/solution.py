# The idea: what was seen of a lamp that still burns is that it lasted, and that
# has a probability too. All hours count, but only failures end the sum.
import numpy as np


def log_likelihood(times, failed, mean):
    """Return the log-likelihood of times, some of which are only lower bounds."""
    failures = np.count_nonzero(failed)
    return -failures * np.log(mean) - np.sum(times) / mean


def fit(times, failed):
    """Return the estimate of the mean and its standard error."""
    failures = np.count_nonzero(failed)
    if failures == 0:
        raise ValueError("no failure: the likelihood rises with the mean for ever")
    mean = np.sum(times) / failures
    return mean, mean / np.sqrt(failures)
