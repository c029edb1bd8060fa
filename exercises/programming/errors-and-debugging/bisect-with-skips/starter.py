def first_bad(n, test):
    """Return the commits that may be the first bad one."""
    good, bad = 0, n
    skipped = set()
    # Which commits may still be asked about, and which of them decides most?
    raise NotImplementedError
