"""Partial dependence and individual curves: closed forms, the definition, scikit-learn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import scipy.stats.mstats
import sklearn.base
import sklearn.compose
import sklearn.ensemble
import sklearn.inspection
import sklearn.linear_model
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.svm
import sklearn.tree
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_linnerud

from journey.ml.cluster import KMeans
from journey.ml.ensemble import GradientBoostingRegressor, RandomForestClassifier
from journey.ml.inspection import partial_dependence, partial_dependence_naive
from journey.ml.linear_model import LinearRegression, LogisticRegression

CODE = "journey.ml.inspection.partial_dependence"
REFERENCE = "sklearn.inspection.partial_dependence(method='brute')"
RNG = np.random.default_rng(5)
X = RNG.normal(size=(60, 3))
Y = 2 * X[:, 0] - X[:, 1] + 1
LINEAR = LinearRegression().fit(X, Y)


class Product(sklearn.base.RegressorMixin, sklearn.base.BaseEstimator):  # type: ignore[misc]
    """Predicts the product of the first two columns."""

    def fit(self, X: Any, y: Any) -> Product:
        return self

    def predict(self, X: Any) -> Any:
        return np.asarray(X)[:, 0] * np.asarray(X)[:, 1]


def frame_of(n: int = 90, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "size": rng.normal(size=n),
            "count": rng.integers(0, 5, n).astype(float),
            "place": rng.choice(["north", "south", "west"], n),
            "kind": pd.Categorical(rng.choice(["a", "b"], n)),
        }
    )


def pipeline(model: Any) -> Any:
    words = sklearn.preprocessing.OneHotEncoder(handle_unknown="ignore")
    parts = sklearn.compose.make_column_transformer(
        (words, ["place", "kind"]), ("passthrough", ["size", "count"])
    )
    return sklearn.pipeline.make_pipeline(parts, model)


def hold(parity: Callable[..., None], what: str, ours: Any, theirs: Any, limit: float) -> None:
    assert set(ours) == set(theirs)
    for mine, other in zip(ours["grid_values"], theirs["grid_values"], strict=True):
        assert mine.shape == other.shape
        if mine.dtype.kind == "f":
            np.testing.assert_allclose(mine, other.astype(float), rtol=0, atol=1e-12)
        else:
            assert mine.tolist() == other.tolist()
    for name in {"average", "individual"} & set(ours):
        assert ours[name].shape == theirs[name].shape
        parity(
            CODE,
            reference=REFERENCE,
            what=what,
            difference=np.abs(ours[name] - theirs[name]).max(),
            tolerance=limit,
        )


# Identities and closed forms


@pytest.mark.parametrize("column", range(3))
def test_of_a_linear_model_is_a_line_through_the_mean(column: int) -> None:
    found = partial_dependence(LINEAR, X, [column], kind="both")
    line = LINEAR.coef_[column] * (found.grid_values[0] - X[:, column].mean())
    np.testing.assert_allclose(found.average[0], Y.mean() + line, atol=1e-12)
    # All individual curves are parallel to it.
    centred = found.individual[0] - found.individual[0][:, :1]
    np.testing.assert_allclose(centred, np.broadcast_to(centred[0], centred.shape), atol=1e-12)


def test_the_average_is_the_mean_of_the_curves() -> None:
    found = partial_dependence(Product(), X, [0], kind="both")
    np.testing.assert_allclose(found.average, found.individual.mean(axis=1), atol=1e-15)
    alone = partial_dependence(Product(), X, [0], kind="individual")
    assert set(alone) == {"grid_values", "individual"}
    assert (alone.individual == found.individual).all()
    assert set(partial_dependence(Product(), X, [0])) == {"grid_values", "average"}


def test_an_interaction_shows_in_the_curves_and_not_in_the_mean() -> None:
    # The second column is centred, so the mean curve of x0 * x1 is flat; the curves have slope x1.
    rows = X - X.mean(axis=0)
    found = partial_dependence(Product(), rows, [0], kind="both")
    np.testing.assert_allclose(found.average, 0, atol=1e-12)
    slopes = np.diff(found.individual[0][:, [0, -1]]) / np.ptp(found.grid_values[0])
    np.testing.assert_allclose(slopes[:, 0], rows[:, 1], atol=1e-12)


def test_two_columns_make_a_table() -> None:
    found = partial_dependence(Product(), X, [0, 1], grid_resolution=7, kind="both")
    first, second = found.grid_values
    assert found.average.shape == (1, 7, 7)
    assert found.individual.shape == (1, 60, 7, 7)
    np.testing.assert_allclose(found.average[0], np.outer(first, second), atol=1e-15)


def test_at_a_rows_own_value_its_curve_is_its_prediction() -> None:
    rows, y = load_iris(return_X_y=True)
    model = RandomForestClassifier(5, random_state=0).fit(rows, y)
    found = partial_dependence(
        model, rows, [2], custom_values={2: np.unique(rows[:, 2])}, kind="individual"
    )
    place = np.searchsorted(found.grid_values[0], rows[:, 2])
    own = found.individual[:, np.arange(150), place].T
    assert (own == model.predict_proba(rows)).all()
    np.testing.assert_allclose(found.individual.sum(axis=0), 1, atol=1e-12)


def test_weights_equal_repetition() -> None:
    weights = RNG.integers(0, 4, 60)
    values = {0: np.linspace(-1, 1, 9)}
    weighted = partial_dependence(Product(), X, [0], sample_weight=weights, custom_values=values)
    repeated = partial_dependence(Product(), np.repeat(X, weights, 0), [0], custom_values=values)
    np.testing.assert_allclose(weighted.average, repeated.average, atol=1e-15)


# The definition


@pytest.mark.parametrize("column", range(4))
def test_equals_the_definition(parity: Callable[..., None], column: int) -> None:
    rows, y = load_diabetes(return_X_y=True)
    model = GradientBoostingRegressor(n_estimators=20, random_state=0).fit(rows, y)
    found = partial_dependence(model, rows, [column], grid_resolution=40)
    expected = partial_dependence_naive(model.predict, rows, column, found.grid_values[0])
    parity(
        f"{CODE}_naive",
        reference=CODE,
        what="means at 40 values",
        difference=np.abs(found.average[0] - expected).max(),
        tolerance=1e-12,
    )


def test_batches_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = partial_dependence(Product(), X, [0, 2], grid_resolution=5, kind="both")
    monkeypatch.setattr("journey.ml.inspection._partial._ROWS", 1)
    single = partial_dependence(Product(), X, [0, 2], grid_resolution=5, kind="both")
    assert (whole.individual == single.individual).all()
    assert (whole.average == single.average).all()


# scikit-learn


CASES: list[tuple[str, Any, Any, float]] = [
    ("trees", sklearn.ensemble.RandomForestRegressor(8, random_state=0), load_diabetes, 0.0),
    ("boosting", sklearn.ensemble.GradientBoostingClassifier(n_estimators=5), load_iris, 1e-15),
    ("two classes", sklearn.tree.DecisionTreeClassifier(max_depth=4), load_breast_cancer, 0.0),
    ("linear", sklearn.linear_model.Ridge(), load_diabetes, 1e-12),
    ("several targets", sklearn.linear_model.LinearRegression(), load_linnerud, 1e-12),
    ("decision function", sklearn.svm.LinearSVC(), load_iris, 1e-12),
]


@pytest.mark.parametrize(("name", "model", "load", "limit"), CASES, ids=[row[0] for row in CASES])
@pytest.mark.parametrize("kind", ["average", "individual", "both"])
@pytest.mark.parametrize("features", [[0], [1, 0]], ids=["one", "pair"])
def test_equals_scikit_learn(
    parity: Callable[..., None],
    name: str,
    model: Any,
    load: Any,
    limit: float,
    kind: str,
    features: list[int],
) -> None:
    rows, y = load(return_X_y=True)
    rows = np.asarray(rows, dtype=float)
    if name == "linear":
        rows = rows * 40
    model = model.fit(rows, y)
    options: dict[str, Any] = {"kind": kind, "grid_resolution": 12}
    ours = partial_dependence(model, rows, features, **options)
    theirs = sklearn.inspection.partial_dependence(model, rows, features, method="brute", **options)
    # A mean of several outputs is summed in another order.
    hold(parity, f"{name}: curves and means", ours, theirs, limit)


@pytest.mark.parametrize("method", ["auto", "predict_proba", "decision_function"])
def test_equals_scikit_learn_for_each_response(parity: Callable[..., None], method: str) -> None:
    rows, y = load_breast_cancer(return_X_y=True)
    model = sklearn.linear_model.LogisticRegression(solver="newton-cholesky").fit(rows[:, :4], y)
    options: dict[str, Any] = {"response_method": method, "kind": "both", "grid_resolution": 15}
    hold(
        parity,
        "of a logistic regression's responses",
        partial_dependence(model, rows[:, :4], [1], **options),
        sklearn.inspection.partial_dependence(model, rows[:, :4], [1], method="brute", **options),
        1e-10,
    )


@pytest.mark.parametrize(
    ("features", "categorical"),
    [
        (["size"], None),
        (["count"], None),
        (["place"], ["place"]),
        (["place"], [False, False, True, False]),
        (["kind", "size"], ["kind"]),
        ([2, 1], [2]),
        ("size", None),
        ([True, False, False, False], None),
    ],
)
def test_equals_scikit_learn_on_a_data_frame(
    parity: Callable[..., None], features: Any, categorical: Any
) -> None:
    frame = frame_of()
    y = frame["size"] + (frame["place"] == "west") * frame["count"]
    model = pipeline(sklearn.tree.DecisionTreeRegressor(max_depth=5)).fit(frame, y)
    weights = np.linspace(0, 1, len(frame))
    for options in ({"kind": "both"}, {"sample_weight": weights}):
        hold(
            parity,
            "of a frame's columns",
            partial_dependence(model, frame, features, categorical_features=categorical, **options),
            sklearn.inspection.partial_dependence(
                model, frame, features, categorical_features=categorical, **options
            ),
            1e-14,
        )


@pytest.mark.parametrize("percentiles", [(0.05, 0.95), (0, 1), (0.3, 0.31), (0.0, 0.5)])
def test_the_grid_is_scikit_learns(
    parity: Callable[..., None], percentiles: tuple[float, float]
) -> None:
    for n in (5, 17, 400):
        rows = np.random.default_rng(n).normal(size=(n, 2))
        model = LinearRegression().fit(rows, rows[:, 0])
        options: dict[str, Any] = {"percentiles": percentiles, "grid_resolution": 5}
        ours = partial_dependence(model, rows, [0], **options)
        parity(
            CODE,
            reference="scipy.stats.mstats.mquantiles",
            what="ends of the grid",
            difference=np.abs(
                ours.grid_values[0][[0, -1]]
                - np.asarray(scipy.stats.mstats.mquantiles(rows[:, 0], percentiles))
            ).max(),
            tolerance=1e-12,
        )
        assert len(ours.grid_values[0]) == 5


def test_custom_values_as_in_scikit_learn(parity: Callable[..., None]) -> None:
    frame = frame_of()
    model = pipeline(sklearn.linear_model.Ridge()).fit(frame, frame["size"])
    options: dict[str, Any] = {
        "categorical_features": ["place"],
        "custom_values": {"size": [0.0, 2.0], "place": ["west", "north"]},
    }
    hold(
        parity,
        "at values of the caller",
        partial_dependence(model, frame, ["size", "place"], **options),
        sklearn.inspection.partial_dependence(model, frame, ["size", "place"], **options),
        1e-12,
    )


# Dtypes, small and odd tables


def test_fractions_are_not_cut_off_in_whole_numbers() -> None:
    rows = np.arange(600).reshape(200, 3)
    whole = partial_dependence(Product(), rows, [0])
    fractional = partial_dependence(Product(), rows.astype(float), [0])
    assert (whole.average == fractional.average).all()
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    assert (partial_dependence(Product(), frame, ["a"]).average == whole.average).all()


def test_float32_stays_with_the_model() -> None:
    seen = set()

    class Watching(Product):
        def predict(self, X: Any) -> Any:
            seen.add(X.dtype)
            return super().predict(X)

    partial_dependence(Watching(), X.astype(np.float32), [0])
    assert seen == {np.dtype(np.float32)}


def test_frames_keep_categories_text_and_dates() -> None:
    frame = frame_of()
    frame["when"] = pd.date_range("2020-01-01", periods=len(frame))
    frame["many"] = pd.array([1, None] * 45, dtype="Int64")
    seen = []

    class Watching(Product):
        def predict(self, X: Any) -> Any:
            seen.append(X.dtypes)
            return np.zeros(len(X))

    partial_dependence(Watching(), frame, ["kind", "place", "many"], categorical_features=["kind"])
    partial_dependence(Watching(), frame, ["when"])
    assert all((each == frame.dtypes).all() for each in seen)


def test_a_missing_value_is_no_point_of_the_grid() -> None:
    frame = frame_of()
    frame.loc[::4, "place"] = None
    frame.loc[::3, "size"] = np.nan
    found = partial_dependence(Product(), frame[["size", "count"]], ["size"])
    assert np.isfinite(found.grid_values[0]).all()
    assert len(found.grid_values[0]) == min(100, frame["size"].nunique())

    class Zero(Product):
        def predict(self, X: Any) -> Any:
            return np.zeros(len(X))

    grid = partial_dependence(Zero(), frame, ["place"]).grid_values[0]
    assert grid.tolist() == ["north", "south", "west"]
    array = partial_dependence(Zero(), frame.to_numpy(), [2]).grid_values[0]
    assert array.tolist() == ["north", "south", "west"]


def test_one_row_and_a_constant_column() -> None:
    found = partial_dependence(LINEAR, X[:1], [0], kind="both")
    assert found.grid_values[0].tolist() == [X[0, 0]]
    np.testing.assert_allclose(found.average, [[Y[0]]], atol=1e-12)
    constant = X.copy()
    constant[:, 1] = 4.0
    assert partial_dependence(LINEAR, constant, [1]).grid_values[0].tolist() == [4.0]


def test_rows_in_another_order_give_the_same_average() -> None:
    order = RNG.permutation(60)
    ours = partial_dependence(Product(), X, [0], kind="both")
    other = partial_dependence(Product(), X[order], [0], kind="both")
    np.testing.assert_allclose(ours.average, other.average, atol=1e-15)
    assert (ours.individual[:, order] == other.individual).all()


def test_names_of_columns_may_be_given_for_an_array() -> None:
    named = partial_dependence(LINEAR, X, ["b"], feature_names=["a", "b", "c"])
    assert (named.average == partial_dependence(LINEAR, X, [1]).average).all()


# Inputs


def test_inputs_are_unchanged_even_read_only() -> None:
    rows = X.copy()
    rows.setflags(write=False)
    partial_dependence(LINEAR, rows, [0, 1], grid_resolution=4)
    frame = frame_of()
    before = frame.copy()
    partial_dependence(Product(), frame[["size", "count"]], ["size"])
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"features": [3]}, "all features must be in [0, 2], got 3"),
        ({"features": [-1]}, "all features must be in [0, 2], got -1"),
        ({"features": ["height"]}, "expected a column's place or name, got 'height'"),
        ({"features": []}, "features: expected at least one column"),
        ({"features": [True]}, "expected a mask of 3 truth values, got 1"),
        ({"categorical_features": []}, "categorical_features: expected at least one column"),
        ({"feature_names": ["a", "a", "b"]}, "feature_names: expected 3 different names"),
        ({"percentiles": (0.1,)}, "must be a sequence of 2 elements"),
        ({"percentiles": (0.5, 0.2)}, "must be strictly less than percentiles[1]"),
        ({"percentiles": (-1, 0.2)}, "values must be in [0, 1]"),
        ({"grid_resolution": 1}, "grid_resolution: expected an integer of at least 2, got 1"),
        ({"kind": "all"}, "kind: expected one of"),
        ({"method": "recursion"}, "method: expected one of"),
        ({"response_method": "predict_proba"}, "must be 'auto'"),
        ({"response_method": "predict"}, "response_method: expected one of"),
        ({"custom_values": {0: [[1.0]]}}, "is not a one-dimensional array"),
        ({"sample_weight": [1.0]}, "sample_weight: expected shape (60,)"),
        ({"estimator": KMeans(2)}, "must be a fitted regressor or classifier"),
        ({"X": X[:, 0]}, "Expected 2D array, got 1D array instead"),
        ({"X": np.full((60, 3), np.nan)}, "the column '0' has no value at all"),
        ({"X": [["a", 0, 0], [1, 0, 0]]}, "contains mixed data types"),
    ],
)
def test_bad_input_is_named(options: dict[str, Any], message: str) -> None:
    given = {"estimator": LINEAR, "X": X, "features": [0], **options}
    with pytest.raises(ValueError, match=re.escape(message)):
        partial_dependence(given.pop("estimator"), given.pop("X"), given.pop("features"), **given)


def test_percentiles_that_fall_together_and_text_without_end() -> None:
    rows = np.zeros((200, 1))
    rows[:120, 0] = np.linspace(1, 2, 120)
    model = LinearRegression().fit(rows, rows[:, 0])
    with pytest.raises(ValueError, match="percentiles are too close to each other"):
        partial_dependence(model, rows, [0], percentiles=(0.1, 0.2))
    words = np.array([[f"word {k}"] for k in range(150)], dtype=object)
    with pytest.raises(ValueError, match="150 values that are no numbers"):
        partial_dependence(model, words, [0])


def test_other_kinds_of_bad_input() -> None:
    with pytest.raises(Exception, match="not fitted"):
        partial_dependence(LogisticRegression(), X, [0])
    svc = sklearn.svm.LinearSVC().fit(X, Y > 0)
    with pytest.raises(AttributeError, match="none of the following attributes: predict_proba"):
        partial_dependence(svc, X, [0], response_method="predict_proba")
    with pytest.raises(TypeError, match="sparse"):
        partial_dependence(LINEAR, scipy.sparse.csr_array(X), [0])


@settings(max_examples=40)
@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40),
    resolution=st.integers(2, 12),
    low=st.floats(0, 0.4),
    high=st.floats(0.6, 1),
)
def test_the_grid_stays_inside_the_column(
    values: list[float], resolution: int, low: float, high: float
) -> None:
    rows = np.column_stack([values, np.ones(len(values))])
    options: dict[str, Any] = {"grid_resolution": resolution, "percentiles": (low, high)}
    ends = np.asarray(scipy.stats.mstats.mquantiles(values, (low, high)))
    if len(set(values)) >= resolution and np.allclose(*ends):
        with pytest.raises(ValueError, match="too close"):
            partial_dependence(Product(), rows, [0], **options)
        return
    found = partial_dependence(Product(), rows, [0], **options)
    grid = found.grid_values[0]
    assert len(grid) == min(resolution, len(set(values)))
    assert (np.diff(grid) > 0).all()
    assert grid[0] >= min(values) - 1e-9 * abs(min(values))
    assert grid[-1] <= max(values) + 1e-9 * abs(max(values))
    np.testing.assert_allclose(found.average[0], grid, rtol=1e-12)
