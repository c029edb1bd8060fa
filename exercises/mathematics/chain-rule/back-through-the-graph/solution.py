# The idea: a gradient is complete when all uses of its value have been dealt
# with. Counting the uses first tells when that is, without recursion, and every
# value is looked into twice.


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
    uses = {id(output): 0}
    stack = [output]
    while stack:
        for value, _ in stack.pop().made_from:
            if id(value) not in uses:
                uses[id(value)] = 0
                stack.append(value)
            uses[id(value)] += 1
    slopes = dict.fromkeys(uses, 0.0)
    slopes[id(output)] = 1.0
    ready = [output]
    while ready:
        value = ready.pop()
        g = slopes[id(value)]
        value.grad += g
        for source, slope in value.made_from:
            slopes[id(source)] += g * slope
            uses[id(source)] -= 1
            if not uses[id(source)]:
                ready.append(source)
