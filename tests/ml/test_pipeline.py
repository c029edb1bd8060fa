"""Pipelines: the same as doing it by hand, then the same as scikit-learn's, then both mixed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.pipeline
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import KMeans as TheirKMeans
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.decomposition import PCA
from sklearn.exceptions import NotFittedError
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.linear_model import Ridge as TheirRidge
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.utils.validation import check_is_fitted

from journey.ml.base import clone, is_classifier, is_regressor
from journey.ml.cluster import KMeans
from journey.ml.linear_model import Ridge
from journey.ml.pipeline import Pipeline, make_pipeline

DATA = {
    "breast cancer": load_breast_cancer(return_X_y=True),
    "iris": load_iris(return_X_y=True),
}


class Recorder:
    """A transformer that notes what it was given."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def fit(self, X: Any, y: Any = None, scale: float = 1.0) -> Recorder:
        self.seen.append((np.array(X), None if y is None else np.array(y), scale))
        self.scale_ = scale
        return self

    def transform(self, X: Any) -> Any:
        return np.asarray(X) * self.scale_


def chain() -> Pipeline:
    return Pipeline([("scale", StandardScaler()), ("pca", PCA(3)), ("ridge", Ridge(alpha=0.5))])


# By hand


def test_fit_and_predict_are_the_steps_in_turn() -> None:
    X, y = load_diabetes(return_X_y=True)
    scaler = StandardScaler().fit(X[:300])
    reduced = PCA(3).fit(scaler.transform(X[:300]))
    by_hand = Ridge(alpha=0.5).fit(reduced.transform(scaler.transform(X[:300])), y[:300])
    want = by_hand.predict(reduced.transform(scaler.transform(X[300:])))
    np.testing.assert_array_equal(chain().fit(X[:300], y[:300]).predict(X[300:]), want)


def test_every_step_sees_the_training_rows_only_and_what_came_before() -> None:
    first, second, last = Recorder(), Recorder(), Ridge()
    model = Pipeline([("a", first), ("b", second), ("c", last)])
    X, y = np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 2.0, 3.0])
    model.fit(X, y, a__scale=3.0, b__scale=0.5).predict([[100.0]])
    assert len(first.seen) == len(second.seen) == 1  # predicting fits nothing
    np.testing.assert_array_equal(first.seen[0][0], X)
    np.testing.assert_array_equal(second.seen[0][0], 3 * X)
    np.testing.assert_array_equal(second.seen[0][1], y)
    assert (first.seen[0][2], second.seen[0][2]) == (3.0, 0.5)


@given(st.lists(st.floats(-100, 100), min_size=4, max_size=12, unique=True))
def test_inverse_transform_undoes_transform(values: list[float]) -> None:
    X = np.array(values)[:, None]
    both = make_pipeline(StandardScaler(), MinMaxScaler())
    np.testing.assert_allclose(both.inverse_transform(both.fit_transform(X)), X, atol=1e-9)


def test_a_pipeline_of_nothing_but_passthrough_changes_nothing() -> None:
    X = np.arange(6.0).reshape(3, 2)
    model = Pipeline([("a", "passthrough"), ("b", None)])
    assert model.fit_transform(X) is X
    assert model.fit(X).transform(X) is X
    assert model.inverse_transform(X) is X


def test_split_folds_are_untouched_by_the_test_rows() -> None:
    # What leaks in nothing: predictions for a fold do not depend on the fold's other rows.
    X, y = load_diabetes(return_X_y=True)
    train, test = next(KFold(5).split(X))
    model = chain().fit(X[train], y[train])
    whole = model.predict(X[test])
    one_by_one = np.concatenate([model.predict(X[[row]]) for row in test])
    np.testing.assert_allclose(whole, one_by_one, rtol=1e-12)


# scikit-learn


@pytest.mark.parametrize("name", DATA)
def test_equals_scikit_learn(name: str, parity: Callable[..., None]) -> None:
    X, y = DATA[name]
    steps = [
        ("scale", StandardScaler()),
        ("best", SelectKBest(k=3)),
        ("logistic", LogisticRegression()),
    ]
    ours = Pipeline([(key, clone(step)) for key, step in steps]).fit(X[::2], y[::2])
    theirs = sklearn.pipeline.Pipeline(steps).fit(X[::2], y[::2])
    worst = 0.0
    for method in ("predict", "predict_proba", "predict_log_proba", "decision_function"):
        worst = max(
            worst, np.abs(getattr(ours, method)(X[1::2]) - getattr(theirs, method)(X[1::2])).max()
        )
    assert ours.score(X, y) == theirs.score(X, y)
    weight = np.linspace(0, 1, len(y))
    assert ours.score(X, y, sample_weight=weight) == theirs.score(X, y, sample_weight=weight)
    np.testing.assert_array_equal(ours.classes_, theirs.classes_)
    names = [f"f{column}" for column in range(X.shape[1])]
    np.testing.assert_array_equal(
        ours[:-1].get_feature_names_out(names), theirs[:-1].get_feature_names_out(names)
    )
    parity(
        "journey.ml.pipeline.Pipeline",
        reference="sklearn.pipeline.Pipeline",
        what=f"predictions, probabilities and scores, same steps, {name}",
        difference=worst,
        tolerance=0,
    )


def test_searches_and_folds_as_scikit_learn(parity: Callable[..., None]) -> None:
    X, y = load_diabetes(return_X_y=True)
    grid = {"ridge__alpha": [0.1, 1.0, 10.0], "pca": ["passthrough", PCA(2)]}
    ours = GridSearchCV(chain(), grid, cv=4).fit(X, y)
    steps = [(name, step) for name, step in chain().steps[:-1]]
    other = sklearn.pipeline.Pipeline([*steps, ("ridge", TheirRidge(alpha=0.5))])
    theirs = GridSearchCV(other, grid, cv=4).fit(X, y)
    assert str(ours.best_params_) == str(theirs.best_params_)
    parity(
        "journey.ml.pipeline.Pipeline",
        reference="sklearn.model_selection.GridSearchCV",
        what="scores of a search over steps and their parameters",
        difference=np.abs(
            ours.cv_results_["mean_test_score"] - theirs.cv_results_["mean_test_score"]
        ).max(),
        tolerance=1e-12,
    )
    scores = cross_val_score(chain(), X, y, cv=4)
    np.testing.assert_allclose(scores, cross_val_score(clone(other), X, y, cv=4), rtol=1e-12)


def test_make_pipeline_names_as_scikit_learn(parity: Callable[..., None]) -> None:
    steps = [StandardScaler(), PCA(), PCA(2), "passthrough", Ridge()]
    ours, theirs = make_pipeline(*steps), sklearn.pipeline.make_pipeline(*steps)
    wrong = sum(
        a[0] != b[0] or a[1] is not b[1] for a, b in zip(ours.steps, theirs.steps, strict=True)
    )
    parity(
        "journey.ml.pipeline.make_pipeline",
        reference="sklearn.pipeline.make_pipeline",
        what="names and steps that differ",
        difference=wrong,
        tolerance=0,
    )


def test_ours_inside_theirs_and_theirs_inside_ours() -> None:
    X, y = load_diabetes(return_X_y=True)
    inner = sklearn.pipeline.make_pipeline(StandardScaler(), PCA(4))
    mixed = Pipeline([("first", inner), ("ridge", Ridge())]).fit(X, y)
    around = sklearn.pipeline.make_pipeline(make_pipeline(StandardScaler(), PCA(4)), Ridge()).fit(
        X, y
    )
    np.testing.assert_array_equal(mixed.predict(X), around.predict(X))
    check_is_fitted(around)


# Parameters, kinds and steps


def test_parameters_by_name_reach_into_nested_steps() -> None:
    model = Pipeline([("inner", make_pipeline(StandardScaler(), PCA(2))), ("ridge", Ridge())])
    found = model.get_params()
    assert found["inner__pca__n_components"] == 2
    assert found["ridge__alpha"] == 1.0
    assert set(model.get_params(deep=False)) == {"steps"}
    model.set_params(inner__pca__n_components=3, ridge__alpha=7.0)
    assert model["inner"]["pca"].n_components == 3
    model.set_params(ridge=Ridge(alpha=2.0), inner="passthrough")
    assert model.get_params()["ridge__alpha"] == 2.0
    assert model.named_steps.inner == "passthrough"
    # The whole list goes first, so that names of the new steps can be set in the same call.
    model.set_params(end__alpha=9.0, steps=[("end", Ridge())])
    assert model.steps[0][1].alpha == 9.0
    with pytest.raises(ValueError, match="Invalid parameter 'nope'"):
        model.set_params(nope=1)
    with pytest.raises(ValueError, match="Invalid parameter 'nope'"):
        model.set_params(end__nope=1)


def test_clone_shares_nothing() -> None:
    model = chain().fit(*load_diabetes(return_X_y=True))
    copy = clone(model)
    assert copy.steps[0][1] is not model.steps[0][1]
    assert not hasattr(copy.steps[0][1], "mean_")
    assert repr(copy) == repr(model)


def test_what_it_is_follows_the_last_step() -> None:
    assert is_regressor(chain())
    assert is_classifier(make_pipeline(StandardScaler(), LogisticRegression()))
    assert not is_classifier(make_pipeline(StandardScaler(), "passthrough"))
    assert hasattr(make_pipeline(LogisticRegression()), "predict_proba")
    assert not hasattr(chain(), "predict_proba")
    assert not hasattr(chain(), "transform")
    with pytest.raises(AttributeError, match="'Pipeline' has no attribute 'decision_function'"):
        chain().decision_function  # noqa: B018
    assert hasattr(make_pipeline(StandardScaler()), "inverse_transform")
    assert not hasattr(make_pipeline(SelectKBest(), Recorder()), "inverse_transform")


def test_lookup_by_number_name_and_slice() -> None:
    model = chain()
    assert len(model) == 3
    assert model[0] is model["scale"] is model.named_steps.scale
    assert isinstance(model[:-1], Pipeline)
    assert model[:-1][-1] is model["pca"]
    with pytest.raises(ValueError, match="step of 1"):
        model[::2]
    with pytest.raises(AttributeError, match="no 'missing', only"):
        model.named_steps.missing  # noqa: B018


def test_clusterers_and_unfitted_use() -> None:
    X, _ = load_iris(return_X_y=True)
    ours = make_pipeline(StandardScaler(), KMeans(3, random_state=0)).fit_predict(X)
    theirs = make_pipeline(StandardScaler(), TheirKMeans(3, random_state=0)).fit_predict(X)
    np.testing.assert_array_equal(ours, theirs)
    with pytest.raises(NotFittedError):
        chain().predict(X)
    with pytest.raises(NotFittedError):
        check_is_fitted(chain())


def test_names_of_features_and_their_number() -> None:
    frame = load_diabetes(as_frame=True).data
    model = chain().fit(frame, np.arange(len(frame)))
    assert model.n_features_in_ == 10
    assert list(model.feature_names_in_) == list(frame.columns)
    assert list(model[:-1].get_feature_names_out()) == ["pca0", "pca1", "pca2"]
    with pytest.raises(AttributeError, match="Estimator ridge does not provide"):
        model.get_feature_names_out()


# Bad input


@pytest.mark.parametrize(
    ("steps", "kind", "words"),
    [
        ([], ValueError, "The pipeline is empty"),
        ([Ridge()], TypeError, r"expected a list of \(name, estimator\) tuples"),
        ([("a", Ridge()), ("a", Ridge())], ValueError, "not unique: \\['a'\\]"),
        ([("a__b", Ridge())], ValueError, "must not contain __"),
        ([("steps", Ridge())], ValueError, "conflict with constructor arguments"),
        ([("a", Ridge()), ("b", Ridge())], TypeError, "intermediate steps should be transformers"),
        ([("a", StandardScaler()), ("b", 3)], TypeError, "should implement fit"),
    ],
)
def test_wrong_steps_are_named(steps: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        Pipeline(steps).fit([[1.0], [2.0]], [1.0, 2.0])


def test_parameters_of_fit_name_their_step() -> None:
    X, y = load_diabetes(return_X_y=True)
    weighted = chain().fit(X, y, ridge__sample_weight=np.arange(len(y)))
    assert not np.allclose(weighted.predict(X), chain().fit(X, y).predict(X))
    with pytest.raises(ValueError, match="for example ridge__sample_weight"):
        chain().fit(X, y, sample_weight=y)
    with pytest.raises(ValueError, match="expected one of the steps"):
        chain().fit(X, y, wrong__sample_weight=y)
