import functools


def cached_for(seconds, clock):
    """Return a decorator that remembers results for some seconds."""

    def decorate(function):
        results = {}  # key: (moment, result)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            raise NotImplementedError

        def size():
            raise NotImplementedError

        wrapper.size = size
        return wrapper

    return decorate
