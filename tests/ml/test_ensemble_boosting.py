"""Gradient boosting, exact and on histograms, and AdaBoost for numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.ensemble
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.ensemble import (
    AdaBoostRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    gradient_boosting_naive,
)
from journey.ml.tree import DecisionTreeRegressor
from journey.ml.utils import NotFittedError

Array = NDArray[Any]
KINDS: list[Any] = [
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
]
kinds = pytest.mark.parametrize("kind", KINDS)
tasks = pytest.mark.parametrize("classes", [0, 2, 4])


def made(n: int = 200, d: int = 4, classes: int = 0, seed: int = 0) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)).astype(np.float32).astype(float)
    f = X[:, 0] * X[:, 1] + X[:, -1] + rng.standard_normal(n)
    return X, f if not classes else np.digitize(f, np.linspace(-1, 1, classes + 1)[1:-1])


def kind_of(start: str, classes: int, where: Any = None) -> Any:
    name = f"{start}Boosting{'Classifier' if classes else 'Regressor'}"
    return getattr(where, name) if where else {each.__name__: each for each in KINDS}[name]


def data_for(kind: Any, n: int = 200, seed: int = 0) -> tuple[Array, Array]:
    return made(n, classes=3 if "Classifier" in kind.__name__ else 0, seed=seed)


def few(kind: Any, stages: int = 5, **rest: Any) -> Any:
    name = "max_iter" if "Hist" in kind.__name__ else "n_estimators"
    return kind(**{name: stages, "min_samples_leaf": 3, **rest})


# Identities ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS[1::2])
def test_it_starts_from_the_mean(kind: Any) -> None:
    X, y = made()
    weight = np.arange(200) % 4 + 1.0
    model = few(kind, 1, learning_rate=1e-12).fit(X, y, weight)
    np.testing.assert_allclose(model.predict(X), np.average(y, weights=weight), atol=1e-9)


@pytest.mark.parametrize("kind", KINDS[::2])
def test_it_starts_from_the_shares_of_the_classes(kind: Any) -> None:
    for classes in (2, 4):
        X, y = made(classes=classes)
        model = few(kind, 1, learning_rate=1e-12).fit(X, y)
        shares = np.bincount(y) / len(y)
        np.testing.assert_allclose(model.predict_proba(X), np.tile(shares, (200, 1)), atol=1e-9)


@pytest.mark.parametrize("kind", KINDS[1::2])
def test_one_whole_step_is_a_tree(kind: Any) -> None:
    X, y = made()
    tree = DecisionTreeRegressor(max_depth=3, min_samples_leaf=3).fit(X, y)
    model = few(kind, 1, learning_rate=1.0, max_depth=3).fit(X, y)
    np.testing.assert_allclose(model.predict(X), tree.predict(X), rtol=1e-10)


@kinds
def test_the_loss_falls_at_every_stage(kind: Any) -> None:
    model = few(kind, 60).fit(*data_for(kind))
    losses = model.train_score_ * (-1 if "Hist" in kind.__name__ else 1)
    assert (np.diff(losses) < 0).all()


@kinds
def test_stages_are_those_of_shorter_models(kind: Any) -> None:
    X, y = data_for(kind)
    model = few(kind, 6).fit(X, y)
    stages = list(model.staged_predict(X))
    assert len(stages) == 6
    for number in (1, 4, 6):
        short = few(kind, number).fit(X, y)
        np.testing.assert_array_equal(stages[number - 1], short.predict(X))
        if "Classifier" in kind.__name__:
            staged = list(model.staged_predict_proba(X))
            np.testing.assert_array_equal(staged[number - 1], short.predict_proba(X))


def test_train_score_is_the_mean_squared_error_of_each_stage() -> None:
    X, y = made()
    model = GradientBoostingRegressor(n_estimators=9).fit(X, y)
    want = [((y - stage) ** 2).mean() for stage in model.staged_predict(X)]
    np.testing.assert_allclose(model.train_score_, want, rtol=1e-10)
    binned = HistGradientBoostingRegressor(max_iter=9).fit(X, y)
    want = [-((y - stage) ** 2).mean() / 2 for stage in binned.staged_predict(X)]
    np.testing.assert_allclose(binned.train_score_[1:], want, rtol=1e-10)


# Naive equals fast --------------------------------------------------------------------------------


def boost_naive(X: Array, y: Array, rate: float, rounds: int, depth: int, leaf: int) -> Array:
    """As `gradient_boosting_naive`, with a smallest leaf, on its own rows."""
    said = np.full(len(y), y.mean())
    for _ in range(rounds):
        tree = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf)
        said = said + rate * tree.fit(X, y - said).predict(X)
    return said


def newton_naive(X: Array, y: Array, rate: float, rounds: int, depth: int, leaf: int) -> Array:
    """The same for two classes: the step of a leaf is the sum of residuals over p (1 - p)."""
    raw = np.full(len(y), np.log(y.mean() / (1 - y.mean())))
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-raw))
        tree = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf).fit(X, y - p)
        at = tree.apply(X)
        for each in np.unique(at):
            here = at == each
            raw[here] += rate * (y - p)[here].sum() / (p * (1 - p))[here].sum()
    return 1 / (1 + np.exp(-raw))


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_naive_equals_fast(depth: int) -> None:
    X, y = made(150)
    # Without a smallest leaf, as the function on the note has none.
    X_new = made(80, seed=1)[0]
    plain = GradientBoostingRegressor(learning_rate=0.3, max_depth=depth, n_estimators=9)
    naive = gradient_boosting_naive(X, y, X_new, rounds=9, rate=0.3, depth=depth)
    np.testing.assert_allclose(plain.fit(X, y).predict(X_new), naive, rtol=1e-9)
    want = boost_naive(X, y, 0.2, 12, depth, 4)
    for kind in KINDS[1::2]:
        name = "max_iter" if "Hist" in kind.__name__ else "n_estimators"
        model = kind(learning_rate=0.2, max_depth=depth, min_samples_leaf=4, **{name: 12})
        np.testing.assert_allclose(model.fit(X, y).predict(X), want, rtol=1e-9)
    X, y = made(150, classes=2)
    model = GradientBoostingClassifier(
        learning_rate=0.2, max_depth=depth, min_samples_leaf=4, n_estimators=12
    )
    want = newton_naive(X, y, 0.2, 12, depth, 4)
    np.testing.assert_allclose(model.fit(X, y).predict_proba(X)[:, 1], want, rtol=1e-8)


# scikit-learn -------------------------------------------------------------------------------------


@tasks
@pytest.mark.parametrize("n", [100, 600, 1_500])
def test_gradient_boosting_equals_sklearn(
    n: int, classes: int, parity: Callable[..., None]
) -> None:
    X, y = made(n, classes=classes)
    # Two features may cut a node's rows alike; scikit-learn takes one at random, and only new rows
    # tell them apart. So the rows of training are compared; weights keep counts from being equal.
    weight = np.random.default_rng(2).uniform(0.5, 1.5, n)
    ours, theirs = kind_of("Gradient", classes), kind_of("Gradient", classes, sklearn.ensemble)
    largest = 0.0
    for options in ({}, {"max_depth": 2, "learning_rate": 0.3}, {"min_samples_leaf": 5}):
        one = ours(n_estimators=30, **options).fit(X, y, weight)
        other = theirs(n_estimators=30, random_state=0, **options).fit(X, y, weight)
        method = "predict_proba" if classes else "predict"
        differences = getattr(one, method)(X) - getattr(other, method)(X)
        largest = max(largest, float(np.abs(differences).max()))
    parity(
        f"journey.ml.ensemble.{ours.__name__}",
        reference=f"sklearn.ensemble.{ours.__name__}",
        what=f"predictions, {n} rows without ties, {classes or 'no'} classes",
        difference=largest,
        tolerance=1e-9,
    )


@tasks
@pytest.mark.parametrize("absent", [False, True])
def test_histogram_boosting_equals_sklearn(
    classes: int, absent: bool, parity: Callable[..., None]
) -> None:
    # At most 255 distinct values a feature, so that bins are the same; their sums are float32.
    X, y = made(240, classes=classes)
    if absent:
        X[np.random.default_rng(5).random(X.shape) < 0.15] = np.nan
    kind = kind_of("HistGradient", classes)
    models = [
        each(max_iter=8, min_samples_leaf=6, max_leaf_nodes=9, l2_regularization=0.3).fit(X, y)
        for each in (kind, kind_of("HistGradient", classes, sklearn.ensemble))
    ]
    method = "predict_proba" if classes else "predict"
    parity(
        f"journey.ml.ensemble.{kind.__name__}",
        reference=f"sklearn.ensemble.{kind.__name__}",
        what=f"predictions, {classes or 'no'} classes, missing values: {absent}",
        difference=np.abs(getattr(models[0], method)(X) - getattr(models[1], method)(X)).max(),
        tolerance=1e-4,
    )


@tasks
@pytest.mark.parametrize("start", ["Gradient", "HistGradient"])
def test_on_many_rows_it_is_as_good_as_sklearn(
    start: str, classes: int, parity: Callable[..., None]
) -> None:
    X, y = made(2_500, classes=classes)
    new, truth = made(4_000, classes=classes, seed=1)
    kind = kind_of(start, classes)
    scores = [
        few(each, 30).fit(X, y).score(new, truth)
        for each in (kind, kind_of(start, classes, sklearn.ensemble))
    ]
    parity(
        f"journey.ml.ensemble.{kind.__name__}",
        reference=f"sklearn.ensemble.{kind.__name__}",
        what=f"score on new rows, 2,500 rows, {classes or 'no'} classes",
        difference=abs(scores[0] - scores[1]),
        tolerance=0.02,
    )


def test_subsampling_is_distributed_as_that_of_sklearn(parity: Callable[..., None]) -> None:
    X, y = made(300)
    new, truth = made(2_000, seed=1)
    scores = [
        [
            kind(subsample=0.5, n_estimators=25, random_state=seed).fit(X, y).score(new, truth)
            for seed in range(8)
        ]
        for kind in (GradientBoostingRegressor, sklearn.ensemble.GradientBoostingRegressor)
    ]
    parity(
        "journey.ml.ensemble.GradientBoostingRegressor",
        reference="sklearn.ensemble.GradientBoostingRegressor",
        what="mean score over 8 seeds, half of the rows at each stage",
        difference=abs(np.mean(scores[0]) - np.mean(scores[1])),
        tolerance=0.03,
    )


# Missing values and early stopping ----------------------------------------------------------------


def test_missing_values_go_to_the_better_side() -> None:
    x = np.r_[np.arange(20.0), np.full(10, np.nan)]
    for low, high in ((0.0, 1.0), (1.0, 0.0)):
        y = np.r_[np.full(10, low), np.full(10, high), np.ones(10)]
        model = few(HistGradientBoostingRegressor, 1, learning_rate=1.0).fit(x[:, None], y)
        np.testing.assert_allclose(model.predict(x[:, None]), y, atol=1e-12)
    y = np.r_[np.zeros(20), np.ones(10)]
    model = few(HistGradientBoostingRegressor, 1, learning_rate=1.0).fit(x[:, None], y)
    np.testing.assert_allclose(model.predict([[-1e300], [1e300], [np.nan]]), [0, 0, 1], atol=1e-12)


def test_missing_values_that_were_never_seen_go_where_most_went() -> None:
    X, y = np.arange(30.0)[:, None], np.r_[np.zeros(20), np.ones(10)]
    model = few(HistGradientBoostingRegressor, 1, learning_rate=1.0).fit(X, y)
    np.testing.assert_allclose(model.predict([[np.nan]]), 0, atol=1e-12)
    model.fit(X, 1 - y[::-1])
    np.testing.assert_allclose(model.predict([[np.nan]]), 1)


@pytest.mark.parametrize("kind", KINDS[2:])
def test_early_stopping(kind: Any) -> None:
    X, y = data_for(kind, 600)
    model = few(kind, 300, early_stopping=True, random_state=0, n_iter_no_change=4).fit(X, y)
    assert model.n_iter_ < 300
    assert len(model.validation_score_) == len(model.train_score_) == model.n_iter_ + 1
    assert max(model.validation_score_[-4:]) <= model.validation_score_[-5] + 1e-7
    again = few(kind, 300, early_stopping=True, random_state=0, n_iter_no_change=4).fit(X, y)
    np.testing.assert_array_equal(model.predict(X), again.predict(X))
    own = few(kind, 5, early_stopping=True, validation_fraction=None, tol=10.0, n_iter_no_change=2)
    assert own.fit(X, y).n_iter_ == 2
    assert len(few(kind).fit(X, y).validation_score_) == 0


# Edges --------------------------------------------------------------------------------------------


@kinds
def test_weights_equal_repetition(kind: Any) -> None:
    X, y = data_for(kind, 120)
    weight = np.arange(120) % 3
    rows = np.repeat(np.arange(120), weight)
    name = "max_iter" if "Hist" in kind.__name__ else "n_estimators"
    one = kind(min_samples_leaf=1, max_depth=2, **{name: 5})
    other = kind(min_samples_leaf=1, max_depth=2, **{name: 5})
    method = "predict_proba" if "Classifier" in kind.__name__ else "predict"
    given = getattr(one.fit(X, y, weight), method)(X)
    np.testing.assert_allclose(given, getattr(other.fit(X[rows], y[rows]), method)(X), rtol=1e-8)


@kinds
def test_order_of_rows_names_and_inputs(kind: Any) -> None:
    X, y = data_for(kind)
    X.flags.writeable = y.flags.writeable = False
    model = few(kind).fit(X, y)
    order = np.random.default_rng(0).permutation(len(y))
    again = few(kind).fit(X[order], y[order])
    np.testing.assert_allclose(again.predict(X), model.predict(X), rtol=1e-8)
    np.testing.assert_array_equal(few(kind).fit(X.astype("f4"), y).predict(X), model.predict(X))
    if "Classifier" in kind.__name__:
        names = np.array(["a", "b", "c"])
        named = few(kind).fit(X, names[y])
        assert (named.predict(X) == names[model.predict(X)]).all()
        np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1)
        assert model.decision_function(X).shape == (len(y), 3)
        assert few(kind).fit(X, y > 0).decision_function(X).shape == (len(y),)


@pytest.mark.parametrize("kind", KINDS[1::2])
def test_few_rows_constants_and_more_features_than_rows(kind: Any) -> None:
    np.testing.assert_allclose(kind().fit([[1.0]], [3.0]).predict([[7.0]]), 3)
    np.testing.assert_allclose(few(kind).fit(np.ones((9, 2)), np.arange(9.0)).predict([[1, 1]]), 4)
    X, y = made(20, 40)
    assert few(kind, 20).fit(X, y).score(X, y) > 0.5
    X = np.repeat(made(10)[0], 4, axis=0)
    said = few(kind, 10).fit(X, made(40)[1]).predict(X)
    assert (said.reshape(10, 4) == said[::4, None]).all()
    np.testing.assert_allclose(few(kind).fit(made(40)[0], np.full(40, 2.5)).predict(X), 2.5)


@pytest.mark.parametrize("kind", KINDS[:2])
def test_the_same_seed_draws_the_same_rows(kind: Any) -> None:
    X, y = data_for(kind)
    first, second = (few(kind, subsample=0.5, random_state=3).fit(X, y) for _ in range(2))
    np.testing.assert_array_equal(first.predict(X), second.predict(X))
    assert (
        few(kind, subsample=0.5, random_state=4).fit(X, y).train_score_ != first.train_score_
    ).any()


@kinds
def test_works_inside_sklearn(kind: Any) -> None:
    X, y = data_for(kind)
    assert len(cross_val_score(make_pipeline(StandardScaler(), few(kind)), X, y, cv=3)) == 3
    search = GridSearchCV(few(kind), {"max_depth": [1, 3]}, cv=2).fit(X, y)
    assert search.best_params_["max_depth"] in (1, 3)


@kinds
def test_bad_input_names_the_argument(kind: Any) -> None:
    X, y = data_for(kind)
    with pytest.raises(NotFittedError):
        kind().predict(X)
    wrong: dict[str, list[Any]] = {
        "learning_rate": [0, -1, "fast"],
        "min_samples_leaf": [0, 1.5],
        "max_depth": [0],
        "max_leaf_nodes": [1],
    }
    if "Hist" in kind.__name__:
        wrong |= {
            "max_iter": [0],
            "max_bins": [1, 256],
            "l2_regularization": [-1],
            "early_stopping": ["yes"],
            "n_iter_no_change": [0],
            "tol": [-1],
        }
        with pytest.raises(ValueError, match="validation_fraction"):
            kind(early_stopping=True, validation_fraction=1.0).fit(X, y)
    else:
        wrong |= {"n_estimators": [0], "subsample": [0, 1.5], "min_samples_split": [1]}
    for name, values in wrong.items():
        for value in values:
            with pytest.raises((TypeError, ValueError), match=name):
                kind(**{name: value}).fit(X, y)
    if "Classifier" in kind.__name__:
        with pytest.raises(ValueError, match="y: expected at least two classes, got 1 class"):
            kind().fit(X, np.zeros(len(X), dtype=int))
    with pytest.raises(ValueError, match="features"):
        few(kind).fit(X, y).predict(X[:, :2])
    if "Hist" not in kind.__name__:
        with pytest.raises(ValueError, match="NaN"):
            kind().fit(np.where(X > 1, np.nan, X), y)


# Properties ---------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 50), st.floats(-20, 20), st.integers(0, 1))
def test_scale_and_place_of_the_target_go_through(
    seed: int, factor: float, shift: float, which: int
) -> None:
    X, y = made(60, seed=seed)
    kind = KINDS[1 + 2 * which]
    want = factor * few(kind).fit(X, y).predict(X) + shift
    np.testing.assert_allclose(few(kind).fit(X, factor * y + shift).predict(X), want, atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 12), st.integers(1, 9), st.booleans())
def test_trees_keep_their_limits(seed: int, leaves: int, samples: int, absent: bool) -> None:
    X, y = made(80, seed=seed)
    if absent:
        X[::3, 0] = np.nan
    model = HistGradientBoostingRegressor(
        max_iter=3, max_leaf_nodes=leaves, min_samples_leaf=samples, max_depth=4
    ).fit(X, y)
    for trees in model._stages:
        tree = trees[0]
        assert tree.n_leaves <= leaves
        assert tree.max_depth <= 4
        assert tree.n_node_samples[tree.children_left < 0].min() >= samples
        assert tree.n_node_samples[tree.children_left < 0].sum() == 80
    # What was learnt in training comes out of the tree again, missing values and all.
    last = model.train_score_[-1]
    np.testing.assert_allclose(-((model.predict(X) - y) ** 2).mean() / 2, last, rtol=1e-10)


# AdaBoost for numbers -----------------------------------------------------------------------------


def median_naive(said: Array, weights: Array) -> float:
    pairs = sorted(zip(said, weights, strict=True))
    total = 0.0
    for value, weight in pairs:
        total += weight
        if total >= sum(weights) / 2:
            return float(value)
    raise AssertionError


@pytest.mark.parametrize("loss", ["linear", "square", "exponential"])
def test_adaboost_is_the_weighted_median_of_its_rounds(loss: str) -> None:
    X, y = made(150)
    model = AdaBoostRegressor(n_estimators=20, loss=loss, learning_rate=0.5, random_state=1)
    model.fit(X, y)
    said = np.array([member.predict(X) for member in model.estimators_])
    want = [median_naive(said[:, i], model.estimator_weights_) for i in range(150)]
    np.testing.assert_allclose(model.predict(X), want, rtol=1e-12)
    stages = list(model.staged_predict(X))
    np.testing.assert_array_equal(stages[0], said[0])
    np.testing.assert_array_equal(stages[-1], model.predict(X))
    # The errors follow from the members, round by round.
    weight = np.full(150, 1 / 150)
    for member, alpha, error in zip(
        model.estimators_, model.estimator_weights_, model.estimator_errors_, strict=True
    ):
        far = np.abs(member.predict(X) - y)
        far = far / far.max()
        far = {"linear": far, "square": far**2, "exponential": 1 - np.exp(-far)}[loss]
        assert error == pytest.approx(weight @ far)
        assert alpha == pytest.approx(0.5 * np.log((1 - error) / error))
        weight = weight * (error / (1 - error)) ** (0.5 * (1 - far))
        weight /= weight.sum()
    assert model.feature_importances_.sum() == pytest.approx(1)


@pytest.mark.parametrize("loss", ["linear", "square", "exponential"])
def test_adaboost_is_distributed_as_that_of_sklearn(loss: str, parity: Callable[..., None]) -> None:
    X, y = made(300)
    new, truth = made(2_000, seed=1)
    scores = [
        [
            kind(n_estimators=20, loss=loss, random_state=seed).fit(X, y).score(new, truth)
            for seed in range(10)
        ]
        for kind in (AdaBoostRegressor, sklearn.ensemble.AdaBoostRegressor)
    ]
    parity(
        "journey.ml.ensemble.AdaBoostRegressor",
        reference="sklearn.ensemble.AdaBoostRegressor",
        what=f"mean score over 10 seeds, {loss} loss",
        difference=abs(np.mean(scores[0]) - np.mean(scores[1])),
        tolerance=0.03,
    )


def test_adaboost_ends_early_and_says_what_is_wrong() -> None:
    X, y = np.arange(8.0)[:, None], np.zeros(8)
    assert len(AdaBoostRegressor().fit(X, y).estimators_) == 1
    X, y = made(60)
    weight = np.r_[np.zeros(30), np.ones(30)]
    again = [AdaBoostRegressor(random_state=3).fit(X, y, weight).predict(X) for _ in range(2)]
    np.testing.assert_array_equal(*again)
    with pytest.raises(NotFittedError):
        AdaBoostRegressor().predict(X)
    for name, value in [("n_estimators", 0), ("learning_rate", 0), ("loss", "cubic")]:
        with pytest.raises(ValueError, match=name):
            AdaBoostRegressor(**{name: value}).fit(X, y)  # type: ignore[arg-type]
