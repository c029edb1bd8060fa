# The idea: each counter is made by a call of its own, so it has a variable of
# its own; nonlocal lets it assign that variable.


def make_counters(starts, *, step=1):
    """Return one counter for each start."""
    return [counter(start, step) for start in starts]


def counter(count, step):
    """Return a function that counts on from a number."""

    def tick():
        nonlocal count
        now = count
        count += step
        return now

    return tick
