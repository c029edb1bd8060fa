import numpy as np


def adam(gradient, x0, steps, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, decay=0):
    """Return the path of AdamW, of shape (steps + 1, n)."""
    x = np.array(x0, dtype=float)
    path = [x]
    # Two running means, and one step for each round.
    raise NotImplementedError
    return np.array(path)
