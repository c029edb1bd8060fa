"""Fitting growth: the line against nnls, closed forms, noise, and the answers that must be None."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from journey.programming.complexity import GROWTHS, fit_growth, fit_relative

WIDE = 2.0 ** np.arange(4, 15)
NAMES = list(GROWTHS)


def _sizes(name: str) -> np.ndarray:
    return np.arange(4.0, 15.0) if name == "2^n" else WIDE


def _fibonacci_calls(n: int) -> int:
    """Return the calls of the naive recursion: 2 F(n + 1) - 1."""
    a, b = 0, 1
    for _ in range(n + 1):
        a, b = b, a + b
    return 2 * a - 1


@pytest.mark.parametrize("name", NAMES)
def test_exact_costs_give_back_name_and_coefficients(name: str) -> None:
    sizes = _sizes(name)
    found = fit_growth(sizes, 3 * GROWTHS[name](sizes) + 7)
    assert found.growth == name
    assert found.plausible == (name,)
    assert found.reasons == ()
    fit = found.fits[name]
    if name == "1":
        assert fit.coefficient == 0
        assert fit.constant == pytest.approx(10)
    else:
        assert fit.coefficient == pytest.approx(3, rel=1e-9)
        assert fit.constant == pytest.approx(7, rel=1e-6)
    assert fit.error < 1e-9


@pytest.mark.parametrize("name", NAMES[1:])
@given(
    a=st.floats(1e-6, 1e6),
    share=st.floats(0, 1),
    shift=st.integers(0, 3),
)
def test_any_coefficient_is_found(name: str, a: float, share: float, shift: int) -> None:
    sizes = _sizes(name) + shift
    growth = GROWTHS[name](sizes)
    found = fit_growth(sizes, a * (growth + share * growth.min()))
    assert found.growth == name
    assert found.fits[name].coefficient == pytest.approx(a, rel=1e-6)


@given(
    factor=st.floats(1e-6, 1e6),
    seed=st.integers(0, 1000),
    name=st.sampled_from(NAMES),
)
def test_the_unit_of_costs_does_not_matter(factor: float, seed: int, name: str) -> None:
    sizes = _sizes(name)
    noise = np.exp(0.1 * np.random.default_rng(seed).standard_normal(len(sizes)))
    costs = GROWTHS[name](sizes) * noise
    one, other = fit_growth(sizes, costs), fit_growth(sizes, factor * costs)
    assert one.growth == other.growth
    assert one.plausible == other.plausible
    assert other.confidence == pytest.approx(one.confidence, rel=1e-6)
    assert other.exponent == pytest.approx(one.exponent, abs=1e-9)


EXACT: dict[str, tuple[str, Callable[[int], float], list[int]]] = {
    "bubble sort": ("n^2", lambda n: n * (n - 1) / 2, [2**k for k in range(4, 11)]),
    "merge sort": (
        "n log n",
        lambda n: n * math.log2(n) - n + 1,
        [2**k for k in range(4, 13)],
    ),
    "binary search": ("log n", lambda n: n.bit_length(), [2**k for k in range(4, 13)]),
    "triples": ("n^3", lambda n: math.comb(n, 3), [2**k for k in range(4, 11)]),
    "hanoi": ("2^n", lambda n: 2**n - 1, list(range(3, 14))),
    "n log n + 3n": ("n log n", lambda n: n * math.log2(n) + 3 * n, [2**k for k in range(4, 13)]),
}


@pytest.mark.parametrize("case", sorted(EXACT))
def test_closed_forms_with_lower_terms(case: str) -> None:
    name, cost, sizes = EXACT[case]
    assert fit_growth(sizes, [cost(n) for n in sizes]).growth == name


NONE: dict[str, tuple[Callable[[int], float], list[int]]] = {
    # Between n and n log n over every range that one can afford.
    "n log n + 20n": (lambda n: n * math.log2(n) + 20 * n, [2**k for k in range(4, 15)]),
    "n^1.5": (lambda n: n**1.5, [2**k for k in range(4, 15)]),
    "n^4": (lambda n: n**4, [2**k for k in range(4, 11)]),
    "log^2 n": (lambda n: math.log2(n) ** 2, [2**k for k in range(4, 11)]),
    "n / log n": (lambda n: n / math.log2(n), [2**k for k in range(4, 15)]),
    "n!": (math.factorial, list(range(3, 13))),
    "naive Fibonacci": (_fibonacci_calls, list(range(10, 25))),
    "falling": (lambda n: 1000 / n, [2**k for k in range(4, 11)]),
}


@pytest.mark.parametrize("case", sorted(NONE))
def test_what_is_no_candidate_is_not_named(case: str) -> None:
    cost, sizes = NONE[case]
    found = fit_growth(sizes, [cost(n) for n in sizes])
    assert found.growth is None
    assert found.reasons
    assert str(found).startswith("cannot tell: ")


def test_fibonacci_is_found_once_its_growth_is_a_candidate() -> None:
    sizes = list(range(6, 22))
    costs = [_fibonacci_calls(n) for n in sizes]
    phi = (1 + math.sqrt(5)) / 2
    without = fit_growth(sizes, costs)
    assert without.growth is None
    assert "no candidate fits" in without.reasons[0]
    assert without.plausible == ()
    assert without.factor == pytest.approx(phi, rel=0.01)
    found = fit_growth(sizes, costs, candidates={**GROWTHS, "phi^n": lambda n: phi**n})
    assert found.growth == "phi^n"
    # 2 F(n + 1) - 1 is 2 phi^(n + 1) / sqrt(5), nearly
    assert found.fits["phi^n"].coefficient == pytest.approx(2 * phi / math.sqrt(5), rel=0.01)


@pytest.mark.parametrize("noise", [0.02, 0.1, 0.3])
def test_with_noise_a_wrong_name_is_rare(noise: float) -> None:
    """Of 100 draws a growth: at most 1 in 20 wrong by the stated confidence, over all of them."""
    wrong = told = 0
    for name in NAMES:
        sizes = _sizes(name)
        for seed in range(100):
            rng = np.random.default_rng(seed)
            costs = GROWTHS[name](sizes) * np.exp(noise * rng.standard_normal(len(sizes)))
            found = fit_growth(sizes, costs)
            told += found.growth is not None
            wrong += found.growth not in (None, name)
    assert wrong <= 0.05 * told
    if noise <= 0.02:
        assert told >= 0.9 * 100 * len(NAMES)


def test_it_abstains_between_n_and_n_log_n_on_a_narrow_range_with_noise() -> None:
    rounds = 100
    for ratio in (3, 8):
        sizes = np.geomspace(1000, 1000 * ratio, 7).round()
        told = wrong = missed = alike = 0
        for seed in range(rounds):
            noise = np.exp(0.1 * np.random.default_rng(seed).standard_normal(len(sizes)))
            for name in ("n", "n log n"):
                found = fit_growth(sizes, GROWTHS[name](sizes) * noise)
                told += found.growth is not None
                wrong += found.growth not in (None, name)
                missed += name not in found.plausible
                alike += {"n", "n log n"} <= set(found.plausible)
        assert wrong <= told <= (0 if ratio == 3 else 0.1 * 2 * rounds)
        assert wrong <= 0.02 * 2 * rounds
        assert missed <= 0.05 * 2 * rounds
        assert alike >= 0.8 * 2 * rounds


def test_few_sizes_and_narrow_ranges_are_named_as_reasons() -> None:
    few = fit_growth([1, 10, 100, 1000], [2, 20, 200, 2000])
    assert few.growth is None
    assert few.reasons == ("4 sizes, of which at least 5 are needed",)
    assert few.plausible == ("n",)
    narrow = fit_growth([10, 12, 14, 16, 18], [10, 12, 14, 16, 18])
    assert narrow.reasons == ("the sizes span a factor of 1.8 only",)
    # Costs that span enough make up for it: powers of two show themselves from 5 to 10.
    assert fit_growth(range(5, 11), [2**n for n in range(5, 11)]).growth == "2^n"


def test_a_constant_is_only_claimed_when_slow_growth_is_ruled_out() -> None:
    assert fit_growth(WIDE, np.full(11, 4.0)).growth == "1"
    rng = np.random.default_rng(1)
    loud = fit_growth(WIDE[:6], np.exp(0.6 * rng.standard_normal(6)))
    assert loud.growth is None
    falling = fit_growth(WIDE, 1 / WIDE)
    assert falling.growth is None


def test_several_costs_of_a_size_count_as_their_median() -> None:
    sizes = np.repeat(WIDE, 3)
    costs = sizes.copy()
    costs[::3] *= 50  # a disturbed run at each size
    shuffled = np.random.default_rng(0).permutation(len(sizes))
    found = fit_growth(sizes[shuffled], costs[shuffled])
    assert found.growth == "n"
    assert found.fits["n"].error < 1e-9


def test_weights_add_up_and_the_told_one_has_the_most() -> None:
    rng = np.random.default_rng(3)
    for name in NAMES:
        sizes = _sizes(name)
        found = fit_growth(sizes, GROWTHS[name](sizes) * np.exp(rng.normal(0, 0.1, len(sizes))))
        weights = [fit.weight for fit in found.fits.values()]
        assert sum(weights) == pytest.approx(1)
        assert found.confidence == max(weights)


def test_more_confidence_asked_for_never_tells_more() -> None:
    rng = np.random.default_rng(5)
    for _ in range(30):
        costs = WIDE[:7] * np.exp(0.1 * rng.standard_normal(7))
        answers = [fit_growth(WIDE[:7], costs, confidence=c).growth for c in (0.5, 0.8, 0.99)]
        for weaker, stronger in pairwise(answers):
            assert stronger in (None, weaker)


def test_growths_too_large_for_a_number_are_left_out() -> None:
    sizes = 10.0 ** np.arange(1, 7)
    found = fit_growth(sizes, sizes)
    assert found.growth == "n"
    assert "2^n" not in found.fits


def test_the_line_has_no_negative_part(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    worst = 0.0
    for _ in range(300):
        m = int(rng.integers(2, 12))
        f = 10 ** rng.uniform(-2, 6, m) if rng.random() < 0.5 else np.arange(1.0, m + 1)
        costs = np.abs(rng.normal(0, 2) * f + rng.normal(0, 50)) + 10 ** rng.uniform(-3, 2, m)
        a, b, error = fit_relative(f, costs)
        columns = np.column_stack([f / costs, 1 / costs])
        scale = columns.max(axis=0)
        solution, left = optimize.nnls(columns / scale, np.ones(m))
        assert a >= 0
        assert b >= 0
        theirs = left / math.sqrt(m)
        worst = max(worst, abs(error - theirs))
        ours = columns @ (a, b)
        worst = max(worst, float(np.abs(ours - columns / scale @ solution).max()))
    parity(
        "journey.programming.complexity.fit_relative",
        reference="scipy.optimize.nnls",
        what="fitted relative costs and the error left, 300 random lines",
        difference=worst,
        tolerance=1e-9,
    )


@given(seed=st.integers(0, 10**6), step=st.floats(-0.2, 0.2), other=st.floats(-0.2, 0.2))
def test_no_other_line_is_nearer(seed: int, step: float, other: float) -> None:
    rng = np.random.default_rng(seed)
    f, costs = rng.uniform(0, 10, 6), rng.uniform(0.1, 10, 6)
    a, b, error = fit_relative(f, costs)
    near = max(a + step, 0) * f + max(b + other, 0)
    assert math.sqrt((((near / costs) - 1) ** 2).mean()) >= error - 1e-12


def test_the_exponent_and_its_interval(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(7)
    worst = 0.0
    for m in (3, 4, 5, 8, 11, 40):
        sizes = np.sort(rng.choice(np.arange(1, 5000), m, replace=False)).astype(float)
        costs = sizes ** rng.uniform(0, 3) * np.exp(0.2 * rng.standard_normal(m))
        found = fit_growth(sizes, costs)
        line = stats.linregress(np.log(sizes), np.log(costs))
        reach = stats.t.ppf(0.975, m - 2) * line.stderr
        theirs = (line.slope, line.slope - reach, line.slope + reach)
        worst = max(
            worst,
            *(
                abs(a - b)
                for a, b in zip((found.exponent, *found.exponent_interval), theirs, strict=True)
            ),
        )
    parity(
        "journey.programming.complexity.fit_growth",
        reference="scipy.stats.linregress",
        what="the exponent and the ends of its 95 % interval, 3 to 40 sizes",
        difference=worst,
        tolerance=1e-9,
    )


def test_the_interval_covers_the_power_as_often_as_it_says() -> None:
    inside, rounds = 0, 1000
    for seed in range(rounds):
        noise = np.exp(0.1 * np.random.default_rng(seed).standard_normal(8))
        low, high = fit_growth(WIDE[:8], WIDE[:8] ** 2 * noise).exponent_interval
        inside += low <= 2 <= high
    # 1000 draws of 95 percent: five standard deviations are 0.034
    assert abs(inside / rounds - 0.95) < 0.035


@settings(max_examples=50)
@given(
    sizes=st.lists(st.integers(1, 10**9), min_size=3, max_size=12, unique=True),
    seed=st.integers(0, 10**6),
)
@example(sizes=[1, 2, 997], seed=0)  # 2^997 divided by a small cost
def test_any_measurements_get_an_answer(sizes: list[int], seed: int) -> None:
    costs = 10 ** np.random.default_rng(seed).uniform(-9, 9, len(sizes))
    before = list(sizes)
    found = fit_growth(sizes, costs)
    assert sizes == before
    assert (found.growth is None) == bool(found.reasons)
    assert math.isfinite(found.exponent)
    assert found.exponent_interval[0] <= found.exponent <= found.exponent_interval[1]
    assert str(found)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([1, 2], [1, 2, 3]), {}, r"sizes and costs .*got shapes \(2,\) and \(3,\)"),
        (([1, 2, 3], [1, 0, 3]), {}, r"costs must be finite and positive: got \[0\.0\]"),
        (([1, 2, 3], [1, math.inf, 3]), {}, "costs must be finite and positive"),
        (([0, 2, 3], [1, 2, 3]), {}, r"sizes must be finite and at least 1: got \[0\.0\]"),
        (([1, 2, 2], [1, 2, 3]), {}, r"sizes must hold at least 3 different .*\[1\.0, 2\.0\]"),
        (([1, 2, 3], [1, 2, 3]), {"confidence": 1}, "confidence must be .* below 1: got 1"),
        (([1, 2, 3], [1, 2, 3]), {"candidates": {}}, "candidates must hold at least one"),
        (
            ([2000, 3000, 4000], [1, 2, 3]),
            {"candidates": {"2^n": GROWTHS["2^n"]}},
            "candidates must have finite values",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_named(arguments: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_growth(*arguments, **options)


@pytest.mark.parametrize(
    ("f", "costs", "message"),
    [
        ([1, 2], [1], r"one length.*\(2,\) and \(1,\)"),
        ([], [], "at least 1"),
        ([1, 2], [1, -1], r"costs must be positive and finite: got -1\.0"),
        ([1, -2], [1, 1], r"f must be finite and not negative: got -2\.0"),
    ],
    ids=["lengths", "empty", "costs", "growth"],
)
def test_a_bad_line_is_named(f: list[float], costs: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_relative(f, costs)
