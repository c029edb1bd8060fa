def lasting(parent, stability):
    """Return the largest total stability, and the clusters that give it."""
    inside = [0.0] * len(parent)  # the sum of the children's best totals
    raise NotImplementedError
