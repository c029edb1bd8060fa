def separated(edges, x, y, given):
    """Return whether the given nodes block every path between x and y."""
    raise NotImplementedError
