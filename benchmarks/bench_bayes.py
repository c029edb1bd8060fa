"""Bayes against SciPy, quadrature and the plain definitions."""

from __future__ import annotations

import numpy as np
import scipy.integrate
import scipy.optimize
import scipy.stats

from benchmarks.harness import Pair, case
from journey.mathematics import bayes

BASE = "journey.mathematics.bayes"


@case(
    f"{BASE}.metropolis_hastings",
    reference="one chain after the other (metropolis_naive)",
    label="100 chains of 200 draws, two dimensions",
)
def chains() -> Pair:
    start = np.zeros((100, 2))

    def ours() -> object:
        return bayes.metropolis_hastings(
            lambda x: -0.5 * (x**2).sum(axis=1), start, draws=200, scale=1.7, random_state=0
        )

    def theirs() -> object:
        return [
            bayes.metropolis_naive(
                lambda x: float(-0.5 * x @ x), row, draws=200, scale=1.7, random_state=i
            )
            for i, row in enumerate(start)
        ]

    return ours, theirs


@case(f"{BASE}.autocovariance", reference="numpy.correlate", label="all lags of 4,000 draws")
def lags() -> Pair:
    x = np.random.default_rng(0).normal(size=4000)

    def ours() -> object:
        return bayes.autocovariance(x)

    def theirs() -> object:
        c = x - x.mean()
        return np.correlate(c, c, "full")[len(c) - 1 :] / len(c)

    np.testing.assert_allclose(ours(), theirs(), atol=1e-12)
    return ours, theirs


@case(
    f"{BASE}.prob_greater",
    reference="scipy.integrate.quad",
    label="P(B > A) for 120 and 150 of 1,000",
)
def greater() -> Pair:
    def ours() -> object:
        return bayes.prob_greater(121, 881, 151, 851)

    def theirs() -> object:
        return scipy.integrate.quad(
            lambda x: scipy.stats.beta.pdf(x, 121, 881) * scipy.stats.beta.sf(x, 151, 851),
            0, 1, points=[0.12], epsabs=0, epsrel=1e-11,
        )[0]  # fmt: skip

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9)
    return ours, theirs


@case(f"{BASE}.betabinom", reference="scipy.stats.betabinom.pmf", label="pmf of 20,000 numbers")
def pmf() -> Pair:
    k = np.random.default_rng(0).integers(0, 401, 20_000)

    def ours() -> object:
        return bayes.betabinom.pmf(k, 400, 40.0, 9.0)

    def theirs() -> object:
        return scipy.stats.betabinom.pmf(k, 400, 40.0, 9.0)

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9)
    return ours, theirs


@case(f"{BASE}.nbinom", reference="scipy.stats.nbinom.cdf", label="cdf of 20,000 numbers")
def cdf() -> Pair:
    k = np.random.default_rng(0).integers(0, 60, 20_000)

    def ours() -> object:
        return bayes.nbinom.cdf(k, 2.5, 0.1)

    def theirs() -> object:
        return scipy.stats.nbinom.cdf(k, 2.5, 0.1)

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9)
    return ours, theirs


@case(
    f"{BASE}.hdi",
    reference="scipy.optimize.minimize_scalar(method='bounded')",
    label="95% of a beta distribution",
)
def shortest() -> Pair:
    from journey.mathematics.stats import beta

    def ours() -> object:
        low, high = bayes.hdi(beta(8, 4), 0.95)
        return high - low

    def theirs() -> object:
        dist = scipy.stats.beta(8, 4)
        return scipy.optimize.minimize_scalar(
            lambda p: dist.ppf(p + 0.95) - dist.ppf(p),
            bounds=(0, 0.05), method="bounded", options={"xatol": 1e-12},
        ).fun  # fmt: skip

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-8)
    return ours, theirs
