# The idea: a factor that all classes share cancels. Dividing all products by the
# largest one, which is a subtraction of logarithms, makes the largest term 1.
import numpy as np


def posterior(log_prior, log_theta, x):
    """Return the probability of each class, given one text's counts of words."""
    there = x > 0
    scores = log_prior + log_theta[:, there] @ x[there]
    scores = scores - scores.max()
    weights = np.exp(scores)
    return weights / weights.sum()
