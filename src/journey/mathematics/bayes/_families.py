"""The families that conjugate updates lead to: beta-binomial, negative binomial, inverse gamma.

The first two are predictive distributions: a binomial with a beta share, a Poisson with a gamma
rate. Called as the families of [journey.mathematics.stats][].
"""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.special import _incomplete_beta as incomplete_beta
from journey.mathematics.special._arrays import Floats, positive
from journey.mathematics.special._gamma import log_binomial
from journey.mathematics.stats import Continuous, Discrete, beta, gamma


class BetaBinomialFamily(Discrete):
    name = "betabinom"
    shapes = ("n", "a", "b")

    def _check(self, *shapes: Floats) -> None:
        n, a, b = shapes
        bad = ~((n >= 0) & (n == np.floor(n)) & np.isfinite(n))
        if bad.any():
            raise ValueError(
                f"{self.name}: n: expected whole numbers from 0 on, got {float(n[bad].flat[0])!r}"
            )
        positive(self.name, a=a, b=b)

    def _support(self, *shapes: Floats) -> tuple[Floats | float, Floats | float]:
        return 0.0, shapes[0]

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        """Bayes' theorem, solved for the evidence: likelihood times prior over posterior.

        That holds at every share; at the posterior mean all three are well scaled. Differences of
        log beta functions are the usual way, and lose as many digits as these have in front.
        """
        n, a, b = shapes
        after_a, after_b = a + x, b + n - x
        share, rest = after_a / (a + b + n), after_b / (a + b + n)
        log: Floats = (
            log_binomial(x, n - x, share, rest)
            + incomplete_beta.log_density(a, b, share, rest)
            - incomplete_beta.log_density(after_a, after_b, share, rest)
        )
        return log

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        k = np.floor(x)
        lower, upper = np.empty_like(k), np.empty_like(k)
        n, a, b = shapes
        # One sum for all numbers with the same parameters; each tail is added up from its own end.
        parameters, which = np.unique(np.stack([n, a, b]), axis=1, return_inverse=True)
        for i, (trials, first, second) in enumerate(parameters.T):
            here = np.ravel(which) == i
            counts = np.arange(trials + 1)
            heights = np.exp(
                self._log_density(counts, *np.broadcast_arrays(trials, first, second, counts)[:3])
            )
            below = np.cumsum(heights)
            above = np.append(np.cumsum(heights[:0:-1])[::-1], 0.0)
            index = np.minimum(k[here], trials).astype(np.int64)
            lower[here], upper[here] = np.minimum(below[index], 1.0), above[index]
        return lower, upper

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        n, a, b = shapes
        s = a + b
        mean, variance = n * a / s, n * (a / s) * (b / s) * (s + n) / (s + 1)
        skewness = (s + 2 * n) * (b - a) / (s + 2) * np.sqrt((1 + s) / (n * a * b * (n + s)))
        kurtosis = s**2 * (1 + s) / (n * a * b * (s + 2) * (s + 3) * (s + n))
        kurtosis = kurtosis * (
            s * (s - 1 + 6 * n)
            + 3 * a * b * (n - 2)
            + 6 * n**2
            - 3 * a * b * n * (6 - n) / s
            - 18 * a * b * n**2 / s**2
        )
        return mean, variance, skewness, kurtosis - 3

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        n, a, b = shapes
        return rng.binomial(n.astype(np.int64), beta._draw(rng, size, a, b)).astype(np.float64)


class NegativeBinomial(Discrete):
    name = "nbinom"
    shapes = ("n", "p")

    def _check(self, *shapes: Floats) -> None:
        n, p = shapes
        positive(self.name, n=n)
        bad = ~((p > 0) & (p <= 1))
        if bad.any():
            raise ValueError(
                f"{self.name}: p: expected numbers above 0 and up to 1, "
                f"got {float(p[bad].flat[0])!r}"
            )

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        n, p = shapes
        log: Floats = log_binomial(n, x, p, 1 - p) - np.log1p(x / n)
        return np.where(p < 1, log, np.where(x == 0, 0.0, -np.inf))

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        n, p = shapes
        lower, upper = incomplete_beta.both_tails(n, np.floor(x) + 1, p, 1 - p)
        return np.where(p < 1, lower, 1.0), np.where(p < 1, upper, 0.0)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        n, p = shapes
        q = 1 - p
        return n * q / p, n * q / p**2, (2 - p) / np.sqrt(n * q), 6 / n + p**2 / (n * q)

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        n, p = shapes
        return rng.poisson(gamma._draw(rng, size, n) * (1 - p) / p).astype(np.float64)


class InverseGamma(Continuous):
    name = "invgamma"
    shapes = ("a",)

    def _check(self, *shapes: Floats) -> None:
        positive(self.name, a=shapes[0])

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        inside = gamma._log_density(1 / x, *shapes) - 2 * np.log(x)
        return np.where(x > 0, inside, -np.inf)

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        lower, upper = gamma._tails(1 / x, *shapes)
        return np.where(x > 0, upper, 0.0), np.where(x > 0, lower, 1.0)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return 1 / gamma._quantile(q, p, not upper, *shapes)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        (a,) = shapes
        mean = np.where(a > 1, 1 / (a - 1), np.inf)
        variance = np.where(a > 2, 1 / ((a - 1) ** 2 * (a - 2)), np.inf)
        skewness = np.where(a > 3, 4 * np.sqrt(a - 2) / (a - 3), np.nan)
        kurtosis = np.where(a > 4, 6 * (5 * a - 11) / ((a - 3) * (a - 4)), np.nan)
        return mean, variance, skewness, kurtosis

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return 1 / gamma._draw(rng, size, *shapes)


betabinom = BetaBinomialFamily()
"""Beta-binomial: successes in `n` trials whose success probability is beta with `a` and `b`."""

nbinom = NegativeBinomial()
r"""Negative binomial: Poisson counts whose mean is gamma with shape `n` and rate $p / (1 - p)$."""

invgamma = InverseGamma()
"""Inverse gamma with shape `a`: the reciprocal of a gamma variable."""
