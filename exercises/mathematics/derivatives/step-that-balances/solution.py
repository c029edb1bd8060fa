# The idea: the sum of a rising and a falling error has its minimum where the
# slopes cancel; an error whose power of h is known can be subtracted.
def central(f, x, h):
    """Return the central difference of f at x with step h."""
    up, down = x + h, x - h
    return (f(up) - f(down)) / (up - down)


def best_step(size, third, noise):
    """Return the step at which truncation and rounding together are smallest."""
    return (3 * noise * size / third) ** (1 / 3)


def extrapolated(f, x, h):
    """Combine the steps h and h / 2 so that the error in h squared cancels."""
    coarse, fine = central(f, x, h), central(f, x, h / 2)
    return (4 * fine - coarse) / 3
