import numpy as np

from journey.mathematics import stats
from journey.practice import check, close, holds, unchanged

U = np.array([0.0, 0.01, 0.3, 0.5, 0.9, 0.999])


@check("gives the exponential quantiles, the mean as their scale")
def quantiles(work):
    for mean in (1.0, 2.0, 0.1):
        got = work.exponential(U, mean)
        close(got, stats.expon.ppf(U, scale=mean), f"exponential(u, {mean})")


@check("keeps the digits of a tiny u")
def tiny(work):
    got = work.exponential(np.array([1e-20]), 1.0)
    holds(abs(got[0] / 1e-20 - 1) < 1e-12, "exponential([1e-20], 1.0)",
          expected="1e-20, to twelve digits", got=float(got[0]))  # fmt: skip


@check("finds the step that u falls into")
def steps(work):
    got = work.counts(np.array([0.1, 0.3, 0.9]), np.array([0.25, 0.5, 0.25]))
    close(got, np.array([0, 1, 2]), "counts([0.1, 0.3, 0.9], [0.25, 0.5, 0.25])")


@check("goes on to the next k where u is just at the end of a step")
def edges(work):
    got = work.counts(np.array([0.0, 0.25, 0.75]), np.array([0.25, 0.5, 0.25]))
    close(got, np.array([0, 1, 2]), "counts([0, 0.25, 0.75], [0.25, 0.5, 0.25])")


@check("never draws what has probability 0, not even at the ends")
def zeros(work):
    got = work.counts(np.array([0.0, 1 - 2.0**-53]), np.array([0.0] + [0.1] * 10 + [0.0]))
    close(got, np.array([1, 10]), "counts([0, 1 - 2**-53], [0, ten times 0.1, 0])")


@check("agrees with the binomial quantiles of the package")
def binomial(work):
    u = np.random.default_rng(3).random(300)
    got = work.counts(u, stats.binom.pmf(np.arange(13), 12, 0.4))
    close(got, stats.binom.ppf(u, 12, 0.4), "counts(300 uniform numbers, binom(12, 0.4))")


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.exponential, U, 1.0, call="exponential(u, 1.0)")
    unchanged(work.counts, np.array([0.5]), np.array([0.4, 0.6]), call="counts([0.5], [0.4, 0.6])")
