"""Distributions with a density, and distributions on the whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special._arrays import Floats, quiet, scalar
from journey.mathematics.stats._base import Distribution


class Continuous(Distribution):
    """A family with a density; what else it can do is said under its base class.

    Examples
    --------
    >>> from journey.mathematics.stats import norm
    >>> float(norm.pdf(3.0, loc=3.0, scale=2.0).round(6))
    0.199471
    """

    def logpdf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the logarithm of the density.

        Parameters
        ----------
        x
            Numbers, any shape.
        *args, **named
            Shape parameters, `loc` and `scale`.

        Returns
        -------
        ndarray or float
            Minus infinity outside the support.
        """
        with quiet():
            z, shapes, low, high, scale, shape = self._standard("pdf", x, args, named)
            out = np.full_like(z, -np.inf)
            inside = (z >= low) & (z <= high) & np.isfinite(z)
            out[inside] = self._log_density(z[inside], *(part[inside] for part in shapes))
            out[inside] -= np.log(scale[inside])
            out[np.isnan(z)] = np.nan
        return scalar(out.reshape(shape))

    def pdf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the density.

        Parameters are those of [logpdf][journey.mathematics.stats.Continuous.logpdf].
        """
        with quiet():
            return scalar(np.exp(np.asarray(self.logpdf(x, *args, **named))))


class Discrete(Distribution):
    """A family on the whole numbers; what else it can do is said under its base class.

    Examples
    --------
    >>> from journey.mathematics.stats import binom
    >>> binom.pmf([0, 1, 2, 3], 3, 0.5).round(3).tolist()
    [0.125, 0.375, 0.375, 0.125]
    """

    _scaled = False

    def _kind(self, values: Floats) -> NDArray[Any]:
        return values.astype(np.int64)

    def logpmf(self, k: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the logarithm of the probability of `k`.

        Parameters
        ----------
        k
            Numbers, any shape.
        *args, **named
            Shape parameters and `loc`.

        Returns
        -------
        ndarray or float
            Minus infinity outside the support and between whole numbers.
        """
        with quiet():
            z, shapes, low, high, _, shape = self._standard("pmf", k, args, named)
            out = np.full_like(z, -np.inf)
            inside = (z >= low) & (z <= high) & (z == np.floor(z)) & np.isfinite(z)
            out[inside] = self._log_density(z[inside], *(part[inside] for part in shapes))
            out[np.isnan(z)] = np.nan
        return scalar(out.reshape(shape))

    def pmf(self, k: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the probability of `k`.

        Parameters are those of [logpmf][journey.mathematics.stats.Discrete.logpmf].
        """
        with quiet():
            return scalar(np.exp(np.asarray(self.logpmf(k, *args, **named))))

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        """Return the smallest whole number with enough below it, by bisection from a guess."""
        mean, variance, *_ = self._moments(*shapes)
        low, high = (np.broadcast_to(end, p.shape) for end in self._support(*shapes))

        def enough(k: Floats) -> NDArray[np.bool_]:
            k = np.maximum(k, -1.0)
            lower, higher = self._tails(np.maximum(k, 0.0), *shapes)
            reached: NDArray[np.bool_] = higher <= q if upper else lower >= p
            return np.where(k < low, False, np.where(k >= high, True, reached))

        guess = np.clip(np.floor(mean), low, high)
        step = np.ceil(2 + np.sqrt(variance))
        a, b = guess - step, guess + step
        for _ in range(200):  # widen until a is too small and b is large enough
            wrong_a, wrong_b = enough(a), ~enough(b)
            if not (wrong_a | wrong_b).any():
                break
            step = np.where(wrong_a | wrong_b, 2 * step, step)
            a = np.where(wrong_a, np.maximum(a - step, low - 1), a)
            b = np.where(wrong_b, b + step, b)
        while (b - a > 1).any():
            middle = np.floor((a + b) / 2)
            high_enough = enough(middle)
            b = np.where(high_enough, middle, b)
            a = np.where(high_enough, a, middle)
        found: Floats = b
        return found
