"""Correlation: identities, pairs counted one by one, SciPy and statsmodels, the broken cases."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics.stats import correlation as c
from journey.mathematics.stats.correlation._kendall import permutations_by_inversions

BASE = "journey.mathematics.stats.correlation"
SIDES = ("two-sided", "greater", "less")


def pairs_of_data() -> list[tuple[np.ndarray, np.ndarray]]:
    """Return pairs of every size, with and without ties, from no to nearly full correlation."""
    rng = np.random.default_rng(0)
    made = []
    for n in (3, 4, 5, 8, 20, 33, 34, 120, 1500):
        for slope in (0.0, 0.3, -1.0, 30.0):
            x = rng.normal(size=n)
            y = slope * x + rng.normal(size=n)
            made.append((x, y))
            if n > 5:
                made.append((np.round(x), np.round(y)))
                made.append((x + 1e6, np.exp(y / 10)))
    return made


def worst_relative(ours: list[float], theirs: list[float]) -> float:
    a, b = np.array(ours), np.array(theirs)
    counted = np.abs(b) > 1e-300
    return float(np.max(np.abs(a - b)[counted] / np.abs(b)[counted], initial=0.0))


# Identities ---------------------------------------------------------------------------------------


def test_pearson_is_a_cosine_and_the_root_of_r_squared() -> None:
    for x, y in pairs_of_data():
        a, b = x - x.mean(), y - y.mean()
        cosine = a @ b / math.sqrt((a @ a) * (b @ b))
        r = c.pearsonr(x, y).statistic
        assert r == pytest.approx(cosine, abs=1e-9)  # x + 1e6 has ten digits left
        fit = sm.OLS(y, sm.add_constant(x)).fit()
        assert r**2 == pytest.approx(fit.rsquared, abs=1e-9)


def test_three_points_by_hand() -> None:
    # Deviations (-1, 0, 1) and (-1, 1, 0): r = 1/2. With one degree of freedom (1 + r) / 2 follows
    # the arcsine law, so P(R > 1/2) = 1 - (2 / pi) arcsin(sqrt(3/4)) = 1/3.
    result = c.pearsonr([1, 2, 3], [1, 3, 2])
    assert result.statistic == pytest.approx(0.5, abs=1e-15)
    assert result.pvalue == pytest.approx(2 / 3, rel=1e-13)
    assert c.pearsonr([1, 2, 3], [1, 3, 2], alternative="greater").pvalue == pytest.approx(1 / 3)


def test_spearman_without_ties_is_the_formula_of_squared_differences() -> None:
    rng = np.random.default_rng(1)
    for n in (2, 5, 30):
        x, y = rng.permutation(n), rng.permutation(n)
        d = c.rankdata(x) - c.rankdata(y)
        by_hand = 1 - 6 * (d @ d) / (n * (n * n - 1))
        assert c.spearmanr(x, y).statistic == pytest.approx(by_hand, abs=1e-14)


def test_partial_correlation_of_three_is_yules_formula() -> None:
    rng = np.random.default_rng(2)
    z, x, y = rng.normal(size=(3, 50))
    x, y = x + z, y - z
    xy, xz, yz = (c.pearsonr(*two).statistic for two in ((x, y), (x, z), (y, z)))
    yule = (xy - xz * yz) / math.sqrt((1 - xz**2) * (1 - yz**2))
    assert c.partial_correlation(x, y, z).statistic == pytest.approx(yule, abs=1e-13)


def test_residuals_and_the_inverse_give_the_same_partial_correlations() -> None:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(80, 5)) @ rng.normal(size=(5, 5)) * [1, 1e6, 1e-6, 1, 1] + 3
    matrix = c.partial_correlation_matrix(X)
    for i, j in itertools.combinations(range(5), 2):
        others = np.delete(X, [i, j], axis=1)
        by_residuals = c.partial_correlation(X[:, i], X[:, j], others).statistic
        assert matrix[i, j] == matrix[j, i] == pytest.approx(by_residuals, abs=1e-10)


def test_shares_of_permutations_by_counting_them_all() -> None:
    for n in range(2, 8):
        orders = list(itertools.permutations(range(n)))
        most = n * (n - 1) // 2
        seen = np.bincount([c.count_inversions(order) for order in orders], minlength=most + 1)
        assert permutations_by_inversions(n, most) == seen.tolist()


def test_exact_p_values_of_tau_are_shares_of_all_permutations() -> None:
    for n in (2, 3, 4, 5, 6):
        orders = list(itertools.permutations(range(n)))
        taus = np.array([c.kendalltau_naive(range(n), order) for order in orders])
        step = max(1, len(orders) // 40)
        for order, tau in zip(orders[::step], taus[::step], strict=True):
            above, below = np.mean(taus >= tau - 1e-9), np.mean(taus <= tau + 1e-9)
            want = {"greater": above, "less": below, "two-sided": min(1, 2 * min(above, below))}
            for side in SIDES:
                got = c.kendalltau(range(n), order, alternative=side).pvalue
                assert got == pytest.approx(want[side], rel=1e-14)


# Naive equals fast --------------------------------------------------------------------------------


def test_tau_by_splitting_equals_tau_by_all_pairs() -> None:
    for x, y in pairs_of_data():
        assert c.kendalltau(x, y).statistic == pytest.approx(c.kendalltau_naive(x, y), abs=1e-14)


@given(st.lists(st.integers(-6, 6), max_size=40))
@settings(deadline=None, max_examples=200)
def test_inversions_equal_a_double_loop(values: list[int]) -> None:
    loop = sum(a > b for a, b in itertools.combinations(values, 2))
    assert c.count_inversions(np.array(values, dtype=float)) == loop


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pearsonr", "spearmanr", "kendalltau"])
def test_against_scipy(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(c, name), getattr(scipy.stats, name)
    gap = 0.0
    p_ours, p_theirs = [], []
    for x, y in pairs_of_data():
        for side in SIDES:
            a, b = ours(x, y, alternative=side), theirs(x, y, alternative=side)
            gap = max(gap, abs(a.statistic - b.statistic))
            # The upper tail goes like (1 - r)^(n / 2), which magnifies the rounding of r by up to
            # 750 / (1 - r): to 1e-8 for the r counted here.
            if name != "kendalltau" and 1 - abs(b.statistic) < 1e-4:
                continue
            p_ours.append(a.pvalue)
            p_theirs.append(b.pvalue)
    reference = f"scipy.stats.{name}"
    parity(f"{BASE}.{name}", reference=reference, what="statistic, with and without ties",
           difference=gap, tolerance=1e-12)  # fmt: skip
    parity(f"{BASE}.{name}", reference=reference,
           what="p-value, relative, 3 to 1,500 observations, all alternatives",
           difference=worst_relative(p_ours, p_theirs), tolerance=1e-8)  # fmt: skip


@pytest.mark.parametrize("method", ["exact", "asymptotic"])
def test_kendall_methods_against_scipy(method: str, parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(4)
    ours, theirs = [], []
    for n in (3, 6, 15, 40, 90):  # at 2, SciPy's asymptotic one divides by zero
        for swaps in (0, 1, 3, n):
            y = np.arange(n)
            for _ in range(swaps):
                i, j = rng.integers(n, size=2)
                y[[i, j]] = y[[j, i]]
            for side in SIDES:
                for order in (y, y[::-1]):
                    ours.append(c.kendalltau(np.arange(n), order, method=method, alternative=side))
                    theirs.append(
                        scipy.stats.kendalltau(np.arange(n), order, method=method, alternative=side)
                    )
    gap = worst_relative([a.pvalue for a in ours], [b.pvalue for b in theirs])
    parity(f"{BASE}.kendalltau", reference="scipy.stats.kendalltau",
           what=f"p-value, relative, method {method}", difference=gap, tolerance=1e-10)  # fmt: skip


def test_interval_against_scipy(parity: Callable[..., None]) -> None:
    gap = 0.0
    for x, y in pairs_of_data():
        if len(x) == 3:  # theirs multiplies 0 by infinity at level 0.5; see the edges below
            continue
        for side, level in itertools.product(SIDES, (0.5, 0.95, 0.999)):
            ours = c.pearsonr(x, y, alternative=side).confidence_interval(level)
            theirs = scipy.stats.pearsonr(x, y, alternative=side).confidence_interval(level)
            gap = max(gap, float(np.abs(np.subtract(ours, tuple(theirs))).max()))
    parity(f"{BASE}.pearsonr", reference="scipy.stats.pearsonr",
           what="interval by Fisher's transformation", difference=gap, tolerance=1e-12)  # fmt: skip


def test_partial_correlation_against_regression(parity: Callable[..., None]) -> None:
    """The coefficient of x given the covariates has the same t, and so the same p-value."""
    rng = np.random.default_rng(5)
    gap = 0.0
    p_ours, p_theirs = [], []
    for n, k in ((8, 1), (30, 3), (400, 6)):
        for slope in (0.0, 0.5, 3.0):
            z = rng.normal(size=(n, k))
            x = z.sum(axis=1) + rng.normal(size=n)
            y = slope * x - z[:, 0] + rng.normal(size=n)
            fit = sm.OLS(y, sm.add_constant(np.column_stack([x, z]))).fit()
            t = fit.tvalues[1]
            ours = c.partial_correlation(x, y, z)
            gap = max(gap, abs(ours.statistic - t / math.sqrt(t * t + fit.df_resid)))
            p_ours.append(ours.pvalue)
            p_theirs.append(fit.pvalues[1])
    parity(f"{BASE}.partial_correlation", reference="statsmodels OLS", what="correlation",
           difference=gap, tolerance=1e-12)  # fmt: skip
    parity(f"{BASE}.partial_correlation", reference="statsmodels OLS", what="p-value, relative",
           difference=worst_relative(p_ours, p_theirs), tolerance=1e-8)  # fmt: skip


def test_partial_correlation_matrix_against_numpy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(6)
    gap = 0.0
    for n, d in ((5, 2), (40, 4), (500, 12)):
        X = rng.normal(size=(n, d)) @ (np.eye(d) + rng.normal(size=(d, d)) / 2)
        P = np.linalg.inv(np.cov(X.T))
        want = -P / np.sqrt(np.outer(np.diag(P), np.diag(P)))
        np.fill_diagonal(want, 1)
        gap = max(gap, float(np.abs(c.partial_correlation_matrix(X) - want).max()))
    parity(f"{BASE}.partial_correlation_matrix", reference="numpy.linalg.inv of the covariance",
           what="all entries", difference=gap, tolerance=1e-10)  # fmt: skip


def test_ranks_against_scipy(parity: Callable[..., None]) -> None:
    gap = max(
        float(np.abs(c.rankdata(x) - scipy.stats.rankdata(x)).max())
        for pair in pairs_of_data()
        for x in pair
    )
    parity(f"{BASE}.rankdata", reference="scipy.stats.rankdata", what="ranks, ties averaged",
           difference=gap, tolerance=0)  # fmt: skip


def test_interval_covers_as_often_as_it_says() -> None:
    """400 samples of 25 normal pairs; four standard errors of the share are 0.044."""
    rng = np.random.default_rng(7)
    x, noise = rng.normal(size=(2, 400, 25))
    y = 0.6 * x + 0.8 * noise
    hits = 0
    for a, b in zip(x, y, strict=True):
        low, high = c.pearsonr(a, b).confidence_interval()
        hits += low <= 0.6 <= high
    assert abs(hits / 400 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 400)


def test_spearmans_p_value_says_zero_where_an_order_in_n_factorial_is_right() -> None:
    assert c.spearmanr(range(5), range(5), alternative="greater").pvalue < 1e-6 < 1 / 120
    assert c.kendalltau(range(5), range(5), alternative="greater").pvalue == 1 / 120


# Properties ---------------------------------------------------------------------------------------


numbers = st.floats(-1e3, 1e3).map(lambda v: round(v, 2))


@given(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=30))
@settings(deadline=None, max_examples=40)
def test_symmetric_and_blind_to_rising_maps(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points).T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    for function in (c.pearsonr, c.spearmanr, c.kendalltau):
        r, p = function(x, y)
        assert -1 <= r <= 1
        assert 0 <= p <= 1
        assert tuple(function(y, x)) == pytest.approx((r, p), abs=1e-12)
        assert function(-x, y).statistic == pytest.approx(-r, abs=1e-12)
        assert function(4 * x, y).statistic == pytest.approx(r, abs=1e-12)
    cubed = x**3
    for by_rank in (c.spearmanr, c.kendalltau):
        assert by_rank(cubed, y).statistic == by_rank(x, y).statistic


# Edges and bad input ------------------------------------------------------------------------------


def test_two_points_say_nothing() -> None:
    for function in (c.pearsonr, c.spearmanr, c.kendalltau):
        assert tuple(function([1, 2], [5, 3])) == (-1.0, 1.0)
        assert function([1, 2], [5, 3], alternative="less").pvalue == 0.5
    assert c.pearsonr([1, 2, 3], [1, 3, 2]).confidence_interval() == (-1.0, 1.0)
    assert c.pearsonr(range(9), range(9)).confidence_interval()[1] == 1.0


def test_neither_huge_nor_tiny_numbers_overflow() -> None:
    x, y = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 6])
    want = c.pearsonr(x, y).statistic
    for scale in (2.0**1020, 2.0**-1060):
        assert c.pearsonr(x * scale, y * scale).statistic == pytest.approx(want, abs=1e-12)


def test_a_million_with_ties_stays_within_whole_numbers() -> None:
    x = np.repeat(np.arange(3), 400_000)
    y = np.tile(np.arange(3), 400_000)
    result = c.kendalltau(x, y)
    theirs = scipy.stats.kendalltau(x, y)
    assert result.statistic == pytest.approx(theirs.statistic, abs=1e-14)
    assert result.pvalue == pytest.approx(theirs.pvalue, rel=1e-9)


def test_warns_where_rounding_decides() -> None:
    x = 1e9 + 1e-7 * np.arange(5)  # neighbours are 1.2e-7 apart
    with pytest.warns(c.NearConstantInputWarning, match="pearsonr: x: varies"):
        c.pearsonr(x, np.arange(5))


def test_a_covariate_twice_costs_one_degree_only() -> None:
    rng = np.random.default_rng(8)
    x, y, z = rng.normal(size=(3, 12))
    once = c.partial_correlation(x, y, z)
    twice = c.partial_correlation(x, y, np.column_stack([z, 2 * z]))
    assert twice.statistic == pytest.approx(once.statistic, abs=1e-12)
    assert twice.pvalue == pytest.approx(once.pvalue, rel=1e-10)


def test_inputs_are_left_as_they_were() -> None:
    x, y, z = (np.array(v, dtype=float) for v in ([3, 1, 2, 5], [1, 2, 2, 4], [0, 1, 0, 3]))
    copies = x.copy(), y.copy(), z.copy()
    for function in (c.pearsonr, c.spearmanr, c.kendalltau):
        function(x, y)
    c.count_inversions(x)
    c.partial_correlation(x, y, z)
    c.partial_correlation_matrix(np.column_stack([x, y]))
    for now, before in zip((x, y, z), copies, strict=True):
        np.testing.assert_array_equal(now, before)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: c.pearsonr([1, 2], [1]), ValueError, "y: expected as many values as x has"),
        (lambda: c.pearsonr([1], [1]), ValueError, "x: expected at least 2 values, got 1"),
        (lambda: c.spearmanr([1, 1, 1], [1, 2, 3]), ValueError, "x: expected values that vary"),
        (lambda: c.kendalltau([1, np.nan], [1, 2]), ValueError, "x: expected finite numbers"),
        (lambda: c.pearsonr(["a", "b"], [1, 2]), TypeError, "x: expected real numbers"),
        (lambda: c.pearsonr([[1, 2]], [1, 2]), ValueError, "x: expected one dimension"),
        (lambda: c.pearsonr([1, 2], [1, 2], alternative="up"), ValueError, "alternative: expected"),
        (lambda: c.kendalltau([1, 2], [1, 2], method="all"), ValueError, "method: expected"),
        (lambda: c.kendalltau([1, 1, 2], [1, 2, 3], method="exact"), ValueError, "got ties"),
        (lambda: c.partial_correlation([1, 2, 4], [1, 3, 2], [1, 2, 2]), ValueError, "more than 3"),
        (lambda: c.partial_correlation([1, 2, 4], [1, 3, 2], [[1], [2]]), ValueError, "3 rows"),
        (lambda: c.partial_correlation([1, 2, 3, 4], [1, 3, 2, 2], [2, 4, 6, 8]), ValueError,
         "x: expected something that the covariates do not explain"),
        (lambda: c.partial_correlation_matrix(np.eye(3)), ValueError, "more than 3 rows"),
        (lambda: c.partial_correlation_matrix([[1, 2], [1, 3], [1, 5]]), ValueError, "column 0"),
        (lambda: c.partial_correlation_matrix([[1, 2], [2, 4], [3, 6]]), ValueError, "singular"),
        (lambda: c.pearsonr([1, 2], [1, 2]).confidence_interval(95), ValueError, "got 95"),
    ],
)  # fmt: skip
def test_bad_input(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
