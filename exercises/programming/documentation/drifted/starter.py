import inspect


def drift(function):
    """Return what is not documented, and what is documented but is none."""
    wanted = list(inspect.signature(function).parameters)
    raise NotImplementedError
