"""Scorers: what they call, their signs, scikit-learn, then the edges."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from journey.ml.cluster import KMeans
from journey.ml.linear_model import Ridge
from journey.ml.metrics import (
    accuracy_score,
    check_scoring,
    get_scorer,
    get_scorer_names,
    make_scorer,
    mean_absolute_error,
    mean_squared_error,
)
from journey.ml.model_selection import cross_val_score

Parity = Callable[..., None]


def test_an_error_turns_its_sign() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    model = Ridge().fit(X, y)
    assert get_scorer("neg_mean_absolute_error")(model, X, y) == -mean_absolute_error(
        y, model.predict(X)
    )
    assert get_scorer("r2")(model, X, y) == pytest.approx(model.score(X, y), rel=1e-12)


def test_weights_reach_the_metric() -> None:
    X, y = np.arange(6.0)[:, None], np.array([0.0, 1, 2, 3, 4, 9])
    model, weight = Ridge().fit(X, y), np.array([1, 1, 1, 1, 1, 0])
    got = get_scorer("neg_mean_squared_error")(model, X, y, sample_weight=weight)
    assert got == -mean_squared_error(y[:5], model.predict(X)[:5])


def pairs() -> list[tuple[str, Any, Any, Any]]:
    X, y = datasets.load_diabetes(return_X_y=True)
    found = [
        (name, Ridge().fit(X, y), X, y)
        for name in (
            "r2",
            "neg_mean_squared_error",
            "neg_root_mean_squared_error",
            "neg_mean_absolute_error",
        )
    ]
    X, y = datasets.load_breast_cancer(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    for model in (LogisticRegression(), LinearSVC()):
        found.append(("accuracy", model.fit(X, y), X, y))
    X, y = datasets.load_iris(return_X_y=True)
    found.append(("adjusted_rand_score", KMeans(3, random_state=0).fit(X), X, y))
    return found


@pytest.mark.parametrize(("name", "model", "X", "y"), pairs())
def test_named_scorers_against_scikit_learn(
    name: str, model: Any, X: Any, y: Any, parity: Parity
) -> None:
    parity(
        "journey.ml.metrics.get_scorer",
        reference="sklearn.metrics.get_scorer",
        what=f"'{name}'",
        difference=abs(
            get_scorer(name)(model, X, y) - sklearn.metrics.get_scorer(name)(model, X, y)
        ),
        tolerance=1e-10,
    )


@pytest.mark.parametrize("load", [datasets.load_breast_cancer, datasets.load_iris])
@pytest.mark.parametrize("kind", [LogisticRegression, LinearSVC])
def test_every_name_whose_metric_exists(load: Any, kind: Any, parity: Parity) -> None:
    X, y = load(return_X_y=True)
    X = ((X - X.mean(axis=0)) / X.std(axis=0))[:, :2]  # two features leave some labels wrong
    worst, compared = 0.0, 0
    for target in (y, np.array(["c", "a", "b"])[y]):
        model = kind().fit(X, target)
        for name in get_scorer_names():
            try:
                theirs = sklearn.metrics.get_scorer(name)(model, X, target)
            except (ValueError, AttributeError):  # made for two classes, or for probabilities
                with pytest.raises((ValueError, AttributeError)):
                    get_scorer(name)(model, X, target)
                continue
            worst = max(worst, abs(get_scorer(name)(model, X, target) - theirs))
            compared += 1
    assert compared >= 4
    parity(
        "journey.ml.metrics.get_scorer",
        reference="sklearn.metrics.get_scorer",
        what="every name that applies to a classifier",
        difference=worst,
        tolerance=1e-9,
    )


@pytest.mark.parametrize("label", [None, 0, 1])
@pytest.mark.parametrize("method", ["predict_proba", "decision_function"])
def test_the_column_that_a_metric_gets(label: int | None, method: str, parity: Parity) -> None:
    X, y = datasets.load_breast_cancer(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    model = LogisticRegression().fit(X, y)

    def mean_of(y_true: Any, answer: Any, pos_label: Any = None) -> float:
        assert answer.shape == (len(X),)
        return float(np.mean(answer))

    options = {} if label is None else {"pos_label": label}
    ours = make_scorer(mean_of, response_method=method, **options)(model, X, y)
    theirs = sklearn.metrics.make_scorer(mean_of, response_method=method, **options)(model, X, y)
    parity(
        "journey.ml.metrics.make_scorer",
        reference="sklearn.metrics.make_scorer",
        what="mean of the column that the metric gets",
        difference=abs(ours - theirs),
        tolerance=0,
    )


def test_several_classes_give_all_columns_and_the_first_method_wins() -> None:
    X, y = datasets.load_iris(return_X_y=True)
    model = LogisticRegression(max_iter=500).fit(X, y)
    seen: list[tuple[int, ...]] = []
    methods = ("decision_function", "predict_proba")
    scorer = make_scorer(
        lambda _, answer: seen.append(answer.shape) or 0.0, response_method=methods
    )
    scorer(model, X, y)
    assert seen == [(150, 3)]
    with pytest.raises(AttributeError, match="Ridge has none of the following attributes"):
        scorer(Ridge().fit(X, y), X, y)


def test_a_name_is_known_once_its_metric_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    import journey.ml.metrics as package

    monkeypatch.delattr(package, "accuracy_score")
    assert "accuracy" not in get_scorer_names()
    with pytest.raises(ValueError, match="scoring: expected one of"):
        get_scorer("accuracy")
    monkeypatch.setattr(package, "accuracy_score", accuracy_score, raising=False)
    assert "accuracy" in get_scorer_names()
    assert repr(get_scorer("accuracy")) == "make_scorer(accuracy_score)"


def test_ours_serves_scikit_learn_and_theirs_serves_us() -> None:
    from sklearn.model_selection import cross_val_score as theirs

    X, y = datasets.load_diabetes(return_X_y=True)
    scores = cross_val_score(Ridge(), X, y, scoring="neg_mean_absolute_error")
    ours_there = theirs(Ridge(), X, y, scoring=get_scorer("neg_mean_absolute_error"))
    np.testing.assert_array_equal(scores, ours_there)
    their_scorer = sklearn.metrics.get_scorer("neg_mean_absolute_error")
    np.testing.assert_allclose(cross_val_score(Ridge(), X, y, scoring=their_scorer), scores)


def test_check_scoring() -> None:
    X, y = np.arange(5.0)[:, None], np.arange(5.0)
    model = Ridge().fit(X, y)
    assert check_scoring(model)(model, X, y) == model.score(X, y)
    several = check_scoring(model, {"a": "r2", "b": get_scorer("r2")})(model, X, y)
    assert several == {"a": model.score(X, y), "b": model.score(X, y)}
    assert set(check_scoring(model, {"r2", "neg_mean_squared_error"})(model, X, y)) == {
        "r2",
        "neg_mean_squared_error",
    }
    assert check_scoring(object(), allow_none=True) is None
    scorer = pickle.loads(pickle.dumps(get_scorer("r2")))
    assert scorer(model, X, y) == model.score(X, y)


@pytest.mark.parametrize(
    ("scoring", "kind", "message"),
    [
        ("mean_squared_error", ValueError, "scoring: expected one of"),
        ([], ValueError, "at least one scorer"),
        (["r2", "r2"], ValueError, "different names"),
        (3, ValueError, "scoring: expected None, a name"),
        (mean_squared_error, ValueError, "make_scorer turns one into the other"),
        (sklearn.metrics.r2_score, ValueError, "looks like it is a metric function"),
    ],
)
def test_bad_scoring(scoring: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        check_scoring(Ridge(), scoring)


def test_other_bad_input() -> None:
    with pytest.raises(TypeError, match="should have a 'score' method"):
        check_scoring(object())
    with pytest.raises(ValueError, match="response_method: expected 'predict'"):
        make_scorer(mean_squared_error, response_method="fit")
    X, y = datasets.load_breast_cancer(return_X_y=True)
    X = X / X.std(axis=0)
    scorer = make_scorer(lambda *_, pos_label: 0, response_method="predict_proba", pos_label=7)
    with pytest.raises(ValueError, match="pos_label=7 is not a valid label"):
        scorer(LogisticRegression(max_iter=5000).fit(X, y), X, y)
