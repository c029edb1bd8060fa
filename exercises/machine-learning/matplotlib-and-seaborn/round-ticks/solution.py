# The idea: the step is rounded up to 1, 2, 5 or 10 times a power of ten; ticks are
# whole multiples of it, counted and not added up, so that no error grows.
import math


def ticks(low, high, most):
    """Return round numbers between two limits, at most so many."""
    exact = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(exact))
    step = next(k * power for k in (1, 2, 5, 10) if k * power >= exact * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]
