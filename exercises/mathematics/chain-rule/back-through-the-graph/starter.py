class Value:
    """A number, and the pairs (input, slope) that it was made from."""

    def __init__(self, data, made_from=()):
        self.data = data
        self.made_from = tuple(made_from)
        self.grad = 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        pairs = [(self, other.data), (other, self.data)]
        return Value(self.data * other.data, pairs)


def backward(output):
    """Add the derivative of the output to the grad of each value behind it."""
    raise NotImplementedError
