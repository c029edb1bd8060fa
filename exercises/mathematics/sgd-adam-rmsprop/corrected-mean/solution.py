# The idea: the running mean is kept as it is, and only the copy that is handed
# out is divided by the sum of the weights. Where values are rows, the same
# lines work on all columns at once.
import numpy as np


def corrected_mean(values, beta):
    """Return the corrected exponential mean after each value."""
    means = []
    m = 0.0
    for t, g in enumerate(values, start=1):
        m = beta * m + (1 - beta) * g
        means.append(m / (1 - beta**t))
    return np.array(means)
