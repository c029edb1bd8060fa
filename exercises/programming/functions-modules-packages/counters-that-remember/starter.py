def make_counters(starts, step=1):
    """Return one counter for each start."""
    raise NotImplementedError
