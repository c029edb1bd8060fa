import numpy as np


def walk(log_density, start, steps, uniforms, corrections):
    """Return the place after each round of Metropolis-Hastings, shape (n,)."""
    raise NotImplementedError
