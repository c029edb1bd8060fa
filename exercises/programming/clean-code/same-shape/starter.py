import ast


def shape(source):
    """Return a text that is equal for functions of the same shape."""
    raise NotImplementedError


def same_shape(one, other):
    """Return whether two functions have one shape."""
    return shape(one) == shape(other)
