# The idea: level i of the tree costs n^d (a / b^d)^i. If the ratio is below 1
# the root rules, at 1 all levels cost the same, above 1 the leaves rule, and
# there are a^(log_b n) = n^(log_b a) of them.
import math


def solve(a, b, d):
    """Return (power, logs) of the growth of T(n) = a T(n / b) + n^d."""
    if a < b**d:
        return d, 0
    if a == b**d:
        return d, 1
    return math.log(a, b), 0
