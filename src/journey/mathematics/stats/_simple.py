"""Uniform, exponential and normal: the distributions with closed forms, and Box-Muller."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.special import ndtr, ndtri
from journey.mathematics.special._arrays import Floats
from journey.mathematics.special._gamma import HALF_LOG_2PI
from journey.mathematics.stats._kinds import Continuous


def standard_normals(rng: np.random.Generator, size: tuple[int, ...]) -> Floats:
    """Draw from the standard normal distribution with uniform numbers alone (Box, Muller 1958).

    A point with independent normal coordinates has an angle that is uniform and a squared radius
    that is exponential, so both coordinates can be drawn by way of these.
    """
    n = int(np.prod(size))
    half = (n + 1) // 2
    radius = np.sqrt(-2 * np.log1p(-rng.random(half)))
    angle = 2 * np.pi * rng.random(half)
    both = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])
    drawn: Floats = both[:n].reshape(size)
    return drawn


class Uniform(Continuous):
    name = "uniform"

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, 1.0

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        return np.zeros_like(x)

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return x, 1 - x

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return p

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        return 0.5, 1 / 12, 0.0, -1.2

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return rng.random(size)


class Exponential(Continuous):
    name = "expon"

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        return -x

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return -np.expm1(-x), np.exp(-x)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        quantile: Floats = -np.log(q) if upper else -np.log1p(-p)
        return quantile

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        return 1.0, 1.0, 2.0, 6.0

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        drawn: Floats = -np.log1p(-rng.random(size))
        return drawn


class Normal(Continuous):
    name = "norm"

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        density: Floats = -0.5 * x * x - HALF_LOG_2PI
        return density

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return np.asarray(ndtr(x)), np.asarray(ndtr(-x))

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return np.asarray(-ndtri(q) if upper else ndtri(p))

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        return 0.0, 1.0, 0.0, 0.0

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return standard_normals(rng, size)


uniform = Uniform()
"""Uniform between `loc` and `loc + scale`."""

expon = Exponential()
r"""Exponential with mean `scale` from `loc` on: density $e^{-x}$."""

norm = Normal()
r"""Normal with mean `loc` and standard deviation `scale`: density $e^{-x^2/2} / \sqrt{2\pi}$."""
