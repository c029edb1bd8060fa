def meet(Z, i, j):
    """Return the height at which two samples first are in one cluster."""
    raise NotImplementedError
