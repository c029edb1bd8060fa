def make_counters(starts, step=1):
    """Return one counter for each start."""
    counters = []
    for start in starts:
        counters.append(lambda: start)
    return counters
