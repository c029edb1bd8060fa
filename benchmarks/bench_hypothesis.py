"""Tests of hypotheses against SciPy's and statsmodels', on equal data."""

from __future__ import annotations

import numpy as np
import scipy.stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower

from benchmarks.harness import Pair, case
from journey.mathematics import stats

BASE = "journey.mathematics.stats"
RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(2000, 20)), RNG.normal(size=(2000, 30))


def gap(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
    return np.asarray(x.mean(axis=axis) - y.mean(axis=axis))


@case(f"{BASE}.ttest_ind", reference="scipy.stats.ttest_ind", label="2,000 Welch tests, 20 and 30")
def welch() -> Pair:
    def ours() -> object:
        return stats.ttest_ind(X, Y, axis=1, equal_var=False).pvalue

    def theirs() -> object:
        return scipy.stats.ttest_ind(X, Y, axis=1, equal_var=False).pvalue

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-10)
    return ours, theirs


@case(f"{BASE}.f_oneway", reference="scipy.stats.f_oneway", label="2,000 of three groups of 20")
def anova() -> Pair:
    groups = X, X[::-1], Y[:, :20]

    def ours() -> object:
        return stats.f_oneway(*groups, axis=1).pvalue

    def theirs() -> object:
        return scipy.stats.f_oneway(*groups, axis=1).pvalue

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9)
    return ours, theirs


@case(
    f"{BASE}.mannwhitneyu",
    reference="scipy.stats.mannwhitneyu",
    label="2,000 of 20 and 30, normal law",
)
def ranks() -> Pair:
    def ours() -> object:
        return stats.mannwhitneyu(X, Y, axis=1, method="asymptotic").pvalue

    def theirs() -> object:
        return scipy.stats.mannwhitneyu(X, Y, axis=1, method="asymptotic").pvalue

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9)
    return ours, theirs


@case(f"{BASE}.mannwhitneyu", reference="scipy.stats.mannwhitneyu", label="one of 40 and 50, exact")
def exact_ranks() -> Pair:
    x, y = RNG.normal(size=40), RNG.normal(size=50)

    def ours() -> object:
        return stats.mannwhitneyu(x, y, method="exact").pvalue

    def theirs() -> object:
        # SciPy keeps its table of counts between calls; without this it would only look them up.
        from scipy.stats import _mannwhitneyu

        if hasattr(_mannwhitneyu._mwu_state, "s"):
            del _mannwhitneyu._mwu_state.s
        return scipy.stats.mannwhitneyu(x, y, method="exact").pvalue

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-10)
    return ours, theirs


@case(
    f"{BASE}.permutation_test", reference="scipy.stats.permutation_test", label="9,999 of 20 and 30"
)
def shuffles() -> Pair:
    x, y = X[0], Y[0]

    def ours() -> object:
        return stats.permutation_test((x, y), gap, rng=0).pvalue

    def theirs() -> object:
        return scipy.stats.permutation_test((x, y), gap, vectorized=True, rng=0).pvalue

    np.testing.assert_allclose(ours(), theirs())
    return ours, theirs


@case(f"{BASE}.bootstrap", reference="scipy.stats.bootstrap", label="BCa of a mean, 9,999 of 20")
def resamples() -> Pair:
    def ours() -> object:
        return stats.bootstrap((X[0],), np.mean, rng=0).confidence_interval

    def theirs() -> object:
        return scipy.stats.bootstrap((X[0],), np.mean, rng=0).confidence_interval

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-10)
    return ours, theirs


@case(f"{BASE}.TTestIndPower", reference="statsmodels TTestIndPower", label="solving for n")
def size() -> Pair:
    def ours() -> object:
        return stats.TTestIndPower().solve_power(0.5, None, 0.05, 0.8)

    def theirs() -> object:
        return TTestIndPower().solve_power(0.5, None, 0.05, 0.8)

    np.testing.assert_allclose(ours(), theirs(), rtol=1e-7)
    return ours, theirs


@case(f"{BASE}.multipletests", reference="statsmodels multipletests", label="fdr_bh of 10,000")
def many() -> Pair:
    p = RNG.random(10_000)

    def ours() -> object:
        return stats.multipletests(p, method="fdr_bh").pvals_corrected

    def theirs() -> object:
        return multipletests(p, method="fdr_bh")[1]

    np.testing.assert_allclose(ours(), theirs())
    return ours, theirs
