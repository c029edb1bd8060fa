"""Probability distributions: density, distribution function, quantile, samples, moments.

Called as `scipy.stats` is. Not here: tests of hypotheses, and fitting by maximum likelihood.
"""

from journey.mathematics.stats._base import Distribution, Frozen
from journey.mathematics.stats._discrete import bernoulli, binom, poisson
from journey.mathematics.stats._gamma_family import beta, chi2, gamma, t
from journey.mathematics.stats._kinds import Continuous, Discrete
from journey.mathematics.stats._multivariate import MultivariateNormal, multivariate_normal
from journey.mathematics.stats._simple import expon, norm, uniform
from journey.mathematics.stats._theorems import standardized_mean

__all__ = [
    "Continuous",
    "Discrete",
    "Distribution",
    "Frozen",
    "MultivariateNormal",
    "bernoulli",
    "beta",
    "binom",
    "chi2",
    "expon",
    "gamma",
    "multivariate_normal",
    "norm",
    "poisson",
    "standardized_mean",
    "t",
    "uniform",
]
