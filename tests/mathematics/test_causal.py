"""Graphs, models, adjustment: by hand and brute force, networkx and statsmodels, coverage."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.treatment.treatment_effects import TreatmentEffect

from journey.mathematics import causal
from journey.mathematics.causal import DAG, LinearModel, StructuralModel

BASE = "journey.mathematics.causal"
# z confounds, m mediates, s is a collider: all that can go wrong in one graph.
KNOWN = LinearModel({("z", "x"): 0.8, ("z", "y"): 1.5, ("x", "m"): 0.6, ("m", "y"): 1.0,
                     ("x", "y"): 0.4, ("x", "s"): 1.0, ("y", "s"): 1.0})  # fmt: skip


def random_dag(rng: np.random.Generator, d: int, density: float) -> DAG:
    names = [f"v{i}" for i in rng.permutation(d)]
    edges = [(a, b) for a, b in itertools.combinations(names, 2) if rng.random() < density]
    return DAG(edges, names)


def as_networkx(graph: DAG) -> nx.DiGraph[str]:
    other: nx.DiGraph[str] = nx.DiGraph()
    other.add_nodes_from(graph.nodes)
    other.add_edges_from(graph.edges)
    return other


def confounded(seed: int, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a treatment, an outcome that it raises by 2, and two causes of both."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, 2))
    probability = 1 / (1 + np.exp(-(0.4 + 0.9 * z[:, 0] - 0.5 * z[:, 1])))
    x = (rng.random(n) < probability).astype(float)
    y = 2 * x + 1.5 * z[:, 0] + z[:, 1] + rng.normal(size=n)
    return x, y, z


# By hand ------------------------------------------------------------------------------------------


def test_chain_fork_and_collider() -> None:
    chain, fork = DAG([("a", "m"), ("m", "b")]), DAG([("m", "a"), ("m", "b")])
    collider = DAG([("a", "m"), ("b", "m"), ("m", "child")])
    for graph in (chain, fork):
        assert not graph.is_d_separator("a", "b")
        assert graph.is_d_separator("a", "b", ["m"])
    assert collider.is_d_separator("a", "b")
    assert not collider.is_d_separator("a", "b", ["m"])
    assert not collider.is_d_separator("a", "b", ["child"])


def test_families() -> None:
    graph = DAG([("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")], ["alone"])
    assert graph.parents("c") == {"a", "b", "d"}
    assert graph.children("a") == {"b", "c"}
    assert graph.ancestors("c") == {"a", "b", "d"}
    assert graph.descendants("a") == {"b", "c"}
    assert graph.descendants("alone") == frozenset()
    order = {name: i for i, name in enumerate(graph.nodes)}
    assert all(order[a] < order[b] for a, b in graph.edges)


def test_adjustment_sets_of_two_known_graphs() -> None:
    m_shape = DAG([("u", "x"), ("u", "c"), ("v", "c"), ("v", "y"), ("x", "y")])
    assert m_shape.minimal_adjustment_sets("x", "y") == [frozenset()]
    assert not m_shape.satisfies_backdoor("x", "y", ["c"])  # it opens what was closed
    assert m_shape.satisfies_backdoor("x", "y", ["c", "u"])
    # Pearl (2009), figure 3.4: X3 with X4, or X4 with X5.
    pearl = DAG([("x1", "x3"), ("x1", "x4"), ("x2", "x4"), ("x2", "x5"), ("x3", "x"), ("x4", "x"),
                 ("x4", "y"), ("x5", "y"), ("x", "x6"), ("x6", "y")])  # fmt: skip
    sets = [set(each) for each in pearl.minimal_adjustment_sets("x", "y")]
    assert {"x3", "x4"} in sets
    assert {"x4", "x5"} in sets
    assert not pearl.satisfies_backdoor("x", "y", ["x4"])
    assert not pearl.satisfies_backdoor("x", "y", ["x3", "x4", "x6"])
    hidden = DAG([("u", "x"), ("u", "y"), ("x", "y")])
    assert hidden.minimal_adjustment_sets("x", "y", observed=[]) == []


def test_path_coefficients_by_hand() -> None:
    assert KNOWN.total_effect("x", "y") == pytest.approx(0.4 + 0.6 * 1.0, abs=1e-15)
    # Var x = 1 + 0.8^2, Cov(x, z) = 0.8: the naive regression is off by 1.5 * 0.8 / 1.64.
    off = causal.omitted_variable_bias(1.5, 0.8 / 1.64)
    assert off == pytest.approx(1.2 / 1.64, abs=1e-15)
    assert KNOWN.regression_coefficient("x", "y") == pytest.approx(1.0 + off, abs=1e-14)
    assert KNOWN.regression_coefficient("x", "y", ["z"]) == pytest.approx(1.0, abs=1e-14)
    # With the mediator as well only the direct part is left.
    assert KNOWN.regression_coefficient("x", "y", ["z", "m"]) == pytest.approx(0.4, abs=1e-14)
    # Given s = x + y + noise of variance 1: with v = Var(y | x, z) = 2 the slope of the residual
    # on s is v / (v + 1), and x on its own adds 2 to s: 1 - (2 / 3) * 2.
    assert KNOWN.regression_coefficient("x", "y", ["z", "s"]) == pytest.approx(-1 / 3, abs=1e-14)


def test_omitted_variables_formula_is_exact_on_data(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    gap = 0.0
    for n, k in ((30, 1), (200, 4)):
        z = rng.normal(size=(n, k))
        x = z.sum(axis=1) + rng.normal(size=n)
        y = 0.7 * x + z @ rng.normal(size=k) + rng.normal(size=n)
        full = sm.OLS(y, sm.add_constant(np.column_stack([x, z]))).fit().params
        short = sm.OLS(y, sm.add_constant(x)).fit().params[1]
        delta = np.array([sm.OLS(column, sm.add_constant(x)).fit().params[1] for column in z.T])
        predicted = full[1] + causal.omitted_variable_bias(full[2:], delta)
        gap = max(gap, abs(predicted - short))
    parity(f"{BASE}.omitted_variable_bias", reference="statsmodels OLS, short less full regression",
           what="bias", difference=gap, tolerance=1e-12)  # fmt: skip


def test_simpson_in_both_published_tables() -> None:
    stones = causal.kidney_stones()
    assert stones.crude_difference() == pytest.approx(273 / 350 - 289 / 350, abs=1e-15)
    assert (stones.differences() > 0).all()
    by_hand = 357 / 700 * (81 / 87 - 234 / 270) + 343 / 700 * (192 / 263 - 55 / 80)
    assert stones.standardised_difference() == pytest.approx(by_hand, abs=1e-15)
    admissions = causal.berkeley_admissions()
    assert np.sum(admissions.totals) == 4526
    assert np.sum(admissions.totals, axis=0).tolist() == [1835, 2691]
    assert np.sum(admissions.successes, axis=0).tolist() == [557, 1198]
    assert admissions.crude_difference() < -0.14
    assert admissions.standardised_difference() > 0
    # Freedman, Pisani and Purves print 43% for women and 39% for men.
    assert admissions.standardised_rates().round(2).tolist() == [0.43, 0.39]


# Naive equals fast, and networkx ------------------------------------------------------------------


def test_separation_against_networkx(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(1)
    asked = wrong = naive_wrong = yes = 0
    for _ in range(150):
        graph = random_dag(rng, int(rng.integers(3, 9)), rng.uniform(0.15, 0.6))
        theirs = as_networkx(graph)
        for _ in range(12):
            x, y, *rest = (str(v) for v in rng.permutation(graph.nodes))
            z = {v for v in rest if rng.random() < 0.4}
            want = nx.is_d_separator(theirs, {x}, {y}, z)
            asked, yes = asked + 1, yes + want
            wrong += graph.is_d_separator(x, y, z) != want
            naive_wrong += graph.is_d_separator_naive(x, y, z) != want
    assert 0.2 < yes / asked < 0.8  # both answers are asked for often
    for name, count in (("is_d_separator", wrong), ("is_d_separator_naive", naive_wrong)):
        parity(f"{BASE}.DAG.{name}", reference="networkx.is_d_separator",
               what=f"answers that differ, of {asked:,} on 150 random graphs",
               difference=count, tolerance=0)  # fmt: skip


def test_adjustment_sets_against_all_subsets(parity: Callable[..., None]) -> None:
    """Every subset tried with networkx, ancestors or not, and the supersets thrown out."""
    rng = np.random.default_rng(2)
    wrong = several = 0
    for _ in range(120):
        graph = random_dag(rng, int(rng.integers(5, 9)), rng.uniform(0.3, 0.6))
        i, j = sorted(rng.choice(len(graph.nodes), size=2, replace=False))
        x, y = graph.nodes[i], graph.nodes[j]
        rest = [v for v in graph.nodes if v not in (x, y)]
        observed = [v for v in rest if rng.random() < 0.8]
        cut = as_networkx(graph)
        below = nx.descendants(cut, x)
        cut.remove_edges_from(list(cut.out_edges(x)))
        valid = [
            set(z)
            for size in range(len(observed) + 1)
            for z in itertools.combinations(observed, size)
            if not set(z) & below and nx.is_d_separator(cut, {x}, {y}, set(z))
        ]
        minimal = [z for z in valid if not any(other < z for other in valid)]
        ours = graph.minimal_adjustment_sets(x, y, observed)
        wrong += {frozenset(z) for z in minimal} != set(ours)
        several += len(ours) > 1
        assert all(graph.satisfies_backdoor(x, y, z) for z in ours)
    assert several > 5
    parity(f"{BASE}.DAG.minimal_adjustment_sets", reference="networkx, all subsets",
           what="graphs of 120 with another answer", difference=wrong, tolerance=0)  # fmt: skip


def test_whatever_passes_the_criterion_gives_the_effect(parity: Callable[..., None]) -> None:
    """In a linear model, exactly: for each valid set the coefficient is the total effect."""
    rng = np.random.default_rng(3)
    gap, tried, biased = 0.0, 0, 0
    for _ in range(60):
        graph = random_dag(rng, 6, 0.5)
        if not graph.edges:
            continue
        model = LinearModel({edge: rng.uniform(-1.5, 1.5) for edge in sorted(graph.edges)})
        nodes = model.graph.nodes
        for x, y in itertools.combinations(nodes, 2):
            effect = model.total_effect(x, y)
            biased += abs(model.regression_coefficient(x, y) - effect) > 0.05
            for z in model.graph.minimal_adjustment_sets(x, y):
                gap = max(gap, abs(model.regression_coefficient(x, y, sorted(z)) - effect))
                tried += 1
    assert tried > 300
    assert biased > 100
    parity(f"{BASE}.LinearModel.regression_coefficient", reference="total effect, by path products",
           what="after adjusting for each minimal back-door set of 60 random graphs",
           difference=gap, tolerance=1e-11)  # fmt: skip


@given(st.integers(0, 10_000), st.integers(2, 7), st.floats(0, 1))
@settings(deadline=None, max_examples=60)
def test_separation_is_symmetric_and_local(seed: int, d: int, density: float) -> None:
    rng = np.random.default_rng(seed)
    graph = random_dag(rng, d, density)
    x, y, *rest = graph.nodes
    z = [v for v in rest if rng.random() < 0.5]
    assert graph.is_d_separator(x, y, z) == graph.is_d_separator(y, x, z)
    for node in graph.nodes:  # given its parents, a node knows nothing of what it does not cause
        parents = graph.parents(node)
        for other in set(graph.nodes) - {node} - parents - graph.descendants(node):
            assert graph.is_d_separator(node, other, parents)


# Models -------------------------------------------------------------------------------------------


def test_linear_model_against_its_samples() -> None:
    """Covariances of 200,000 draws: four standard errors, sqrt((s_ii s_jj + s_ij^2) / n) each."""
    n = 200_000
    sample = KNOWN.sample(n, random_state=4)
    want = KNOWN.covariance()
    got = np.cov(np.array([sample[name] for name in KNOWN.graph.nodes]))
    error = np.sqrt((np.outer(np.diag(want), np.diag(want)) + want**2) / n)
    assert (np.abs(got - want) < 4.5 * error).all()
    cut = LinearModel({edge: b for edge, b in KNOWN.coefficients.items() if edge[1] != "x"})
    assert cut.regression_coefficient("x", "y") == pytest.approx(KNOWN.total_effect("x", "y"))


def test_setting_is_not_seeing() -> None:
    model = StructuralModel(
        {"z": lambda u: u, "x": lambda u, z: z + u, "y": lambda u, x, z: x * z + u}
    )
    assert model.graph.edges == {("z", "x"), ("x", "y"), ("z", "y")}
    n = 200_000
    seen = model.sample(n, random_state=5)
    near = np.abs(seen["x"] - 1) < 0.05
    # Seen: E[z | x = 1] = 1/2, so E[y | x = 1] = 1/2. Set: E[z] = 0, so 0.
    assert abs(seen["y"][near].mean() - 0.5) < 4 * math.sqrt(1.5 / near.sum())
    done = model.do(x=1.0).sample(n, random_state=5)
    assert (done["x"] == 1).all()
    np.testing.assert_array_equal(done["z"], seen["z"])  # the same individuals
    assert abs(done["y"].mean()) < 4 * math.sqrt(2 / n)
    assert model.do(x=1.0).graph.parents("x") == frozenset()
    assert model.graph.parents("x") == {"z"}


def test_average_effect_of_a_curve() -> None:
    model = StructuralModel({"x": lambda u: u, "y": lambda u, x: x**3 + u})
    assert model.average_effect("x", "y", to=2, of=1, n=10, random_state=0) == pytest.approx(7)


def test_the_same_seed_gives_the_same_sample() -> None:
    model = StructuralModel({"a": lambda u: u}, {"a": lambda rng, n: rng.exponential(size=n)})
    first, second = (model.sample(50, random_state=6)["a"] for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert (first > 0).all()


# Estimators ---------------------------------------------------------------------------------------


def test_regression_against_statsmodels(parity: Callable[..., None]) -> None:
    gaps = dict.fromkeys(("coefficient", "standard error", "interval"), 0.0)
    for seed, n in ((0, 12), (1, 300), (2, 4000)):
        x, y, z = confounded(seed, n)
        for covariates in (None, z[:, 0], z, 1e5 + z):
            exog = x if covariates is None else np.column_stack([x, covariates])
            fit = sm.OLS(y, sm.add_constant(exog)).fit()
            ours = causal.regression_adjustment(x, y, covariates)
            ends = ours.confidence_interval(0.9), fit.conf_int(0.1)[1]
            for key, a, b in (("coefficient", ours.effect, fit.params[1]),
                              ("standard error", ours.standard_error, fit.bse[1]),
                              ("interval", *ends)):  # fmt: skip
                gaps[key] = max(gaps[key], float(np.abs(np.subtract(a, b)).max()))
    for key, gap in gaps.items():  # 1e5 + z squared takes ten digits of theirs
        parity(f"{BASE}.regression_adjustment", reference="statsmodels OLS", what=key,
               difference=gap, tolerance=1e-8)  # fmt: skip


def test_propensity_and_weighting_against_statsmodels(parity: Callable[..., None]) -> None:
    score_gap = effect_gap = error_gap = 0.0
    for seed, n in ((3, 200), (4, 1000), (5, 3000)):
        x, y, z = confounded(seed, n)
        design = sm.add_constant(z)
        logit = sm.Logit(x, design).fit(disp=0, method="newton", tol=1e-12, maxiter=100)
        scores = causal.propensity_scores(x, z)
        score_gap = max(score_gap, float(np.abs(scores - logit.predict()).max()))
        assert scores.min() > 0.01  # below and above 0.99 statsmodels clips, see the next test
        assert scores.max() < 0.99
        theirs = TreatmentEffect(sm.OLS(y, design), x, results_select=logit).ipw()
        ours = causal.inverse_propensity_weighting(x, y, z)
        effect_gap = max(effect_gap, abs(ours.effect - theirs.effect[0]))
        error_gap = max(error_gap, abs(ours.standard_error / theirs.sd[0] - 1))
    parity(f"{BASE}.propensity_scores", reference="statsmodels Logit", what="scores",
           difference=score_gap, tolerance=1e-10)  # fmt: skip
    name = f"{BASE}.inverse_propensity_weighting"
    parity(name, reference="statsmodels TreatmentEffect.ipw", what="effect",
           difference=effect_gap, tolerance=1e-10)  # fmt: skip
    # Theirs takes the slopes of its moments by finite differences.
    parity(name, reference="statsmodels TreatmentEffect.ipw", what="standard error, relative",
           difference=error_gap, tolerance=1e-6)  # fmt: skip


def test_stratification_against_saturated_models(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(7)
    effect_gap = error_gap = weight_gap = 0.0
    for n, k in ((200, 2), (2000, 5)):
        strata = rng.integers(k, size=n)
        x = (rng.random(n) < 0.25 + 0.5 * strata / k).astype(float)
        y = x * (1 + strata) + 3.0 * strata + rng.normal(size=n)
        dummies = (strata[:, None] == np.arange(k)).astype(float)
        logit = sm.Logit(x, dummies).fit(disp=0)
        model = TreatmentEffect(sm.OLS(y, dummies), x.astype(int), results_select=logit)
        ours = causal.stratification(x, y, strata)
        effect_gap = max(effect_gap, abs(ours.effect - model.ra().effect[0]))
        # With a score for each stratum, weighting is the same arithmetic. Theirs divides the
        # squares in a cell by m, ours by m - 1: the errors differ by at most the factor
        # sqrt(m / (m - 1)) of the smallest cell.
        least = min(((strata == s) & (x == arm)).sum() for s in range(k) for arm in (0, 1))
        ratio = ours.standard_error / model.ipw().sd[0]
        error_gap = max(error_gap, max(1 / ratio, ratio / math.sqrt(least / (least - 1))) - 1)
        by_weights = causal.inverse_propensity_weighting(x, y, dummies[:, 1:])
        weight_gap = max(weight_gap, abs(by_weights.effect - ours.effect))
    name = f"{BASE}.stratification"
    parity(name, reference="statsmodels TreatmentEffect.ra on dummies", what="effect",
           difference=effect_gap, tolerance=1e-9)  # fmt: skip
    parity(name, reference="statsmodels TreatmentEffect.ipw on dummies",
           what="standard error, outside the factor sqrt(m / (m - 1))",
           difference=error_gap, tolerance=1e-6)  # fmt: skip
    parity(name, reference="weighting by a score for each stratum", what="effect",
           difference=weight_gap, tolerance=1e-10)  # fmt: skip


def test_stratifying_the_records_gives_the_standardised_difference() -> None:
    for table in (causal.kidney_stones(), causal.berkeley_admissions()):
        group, success, stratum = table.records()
        got = causal.stratification(group, success, stratum)
        assert got.effect == pytest.approx(table.standardised_difference(), abs=1e-14)
        naive = causal.regression_adjustment(group, success)
        assert naive.effect == pytest.approx(table.crude_difference(), abs=1e-14)


def test_intervals_cover_as_often_as_they_say() -> None:
    """600 samples of 400: the shares are within 4 standard errors, 0.036, of 95%; naive near 0."""
    hits = dict.fromkeys(("naive", "regression", "weights", "strata"), 0)
    quantile = {math.inf: scipy.stats.norm.isf(0.025)}  # the intervals' own, once instead of 2,400
    quantile |= {df: scipy.stats.t.isf(0.025, df) for df in (397, 398)}  # times
    for seed in range(600):
        rng = np.random.default_rng(1000 + seed)
        z = rng.integers(3, size=400)
        x = (rng.random(400) < 0.25 + 0.25 * z).astype(float)
        y = 2 * x + 1.5 * z + rng.normal(size=400)
        dummies = (z[:, None] == np.array([1, 2])).astype(float)
        found = {
            "naive": causal.regression_adjustment(x, y),
            "regression": causal.regression_adjustment(x, y, z),
            "weights": causal.inverse_propensity_weighting(x, y, dummies),
            "strata": causal.stratification(x, y, z),
        }
        for name, estimate in found.items():
            hits[name] += (
                abs(estimate.effect - 2) <= quantile[estimate.df] * estimate.standard_error
            )
    allowed = 4 * math.sqrt(0.95 * 0.05 / 600)
    for name in ("regression", "weights", "strata"):
        assert abs(hits[name] / 600 - 0.95) < allowed, name
    assert hits["naive"] < 12


def test_statsmodels_clips_scores_and_ours_does_not() -> None:
    """Where few are alike, statsmodels moves scores below 0.01 up to it, without a word."""
    rng = np.random.default_rng(9)
    z = rng.normal(size=4000)
    x = (rng.random(4000) < 1 / (1 + np.exp(-(3 * z - 1)))).astype(float)
    y = 2 * x + 3 * z + rng.normal(size=4000)
    design = sm.add_constant(z)
    logit = sm.Logit(x, design).fit(disp=0, tol=1e-12)
    theirs = TreatmentEffect(sm.OLS(y, design), x, results_select=logit).ipw().effect[0]
    ours = causal.inverse_propensity_weighting(x, y, z).effect
    scores = causal.propensity_scores(x, z)

    def weighted(e: np.ndarray) -> float:
        a, b = x / e, (1 - x) / (1 - e)
        return float(a @ y / a.sum() - b @ y / b.sum())

    assert ours == pytest.approx(weighted(scores), abs=1e-12)
    # Their optimiser starts from the answer without clipping and stops short of the other one.
    assert theirs == pytest.approx(weighted(np.clip(scores, 0.01, 0.99)), abs=1e-3)
    assert abs(ours - theirs) > 0.1


def test_two_strata_leave_statsmodels_a_singular_matrix(parity: Callable[..., None]) -> None:
    """Its error for regression adjustment inverts the covariance of its moments.

    With one covariate of two values the moments of effect and mean are multiples of each other, so
    that covariance is singular and the inverse rounding alone. The sandwich of the same moments
    needs no such inverse.
    """
    rng = np.random.default_rng(7)
    strata = rng.integers(2, size=200)
    x = (rng.random(200) < 0.25 + 0.25 * strata).astype(int)
    y = x * (1 + strata) + 3.0 * strata + rng.normal(size=200)
    dummies = (strata[:, None] == [0, 1]).astype(float)
    logit = sm.Logit(x, dummies).fit(disp=0)
    gmm = TreatmentEffect(sm.OLS(y, dummies), x, results_select=logit).ra().results_gmm
    moments = gmm.model.momcond(gmm.params)
    inner = moments.T @ moments / 200
    assert np.linalg.cond(inner) > 1e13
    inverse = np.linalg.inv(gmm.model.gradient_momcond(gmm.params))
    sandwich = math.sqrt((inverse @ inner @ inverse.T)[0, 0] / 200)
    ours = causal.inverse_propensity_weighting(x, y, strata).standard_error
    parity(f"{BASE}.inverse_propensity_weighting",
           reference="sandwich of the moments of statsmodels TreatmentEffect.ra",
           what="standard error, two strata, relative", difference=abs(ours / sandwich - 1),
           tolerance=1e-6)  # fmt: skip


# Edges and bad input ------------------------------------------------------------------------------


def test_inputs_are_left_as_they_were() -> None:
    x, y, z = confounded(10, 60)
    copies = x.copy(), y.copy(), z.copy()
    causal.regression_adjustment(x, y, z)
    causal.inverse_propensity_weighting(x, y, z)
    causal.stratification(x, y, z[:, 0] > 0)
    for now, before in zip((x, y, z), copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_separated_groups_are_refused_and_nearly_separated_ones_are_not() -> None:
    z = np.arange(20.0)
    with pytest.raises(ValueError, match="no overlap"):
        causal.propensity_scores(z > 9, z)
    x = (z > 9).astype(float)
    x[[8, 11]] = 1, 0
    fit = sm.Logit(x, sm.add_constant(z)).fit(disp=0, tol=1e-12)
    np.testing.assert_allclose(causal.propensity_scores(x, z), fit.predict(), atol=1e-8)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: DAG([("a", "b"), ("b", "a")]), ValueError, "expected no circle"),
        (lambda: DAG([("a", "b")]).parents("c"), ValueError, "node: expected one of a, b"),
        (lambda: DAG([("a", "b")]).is_d_separator("a", "a"), ValueError, "another node than x"),
        (lambda: DAG([("a", "b")]).is_d_separator("a", "b", ["a"]), ValueError, "neither x nor y"),
        (lambda: DAG([("a", "b")]).is_d_separator("a", "b", "a"), TypeError, "list of nodes"),
        (lambda: StructuralModel({"a": lambda u, b: u}), ValueError, "names of variables, got b"),
        (lambda: StructuralModel({"a": lambda: 1}), ValueError, "take its noise first"),
        (lambda: StructuralModel({"a": lambda u: u}).do(b=1), ValueError, "some of a, got b"),
        (lambda: StructuralModel({"a": lambda u: u}).sample(0), ValueError, "at least 1, got 0"),
        (lambda: StructuralModel({"a": lambda u: u[:2]}).sample(5), ValueError, "got \\(2,\\)"),
        (lambda: StructuralModel({"a": lambda u: u}).average_effect("a", "b"), ValueError, "'b'"),
        (lambda: LinearModel({("a", "b"): 1}, {"b": 0}), ValueError, "positive number for 'b'"),
        (lambda: LinearModel({("a", "b"): 1}, {"c": 1}), ValueError, "got c"),
        (lambda: KNOWN.total_effect("x", "q"), ValueError, "y: expected one of"),
        (lambda: KNOWN.regression_coefficient("x", "y", ["x"]), ValueError, "once each"),
        (lambda: KNOWN.sample(0), ValueError, "at least 1"),
        (lambda: causal.omitted_variable_bias([1, 2], 1), ValueError, "shape of gamma"),
        (lambda: causal.regression_adjustment([0, 1], [1, 2]), ValueError, "more than 2 values"),
        (lambda: causal.regression_adjustment([0, 1, 2, 3], [1, 2, 0, 1], [0, 2, 4, 6]), ValueError,
         "covariates: expected columns that vary"),
        (lambda: causal.stratification([0, 1, 2], [1, 2, 3], [0, 0, 0]), ValueError, "zeros and"),
        (lambda: causal.stratification([0, 0, 1, 1, 0], [1, 2, 3, 4, 5], list("aaaab")), ValueError,
         "at least two untreated in each, got 1 in b"),
        (lambda: causal.propensity_scores([0, 1, 0, 1], np.ones(4)), ValueError, "got a constant"),
        (lambda: causal.inverse_propensity_weighting([0, 1], [1, 2], [1, 2, 3]), ValueError,
         "covariates: expected shape"),
        (lambda: causal.regression_adjustment([0, 1, 1], ["a", "b", "c"]), TypeError, "outcome"),
        (lambda: causal.EffectEstimate(1, 1).confidence_interval(95), ValueError, "got 95"),
        (lambda: causal.StratifiedTable(("a",), ("x", "y"), ((2, 1),), ((1, 1),)), ValueError,
         "none below its successes"),
        (lambda: causal.StratifiedTable(("a",), ("x", "y"), (), ((1, 1),)), ValueError, "a pair"),
    ],
)  # fmt: skip
def test_bad_input(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
