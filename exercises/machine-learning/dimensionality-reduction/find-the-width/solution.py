# The idea: entropy falls steadily as beta grows, so the right beta can be
# found by halving, and the smallest distance can be taken off all of them.
import numpy as np


def neighbours(d, perplexity):
    """Return probabilities that fall with the squared distance, of one entropy."""
    d = d - d.min()

    def at(beta):
        p = np.exp(-beta * d)
        return p / p.sum()

    def entropy(p):
        return -(p[p > 0] * np.log(p[p > 0])).sum()

    low, high = 0.0, 1.0
    while entropy(at(high)) > np.log(perplexity):
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if entropy(at(middle)) > np.log(perplexity):
            low = middle
        else:
            high = middle
    return at((low + high) / 2)
