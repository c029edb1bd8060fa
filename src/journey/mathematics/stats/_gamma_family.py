"""Gamma, chi-squared, beta and Student's t: all made of gamma variables, all sampled by them."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.special import _incomplete_beta as incomplete_beta
from journey.mathematics.special import _incomplete_gamma as incomplete_gamma
from journey.mathematics.special._arrays import Floats, positive
from journey.mathematics.special._gamma import (
    HALF_LOG_2PI,
    betaln,
    log_poisson,
    stirling_error,
)
from journey.mathematics.stats._kinds import Continuous
from journey.mathematics.stats._simple import standard_normals


def standard_gammas(rng: np.random.Generator, size: tuple[int, ...], a: Floats) -> Floats:
    """Draw from gamma distributions by rejection (Marsaglia, Tsang 2000).

    `d (1 + c z)^3` with a normal z is nearly gamma; one uniform number in about twenty throws a
    draw away to make it exact. Below 1 the shape is raised by 1 and a power of a uniform number
    brings it back.
    """
    a = np.ravel(np.broadcast_to(a, size))
    raised = np.where(a < 1, a + 1, a)
    d = raised - 1 / 3
    c = 1 / np.sqrt(9 * d)
    out = np.empty_like(a)
    left = np.arange(a.size)
    while len(left):
        z = standard_normals(rng, left.shape)
        v = (1 + c[left] * z) ** 3
        u = rng.random(left.shape)
        room = 0.5 * z * z + d[left] * (1 - v + np.log(np.where(v > 0, v, 1.0)))
        taken = (v > 0) & (np.log1p(-u) < room)
        out[left[taken]] = d[left[taken]] * v[taken]
        left = left[~taken]
    low = a < 1
    if low.any():
        out[low] *= (1 - rng.random(int(low.sum()))) ** (1 / a[low])
    return out.reshape(size)


class Gamma(Continuous):
    name = "gamma"
    shapes = ("a",)

    def _check(self, *shapes: Floats) -> None:
        positive(self.name, **dict(zip(self.shapes, shapes, strict=True)))

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        (a,) = shapes
        inside = log_poisson(a, x) + np.log(a) - np.log(x)
        at_0 = np.where(a < 1, np.inf, np.where(a > 1, -np.inf, 0.0))
        return np.where(x > 0, inside, at_0)

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return incomplete_gamma.both_tails(shapes[0], x)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return incomplete_gamma.invert(shapes[0], p, q)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        (a,) = shapes
        return a, a, 2 / np.sqrt(a), 6 / a

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return standard_gammas(rng, size, shapes[0])


class ChiSquared(Continuous):
    """Twice a gamma variable with half the degrees of freedom as its shape."""

    name = "chi2"
    shapes = ("df",)
    _check = Gamma._check

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        density: Floats = gamma._log_density(x / 2, shapes[0] / 2) - np.log(2)
        return density

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return gamma._tails(x / 2, shapes[0] / 2)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return 2 * gamma._quantile(p, q, upper, shapes[0] / 2)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        (df,) = shapes
        return df, 2 * df, np.sqrt(8 / df), 12 / df

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        return 2 * standard_gammas(rng, size, shapes[0] / 2)


class Beta(Continuous):
    name = "beta"
    shapes = ("a", "b")
    _check = Gamma._check

    def _support(self, *shapes: Floats) -> tuple[float, float]:
        return 0.0, 1.0

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        a, b = shapes
        inside = incomplete_beta.log_density(a, b, x, 1 - x)
        at_0 = np.where(a < 1, np.inf, np.where(a > 1, -np.inf, np.log(b)))
        at_1 = np.where(b < 1, np.inf, np.where(b > 1, -np.inf, np.log(a)))
        return np.where(x <= 0, at_0, np.where(x >= 1, at_1, inside))

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        return incomplete_beta.both_tails(shapes[0], shapes[1], x, 1 - x)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        return incomplete_beta.invert(shapes[0], shapes[1], p, q)[0]

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        a, b = shapes
        n = a + b
        variance = a / n * (b / n) / (n + 1)
        skewness = 2 * (b - a) * np.sqrt(n + 1) / ((n + 2) * np.sqrt(a * b))
        kurtosis = 6 * ((a - b) ** 2 * (n + 1) - a * b * (n + 2))
        return a / n, variance, skewness, kurtosis / (a * b * (n + 2) * (n + 3))

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        x, y = (standard_gammas(rng, size, shape) for shape in shapes)
        return x / (x + y)


class StudentT(Continuous):
    """A normal variable over the root of an independent chi-squared one, by its freedom."""

    name = "t"
    shapes = ("df",)
    _check = Gamma._check

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        (df,) = shapes
        half = df / 2
        # Gamma(half + 1/2) / Gamma(half) by Stirling's formula, its large parts cancelled by hand
        front = stirling_error(half + 0.5) - stirling_error(half) - 0.5
        front = front + half * np.log1p(0.5 / half) - HALF_LOG_2PI
        square = x * x / df
        log = np.where(square < 1e300, np.log1p(square), 2 * np.log(np.abs(x)) - np.log(df))
        density: Floats = front - (df + 1) / 2 * log
        return density

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        (df,) = shapes
        size = np.abs(x)
        # Both shares are written so that neither is a difference and no square overflows.
        ratio = size / np.sqrt(df)
        far = np.where(ratio > 1, 1 / (1 + ratio**-2.0), ratio**2 / (1 + ratio**2))
        near = np.where(ratio > 1, ratio**-2.0 / (1 + ratio**-2.0), 1 / (1 + ratio**2))
        _, outside = incomplete_beta.both_tails(np.full_like(df, 0.5), df / 2, far, near)
        small, large = outside / 2, 1 - outside / 2
        return np.where(x < 0, small, large), np.where(x < 0, large, small)

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        (df,) = shapes
        tail = np.minimum(p, q)
        far, near = incomplete_beta.invert(np.full_like(df, 0.5), df / 2, 1 - 2 * tail, 2 * tail)
        size = np.sqrt(df) * np.sqrt(far) / np.sqrt(near)
        # Far out df / x^2 is too small for a number, but its power law is exact there.
        power = (np.log(tail * df) + np.asarray(betaln(df / 2, 0.5))) / df
        size = np.where(power < -300, np.exp(0.5 * np.log(df) - power), size)
        size = np.where(tail > 0, size, np.inf)
        return np.where(p < q, -size, size)

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        (df,) = shapes
        variance = np.where(df > 2, df / (df - 2), np.where(df > 1, np.inf, np.nan))
        kurtosis = np.where(df > 4, 6 / (df - 4), np.where(df > 2, np.inf, np.nan))
        mean = np.where(df > 1, 0.0, np.nan)
        return mean, variance, np.where(df > 3, 0.0, np.nan), kurtosis

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        (df,) = shapes
        z = standard_normals(rng, size)
        return z / np.sqrt(2 * standard_gammas(rng, size, df / 2) / df)


gamma = Gamma()
r"""Gamma with shape `a`: density $x^{a-1} e^{-x} / \Gamma(a)$ for $x \ge 0$."""

chi2 = ChiSquared()
"""Chi-squared with `df` degrees of freedom: the sum of that many squared normal variables."""

beta = Beta()
r"""Beta with shapes `a` and `b`: density $x^{a-1} (1-x)^{b-1} / B(a, b)$ from 0 to 1."""

t = StudentT()
r"""Student's t with `df` degrees of freedom: density as $(1 + x^2/\nu)^{-(\nu+1)/2}$."""
