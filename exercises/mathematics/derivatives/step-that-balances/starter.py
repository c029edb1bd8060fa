def central(f, x, h):
    """Return the central difference of f at x with step h."""
    raise NotImplementedError


def best_step(size, third, noise):
    """Return the step at which truncation and rounding together are smallest."""
    raise NotImplementedError


def extrapolated(f, x, h):
    """Combine the steps h and h / 2 so that the error in h squared cancels."""
    raise NotImplementedError
