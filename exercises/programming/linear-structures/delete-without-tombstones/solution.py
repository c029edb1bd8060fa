# The idea: a key behind the hole moves into it unless its home lies behind the
# hole, and then the hole is where that key was.
def find(table, key):
    """Return the place of a key, or of the empty place where the search ends."""
    i = hash(key) % len(table)
    while table[i] is not None and table[i] != key:
        i = (i + 1) % len(table)
    return i


def delete(table, key):
    """Remove a key; return whether it was there."""
    n, hole = len(table), find(table, key)
    if table[hole] is None:
        return False
    place = (hole + 1) % n
    while table[place] is not None:
        home = hash(table[place]) % n
        if (place - home) % n >= (place - hole) % n:
            table[hole] = table[place]
            hole = place
        place = (place + 1) % n
    table[hole] = None
    return True
