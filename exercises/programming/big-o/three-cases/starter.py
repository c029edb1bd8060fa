import math  # math.log(a, b) is the logarithm of a to base b


def solve(a, b, d):
    """Return (power, logs) of the growth of T(n) = a T(n / b) + n^d."""
    # Which level of the tree does the work?
    raise NotImplementedError
