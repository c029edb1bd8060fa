# The idea: more capacity never takes more days, so "is it enough?" is false up
# to the answer and true from there on. Below the heaviest parcel nothing works;
# with the sum of all, one day is enough.
from journey.programming.searching import first_true


def days_needed(weights, capacity):
    """Return how many days all weights take with this capacity."""
    days, load = 1, 0
    for weight in weights:
        if load + weight > capacity:
            days, load = days + 1, 0
        load += weight
    return days


def least_capacity(weights, days):
    """Return the smallest capacity that does it in so many days."""

    def fits(capacity):
        return days_needed(weights, capacity) <= days

    return first_true(fits, max(weights), sum(weights))
