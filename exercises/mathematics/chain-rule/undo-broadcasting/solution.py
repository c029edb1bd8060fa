# The idea: broadcasting copies, and the gradient of a copied number is the sum
# over its copies. They lie along the axes in front and along those of length 1.


def unbroadcast(g, shape):
    """Return the gradient of an input of this shape from that of the result."""
    extra = g.ndim - len(shape)  # axes that broadcasting put in front
    g = g.sum(axis=tuple(range(extra)))
    ones = tuple(k for k, n in enumerate(shape) if n == 1)
    return g.sum(axis=ones, keepdims=True)
