from journey.programming.searching import first_true


def days_needed(weights, capacity):
    """Return how many days all weights take with this capacity."""
    raise NotImplementedError


def least_capacity(weights, days):
    """Return the smallest capacity that does it in so many days."""
    raise NotImplementedError
