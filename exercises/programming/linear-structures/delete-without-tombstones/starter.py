def find(table, key):
    """Return the place of a key, or of the empty place where the search ends."""
    i = hash(key) % len(table)
    while table[i] is not None and table[i] != key:
        i = (i + 1) % len(table)
    return i


def delete(table, key):
    """Remove a key; return whether it was there."""
    # Who stands behind it, and would no longer be found?
    raise NotImplementedError
