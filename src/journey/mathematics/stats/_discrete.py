"""Bernoulli, binomial and Poisson. Their tails are incomplete beta and gamma functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.special import _incomplete_beta as incomplete_beta
from journey.mathematics.special import _incomplete_gamma as incomplete_gamma
from journey.mathematics.special._arrays import Floats, shares
from journey.mathematics.special._gamma import log_binomial, log_poisson
from journey.mathematics.stats._kinds import Discrete

_TABLE = 1_000_000  # longest table of probabilities made for sampling


class Binomial(Discrete):
    name = "binom"
    shapes: tuple[str, ...] = ("n", "p")

    def _check(self, *shapes: Floats) -> None:
        n, p = shapes
        bad = ~((n >= 0) & (n == np.floor(n)) & np.isfinite(n))
        if bad.any():
            raise ValueError(
                f"{self.name}: n: expected whole numbers from 0 on, got {float(n[bad].flat[0])!r}"
            )
        shares(self.name, p=p)

    def _support(self, *shapes: Floats) -> tuple[Floats | float, Floats | float]:
        return 0.0, shapes[0]

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        n, p = shapes
        inside = log_binomial(x, n - x, p, 1 - p)
        inside = np.where(p <= 0, np.where(x == 0, 0.0, -np.inf), inside)
        return np.where(p >= 1, np.where(x == n, 0.0, -np.inf), inside)

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        n, p = shapes
        k = np.floor(x)
        # More than k successes: the (k + 1)st smallest of n uniform numbers is below p.
        upper, lower = incomplete_beta.both_tails(k + 1, np.maximum(n - k, 0.5), p, 1 - p)
        whole = k >= n
        return np.where(whole, 1.0, lower), np.where(whole, 0.0, upper)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        n, p = shapes
        variance = n * p * (1 - p)
        return n * p, variance, (1 - 2 * p) / np.sqrt(variance), (1 - 6 * p * (1 - p)) / variance

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return _by_table(self, rng, size, *shapes)


class Bernoulli(Binomial):
    """A binomial with one trial."""

    name = "bernoulli"
    shapes = ("p",)

    def _check(self, *shapes: Floats) -> None:
        shares(self.name, p=shapes[0])

    def _support(self, *shapes: Floats) -> tuple[Floats | float, Floats | float]:
        return 0.0, 1.0

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        return np.where(x == 1, np.log(shapes[0]), np.log1p(-shapes[0]))

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        (p,) = shapes
        return np.where(x < 1, 1 - p, 1.0), np.where(x < 1, p, 0.0)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        return super()._moments(np.ones_like(shapes[0]), shapes[0])

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return (rng.random(size) < shapes[0]).astype(np.float64)


class Poisson(Discrete):
    name = "poisson"
    shapes = ("mu",)

    def _check(self, *shapes: Floats) -> None:
        (mu,) = shapes
        bad = ~((mu >= 0) & np.isfinite(mu))
        if bad.any():
            raise ValueError(
                f"{self.name}: mu: expected finite numbers from 0 on, "
                f"got {float(mu[bad].flat[0])!r}"
            )

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        (mu,) = shapes
        return np.where(mu > 0, log_poisson(x, mu), np.where(x == 0, 0.0, -np.inf))

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        # At most k arrivals by time mu: the (k + 1)st, a gamma variable, comes later.
        upper, lower = incomplete_gamma.both_tails(np.floor(x) + 1, shapes[0])
        return lower, upper

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        (mu,) = shapes
        return mu, mu, 1 / np.sqrt(mu), 1 / mu

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return _by_table(self, rng, size, *shapes)


def _by_table(
    family: Discrete, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats
) -> Floats:
    """Draw by inversion: one uniform number, looked up in a table of the distribution function.

    The table spans all but 1e-18 of the probability, about 18 standard deviations. With parameters
    that differ from draw to draw there is no one table, and each quantile is searched for.
    """
    u = rng.random(size)
    if not u.size:
        return u
    one = [np.ravel(part)[:1] for part in shapes]
    same = all((np.ravel(part) == first).all() for part, first in zip(shapes, one, strict=True))
    if same:
        low, high = float(family.ppf(1e-18, *one)[0]), float(family.isf(1e-18, *one)[0])
        if high - low < _TABLE:
            k = np.arange(max(low, 0.0), high + 1)
            heights = np.cumsum(family.pmf(k, *one))
            return k[np.minimum(np.searchsorted(heights, u, side="right"), len(k) - 1)]
    return np.asarray(family.ppf(u, *shapes))


binom = Binomial()
"""Binomial: successes in `n` independent trials that succeed with probability `p`."""

bernoulli = Bernoulli()
"""Bernoulli: 1 with probability `p`, else 0."""

poisson = Poisson()
r"""Poisson with mean `mu`: probability $\mu^k e^{-\mu} / k!$."""
