from fractions import Fraction

import numpy as np

from journey.practice import check, close, unchanged

PRIOR = np.array([0.8, 0.2])
HEADS = np.log([[0.5, 0.9], [0.5, 0.9]])


@check("turns prior and likelihood into the posterior, the example's")
def example(work):
    joint = [0.8 * 0.25, 0.2 * 0.81]
    close(work.posterior(PRIOR, HEADS), np.array(joint) / sum(joint),
          "posterior([0.8, 0.2], two heads)")  # fmt: skip


@check("weighs by the prior, not by the likelihood alone")
def weighs(work):
    close(work.posterior(np.array([0.99, 0.01]), np.log([[0.05, 0.9]])),
          np.array([0.0495, 0.009]) / 0.0585, "posterior([0.99, 0.01], a test)")  # fmt: skip


@check("does not lose everything with 20,000 data")
def many(work):
    logs = np.concatenate([np.full((10_400, 2), np.log([0.50, 0.52])),
                           np.full((9_600, 2), np.log([0.50, 0.48]))])  # fmt: skip
    odds = Fraction(26, 25) ** 10_400 * Fraction(24, 25) ** 9_600
    want = float(odds / (1 + odds))
    close(work.posterior(np.array([0.5, 0.5]), logs), np.array([1 - want, want]),
          "posterior([0.5, 0.5], 20,000 flips)")  # fmt: skip


@check("does not overflow where densities are large")
def large(work):
    close(work.posterior(np.array([0.5, 0.5]), np.array([[2000.0, 2000.0 + np.log(3)]])),
          np.array([0.25, 0.75]), "posterior([0.5, 0.5], [[2000, 2000 + log 3]])")  # fmt: skip


@check("leaves a prior of 0 at 0, whatever the data say")
def zero(work):
    close(work.posterior(np.array([0.0, 0.5, 0.5]), np.array([[0.0, -900.0, -901.0]])),
          np.array([0.0, 1.0, np.exp(-1)]) / (1 + np.exp(-1)),
          "posterior([0, 0.5, 0.5], [[0, -900, -901]])")  # fmt: skip


@check("returns the prior where there are no data")
def none(work):
    close(work.posterior(PRIOR, np.empty((0, 2))), PRIOR, "posterior([0.8, 0.2], no data)")


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.posterior, PRIOR, HEADS, call="posterior(prior, log_likelihoods)")
