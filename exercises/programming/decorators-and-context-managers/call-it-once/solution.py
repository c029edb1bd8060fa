# The idea: the list lives as long as the wrapper, and is empty
# until a call has returned.
import functools


def once(function):
    """Return a function that runs the given one at its first call only."""
    results = []

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if not results:
            results.append(function(*args, **kwargs))
        return results[0]

    return wrapper
