# The idea: equality settles the infinities, of which the same two are equal.
# What is left that is infinite is far away. NaN makes every comparison false.
import math


def close_enough(got, expected, rel=1e-6, abs=1e-12):
    """Return whether got is as close to expected as rel and abs allow."""
    if got == expected:
        return True
    if math.isinf(expected):
        return False
    allowed = max(rel * max(expected, -expected), abs)
    return max(got - expected, expected - got) <= allowed
