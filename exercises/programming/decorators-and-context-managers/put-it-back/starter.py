from journey.programming.contexts import contextmanager


@contextmanager
def changed(mapping, **changes):
    """Change some keys of a mapping for the time of a block."""
    mapping.update(changes)
    yield mapping
    # What if the block raised? What was there before?
