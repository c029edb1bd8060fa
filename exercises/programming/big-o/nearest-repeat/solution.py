# The idea: the nearest earlier place with the same value is the last one, so
# one place for each value is all that has to be remembered.


def nearest_repeat(values):
    """Return the least distance of two places with equal values, or None."""
    last, best = {}, None
    for place, value in enumerate(values):
        if value in last and (best is None or place - last[value] < best):
            best = place - last[value]
        last[value] = place
    return best
