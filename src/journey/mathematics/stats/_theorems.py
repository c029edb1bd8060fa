"""The central limit theorem as something to draw from."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.stats._base import Frozen, Seed


def standardized_mean(dist: Frozen, n: int, size: int, random_state: Seed = None) -> Any:
    r"""Draw means of `n` independent samples, less their mean and over their standard deviation.

    By the central limit theorem the distribution of $\sqrt n\, (\bar X - \mu) / \sigma$ tends to
    the standard normal one if the variance is finite.

    Parameters
    ----------
    dist
        A distribution with its parameters, such as `expon()` or `binom(10, 0.3)`.
    n
        How many samples each mean is taken of.
    size
        How many means.
    random_state
        Seed or generator.

    Returns
    -------
    ndarray
        Shape (size,).

    Raises
    ------
    ValueError
        If `n` or `size` is below 1, or the distribution has no finite variance.

    References
    ----------
    Feller, W. (1971). An Introduction to Probability Theory and Its Applications, volume 2, 2nd
    edition, section VIII.4.

    Examples
    --------
    >>> from journey.mathematics.stats import expon
    >>> z = standardized_mean(expon(), n=50, size=20_000, random_state=0)
    >>> float(z.mean().round(1)), float(z.std().round(1))
    (0.0, 1.0)
    """
    for name, value in (("n", n), ("size", size)):
        if value < 1:
            raise ValueError(f"standardized_mean: {name}: expected at least 1, got {value!r}")
    mean, variance = (float(part) for part in dist.stats(moments="mv"))
    if not (np.isfinite(variance) and variance > 0):
        raise ValueError(
            f"standardized_mean: dist: expected a finite, positive variance, got {variance!r}"
        )
    draws = np.asarray(dist.rvs(size=(size, n), random_state=random_state), dtype=np.float64)
    return (draws.mean(axis=1) - mean) * np.sqrt(n / variance)
