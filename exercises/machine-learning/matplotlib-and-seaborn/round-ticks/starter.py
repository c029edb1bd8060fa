import math


def ticks(low, high, most):
    """Return round numbers between two limits, at most so many."""
    exact = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(exact))
    raise NotImplementedError
