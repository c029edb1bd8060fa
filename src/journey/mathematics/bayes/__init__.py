"""Bayes' theorem: discrete hypotheses, conjugate updates, grids, Metropolis-Hastings, A/B tests.

Posteriors that have a name are distributions of [journey.mathematics.stats][] or of the three
families here, called in the same way. Not here: tests of hypotheses, maximum likelihood, gradient
samplers and variational methods.
"""

from journey.mathematics.bayes._ab import expected_loss, prob_greater, simulate_peeking
from journey.mathematics.bayes._conjugate import BetaBinomial, GammaPoisson
from journey.mathematics.bayes._diagnostics import autocovariance, ess, mcse, rhat
from journey.mathematics.bayes._dirichlet import DirichletMultinomial
from journey.mathematics.bayes._families import betabinom, invgamma, nbinom
from journey.mathematics.bayes._grid import GridPosterior, grid_posterior
from journey.mathematics.bayes._intervals import hdi, sample_hdi
from journey.mathematics.bayes._metropolis import (
    Chains,
    metropolis_hastings,
    metropolis_matrix,
    metropolis_naive,
)
from journey.mathematics.bayes._normal import NormalInverseGamma, NormalNormal
from journey.mathematics.bayes._rule import bayes_rule, log_bayes_rule, predictive_values

__all__ = [
    "BetaBinomial",
    "Chains",
    "DirichletMultinomial",
    "GammaPoisson",
    "GridPosterior",
    "NormalInverseGamma",
    "NormalNormal",
    "autocovariance",
    "bayes_rule",
    "betabinom",
    "ess",
    "expected_loss",
    "grid_posterior",
    "hdi",
    "invgamma",
    "log_bayes_rule",
    "mcse",
    "metropolis_hastings",
    "metropolis_matrix",
    "metropolis_naive",
    "nbinom",
    "predictive_values",
    "prob_greater",
    "rhat",
    "sample_hdi",
    "simulate_peeking",
]
