from journey.programming.searching import first_true


def days_needed(weights, capacity):
    """Return how many days it takes to send all weights, in order, with this capacity."""
    raise NotImplementedError


def least_capacity(weights, days):
    """Return the smallest capacity with which all weights go out in so many days."""
    raise NotImplementedError
