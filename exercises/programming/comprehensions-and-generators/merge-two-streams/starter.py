def merged(left, right):
    """Yield the items of two sorted iterables in sorted order."""
    left, right = iter(left), iter(right)
    # What if one of them is empty, or ends first?
    raise NotImplementedError
    yield
