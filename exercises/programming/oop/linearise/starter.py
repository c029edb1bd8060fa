def linearise(bases):
    """Return each class's order, by C3; bases: names to lists of names."""
    raise NotImplementedError
