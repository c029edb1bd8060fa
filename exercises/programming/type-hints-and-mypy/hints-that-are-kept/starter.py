import functools
import inspect
import typing


def shown(hint):
    """Return a hint in words: int, or int | None."""
    return hint.__name__ if isinstance(hint, type) else str(hint)


def kept(function):
    """Check arguments against their hints, then call the function."""
    # inspect.signature(function).bind(...) pairs names and values.
    raise NotImplementedError
