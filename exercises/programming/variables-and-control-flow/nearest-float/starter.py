def nearest(p, q, bits):
    """Return (m, e): m * 2**e is nearest to p / q, and m has so many digits."""
    raise NotImplementedError
