# The idea: decide about each element once, and put what is kept into the old
# list, so that every name tied to it sees the change.


def remove_all(items, unwanted):
    """Remove what equals unwanted and has its type; return how many."""
    before = len(items)
    kept = [x for x in items if type(x) is not type(unwanted) or x != unwanted]
    items[:] = kept
    return before - len(items)
