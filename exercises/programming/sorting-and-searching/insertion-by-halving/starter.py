def place(values, item):
    """Return where item belongs, behind values equal to it."""
    low, high = 0, len(values)
    # Halve the stretch from low to high until one place is left.
    raise NotImplementedError


def insertion_sort(values):
    """Return a new, sorted list; equal values keep their order."""
    raise NotImplementedError
