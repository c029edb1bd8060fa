import numpy as np


def posterior(log_prior, log_theta, x):
    """Return the probability of each class, given one text's counts of words."""
    scores = np.array(log_prior, dtype=float)
    # Add the words' evidence, then turn scores into probabilities.
    raise NotImplementedError
