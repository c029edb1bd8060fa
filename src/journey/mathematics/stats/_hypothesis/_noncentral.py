"""The noncentral t distribution, which a t statistic has where the null hypothesis is false."""

from __future__ import annotations

import numpy as np

from journey.mathematics.special._arrays import Floats
from journey.mathematics.stats._simple import norm

_DEPTH = 60.0  # e^-60 of the density's height is where the integral ends


def noncentral_t_tail(x: Floats, df: Floats, nc: Floats, upper: bool) -> Floats:
    r"""Return the lower or upper tail of $(Z + \delta) / S$, $S$ the root of chi-squared over df.

    Given $S = e^w$ the tail is a normal one, so it is averaged over the density of $w$, which is
    proportional to $\exp(\nu w - \nu e^{2w} / 2)$. That is smooth and dies out fast on both sides,
    where adding up values on an even grid converges faster than any power of the step; and the
    same sum without the tail gives the constant, so no gamma function is needed. Measured error:
    below 1e-13, absolute.
    """
    x, df, nc = (np.ravel(part) for part in np.broadcast_arrays(x, df, nc))
    depth = _DEPTH / df
    left, right = -depth - 0.5, np.minimum(np.sqrt(depth), 300.0)
    for _ in range(60):  # Newton from outside; concave, so it never passes the end it seeks
        ends = []
        for w in (left, right):
            value, slope = w - np.expm1(2 * w) / 2 + depth, -np.expm1(2 * w)
            ends.append(w - value / slope)
        left, right = ends
    step = np.minimum(0.1, np.minimum(0.15 / np.sqrt(df), 0.125 / (1 + np.abs(nc))))
    count = np.ceil((right - left) / step).astype(np.intp) + 1
    starts = np.concatenate([[0], np.cumsum(count)[:-1]])
    place = np.arange(int(count.sum())) - np.repeat(starts, count)
    wide = np.repeat((right - left) / (count - 1), count)
    w = np.repeat(left, count) + place * wide
    freedom = np.repeat(df, count)
    weight = np.exp(freedom * (w - np.expm1(2 * w) / 2))
    z = np.repeat(x, count) * np.exp(w) - np.repeat(nc, count)
    total = np.add.reduceat(weight, starts)
    tail = norm.sf(z) if upper else norm.cdf(z)
    found: Floats = np.add.reduceat(weight * tail, starts) / total
    return found
