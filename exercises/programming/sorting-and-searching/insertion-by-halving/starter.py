def place(values, item):
    """Return where item belongs in the sorted values, behind those equal to it."""
    low, high = 0, len(values)
    # Halve the stretch from low to high until one place is left.
    raise NotImplementedError


def insertion_sort(values):
    """Return the values in a new, sorted list; equal ones keep their order."""
    raise NotImplementedError
