# The idea: the signature says which value goes to which name, the hints say
# what it should be; both are there at run time, only nobody compares them.
import functools
import inspect
import typing


def shown(hint):
    """Return a hint in words: int, or int | None."""
    return hint.__name__ if isinstance(hint, type) else str(hint)


def fits(value, hint):
    """Tell whether a value fits a hint; bool is no int."""
    members = getattr(hint, "__args__", (hint,))
    if isinstance(value, bool):
        return bool in members
    return isinstance(value, hint)


def kept(function):
    """Check arguments against their hints, then call the function."""
    signature = inspect.signature(function)
    hints = typing.get_type_hints(function)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        for name, value in signature.bind(*args, **kwargs).arguments.items():
            if name in hints and not fits(value, hints[name]):
                raise TypeError(
                    f"{function.__name__}: {name}: expected "
                    f"{shown(hints[name])}, got {type(value).__name__}"
                )
        return function(*args, **kwargs)

    return wrapper
