# The idea: one iterator, from which slices are taken until one is empty;
# a plain function around the generator, so that bad input is told at once.
from itertools import islice


def batches(iterable, size):
    """Give lists of `size` items; the last may be shorter."""
    if size < 1:
        raise ValueError(f"batches: size: expected at least 1, got {size}")

    def generate():
        iterator = iter(iterable)
        while batch := list(islice(iterator, size)):
            yield batch

    return generate()
