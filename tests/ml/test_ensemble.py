"""Random forests and extra trees."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.ensemble
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor
from journey.ml.utils import NotFittedError

Array = NDArray[Any]
Data = tuple[Array, Array]
KINDS: list[Any] = [
    RandomForestClassifier,
    ExtraTreesClassifier,
    RandomForestRegressor,
    ExtraTreesRegressor,
]
kinds = pytest.mark.parametrize("kind", KINDS)


def made(n: int = 400, d: int = 5, classes: int = 3, seed: int = 0) -> Data:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)).astype(np.float32).astype(float)
    f = X[:, 0] * X[:, 1] + X[:, -1] + rng.standard_normal(n)
    return X, f if not classes else np.digitize(f, np.linspace(-1, 1, classes + 1)[1:-1])


def data_for(kind: Any, seed: int = 0) -> Data:
    return made(classes=3 if "Classifier" in kind.__name__ else 0, seed=seed)


def same_trees(a: Any, b: Any) -> None:
    assert len(a.estimators_) == len(b.estimators_)
    for one, other in zip(a.estimators_, b.estimators_, strict=True):
        for name in ("children_left", "children_right", "feature", "threshold"):
            np.testing.assert_array_equal(getattr(one.tree_, name), getattr(other.tree_, name))


# Identities and closed forms --------------------------------------------------------------------


@kinds
def test_the_forest_is_the_mean_of_its_trees(kind: Any) -> None:
    X, y = data_for(kind)
    model = kind(12, random_state=0).fit(X, y)
    new = made(seed=9)[0]
    if hasattr(model, "classes_"):
        want = np.mean([tree.predict_proba(new) for tree in model.estimators_], axis=0)
        np.testing.assert_allclose(model.predict_proba(new), want, rtol=1e-12, atol=1e-15)
        assert (model.predict(new) == model.classes_[want.argmax(axis=1)]).all()
        with np.errstate(divide="ignore"):
            np.testing.assert_array_equal(
                model.predict_log_proba(new), np.log(model.predict_proba(new))
            )
    else:
        want = np.mean([tree.predict(new) for tree in model.estimators_], axis=0)
        np.testing.assert_allclose(model.predict(new), want, rtol=1e-12)
    leaves = np.column_stack([tree.apply(new) for tree in model.estimators_])
    np.testing.assert_array_equal(model.apply(new), leaves)
    parts = np.mean([tree.feature_importances_ for tree in model.estimators_], axis=0)
    np.testing.assert_allclose(model.feature_importances_, parts, rtol=1e-12)
    assert model.feature_importances_.sum() == pytest.approx(1)


@pytest.mark.parametrize("classes", [0, 2, 6])
def test_a_forest_with_nothing_left_to_chance_is_a_tree(classes: int) -> None:
    X, y = made(600, 6, classes)
    forest: Any = RandomForestClassifier if classes else RandomForestRegressor
    tree: Any = DecisionTreeClassifier if classes else DecisionTreeRegressor
    for setting in ({}, {"min_samples_leaf": 4}, {"max_leaf_nodes": 9}, {"ccp_alpha": 0.01}):
        many = forest(5, bootstrap=False, max_features=None, **setting).fit(X, y)
        one = tree(**setting).fit(X, y)
        for each in many.estimators_:
            np.testing.assert_array_equal(each.tree_.threshold, one.tree_.threshold)
            np.testing.assert_array_equal(each.tree_.feature, one.tree_.feature)
            np.testing.assert_allclose(each.tree_.value, one.tree_.value, rtol=1e-10)


@pytest.mark.parametrize("kind", [RandomForestClassifier, RandomForestRegressor])
def test_out_of_bag_predictions_come_from_trees_that_had_not_seen_the_row(kind: Any) -> None:
    X, y = data_for(kind)
    model = kind(60, oob_score=True, random_state=3).fit(X, y)
    # The same draws again, by the same seed: all samples come before anything else of a batch.
    rng = np.random.RandomState(3)
    drawn = (rng.random((60, len(y))) * len(y)).astype(int)
    unseen = np.array([~np.isin(np.arange(len(y)), row) for row in drawn])
    total, number = np.zeros((len(y), 1)), unseen.sum(axis=0)
    for tree, rows in zip(model.estimators_, unseen, strict=True):
        value = tree.tree_.value[:, 0][tree.apply(X)]
        total = total + np.where(rows[:, None], value, 0.0)
    want = total / number[:, None]
    if kind is RandomForestClassifier:
        np.testing.assert_allclose(model.oob_decision_function_, want, rtol=1e-10)
        assert model.oob_score_ == (want.argmax(axis=1) == y).mean()
    else:
        np.testing.assert_allclose(model.oob_prediction_, want[:, 0], rtol=1e-10)
        rest = ((y - want[:, 0]) ** 2).sum() / ((y - y.mean()) ** 2).sum()
        assert model.oob_score_ == pytest.approx(1 - rest)


def test_a_bootstrap_leaves_out_what_the_limit_says() -> None:
    # (1 - 1/n)^n of the rows, for each tree; the spread over 200 trees is that of the mean.
    X, y = made(500)
    model = RandomForestClassifier(200, max_depth=1, random_state=0).fit(X, y)
    seen = np.array([tree.tree_.n_node_samples[0] for tree in model.estimators_]) / 500
    want = 1 - (1 - 1 / 500) ** 500
    assert abs(seen.mean() - want) < 4 * seen.std() / np.sqrt(200)
    assert all(tree.tree_.weighted_n_node_samples[0] == 500 for tree in model.estimators_)
    few = RandomForestClassifier(5, max_samples=0.2, max_depth=1, random_state=0).fit(X, y)
    assert all(tree.tree_.weighted_n_node_samples[0] == 100 for tree in few.estimators_)
    few = RandomForestClassifier(5, max_samples=7, max_depth=1, random_state=0).fit(X, y)
    assert all(tree.tree_.weighted_n_node_samples[0] == 7 for tree in few.estimators_)


def test_thresholds_of_extra_trees_are_uniform_in_the_node() -> None:
    X = np.linspace(0, 1, 11)[:, None]
    y = (X[:, 0] > 0.45).astype(int)
    model = ExtraTreesClassifier(2_000, max_depth=1, random_state=0).fit(X, y)
    threshold = np.array([tree.tree_.threshold[0] for tree in model.estimators_])
    # The mean of a uniform number is 1/2, its standard deviation 1/sqrt(12).
    assert abs(threshold.mean() - 0.5) < 4 / np.sqrt(12 * 2_000)
    assert abs(threshold.std() - 1 / np.sqrt(12)) < 0.02
    assert threshold.min() >= 0
    assert threshold.max() < 1


def test_every_feature_is_drawn_as_often_as_any_other() -> None:
    # Six copies of one feature gain the same, and the one that was drawn first is taken.
    x = np.random.default_rng(0).permutation(30).astype(float)
    X, y = np.tile(x[:, None], 6), (x > 14).astype(int)
    model = RandomForestClassifier(3_000, max_features=2, max_depth=1, random_state=0).fit(X, y)
    count = np.bincount([tree.tree_.feature[0] for tree in model.estimators_], minlength=6)
    # Chi-squared with 5 degrees of freedom is above 20.5 once in a thousand.
    assert ((count - 500) ** 2 / 500).sum() < 20.5


# scikit-learn -----------------------------------------------------------------------------------

SPLITS: dict[str, Callable[[], Data]] = {
    "wine": lambda: load_wine(return_X_y=True),
    "breast cancer": lambda: load_breast_cancer(return_X_y=True),
    "digits": lambda: tuple(part[:900] for part in load_digits(return_X_y=True)),
    "diabetes": lambda: load_diabetes(return_X_y=True),
}


@pytest.mark.parametrize("name", SPLITS)
@pytest.mark.parametrize("sort", ["RandomForest", "ExtraTrees"])
def test_forests_are_distributed_as_those_of_sklearn(
    sort: str, name: str, parity: Callable[..., None]
) -> None:
    # Seeds draw other numbers, so single forests differ. Over 20 seeds, scores on held-out rows
    # and sizes of trees must have the same mean: the difference in standard errors.
    X, y = SPLITS[name]()
    order = np.random.default_rng(0).permutation(len(y))
    train, test = order[: len(y) // 2], order[len(y) // 2 :]
    end = "Regressor" if name == "diabetes" else "Classifier"
    ours: Any = {k.__name__: k for k in KINDS}[sort + end]
    theirs = getattr(sklearn.ensemble, sort + end)
    rows: dict[Any, list[tuple[float, float, float]]] = {ours: [], theirs: []}
    for kind, found in rows.items():
        for seed in range(20):
            model = kind(15, max_features="sqrt", random_state=seed).fit(X[train], y[train])
            nodes = np.mean([each.tree_.node_count for each in model.estimators_])
            depth = np.mean([each.tree_.max_depth for each in model.estimators_])
            found.append((model.score(X[test], y[test]), nodes, depth))
    a, b = np.array(rows[ours]), np.array(rows[theirs])
    error = np.sqrt((a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1)) / 20)
    apart = np.abs(a.mean(axis=0) - b.mean(axis=0)) / error
    for column, what in enumerate(("score", "number of nodes", "depth")):
        parity(
            f"journey.ml.ensemble.{sort + end}",
            reference=f"sklearn.ensemble.{sort + end}",
            what=f"mean {what} over 20 seeds, in standard errors of the difference",
            difference=apart[column],
            tolerance=4.0,
        )


@pytest.mark.parametrize("classes", [0, 2, 5])
def test_without_chance_forests_are_those_of_sklearn(
    classes: int, parity: Callable[..., None]
) -> None:
    X, y = made(700, 5, classes, 4)
    w = np.random.default_rng(0).uniform(0.5, 2, len(y))
    kind: Any = RandomForestClassifier if classes else RandomForestRegressor
    setting: dict[str, Any] = {"bootstrap": False, "max_features": None, "min_samples_leaf": 10}
    ours = kind(3, **setting).fit(X, y, w)
    theirs = getattr(sklearn.ensemble, kind.__name__)(3, **setting, random_state=0).fit(X, y, w)
    new = made(2_000, 5, classes, 5)[0]
    gap = np.abs(ours.predict(new) - theirs.predict(new)).max()
    if classes:
        gap = max(gap, np.abs(ours.predict_proba(new) - theirs.predict_proba(new)).max())
    parity(f"journey.ml.ensemble.{kind.__name__}", reference=f"sklearn.ensemble.{kind.__name__}",
           what="predictions with bootstrap=False and all features", difference=gap,
           tolerance=1e-12)  # fmt: skip


def test_it_works_in_sklearns_tools() -> None:
    X, y = load_iris(return_X_y=True)
    forest = RandomForestClassifier(10, random_state=0)
    assert cross_val_score(make_pipeline(StandardScaler(), forest), X, y, cv=3).min() > 0.8
    search = GridSearchCV(forest, {"max_features": [1, 2]}, cv=3).fit(X, y)
    assert len(search.best_estimator_.estimators_) == 10


# Dtypes, edges, invariance ----------------------------------------------------------------------


@kinds
def test_the_same_seed_gives_the_same_forest(kind: Any) -> None:
    X, y = data_for(kind)
    one = kind(8, random_state=5).fit(X, y)
    same_trees(one, kind(8, random_state=5).fit(X, y))
    same_trees(one, kind(8, random_state=np.random.RandomState(5)).fit(X, y))
    other = kind(8, random_state=6).fit(X, y)
    assert any(
        not np.array_equal(a.tree_.threshold, b.tree_.threshold)
        for a, b in zip(one.estimators_, other.estimators_, strict=True)
    )
    modern = kind(8, random_state=np.random.default_rng(0)).fit(X, y)
    assert modern.predict(X).shape == y.shape
    thresholds = [tree.tree_.threshold[0] for tree in one.estimators_]
    assert len(set(thresholds)) > 4  # the trees of one forest differ


def test_one_at_a_time_and_many_at_once_grow_the_same_kind_of_tree() -> None:
    # Batches are a matter of speed: with 1,000 rows and 50 features each tree is one of its own.
    X, y = made(1_000, 400, 2)
    model = RandomForestClassifier(3, max_features=300, random_state=0).fit(X, y)
    drawn = np.random.RandomState(0).random((1, 1_000))
    rows = np.unique((drawn * 1_000).astype(int))
    assert (model.estimators_[0].predict(X[rows]) == y[rows]).all()


@kinds
def test_a_monotone_scale_moves_thresholds_and_nothing_else(kind: Any) -> None:
    X, y = data_for(kind)
    # Thresholds of extra trees are uniform in the value: only straight changes keep them.
    straight = kind in (ExtraTreesClassifier, ExtraTreesRegressor)
    Z = 2.0 * X + 3 if straight else np.exp(X)
    one, other = kind(8, random_state=1).fit(X, y), kind(8, random_state=1).fit(Z, y)
    for a, b in zip(one.estimators_, other.estimators_, strict=True):
        for name in ("children_left", "feature", "n_node_samples"):
            np.testing.assert_array_equal(getattr(a.tree_, name), getattr(b.tree_, name))


@pytest.mark.parametrize("kind", [ExtraTreesClassifier, RandomForestRegressor])
def test_weights_equal_repetition_without_a_bootstrap(kind: Any) -> None:
    X, y = data_for(kind)
    times = np.random.default_rng(0).integers(0, 3, len(y))
    setting: dict[str, Any] = {"bootstrap": False, "random_state": 0}
    weighted = kind(6, **setting).fit(X, y, times)
    repeated = kind(6, **setting).fit(X.repeat(times, axis=0), y.repeat(times))
    same_trees(weighted, repeated)


def test_weights_count_under_a_bootstrap_too() -> None:
    X, y = made(300, 3, 2)
    weight = np.where(y == 1, 1e6, 1e-6)
    model = RandomForestClassifier(20, max_depth=1, random_state=0).fit(X, y, weight)
    assert (model.predict(X) == 1).all()
    named = RandomForestClassifier(20, max_depth=1, random_state=0, class_weight={0: 1e6, 1: 1e-6})
    assert (named.fit(X, y).predict(X) == 0).all()
    even = RandomForestClassifier(20, class_weight="balanced", random_state=0).fit(X, y)
    assert even.predict_proba(X).shape == (300, 2)


@kinds
def test_a_row_of_weight_zero_is_as_if_absent(kind: Any) -> None:
    X, y = made(60, 3, 2)
    weight = np.where(np.random.default_rng(1).random(60) < 0.7, 0.0, 1.0)
    here = weight > 0
    with_all = kind(30, random_state=0).fit(X, y, weight).predict(X)
    np.testing.assert_array_equal(
        kind(30, random_state=0).fit(X[here], y[here]).predict(X), with_all
    )
    # One row with weight: whatever is drawn, it is this one.
    alone = np.zeros(60)
    alone[7] = 1
    assert (kind(50, random_state=0).fit(X, y, alone).predict(X) == y[7]).all()


@kinds
def test_one_row_one_class_constant_columns_and_few_rows(kind: Any) -> None:
    one = kind(4, random_state=0).fit([[1.0, 2.0]], [3])
    assert (one.predict([[0.0, 0.0]]) == 3).all()
    assert (one.feature_importances_ == 0).all()
    same = kind(4, random_state=0).fit([[1.0], [1.0], [1.0]], [1, 1, 2])
    assert same.predict([[1.0]]).shape == (1,)
    wide = kind(4, random_state=0).fit(
        np.random.default_rng(0).normal(size=(5, 200)), [0, 1, 0, 1, 1]
    )
    assert wide.predict(np.zeros((2, 200))).shape == (2,)


@kinds
def test_float32_is_taken_as_it_is(kind: Any) -> None:
    X, y = data_for(kind)
    one = kind(6, random_state=0).fit(X, y)
    other = kind(6, random_state=0).fit(X.astype(np.float32), y)
    np.testing.assert_allclose(one.predict(X), other.predict(X.astype(np.float32)))


def test_names_of_labels_and_order_of_columns() -> None:
    X, y = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])
    plain = RandomForestClassifier(6, random_state=0).fit(X, y)
    named = RandomForestClassifier(6, random_state=0).fit(X, names[y])
    assert (named.predict(X) == names[plain.predict(X)]).all()
    assert (named.estimators_[0].predict(X) == names[plain.estimators_[0].predict(X)]).all()


@kinds
def test_inputs_are_not_changed(kind: Any) -> None:
    X, y = data_for(kind)
    w = np.random.default_rng(0).uniform(0, 2, len(y))
    copies = X.copy(), y.copy(), w.copy()
    kind(5, random_state=0).fit(X, y, w).predict(X)
    for now, before in zip((X, y, w), copies, strict=True):
        np.testing.assert_array_equal(now, before)


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"n_estimators": 0}, "n_estimators: expected an integer of at least 1"),
        ({"criterion": "mse"}, "criterion: expected one of"),
        ({"max_samples": 3.0}, "max_samples: expected a share"),
        ({"max_samples": 500}, "max_samples: expected at most n_samples=400"),
        ({"bootstrap": False, "max_samples": 0.5}, "max_samples: expected None"),
        ({"bootstrap": False, "oob_score": True}, "oob_score: Out of bag"),
        ({"max_features": "most"}, "max_features: expected one of"),
    ],
)
@pytest.mark.parametrize("kind", [RandomForestClassifier, RandomForestRegressor])
def test_bad_settings_are_named(kind: Any, setting: dict[str, Any], message: str) -> None:
    X, y = data_for(kind)
    with pytest.raises(ValueError, match=message):
        kind(**setting).fit(X, y)


def test_bad_data_is_named() -> None:
    with pytest.raises(NotFittedError):
        RandomForestClassifier().predict([[0.0]])
    with pytest.raises(ValueError, match="continuous"):
        RandomForestClassifier().fit([[0.0], [1.0]], [0.5, 1.5])
    X, y = made(10)
    with pytest.raises(ValueError, match="at least one non-zero"):
        RandomForestClassifier(50, random_state=0).fit(X, y, np.zeros(10))


def test_rows_that_every_tree_has_seen_are_counted_in_a_warning() -> None:
    X, y = made(40)
    with pytest.warns(UserWarning, match="drawn by every tree"):
        model = RandomForestClassifier(1, oob_score=True, random_state=0).fit(X, y)
    assert np.isnan(model.oob_decision_function_).any()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        RandomForestClassifier(60, oob_score=True, random_state=0).fit(X, y)


# Properties -------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_properties_of_any_forest(data: st.DataObject) -> None:
    n, d = data.draw(st.integers(1, 25)), data.draw(st.integers(1, 4))
    rng = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    X = rng.integers(0, data.draw(st.integers(1, 9)), (n, d)).astype(float)
    y = rng.integers(0, data.draw(st.integers(1, 6)), n)
    kind = data.draw(st.sampled_from(KINDS[:2]))
    leaf = data.draw(st.integers(1, 3))
    model = kind(
        4, min_samples_leaf=leaf, bootstrap=data.draw(st.booleans()), random_state=0,
        max_features=data.draw(st.integers(1, d)),
        criterion=data.draw(st.sampled_from(["gini", "entropy"])),
    ).fit(X, y)  # fmt: skip
    probability = model.predict_proba(X)
    np.testing.assert_allclose(probability.sum(axis=1), 1, rtol=1e-12)
    assert (probability >= 0).all()
    for each in model.estimators_:
        tree = each.tree_
        leaves = tree.children_left < 0
        assert tree.n_node_samples[leaves].sum() == tree.n_node_samples[0]
        assert tree.node_count == 1 or tree.n_node_samples[leaves].min() >= leaf
        assert tree.weighted_n_node_samples[0] == n
