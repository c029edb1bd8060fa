# The idea: entries stand in the order of their moments, so the expired ones
# are in front, and throwing them away costs no more than putting them in did.
import functools


def cached_for(seconds, clock):
    """Return a decorator that remembers results for some seconds."""

    def decorate(function):
        results = {}  # key: (moment, result)

        def forget():
            now = clock()
            while results:
                key = next(iter(results))
                if now - results[key][0] < seconds:
                    break
                del results[key]

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            forget()
            key = (args, tuple(sorted(kwargs.items())))
            if key not in results:
                result = function(*args, **kwargs)
                results.pop(key, None)  # a call inside may have put it there
                results[key] = (clock(), result)
            return results[key][1]

        def size():
            forget()
            return len(results)

        wrapper.size = size
        return wrapper

    return decorate
