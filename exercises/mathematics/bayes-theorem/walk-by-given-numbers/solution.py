# The idea: one comparison of logarithms decides each round, and the place after
# the round is kept either way, since staying is part of the walk.
import math

import numpy as np


def walk(log_density, start, steps, uniforms, corrections):
    """Return the place after each round of Metropolis-Hastings, shape (n,)."""
    now, height = start, log_density(start)
    path = []
    for step, u, correction in zip(steps, uniforms, corrections, strict=True):
        new = now + step
        there = log_density(new)
        allowed = there > -math.inf
        if allowed and (u == 0 or math.log(u) < there - height + correction):
            now, height = new, there
        path.append(now)
    return np.array(path)
