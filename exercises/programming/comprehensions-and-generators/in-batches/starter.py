def batches(iterable, size):
    """Give lists of `size` items; the last may be shorter."""
    # When does the body of a function with `yield` begin to run?
    raise NotImplementedError
