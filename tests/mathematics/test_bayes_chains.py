"""Metropolis-Hastings and its diagnostics: exact matrices, known targets, convergence measured."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import bayes, stats

BASE = "journey.mathematics.bayes"
Parity = Callable[..., None]


def autoregressive(rho: float, chains: int, n: int, seed: int) -> np.ndarray:
    """Return stationary sequences in which each number keeps a share of the one before."""
    noise = np.random.default_rng(seed).standard_normal((chains, n))
    x = np.empty((chains, n))
    x[:, 0] = noise[:, 0] / math.sqrt(1 - rho**2)
    for i in range(1, n):
        x[:, i] = rho * x[:, i - 1] + noise[:, i]
    return x


# The transition matrix ----------------------------------------------------------------------------


def exact_case(seed: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    target = np.array([Fraction(int(v)) for v in rng.integers(1, 40, k)])
    weights = rng.integers(0, 9, (k, k)) + np.eye(k, k=1, dtype=int) + np.eye(k, k=-1, dtype=int)
    proposal = np.array([[Fraction(int(v), int(row.sum())) for v in row] for row in weights])
    return target / target.sum(), proposal


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 7))
def test_detailed_balance_holds_exactly(seed: int, k: int) -> None:
    target, proposal = exact_case(seed, k)
    chain = bayes.metropolis_matrix(target, proposal)
    flow = target[:, None] * chain
    assert (flow == flow.T).all()  # fractions: no rounding
    assert (chain.sum(axis=1) == 1).all()
    assert (target @ chain == target).all()  # so the target is stationary
    assert (chain >= 0).all()


def test_matrix_in_floating_point(parity: Parity) -> None:
    worst = 0.0
    for seed in range(20):
        target, proposal = exact_case(seed, 6)
        exact = bayes.metropolis_matrix(target, proposal).astype(float)
        got = bayes.metropolis_matrix(target.astype(float), proposal.astype(float))
        worst = max(worst, float(np.abs(got - exact).max()))
    parity(f"{BASE}.metropolis_matrix", reference="fractions.Fraction", what="entries, 6 states",
           difference=worst, tolerance=1e-15)  # fmt: skip


def test_the_sampler_moves_as_the_matrix_says() -> None:
    """A lopsided proposal on five states, one step from each: the Hastings ratio is in it."""
    target = np.array([0.1, 0.3, 0.05, 0.35, 0.2])
    proposal = exact_case(3, 5)[1].astype(float)
    cumulative = proposal.cumsum(axis=1)

    def propose(rng: np.random.Generator, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        i = x[:, 0].astype(int)
        j = np.minimum((rng.random(len(i))[:, None] > cumulative[i]).sum(axis=1), 4)
        with np.errstate(divide="ignore"):
            return j[:, None].astype(float), np.log(proposal[j, i]) - np.log(proposal[i, j])

    def log_density(x: np.ndarray) -> np.ndarray:
        return np.log(target[x[:, 0].astype(int)])

    each = 40_000
    start = np.repeat(np.arange(5.0), each)[:, None]
    chains = bayes.metropolis_hastings(
        log_density, start, draws=1, random_state=0, proposal=propose
    )
    ends = chains.draws[:, 0, 0].astype(int).reshape(5, each)
    expected = each * bayes.metropolis_matrix(target, proposal)
    for i in range(5):
        seen = np.bincount(ends[i], minlength=5)
        possible = expected[i] > 0
        assert seen[~possible].sum() == 0
        assert scipy.stats.chisquare(
            seen[possible], expected[i][possible], sum_check=False
        ).pvalue > 1e-4  # fmt: skip


def test_total_variation_falls_as_the_second_eigenvalue() -> None:
    target = stats.binom.pmf(np.arange(7), 6, 0.3)
    walk = (np.eye(7, k=1) + np.eye(7, k=-1)) / 2
    walk[0, 0] = walk[-1, -1] = 0.5
    chain = bayes.metropolis_matrix(target, walk)
    # Detailed balance makes it similar to a symmetric matrix: real eigenvalues.
    root = np.sqrt(target)
    values = np.sort(np.abs(np.linalg.eigvalsh(root[:, None] * chain / root)))
    distance, row = [], np.eye(7)[0]
    for _ in range(60):
        distance.append(0.5 * np.abs(row - target).sum())
        row = row @ chain
    assert values[-1] == pytest.approx(1, abs=1e-12)
    rates = np.array(distance[40:60]) / np.array(distance[39:59])
    np.testing.assert_allclose(rates, values[-2], rtol=1e-3)


# The sampler --------------------------------------------------------------------------------------


def test_one_chain_equals_the_definition(parity: Parity) -> None:
    cov = np.array([[1.0, 0.7], [0.7, 2.0]])
    inverse = np.linalg.inv(cov)
    naive = bayes.metropolis_naive(
        lambda x: float(-0.5 * x @ inverse @ x), [3.0, -1.0], draws=2000, random_state=1, scale=1.3
    )
    fast = bayes.metropolis_hastings(
        lambda x: -0.5 * np.einsum("ij,jk,ik->i", x, inverse, x),
        [3.0, -1.0], draws=2000, random_state=1, scale=1.3,
    )  # fmt: skip
    for name, other in (("metropolis_hastings", "naive"), ("metropolis_naive", "hastings")):
        parity(f"{BASE}.{name}", reference=f"{BASE}.metropolis_{other}",
               what="2,000 draws in two dimensions, same seed",
               difference=np.abs(fast.draws[0] - naive).max(), tolerance=1e-12)  # fmt: skip
    moved = (np.diff(np.vstack([[3.0, -1.0], naive]), axis=0) != 0).any(axis=1)
    assert fast.acceptance_rate[0] == moved.mean()


def beta_walk(x: np.ndarray) -> np.ndarray:
    """Return the log density of a beta variable with shapes 8 and 4, up to a constant."""
    p = np.clip(x[:, 0], 0, 1)
    return np.asarray(7 * np.log(p) + 3 * np.log1p(-p))


def test_moments_of_a_known_posterior(parity: Parity) -> None:
    start = np.random.default_rng(0).random((8, 1))
    chains = bayes.metropolis_hastings(
        beta_walk, start, draws=20_000, warmup=200, scale=0.3, random_state=1
    )
    dist = bayes.BetaBinomial(1, 1).update(7, 10).dist
    gap = abs(chains.draws.mean() - dist.mean()) / chains.mcse()[0]
    parity(f"{BASE}.metropolis_hastings", reference="closed form (beta)",
           what="posterior mean, in its own standard errors", difference=gap,
           tolerance=4.0)  # fmt: skip
    second = chains.draws[:, :, 0] ** 2
    assert abs(second.mean() - (dist.var() + dist.mean() ** 2)) < 4 * bayes.mcse(second)
    below = (chains.draws[:, :, 0] < dist.ppf(0.05)).astype(float)
    assert abs(below.mean() - 0.05) < 4 * bayes.mcse(below)
    assert chains.rhat()[0] < 1.01


def test_the_error_falls_as_the_root_of_the_effective_sample_size() -> None:
    """Many chains on one target: their errors over their standard errors are standard normal."""
    runs, start = 400, np.random.default_rng(2).beta(8, 4, (400, 1))
    chains = bayes.metropolis_hastings(beta_walk, start, draws=6400, scale=0.3, random_state=3)
    truth = 8 / 12
    lengths, spread = (100, 400, 1600, 6400), []
    for n in lengths:
        means = chains.draws[:, :n, 0].mean(axis=1)
        spread.append(float(np.sqrt(((means - truth) ** 2).mean())))
        errors = np.array([bayes.mcse(chains.draws[i, :n, 0]) for i in range(0, runs, 4)])
        if n >= 400:
            z = (means[::4] - truth) / errors
            # Of 100 standard normal values the mean square lies within 1 +- 4 sqrt(2 / 100).
            assert abs((z**2).mean() - 1) < 4 * math.sqrt(2 / 100)
    slope = np.polyfit(np.log(lengths), np.log(spread), 1)[0]
    # Each root mean square of 400 errors is known to 1 / sqrt(800), so the slope to about 0.02.
    assert abs(slope + 0.5) < 0.06


def test_total_variation_to_a_known_discrete_target_falls() -> None:
    target = stats.poisson.pmf(np.arange(15), 4.0)
    target /= target.sum()

    def log_density(x: np.ndarray) -> np.ndarray:
        i = x[:, 0].astype(int)
        inside = (i >= 0) & (i < 15)
        return np.where(inside, np.log(target[np.clip(i, 0, 14)]), -np.inf)

    def propose(rng: np.random.Generator, x: np.ndarray) -> tuple[np.ndarray, float]:
        return x + rng.choice([-2.0, -1.0, 1.0, 2.0], size=x.shape), 0.0

    chains = bayes.metropolis_hastings(
        log_density, np.full((200, 1), 14.0), draws=10_000, random_state=4, proposal=propose
    )
    distance = []
    for n in (100, 1000, 10_000):
        counts = np.apply_along_axis(
            np.bincount, 1, chains.draws[:, :n, 0].astype(int), minlength=15
        )
        distance.append(float((0.5 * np.abs(counts / n - target).sum(axis=1)).mean()))
    # By 1 / sqrt(n), once the far start at 14 no longer shows.
    assert distance[1] / distance[2] == pytest.approx(math.sqrt(10), rel=0.15)
    assert distance[0] > 2.5 * distance[1]


def test_a_step_width_decides_the_acceptance_rate() -> None:
    rates = [
        bayes.metropolis_hastings(
            lambda x: -0.5 * (x**2).sum(axis=1), np.zeros((50, 1)), draws=2000, warmup=50,
            scale=scale, random_state=5,
        ).acceptance_rate.mean()
        for scale in (0.5, 2.4, 8.0)
    ]  # fmt: skip
    # For a standard normal target the stationary rate is known: (2 / pi) arctan(2 / scale).
    want = [2 / math.pi * math.atan(2 / scale) for scale in (0.5, 2.4, 8.0)]
    np.testing.assert_allclose(rates, want, atol=0.01)


def test_same_seed_same_draws_and_inputs_unchanged() -> None:
    start = np.array([[0.2], [0.8]])
    kept = start.copy()
    one, two = (
        bayes.metropolis_hastings(beta_walk, start, draws=50, scale=0.3, random_state=seed)
        for seed in (7, np.random.default_rng(7))
    )
    np.testing.assert_array_equal(one.draws, two.draws)
    np.testing.assert_array_equal(start, kept)
    np.testing.assert_array_equal(
        one.log_density, beta_walk(one.draws.reshape(-1, 1)).reshape(2, 50)
    )


# Diagnostics --------------------------------------------------------------------------------------


def test_autocovariance_is_its_definition(parity: Parity) -> None:
    worst = 0.0
    for n in (1, 2, 7, 64, 301):
        x = np.random.default_rng(n).normal(5, 2, (3, n))
        c = x - x.mean(axis=1, keepdims=True)
        want = [[row[: n - k] @ row[k:] / n for k in range(n)] for row in c]
        worst = max(worst, float(np.abs(bayes.autocovariance(x) - want).max()))
    parity(f"{BASE}.autocovariance", reference="the sum, lag by lag", what="all lags",
           difference=worst, tolerance=1e-13)  # fmt: skip


# Values of arviz-stats 0.8.0 for the sequences below: R-hat, ESS (bulk, mean, tail), MCSE.
RECORDED: dict[str, tuple[np.ndarray, tuple[float, ...]]] = {
    "independent": (autoregressive(0, 4, 500, 1),
        (1.0051182208183744, 2008.8884428488348, 1991.2345361586943, 1952.5744591520352,
         0.022563316313191265)),
    "swinging": (autoregressive(-0.6, 4, 501, 3),
        (1.0033680128909506, 6602.059991327962, 6602.059991327962, 1624.2049291890428,
         0.014985190904416586)),
    "ties": (np.floor(2 * autoregressive(0.7, 3, 400, 5)),
        (1.0122298419683138, 155.83240130703416, 154.81643574631093, 329.93480773326024,
         0.23129539083754685)),
    "heavy tails": (autoregressive(0.5, 4, 300, 7) ** 5,
        (1.0093146610001134, 317.6416386944231, 804.4766566818062, 714.7454517144614,
         2.654620095777125)),
}  # fmt: skip


def test_diagnostics_against_arviz(parity: Parity) -> None:
    worst = dict.fromkeys(("rhat", "ess", "mcse"), 0.0)
    for x, (r, bulk, mean, tail, error) in RECORDED.values():
        worst["rhat"] = max(worst["rhat"], abs(bayes.rhat(x) / r - 1))
        for kind, want in (("bulk", bulk), ("mean", mean), ("tail", tail)):
            worst["ess"] = max(worst["ess"], abs(bayes.ess(x, kind) / want - 1))
        worst["mcse"] = max(worst["mcse"], abs(bayes.mcse(x) / error - 1))
    for name, gap in worst.items():
        # Transforms against sums, about 1e-13; quantiles of ranks, about 1e-14.
        parity(f"{BASE}.{name}", reference="arviz-stats 0.8.0", what="four chains, relative",
               difference=gap, tolerance=1e-11)  # fmt: skip


def test_without_a_cut_the_end_is_summed_differently_and_does_not_matter() -> None:
    """Where correlations never turn negative, arviz leaves out the last pairs: 2% of little."""
    apart = autoregressive(0.5, 4, 300, 4) + np.array([[0], [0], [0], [1.5]])
    assert bayes.ess(apart) == pytest.approx(17.635247257714674, rel=0.03)
    assert bayes.rhat(apart) == pytest.approx(1.1718059798369835, rel=1e-12)


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.5, 0.9])
def test_ess_of_a_sequence_whose_correlations_are_known(rho: float) -> None:
    """For an autoregressive sequence it is n (1 - rho) / (1 + rho)."""
    got = np.mean([bayes.ess(autoregressive(rho, 4, 4000, seed), "mean") for seed in range(12)])
    # One estimate scatters by some 10% for rho = 0.9; twelve by 3%.
    assert got == pytest.approx(16_000 * (1 - rho) / (1 + rho), rel=0.08)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.25, 2.0, 2.0**20]))
def test_ranks_do_not_see_monotone_changes(seed: int, scale: float) -> None:
    x = autoregressive(0.4, 3, 60, seed)
    assert bayes.ess(scale * x) == bayes.ess(x)  # a power of 2: exact
    assert bayes.rhat(scale * x) == bayes.rhat(x)
    assert bayes.ess(np.exp(x)) == pytest.approx(bayes.ess(x), rel=1e-9)
    assert bayes.ess(x[::-1]) == pytest.approx(bayes.ess(x), rel=1e-9)  # the order of chains


def test_a_shift_changes_rhat_by_the_order_of_two_draws() -> None:
    """The median is midway between two draws: their distances from it are equal.

    Rounding says which of the two is ranked first, so that adding 7 to all draws can exchange them.
    """
    changes = []
    for seed in range(40):
        x = autoregressive(0.4, 3, 60, seed)
        middle = np.sort(np.abs(x - np.median(x)).ravel())[:2]
        assert middle[0] == pytest.approx(middle[1], rel=1e-9)
        changes.append(abs(bayes.rhat(x + 7) - bayes.rhat(x)))
    assert max(changes) > 1e-6
    assert max(changes) < 2e-3  # nothing, beside a threshold of 0.01


def test_rhat_sees_places_widths_and_drift() -> None:
    x = np.random.default_rng(8).normal(size=(4, 400))
    assert bayes.rhat(x) < 1.01
    for bad in (
        x + np.array([[0], [0], [0], [1]]),
        x * np.array([[1], [1], [1], [4]]),  # only the folded ranks see it
        x + np.linspace(0, 2, 400),  # only the split sees it
    ):
        assert bayes.rhat(bad) > 1.05


def two_peaks(x: np.ndarray) -> np.ndarray:
    return np.asarray(
        np.logaddexp(-0.5 * (x[:, 0] + 6) ** 2, -0.5 * (x[:, 0] - 6) ** 2 + np.log(3))
    )


def test_chains_stuck_in_one_peak_look_perfect() -> None:
    """The truth has mean 3. Every diagnostic is content with 6 where all chains start there."""
    start = np.random.default_rng(9).normal(6, 1, (4, 1))
    stuck = bayes.metropolis_hastings(two_peaks, start, draws=4000, scale=1.0, random_state=10)
    assert stuck.rhat()[0] < 1.01
    assert stuck.ess()[0] > 1000
    assert abs(stuck.draws.mean() - 3) > 20 * stuck.mcse()[0]
    start[:2] *= -1  # two of them begin in the other peak
    apart = bayes.metropolis_hastings(two_peaks, start, draws=4000, scale=1.0, random_state=10)
    assert apart.rhat()[0] > 1.5
    wide = bayes.metropolis_hastings(two_peaks, start, draws=40_000, scale=12.0, random_state=11)
    assert abs(wide.draws.mean() - 3) < 4 * wide.mcse()[0]


def test_an_improper_posterior_never_settles() -> None:
    """0 of 10 with Haldane's prior, on the log-odds: flat to the left."""
    chains = bayes.metropolis_hastings(
        lambda u: -10 * np.logaddexp(0, u[:, 0]), np.zeros((4, 1)), draws=5000, scale=5.0,
        random_state=12,
    )  # fmt: skip
    assert chains.rhat()[0] > 1.05
    quarter = chains.draws[:, :, 0].reshape(4, 4, 1250).mean(axis=(0, 2))
    assert (np.diff(quarter) < 0).all()  # it drifts away for ever


def test_edge_cases_of_the_diagnostics() -> None:
    same = np.ones((3, 10))
    assert math.isnan(bayes.ess(same))
    assert math.isnan(bayes.rhat(same))
    assert bayes.mcse(same) == 0.0
    frozen = np.repeat([[0.0], [1.0]], 10, axis=1)
    assert bayes.rhat(frozen) == math.inf
    one = np.random.default_rng(13).normal(size=500)
    assert bayes.rhat(one) < 1.02  # its two halves
    assert bayes.ess(np.random.default_rng(0).normal(size=4)) > 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bayes.ess([1.0, 2.0, 3.0]), "at least 4 draws"),
        (lambda: bayes.rhat(np.full((2, 9), np.nan)), "finite numbers"),
        (lambda: bayes.ess(np.arange(9.0), "median"), "'bulk', 'mean' or 'tail', got 'median'"),
        (lambda: bayes.autocovariance([np.inf]), "finite"),
        (lambda: run(start=[np.nan]), "NaN or plus infinity"),
        (lambda: run(start=[2.0]), "density 0 in chain 0"),
        (lambda: run(draws=0), "at least 1"),
        (lambda: run(scale=-1.0), "scale: expected a positive number"),
        (lambda: run(random_state=None), "random_state: expected a seed"),
        (lambda: run(log_density=lambda x: x), r"expected shape \(1,\)"),
        (lambda: bayes.metropolis_matrix([1, 0], np.eye(2)), "expected positive weights"),
        (lambda: bayes.metropolis_matrix([1, 1], np.ones((2, 2))), "add up to 1"),
        (lambda: bayes.metropolis_matrix([1, 1], np.eye(3)), r"shapes \(k,\)"),
    ],
)
def test_bad_input_is_named(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def run(**changed: Any) -> bayes.Chains:
    given_ = {"log_density": beta_walk, "start": [0.5], "draws": 5, "random_state": 0} | changed
    return bayes.metropolis_hastings(given_.pop("log_density"), given_.pop("start"), **given_)
