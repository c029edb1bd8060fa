def inner_join(left, right, validate="m:m"):
    """Return the pairs of positions whose keys are equal."""
    places = {}  # key on the right: its positions
    raise NotImplementedError
