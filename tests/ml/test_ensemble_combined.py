"""Voting and stacking, which put different estimators together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.ensemble
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.linear_model import Ridge as TheirRidge
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from journey.ml.base import clone
from journey.ml.ensemble import (
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from journey.ml.linear_model import Ridge
from journey.ml.model_selection import cross_val_predict
from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor
from journey.ml.utils import NotFittedError

Array = NDArray[Any]
SETS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "iris": lambda: load_iris(return_X_y=True),
    "wine": lambda: load_wine(return_X_y=True),
    "breast cancer": lambda: load_breast_cancer(return_X_y=True),
}
KINDS: list[Any] = [VotingClassifier, VotingRegressor, StackingClassifier, StackingRegressor]
kinds = pytest.mark.parametrize("kind", KINDS)


def classifiers() -> list[tuple[str, Any]]:
    return [
        ("bayes", GaussianNB()),
        ("near", KNeighborsClassifier(7)),
        ("line", make_pipeline(StandardScaler(), LogisticRegression())),
    ]


def regressors() -> list[tuple[str, Any]]:
    return [("near", KNeighborsRegressor(9)), ("line", TheirRidge(0.1)), ("mean", TheirRidge(1e9))]


def parts_for(kind: Any) -> list[tuple[str, Any]]:
    return classifiers() if "Classifier" in kind.__name__ else regressors()


def data_for(kind: Any, n: int = 120) -> tuple[Array, Array]:
    rng = np.random.default_rng(3)
    X = rng.standard_normal((n, 3))
    f = X[:, 0] + X[:, 1] * X[:, 2] + 0.5 * rng.standard_normal(n)
    return X, np.digitize(f, [-0.5, 0.5]) if "Classifier" in kind.__name__ else f


# Identities ---------------------------------------------------------------------------------------


def test_soft_votes_are_the_mean_of_probabilities_and_hard_ones_count() -> None:
    X, y = load_wine(return_X_y=True)
    names = np.array(["c", "a", "b"])[y]
    weights = [1.0, 0.0, 2.5]
    soft = VotingClassifier(classifiers(), voting="soft", weights=weights).fit(X, names)
    hard = VotingClassifier(classifiers(), weights=weights).fit(X, names)
    parts = [clone(part).fit(X, names) for _, part in classifiers()]
    want = (parts[0].predict_proba(X) + 2.5 * parts[2].predict_proba(X)) / 3.5
    np.testing.assert_allclose(soft.predict_proba(X), want, rtol=1e-12)
    assert (soft.predict(X) == soft.classes_[want.argmax(axis=1)]).all()
    # The heaviest weight is above the sum of the others: its estimator decides alone.
    assert (hard.predict(X) == parts[2].predict(X)).all()
    assert hasattr(soft, "predict_proba")
    assert not hasattr(hard, "predict_proba")


def test_of_equal_counts_the_first_class_wins() -> None:
    class Says(GaussianNB):  # type: ignore[misc]
        def __init__(self, answer: int = 0) -> None:
            super().__init__()
            self.answer = answer

        def predict(self, X: Any) -> Any:
            return np.full(len(X), self.answer)

    X, y = load_iris(return_X_y=True)
    model = VotingClassifier([("a", Says(2)), ("b", Says(1))]).fit(X, y)
    assert set(model.predict(X)) == {1}
    model = VotingClassifier([("a", Says(2)), ("b", Says(1)), ("c", Says(2))]).fit(X, y)
    assert set(model.predict(X)) == {2}


def test_the_mean_errs_no_more_than_the_parts_do_on_average() -> None:
    # Krogh and Vedelsby: the mean's squared error is the mean error less the parts' spread.
    X, y = data_for(VotingRegressor)
    model = VotingRegressor(regressors()).fit(X, y)
    said = np.array([part.predict(X) for part in model.estimators_])
    errors, spread = ((said - y) ** 2).mean(axis=0), said.var(axis=0)
    np.testing.assert_allclose((model.predict(X) - y) ** 2, errors - spread, atol=1e-12)


def test_the_final_estimator_learns_from_predictions_out_of_fold() -> None:
    X, y = data_for(StackingRegressor)
    model = StackingRegressor(regressors(), Ridge(0.5), cv=4, passthrough=True).fit(X, y)
    out = [cross_val_predict(part, X, y, cv=4) for _, part in regressors()]
    top = Ridge(0.5).fit(np.column_stack([*out, X]), y)
    np.testing.assert_allclose(model.final_estimator_.coef_, top.coef_, rtol=1e-9)
    full = [part.fit(X, y).predict(X) for _, part in regressors()]
    np.testing.assert_allclose(model.predict(X), top.predict(np.column_stack([*full, X])))


def test_stacking_does_not_trust_what_only_remembers() -> None:
    # A full tree is right on every row that it has seen; the target is noise around a line.
    rng = np.random.default_rng(0)
    X = rng.standard_normal((200, 1))
    y = X[:, 0] + rng.standard_normal(200)
    parts = [("tree", DecisionTreeRegressor()), ("line", Ridge())]
    model = StackingRegressor(parts, Ridge(0.0)).fit(X, y)
    fooled = Ridge(0.0).fit(np.column_stack([part.fit(X, y).predict(X) for _, part in parts]), y)
    assert model.final_estimator_.coef_[0] < 0.2 < 0.8 < model.final_estimator_.coef_[1]
    assert fooled.coef_[0] > 0.99
    new = rng.standard_normal((1000, 1))
    truth = new[:, 0]
    voted = VotingRegressor(parts).fit(X, y)
    errors = [((each.predict(new) - truth) ** 2).mean() for each in (model, voted)]
    assert errors[0] < errors[1]


# scikit-learn -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(SETS))
@pytest.mark.parametrize("voting", ["hard", "soft"])
def test_voting_equals_sklearn(name: str, voting: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    for weights in (None, [2, 1, 1.5]):
        ours = VotingClassifier(classifiers(), voting=voting, weights=weights).fit(X, y)
        theirs = sklearn.ensemble.VotingClassifier(
            classifiers(), voting=voting, weights=weights
        ).fit(X, y)
        assert (ours.predict(X) == theirs.predict(X)).all()
        if voting == "soft":
            parity(
                "journey.ml.ensemble.VotingClassifier",
                reference="sklearn.ensemble.VotingClassifier",
                what=f"probabilities, soft votes, {name}, weights {weights}",
                difference=np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max(),
                tolerance=1e-12,
            )
    if voting == "hard":
        parity(
            "journey.ml.ensemble.VotingClassifier",
            reference="sklearn.ensemble.VotingClassifier",
            what=f"labels that differ, hard votes, {name}",
            difference=int((ours.predict(X) != theirs.predict(X)).sum()),
            tolerance=0,
            of=len(y),
        )


def test_voting_of_regressors_equals_sklearn(parity: Callable[..., None]) -> None:
    X, y = load_diabetes(return_X_y=True)
    for weights in (None, [2, 1, 1.5]):
        ours = VotingRegressor(regressors(), weights=weights).fit(X, y)
        theirs = sklearn.ensemble.VotingRegressor(regressors(), weights=weights).fit(X, y)
        parity(
            "journey.ml.ensemble.VotingRegressor",
            reference="sklearn.ensemble.VotingRegressor",
            what=f"predictions, diabetes, weights {weights}",
            difference=np.abs(ours.predict(X) - theirs.predict(X)).max(),
            tolerance=1e-10,
        )


@pytest.mark.parametrize("name", list(SETS))
@pytest.mark.parametrize("method", ["auto", "predict"])
@pytest.mark.parametrize("passthrough", [False, True])
def test_stacking_equals_sklearn(
    name: str, method: str, passthrough: bool, parity: Callable[..., None]
) -> None:
    X, y = SETS[name]()
    parts = [*classifiers()[:2], ("margin", make_pipeline(StandardScaler(), LinearSVC()))]
    models = [
        kind(parts, GaussianNB(), cv=4, stack_method=method, passthrough=passthrough).fit(X, y)
        for kind in (StackingClassifier, sklearn.ensemble.StackingClassifier)
    ]
    assert models[0].stack_method_ == models[1].stack_method_
    parity(
        "journey.ml.ensemble.StackingClassifier",
        reference="sklearn.ensemble.StackingClassifier",
        what=f"probabilities, {name}, {method}, features too: {passthrough}",
        difference=np.abs(models[0].predict_proba(X) - models[1].predict_proba(X)).max(),
        tolerance=1e-8,
    )


@pytest.mark.parametrize("passthrough", [False, True])
def test_stacking_of_regressors_equals_sklearn(
    passthrough: bool, parity: Callable[..., None]
) -> None:
    X, y = load_diabetes(return_X_y=True)
    models = [
        kind(regressors(), LinearRegression(), cv=6, passthrough=passthrough).fit(X, y)
        for kind in (StackingRegressor, sklearn.ensemble.StackingRegressor)
    ]
    parity(
        "journey.ml.ensemble.StackingRegressor",
        reference="sklearn.ensemble.StackingRegressor",
        what=f"predictions, diabetes, features too: {passthrough}",
        difference=np.abs(models[0].predict(X) - models[1].predict(X)).max(),
        tolerance=1e-8,
    )


# Edges --------------------------------------------------------------------------------------------


@kinds
def test_parts_are_parameters_and_dropping_one_is_leaving_it_out(kind: Any) -> None:
    X, y = data_for(kind)
    parts = parts_for(kind)
    model = kind(parts).set_params(near="drop").fit(X, y)
    less = kind([pair for pair in parts if pair[0] != "near"]).fit(X, y)
    np.testing.assert_array_equal(model.predict(X), less.predict(X))
    assert len(model.estimators_) == 2
    assert model.named_estimators_.near == "drop"
    assert model.named_estimators_["line"].n_features_in_ == model.n_features_in_ == 3
    again = kind(parts_for(kind)).set_params(near__n_neighbors=1)
    assert dict(again.estimators)["near"].n_neighbors == 1
    search = GridSearchCV(kind(parts_for(kind)), {"near__n_neighbors": [1, 9]}, cv=2).fit(X, y)
    assert search.best_params_["near__n_neighbors"] in (1, 9)
    assert len(cross_val_score(make_pipeline(StandardScaler(), kind(parts)), X, y, cv=3)) == 3


@kinds
def test_nothing_given_is_changed(kind: Any) -> None:
    X, y = data_for(kind)
    X.flags.writeable = y.flags.writeable = False
    parts = parts_for(kind)
    kind(parts).fit(X, y)
    assert not any(hasattr(part, "n_features_in_") for _, part in parts)


def test_weights_go_to_each_part() -> None:
    X, y = data_for(VotingRegressor)
    weight = np.arange(len(y)) % 3
    parts = [("a", Ridge()), ("b", DecisionTreeRegressor(max_depth=3))]
    given = VotingRegressor(parts).fit(X, y, sample_weight=weight).predict(X)
    rows = np.repeat(np.arange(len(y)), weight)
    np.testing.assert_allclose(given, VotingRegressor(parts).fit(X[rows], y[rows]).predict(X))
    model = StackingRegressor(parts, Ridge()).fit(X, y, sample_weight=weight)
    np.testing.assert_allclose(
        model.estimators_[0].coef_, Ridge().fit(X, y, sample_weight=weight).coef_
    )


def test_names_of_labels_and_a_class_that_a_fold_lacks() -> None:
    X, y = load_iris(return_X_y=True)
    names = np.array(["x", "y", "z"])[y]
    plain = StackingClassifier(classifiers(), GaussianNB()).fit(X, y)
    named = StackingClassifier(classifiers(), GaussianNB()).fit(X, names)
    assert (named.predict(X) == np.array(["x", "y", "z"])[plain.predict(X)]).all()
    y = np.where(np.arange(150) < 3, 5, y)
    parts = [("tree", DecisionTreeClassifier()), ("near", KNeighborsClassifier())]
    assert set(StackingClassifier(parts, cv=3).fit(X, y).predict(X)) <= {0, 1, 2, 5}


def test_the_top_decides_which_methods_there_are() -> None:
    X, y = data_for(StackingClassifier)
    model = StackingClassifier(classifiers(), LinearSVC()).fit(X, y)
    assert not hasattr(model, "predict_proba")
    assert model.decision_function(X).shape == (len(y), 3)
    assert not hasattr(StackingClassifier(classifiers(), GaussianNB()), "decision_function")
    assert StackingClassifier(classifiers()).fit(X, y).predict_proba(X).shape == (len(y), 3)


@kinds
def test_bad_input_names_the_argument(kind: Any) -> None:
    X, y = data_for(kind)
    parts = parts_for(kind)
    with pytest.raises(NotFittedError):
        kind(parts).predict(X)
    with pytest.raises(AttributeError, match="n_features_in_"):
        _ = kind(parts).n_features_in_
    for wrong, message in [
        ([], "estimators: Invalid 'estimators'"),
        (None, "estimators: Invalid 'estimators'"),
        ([parts[0], parts[0]], "not unique"),
        ([("estimators", parts[0][1])], "conflict"),
        ([("a__b", parts[0][1])], "must not contain __"),
        ([("a", "drop")], "All estimators are dropped"),
        ([("a", StandardScaler())], "estimators: The estimator a should be a"),
    ]:
        with pytest.raises(ValueError, match=message):
            kind(wrong).fit(X, y)
    if "Voting" in kind.__name__:
        for weights in ([1, 2], [0, 0, 0], [-1, 1, 1], [np.nan, 1, 1]):
            with pytest.raises(ValueError, match="weights: "):
                kind(parts, weights=weights).fit(X, y)
    else:
        with pytest.raises(ValueError, match="final_estimator: "):
            kind(parts, StandardScaler()).fit(X, y)
    if kind is VotingClassifier:
        with pytest.raises(ValueError, match="voting"):
            kind(parts, voting="loud").fit(X, y)
    if kind is StackingClassifier:
        with pytest.raises(ValueError, match="stack_method: estimator near has no"):
            kind(parts[1:], stack_method="decision_function").fit(X, y)


# Properties ---------------------------------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.floats(0.1, 5), min_size=3, max_size=3),
    st.permutations([0, 1, 2]),
    st.floats(0.5, 8),
)
def test_neither_order_nor_scale_of_the_weights_matters(
    weights: list[float], order: list[int], factor: float
) -> None:
    X, y = data_for(VotingRegressor, 40)
    parts = regressors()
    want = VotingRegressor(parts, weights=weights).fit(X, y).predict(X)
    other = VotingRegressor(
        [parts[i] for i in order], weights=[factor * weights[i] for i in order]
    ).fit(X, y)
    np.testing.assert_allclose(other.predict(X), want, rtol=1e-9, atol=1e-12)
    each = np.array([part.predict(X) for part in other.estimators_])
    assert (other.predict(X) <= each.max(axis=0) + 1e-12).all()
    assert (other.predict(X) >= each.min(axis=0) - 1e-12).all()
