"""Bayes: closed forms, exact fractions, SciPy and quadrature, then the broken cases."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.integrate
import scipy.optimize
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import bayes, stats

BASE = "journey.mathematics.bayes"
Parity = Callable[..., None]


def relative(ours: Any, theirs: Any) -> float:
    a, b = np.asarray(ours, float), np.asarray(theirs, float)
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-300)))


def exact_betabinom(k: int, n: int, a: int, b: int) -> Fraction:
    """Return the beta-binomial probability for whole a and b, as a fraction."""

    def beta(x: int, y: int) -> Fraction:
        return Fraction(math.factorial(x - 1) * math.factorial(y - 1), math.factorial(x + y - 1))

    return math.comb(n, k) * beta(k + a, n - k + b) / beta(a, b)


def integral(f: Callable[[float], float], low: float, high: float, at: Any = None) -> float:
    value, error = scipy.integrate.quad(f, low, high, epsabs=0, epsrel=1e-11, limit=400, points=at)
    assert error < 1e-9 * abs(value)
    return float(value)


# Discrete hypotheses ------------------------------------------------------------------------------


def test_rule_against_fractions(parity: Parity) -> None:
    rng = np.random.default_rng(0)
    worst = 0.0
    for k in (2, 3, 20):
        prior = [Fraction(int(v)) for v in rng.integers(1, 50, k)]
        chance = [Fraction(int(v), 1000) for v in rng.integers(0, 1000, k)]
        joint = [p * c for p, c in zip(prior, chance, strict=True)]
        want = [float(part / sum(joint)) for part in joint]
        got = bayes.bayes_rule([float(p) for p in prior], [float(c) for c in chance])
        worst = max(worst, float(np.abs(got - want).max()))
    # A few roundings of logarithms below 10 in size: 1e-14 is generous.
    parity(f"{BASE}.bayes_rule", reference="fractions.Fraction", what="posterior, up to 20 "
           "hypotheses", difference=worst, tolerance=1e-14)  # fmt: skip


def test_log_rule_where_the_likelihood_is_no_number(parity: Parity) -> None:
    data = np.random.default_rng(1).random(20_000) < 0.52
    k, n = int(data.sum()), len(data)
    shares = [Fraction(50, 100), Fraction(51, 100), Fraction(52, 100), Fraction(53, 100)]
    exact = [s**k * (1 - s) ** (n - k) for s in shares]
    want = [float(part / sum(exact)) for part in exact]
    p = np.array([float(s) for s in shares])
    logs = k * np.log(p) + (n - k) * np.log1p(-p)
    assert np.exp(logs).max() == 0.0  # as probabilities there is nothing left
    got, evidence = bayes.log_bayes_rule(np.zeros(4), logs)
    # Logarithms near 14,000 are rounded to 2e-12, each of two products to as much.
    parity(f"{BASE}.log_bayes_rule", reference="fractions.Fraction",
           what="posterior of 20,000 flips, relative",
           difference=relative(np.exp(got), want), tolerance=1e-11)  # fmt: skip
    assert evidence == pytest.approx(logs.max() + np.log(np.exp(logs - logs.max()).mean()))


def test_predictive_values_are_the_rule(parity: Parity) -> None:
    worst = 0.0
    for prevalence in (Fraction(1, 1000), Fraction(1, 100), Fraction(1, 2)):
        for sens, spec in (
            (Fraction(9, 10), Fraction(95, 100)),
            (Fraction(1), Fraction(999, 1000)),
        ):
            ppv = prevalence * sens / (prevalence * sens + (1 - prevalence) * (1 - spec))
            npv = (1 - prevalence) * spec / ((1 - prevalence) * spec + prevalence * (1 - sens))
            got = bayes.predictive_values(float(prevalence), float(sens), float(spec))
            # 1 - 0.999 is rounded to 1e-16 of 1, which is 1e-13 of the difference.
            worst = max(worst, relative(got, [float(ppv), float(npv)]))
            rule = bayes.bayes_rule(
                [float(prevalence), 1 - float(prevalence)], [float(sens), 1 - float(spec)]
            )
            assert rule[0] == pytest.approx(got[0], rel=1e-13)
    parity(f"{BASE}.predictive_values", reference="fractions.Fraction", what="both, relative",
           difference=worst, tolerance=1e-12)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.01, 1), min_size=2, max_size=6),
    st.integers(0, 10**6),
)
def test_one_datum_after_the_other_is_all_at_once(prior: list[float], seed: int) -> None:
    chances = np.random.default_rng(seed).random((5, len(prior))) + 1e-3
    step = np.array(prior)
    for chance in chances:
        step = bayes.bayes_rule(step, chance)
    np.testing.assert_allclose(step, bayes.bayes_rule(prior, chances.prod(axis=0)), rtol=1e-11)


def test_a_prior_of_zero_never_recovers() -> None:
    log, _ = bayes.log_bayes_rule([0.0, -np.inf], [-1e300, 0.0])
    assert np.exp(log).tolist() == [1.0, 0.0]
    with pytest.raises(ValueError, match="prior times likelihood 0 for all"):
        bayes.bayes_rule([1.0, 0.0], [0.0, 1.0])


# Families -----------------------------------------------------------------------------------------

SHARES = np.concatenate([10.0 ** -np.arange(12, 0, -1) * 1.01, np.linspace(0.033, 0.957, 9)])


@pytest.mark.parametrize(
    ("name", "grid"),
    [
        ("betabinom", [(1, 0.4, 3.0), (30, 2.5, 0.7), (30, 1.0, 1.0), (400, 40.0, 9.0)]),
        ("nbinom", [(0.3, 0.2), (2.5, 0.7), (40.0, 0.05), (900.0, 0.9), (3.0, 1.0)]),
    ],
)
def test_discrete_families_against_scipy(
    name: str, grid: list[tuple[float, ...]], parity: Parity
) -> None:
    ours, theirs = getattr(bayes, name), getattr(scipy.stats, name)
    worst = dict.fromkeys(("pmf", "cdf", "sf", "moments"), 0.0)
    wrong = 0
    for shapes in grid:
        k = np.unique(np.floor(theirs.mean(*shapes) + theirs.std(*shapes) * np.linspace(-9, 9, 40)))
        k = np.concatenate([k[k >= 0], [-1.0, 0.0, 1.0]])
        for method in ("pmf", "cdf", "sf"):
            a, b = getattr(ours, method)(k, *shapes), getattr(theirs, method)(k, *shapes)
            if method == "sf" and name == "betabinom":  # SciPy's is 1 - cdf: absolute error
                gap = float(np.abs(a - b).max())
            else:
                gap = float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-290)))
            worst[method] = max(worst[method], gap)
        if shapes != (3.0, 1.0):  # a constant: no skewness
            a = ours.stats(*shapes, moments="mvsk")
            worst["moments"] = max(
                worst["moments"], relative(a, theirs.stats(*shapes, moments="mvsk"))
            )
            wrong += int((ours.ppf(SHARES, *shapes) != theirs.ppf(SHARES, *shapes)).sum())
    for method, gap in worst.items():
        what = "sf, absolute" if (method, name) == ("sf", "betabinom") else f"{method}, relative"
        parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}", what=what,
               difference=gap, tolerance=1e-10)  # fmt: skip
    parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}", what="ppf, values that differ",
           difference=wrong, tolerance=0)  # fmt: skip


def test_betabinom_keeps_the_digits_that_differences_of_logarithms_lose(parity: Parity) -> None:
    ours, scipys = [], []
    for k, n, a, b in ((3000, 8000, 900, 1100), (10, 4000, 5000, 9000), (4000, 8000, 2, 3)):
        exact = float(exact_betabinom(k, n, a, b))
        ours.append(relative(bayes.betabinom.pmf(k, n, a, b), exact))
        scipys.append(relative(scipy.stats.betabinom.pmf(k, n, a, b), exact))
    parity(f"{BASE}.betabinom", reference="fractions.Fraction",
           what="pmf, parameters to 9,000, relative",
           difference=max(ours), tolerance=1e-13)  # fmt: skip
    assert max(scipys) > 10 * max(ours)  # 1e-16 of logarithms near 10,000


def test_inverse_gamma_against_scipy(parity: Parity) -> None:
    worst = dict.fromkeys(("pdf", "cdf", "sf", "ppf", "isf"), 0.0)
    for a in (0.3, 1.0, 4.5, 60.0):
        x = scipy.stats.invgamma.ppf(np.linspace(0.001, 0.999, 31), a, scale=3.0)
        for method in worst:
            at = np.linspace(0.001, 0.999, 31) if method in ("ppf", "isf") else x
            got = getattr(bayes.invgamma, method)(at, a, scale=3.0)
            want = getattr(scipy.stats.invgamma, method)(at, a, scale=3.0)
            worst[method] = max(worst[method], relative(got, want))
    for method, gap in worst.items():
        parity(f"{BASE}.invgamma", reference="scipy.stats.invgamma", what=f"{method}, relative",
               difference=gap, tolerance=1e-10)  # fmt: skip
    got = bayes.invgamma.stats(5.0, moments="mvsk")
    np.testing.assert_allclose(got, scipy.stats.invgamma.stats(5.0, moments="mvsk"), rtol=1e-12)
    assert bayes.invgamma.mean(1.0) == np.inf


@pytest.mark.parametrize(
    ("name", "shapes"), [("betabinom", (12, 2.5, 0.7)), ("nbinom", (2.5, 0.3))]
)
def test_draws_of_counts_follow_their_law(name: str, shapes: tuple[float, ...]) -> None:
    draws = getattr(bayes, name).rvs(*shapes, size=20_000, random_state=3)
    expected = 20_000 * getattr(scipy.stats, name).pmf(np.arange(13), *shapes)
    seen = np.bincount(draws, minlength=13)[:13].astype(float)
    if name == "nbinom":  # the rest in one cell
        expected, seen = (
            np.append(expected, 20_000 - expected.sum()),
            np.append(seen, 20_000 - seen.sum()),
        )
    assert scipy.stats.chisquare(seen, expected, sum_check=False).pvalue > 1e-3


def test_draws_of_variances_and_of_shares_follow_their_law() -> None:
    drawn = bayes.invgamma.rvs(3.0, scale=2.0, size=20_000, random_state=4)
    assert scipy.stats.kstest(drawn, scipy.stats.invgamma(3.0, scale=2.0).cdf).pvalue > 1e-3
    shares = bayes.DirichletMultinomial([2.0, 0.5, 3.0]).rvs(20_000, random_state=5)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    assert scipy.stats.kstest(shares[:, 1], scipy.stats.beta(0.5, 5.0).cdf).pvalue > 1e-3


# Conjugate updates --------------------------------------------------------------------------------


def test_beta_binomial_posterior_is_prior_times_likelihood(parity: Parity) -> None:
    worst = marginal = predictive = 0.0
    for a, b, k, n in ((1, 1, 7, 10), (0.5, 0.5, 0, 12), (30.0, 4.0, 90, 200)):
        prior = bayes.BetaBinomial(a, b)

        def density(p: float, a: float = a, b: float = b, k: int = k, n: int = n) -> float:
            return float(scipy.stats.beta.pdf(p, a, b) * scipy.stats.binom.pmf(k, n, p))

        total = integral(density, 0, 1)
        posterior = prior.update(k, n)
        p = np.array([0.03, 0.3, 0.45, 0.7])
        want = np.array([density(float(x)) for x in p]) / total
        worst = max(worst, relative(posterior.dist.pdf(p), want))
        marginal = max(marginal, relative(np.exp(prior.log_marginal(k, n)), total))
        m = 5

        def future(p: float, j: int, m: int = m, density: Any = density) -> float:
            return float(density(p) * scipy.stats.binom.pmf(j, m, p))

        want = [integral(lambda p, j=j, f=future: f(p, j), 0, 1) / total for j in range(m + 1)]
        predictive = max(predictive, relative(posterior.predictive(m).pmf(np.arange(m + 1)), want))
    code = f"{BASE}.BetaBinomial"
    for what, gap in (("posterior density", worst), ("marginal likelihood", marginal),
                      ("posterior predictive", predictive)):  # fmt: skip
        parity(code, reference="scipy.integrate.quad", what=f"{what}, relative",
               difference=gap, tolerance=1e-8)  # fmt: skip


def test_gamma_poisson_posterior_is_prior_times_likelihood(parity: Parity) -> None:
    counts, exposure = np.array([3, 0, 5, 2]), np.array([1.0, 0.5, 2.0, 1.0])
    prior = bayes.GammaPoisson(2.5, 1.5)

    def density(rate: float) -> float:
        chance = scipy.stats.poisson.pmf(counts, rate * exposure).prod()
        return float(scipy.stats.gamma.pdf(rate, 2.5, scale=1 / 1.5) * chance)

    total = integral(density, 0, 30, at=[1, 3, 6])
    posterior = prior.update(counts, exposure)
    rate = np.array([0.5, 1.5, 3.0, 5.0])
    want = np.array([density(float(x)) for x in rate]) / total
    future = [
        integral(lambda r, j=j: density(r) * scipy.stats.poisson.pmf(j, 2 * r) / total, 0, 30)
        for j in range(6)
    ]
    code = f"{BASE}.GammaPoisson"
    for what, got, truth in (
        ("posterior density", posterior.dist.pdf(rate), want),
        ("marginal likelihood", np.exp(prior.log_marginal(counts, exposure)), total),
        ("posterior predictive", posterior.predictive(2.0).pmf(np.arange(6)), future),
    ):
        parity(code, reference="scipy.integrate.quad", what=f"{what}, relative",
               difference=relative(got, truth), tolerance=1e-8)  # fmt: skip


def test_normal_posteriors_against_scipy(parity: Parity) -> None:
    x = np.random.default_rng(2).normal(3.0, 2.0, 9)
    prior = bayes.NormalNormal(1.0, 1.5, 2.0)
    cov = 4.0 * np.eye(9) + 1.5**2
    want = scipy.stats.multivariate_normal(np.full(9, 1.0), cov).logpdf(x)
    parity(f"{BASE}.NormalNormal", reference="scipy.stats.multivariate_normal",
           what="log marginal likelihood",
           difference=abs(prior.log_marginal(x) - want), tolerance=1e-11)  # fmt: skip
    posterior = prior.update(x)
    mean, spread = stats.multivariate_normal.conditional(
        np.full(10, 1.0), np.block([[np.array([[2.25]]), np.full((1, 9), 2.25)],
                                    [np.full((9, 1), 2.25), cov]]), np.arange(1, 10), x
    )  # fmt: skip
    np.testing.assert_allclose(posterior.mean, mean[0], rtol=1e-12)
    np.testing.assert_allclose(posterior.sd**2, spread[0, 0], rtol=1e-11)
    flat = bayes.NormalNormal(0.0, np.inf, 2.0).update(x)
    assert (flat.mean, flat.sd) == (pytest.approx(x.mean()), pytest.approx(2.0 / 3))
    assert posterior.predictive().std() == pytest.approx(math.hypot(posterior.sd, 2.0))


def test_normal_inverse_gamma_against_scipy(parity: Parity) -> None:
    x = np.random.default_rng(3).normal(3.0, 2.0, 8)
    prior = bayes.NormalInverseGamma(1.0, 0.5, 2.0, 3.0)
    posterior = prior.update(x)
    m, v = np.meshgrid(np.linspace(1, 5, 7), np.linspace(0.5, 9, 6))
    theirs = scipy.stats.normal_inverse_gamma(
        posterior.mean, posterior.kappa, posterior.alpha, posterior.beta
    )
    code = f"{BASE}.NormalInverseGamma"
    parity(code, reference="scipy.stats.normal_inverse_gamma", what="joint log density",
           difference=np.abs(posterior.logpdf(m, v) - theirs.logpdf(m, v)).max(),
           tolerance=1e-11)  # fmt: skip
    # Up to a constant the posterior is prior times likelihood.
    likelihood = scipy.stats.norm.logpdf(x[:, None, None], m, np.sqrt(v)).sum(axis=0)
    rest = prior.logpdf(m, v) + likelihood - posterior.logpdf(m, v)
    np.testing.assert_allclose(rest, prior.log_marginal(x), rtol=1e-12)
    # Given the variance the data are jointly normal; the variance is left to quadrature.
    marginal = integral(
        lambda u: math.exp(
            scipy.stats.invgamma.logpdf(math.exp(u), 2.0, scale=3.0) + u
            + scipy.stats.multivariate_normal(
                np.full(8, 1.0), math.exp(u) * (np.eye(8) + 1 / 0.5)).logpdf(x)
        ), -4, 7,
    )  # fmt: skip
    parity(code, reference="scipy.integrate.quad", what="marginal likelihood, relative",
           difference=relative(np.exp(prior.log_marginal(x)), marginal),
           tolerance=1e-8)  # fmt: skip
    for name, dist, low, high in (("mean", posterior.mean_dist, -30, 30),
                                  ("prediction", posterior.predictive(), -80, 80)):  # fmt: skip

        def density(y: float, name: str = name) -> float:
            extra = 1.0 if name == "prediction" else 0.0
            spread = extra + 1 / posterior.kappa
            return integral(lambda u: math.exp(
                scipy.stats.invgamma.logpdf(math.exp(u), posterior.alpha, scale=posterior.beta) + u
                + scipy.stats.norm.logpdf(y, posterior.mean, math.sqrt(math.exp(u) * spread))
            ), -4, 12)  # fmt: skip

        at = [2.0, 3.0, 5.5]
        parity(code, reference="scipy.integrate.quad", what=f"density of the {name}, relative",
               difference=relative(dist.pdf(at), [density(y) for y in at]),
               tolerance=1e-8)  # fmt: skip
        assert low < dist.ppf(1e-6) < dist.ppf(1 - 1e-6) < high


def test_the_flat_prior_gives_the_classical_t_interval(parity: Parity) -> None:
    x = np.random.default_rng(4).normal(10, 3, 12)
    posterior = bayes.NormalInverseGamma(0.0, 0.0, -0.5, 0.0).update(x)
    want = scipy.stats.ttest_1samp(x, 0).confidence_interval(0.95)
    parity(f"{BASE}.NormalInverseGamma", reference="scipy.stats.ttest_1samp",
           what="95% interval of the mean, flat prior, relative",
           difference=relative(posterior.mean_dist.interval(0.95), want),
           tolerance=1e-11)  # fmt: skip


def test_dirichlet_multinomial_against_scipy(parity: Parity) -> None:
    alpha, counts = np.array([0.5, 2.0, 3.5, 1.0]), np.array([[4, 0, 7, 1], [1, 1, 1, 0]])
    prior = bayes.DirichletMultinomial(alpha)
    posterior = prior.update(counts)
    np.testing.assert_array_equal(posterior.alpha, alpha + counts.sum(axis=0))
    p = np.random.default_rng(5).dirichlet(np.ones(4), 20)
    theirs = scipy.stats.dirichlet(posterior.alpha)
    code = f"{BASE}.DirichletMultinomial"
    parity(code, reference="scipy.stats.dirichlet", what="log density, relative",
           difference=relative(posterior.logpdf(p), theirs.logpdf(p.T)),
           tolerance=1e-11)  # fmt: skip
    gap = max(np.abs(posterior.mean() - theirs.mean()).max(),
              np.abs(posterior.cov() - theirs.cov()).max())  # fmt: skip
    parity(code, reference="scipy.stats.dirichlet", what="mean, covariance",
           difference=gap, tolerance=1e-14)  # fmt: skip
    want = scipy.stats.dirichlet_multinomial.logpmf(counts, alpha, counts.sum(axis=1))
    parity(code, reference="scipy.stats.dirichlet_multinomial", what="log marginal likelihood",
           difference=np.abs(prior.predictive_logpmf(counts) - want).max(),
           tolerance=1e-11)  # fmt: skip
    two = bayes.DirichletMultinomial([2.0, 5.0])  # two categories are the beta-binomial
    assert two.log_marginal([3, 4]) == pytest.approx(bayes.BetaBinomial(2, 5).log_marginal(3, 7))
    assert two.marginal(0).mean() == pytest.approx(2 / 7)


def test_the_marginal_likelihood_is_the_product_of_the_predictions() -> None:
    k, n = [2, 0, 5], [4, 3, 9]
    step, total = bayes.BetaBinomial(1.3, 0.8), 0.0
    for successes, trials in zip(k, n, strict=True):
        total += float(step.predictive(trials).logpmf(successes))
        step = step.update(successes, trials)
    assert bayes.BetaBinomial(1.3, 0.8).log_marginal(k, n) == pytest.approx(total, rel=1e-12)
    events, rate, total = [3, 0, 6], bayes.GammaPoisson(2.0, 0.7), 0.0
    for event in events:
        total += float(rate.predictive().logpmf(event))
        rate = rate.update(event)
    assert bayes.GammaPoisson(2.0, 0.7).log_marginal(events) == pytest.approx(total, rel=1e-12)
    x = np.array([1.0, -2.0, 0.4])
    for start in (bayes.NormalNormal(0.3, 1.2, 0.9), bayes.NormalInverseGamma(0.3, 1.2, 2.0, 1.0)):
        now, total = start, 0.0
        for value in x:
            total += float(now.predictive().logpdf(value))
            now = now.update(value)
        assert start.log_marginal(x) == pytest.approx(total, rel=1e-12)


def test_an_improper_posterior_is_refused() -> None:
    haldane = bayes.BetaBinomial(0, 0)
    with pytest.raises(ValueError, match=r"BetaBinomial\(a=0.0, b=9.0\) is improper"):
        _ = haldane.update(0, 9).dist
    assert haldane.update(3, 9).dist.mean() == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match="improper"):
        haldane.log_marginal(3, 9)
    with pytest.raises(ValueError, match="improper"):  # one measurement says nothing of a spread
        _ = bayes.NormalInverseGamma(0, 0, -0.5, 0).update([4.0]).variance_dist
    with pytest.raises(ValueError, match="improper"):
        _ = bayes.NormalNormal(0, np.inf, 1).dist
    with pytest.raises(ValueError, match="improper"):
        bayes.GammaPoisson(0, 0).update(0).predictive()
    with pytest.raises(ValueError, match="improper"):
        bayes.DirichletMultinomial([0, 1]).mean()


# Intervals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
def test_hdi_is_the_shortest_interval(confidence: float, parity: Parity) -> None:
    worst = 0.0
    for dist, theirs in (
        (stats.beta(8, 4), scipy.stats.beta(8, 4)),
        (stats.gamma(2.0), scipy.stats.gamma(2.0)),
        (bayes.invgamma(3.0), scipy.stats.invgamma(3.0)),
        (stats.t(3.0), scipy.stats.t(3.0)),
    ):
        low, high = bayes.hdi(dist, confidence)
        assert theirs.cdf(high) - theirs.cdf(low) == pytest.approx(confidence, abs=1e-12)
        found = scipy.optimize.minimize_scalar(
            lambda p, d=theirs: d.ppf(p + confidence) - d.ppf(p),
            bounds=(0, 1 - confidence), method="bounded", options={"xatol": 1e-12},
        )  # fmt: skip
        worst = max(worst, (high - low) / found.fun - 1)
        assert dist.pdf(low) == pytest.approx(dist.pdf(high), rel=1e-6)
    # The width is stationary, so the reference's own error of the place shows squared.
    parity(f"{BASE}.hdi", reference="scipy.optimize.minimize_scalar",
           what="width less the reference's, relative", difference=worst,
           tolerance=1e-9)  # fmt: skip


def test_hdi_at_an_end_of_the_support() -> None:
    low, high = bayes.hdi(stats.expon(), 0.9)
    assert (low, high) == (0.0, pytest.approx(-math.log(0.1)))
    assert bayes.hdi(stats.beta(3, 1), 0.9)[1] == 1.0
    assert np.diff(bayes.hdi(stats.uniform(2, 3), 0.9)) == pytest.approx(2.7)
    with pytest.raises(ValueError, match="high at both ends"):
        bayes.hdi(stats.beta(0.5, 0.5), 0.9)
    with pytest.raises(TypeError, match="continuous"):
        bayes.hdi(stats.binom(10, 0.3), 0.9)
    with pytest.raises(ValueError, match="between 0 and 1"):
        bayes.hdi(stats.norm(), 95)


def test_sample_hdi(parity: Parity) -> None:
    x = np.random.default_rng(6).gamma(2.0, size=200)
    naive = min(
        ((float(np.sort(x)[i]), float(np.sort(x)[i + 159])) for i in range(41)),
        key=lambda ends: ends[1] - ends[0],
    )
    parity(f"{BASE}.sample_hdi", reference="every window tried", what="ends that differ",
           difference=sum(a != b for a, b in zip(bayes.sample_hdi(x, 0.8), naive, strict=True)),
           tolerance=0)  # fmt: skip
    with pytest.raises(ValueError, match="all finite"):
        bayes.sample_hdi([np.nan])


# Grid ---------------------------------------------------------------------------------------------


def test_grid_against_the_beta_posterior(parity: Parity) -> None:
    p = np.linspace(0, 1, 4001)
    with np.errstate(divide="ignore"):
        got = bayes.grid_posterior(
            lambda p: stats.binom.logpmf(70, 100, p) + stats.beta.logpdf(p, 2, 2), p
        )
    exact = bayes.BetaBinomial(2, 2).update(70, 100)
    dist = exact.dist
    code = f"{BASE}.grid_posterior"
    mean_gap = abs(got.mean()[0] - dist.mean()) + abs(got.std()[0] - dist.std())
    parity(code, reference="closed form (beta)", what="mean and deviation, 4,001 points",
           difference=mean_gap, tolerance=1e-12)  # fmt: skip
    parity(code, reference="closed form (beta-binomial)", what="log evidence, 4,001 points",
           difference=abs(got.log_evidence - bayes.BetaBinomial(2, 2).log_marginal(70, 100)),
           tolerance=1e-11)  # fmt: skip
    # A straight line between points is off by h^2 f'' / 8, here below 1e-5 of the density.
    parity(code, reference="closed form (beta)", what="95% interval, 4,001 points",
           difference=np.abs(np.subtract(got.interval(0.95), dist.interval(0.95))).max(),
           tolerance=1e-6)  # fmt: skip
    inside = p[got.highest_density(0.9)]
    np.testing.assert_allclose([inside[0], inside[-1]], bayes.hdi(dist, 0.9), atol=2 / 4000)
    assert got.edge_ratio < 1e-12


def test_grid_in_two_dimensions(parity: Parity) -> None:
    x = np.random.default_rng(7).normal(3.0, 2.0, 10)
    prior = bayes.NormalInverseGamma(0.0, 1.0, 3.0, 4.0)
    exact = prior.update(x)

    def log_density(m: Any, s: Any) -> Any:  # by the logarithm of the variance
        v = np.exp(s)
        return prior.logpdf(m, v) + s + stats.norm.logpdf(x[:, None, None], m, np.sqrt(v)).sum(0)

    m, s = np.linspace(-6, 12, 400), np.linspace(-3, 6, 300)
    got = bayes.grid_posterior(log_density, m, s)
    code = f"{BASE}.GridPosterior"
    parity(code, reference="closed form (normal-inverse-gamma)", what="log evidence, 400 x 300",
           difference=abs(got.log_evidence - prior.log_marginal(x)), tolerance=1e-7)  # fmt: skip
    marginal = got.marginal(0)
    parity(code, reference="closed form (Student's t)", what="marginal density of the mean",
           difference=np.abs(np.exp(marginal.logpdf) - exact.mean_dist.pdf(m)).max(),
           tolerance=1e-7)  # fmt: skip
    assert got.mean()[0] == pytest.approx(exact.mean, abs=1e-7)
    assert got.probabilities.sum() == pytest.approx(1, abs=1e-12)
    with pytest.raises(ValueError, match="one parameter"):
        got.interval()


def test_the_grid_holds_what_no_product_of_densities_can() -> None:
    x = np.random.default_rng(8).normal(5.0, 1.0, 5000)
    m = np.linspace(4, 6, 801)
    with np.errstate(under="ignore"):
        product = np.prod(stats.norm.pdf(x[:, None], m), axis=0)
    assert product.max() == 0.0
    got = bayes.grid_posterior(lambda m: stats.norm.logpdf(x[:, None], m).sum(axis=0), m)
    assert got.mean()[0] == pytest.approx(x.mean(), abs=1e-9)
    assert got.std()[0] == pytest.approx(1 / math.sqrt(5000), rel=1e-6)


def test_the_edge_tells_of_an_improper_posterior() -> None:
    def haldane(u: Any) -> Any:  # 0 of 10, on the log-odds: flat to the left for ever
        return -10 * np.log1p(np.exp(u))

    shares = [
        bayes.grid_posterior(haldane, np.linspace(-width, 10, 2001)).mean()[0]
        for width in (10, 100, 1000)
    ]
    assert shares[0] > shares[1] + 30 > shares[2] + 300  # the grid decides, not the data
    for width, points in ((10, 41), (1000, 20_001)):  # however wide and fine the grid is
        got = bayes.grid_posterior(haldane, np.linspace(-width, 10, points))
        assert got.edge_ratio == pytest.approx(1, abs=1e-3)
    proper = bayes.grid_posterior(lambda u: haldane(u) + 2 * u, np.linspace(-20, 10, 401))
    assert proper.edge_ratio < 1e-12


def test_grid_bad_input() -> None:
    with pytest.raises(ValueError, match="rising"):
        bayes.grid_posterior(lambda x: x, [0.0, 1.0, 1.0])
    with pytest.raises(ValueError, match="minus infinity everywhere"):
        bayes.grid_posterior(lambda x: np.full_like(x, -np.inf), [0.0, 1.0])
    with pytest.raises(ValueError, match="NaN"):
        bayes.grid_posterior(lambda x: x * np.nan, [0.0, 1.0])
    with pytest.raises(ValueError, match="one or two"):
        bayes.grid_posterior(lambda x: x)


# A/B tests ----------------------------------------------------------------------------------------


def test_prob_greater_by_enumeration(parity: Parity) -> None:
    """For whole parameters: a beta variable is an order statistic of uniform numbers."""

    def exact(a1: int, b1: int, a2: int, b2: int) -> Fraction:
        # Of n1 + n2 numbers in random order, how often is the a2-th of B above the a1-th of A?
        n1, n2 = a1 + b1 - 1, a2 + b2 - 1
        total = Fraction(0)
        for j in range(a2):  # j of B's below the a1-th of A
            ways = math.comb(a1 - 1 + j, j) * math.comb(b1 - 1 + n2 - j, n2 - j)
            total += Fraction(ways, math.comb(n1 + n2, n2))
        return total

    closed = rule = 0.0
    for parts in (
        (1, 1, 1, 1),
        (3, 8, 6, 5),
        (20, 90, 31, 80),
        (121, 881, 151, 851),
        (2, 900, 9, 7),
    ):
        want = float(exact(*parts))
        closed = max(closed, abs(bayes.prob_greater(*parts, method="closed") - want))
        rule = max(rule, abs(bayes.prob_greater(*parts, method="quadrature") - want))
    code = f"{BASE}.prob_greater"
    parity(code, reference="fractions.Fraction", what="closed form", difference=closed,
           tolerance=1e-12)  # fmt: skip
    parity(code, reference="fractions.Fraction", what="quadrature", difference=rule,
           tolerance=1e-12)  # fmt: skip


def test_prob_greater_against_quad_and_itself(parity: Parity) -> None:
    worst = 0.0
    for a1, b1, a2, b2 in ((0.3, 0.2, 0.7, 1.5), (2.5, 7.5, 3.5, 6.5), (40.5, 9.1, 44.2, 10.3)):
        want = integral(
            lambda x, p=(a1, b1, a2, b2): scipy.stats.beta.pdf(x, *p[:2])
            * scipy.stats.beta.sf(x, *p[2:]), 0, 1,
        )  # fmt: skip
        worst = max(worst, abs(bayes.prob_greater(a1, b1, a2, b2) - want))
    parity(f"{BASE}.prob_greater", reference="scipy.integrate.quad",
           what="parameters that are not whole", difference=worst, tolerance=1e-9)  # fmt: skip
    rng = np.random.default_rng(9)
    parts = rng.integers(1, 3000, size=(4, 200)).astype(float)
    one = bayes.prob_greater(*parts)
    np.testing.assert_allclose(one, [bayes.prob_greater(*p) for p in parts.T], atol=1e-13)
    np.testing.assert_allclose(one + bayes.prob_greater(*parts[[2, 3, 0, 1]]), 1, atol=1e-11)
    quadrature = bayes.prob_greater(*parts[:, :10], method="quadrature")
    np.testing.assert_allclose(one[:10], quadrature, atol=1e-11)


def test_quadrature_down_to_its_least_parameter() -> None:
    one = bayes.prob_greater(0.05, 0.07, 0.05, 0.06)
    assert one + bayes.prob_greater(0.05, 0.06, 0.05, 0.07) == pytest.approx(1, abs=1e-12)
    # A whole parameter has the closed form. The others put much weight within 1e-16 of 1.
    for parts in ((0.05, 3.5, 1.0, 0.5), (0.3, 0.07, 1.0, 0.06), (3.0, 0.2, 0.4, 1.0)):
        want = bayes.prob_greater(*parts, method="closed")
        assert bayes.prob_greater(*parts, method="quadrature") == pytest.approx(want, abs=1e-12)


def test_expected_loss(parity: Parity) -> None:
    worst = 0.0
    for a1, b1, a2, b2 in ((121, 881, 151, 851), (3, 8, 6, 5), (2.5, 7.5, 3.5, 6.5)):
        loss_a, loss_b = bayes.expected_loss(a1, b1, a2, b2)
        m1, m2 = a1 / (a1 + b1), a2 / (a2 + b2)
        closed = m1 * (1 - bayes.prob_greater(a1 + 1, b1, a2, b2)) - m2 * (
            1 - bayes.prob_greater(a1, b1, a2 + 1, b2)
        )
        worst = max(worst, abs(loss_b - closed))
        assert loss_a - loss_b == pytest.approx(m2 - m1, abs=1e-13)
    # The closed form is a difference of numbers known to 1e-13.
    parity(f"{BASE}.expected_loss", reference="closed form", what="loss of choosing B",
           difference=worst, tolerance=1e-12)  # fmt: skip


def test_a_small_loss_keeps_its_digits(parity: Parity) -> None:
    a1, b1, a2, b2 = 100, 900, 220, 780
    loss = bayes.expected_loss(a1, b1, a2, b2)[1]
    want = integral(
        lambda x: scipy.stats.beta.sf(x, a1, b1) * scipy.stats.beta.cdf(x, a2, b2), 0.05, 0.35,
        at=[0.13, 0.15, 0.17],
    )  # fmt: skip
    assert loss < 1e-13
    parity(f"{BASE}.expected_loss", reference="scipy.integrate.quad",
           what="a loss below 1e-13, relative", difference=relative(loss, want),
           tolerance=1e-9)  # fmt: skip
    m1, m2 = a1 / (a1 + b1), a2 / (a2 + b2)
    closed = m1 * (1 - bayes.prob_greater(a1 + 1, b1, a2, b2)) - m2 * (
        1 - bayes.prob_greater(a1, b1, a2 + 1, b2)
    )
    assert relative(closed, want) > 1e-3  # the difference has none left


def test_what_peeking_does(parity: Parity) -> None:
    same = bayes.simulate_peeking((0.1, 0.1), 1000, 20, 2000, random_state=0)
    at_end, any_look = ((same[key] != 0).mean() for key in ("at_end", "winner"))
    # One look at 95% either way is wrong 10 times in 100: four deviations of 2,000 tests.
    assert abs(at_end - 0.1) < 4 * math.sqrt(0.1 * 0.9 / 2000)
    assert any_look > 3 * at_end
    # The posterior itself stays true when rates come from the prior, however often one looks.
    rates = np.random.default_rng(1).random((2, 4000))
    told = bayes.simulate_peeking((rates[0], rates[1]), 200, 20, 4000, random_state=2)
    stopped = told["winner"] != 0
    right = (told["winner"] > 0) == (rates[1] > rates[0])
    share = right[stopped].mean()
    assert share > 0.95 - 4 * math.sqrt(0.05 * 0.95 / stopped.sum())
    # and at the end, P(B > A) equals how often B is better: Brier's score is its own expectation
    prob = told["prob"][:, -1]
    better = (rates[1] > rates[0]).astype(float)
    z = (better - prob).sum() / math.sqrt((prob * (1 - prob)).sum())
    parity(f"{BASE}.simulate_peeking", reference="calibration under the prior",
           what="deviations of the count of right calls from its expectation",
           difference=abs(z), tolerance=4.0)  # fmt: skip


def test_peeking_and_loss_bad_input() -> None:
    with pytest.raises(ValueError, match="divisor"):
        bayes.simulate_peeking((0.1, 0.1), 1000, 3, 10, random_state=0)
    with pytest.raises(ValueError, match="threshold"):
        bayes.simulate_peeking((0.1, 0.1), 10, 1, 10, threshold=0.5, random_state=0)
    with pytest.raises(ValueError, match="b2: expected positive"):
        bayes.expected_loss(1, 1, 1, 0)
    with pytest.raises(ValueError, match=r"at least 0\.05 for quadrature, got 0\.01"):
        bayes.prob_greater(0.01, 0.5, 0.3, 0.5)
    with pytest.raises(ValueError, match="whole parameter"):
        bayes.prob_greater(0.5, 0.5, 0.5, 0.5, method="closed")
    with pytest.raises(ValueError, match="method"):
        bayes.prob_greater(1, 1, 1, 1, method="exact")


# Bad input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bayes.bayes_rule([-1, 2], [1, 1]), "prior: expected finite numbers from 0 on"),
        (lambda: bayes.log_bayes_rule([np.nan, 0], [0, 0]), "log_prior: .*got nan"),
        (lambda: bayes.predictive_values(2, 0.5, 0.5), "prevalence: .*from 0 to 1"),
        (lambda: bayes.BetaBinomial(-1, 1), "a: expected a number from 0 on, got -1"),
        (lambda: bayes.BetaBinomial(1, np.nan), "b: expected"),
        (lambda: bayes.BetaBinomial(1, 1).update(5, 4), "at most the trials, got 5 of 4"),
        (lambda: bayes.BetaBinomial(1, 1).update(1.5, 4), "whole numbers"),
        (lambda: bayes.GammaPoisson(1, 1).update(1, 0), "exposure: expected positive"),
        (lambda: bayes.NormalNormal(0, 0, 1), "sd, sigma: expected positive"),
        (lambda: bayes.NormalNormal(0, 1, 1).update([np.inf]), "data: expected finite"),
        (lambda: bayes.NormalInverseGamma(0, 1, -2, 1), "alpha: expected a number from -0.5"),
        (lambda: bayes.DirichletMultinomial([1]), r"shape \(k,\) with k >= 2"),
        (lambda: bayes.DirichletMultinomial([1, -1]), "from 0 on, got -1.0"),
        (lambda: bayes.DirichletMultinomial([1, 1]).update([1, 2, 3]), "expected shape .*, 2"),
        (lambda: bayes.DirichletMultinomial([1, 1]).logpdf([0.4, 0.4]), "add up to 1"),
        (lambda: bayes.betabinom.pmf(1, 2.5, 1, 1), "n: expected whole numbers"),
        (lambda: bayes.nbinom.pmf(1, 2, 0), "p: expected numbers above 0"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_inputs_are_left_as_they_were() -> None:
    x = np.array([1.0, 2.0, 4.0])
    kept = x.copy()
    bayes.NormalInverseGamma(0, 1, 1, 1).update(x)
    bayes.DirichletMultinomial(x).update([1, 2, 3])
    bayes.bayes_rule(x, x)
    bayes.sample_hdi(x[::-1])
    np.testing.assert_array_equal(x, kept)
