"""Conjugate updates for measurements: normal data with a known spread, and with an unknown one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.bayes._conjugate import check_parameters, require_proper
from journey.mathematics.bayes._families import invgamma
from journey.mathematics.special import gammaln
from journey.mathematics.special._arrays import Floats, floats
from journey.mathematics.stats import Frozen, norm, t


def _measurements(function: str, data: ArrayLike) -> Floats:
    (x,) = floats(function, data=data)
    if not np.isfinite(x).all():
        raise ValueError(f"{function}: data: expected finite numbers, got one that is not")
    return np.ravel(x)


@dataclass(frozen=True)
class NormalNormal:
    r"""A mean with a normal distribution, which learns from normal data of known spread.

    Precisions add: $1/s_n^2 = 1/s^2 + n/\sigma^2$, and the mean is the average of prior mean and
    data mean with these weights.

    Parameters
    ----------
    mean, sd
        Of the prior; an infinite `sd` is flat and improper.
    sigma
        Standard deviation of each measurement.

    Raises
    ------
    ValueError
        If `sd` or `sigma` is not positive.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 2.5. CRC Press.

    Examples
    --------
    >>> posterior = NormalNormal(mean=0.0, sd=2.0, sigma=2.0).update([3.0, 5.0, 4.0])
    >>> posterior
    NormalNormal(mean=3.0, sd=1.0, sigma=2.0)
    """

    mean: float
    sd: float
    sigma: float

    def __post_init__(self) -> None:
        check_parameters(self, {"sd": 0.0, "sigma": 0.0})
        if not (self.sd > 0 and 0 < self.sigma < np.inf):
            raise ValueError(
                f"NormalNormal: sd, sigma: expected positive numbers, got {self.sd!r}, "
                f"{self.sigma!r}"
            )

    @property
    def dist(self) -> Frozen:
        """The distribution of the mean, a frozen normal; an error if it is improper."""
        require_proper(self, self.sd < np.inf)
        return norm(self.mean, self.sd)

    def update(self, data: ArrayLike) -> NormalNormal:
        """Return what is known after the measurements, an array of any shape.

        Raises
        ------
        ValueError
            If a measurement is not finite.
        """
        x = _measurements("NormalNormal.update", data)
        if not len(x):
            return self
        prior, own = self.sd**-2, len(x) / self.sigma**2
        # The prior's mean plus a share of the surprise: exact where the two agree.
        mean = x.mean() if prior == 0 else self.mean + own / (prior + own) * (x.mean() - self.mean)
        return NormalNormal(float(mean), float((prior + own) ** -0.5), self.sigma)

    def predictive(self) -> Frozen:
        """Return the distribution of a further measurement, a frozen normal."""
        require_proper(self, self.sd < np.inf)
        return norm(self.mean, float(np.hypot(self.sd, self.sigma)))

    def log_marginal(self, data: ArrayLike) -> float:
        """Return the logarithm of the marginal likelihood of the measurements.

        It is the density of the mean times that of the deviations from it, which do not depend on
        the unknown.
        """
        require_proper(self, self.sd < np.inf)
        x = _measurements("NormalNormal.log_marginal", data)
        n = len(x)
        if not n:
            return 0.0
        spread = self.sigma**2 + n * self.sd**2
        around = ((x - x.mean()) ** 2).sum() / self.sigma**2
        log = -0.5 * (around + n * (x.mean() - self.mean) ** 2 / spread)
        log -= 0.5 * n * np.log(2 * np.pi) + (n - 1) * np.log(self.sigma) + 0.5 * np.log(spread)
        return float(log)


@dataclass(frozen=True)
class NormalInverseGamma:
    r"""A mean and a variance, which learn from normal data.

    The variance is inverse gamma with shape $\alpha$ and scale $\beta$; given it, the mean is
    normal around $m$ with variance $\sigma^2/\kappa$. On its own the mean is Student's t.

    Parameters
    ----------
    mean
        $m$, the prior's guess of the mean.
    kappa
        How many measurements that guess counts for.
    alpha, beta
        Shape and scale of the variance. `NormalInverseGamma(0, 0, -0.5, 0)` is the improper prior
        whose posterior gives the classical intervals.

    Raises
    ------
    ValueError
        If `kappa` or `beta` is negative or `alpha` below -1/2.

    References
    ----------
    Murphy, K. P. (2007). Conjugate Bayesian analysis of the Gaussian distribution, section 6.

    Examples
    --------
    >>> NormalInverseGamma(0.0, 2.0, 2.0, 2.0).update([1.0, 3.0])
    NormalInverseGamma(mean=1.0, kappa=4.0, alpha=3.0, beta=5.0)
    """

    mean: float
    kappa: float
    alpha: float
    beta: float

    def __post_init__(self) -> None:
        check_parameters(self, {"kappa": 0.0, "alpha": -0.5, "beta": 0.0})

    @property
    def mean_dist(self) -> Frozen:
        """The distribution of the mean alone, a frozen Student's t; an error if improper."""
        self._proper()
        scale = float(np.sqrt(self.beta / (self.alpha * self.kappa)))
        return t(2 * self.alpha, self.mean, scale)

    @property
    def variance_dist(self) -> Frozen:
        """The distribution of the variance, a frozen inverse gamma; an error if improper."""
        self._proper()
        return invgamma(self.alpha, scale=self.beta)

    def update(self, data: ArrayLike) -> NormalInverseGamma:
        """Return what is known after the measurements, an array of any shape.

        Raises
        ------
        ValueError
            If a measurement is not finite.
        """
        x = _measurements("NormalInverseGamma.update", data)
        n = len(x)
        if not n:
            return self
        kappa, surprise = self.kappa + n, x.mean() - self.mean
        around = ((x - x.mean()) ** 2).sum() + self.kappa * n / kappa * surprise**2
        return NormalInverseGamma(
            float(self.mean + n / kappa * surprise),
            float(kappa),
            float(self.alpha + n / 2),
            float(self.beta + around / 2),
        )

    def predictive(self) -> Frozen:
        """Return the distribution of a further measurement, a frozen Student's t."""
        self._proper()
        scale = np.sqrt(self.beta * (1 + self.kappa) / (self.alpha * self.kappa))
        return t(2 * self.alpha, self.mean, float(scale))

    def logpdf(self, mean: ArrayLike, variance: ArrayLike) -> Floats:
        """Return the logarithm of the joint density of mean and variance, which broadcast."""
        self._proper()
        m, v = floats("NormalInverseGamma.logpdf", mean=mean, variance=variance)
        given = norm.logpdf(m, self.mean, np.sqrt(v / self.kappa))
        return np.asarray(given + self.variance_dist.logpdf(v))

    def log_marginal(self, data: ArrayLike) -> float:
        """Return the logarithm of the marginal likelihood of the measurements."""
        self._proper()
        x = _measurements("NormalInverseGamma.log_marginal", data)
        after = self.update(x)
        log = gammaln(after.alpha) - gammaln(self.alpha) + 0.5 * np.log(self.kappa / after.kappa)
        log += self.alpha * np.log(self.beta) - after.alpha * np.log(after.beta)
        return float(log - 0.5 * len(x) * np.log(2 * np.pi))

    def _proper(self) -> None:
        require_proper(self, self.kappa > 0 and self.alpha > 0 and self.beta > 0)
