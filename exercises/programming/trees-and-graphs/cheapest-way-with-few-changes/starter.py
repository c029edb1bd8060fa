def cheapest(legs, start, end, most):
    """Return the least price with at most so many legs, or None."""
    raise NotImplementedError
