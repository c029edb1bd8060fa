"""Families whose maximum is a formula: Bernoulli, binomial, Poisson, normal, exponential, uniform.

Each formula is where the score is zero, but for the uniform distribution, which has no such place.
"""

from __future__ import annotations

import numpy as np

from journey.mathematics.likelihood._model import Model, different, within
from journey.mathematics.special import gammaln
from journey.mathematics.special._arrays import Floats
from journey.mathematics.special._gamma import HALF_LOG_2PI


def times(x: Floats, y: Floats | float) -> Floats:
    """Return x y, and 0 where x is 0: nothing seen adds nothing, be its logarithm infinite."""
    return np.where(x == 0, 0.0, x * np.where(x == 0, 1.0, y))


class Binomial(Model):
    name = "binom"
    params = ("p",)
    links = ("logit",)
    linear = True

    def __init__(self, n: int) -> None:
        self.n = n

    def check(self, x: Floats) -> None:
        good = (x >= 0) & (x <= self.n) & (x == np.floor(x))
        within(self.name, x, good, f"whole numbers from 0 to n = {self.n}")

    def terms(self, x: Floats) -> Floats:
        n = float(self.n)
        choose = gammaln(n + 1) - np.asarray(gammaln(x + 1)) - np.asarray(gammaln(n - x + 1))
        return np.array([x, choose])

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        (p,) = theta
        x, choose = terms
        density: Floats = choose + times(x, np.log(p)) + times(self.n - x, np.log1p(-p))
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        (p,) = theta
        return (times(terms[0], 1 / p) - times(self.n - terms[0], 1 / (1 - p)))[None]

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        (p,) = theta
        return -(times(terms[0], p**-2.0) + times(self.n - terms[0], (1 - p) ** -2.0))[None, None]

    def information(self, theta: Floats) -> Floats:
        (p,) = theta
        return np.array([[self.n / (p * (1 - p))]])

    def closed_form(self, x: Floats) -> Floats:
        return np.array([x.mean() / self.n])


class Bernoulli(Binomial):
    name = "bernoulli"

    def __init__(self) -> None:
        super().__init__(1)


class Poisson(Model):
    name = "poisson"
    params = ("mu",)
    links = ("log",)
    linear = True

    def check(self, x: Floats) -> None:
        within(self.name, x, (x >= 0) & (x == np.floor(x)), "whole numbers from 0 on")

    def terms(self, x: Floats) -> Floats:
        return np.array([x, np.asarray(gammaln(x + 1))])

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        (mu,) = theta
        density: Floats = times(terms[0], np.log(mu)) - mu - terms[1]
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        return (times(terms[0], 1 / theta[0]) - 1)[None]

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        return -times(terms[0], theta[0] ** -2.0)[None, None]

    def information(self, theta: Floats) -> Floats:
        return np.array([[1 / theta[0]]])

    def closed_form(self, x: Floats) -> Floats:
        return np.array([x.mean()])


class Exponential(Model):
    name = "expon"
    params = ("scale",)
    links = ("log",)
    linear = True

    def check(self, x: Floats) -> None:
        within(self.name, x, x >= 0, "numbers from 0 on")
        within(self.name, x, np.array([x.any()]).repeat(len(x)), "a number above 0")

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        density: Floats = -terms[0] / theta[0] - np.log(theta[0])
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        (s,) = theta
        return np.asarray((terms[0] / s - 1) / s)[None]

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        (s,) = theta
        return np.asarray((1 - 2 * terms[0] / s) / s**2)[None, None]

    def information(self, theta: Floats) -> Floats:
        return np.array([[theta[0] ** -2.0]])

    def closed_form(self, x: Floats) -> Floats:
        return np.array([x.mean()])


class Normal(Model):
    name = "norm"
    params = ("loc", "scale")
    links = ("identity", "log")

    def check(self, x: Floats) -> None:
        different(self.name, x)

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        m, s = theta
        z = (terms[0] - m) / s
        density: Floats = -0.5 * z * z - np.log(s) - HALF_LOG_2PI
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        m, s = theta
        z = (terms[0] - m) / s
        return np.array([z / s, (z * z - 1) / s])

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        m, s = theta
        z = (terms[0] - m) / s
        return np.array([[-np.ones_like(z), -2 * z], [-2 * z, 1 - 3 * z * z]]) / float(s) ** 2

    def information(self, theta: Floats) -> Floats:
        return np.diag([1.0, 2.0]) / float(theta[1]) ** 2

    def closed_form(self, x: Floats) -> Floats:
        return np.array([x.mean(), x.std()])

    def starts(self, x: Floats) -> list[Floats]:
        return [np.array([x.mean(), x.std()])]

    def normalise(self, x: Floats) -> tuple[float, float]:
        return float(x.mean()), float(x.std())

    def restore(self, theta: Floats, loc: float, scale: float) -> Floats:
        return np.array([loc + scale * theta[0], scale * theta[1]])


class Uniform(Model):
    """The support depends on the parameters: the likelihood jumps, and no derivative is zero."""

    name = "uniform"
    params = ("loc", "scale")
    links = ("identity", "log")
    regular = False

    def check(self, x: Floats) -> None:
        different(self.name, x)

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        m, s = theta
        # The width is the difference of the ends, so that the largest value is inside it.
        inside = (terms[0] >= m) & (terms[0] - m <= s)
        return np.where(inside, -np.log(s), -np.inf)

    def closed_form(self, x: Floats) -> Floats:
        return np.array([x.min(), x.max() - x.min()])
