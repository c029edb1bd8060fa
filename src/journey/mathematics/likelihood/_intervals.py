"""Where the likelihood ratio says that a parameter may lie: its profile, cut at a height."""

from __future__ import annotations

import numpy as np

from journey.mathematics.likelihood._search import Objective, search
from journey.mathematics.special._arrays import Floats

# Beyond this a parameter on a logarithmic scale is zero or infinite for every purpose.
_FAR = 40.0


def profile_end(objective: Objective, u: Floats, j: int, side: int, n: int, height: float) -> float:
    """Return where twice the drop of the profile reaches a height, on one side of the maximum.

    By the envelope theorem the slope of the profile is the score in the parameter that is held, so
    Newton's method needs no more than was computed anyway; it is kept inside a bracket.
    """
    free_range = objective.model.links[j] == "identity"
    top = objective.value(u)
    far = side * (np.inf if free_range else _FAR)
    if not np.isfinite(u[j]):  # the maximum is on the boundary of the range
        if np.sign(u[j]) == side:
            return float(u[j])
        u = u.copy()
        u[j] = -side * np.log(n + 1.0)  # inwards, about one observation away
    here = u.copy()

    def drop(value: float) -> tuple[float, float]:
        nonlocal here
        here = here.copy()
        here[j] = value
        here = search(objective, here, held=j)[0]
        excess = 2 * n * (objective.value(here) - top) - height
        return excess, 2 * n * float(objective.gradient(here)[j])

    inside, step = float(u[j]), 0.5 * side
    if free_range:
        step = side * float(np.sqrt(height / n))
    outside = inside + step
    excess, slope = drop(outside)
    while excess < 0:
        if abs(outside) > abs(far) or abs(step) > 1e9:
            return side * np.inf
        inside, step = outside, 2 * step
        outside = inside + step
        excess, slope = drop(outside)
    at = outside
    for _ in range(100):
        new = at - excess / slope if slope else np.inf
        low, high = min(inside, outside), max(inside, outside)
        if not low < new < high:
            new = (inside + outside) / 2
        if abs(new - at) <= 1e-12 * (1 + abs(new)):
            break
        at = new
        excess, slope = drop(at)
        if excess > 0:
            outside = at
        else:
            inside = at
    return float(at)
