import numpy as np

from journey.mathematics.likelihood import fit as package_fit
from journey.practice import check, close, raises, unchanged

TIMES = np.array([2.0, 3.0, 5.0, 0.5])
FAILED = np.array([True, True, False, True])


@check("agrees with the package where all have failed")
def all_failed(work):
    known = package_fit("expon", TIMES)
    done = np.ones(4, dtype=bool)
    mean, error = work.fit(TIMES, done)
    close(mean, float(known.params[0]), "fit(times, all failed)[0]")
    close(error, float(known.bse[0]), "fit(times, all failed)[1]")
    close(work.log_likelihood(TIMES, done, 2.5), known.loglike([2.5]),
          "log_likelihood(times, all failed, 2.5)")  # fmt: skip


@check("a lamp that still burns adds the probability to last, not a density")
def burning(work):
    close(work.log_likelihood(np.array([3.0]), np.array([False]), 2.0), -1.5,
          "log_likelihood([3.0], [False], 2.0)")  # fmt: skip


@check("the estimate is the top of the likelihood")
def top(work):
    means = np.linspace(1.0, 12.0, 110_001)
    heights = -3 * np.log(means) - 10.5 / means
    close(work.fit(TIMES, FAILED)[0], float(means[heights.argmax()]), "fit(times, failed)[0]",
          within=1e-4)  # fmt: skip


@check("the standard error is that of the failures, not of all lamps")
def error(work):
    close(work.fit(TIMES, FAILED)[1], 3.5 / np.sqrt(3), "fit(times, failed)[1]")


@check("it is right on average over many tests that stop at one hour")
def simulated(work):
    rng = np.random.default_rng(0)
    lives = rng.exponential(2.0, size=20_000)
    mean, _ = work.fit(np.minimum(lives, 1.0), lives <= 1.0)
    # Some 7,900 fail, so the standard error is about 1%: this is four of them.
    close(mean, 2.0, "fit of 20,000 lamps that fail after 2 hours on average", within=0.045)


@check("says that there is no maximum where nothing failed")
def none(work):
    raises(ValueError, work.fit, TIMES, np.zeros(4, dtype=bool), call="fit(times, none failed)")


@check("leaves its arrays as they were")
def same(work):
    unchanged(work.fit, TIMES, FAILED, call="fit(times, failed)")
