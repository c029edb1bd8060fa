def count_inversions(values):
    """Return the number of pairs i < j with values[i] > values[j]."""
    return merged(list(values))[1]


def merged(values):
    """Return the values sorted, and the number of inversions in them."""
    if len(values) < 2:
        return values, 0
    middle = len(values) // 2
    left, inside_left = merged(values[:middle])
    right, inside_right = merged(values[middle:])
    # Merge left and right, and count the pairs between them.
    raise NotImplementedError
