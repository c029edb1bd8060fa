# The idea: one head of each stream is enough to know what comes next, and a
# mark of its own tells the end, since any value may be an item.
END = object()


def merged(left, right):
    """Yield the items of two sorted iterables in sorted order."""
    left, right = iter(left), iter(right)
    a, b = next(left, END), next(right, END)
    while a is not END and b is not END:
        if b < a:
            yield b
            b = next(right, END)
        else:
            yield a
            a = next(left, END)
    if a is not END:
        yield a
        yield from left
    if b is not END:
        yield b
        yield from right
