"""Conjugate updates for counts: a beta prior on a share, a gamma prior on a rate.

The posterior is of the prior's family, so an update is addition. A prior may be improper, with
parameters of 0; asking for a distribution that is still improper is an error. Intervals are those
of the distributions: `posterior.dist.interval(0.95)`, and [hdi][journey.mathematics.bayes.hdi].
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.bayes._families import betabinom, nbinom
from journey.mathematics.special import betaln, gammaln
from journey.mathematics.special._arrays import Floats, floats
from journey.mathematics.stats import Frozen, beta, gamma


def check_parameters(prior: Any, least: dict[str, float]) -> None:
    """Raise where a parameter of a prior is below its least value, or NaN."""
    for field in fields(prior):
        value, bound = getattr(prior, field.name), least.get(field.name, -np.inf)
        if not (np.ndim(value) == 0 and value >= bound):
            raise ValueError(
                f"{type(prior).__name__}: {field.name}: expected a number from {bound:g} on, "
                f"got {value!r}"
            )


def require_proper(who: Any, condition: bool) -> None:
    """Raise where a distribution has no finite total."""
    if not condition:
        raise ValueError(f"{who!r} is improper: its density has no finite integral; add data")


def counts(function: str, **given: ArrayLike) -> list[Floats]:
    """Return arguments as flat arrays of one length; raise where one is no count."""
    arrays = [np.ravel(array) for array in floats(function, **given)]
    for name, array in zip(given, arrays, strict=True):
        bad = ~((array >= 0) & (array == np.floor(array)) & np.isfinite(array))
        if bad.any():
            raise ValueError(
                f"{function}: {name}: expected whole numbers from 0 on, "
                f"got {float(array[bad][0])!r}"
            )
    return arrays


@dataclass(frozen=True)
class BetaBinomial:
    r"""A share with a beta distribution, which learns from successes and failures.

    $p^{a-1}(1-p)^{b-1} \cdot p^{k}(1-p)^{n-k}$ is a beta density again, with $a+k$ and $b+n-k$.

    Parameters
    ----------
    a, b
        Successes and failures that the prior counts for; both 1 is uniform, both 1/2 Jeffreys',
        both 0 Haldane's, which is improper.

    Raises
    ------
    ValueError
        If a parameter is negative.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 2.4. CRC Press.

    Examples
    --------
    >>> posterior = BetaBinomial(1, 1).update(successes=7, trials=10)
    >>> posterior
    BetaBinomial(a=8.0, b=4.0)
    >>> low, high = posterior.dist.interval(0.95)
    >>> round(float(low), 3), round(float(high), 3)
    (0.39, 0.891)
    """

    a: float
    b: float

    def __post_init__(self) -> None:
        check_parameters(self, {"a": 0.0, "b": 0.0})

    @property
    def dist(self) -> Frozen:
        """The distribution of the share, a frozen beta; an error if it is improper."""
        require_proper(self, self.a > 0 and self.b > 0)
        return beta(self.a, self.b)

    def update(self, successes: ArrayLike, trials: ArrayLike) -> BetaBinomial:
        """Return what is known after the data.

        Parameters
        ----------
        successes, trials
            Counts; arrays of several experiments are added up.

        Returns
        -------
        BetaBinomial

        Raises
        ------
        ValueError
            If a count is negative or not whole, or there are more successes than trials.
        """
        k, n = self._data("BetaBinomial.update", successes, trials)
        return BetaBinomial(float(self.a + k.sum()), float(self.b + (n - k).sum()))

    def predictive(self, trials: int) -> Frozen:
        """Return the distribution of the successes in further trials, a frozen beta-binomial."""
        require_proper(self, self.a > 0 and self.b > 0)
        return betabinom(trials, self.a, self.b)

    def log_marginal(self, successes: ArrayLike, trials: ArrayLike) -> float:
        """Return the logarithm of the marginal likelihood: the probability of all the counts.

        Parameters and errors are those of `update`; the prior must be proper.
        """
        require_proper(self, self.a > 0 and self.b > 0)
        k, n = self._data("BetaBinomial.log_marginal", successes, trials)
        if len(k) == 1:
            return float(betabinom.logpmf(k[0], n[0], self.a, self.b))
        ways = -np.log1p(n) - np.asarray(betaln(k + 1, n - k + 1))
        after = self.update(k, n)
        return float(ways.sum() + betaln(after.a, after.b) - betaln(self.a, self.b))

    @staticmethod
    def _data(function: str, successes: ArrayLike, trials: ArrayLike) -> list[Floats]:
        k, n = counts(function, successes=successes, trials=trials)
        if (k > n).any():
            i = int(np.argmax(k > n))
            raise ValueError(
                f"{function}: successes: expected at most the trials, got {k[i]:g} of {n[i]:g}"
            )
        return [k, n]


@dataclass(frozen=True)
class GammaPoisson:
    r"""A rate with a gamma distribution, which learns from Poisson counts.

    $\lambda^{a-1} e^{-b\lambda} \cdot \lambda^{k} e^{-t\lambda}$ is gamma with $a+k$ and $b+t$.

    Parameters
    ----------
    shape
        Events that the prior counts for.
    rate
        The exposure (time, area) that it counts for. Both 0 is improper.

    Raises
    ------
    ValueError
        If a parameter is negative.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 2.6. CRC Press.

    Examples
    --------
    >>> posterior = GammaPoisson(2.0, 1.0).update([3, 5, 4])
    >>> posterior, float(posterior.dist.mean())
    (GammaPoisson(shape=14.0, rate=4.0), 3.5)
    """

    shape: float
    rate: float

    def __post_init__(self) -> None:
        check_parameters(self, {"shape": 0.0, "rate": 0.0})

    @property
    def dist(self) -> Frozen:
        """The distribution of the rate, a frozen gamma; an error if it is improper."""
        require_proper(self, self.shape > 0 and self.rate > 0)
        return gamma(self.shape, scale=1 / self.rate)

    def update(self, events: ArrayLike, exposure: ArrayLike = 1.0) -> GammaPoisson:
        """Return what is known after the data.

        Parameters
        ----------
        events
            Counts, any shape.
        exposure
            How long or how much was watched for each count. Default: 1.

        Returns
        -------
        GammaPoisson

        Raises
        ------
        ValueError
            If a count is negative or not whole, or an exposure is not positive.
        """
        k, t = self._data("GammaPoisson.update", events, exposure)
        return GammaPoisson(float(self.shape + k.sum()), float(self.rate + t.sum()))

    def predictive(self, exposure: float = 1.0) -> Frozen:
        """Return the distribution of a further count, a frozen negative binomial."""
        require_proper(self, self.shape > 0 and self.rate > 0)
        return nbinom(self.shape, self.rate / (self.rate + exposure))

    def log_marginal(self, events: ArrayLike, exposure: ArrayLike = 1.0) -> float:
        """Return the logarithm of the marginal likelihood: the probability of all the counts.

        Parameters and errors are those of `update`; the prior must be proper.
        """
        require_proper(self, self.shape > 0 and self.rate > 0)
        k, t = self._data("GammaPoisson.log_marginal", events, exposure)
        if len(k) == 1:
            return float(nbinom.logpmf(k[0], self.shape, self.rate / (self.rate + t[0])))
        after = self.update(k, t)
        own = (k * np.log(t) - np.asarray(gammaln(k + 1))).sum()
        before = self.shape * np.log(self.rate) - gammaln(self.shape)
        return float(own + before + gammaln(after.shape) - after.shape * np.log(after.rate))

    @staticmethod
    def _data(function: str, events: ArrayLike, exposure: ArrayLike) -> list[Floats]:
        k, t = (np.ravel(part) for part in floats(function, events=events, exposure=exposure))
        counts(function, events=k)
        if not ((t > 0) & np.isfinite(t)).all():
            raise ValueError(f"{function}: exposure: expected positive numbers, got {t.min()!r}")
        return [k, t]
