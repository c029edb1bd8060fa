"""Decision trees: growth, values, impurities, settings. Pruning is in test_tree_pruning.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.tree
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_wine,
)
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    best_cut_naive,
    export_text,
    impurity,
)
from journey.ml.tree._criteria import Classes, Squared
from journey.ml.tree._drawn import Drawn, ranks_of
from journey.ml.tree._grow import Limits, grow
from journey.ml.tree._level import Level
from journey.ml.utils import NotFittedError

Array = NDArray[Any]
Data = tuple[Array, Array]


def single(data: Data) -> Data:
    """Return the features rounded to float32, which is how scikit-learn sees them."""
    return data[0].astype(np.float32).astype(np.float64), data[1]


def made(n: int, d: int, classes: int, seed: int = 0) -> Data:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d))
    f = X[:, 0] * X[:, 1] + X[:, -1] + rng.standard_normal(n)
    if not classes:
        return single((X, f))
    return single((X, np.digitize(f, np.quantile(f, np.linspace(0, 1, classes + 1)[1:-1]))))


CLASSES: dict[str, Callable[[], Data]] = {
    "iris": lambda: single(load_iris(return_X_y=True)),
    "wine": lambda: single(load_wine(return_X_y=True)),
    "breast cancer": lambda: single(load_breast_cancer(return_X_y=True)),
    "digits": lambda: single(load_digits(return_X_y=True)),
    "two made": lambda: made(1_500, 5, 2),
    "seven made": lambda: made(1_500, 5, 7),
}
NUMBERS: dict[str, Callable[[], Data]] = {
    "diabetes": lambda: single(load_diabetes(return_X_y=True)),
    "made": lambda: made(1_500, 5, 0),
    "few values": lambda: (np.round(made(900, 4, 0)[0]), made(900, 4, 0)[1]),
}
WEIGHTS: dict[str, Callable[[int], Array | None]] = {
    "all one": lambda n: None,
    "whole": lambda n: np.random.default_rng(1).integers(0, 4, n).astype(float),
    "real": lambda n: np.random.default_rng(1).uniform(0.1, 2, n),
}


def grown(tree: Any) -> tuple[Array, ...]:
    t = tree.tree_
    return t.children_left, t.children_right, t.feature, t.threshold


def same_tree(a: Any, b: Any) -> None:
    for one, other in zip(grown(a), grown(b), strict=True):
        np.testing.assert_array_equal(one, other)


def decreases(t: Any) -> Array:
    """Return what each cut takes from the impurity of its node, 0 for leaves."""
    w, left, right = t.weighted_n_node_samples, t.children_left, t.children_right
    after = (t.impurity[left] * w[left] + t.impurity[right] * w[right]) / w
    return np.where(left >= 0, t.impurity - after, 0.0)


# Identities and closed forms --------------------------------------------------------------------


def test_impurities_of_small_groups() -> None:
    assert impurity([0, 0, 1, 1]) == 0.5
    assert impurity([0, 1, 2, 3]) == 0.75
    assert impurity([0, 1, 2, 3], "entropy") == 2.0
    assert impurity([5, 5]) == impurity([5, 5], "entropy") == impurity([5.0], "squared_error") == 0
    assert impurity([1.0, 3.0], "squared_error") == 1.0


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("name", ["wine", "seven made", "diabetes"])
def test_a_node_holds_what_its_rows_say(name: str, weights: str) -> None:
    regression = name in NUMBERS
    X, y = (NUMBERS if regression else CLASSES)[name]()
    w = WEIGHTS[weights](len(y))
    kind: Any = DecisionTreeRegressor if regression else DecisionTreeClassifier
    model = kind(min_samples_leaf=3).fit(X, y, w)
    tree, path = model.tree_, model.decision_path(X)
    weight = np.ones(len(y)) if w is None else w
    for node in range(tree.node_count):
        rows = path[:, node] & (weight > 0)
        own, total = weight[rows], weight[rows].sum()
        assert tree.n_node_samples[node] == rows.sum()
        assert tree.weighted_n_node_samples[node] == pytest.approx(total, rel=1e-12)
        if regression:
            mean = np.average(y[rows], weights=own)
            assert tree.value[node, 0, 0] == pytest.approx(mean, rel=1e-12)
            spread = np.average((y[rows] - mean) ** 2, weights=own)
            assert tree.impurity[node] == pytest.approx(spread, rel=1e-9, abs=1e-12)
        else:
            share = np.bincount(y[rows], own, len(model.classes_)) / total
            np.testing.assert_allclose(tree.value[node, 0], share, rtol=1e-12)
            assert tree.impurity[node] == pytest.approx(1 - share @ share, abs=1e-12)


@pytest.mark.parametrize("name", CLASSES)
def test_an_unlimited_tree_knows_all_it_has_seen(name: str) -> None:
    X, y = CLASSES[name]()
    model = DecisionTreeClassifier().fit(X, y)
    assert (model.predict(X) == y).all()
    assert (model.predict_proba(X).max(axis=1) == 1).all()
    leaf = model.tree_.children_left < 0
    assert (model.tree_.impurity[leaf] == 0).all()


def test_nodes_stand_in_the_order_of_a_walk() -> None:
    tree = DecisionTreeClassifier().fit(*CLASSES["digits"]()).tree_
    inner = np.flatnonzero(tree.children_left >= 0)
    assert (tree.children_left[inner] == inner + 1).all()
    assert (tree.children_right[inner] > inner + 1).all()
    assert tree.n_leaves == len(inner) + 1
    assert tree.max_depth == tree.decision_path(CLASSES["digits"]()[0]).sum(axis=1).max() - 1


def test_importances_are_the_decreases_of_each_feature() -> None:
    X, y = CLASSES["wine"]()
    model = DecisionTreeClassifier(max_depth=3).fit(X, y)
    tree = model.tree_
    share = tree.weighted_n_node_samples / len(y) * decreases(tree)
    inner = tree.feature >= 0
    sums = np.bincount(tree.feature[inner], share[inner], X.shape[1])
    np.testing.assert_allclose(model.feature_importances_, sums / sums.sum(), rtol=1e-12)
    # All decreases and what is left in the leaves are the impurity of the root.
    left = (tree.impurity * tree.weighted_n_node_samples / len(y))[~inner].sum()
    assert sums.sum() + left == pytest.approx(tree.impurity[0], rel=1e-12)


def test_exclusive_or_needs_a_cut_that_gains_nothing() -> None:
    X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    model = DecisionTreeClassifier().fit(X, y)
    assert (model.predict(X) == y).all()
    assert decreases(model.tree_)[0] == 0


# Naive equals fast ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*CLASSES, *NUMBERS])
def test_each_cut_is_the_one_that_the_definition_finds(name: str) -> None:
    regression = name in NUMBERS
    X, y = (NUMBERS if regression else CLASSES)[name]()
    X, y = X[:160, :12], y[:160]
    for criterion in ("squared_error",) if regression else ("gini", "entropy"):
        kind: Any = DecisionTreeRegressor if regression else DecisionTreeClassifier
        model = kind(criterion=criterion).fit(X, y)
        path, tree = model.decision_path(X), model.tree_
        fall = decreases(tree)
        for node in np.flatnonzero(tree.children_left >= 0):
            rows = path[:, node]
            want = best_cut_naive(X[rows], y[rows], criterion)
            assert want is not None
            assert tree.feature[node] == want[0]
            assert tree.threshold[node] == pytest.approx(want[1], rel=1e-15)
            assert fall[node] == pytest.approx(want[2], abs=1e-10 * max(1, tree.impurity[0]))


@pytest.mark.parametrize("weights", WEIGHTS)
def test_both_ways_to_count_classes_agree(weights: str) -> None:
    # One running sum a class against pairs within classes, on one level of three nodes.
    rng = np.random.default_rng(0)
    n, K = 300, 6
    codes = rng.integers(K, size=n)
    w = WEIGHTS[weights](n)
    if weights != "real":
        weight = np.ones(n) if w is None else w + 1
        criterion = Classes(codes, K, weight, entropy=False)
        node = np.sort(rng.integers(3, size=n))
        rows = np.arange(n)
        level = Level(rows, criterion.stats(rows, node, 3), 1, None)
        order = np.array([rows[np.lexsort((rng.random(n), node))] for _ in range(4)])
        boundary = rng.random((4, n)) < 0.7
        boundary &= level.allowed
        one = criterion._gini(level)(order, boundary)
        other = criterion._pairs(level)(order, boundary)
        np.testing.assert_allclose(one, other, atol=1e-10)
        assert ((one > 0) == (other > 0)).all()


def test_the_gain_is_the_fall_of_impurity_times_the_weight() -> None:
    rng = np.random.default_rng(0)
    n = 60
    node, rows = np.zeros(n, dtype=np.intp), np.arange(n)
    weight = rng.uniform(0.5, 2, n)
    y, codes = rng.standard_normal(n), rng.integers(4, size=n)
    criteria: list[Any] = [
        Squared(y, weight), Squared(y, np.ones(n)),
        Classes(codes, 4, weight, entropy=False), Classes(codes, 4, weight, entropy=True),
        Classes(codes, 4, np.ones(n), entropy=False), Classes(codes, 4, np.ones(n), entropy=True),
        Classes(codes % 2, 2, np.ones(n), entropy=False),
        Classes(codes % 2, 2, weight, entropy=False),
    ]  # fmt: skip
    for criterion in criteria:
        whole = criterion.stats(rows, node, 1)
        level = Level(rows, whole, 1, None)
        gain = criterion.gains(level)(rows[None], level.allowed[None])[0]
        for last in range(n - 1):
            parts = criterion.stats(rows, (rows > last).astype(np.intp), 2)
            want = whole.impurity @ whole.weight - parts.impurity @ parts.weight
            assert gain[last] == pytest.approx(want, abs=1e-10)
            left = (rows <= last)[None]
            of, on_left = criterion.gains_of(level, left)
            assert of[0, 0] == pytest.approx(want, abs=1e-10)
            assert on_left[0, 0] == pytest.approx(parts.weight[0], rel=1e-12)
        assert gain[-1] == 0


# scikit-learn -----------------------------------------------------------------------------------


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("name", [*CLASSES, *NUMBERS])
def test_at_every_node_of_sklearn_the_best_gain_is_ours(
    name: str, weights: str, parity: Callable[..., None]
) -> None:
    # Ties are frequent, and scikit-learn breaks them by lot. So its own nodes are taken, and at
    # each of them our best cut must gain as much as the one that it made.
    regression = name in NUMBERS
    X, y = (NUMBERS if regression else CLASSES)[name]()
    w = WEIGHTS[weights](len(y))
    kind: Any = DecisionTreeRegressor if regression else DecisionTreeClassifier
    reference = getattr(sklearn.tree, kind.__name__)
    for criterion in ("squared_error",) if regression else ("gini", "entropy"):
        theirs = reference(criterion=criterion, random_state=0).fit(X, y, w)
        tree, path = theirs.tree_, theirs.decision_path(X).toarray().astype(bool)
        fall, worst = decreases(tree), 0.0
        # From rounding, scikit-learn may take pure nodes for impure ones and split them.
        split = np.flatnonzero((tree.children_left >= 0) & (tree.impurity > 1e-12))
        for node in split[:60]:
            rows = path[:, node] & (np.ones(len(y)) if w is None else w > 0).astype(bool)
            stump = kind(criterion=criterion, max_depth=1)
            stump.fit(X[rows], y[rows], None if w is None else w[rows])
            worst = max(worst, abs(decreases(stump.tree_)[0] - fall[node]) / tree.impurity[0])
        parity(
            f"journey.ml.tree.{kind.__name__}",
            reference=f"sklearn.tree.{kind.__name__}",
            what="gain of the best cut at its nodes, relative to the root's impurity",
            difference=worst,
            tolerance=1e-12,
        )


@pytest.mark.parametrize("classes", [0, 2, 5])
def test_without_ties_the_tree_is_that_of_sklearn(
    classes: int, parity: Callable[..., None]
) -> None:
    for seed in range(6):
        X, y = made(400 + 300 * seed, 4 + seed, classes, seed)
        # Real weights, so that no two cuts gain the same; large leaves, so that none is by chance.
        w = np.random.default_rng(seed).uniform(0.5, 2, len(y))
        kind: Any = DecisionTreeClassifier if classes else DecisionTreeRegressor
        criteria = ("gini", "entropy") if classes else ("squared_error",)
        for criterion in criteria:
            # With real weights scikit-learn takes some pure nodes for impure ones, by rounding,
            # and splits them; a least decrease keeps it from that.
            setting: dict[str, Any] = {"criterion": criterion, "min_samples_leaf": 15}
            setting["min_impurity_decrease"] = 1e-7
            ours = kind(**setting).fit(X, y, w)
            theirs = getattr(sklearn.tree, kind.__name__)(**setting, random_state=0).fit(X, y, w)
            a, b = ours.tree_, theirs.tree_
            wrong = abs(a.node_count - b.node_count)
            if not wrong:
                wrong = sum(
                    int((one != other).sum())
                    for one, other in zip(grown(ours), grown(theirs), strict=True)
                )
            code = f"journey.ml.tree.{kind.__name__}"
            reference = f"sklearn.tree.{kind.__name__}"
            parity(code, reference=reference, difference=wrong, tolerance=0,
                   what="entries of the arrays that differ, no ties")  # fmt: skip
            gap = np.abs(a.impurity - b.impurity).max() / a.impurity[0]
            parity(code, reference=reference, difference=gap, tolerance=1e-12,
                   what="impurity of the nodes, relative to the root's")  # fmt: skip
            gap = np.abs(a.value - b.value).max() / max(1, np.abs(b.value).max())
            parity(code, reference=reference, difference=gap, tolerance=1e-12,
                   what="value of the nodes, relative")  # fmt: skip
            new = made(2_000, X.shape[1], classes, seed + 50)[0]
            gap = np.abs(ours.predict(new) - theirs.predict(new)).max()
            parity(code, reference=reference, difference=gap, tolerance=1e-12,
                   what="predictions for new samples")  # fmt: skip
            gap = np.abs(ours.feature_importances_ - theirs.feature_importances_).max()
            parity(code, reference=reference, difference=gap, tolerance=1e-12,
                   what="importances")  # fmt: skip


LIMITS: list[dict[str, Any]] = [
    {"max_depth": 3},
    {"min_samples_split": 40},
    {"min_samples_split": 0.1},
    {"min_samples_leaf": 25},
    {"min_samples_leaf": 0.04},
    {"min_weight_fraction_leaf": 0.05},
    {"min_impurity_decrease": 0.004},
    {"max_leaf_nodes": 9},
    {"max_leaf_nodes": 12, "min_samples_leaf": 20},
    {"ccp_alpha": 0.004},
    {"ccp_alpha": 0.004, "max_depth": 5},
]


@pytest.mark.parametrize("limit", LIMITS, ids=str)
@pytest.mark.parametrize("classes", [0, 3])
def test_limits_are_those_of_sklearn(
    classes: int, limit: dict[str, Any], parity: Callable[..., None]
) -> None:
    X, y = made(700, 5, classes, 3)
    w = np.random.default_rng(0).uniform(0.5, 2, len(y))
    kind: Any = DecisionTreeClassifier if classes else DecisionTreeRegressor
    # Leaves of five, and real weights: no ties.
    setting = {"min_samples_leaf": 5} | limit
    ours = kind(**setting).fit(X, y, w)
    theirs = getattr(sklearn.tree, kind.__name__)(**setting, random_state=0).fit(X, y, w)
    assert ours.get_n_leaves() > 1
    wrong = abs(ours.get_n_leaves() - theirs.get_n_leaves())
    wrong += abs(ours.get_depth() - theirs.get_depth())
    wrong += int((~np.isclose(ours.predict(X), theirs.predict(X), rtol=1e-12)).sum())
    parity(
        f"journey.ml.tree.{kind.__name__}",
        reference=f"sklearn.tree.{kind.__name__}",
        what=f"leaves, depth and predictions that differ under limits ({next(iter(limit))})",
        difference=wrong,
        tolerance=0,
    )


def test_class_weights_are_those_of_sklearn(parity: Callable[..., None]) -> None:
    X, y = made(600, 4, 3, 5)
    keep = (y > 0) | (np.arange(600) % 5 == 0)
    X, y = X[keep], y[keep]
    w = np.random.default_rng(0).uniform(0.5, 2, len(y))
    worst = 0.0
    for class_weight in ("balanced", {0: 3.7, 2: 0.2}):
        setting: dict[str, Any] = {"class_weight": class_weight, "min_samples_leaf": 10}
        ours = DecisionTreeClassifier(**setting).fit(X, y, w)
        theirs = sklearn.tree.DecisionTreeClassifier(**setting, random_state=0).fit(X, y, w)
        worst = max(worst, np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max())
    name = "DecisionTreeClassifier"
    parity(f"journey.ml.tree.{name}", reference=f"sklearn.tree.{name}",
           what="probabilities with class_weight", difference=worst, tolerance=1e-12)  # fmt: skip


@pytest.mark.parametrize("name", ["iris", "wine", "breast cancer"])
def test_rules_in_words_are_those_of_sklearn(name: str, parity: Callable[..., None]) -> None:
    X, y = CLASSES[name]()
    wrong = 0
    for depth, shown in ((2, 10), (4, 1), (4, 2), (5, 0)):
        ours = DecisionTreeClassifier(max_depth=depth).fit(X, y)
        # scikit-learn breaks ties by lot: its own tree is told the rules of ours where they differ.
        for seed in range(100):
            theirs = sklearn.tree.DecisionTreeClassifier(max_depth=depth, random_state=seed)
            theirs.fit(X, y)
            if np.array_equal(theirs.tree_.feature, ours.tree_.feature):
                break
        else:
            continue
        names = [f"f{j}" for j in range(X.shape[1])]
        setting: dict[str, Any] = {"max_depth": shown, "decimals": 1, "spacing": 2}
        setting |= {"feature_names": names, "class_names": ["a", "b", "c"][: len(set(y))]}
        wrong += export_text(ours, **setting) != sklearn.tree.export_text(theirs, **setting)
        wrong += export_text(ours, max_depth=shown) != sklearn.tree.export_text(
            theirs, max_depth=shown
        )
    parity("journey.ml.tree.export_text", reference="sklearn.tree.export_text",
           what="texts that differ", difference=wrong, tolerance=0)  # fmt: skip


def test_rules_of_a_regression_are_those_of_sklearn(parity: Callable[..., None]) -> None:
    X, y = NUMBERS["diabetes"]()
    ours = DecisionTreeRegressor(max_depth=3).fit(X, y)
    theirs = sklearn.tree.DecisionTreeRegressor(max_depth=3, random_state=0).fit(X, y)
    parity("journey.ml.tree.export_text", reference="sklearn.tree.export_text",
           what="texts that differ", tolerance=0,
           difference=export_text(ours) != sklearn.tree.export_text(theirs))  # fmt: skip


def test_it_works_in_sklearns_tools() -> None:
    X, y = CLASSES["wine"]()
    pipeline = make_pipeline(StandardScaler(), DecisionTreeClassifier())
    assert cross_val_score(pipeline, X, y, cv=3).shape == (3,)
    search = GridSearchCV(DecisionTreeClassifier(), {"ccp_alpha": [0.0, 0.05]}, cv=3).fit(X, y)
    assert search.best_estimator_.tree_.node_count > 1


# Random cuts ------------------------------------------------------------------------------------


def test_all_features_drawn_is_the_tree_of_all_features() -> None:
    # Two engines: orders sorted once against keys sorted at every level. Features are then looked
    # at in their order in both.
    for X, y in (CLASSES["digits"](), CLASSES["two made"]()):
        d = X.shape[1]
        one = DecisionTreeClassifier().fit(X, y)
        other = DecisionTreeClassifier()
        criterion = Classes(y, len(set(y)), np.ones(len(y)), entropy=False)
        rows = np.arange(len(y))
        rng = np.random.default_rng(0)
        splitter = Drawn(X, ranks_of(X), rows, criterion, d, rng)
        (other.tree_,) = grow(criterion, splitter, rows, np.array([len(y)]), Limits(), d)
        same_tree(one, other)


def test_random_features_and_thresholds_leave_pure_leaves() -> None:
    X, y = CLASSES["wine"]()
    for setting in ({"max_features": 2}, {"splitter": "random"}, {"max_features": "sqrt"}):
        model = DecisionTreeClassifier(**setting, random_state=1).fit(X, y)
        assert (model.predict(X) == y).all()
        same_tree(model, DecisionTreeClassifier(**setting, random_state=1).fit(X, y))
        other = DecisionTreeClassifier(**setting, random_state=2).fit(X, y)
        assert (
            other.tree_.node_count != model.tree_.node_count
            or (other.tree_.threshold != model.tree_.threshold).any()
        )


def test_a_node_goes_on_past_constant_features() -> None:
    # One of twenty features varies; one drawn feature would nearly always be constant.
    rng = np.random.default_rng(0)
    X = np.zeros((40, 20))
    X[:, 13] = rng.permutation(40)
    y = (X[:, 13] > 17).astype(int)
    for splitter in ("best", "random"):
        model = DecisionTreeClassifier(max_features=1, splitter=splitter, random_state=0).fit(X, y)
        assert (model.predict(X) == y).all()
        assert set(model.tree_.feature[model.tree_.feature >= 0]) == {13}


def test_max_features_in_all_its_forms() -> None:
    X, y = made(60, 10, 2)
    for value, want in (
        (None, 10),
        (3, 3),
        (99, 10),
        (0.25, 2),
        (1.0, 10),
        ("sqrt", 3),
        ("log2", 3),
    ):
        model = DecisionTreeClassifier(max_features=value, random_state=0).fit(X, y)
        assert model.max_features_ == want


# Dtypes and edges -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int8, np.int32, bool])
def test_any_kind_of_number_gives_the_same_tree(kind: Any) -> None:
    X = (np.random.default_rng(0).integers(0, 2, (60, 5))).astype(kind)
    y = X[:, 0].astype(int) ^ X[:, 1].astype(int)
    model = DecisionTreeClassifier().fit(X, y)
    same_tree(model, DecisionTreeClassifier().fit(X.astype(np.float64), y))
    assert model.predict_proba(X).dtype == np.float64
    assert (model.predict(X) == y).all()


def test_index_arrays_are_as_wide_as_the_platform_has_them() -> None:
    model = DecisionTreeClassifier().fit(*CLASSES["iris"]())
    tree = model.tree_
    for name in ("children_left", "children_right", "feature", "n_node_samples"):
        assert getattr(tree, name).dtype == np.intp
    assert model.apply(CLASSES["iris"]()[0]).dtype == np.intp


def test_neighbouring_numbers_are_told_apart() -> None:
    low, high = 1.0, np.nextafter(1.0, 2)
    model = DecisionTreeClassifier().fit([[low], [high]], [0, 1])
    assert (model.predict([[low], [high]]) == [0, 1]).all()
    assert low <= model.tree_.threshold[0] < high
    tiny = DecisionTreeClassifier().fit([[1e-300], [2e-300]], [0, 1])
    assert (tiny.predict([[1e-300], [2e-300]]) == [0, 1]).all()
    huge = DecisionTreeClassifier().fit([[-1.7e308], [1.7e308]], [0, 1])
    assert np.isfinite(huge.tree_.threshold[0])


def test_one_row_one_class_and_constant_columns() -> None:
    for model in (DecisionTreeRegressor().fit([[3.0]], [2.5]),
                  DecisionTreeRegressor().fit([[1.0], [1.0]], [2.0, 3.0])):  # fmt: skip
        assert model.tree_.node_count == 1
        assert model.predict([[9.0]]) == 2.5
        assert (model.feature_importances_ == 0).all()
        assert (model.get_depth(), model.get_n_leaves()) == (0, 1)
    one = DecisionTreeClassifier().fit([[1.0], [2.0]], ["only", "only"])
    assert one.predict([[0.0]])[0] == "only"
    assert (one.predict_proba([[0.0]]) == 1).all()
    X, y = made(50, 3, 2)
    with_constant = np.column_stack([np.full(50, 7.0), X])
    shifted = DecisionTreeClassifier().fit(with_constant, y)
    plain = DecisionTreeClassifier().fit(X, y)
    inner = plain.tree_.feature >= 0
    np.testing.assert_array_equal(shifted.tree_.feature[inner], plain.tree_.feature[inner] + 1)


def test_equal_rows_with_different_labels_end_in_one_leaf() -> None:
    X, y = [[1.0, 2.0]] * 3 + [[5.0, 5.0]], ["a", "b", "b", "a"]
    for setting in ({}, {"max_features": 1}, {"splitter": "random"}):
        model = DecisionTreeClassifier(**setting, random_state=0).fit(X, y)
        np.testing.assert_allclose(model.predict_proba([[1.0, 2.0]]), [[1 / 3, 2 / 3]])
        assert model.get_n_leaves() == 2


def test_more_features_than_rows() -> None:
    X, y = np.random.default_rng(0).standard_normal((6, 300)), [0, 1, 2, 0, 1, 2]
    assert (DecisionTreeClassifier().fit(X, y).predict(X) == y).all()


def test_labels_may_be_anything_that_can_be_sorted() -> None:
    X, y = CLASSES["iris"]()
    names = np.array(["setosa", "versicolor", "virginica"])
    named = DecisionTreeClassifier().fit(X, names[y])
    plain = DecisionTreeClassifier().fit(X, y)
    same_tree(named, plain)
    assert (named.predict(X) == names[plain.predict(X)]).all()
    with np.errstate(divide="ignore"):
        np.testing.assert_array_equal(named.predict_log_proba(X), np.log(plain.predict_proba(X)))


# Invariance -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["wine", "digits", "seven made", "diabetes", "made"])
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    regression = name in NUMBERS
    X, y = (NUMBERS if regression else CLASSES)[name]()
    kind: Any = DecisionTreeRegressor if regression else DecisionTreeClassifier
    for criterion in ("squared_error",) if regression else ("gini", "entropy"):
        one = kind(criterion=criterion).fit(X, y)
        order = np.random.default_rng(0).permutation(len(y))
        same_tree(one, kind(criterion=criterion).fit(X[order], y[order]))


def test_a_monotone_scale_moves_thresholds_and_nothing_else() -> None:
    X, y = CLASSES["wine"]()
    one = DecisionTreeClassifier().fit(X, y)
    for change in (np.log, np.cbrt, np.exp, lambda x: 1e-9 * x, lambda x: 1e6 * x - 3):
        Z = change(X / X.max(axis=0)) if change is not np.log else np.log(X + 1)
        other = DecisionTreeClassifier().fit(Z, y)
        for name in ("children_left", "children_right", "feature", "n_node_samples", "value"):
            np.testing.assert_array_equal(getattr(one.tree_, name), getattr(other.tree_, name))
        np.testing.assert_array_equal(one.predict(X), other.predict(Z))


def test_the_scale_of_the_target_does_not_matter() -> None:
    X, y = NUMBERS["made"]()
    one = DecisionTreeRegressor().fit(X, y)
    for factor in (2.0**-40, 2.0**40):
        other = DecisionTreeRegressor().fit(X, factor * y)
        same_tree(one, other)
        np.testing.assert_allclose(other.predict(X), factor * one.predict(X), rtol=1e-14)


@pytest.mark.parametrize("name", ["wine", "digits", "diabetes"])
def test_weights_equal_repetition(name: str) -> None:
    regression = name in NUMBERS
    X, y = (NUMBERS if regression else CLASSES)[name]()
    X, y = X[:300], y[:300]
    times = np.random.default_rng(0).integers(0, 4, len(y))
    kind: Any = DecisionTreeRegressor if regression else DecisionTreeClassifier
    for criterion in ("squared_error",) if regression else ("gini", "entropy"):
        weighted = kind(criterion=criterion).fit(X, y, times)
        repeated = kind(criterion=criterion).fit(X.repeat(times, axis=0), y.repeat(times))
        same_tree(weighted, repeated)
        np.testing.assert_allclose(weighted.predict(X), repeated.predict(X), rtol=1e-12)


def test_inputs_are_not_changed() -> None:
    X, y = CLASSES["wine"]()
    w = np.random.default_rng(0).uniform(0, 2, len(y))
    copies = X.copy(), y.copy(), w.copy()
    for setting in ({}, {"max_features": 2}, {"splitter": "random"}, {"class_weight": "balanced"}):
        model = DecisionTreeClassifier(**setting, random_state=0).fit(X, y, w)
        model.predict(X)
        model.cost_complexity_pruning_path(X, y, w)
    for now, before in zip((X, y, w), copies, strict=True):
        np.testing.assert_array_equal(now, before)


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"criterion": "gain"}, "criterion: expected one of 'gini'"),
        ({"splitter": "first"}, "splitter: expected one of 'best'"),
        ({"max_depth": 0}, "max_depth: expected an integer of at least 1"),
        ({"min_samples_split": 1}, "min_samples_split: expected an integer of at least 2"),
        ({"min_samples_split": 1.5}, "min_samples_split: expected an integer or a share"),
        ({"min_samples_leaf": 0}, "min_samples_leaf: expected an integer of at least 1"),
        ({"min_weight_fraction_leaf": 0.7}, "min_weight_fraction_leaf: expected at most 0.5"),
        ({"max_features": "all"}, "max_features: expected one of 'sqrt'"),
        ({"max_features": 0}, "max_features: expected an integer of at least 1"),
        ({"max_features": 1.5}, "max_features: expected an integer or a share"),
        ({"max_leaf_nodes": 1}, "max_leaf_nodes: expected an integer of at least 2"),
        ({"min_impurity_decrease": -1.0}, "min_impurity_decrease: expected a finite number"),
        ({"ccp_alpha": -0.1}, "ccp_alpha: expected a finite number"),
        ({"class_weight": "even"}, "class_weight: expected one of 'balanced'"),
        ({"class_weight": [1, 2]}, "class_weight: expected None, 'balanced' or a dictionary"),
        ({"class_weight": {7: 1.0}}, "class_weight: expected labels of"),
    ],
)
def test_bad_settings_are_named(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DecisionTreeClassifier(**setting).fit([[0.0], [1.0]], [0, 1])


def test_bad_data_is_named() -> None:
    model = DecisionTreeClassifier()
    with pytest.raises(NotFittedError):
        model.predict([[1.0]])
    with pytest.raises(ValueError, match="NaN"):
        model.fit([[np.nan], [1.0]], [0, 1])
    with pytest.raises(ValueError, match="continuous"):
        model.fit([[0.0], [1.0]], [0.5, 1.5])
    model.fit([[0.0], [1.0]], [0, 1])
    with pytest.raises(ValueError, match="features"):
        model.predict([[0.0, 1.0]])
    with pytest.raises(ValueError, match="feature_names must contain 1 elements"):
        export_text(model, feature_names=["a", "b"])
    with pytest.raises(ValueError, match="class_names: expected 2 names"):
        export_text(model, class_names=["a"])


# Properties -------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_properties_of_any_tree(data: st.DataObject) -> None:
    n, d = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 4))
    rng = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    X = rng.integers(0, data.draw(st.integers(1, 8)), (n, d)).astype(float)
    y = rng.integers(0, data.draw(st.integers(1, 6)), n)
    leaf = data.draw(st.integers(1, 4))
    criterion = data.draw(st.sampled_from(["gini", "entropy"]))
    splitter = data.draw(st.sampled_from(["best", "random"]))
    model = DecisionTreeClassifier(
        criterion=criterion, min_samples_leaf=leaf, splitter=splitter,
        max_features=data.draw(st.integers(1, d)), random_state=0,
    ).fit(X, y)  # fmt: skip
    tree = model.tree_
    at = model.apply(X)
    assert (tree.children_left[at] == -1).all()
    counts = np.bincount(at, minlength=tree.node_count)
    is_leaf = tree.children_left < 0
    np.testing.assert_array_equal(counts[is_leaf], tree.n_node_samples[is_leaf])
    assert tree.node_count == 1 or (tree.n_node_samples[is_leaf] >= leaf).all()
    assert (decreases(tree) >= -1e-12).all()
    np.testing.assert_allclose(tree.value[:, 0].sum(axis=1), 1, rtol=1e-12)
    share = np.array([np.bincount(y[at == leaf_], minlength=y.max() + 1) for leaf_ in at])
    share = share[:, model.classes_] / share.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(model.predict_proba(X), share, atol=1e-12)
