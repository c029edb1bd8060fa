# The idea: at probability q one call costs (1 - q) * alarm on average, the
# other q * miss. Comparing them is comparing q with alarm / (alarm + miss).
import numpy as np


def decide(q, alarm, miss):
    """Return 1 where calling positive is the cheaper choice on average, else 0."""
    return (np.asarray(q) >= alarm / (alarm + miss)).astype(int)


def total_cost(y, called, alarm, miss):
    """Return what the calls cost together."""
    y, called = np.asarray(y), np.asarray(called)
    false_alarms = ((y == 0) & (called == 1)).sum()
    misses = ((y == 1) & (called == 0)).sum()
    return float(alarm * false_alarms + miss * misses)
