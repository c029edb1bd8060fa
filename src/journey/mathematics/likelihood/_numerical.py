"""Families whose maximum is searched for: gamma, beta, Student's t and Weibull."""

from __future__ import annotations

import numpy as np

from journey.mathematics.likelihood._model import Model, different, within
from journey.mathematics.likelihood._polygamma import digamma, trigamma
from journey.mathematics.special import betaln, gammaln
from journey.mathematics.special._arrays import Floats
from journey.mathematics.stats import t as student

_EULER = 0.5772156649015329


class Gamma(Model):
    name = "gamma"
    params = ("a", "scale")
    links = ("log", "log")
    linear = True

    def check(self, x: Floats) -> None:
        within(self.name, x, x > 0, "positive numbers")
        different(self.name, x)

    def terms(self, x: Floats) -> Floats:
        return np.array([x, np.log(x)])

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        a, s = theta
        x, log = terms
        density: Floats = (a - 1) * log - x / s - gammaln(a) - a * np.log(s)
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        a, s = theta
        x, log = terms
        return np.array([log - np.log(s) - digamma(a), (x / s - a) / s])

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        a, s = theta
        same = np.ones_like(terms[0])
        cross = -same / s
        return np.array([[-trigamma(a) * same, cross], [cross, (a - 2 * terms[0] / s) / s**2]])

    def information(self, theta: Floats) -> Floats:
        a, s = theta
        return np.array([[trigamma(a), 1 / s], [1 / s, a / s**2]])

    def starts(self, x: Floats) -> list[Floats]:
        # The score in the scale is zero at mean / a; what is left, log a - digamma(a) = gap, has
        # this solution to within 1.5% (Minka 2002).
        gap = np.log(x.mean()) - np.log(x).mean()
        a = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
        return [np.array([a, x.mean() / a])]

    def normalise(self, x: Floats) -> tuple[float, float]:
        return 0.0, float(x.mean())

    def restore(self, theta: Floats, loc: float, scale: float) -> Floats:
        return np.array([theta[0], scale * theta[1]])


class Beta(Model):
    name = "beta"
    params = ("a", "b")
    links = ("log", "log")
    linear = True

    def check(self, x: Floats) -> None:
        within(self.name, x, (x > 0) & (x < 1), "numbers between 0 and 1, without the ends")
        different(self.name, x)

    def terms(self, x: Floats) -> Floats:
        return np.array([np.log(x), np.log1p(-x)])

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        a, b = theta
        density: Floats = (a - 1) * terms[0] + (b - 1) * terms[1] - betaln(a, b)
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        a, b = theta
        both = digamma(a + b)
        return np.array([terms[0] - digamma(a) + both, terms[1] - digamma(b) + both])

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        return np.asarray(-self.information(theta)[:, :, None] * np.ones_like(terms[0]))

    def information(self, theta: Floats) -> Floats:
        both = trigamma(theta.sum())
        return np.asarray(np.diag(np.asarray(trigamma(theta))) - both)

    def starts(self, x: Floats) -> list[Floats]:
        mean = x.mean()
        size = max(mean * (1 - mean) / x.var() - 1, 1e-2)  # the moments' a + b
        return [np.array([mean * size, (1 - mean) * size])]


class Weibull(Model):
    name = "weibull_min"
    params = ("c", "scale")
    links = ("log", "log")

    def check(self, x: Floats) -> None:
        within(self.name, x, x > 0, "positive numbers")
        different(self.name, x)

    def terms(self, x: Floats) -> Floats:
        return np.log(x)[None, :]

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        c, s = theta
        ratio = terms[0] - np.log(s)
        density: Floats = np.log(c) - np.log(s) + (c - 1) * ratio - np.exp(c * ratio)
        return density

    def score(self, terms: Floats, theta: Floats) -> Floats:
        c, s = theta
        ratio = terms[0] - np.log(s)
        power = np.exp(c * ratio)
        return np.array([1 / c + ratio - power * ratio, c / s * (power - 1)])

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        c, s = theta
        ratio = terms[0] - np.log(s)
        power = np.exp(c * ratio)
        cross = (power - 1 + c * power * ratio) / s
        own = -(c**-2.0) - power * ratio**2
        return np.array([[own, cross], [cross, -c / s**2 * (power - 1 + c * power)]])

    def information(self, theta: Floats) -> Floats:
        c, s = theta
        cross = (_EULER - 1) / s
        return np.array([[(np.pi**2 / 6 + (1 - _EULER) ** 2) / c**2, cross], [cross, (c / s) ** 2]])

    def starts(self, x: Floats) -> list[Floats]:
        # The logarithm has Gumbel's distribution, whose moments are known.
        log = np.log(x)
        c = np.pi / np.sqrt(6) / log.std()
        return [np.array([c, np.exp(log.mean() + _EULER / c)])]

    def normalise(self, x: Floats) -> tuple[float, float]:
        return 0.0, float(np.exp(np.log(x).mean()))

    def restore(self, theta: Floats, loc: float, scale: float) -> Floats:
        return np.array([theta[0], scale * theta[1]])


def _inside(theta: Floats) -> tuple[float, float, float]:
    # A long step of the search may take exp(u) to 0, where digamma has its pole, or to infinity.
    return min(max(float(theta[0]), 1e-100), 1e100), float(theta[1]), float(theta[2])


class StudentT(Model):
    """Location, scale and degrees of freedom.

    For a few degrees the likelihood has poles: with the location on one of n observations and less
    than 1 / (n - 1) degrees it grows without bound as the scale shrinks (Fernandez, Steel 1999).
    What is returned is the maximum of the ordinary kind that the search meets.
    """

    name = "t"
    params = ("df", "loc", "scale")
    links = ("log", "identity", "log")

    def check(self, x: Floats) -> None:
        different(self.name, x)

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        df, m, s = _inside(theta)
        return np.asarray(student.logpdf((terms[0] - m) / s, df) - np.log(s))

    def score(self, terms: Floats, theta: Floats) -> Floats:
        df, m, s = _inside(theta)
        z = (terms[0] - m) / s
        square = z * z
        total = df + square
        free = digamma((df + 1) / 2) - digamma(df / 2) - np.log1p(square / df)
        by_df = (free + (square - 1) / total) / 2
        pull = (df + 1) * z / total
        return np.array([by_df, pull / s, (pull * z - 1) / s])

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        df, m, s = _inside(theta)
        z = (terms[0] - m) / s
        square = z * z
        total = df + square
        out = np.empty((3, 3, len(z)))
        out[0, 0] = (trigamma((df + 1) / 2) - trigamma(df / 2)) / 4
        out[0, 0] += (square / (df * total) - (square - 1) / total**2) / 2
        out[0, 1] = out[1, 0] = z * (square - 1) / (s * total**2)
        out[0, 2] = out[2, 0] = square * (square - 1) / (s * total**2)
        out[1, 1] = -(df + 1) * (df - square) / (s * total) ** 2
        out[1, 2] = out[2, 1] = -2 * df * (df + 1) * z / (s * total) ** 2
        slope = (df + 1) * square / total
        out[2, 2] = (1 - slope - 2 * df * slope / total) / s**2
        return out

    def information(self, theta: Floats) -> Floats:
        df, _, s = theta
        out: Floats = np.diag([0.0, (df + 1) / s**2, 2 * df / s**2]) / (df + 3)
        out[0, 0] = (trigamma(df / 2) - trigamma((df + 1) / 2)) / 4
        out[0, 0] -= (df + 5) / (2 * df * (df + 1) * (df + 3))
        out[0, 2] = out[2, 0] = -2 / (s * (df + 1) * (df + 3))
        return out

    def starts(self, x: Floats) -> list[Floats]:
        middle = float(np.median(x))
        spread = float(np.subtract(*np.quantile(x, [0.75, 0.25]))) / 1.35 or float(x.std())
        return [np.array([df, middle, spread]) for df in (1.0, 4.0, 30.0)]

    def normalise(self, x: Floats) -> tuple[float, float]:
        _, middle, spread = self.starts(x)[0]
        return float(middle), float(spread)

    def restore(self, theta: Floats, loc: float, scale: float) -> Floats:
        return np.array([theta[0], loc + scale * theta[1], scale * theta[2]])
