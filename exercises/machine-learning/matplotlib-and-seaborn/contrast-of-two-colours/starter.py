def linear(part):
    """Return the linear light of one part of a colour, 0 to 1."""
    raise NotImplementedError


def contrast(first, second):
    """Return the contrast of two colours such as "#1a2b3c", from 1 to 21."""
    raise NotImplementedError
