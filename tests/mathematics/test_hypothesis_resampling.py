"""Permutations, bootstrap, power, many tests: exact counts, SciPy and statsmodels, simulations."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats
import statsmodels.stats.power as sm_power
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests as sm_multipletests

from journey.mathematics import stats as js
from journey.mathematics.stats._hypothesis._noncentral import noncentral_t_tail

BASE = "journey.mathematics.stats"
SIDES = ("two-sided", "less", "greater")


def gap(x: Any, y: Any, axis: int = -1) -> Any:
    return x.mean(axis=axis) - y.mean(axis=axis)


def spread(*groups: Any, axis: int = -1) -> Any:
    """Of the means of any number of groups: whole numbers stay exact."""
    sums = np.stack([group.sum(axis=axis) for group in groups])
    return sums.max(axis=0) - sums.min(axis=0)


def product_sum(x: Any, y: Any, axis: int = -1) -> Any:
    return (x * y).sum(axis=axis)


# Permutations: counting by hand -------------------------------------------------------------------


def tails(null: list[Fraction], at: Fraction) -> dict[str, float]:
    low = Fraction(sum(v <= at for v in null), len(null))
    high = Fraction(sum(v >= at for v in null), len(null))
    return {
        "less": float(low),
        "greater": float(high),
        "two-sided": float(min(1, 2 * min(low, high))),
    }


def exact_gap(x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Tenths as fractions: no rounding, so equal statistics are equal."""
    pool = [Fraction(round(10 * v), 10) for v in np.concatenate([x, y])]
    n, m = len(x), len(y)
    whole = sum(pool)
    null = []
    for chosen in itertools.combinations(range(n + m), n):
        part = sum(pool[i] for i in chosen)
        null.append(part / n - (whole - part) / m)
    return tails(null, null[0])  # the first choice is the data as they are


def test_exact_permutations_of_decimals_against_fractions(parity: Callable[..., None]) -> None:
    """Ties that rounding would break, an observed difference of 0 among them."""
    rng = np.random.default_rng(0)
    ours = theirs = 0
    for _ in range(150):
        x, y = rng.integers(1, 9, 4) / 10, rng.integers(1, 9, 4) / 10
        want = exact_gap(x, y)
        for side in SIDES:
            found = js.permutation_test((x, y), gap, alternative=side).pvalue
            ours += abs(found - want[side]) > 1e-12
            there = scipy.stats.permutation_test((x, y), gap, vectorized=True, alternative=side)
            theirs += abs(there.pvalue - want[side]) > 1e-12
    assert theirs > 0  # SciPy misses ties at 0; when this fails, the note and the log need changing
    parity(
        f"{BASE}.permutation_test",
        reference="fractions.Fraction, all splits",
        what="exact p-values of decimals that differ",
        difference=ours,
        tolerance=0,
    )


def test_signs_of_one_sample_against_all_signs() -> None:
    x = np.array([3.0, -1.0, 4.0, 1.0, 5.0, 9.0])
    sums = [sum(s * v for s, v in zip(signs, x, strict=True))
            for signs in itertools.product((1, -1), repeat=len(x))]  # fmt: skip
    want = sum(v >= x.sum() for v in sums) / len(sums)
    found = js.permutation_test((x,), np.sum, permutation_type="samples", alternative="greater")
    assert found.pvalue == want
    assert len(found.null_distribution) == 2**6


def test_exact_permutations_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(1)
    differing = 0
    cases: list[tuple[str, Any, tuple[np.ndarray, ...]]] = [
        ("independent", gap, (rng.normal(size=4), rng.normal(size=5))),
        ("independent", spread, tuple(rng.integers(0, 9, n) / 1.0 for n in (2, 3, 3))),
        ("independent", spread, tuple(rng.integers(0, 4, n) / 1.0 for n in (2, 2, 2, 2))),
        ("samples", gap, (rng.normal(size=8), rng.normal(size=8))),
        ("samples", spread, tuple(rng.integers(0, 9, 4) / 1.0 for _ in range(3))),
        ("pairings", product_sum, (rng.normal(size=4), rng.normal(size=4))),
        ("pairings", product_sum, (rng.integers(0, 4, 4) / 1.0, rng.integers(0, 4, 4) / 1.0)),
    ]
    for (kind, statistic, data), side in itertools.product(cases, SIDES):
        ours = js.permutation_test(data, statistic, permutation_type=kind, alternative=side)
        theirs = scipy.stats.permutation_test(
            data, statistic, permutation_type=kind, alternative=side, vectorized=True
        )
        differing += ours.pvalue != theirs.pvalue
        differing += len(ours.null_distribution) != len(theirs.null_distribution)
        np.testing.assert_allclose(
            np.sort(ours.null_distribution), np.sort(theirs.null_distribution), rtol=1e-12
        )
    parity(
        f"{BASE}.permutation_test",
        reference="scipy.stats.permutation_test",
        what="exact p-values that differ",
        difference=differing,
        tolerance=0,
    )


def test_drawn_permutations_are_scipys_with_one_seed(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(2)
    worst = 0.0
    data = rng.normal(size=20), rng.normal(0.4, 1, size=20)
    for kind, batch, side in itertools.product(
        ("independent", "samples", "pairings"), (None, 300), SIDES
    ):
        options = {
            "permutation_type": kind,
            "n_resamples": 999,
            "batch": batch,
            "alternative": side,
        }
        statistic = product_sum if kind == "pairings" else gap
        ours = js.permutation_test(data, statistic, rng=5, **options)  # type: ignore[arg-type]
        theirs = scipy.stats.permutation_test(
            data, statistic, rng=np.random.default_rng(5), vectorized=True, **options
        )
        worst = max(worst, abs(ours.pvalue - theirs.pvalue))
        assert ours.pvalue >= 1 / 1000
    parity(
        f"{BASE}.permutation_test",
        reference="scipy.stats.permutation_test",
        what="p-value of 999 drawn with one seed",
        difference=worst,
        tolerance=1e-15,
    )


def test_a_plain_statistic_and_a_vectorized_one_agree_also_on_axes() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(3, 4)), rng.normal(size=(3, 5))
    plain = js.permutation_test((x, y), lambda a, b: a.mean() - b.mean(), axis=1)
    fast = js.permutation_test((x, y), gap, axis=1)
    np.testing.assert_allclose(plain.pvalue, fast.pvalue, rtol=1e-15)
    for i in range(3):
        assert fast.pvalue[i] == js.permutation_test((x[i], y[i]), gap).pvalue


# Bootstrap ----------------------------------------------------------------------------------------


def test_intervals_are_scipys_with_one_seed(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(4)
    one, two = rng.exponential(size=15), rng.exponential(2.0, size=22)
    cases: list[tuple[tuple[np.ndarray, ...], Any, bool]] = [
        ((one,), np.mean, False),
        ((one,), np.median, False),
        ((one,), np.std, False),
        ((one, two), gap, False),
        ((one, two[:15]), product_sum, True),
        ((rng.normal(size=(3, 11)),), np.mean, False),
    ]
    worst = dict.fromkeys(("percentile", "basic", "BCa"), 0.0)
    for (data, statistic, paired), method, side in itertools.product(cases, worst, SIDES):
        for level, batch in ((0.95, None), (0.8, 70)):
            options: dict[str, Any] = {
                "n_resamples": 500, "method": method, "alternative": side, "paired": paired,
                "confidence_level": level, "batch": batch, "axis": -1,
            }  # fmt: skip
            ours = js.bootstrap(data, statistic, rng=9, **options)
            theirs = scipy.stats.bootstrap(
                data, statistic, rng=np.random.default_rng(9), vectorized=True, **options
            )
            scale = np.max(np.abs(theirs.bootstrap_distribution))
            pairs = [
                *zip(ours.confidence_interval, theirs.confidence_interval, strict=True),
                (ours.standard_error, theirs.standard_error),
            ]
            for mine, other in pairs:
                if np.isinf(other).all():
                    assert np.array_equal(mine, other)
                else:
                    worst[method] = max(worst[method], np.max(np.abs(mine - other)) / scale)
    for method, difference in worst.items():
        parity(
            f"{BASE}.bootstrap",
            reference=f"scipy.stats.bootstrap(method='{method}')",
            what="ends and standard error, one seed",
            difference=difference,
            tolerance=1e-12,
        )


def test_basic_is_the_mirror_of_percentile_and_covers_one_sided() -> None:
    x = np.random.default_rng(5).exponential(size=12)
    found = {
        method: js.bootstrap((x,), np.mean, method=method, rng=1, n_resamples=400)
        for method in ("percentile", "basic")
    }
    low, high = found["percentile"].confidence_interval
    mirrored = found["basic"].confidence_interval
    np.testing.assert_allclose(mirrored, (2 * x.mean() - high, 2 * x.mean() - low), rtol=1e-14)
    less = js.bootstrap((x,), np.mean, rng=1, alternative="less", n_resamples=400)
    assert less.confidence_interval.low == -np.inf


def test_every_resample_of_three_gives_the_known_spread() -> None:
    """The standard error of a mean over all resamples is the spread with n below, over root n."""
    x = np.array([1.0, 2.0, 6.0])
    exact = x.std() / math.sqrt(3)
    found = js.bootstrap((x,), np.mean, rng=0, n_resamples=40_000).standard_error
    assert found == pytest.approx(exact, rel=4 / math.sqrt(2 * 40_000) * 1.2)


def test_intervals_cover_what_they_should() -> None:
    """2,000 samples of 40 normal numbers: the share covered has a standard error of 0.005."""
    x = np.random.default_rng(6).normal(size=(2000, 40))
    for method in ("percentile", "basic", "BCa"):
        low, high = js.bootstrap(
            (x,), np.mean, method=method, rng=0, n_resamples=600, axis=1, batch=50
        ).confidence_interval
        covered = ((low <= 0) & (high >= 0)).mean()
        # A bootstrap interval of a mean is narrower than Student's by sqrt((n-1)/n) and by z to t.
        factor = math.sqrt(39 / 40) * js.norm.ppf(0.975)
        expected = 1 - 2 * js.t.sf(factor, 39)
        assert abs(covered - expected) < 4 * 0.005 + 0.004, method  # and quantiles of 600 resamples


def test_bca_does_not_exist_for_constants_and_maxima() -> None:
    assert all(np.isnan(js.bootstrap(([2.0] * 5,), np.mean, rng=0).confidence_interval))
    x = np.random.default_rng(7).normal(size=20)
    low, _ = js.bootstrap(
        (x,), np.max, rng=0, n_resamples=200, method="percentile"
    ).confidence_interval
    assert low <= x.max()
    one = js.bootstrap((x,), np.mean, rng=0, n_resamples=1, method="percentile")
    assert np.isnan(one.standard_error)


# Power --------------------------------------------------------------------------------------------


def test_noncentral_t_without_shift_is_students_t() -> None:
    x, df = (part.ravel() for part in np.meshgrid([0.0, 0.7, 3.0, 12.0], [1.0, 2.5, 9.0, 400.0]))
    lower, upper = (noncentral_t_tail(x, df, np.zeros_like(x), up) for up in (False, True))
    np.testing.assert_allclose(upper, js.t.sf(x, df), atol=1e-14)
    np.testing.assert_allclose(lower, js.t.cdf(x, df), atol=1e-14)


def test_noncentral_t_against_scipy() -> None:
    grid = np.meshgrid([-8.0, -1.0, 0.0, 0.5, 2.0, 6.0, 40.0], [1.0, 1.7, 4.0, 30.0, 1e4],
                       [-3.0, 0.0, 0.4, 2.8, 9.0, 30.0])  # fmt: skip
    x, df, nc = (part.ravel() for part in grid)
    lower, upper = (noncentral_t_tail(x, df, nc, up) for up in (False, True))
    theirs = scipy.special.nctdtr(df, nc, x)
    known = np.isfinite(theirs)  # it gives up on some tails below 1e-20
    assert known.mean() > 0.9
    assert (lower[~known] < 1e-20).all()
    np.testing.assert_allclose(lower[known], theirs[known], rtol=0, atol=1e-12)
    np.testing.assert_allclose(lower + upper, 1, atol=1e-14)


WORDS = {"two-sided": "two-sided", "less": "smaller", "greater": "larger"}


def test_power_against_statsmodels(parity: Callable[..., None]) -> None:
    worst = {"TTestPower": 0.0, "TTestIndPower": 0.0}
    grid = np.meshgrid((-0.4, 0.0, 0.2, 1.0, 2.5), (2.5, 5, 40, 600), (1e-4, 0.05, 0.3))
    d, n, alpha = (part.ravel() for part in grid)
    for side, ratio in itertools.product(SIDES, (0.5, 1.0, 3.0)):
        for name, more in (("TTestPower", ()), ("TTestIndPower", (ratio,))):
            ours = getattr(js, name)().power(d, n, alpha, *more, alternative=side)
            theirs = getattr(sm_power, name)().power(d, n, alpha, *more, alternative=WORDS[side])
            worst[name] = max(worst[name], float(np.abs(ours - theirs).max()))
    for name, difference in worst.items():
        parity(
            f"{BASE}.{name}",
            reference=f"statsmodels {name}",
            what="power, absolute",
            difference=difference,
            tolerance=1e-11,
        )


def test_solving_against_statsmodels(parity: Callable[..., None]) -> None:
    """Put into statsmodels' power, the solution gives the goal: its own solver stops earlier."""
    worst = {"TTestPower": 0.0, "TTestIndPower": 0.0}
    known = {"effect_size": 0.45, "nobs": 50.0, "alpha": 0.02, "power": 0.83}
    for name, sought, side in itertools.product(worst, known, ("two-sided", "greater")):
        given_: dict[str, Any] = {k: None if k == sought else v for k, v in known.items()}
        if name == "TTestIndPower":
            given_["nobs1"] = given_.pop("nobs")
            given_["ratio"] = 1.5
        found = getattr(js, name)().solve_power(**given_, alternative=side)
        given_ = {k: found if v is None else v for k, v in given_.items()}
        goal = given_.pop("power")
        there = getattr(sm_power, name)().power(**given_, alternative=WORDS[side])
        worst[name] = max(worst[name], abs(there - goal))
    for name, difference in worst.items():
        parity(
            f"{BASE}.{name}.solve_power",
            reference=f"statsmodels {name}.power",
            what="power at the solution, absolute",
            difference=difference,
            tolerance=1e-11,
        )


def test_what_was_solved_for_gives_the_power_back() -> None:
    for side, d in (("two-sided", 0.3), ("greater", 1.5), ("less", -0.8), ("two-sided", -6.0)):
        n = js.TTestIndPower().solve_power(d, None, 0.05, 0.9, ratio=2.0, alternative=side)
        back = js.TTestIndPower().power(d, n, 0.05, 2.0, alternative=side)
        assert back == pytest.approx(0.9, abs=1e-11)
        effect = js.TTestPower().solve_power(None, 12, 0.05, 0.9, alternative=side)
        assert (effect < 0) == (side == "less")
        assert js.TTestPower().power(effect, 12, 0.05, alternative=side) == pytest.approx(0.9)


def test_the_power_is_the_share_of_simulated_tests() -> None:
    """20,000 tests: a share near one half has a standard error of 0.0035."""
    rng = np.random.default_rng(8)
    for d, n, m in ((0.8, 12, 18), (0.3, 40, 40)):
        a, b = rng.normal(d, 1, (20_000, n)), rng.normal(0, 1, (20_000, m))
        for side in SIDES:
            share = (js.ttest_ind(a, b, axis=1, alternative=side).pvalue < 0.05).mean()
            power = js.TTestIndPower().power(d, n, 0.05, m / n, alternative=side)
            assert abs(share - power) < 4 * 0.0036, (d, side)
    paired = rng.normal(0.5, 1, (20_000, 15))
    share = (js.ttest_1samp(paired, 0.0, axis=1).pvalue < 0.05).mean()
    assert abs(share - js.TTestPower().power(0.5, 15, 0.05)) < 4 * 0.0036


# Many tests ---------------------------------------------------------------------------------------

METHODS = ("bonferroni", "sidak", "holm", "holm-sidak", "simes-hochberg", "fdr_bh", "fdr_by")


def naive_reject(p: list[float], alpha: float, method: str) -> list[bool]:
    """The procedures as their authors state them, a loop over ranks."""
    m = len(p)
    order = sorted(range(m), key=p.__getitem__)
    harmonic = sum(1 / i for i in range(1, m + 1))
    out = [False] * m
    if method in ("holm", "bonferroni"):
        for rank, i in enumerate(order):
            if p[i] > alpha / (m - rank if method == "holm" else m):
                break
            out[i] = True
        return out
    level = {
        "simes-hochberg": lambda k: alpha / (m - k + 1),
        "fdr_bh": lambda k: alpha * k / m,
        "fdr_by": lambda k: alpha * k / m / harmonic,
    }[method]
    last = max((k for k in range(1, m + 1) if p[order[k - 1]] <= level(k)), default=0)
    for i in order[:last]:
        out[i] = True
    return out


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(0, 997).map(lambda k: k / 3000), min_size=1, max_size=12))
def test_rejections_are_those_of_the_stated_procedures(p: list[float]) -> None:
    for method in ("bonferroni", "holm", "simes-hochberg", "fdr_bh", "fdr_by"):
        assert js.multipletests(p, 0.1, method).reject.tolist() == naive_reject(p, 0.1, method)


def test_corrections_against_statsmodels_and_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(9)
    lists = [rng.random(n) ** power for n, power in ((1, 1), (2, 1), (7, 3), (50, 6), (400, 20))]
    lists += [np.array([0.01, 0.01, 0.04, 0.04, 0.04, 1.0, 0.0]), np.ones(4), np.full(5, 0.01)]
    worst, differing = 0.0, 0
    for p, method, alpha in itertools.product(lists, METHODS, (0.01, 0.05, 0.2)):
        with np.errstate(divide="ignore"):  # its logarithm of 1 - 1
            theirs = sm_multipletests(p, alpha, method)
        ours = js.multipletests(p, alpha, method)
        differing += int((ours.reject != theirs[0]).sum())
        worst = max(worst, float(np.abs(ours.pvals_corrected - theirs[1]).max()))
        worst = max(worst, abs(ours.alphac_sidak - theirs[2]), abs(ours.alphac_bonf - theirs[3]))
    for p in lists:
        for name, ours_name in (("bh", "fdr_bh"), ("by", "fdr_by")):
            theirs_p = scipy.stats.false_discovery_control(p, method=name)
            ours_p = js.multipletests(p, method=ours_name).pvals_corrected
            worst = max(worst, float(np.abs(ours_p - theirs_p).max()))
    for what, difference, tolerance in (
        ("rejections that differ", differing, 0.0),
        ("corrected p-values and levels, absolute", worst, 1e-14),
    ):
        parity(
            f"{BASE}.multipletests",
            reference="statsmodels multipletests",
            what=what,
            difference=difference,
            tolerance=tolerance,
        )


def test_family_wise_and_false_discovery_rates() -> None:
    """10 of 40 hypotheses are false; 3,000 families, so a share of 5% has an error of 0.004."""
    rng = np.random.default_rng(10)
    false = np.arange(40) < 10
    z = rng.normal(size=(3000, 40)) + 3.0 * false
    p = 2 * js.norm.sf(np.abs(z))
    any_wrong = dict.fromkeys(("none", *METHODS), 0.0)
    share_wrong = dict.fromkeys(("none", *METHODS), 0.0)
    found = dict.fromkeys(("none", *METHODS), 0.0)
    for row in p:
        for method in any_wrong:
            reject = row <= 0.05 if method == "none" else js.multipletests(row, 0.05, method).reject
            wrong = int((reject & ~false).sum())
            any_wrong[method] += (wrong > 0) / len(p)
            share_wrong[method] += wrong / max(1, int(reject.sum())) / len(p)
            found[method] += (reject & false).mean() * 4 / len(p)
    assert any_wrong["none"] > 0.7  # 1 - 0.95^30
    for method in METHODS[:5]:
        assert any_wrong[method] < 0.05 + 4 * 0.004, method
    assert share_wrong["fdr_bh"] == pytest.approx(0.05 * 30 / 40, abs=4 * 0.002)
    assert share_wrong["fdr_by"] < share_wrong["fdr_bh"]
    assert found["bonferroni"] < found["holm"] < found["fdr_bh"] < found["none"]


# Edges --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: js.permutation_test(([1, 2],), np.sum, permutation_type="all"), "permutation_"),
        (lambda: js.permutation_test(([1, 2],), np.sum, n_resamples=0), "n_resamples: expected"),
        (lambda: js.permutation_test(([1, 2], [1, 2]), gap, batch=1.5), "batch: expected a whole"),
        (
            lambda: js.permutation_test(([1, 2], [1, 2, 3]), gap, permutation_type="pairings"),
            r"data: expected samples of one length, got \[2, 3\]",
        ),
        (lambda: js.permutation_test(([1], [1, 2, 3]), gap), r"data\[0\]: expected at least 2"),
        (lambda: js.bootstrap(([1, 2],), np.mean, method="t"), "method: expected 'percentile'"),
        (lambda: js.bootstrap(([1, 2],), np.mean, confidence_level=95), "confidence_level"),
        (lambda: js.bootstrap(([1, 2], [1]), gap, paired=True), r"data\[1\]: expected at least 2"),
        (lambda: js.bootstrap(([1, np.inf],), np.mean), r"data\[0\]: expected finite numbers"),
        (lambda: js.multipletests([0.1, 1.2]), "pvals: expected numbers from 0 to 1, got 1.2"),
        (lambda: js.multipletests([]), "pvals: expected at least one"),
        (lambda: js.multipletests([0.1], alpha=5), "alpha: expected between 0 and 1"),
        (lambda: js.multipletests([0.1], method="bh"), "method: expected one of"),
        (lambda: js.TTestPower().power(0.5, 1, 0.05), "df: expected positive numbers, got 0.0"),
        (lambda: js.TTestPower().power(0.5, 9, 5), "alpha: expected numbers between 0 and 1"),
        (lambda: js.TTestPower().solve_power(0.5, 9), "expected exactly one of effect_size, nobs"),
        (lambda: js.TTestPower().solve_power(0.5, None, 0.05, 1.0), "power: expected a number"),
        (lambda: js.TTestPower().solve_power(0.5, None, 0.05, 0.01), "power: expected more than"),
        (lambda: js.TTestPower().solve_power(0.0, None, 0.05, 0.8), "effect_size: expected a diff"),
        (
            lambda: js.TTestIndPower().solve_power(0.5, None, 0.05, 0.8, alternative="less"),
            "in the direction of the alternative",
        ),
        (lambda: js.TTestIndPower().solve_power(0.5, None, 0.05, 0.8, ratio=0), "ratio: expected"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_data_is_a_tuple_of_samples() -> None:
    for call in (js.bootstrap, js.permutation_test):
        with pytest.raises(TypeError, match="data: expected a tuple of samples"):
            call(np.arange(5.0), np.mean)


def test_the_same_seed_gives_the_same_and_inputs_stay() -> None:
    x = np.arange(12.0)
    y = x[::-1].copy()
    first, again = (js.bootstrap((x, y), gap, rng=3, n_resamples=60) for _ in range(2))
    assert np.array_equal(first.bootstrap_distribution, again.bootstrap_distribution)
    js.permutation_test((x, y), gap, rng=3, n_resamples=60)
    p = np.array([0.2, 0.01])
    js.multipletests(p)
    assert x.tolist() == list(range(12))
    assert y.tolist() == list(range(12))[::-1]
    assert p.tolist() == [0.2, 0.01]
