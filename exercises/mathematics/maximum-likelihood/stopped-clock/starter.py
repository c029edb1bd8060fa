import numpy as np


def log_likelihood(times, failed, mean):
    """Return the log-likelihood of times, some of which are only lower bounds."""
    raise NotImplementedError


def fit(times, failed):
    """Return the estimate of the mean and its standard error."""
    raise NotImplementedError
