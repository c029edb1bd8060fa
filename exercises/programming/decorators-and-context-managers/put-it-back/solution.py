# The idea: what was there is written down before anything changes,
# "nothing" included, and `finally` puts it back however the block ends.
from journey.programming.contexts import contextmanager


@contextmanager
def changed(mapping, **changes):
    """Change some keys of a mapping for the time of a block."""
    before = {key: mapping[key] for key in changes if key in mapping}
    mapping.update(changes)
    try:
        yield mapping
    finally:
        for key in changes:
            if key in before:
                mapping[key] = before[key]
            else:
                mapping.pop(key, None)
