def distance(a, b):
    """Count the fewest insertions and deletions that turn a into b."""
    # farthest[k]: how far to the right diagonal k = x - y was reached.
    farthest = {1: 0}
    raise NotImplementedError(farthest)
