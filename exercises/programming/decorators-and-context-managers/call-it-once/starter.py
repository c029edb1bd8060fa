import functools


def once(function):
    """Return a function that runs the given one at its first call only."""
    # What has to live longer than a call? functools.wraps copies the name.
    raise NotImplementedError
