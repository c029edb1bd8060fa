def to_union(to_a, to_b, between, n_a, n_b, n_c, method):
    """Return the distance of c to the union of a and b."""
    raise NotImplementedError
