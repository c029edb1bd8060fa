from fractions import Fraction

import numpy as np

from journey.practice import check, close, unchanged


@check("gives 2/3 and 1/3 for the example")
def example(work):
    got = work.posterior(np.log([0.5, 0.5]), np.log([[0.8, 0.2], [0.4, 0.6]]), np.array([1, 0]))
    close(got, np.array([2 / 3, 1 / 3]), "posterior(log [1/2, 1/2], log theta, [1, 0])")


@check("counts a word as often as it occurs")
def counts(work):
    got = work.posterior(np.log([0.5, 0.5]), np.log([[0.8, 0.2], [0.4, 0.6]]), np.array([3, 1]))
    close(got, np.array([8 / 11, 3 / 11]), "posterior(log [1/2, 1/2], log theta, [3, 1])")


@check("takes the prior into account")
def prior(work):
    got = work.posterior(np.log([0.1, 0.9]), np.log([[0.5, 0.5], [0.5, 0.5]]), np.array([4, 2]))
    close(got, np.array([0.1, 0.9]), "posterior(log [0.1, 0.9], equal words, [4, 2])")


@check("does not lose a text of 2,000 words")
def long(work):
    theta = np.array([[0.5, 0.3, 0.2], [0.5, 0.2, 0.3]])
    got = work.posterior(np.log([0.5, 0.5]), np.log(theta), np.array([1000, 501, 499]))
    close(got, np.array([9 / 13, 4 / 13]), "posterior(..., [1000, 501, 499])")


@check("does not overflow where scores are far above 0")
def high(work):
    got = work.posterior(np.array([5000.0, 5000.0]), np.log([[0.75], [0.25]]), np.array([1]))
    close(got, np.array([0.75, 0.25]), "posterior([5000, 5000], log [[0.75], [0.25]], [1])")


@check("lets a word that a class never shows rule it out")
def impossible(work):
    logs = np.array([[0.0, -np.inf], np.log([0.5, 0.5])])
    got = work.posterior(np.log([0.5, 0.5]), logs, np.array([2, 1]))
    close(got, np.array([0.0, 1.0]), "posterior(..., [[0, -inf], ...], [2, 1])")


@check("is not disturbed by such a word when the text lacks it")
def lacking(work):
    logs = np.array([[0.0, -np.inf], np.log([0.5, 0.5])])
    got = work.posterior(np.log([0.5, 0.5]), logs, np.array([2, 0]))
    close(got, np.array([0.8, 0.2]), "posterior(..., [[0, -inf], ...], [2, 0])")


@check("agrees with fractions for every text of up to four words")
def fractions(work):
    theta = [[Fraction(1, 6), Fraction(2, 6), Fraction(3, 6)], [Fraction(1, 3)] * 3]
    share = [Fraction(1, 4), Fraction(3, 4)]
    logs = np.log(np.array([[float(p) for p in row] for row in theta]))
    for a in range(3):
        for b in range(2):
            for c in range(2):
                p = [share[k] * theta[k][0] ** a * theta[k][1] ** b * theta[k][2] ** c
                     for k in range(2)]  # fmt: skip
                got = work.posterior(np.log([0.25, 0.75]), logs, np.array([a, b, c]))
                close(got, np.array([float(p[0] / sum(p)), float(p[1] / sum(p))]),
                      f"posterior(..., [{a}, {b}, {c}])")  # fmt: skip


@check("leaves its arguments as they were")
def keeps(work):
    unchanged(work.posterior, np.log([0.5, 0.5]), np.log([[0.8, 0.2], [0.4, 0.6]]),
              np.array([1, 2]), call="posterior(log_prior, log_theta, x)")  # fmt: skip
