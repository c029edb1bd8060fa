# The idea: long stretches first, so that most values go in a few tries; then
# single ones, again and again, until a whole round removes nothing. That last
# round is the proof that the result is minimal.


def shrink(values, fails):
    """Return a part of values that still fails, and needs each of its values."""
    values = list(values)
    size = max(len(values) // 2, 1)
    while True:
        place, before = 0, len(values)
        while place < len(values):
            rest = values[:place] + values[place + size :]
            if fails(rest):
                values = rest
            else:
                place += size
        if size > 1:
            size //= 2
        elif len(values) == before:
            return values
