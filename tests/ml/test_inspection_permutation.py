"""Permutation importance: identities, the definition, scikit-learn number for number."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import sklearn.compose
import sklearn.ensemble
import sklearn.inspection
import sklearn.linear_model
import sklearn.neighbors
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.svm
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

from journey.ml.ensemble import RandomForestClassifier
from journey.ml.inspection import permutation_importance, permutation_importance_naive
from journey.ml.linear_model import LinearRegression, LogisticRegression, Ridge
from journey.ml.metrics import make_scorer, mean_absolute_error, mean_squared_error

CODE = "journey.ml.inspection.permutation_importance"
REFERENCE = "sklearn.inspection.permutation_importance"
RNG = np.random.default_rng(5)
X = RNG.normal(size=(60, 3))
Y = 2 * X[:, 0] - X[:, 1]
LINEAR = LinearRegression().fit(X, Y)


def difference(ours: Any, theirs: Any) -> float:
    names = ("importances", "importances_mean", "importances_std")
    assert set(ours) == set(names)
    return max(float(np.abs(ours[name] - theirs[name]).max()) for name in names)


def table(n: int = 90, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "size": rng.normal(size=n),
            "count": rng.integers(0, 5, n),
            "place": rng.choice(["north", "south", "west"], n),
            "kind": pd.Categorical(rng.choice(["a", "b"], n)),
            "sold": rng.random(n) < 0.5,
        }
    )
    frame.loc[::7, "size"] = np.nan
    return frame


def orders_of(seed: int, n: int, repeats: int) -> list[Any]:
    """Return the permutations of a seed: the k-th repeat shuffles what the one before left."""
    rng = np.random.RandomState(np.random.RandomState(seed).randint(2**31, dtype=np.int64))
    order, so_far, found = np.arange(n), np.arange(n), []
    for _ in range(repeats):
        rng.shuffle(order)
        so_far = so_far[order]
        found.append(so_far)
    return found


def pipeline(model: Any) -> Any:
    words = sklearn.preprocessing.OneHotEncoder(handle_unknown="ignore")
    numbers = sklearn.pipeline.make_pipeline(sklearn.preprocessing.StandardScaler())
    parts = sklearn.compose.make_column_transformer(
        (words, ["place", "kind"]), (numbers, ["count", "sold"])
    )
    return sklearn.pipeline.make_pipeline(parts, model)


# Identities and closed forms


def test_a_column_that_is_not_used_is_worth_nothing() -> None:
    model = LinearRegression().fit(X[:, :2], Y)

    class Blind:
        def fit(self) -> None: ...

        def score(self, X: Any, y: Any) -> float:
            return float(model.score(X[:, :2], y))

    found = permutation_importance(Blind(), X, Y, random_state=0, n_repeats=4)
    assert (found.importances[2] == 0).all()
    assert (found.importances[:2] > 0).all()


def test_a_constant_column_is_worth_nothing() -> None:
    constant = np.column_stack([X, np.full(60, 3.0)])
    found = permutation_importance(Ridge().fit(constant, Y), constant, Y, random_state=1)
    assert (found.importances[3] == 0).all()


def test_squared_error_of_a_linear_model_grows_by_the_moved_values() -> None:
    # The residuals are zero, so the error after shuffling is the mean of (w_j (x_j - x_j'))^2.
    scorer = make_scorer(mean_squared_error, greater_is_better=False)
    found = permutation_importance(LINEAR, X, Y, scoring=scorer, n_repeats=3, random_state=4)
    for repeat, order in enumerate(orders_of(4, 60, 3)):
        grown = ((X - X[order]) * LINEAR.coef_) ** 2
        np.testing.assert_allclose(found.importances[:, repeat], grown.mean(axis=0), atol=1e-12)


def test_over_all_permutations_the_error_grows_by_twice_the_variance() -> None:
    # Mean of (x_i - x_j)^2 over all pairs is twice the variance (n pairs of a row with itself).
    rows, y = X[:5], Y[:5]
    orders = list(permutations(range(5)))
    found = permutation_importance_naive(LINEAR, rows, y, orders).mean(axis=1)
    r2_per_error = 1 / y.var()
    expected = 2 * LINEAR.coef_**2 * rows.var(axis=0) * r2_per_error
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_mean_and_deviation_are_those_of_the_importances() -> None:
    found = permutation_importance(LINEAR, X, Y, random_state=0, n_repeats=7)
    assert found["importances"] is found.importances
    assert (found.importances_mean == found.importances.mean(axis=1)).all()
    assert (found.importances_std == found.importances.std(axis=1)).all()


def test_the_scorer_is_called_on_the_data_then_column_by_column() -> None:
    seen: list[list[bool]] = []

    def scorer(model: Any, rows: Any, y: Any) -> float:
        seen.append((rows == X).all(axis=0).tolist())
        return 0.0

    permutation_importance(LINEAR, X, Y, scoring=scorer, n_repeats=2, random_state=0)
    assert seen[0] == [True, True, True]
    assert [row.index(False) for row in seen[1:]] == [0, 0, 1, 1, 2, 2]
    assert all(row.count(False) == 1 for row in seen[1:])


# The definition


@pytest.mark.parametrize("seed", range(3))
def test_equals_the_definition(parity: Callable[..., None], seed: int) -> None:
    found = permutation_importance(LINEAR, X, Y, random_state=seed, n_repeats=6)
    expected = permutation_importance_naive(LINEAR, X, Y, orders_of(seed, 60, 6))
    parity(
        f"{CODE}_naive",
        reference=CODE,
        what="importances under the same permutations",
        difference=np.abs(found.importances - expected).max(),
        tolerance=0,
    )


# scikit-learn


MODELS: list[tuple[str, Any, Any]] = [
    ("iris", sklearn.svm.SVC(), load_iris),
    ("wine", sklearn.neighbors.KNeighborsClassifier(), load_wine),
    (
        "breast cancer",
        sklearn.ensemble.RandomForestClassifier(10, random_state=0),
        load_breast_cancer,
    ),
    ("diabetes", sklearn.linear_model.Ridge(), load_diabetes),
]


@pytest.mark.parametrize(("name", "model", "load"), MODELS, ids=[row[0] for row in MODELS])
@pytest.mark.parametrize("options", [{}, {"n_repeats": 2, "max_samples": 0.5}], ids=["all", "half"])
def test_equals_scikit_learn(
    parity: Callable[..., None], name: str, model: Any, load: Any, options: dict[str, Any]
) -> None:
    rows, y = load(return_X_y=True)
    model = model.fit(rows, y)
    ours = permutation_importance(model, rows, y, random_state=7, **options)
    theirs = sklearn.inspection.permutation_importance(model, rows, y, random_state=7, **options)
    parity(
        CODE,
        reference=REFERENCE,
        what="importances, the same seed" + (", max_samples=0.5" if options else ""),
        difference=difference(ours, theirs),
        tolerance=0,
    )


@pytest.mark.parametrize(
    "scoring", ["accuracy", "roc_auc", "neg_log_loss", "neg_brier_score", "f1"]
)
def test_equals_scikit_learn_for_named_scorers(parity: Callable[..., None], scoring: str) -> None:
    rows, y = load_breast_cancer(return_X_y=True)
    rows = rows[:, :8]
    model = sklearn.ensemble.RandomForestClassifier(10, random_state=0).fit(rows, y)
    options: dict[str, Any] = {"scoring": scoring, "random_state": 0, "n_repeats": 3}
    parity(
        CODE,
        reference=REFERENCE,
        what="importances by named scorers",
        difference=difference(
            permutation_importance(model, rows, y, **options),
            sklearn.inspection.permutation_importance(model, rows, y, **options),
        ),
        tolerance=1e-12,
    )


@pytest.mark.parametrize("max_samples", [1.0, 0.4, 30])
def test_equals_scikit_learn_on_a_data_frame(
    parity: Callable[..., None], max_samples: float
) -> None:
    frame = table()
    y = (frame["count"] + (frame["place"] == "west") > 2).astype(int)
    model = pipeline(sklearn.linear_model.LogisticRegression()).fit(frame, y)
    weights = np.linspace(0.5, 2, len(frame))
    options: dict[str, Any] = {
        "random_state": 3,
        "sample_weight": weights,
        "max_samples": max_samples,
        "scoring": "accuracy",
    }
    parity(
        CODE,
        reference=REFERENCE,
        what="importances of a frame's columns, weighted",
        difference=difference(
            permutation_importance(model, frame, y, **options),
            sklearn.inspection.permutation_importance(model, frame, y, **options),
        ),
        tolerance=1e-15,
    )


def test_several_scorers_as_in_scikit_learn(parity: Callable[..., None]) -> None:
    rows, y = load_diabetes(return_X_y=True)
    model = sklearn.linear_model.Ridge().fit(rows, y)
    names = ["r2", "neg_mean_absolute_error"]
    ours = permutation_importance(model, rows, y, scoring=names, random_state=0)
    theirs = sklearn.inspection.permutation_importance(
        model, rows, y, scoring=names, random_state=0
    )
    assert list(ours) == names
    alone = permutation_importance(model, rows, y, scoring="r2", random_state=0)
    assert (alone.importances == ours["r2"].importances).all()
    for name in names:
        parity(
            CODE,
            reference=REFERENCE,
            what="importances by several scorers",
            difference=difference(ours[name], theirs[name]),
            tolerance=1e-12,
        )


def test_a_given_random_state_goes_on_as_in_scikit_learn(parity: Callable[..., None]) -> None:
    ours, theirs = np.random.RandomState(2), np.random.RandomState(2)
    for _ in range(2):  # the second call draws another seed from the same source
        parity(
            CODE,
            reference=REFERENCE,
            what="importances, a RandomState shared by two calls",
            difference=difference(
                permutation_importance(LINEAR, X, Y, random_state=ours),
                sklearn.inspection.permutation_importance(LINEAR, X, Y, random_state=theirs),
            ),
            tolerance=0,
        )


# Dtypes, small and odd tables


def test_a_generator_is_taken_and_gives_the_same_again() -> None:
    first = permutation_importance(LINEAR, X, Y, random_state=np.random.default_rng(1))
    second = permutation_importance(LINEAR, X, Y, random_state=np.random.default_rng(1))
    other = permutation_importance(LINEAR, X, Y, random_state=np.random.default_rng(2))
    assert (first.importances == second.importances).all()
    assert (first.importances != other.importances).any()


def test_frame_columns_keep_their_kinds() -> None:
    frame = table()
    frame["when"] = pd.date_range("2020-01-01", periods=len(frame))
    seen = []

    def scorer(model: Any, rows: pd.DataFrame, y: Any) -> float:
        seen.append((rows.dtypes.tolist(), rows.index.tolist()))
        return 0.0

    frame.index = pd.Index(range(1000, 1000 + len(frame)))
    permutation_importance(LINEAR, frame, None, scoring=scorer, n_repeats=1, random_state=0)
    assert all(each == (frame.dtypes.tolist(), frame.index.tolist()) for each in seen)


def test_columns_of_one_name_are_shuffled_one_at_a_time() -> None:
    frame = pd.DataFrame(X, columns=["a", "a", "b"])

    class First:
        def fit(self) -> None: ...

        def score(self, rows: Any, y: Any) -> float:
            return -float(np.abs(rows.iloc[:, 0].to_numpy() - X[:, 0]).sum())

    found = permutation_importance(First(), frame, Y, random_state=0)
    assert (found.importances[0] > 0).all()
    assert (found.importances[1:] == 0).all()


def test_one_row_cannot_be_shuffled() -> None:
    found = permutation_importance(LINEAR, X[:1], Y[:1], scoring="neg_mean_absolute_error")
    assert (found.importances == 0).all()


def test_words_in_a_list_stay_words_and_numbers_numbers() -> None:
    rows = [["a", 1.0], ["b", 2.0], ["a", 3.0]]

    def scorer(model: Any, X: Any, y: Any) -> float:
        assert {type(each) for each in X[:, 1]} == {float}
        return float(sum(X[:, 1] * (X[:, 0] == "a")))

    found = permutation_importance(None, rows, None, scoring=scorer, random_state=0)
    assert found.importances.shape == (2, 5)


def test_missing_values_are_handed_on() -> None:
    rows = X.copy()
    rows[::5, 1] = np.nan
    model = sklearn.ensemble.HistGradientBoostingRegressor(max_iter=5).fit(rows, Y)
    found = permutation_importance(model, rows, Y, random_state=0)
    assert np.isfinite(found.importances).all()


def test_our_estimators_and_theirs() -> None:
    rows, y = load_iris(return_X_y=True)
    for model in (LogisticRegression(), RandomForestClassifier(5, random_state=0)):
        found = permutation_importance(model.fit(rows, y), rows, y, random_state=0)
        assert found.importances_mean.argmax() in (2, 3)  # the petals


# Inputs


def test_inputs_are_unchanged_even_read_only() -> None:
    rows, y = X.copy(), Y.copy()
    for array in (rows, y):
        array.setflags(write=False)
    permutation_importance(LINEAR, rows, y, random_state=0)
    frame = table()
    before = frame.copy()
    permutation_importance(
        None, frame, None, scoring=lambda model, rows, y: 0.0, random_state=0, max_samples=0.5
    )
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_repeats": 0}, "n_repeats: expected an integer of at least 1, got 0"),
        ({"max_samples": 61}, "max_samples must be <= n_samples"),
        ({"max_samples": 0}, "expected 1 to 60, got 0"),
        ({"max_samples": 1.5}, "a share above 0 and up to 1, got 1.5"),
        ({"max_samples": 0.001}, "0.001 of 60 rows is no row"),
        ({"scoring": "best"}, "scoring: expected one of"),
        ({"scoring": mean_absolute_error}, "a metric function rather than a scorer"),
        ({"sample_weight": np.ones(3)}, "expected one a sample, 60, got shape (3,)"),
        ({"y": Y[:5]}, "expected one a sample, 60, got shape (5,)"),
        ({"X": X[:, 0]}, "Expected 2D array, got 1D array instead"),
        ({"X": np.empty((0, 3)), "y": []}, "expected rows and columns, got shape (0, 3)"),
    ],
)
def test_bad_input_is_named(options: dict[str, Any], message: str) -> None:
    rows, y = options.pop("X", X), options.pop("y", Y)
    with pytest.raises(ValueError, match=re.escape(message)):
        permutation_importance(LINEAR, rows, y, **options)


def test_other_kinds_of_bad_input() -> None:
    with pytest.raises(TypeError, match="n_repeats"):
        permutation_importance(LINEAR, X, Y, n_repeats=2.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="random_state"):
        permutation_importance(LINEAR, X, Y, random_state="one")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="sparse"):
        permutation_importance(LINEAR, scipy.sparse.csr_array(X), Y)
    with pytest.raises(TypeError, match="score"):
        permutation_importance(object(), X, Y)


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), repeats=st.integers(1, 4), columns=st.integers(1, 4))
def test_any_seed_gives_scikit_learns_numbers(seed: int, repeats: int, columns: int) -> None:
    rows = np.random.default_rng(columns).normal(size=(15, columns))
    model = Ridge().fit(rows, rows[:, 0])
    options: dict[str, Any] = {"n_repeats": repeats, "random_state": seed}
    ours = permutation_importance(model, rows, rows[:, 0], **options)
    theirs = sklearn.inspection.permutation_importance(model, rows, rows[:, 0], **options)
    assert (ours.importances == theirs.importances).all()
