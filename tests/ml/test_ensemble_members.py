"""Bagging and AdaBoost, which take any estimator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.ensemble
import sklearn.tree
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from journey.ml.ensemble import AdaBoostClassifier, BaggingClassifier, BaggingRegressor
from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor
from journey.ml.utils import NotFittedError

Array = NDArray[Any]
Data = tuple[Array, Array]


def made(n: int = 300, d: int = 4, classes: int = 3, seed: int = 0) -> Data:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)).astype(np.float32).astype(float)
    f = X[:, 0] * X[:, 1] + X[:, -1] + rng.standard_normal(n)
    return X, f if not classes else np.digitize(f, np.linspace(-1, 1, classes + 1)[1:-1])


SETS: dict[str, Callable[[], Data]] = {
    "iris": lambda: load_iris(return_X_y=True),
    "wine": lambda: load_wine(return_X_y=True),
    "breast cancer": lambda: load_breast_cancer(return_X_y=True),
    "two made": lambda: made(400, classes=2),
    "five made": lambda: made(400, classes=5, seed=1),
}


# Bagging: identities ----------------------------------------------------------------------------


def test_bagging_is_the_mean_of_its_members_on_their_features() -> None:
    X, y = made()
    model = BaggingClassifier(n_estimators=7, max_features=0.5, random_state=0).fit(X, y)
    parts = []
    for member, features, rows in zip(
        model.estimators_, model.estimators_features_, model.estimators_samples_, strict=True
    ):
        assert len(features) == 2
        again = DecisionTreeClassifier().fit(X[rows][:, features], y[rows])
        np.testing.assert_array_equal(member.tree_.threshold, again.tree_.threshold)
        parts.append(member.predict_proba(X[:, features]))
    np.testing.assert_allclose(model.predict_proba(X), np.mean(parts, axis=0), rtol=1e-12)
    with np.errstate(divide="ignore"):
        np.testing.assert_array_equal(model.predict_log_proba(X), np.log(model.predict_proba(X)))


def test_with_nothing_left_to_chance_it_is_one_member() -> None:
    X, y = made(classes=0)
    one = DecisionTreeRegressor(min_samples_leaf=5).fit(X, y)
    bag = BaggingRegressor(DecisionTreeRegressor(min_samples_leaf=5), 3, bootstrap=False)
    np.testing.assert_allclose(bag.fit(X, y).predict(X), one.predict(X), rtol=1e-12)


@pytest.mark.parametrize("classes", [0, 3])
def test_out_of_bag_predictions_come_from_members_that_had_not_seen_the_row(classes: int) -> None:
    X, y = made(classes=classes)
    kind: Any = BaggingClassifier if classes else BaggingRegressor
    model = kind(n_estimators=50, oob_score=True, random_state=1).fit(X, y)
    for row in range(0, len(y), 37):
        members = [
            member
            for member, rows in zip(model.estimators_, model.estimators_samples_, strict=True)
            if row not in rows
        ]
        if classes:
            want = np.mean([each.predict_proba(X[[row]])[0] for each in members], axis=0)
            np.testing.assert_allclose(model.oob_decision_function_[row], want, rtol=1e-12)
        else:
            want = np.mean([each.predict(X[[row]])[0] for each in members])
            assert model.oob_prediction_[row] == pytest.approx(want)
    assert model.oob_score_ < model.score(X, y)


def test_rows_are_drawn_by_their_weights() -> None:
    X, y = made(50, classes=2)
    weight = np.zeros(50)
    weight[:3] = [1, 2, 5]
    model = BaggingClassifier(n_estimators=40, random_state=0).fit(X, y, weight)
    drawn = np.bincount(np.concatenate(model.estimators_samples_), minlength=50)
    assert drawn[3:].sum() == 0
    n = drawn.sum()
    want = n * np.array([1, 2, 5]) / 8
    # Chi-squared with 2 degrees of freedom is above 13.8 once in a thousand.
    assert ((drawn[:3] - want) ** 2 / want).sum() < 13.8
    single = BaggingClassifier(n_estimators=1_000, max_samples=1, bootstrap=False, random_state=0)
    single.set_params(estimator=DecisionTreeClassifier(max_depth=1)).fit(X, y, weight)
    first = np.bincount(np.concatenate(single.estimators_samples_), minlength=50)[:3]
    want = 1_000 * np.array([1, 2, 5]) / 8
    assert ((first - want) ** 2 / want).sum() < 13.8


def test_without_replacement_no_row_comes_twice() -> None:
    X, y = made()
    model = BaggingClassifier(n_estimators=5, max_samples=0.6, bootstrap=False, random_state=0)
    for rows in model.fit(X, y).estimators_samples_:
        assert len(set(rows.tolist())) == len(rows) == 180


def test_members_may_miss_a_class_or_have_no_probabilities() -> None:
    X, y = made(60)
    y[0] = 7
    names = np.array(list("abcdefgh"))[y]
    model = BaggingClassifier(n_estimators=20, max_samples=5, random_state=0).fit(X, names)
    assert model.predict_proba(X).shape == (60, 4)
    np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1)
    votes = BaggingClassifier(LinearSVC(), 5, random_state=0).fit(X, names).predict_proba(X)
    assert set(np.unique(np.round(5 * votes, 9))) <= set(range(6))


# Bagging: scikit-learn ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["wine", "five made", "diabetes"])
def test_bagging_is_distributed_as_that_of_sklearn(name: str, parity: Callable[..., None]) -> None:
    X, y = load_diabetes(return_X_y=True) if name == "diabetes" else SETS[name]()
    order = np.random.default_rng(0).permutation(len(y))
    train, test = order[: len(y) // 2], order[len(y) // 2 :]
    ours: Any = BaggingRegressor if name == "diabetes" else BaggingClassifier
    theirs = getattr(sklearn.ensemble, ours.__name__)
    scores = [
        [
            kind(n_estimators=10, max_features=0.7, random_state=seed)
            .fit(X[train], y[train])
            .score(X[test], y[test])
            for seed in range(25)
        ]
        for kind in (ours, theirs)
    ]
    a, b = np.array(scores)
    parity(
        f"journey.ml.ensemble.{ours.__name__}",
        reference=f"sklearn.ensemble.{ours.__name__}",
        what="mean score over 25 seeds, in standard errors of the difference",
        difference=abs(a.mean() - b.mean()) / np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 25),
        tolerance=4.0,
    )


@pytest.mark.parametrize("kind", [BaggingClassifier, BaggingRegressor])
def test_without_chance_bagging_is_that_of_sklearn(kind: Any, parity: Callable[..., None]) -> None:
    X, y = made(classes=0 if kind is BaggingRegressor else 3)
    member: Any = Ridge() if kind is BaggingRegressor else LogisticRegression()
    ours = kind(member, 3, bootstrap=False).fit(X, y)
    theirs = getattr(sklearn.ensemble, kind.__name__)(member, 3, bootstrap=False).fit(X, y)
    if kind is BaggingRegressor:
        gap = np.abs(ours.predict(X) - theirs.predict(X)).max()
    else:
        gap = np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max()
    parity(f"journey.ml.ensemble.{kind.__name__}", reference=f"sklearn.ensemble.{kind.__name__}",
           what="predictions without a bootstrap", difference=gap, tolerance=1e-12)  # fmt: skip


# AdaBoost ---------------------------------------------------------------------------------------


def test_two_rounds_by_hand() -> None:
    X, y = np.arange(6.0)[:, None], np.array([0, 0, 1, 1, 0, 0])
    model = AdaBoostClassifier(n_estimators=2).fit(X, y)
    # First cut: two of six are wrong. Its weight is ln 2, and the two then weigh half of all.
    np.testing.assert_allclose(model.estimator_errors_[0], 1 / 3)
    np.testing.assert_allclose(model.estimator_weights_[0], np.log(2))
    wrong = model.estimators_[0].predict(X) != y
    weight = np.where(wrong, 2.0, 1.0)
    second = DecisionTreeClassifier(max_depth=1).fit(X, y, weight / weight.sum())
    assert second.tree_.threshold[0] == model.estimators_[1].tree_.threshold[0]
    error = (weight / weight.sum())[second.predict(X) != y].sum()
    np.testing.assert_allclose(model.estimator_errors_[1], error)


def test_the_last_member_is_as_good_as_guessing_under_the_weights_it_leaves() -> None:
    X, y = SETS["two made"]()
    model = AdaBoostClassifier(n_estimators=10).fit(X, y)
    weight = np.full(len(y), 1 / len(y))
    for member, alpha in zip(model.estimators_, model.estimator_weights_, strict=True):
        wrong = member.predict(X) != y
        weight[wrong] *= np.exp(alpha)
        weight /= weight.sum()
        assert weight[wrong].sum() == pytest.approx(0.5)


def test_the_training_error_keeps_to_its_bound() -> None:
    # Freund and Schapire, theorem 6: at most the product of 2 sqrt(e (1 - e)).
    X, y = SETS["two made"]()
    model = AdaBoostClassifier(n_estimators=40).fit(X, y)
    e = model.estimator_errors_
    bound = np.cumprod(2 * np.sqrt(e * (1 - e)))
    errors = [float((answer != y).mean()) for answer in model.staged_predict(X)]
    assert (np.array(errors) <= bound + 1e-12).all()
    assert errors[-1] == pytest.approx(1 - model.score(X, y))


def test_it_ends_with_a_member_that_makes_no_error() -> None:
    X, y = SETS["iris"]()
    model = AdaBoostClassifier(DecisionTreeClassifier(), n_estimators=9).fit(X, y)
    assert len(model.estimators_) == 1
    assert model.estimator_weights_[0] == 1
    assert model.estimator_errors_[0] == 0
    assert (model.predict(X) == y).all()
    one = AdaBoostClassifier().fit([[1.0], [2.0]], ["only", "only"])
    assert one.predict([[0.0]])[0] == "only"
    assert one.predict_proba([[0.0]]) == 1


MEMBERS: dict[str, Callable[[], Any]] = {
    "one cut": lambda: DecisionTreeClassifier(max_depth=1),
    "two levels": lambda: DecisionTreeClassifier(max_depth=2, min_samples_leaf=3),
    "naive Bayes": GaussianNB,
}


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", SETS)
def test_adaboost_equals_sklearn(name: str, member: str, parity: Callable[..., None]) -> None:
    # Both are given the same members, so that ties are broken in the same way.
    X, y = SETS[name]()
    X = X.astype(np.float32).astype(float)
    w = np.random.default_rng(0).uniform(0.5, 2, len(y))
    for rate, weight in ((1.0, None), (0.3, w)):
        setting: dict[str, Any] = {"n_estimators": 12, "learning_rate": rate, "random_state": 0}
        ours = AdaBoostClassifier(MEMBERS[member](), **setting).fit(X, y, weight)
        theirs = sklearn.ensemble.AdaBoostClassifier(MEMBERS[member](), **setting)
        theirs.fit(X, y, weight)
        m = len(ours.estimators_)

        def compare(what: str, difference: float, tolerance: float = 1e-9) -> None:
            parity(
                "journey.ml.ensemble.AdaBoostClassifier",
                reference="sklearn.ensemble.AdaBoostClassifier",
                what=what,
                difference=difference,
                tolerance=tolerance,
            )

        compare("numbers of rounds", abs(m - len(theirs.estimators_)), 0)
        gap = np.abs(ours.estimator_weights_ - theirs.estimator_weights_[:m]).max()
        compare("weights of the members", gap)
        gap = np.abs(ours.estimator_errors_ - theirs.estimator_errors_[:m]).max()
        compare("errors of the members", gap)
        gap = np.abs(ours.decision_function(X) - theirs.decision_function(X)).max()
        compare("decision function", gap)
        compare("probabilities", np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max())
        stages = zip(ours.staged_predict(X), theirs.staged_predict(X), strict=True)
        compare(
            "predictions after each round that differ", sum((a != b).sum() for a, b in stages), 0
        )
        if member != "naive Bayes":
            gap = np.abs(ours.feature_importances_ - theirs.feature_importances_).max()
            compare("importances", gap)


def test_weights_equal_repetition_in_adaboost() -> None:
    X, y = SETS["two made"]()
    times = np.random.default_rng(0).integers(0, 3, len(y))
    one = AdaBoostClassifier(n_estimators=8).fit(X, y, times)
    other = AdaBoostClassifier(n_estimators=8).fit(X.repeat(times, axis=0), y.repeat(times))
    np.testing.assert_allclose(one.estimator_weights_, other.estimator_weights_, rtol=1e-9)


# Both -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [BaggingClassifier, BaggingRegressor, AdaBoostClassifier])
def test_the_same_seed_gives_the_same_and_nothing_is_changed(kind: Any) -> None:
    X, y = made(classes=0 if kind is BaggingRegressor else 3)
    w = np.random.default_rng(0).uniform(0.1, 2, len(y))
    copies = X.copy(), y.copy(), w.copy()
    one, other = (kind(n_estimators=5, random_state=3).fit(X, y, w) for _ in range(2))
    np.testing.assert_array_equal(one.predict(X), other.predict(X))
    for now, before in zip((X, y, w), copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_the_template_is_left_alone_and_seeds_reach_inside_a_pipeline() -> None:
    X, y = made()
    inner = DecisionTreeClassifier(max_features=1)
    template = make_pipeline(StandardScaler(), inner)
    model = BaggingClassifier(template, 4, bootstrap=False, random_state=0).fit(X, y)
    seeds = {
        each.get_params()["decisiontreeclassifier__random_state"] for each in model.estimators_
    }
    assert len(seeds) == 4
    assert inner.random_state is None
    assert not hasattr(inner, "tree_")


def test_they_work_in_sklearns_tools() -> None:
    X, y = SETS["iris"]()
    assert cross_val_score(BaggingClassifier(random_state=0), X, y, cv=3).shape == (3,)
    grid = {"estimator__max_depth": [1, 2]}
    base = AdaBoostClassifier(DecisionTreeClassifier(), n_estimators=5)
    search = GridSearchCV(base, grid, cv=3).fit(X, y)
    assert search.best_params_["estimator__max_depth"] in (1, 2)


def test_labels_may_be_names() -> None:
    X, y = SETS["iris"]()
    names = np.array(["setosa", "versicolor", "virginica"])
    for kind in (BaggingClassifier, AdaBoostClassifier):
        plain: Any = kind(n_estimators=5, random_state=0).fit(X, y)
        named: Any = kind(n_estimators=5, random_state=0).fit(X, names[y])
        assert (named.predict(X) == names[plain.predict(X)]).all()


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (BaggingClassifier(n_estimators=0), "n_estimators: expected an integer of at least 1"),
        (BaggingClassifier(max_samples=1000), "max_samples: expected at most 300"),
        (BaggingClassifier(max_features=9), "max_features: expected at most 4"),
        (BaggingClassifier(max_features=1.5), "max_features: expected an integer or a share"),
        (BaggingClassifier(bootstrap=False, oob_score=True), "oob_score: Out of bag"),
        (AdaBoostClassifier(n_estimators=0), "n_estimators: expected an integer of at least 1"),
        (AdaBoostClassifier(learning_rate=0), "learning_rate: expected a number above 0"),
        (AdaBoostClassifier(learning_rate=-1.0), "learning_rate: expected a finite number"),
    ],
)
def test_bad_settings_are_named(model: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        model.fit(*made())


def test_bad_data_is_named() -> None:
    for model in (BaggingClassifier(), BaggingRegressor(), AdaBoostClassifier()):
        with pytest.raises(NotFittedError):
            model.predict([[0.0]])
    constant = np.ones((4, 1))
    with pytest.raises(ValueError, match="does better than guessing"):
        AdaBoostClassifier().fit(constant, [0, 1, 0, 1])


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_properties_of_any_ensemble(data: st.DataObject) -> None:
    n = data.draw(st.integers(4, 30))
    rng = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    X, y = rng.normal(size=(n, 3)), rng.integers(0, data.draw(st.integers(1, 4)), n)
    bag = BaggingClassifier(n_estimators=4, random_state=0).fit(X, y)
    np.testing.assert_allclose(bag.predict_proba(X).sum(axis=1), 1, rtol=1e-12)
    boost = AdaBoostClassifier(DecisionTreeClassifier(max_depth=3), n_estimators=4).fit(X, y)
    np.testing.assert_allclose(boost.predict_proba(X).sum(axis=1), 1, rtol=1e-12)
    assert (boost.estimator_weights_ > 0).all()
    best = boost.classes_[boost.predict_proba(X).argmax(axis=1)]
    assert (best == boost.predict(X)).all()
