import numpy as np


def dominant(A, x, steps):
    """Return Rayleigh's quotient and vector after that many steps."""
    raise NotImplementedError
