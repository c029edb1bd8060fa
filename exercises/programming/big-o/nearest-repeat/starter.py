def nearest_repeat(values):
    """Return the least distance of two places with equal values, or None."""
    # Two loops would find it, in n * (n - 1) / 2 steps. One is enough.
    raise NotImplementedError
