"""Distributions: identities, SciPy over wide grids, samples, then the broken cases."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import stats as js

BASE = "journey.mathematics.stats"


def grid(low: float, high: float, n: int) -> list[float]:
    return [float(x) for x in np.geomspace(low, high, n)]


CONTINUOUS: dict[str, list[tuple[float, ...]]] = {
    "uniform": [()],
    "expon": [()],
    "norm": [()],
    "gamma": [(a,) for a in grid(0.05, 1e4, 7)],
    "chi2": [(a,) for a in grid(0.1, 2e4, 7)],
    "t": [(a,) for a in grid(0.4, 1e4, 7)],
    "beta": list(product(grid(0.05, 3e3, 4), grid(0.05, 3e3, 4))),
}
DISCRETE: dict[str, list[tuple[float, ...]]] = {
    "bernoulli": [(p,) for p in (1e-9, 0.3, 0.5, 0.97)],
    "binom": list(product((1, 2, 30, 1000, 10**6), (1e-6, 0.01, 0.3, 0.5, 0.99))),
    "poisson": [(mu,) for mu in grid(0.01, 1e4, 8)],
}
# Down to 1e-200 in the lower tail, in the middle, and as near to 1 as a number can be.
SHARES = np.concatenate([10.0 ** -np.arange(200, 0, -25), np.linspace(0.03, 0.96, 11),
                         1 - 10.0 ** -np.arange(3, 15, 3)])  # fmt: skip


def relative(ours: Any, theirs: Any, least: float = 1e-290) -> float:
    """Return the largest relative difference where the reference gives a normal number."""
    a, b = np.asarray(ours, float), np.asarray(theirs, float)
    counted = np.isfinite(b) & (np.abs(b) > least)
    return float(np.max(np.abs(a - b)[counted] / np.abs(b)[counted], initial=0.0))


# Identities ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTINUOUS)
def test_density_is_the_slope_of_the_distribution_function(name: str) -> None:
    dist = getattr(js, name)
    for shapes in CONTINUOUS[name]:
        x = dist.ppf(np.linspace(0.1, 0.9, 8), *shapes)
        room = np.minimum(x, 1 - x) if name in ("beta", "uniform") else np.abs(x)
        x, h = x[room > 1e-6], 1e-5 * room[room > 1e-6]
        if name in ("gamma", "chi2"):
            h = np.minimum(h, 1e-4 * dist.std(*shapes))
        slope = (dist.cdf(x + h, *shapes) - dist.cdf(x - h, *shapes)) / (2 * h)
        np.testing.assert_allclose(slope, dist.pdf(x, *shapes), rtol=1e-4)


@pytest.mark.parametrize("name", DISCRETE)
def test_probabilities_add_up_to_the_distribution_function(name: str) -> None:
    dist = getattr(js, name)
    for shapes in DISCRETE[name][:-1]:
        k = np.arange(0, 400)
        heights = np.cumsum(dist.pmf(k, *shapes))
        np.testing.assert_allclose(dist.cdf(k, *shapes), heights, atol=1e-12)
        np.testing.assert_allclose(dist.sf(k, *shapes) + dist.cdf(k, *shapes), 1, atol=1e-13)


def test_families_meet_where_they_should() -> None:
    x = np.linspace(0.05, 9, 40)
    np.testing.assert_allclose(js.chi2.cdf(x, 2), js.expon.cdf(x, scale=2), rtol=1e-13)
    np.testing.assert_allclose(js.gamma.sf(x, 1), js.expon.sf(x), rtol=1e-13)
    np.testing.assert_allclose(js.chi2.sf(x**2, 1), 2 * js.norm.sf(x), rtol=1e-12)
    np.testing.assert_allclose(js.t.cdf(x, 1), 0.5 + np.arctan(x) / np.pi, rtol=1e-13)
    np.testing.assert_allclose(js.t.pdf(x, 1e12), js.norm.pdf(x), rtol=1e-8)
    np.testing.assert_allclose(js.binom.pmf([0, 1, 2], 1, 0.3), [0.7, 0.3, 0.0], rtol=1e-14)
    u = x / 10
    np.testing.assert_allclose(js.beta.cdf(u, 1, 1), u, rtol=1e-13)
    k = np.arange(6)
    exact = [math.comb(5, j) * 0.25**j * 0.75 ** (5 - j) for j in k]
    np.testing.assert_allclose(js.binom.pmf(k, 5, 0.25), exact, rtol=1e-14)


def test_poisson_is_the_limit_of_the_binomial() -> None:
    k = np.arange(20)
    gaps = [np.abs(js.binom.pmf(k, n, 4 / n) - js.poisson.pmf(k, 4)).sum() for n in (100, 1000)]
    assert gaps[1] < gaps[0] / 9  # it shrinks like 1 / n


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTINUOUS)
def test_continuous_against_scipy(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(js, name), getattr(scipy.stats, name)
    worst = dict.fromkeys(("pdf", "logpdf", "cdf", "sf", "ppf", "isf"), 0.0)
    for shapes in CONTINUOUS[name]:
        with np.errstate(all="ignore"):
            x = np.concatenate([theirs.ppf(SHARES, *shapes), theirs.isf(SHARES, *shapes)])
        x = x[np.isfinite(x) & (np.abs(x) > 1e-290)]
        x = x[x < 1] if name == "beta" else x  # SciPy raises at 1 for b < 1
        for method in worst:
            given_ = SHARES if method in ("ppf", "isf") else x
            a = getattr(ours, method)(given_, *shapes)
            with np.errstate(all="ignore"):
                b = getattr(theirs, method)(given_, *shapes)
            if method in ("ppf", "isf"):  # SciPy's own quantiles do not always invert its cdf
                back = {"ppf": "cdf", "isf": "sf"}[method]
                with np.errstate(all="ignore"):
                    again = getattr(theirs, back)(b, *shapes)
                b = np.where(np.abs(again / SHARES - 1) < 1e-9, b, np.nan)
                inner = (np.abs(a) > 1e-290) & (
                    np.abs(a) < (1 - 1e-9 if name in ("beta", "uniform") else 1e140)
                )
                again = getattr(ours, back)(a[inner], *shapes)
                assert relative(again, SHARES[inner]) < 1e-9  # ours always do
            if method == "logpdf":  # relative to 1 where it crosses 0
                a, b = a / np.maximum(1, np.abs(b)), b / np.maximum(1, np.abs(b))
                gap = float(np.max(np.abs(a - b)[np.isfinite(b)], initial=0.0))
            else:
                gap = relative(a, b)
            worst[method] = max(worst[method], gap)
    for method, gap in worst.items():
        parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}",
               what=f"{method}, relative, tails to 1e-200",
               difference=gap, tolerance=1e-10)  # fmt: skip


@pytest.mark.parametrize("name", DISCRETE)
def test_discrete_against_scipy(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(js, name), getattr(scipy.stats, name)
    worst = dict.fromkeys(("pmf", "cdf", "sf"), 0.0)
    wrong = 0
    shares = np.concatenate([10.0 ** -np.arange(12, 0, -1) * 1.01, np.linspace(0.033, 0.957, 9)])
    for shapes in DISCRETE[name]:
        mean, sd = theirs.mean(*shapes), theirs.std(*shapes)
        k = np.unique(np.floor(mean + sd * np.linspace(-25, 25, 60)))
        k = np.concatenate([k, [-1.0, 0.0, 1.0, 2.0, 0.5]])
        for method in worst:
            a, b = getattr(ours, method)(k, *shapes), getattr(theirs, method)(k, *shapes)
            worst[method] = max(worst[method], relative(a, b))
        wrong += int((ours.ppf(shares, *shapes) != theirs.ppf(shares, *shapes)).sum())
    for method, gap in worst.items():
        parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}", what=f"{method}, relative",
               difference=gap, tolerance=1e-10)  # fmt: skip
    parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}", what="ppf, values that differ",
           difference=wrong, tolerance=0)  # fmt: skip


@pytest.mark.parametrize("name", [*CONTINUOUS, *DISCRETE])
def test_moments_against_scipy(name: str, parity: Callable[..., None]) -> None:
    worst = 0.0
    where = {"loc": 1.5, "scale": 2.5} if name in CONTINUOUS else {"loc": 3}
    for shapes in (CONTINUOUS | DISCRETE)[name]:
        if name == "t" and shapes[0] <= 4:
            continue  # below, by definition
        ours = getattr(js, name).stats(*shapes, moments="mvsk", **where)
        theirs = getattr(scipy.stats, name).stats(*shapes, moments="mvsk", **where)
        scale = np.maximum(1, np.abs(theirs))
        worst = max(worst, float(np.max(np.abs(np.subtract(ours, theirs)) / scale)))
    parity(f"{BASE}.{name}", reference=f"scipy.stats.{name}",
           what="mean, variance, skewness, kurtosis",
           difference=worst, tolerance=1e-10)  # fmt: skip


def test_where_scipy_fails_and_we_do_not() -> None:
    """Found by the grids above, SciPy 1.17. When one of these fails, SciPy got better."""
    with np.errstate(all="ignore"):
        assert scipy.stats.t.ppf(1e-250, 2.2) == np.inf
        assert scipy.stats.binom.isf(1e-20, 10**6, 1e-6) == 10**6
        df = grid(0.4, 1e4, 7)[1]
        assert scipy.stats.t.cdf(scipy.stats.t.ppf(1e-200, df), df) > 8e-200
    assert js.t.cdf(js.t.ppf(1e-200, df), df) == pytest.approx(1e-200, rel=1e-10)
    x = js.t.ppf(1e-250, 2.2)
    assert x < 0
    assert js.t.cdf(x, 2.2) == pytest.approx(1e-250, rel=1e-10)
    far = js.t.ppf(1e-75, 0.4)  # about 1e187: its square is no number
    assert js.t.logpdf(far, 0.4) - js.t.logpdf(1e3 * far, 0.4) == pytest.approx(1.4 * np.log(1e3))
    k = js.binom.isf(1e-20, 10**6, 1e-6)
    assert js.binom.sf(k, 10**6, 1e-6) <= 1e-20 < js.binom.sf(k - 1, 10**6, 1e-6)


def test_multivariate_normal_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(5)
    worst = worst_cdf = 0.0
    for d in (1, 2, 3, 6):
        half = rng.normal(size=(d, d))
        mean, cov = rng.normal(size=d), half @ half.T + 0.1 * np.eye(d)
        x = mean + 3 * rng.normal(size=(20, d))
        theirs = scipy.stats.multivariate_normal(mean, cov)
        worst = max(worst, relative(js.multivariate_normal.logpdf(x, mean, cov), theirs.logpdf(x)))
        if d < 4:
            gap = np.abs(js.multivariate_normal.cdf(x[:4], mean, cov) - theirs.cdf(x[:4]))
            worst_cdf = max(worst_cdf, float(gap.max()))
    name = "scipy.stats.multivariate_normal"
    parity(f"{BASE}.multivariate_normal", reference=name, what="logpdf, 1 to 6 dimensions",
           difference=worst, tolerance=1e-10)  # fmt: skip
    parity(f"{BASE}.multivariate_normal", reference=name, what="cdf, 1 to 3 dimensions",
           difference=worst_cdf, tolerance=1e-4)  # fmt: skip


def test_orthant_probability_in_closed_form() -> None:
    for rho in (-0.9, -0.3, 0.0, 0.5, 0.95):
        ours = js.multivariate_normal.cdf([0, 0], [0, 0], [[1, rho], [rho, 1]])
        assert ours == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=2e-5)


# Samples ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shapes"),
    [("uniform", ()), ("expon", ()), ("norm", ()), ("gamma", (0.2,)), ("gamma", (7.5,)),
     ("chi2", (3,)), ("t", (2.5,)), ("beta", (0.4, 3.0)), ("beta", (20.0, 5.0))],
)  # fmt: skip
def test_samples_pass_kolmogorov_and_smirnov(name: str, shapes: tuple[float, ...]) -> None:
    x = getattr(js, name).rvs(*shapes, loc=2, scale=3, size=50_000, random_state=4)
    test = scipy.stats.kstest(x, lambda v: getattr(scipy.stats, name).cdf(v, *shapes, 2, 3))
    assert test.pvalue > 0.01
    moved = scipy.stats.kstest(1.02 * x - 0.02, lambda v: getattr(scipy.stats, name).cdf(
        v, *shapes, 2, 3))  # fmt: skip
    assert moved.statistic > test.statistic / 2  # the test sees something at all


@pytest.mark.parametrize(
    ("name", "shapes"),
    [("bernoulli", (0.3,)), ("binom", (12, 0.4)), ("binom", (10**6, 1e-5)), ("poisson", (3.5,)),
     ("poisson", (400.0,))],
)  # fmt: skip
def test_samples_pass_chi_squared(name: str, shapes: tuple[float, ...]) -> None:
    n = 50_000
    drawn = getattr(js, name).rvs(*shapes, size=n, random_state=2)
    assert drawn.dtype.kind == "i"
    theirs = getattr(scipy.stats, name)(*shapes)
    k = np.arange(theirs.ppf(1e-3), theirs.isf(1e-3) + 1)
    seen = np.array([(drawn == j).sum() for j in k] + [(drawn < k[0]).sum(), (drawn > k[-1]).sum()])
    wanted = n * np.append(theirs.pmf(k), [theirs.cdf(k[0] - 1), theirs.sf(k[-1])])
    counted = wanted > 0
    statistic = (((seen - wanted) ** 2)[counted] / wanted[counted]).sum()
    assert scipy.stats.chi2.sf(statistic, counted.sum() - 1) > 0.01


def test_samples_of_the_multivariate_normal() -> None:
    mean, cov = np.array([1.0, -2.0, 0.5]), np.array([[2, 0.5, 0], [0.5, 1, -0.3], [0, -0.3, 0.4]])
    x = js.multivariate_normal.rvs(mean, cov, size=50_000, random_state=1)
    white = np.linalg.solve(np.linalg.cholesky(cov), (x - mean).T)
    assert scipy.stats.kstest(white.ravel(), "norm").pvalue > 0.01
    assert scipy.stats.kstest((white**2).sum(axis=0), scipy.stats.chi2(3).cdf).pvalue > 0.01
    np.testing.assert_allclose(np.cov(x.T), cov, atol=0.03)


def test_conditional_is_the_ratio_of_densities() -> None:
    mean, cov = np.array([1.0, -2.0, 0.5]), np.array([[2, 0.5, 0], [0.5, 1, -0.3], [0, -0.3, 0.4]])
    x = np.array([0.3, -1.0, 0.9])
    there, spread = js.multivariate_normal.conditional(mean, cov, [1, 2], x[1:])
    part = js.multivariate_normal.logpdf(x[1:], mean[1:], cov[1:, 1:])
    whole = js.multivariate_normal.logpdf(x, mean, cov)
    np.testing.assert_allclose(
        js.multivariate_normal.logpdf(x[:1], there, spread), whole - part, rtol=1e-12
    )
    np.testing.assert_allclose(js.multivariate_normal.cov(mean, cov), cov, atol=1e-14)
    np.testing.assert_array_equal(js.multivariate_normal.mean(mean, cov), mean)


def test_central_limit_theorem(parity: Callable[..., None]) -> None:
    """The mean of n exponentials is a gamma variable, so the distance to normal is known."""
    x = np.linspace(-3, 3, 601)
    worst, last = 0.0, np.inf
    for n in (1, 4, 16, 64):
        exact = js.gamma.cdf(n + x * np.sqrt(n), n)
        distance = float(np.abs(exact - js.norm.cdf(x)).max())
        assert distance < 0.6 * last  # like 1 / sqrt(n), as Berry and Esseen say
        last = distance
        z = js.standardized_mean(js.expon(), n, 20_000, random_state=n)
        assert z.shape == (20_000,)
        test = scipy.stats.kstest(z, lambda v, n=n: scipy.stats.gamma.cdf(n + v * np.sqrt(n), n))
        worst = max(worst, test.statistic * np.sqrt(20_000))
    parity(f"{BASE}.standardized_mean", reference="the exact gamma distribution of the mean",
           what="Kolmogorov's statistic, 4 sizes", difference=worst, tolerance=1.63)  # fmt: skip


# Properties, edges --------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(n=st.integers(0, 3000), p=st.floats(0, 1), q=st.floats(1e-9, 1 - 1e-9))
def test_discrete_quantile_is_the_smallest_that_reaches(n: int, p: float, q: float) -> None:
    k = js.binom.ppf(q, n, p)
    assert js.binom.cdf(k, n, p) >= q
    assert k == 0 or js.binom.cdf(k - 1, n, p) < q


@settings(max_examples=50, deadline=None)
@given(
    x=st.floats(-1e6, 1e6), df=st.floats(0.5, 1e4), loc=st.floats(-5, 5), scale=st.floats(0.1, 9)
)
def test_location_and_scale(x: float, df: float, loc: float, scale: float) -> None:
    z = (x - loc) / scale
    assert js.t.pdf(x, df, loc, scale) == pytest.approx(js.t.pdf(z, df) / scale, rel=1e-12)
    assert js.t.cdf(x, df, loc, scale) == js.t.cdf(z, df)
    assert js.t.cdf(x, df) == pytest.approx(js.t.sf(-x, df), rel=1e-14)


def test_ends_of_the_support() -> None:
    assert js.gamma.pdf([-1, 0, np.inf], 2).tolist() == [0, 0, 0]
    assert js.gamma.pdf(0, [0.5, 1, 2]).tolist() == [np.inf, 1, 0]
    assert js.beta.pdf([0, 1], 1, 2).tolist() == [2, 0]
    assert js.beta.ppf([0, 1], 2, 3, loc=1).tolist() == [1, 2]
    assert js.norm.ppf([0, 0.5, 1]).tolist() == [-np.inf, 0, np.inf]
    assert js.binom.ppf([0, 1], 5, 0.3).tolist() == [-1, 5]
    assert js.binom.cdf([-1, 4.7, 5, 99], 5, 1.0).tolist() == [0, 0, 1, 1]
    assert js.binom.pmf([0, 5], 5, [0.0, 1.0]).tolist() == [1, 1]
    assert js.poisson.pmf([0, 1], 0).tolist() == [1, 0]
    assert js.poisson.pmf([0.5, -1], 3).tolist() == [0, 0]
    assert js.poisson.isf(0, 3) == np.inf
    assert np.isnan(js.norm.cdf(np.nan))
    assert js.norm.logsf(50.0) == -np.inf
    assert js.norm.cdf([[0.0], [0.0]], loc=[1, 2, 3]).shape == (2, 3)


def test_moments_that_do_not_exist() -> None:
    for df, told in ((0.5, [np.nan, np.nan]), (1.5, [0, np.inf]), (3, [0, 3])):
        np.testing.assert_array_equal(js.t.stats(df), told)


def test_frozen_interval_median_and_names() -> None:
    frozen = js.gamma(2.5, scale=3)
    assert frozen.cdf(4) == js.gamma.cdf(4, 2.5, 0, 3)
    assert frozen.mean() == 7.5
    assert frozen.std() == pytest.approx(3 * 2.5**0.5)
    assert frozen.median() == frozen.ppf(0.5)
    low, high = js.norm.interval(0.95)
    assert -low == pytest.approx(high)
    assert high == pytest.approx(1.959963984540054)
    assert repr(js.norm) == "<journey.mathematics.stats.norm>"
    with pytest.raises(AttributeError):
        _ = frozen.no_such_method


def test_the_same_seed_gives_the_same_samples() -> None:
    for name, shapes in (("gamma", (0.7,)), ("poisson", (4.0,)), ("t", (3.0,))):
        draw = getattr(js, name).rvs
        a, b = (draw(*shapes, size=(3, 5), random_state=9) for _ in range(2))
        np.testing.assert_array_equal(a, b)
        assert a.shape == (3, 5)
    many = js.binom.rvs([5, 50], [0.5, 0.1], size=(1000, 2), random_state=0)
    np.testing.assert_allclose(many.mean(axis=0), [2.5, 5.0], atol=0.25)
    assert js.poisson.rvs(2, size=0).shape == (0,)


def test_inputs_are_unchanged() -> None:
    x, a = np.array([0.2, 0.4]), np.array([2.0, 3.0])
    for name in ("pdf", "cdf", "sf", "ppf", "isf"):
        getattr(js.gamma, name)(x, a)
    assert x.tolist() == [0.2, 0.4]
    assert a.tolist() == [2.0, 3.0]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: js.gamma.pdf(1, 0), ValueError, "gamma: a: expected positive numbers, got 0.0"),
        (lambda: js.norm.pdf(1, 0, -1), ValueError, "scale: expected positive numbers, got -1.0"),
        (lambda: js.norm.ppf(2), ValueError, "norm.ppf: q: expected numbers from 0 to 1"),
        (lambda: js.binom.pmf(1, 2.5, 0.5), ValueError, "n: expected whole numbers from 0 on"),
        (lambda: js.binom.pmf(1, 2, 1.5), ValueError, "p: expected numbers from 0 to 1"),
        (lambda: js.poisson.pmf(1, -1), ValueError, "mu: expected finite numbers from 0 on"),
        (lambda: js.gamma.pdf(1), TypeError, "expected the shape parameter 'a', got none"),
        (lambda: js.norm.pdf(1, sigma=2), TypeError, "expected loc, scale, each once, got 'sigma'"),
        (lambda: js.norm.pdf(1, 0, 1, 2), TypeError, "expected at most loc, scale, got 3"),
        (lambda: js.norm.stats(moments="x"), ValueError, "moments: expected letters of 'mvsk'"),
        (lambda: js.norm.rvs([1, 2], size=3), ValueError, "size: expected a shape"),
        (lambda: js.standardized_mean(js.t(2), 3, 5), ValueError, "finite, positive variance"),
        (lambda: js.standardized_mean(js.norm(), 0, 5), ValueError, "n: expected at least 1"),
        (lambda: js.multivariate_normal.pdf([0, 0], [0, 0], [[1, 2], [2, 1]]), ValueError,
         "positive definite matrix, got an eigenvalue of -1"),
        (lambda: js.multivariate_normal.pdf([0, 0], [0, 0], [[1, 2], [0, 1]]), ValueError,
         "symmetric"),
        (lambda: js.multivariate_normal.pdf([0], [0, 0], np.eye(2)), ValueError, r"\(\.\.\., 2\)"),
    ],
)  # fmt: skip
def test_bad_arguments_are_named(
    call: Callable[[], Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        call()
