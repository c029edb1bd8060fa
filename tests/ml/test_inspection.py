"""The probe for leakage: honest procedures are clean, known leaks are found, shares are exact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold, TimeSeriesSplit
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler, TargetEncoder
from sklearn.tree import DecisionTreeClassifier

from journey.ml.inspection import LeakageReport, leakage_probe
from journey.ml.linear_model import Ridge
from journey.ml.pipeline import Pipeline, make_pipeline

Rows = NDArray[np.intp]
RNG = np.random.default_rng(3)
X_NOISE = RNG.normal(size=(120, 300))
Y_NOISE = RNG.integers(0, 2, 120)
TRAIN, TEST = np.arange(80), np.arange(80, 120)


# Identities: honest procedures are clean


@pytest.mark.parametrize(
    "model",
    [
        make_pipeline(StandardScaler(), SelectKBest(k=5), LogisticRegression()),
        make_pipeline(StandardScaler(), KNeighborsClassifier()),
        DecisionTreeClassifier(random_state=0),
        Pipeline([("nothing", "passthrough"), ("ridge", Ridge())]),
    ],
    ids=str,
)
@pytest.mark.parametrize("load", [load_breast_cancer, load_diabetes])
def test_a_pipeline_fitted_on_the_training_rows_is_clean(model: Any, load: Any) -> None:
    X, y = load(return_X_y=True)
    y = (y > np.median(y)).astype(int) if load is load_diabetes else y
    for train, test in KFold(3, shuffle=True, random_state=0).split(X):
        report = leakage_probe(model, X, y, train, test, n_repeats=1)
        assert (report.targets, report.other_rows) == (0, 0)
        assert "same_rows" not in report.leaks or load is load_diabetes


@given(st.floats(-3, 3), st.integers(2, 9))
@settings(max_examples=20)
def test_any_share_of_the_test_mean_is_found(share: float, number: int) -> None:
    # Predicting a constant plus a share of the mean target of the test rows, weighted by place.
    X, y = np.arange(20.0)[:, None], np.sqrt(np.arange(20.0))
    train, test = np.arange(20 - number), np.arange(20 - number, 20)
    weight = np.arange(1.0, number + 1)

    def procedure(X: Any, y: Any, train: Rows, test: Rows) -> Any:
        return X[test, 0] + share * (weight @ y[test])

    report = leakage_probe(procedure, X, y, train, test, n_repeats=8)
    visible = abs(share) > 1e-6
    if visible or share == 0:
        assert report.targets == float(visible)
    assert report.other_rows == 0


# Each known leak is found


def selected_too_early(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    best = SelectKBest(k=10).fit(X, y)
    model = LogisticRegression().fit(best.transform(X)[train], y[train])
    return model.decision_function(best.transform(X)[test])


def scaled_too_early(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    X = StandardScaler().fit_transform(X)
    return KNeighborsClassifier().fit(X[train], y[train]).kneighbors(X[test])[0]


def encoded_too_early(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    encoded = TargetEncoder(cv=KFold(5)).fit_transform(X[:, :1].round(), y)
    return LogisticRegression().fit(encoded[train], y[train]).decision_function(encoded[test])


def stopped_on_the_test_rows(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    fits = [LogisticRegression(C=c).fit(X[train], y[train]) for c in (1e-4, 1e-2, 1.0)]
    best = max(fits, key=lambda fit: fit.score(X[test], y[test]))
    return best.decision_function(X[test])


def clustered_with_the_test_rows(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    return KMeans(3, n_init=1, random_state=0).fit(X).transform(X)[test]


def normalised_by_the_test_batch(X: Any, y: Any, train: Rows, test: Rows) -> Any:
    return (X[test] - X[test].mean(axis=0)) @ np.ones(X.shape[1])


@pytest.mark.parametrize(
    ("procedure", "leaks"),
    [
        (selected_too_early, {"targets", "other_rows"}),
        (scaled_too_early, {"other_rows"}),
        (encoded_too_early, {"targets", "other_rows"}),
        (stopped_on_the_test_rows, {"targets"}),
        (clustered_with_the_test_rows, {"other_rows"}),
        (normalised_by_the_test_batch, {"other_rows"}),
    ],
)
def test_each_known_leak_is_found(procedure: Any, leaks: set[str]) -> None:
    report = leakage_probe(procedure, X_NOISE, Y_NOISE, TRAIN, TEST, n_repeats=5)
    assert leaks <= set(report.leaks)
    if "targets" not in leaks:
        assert report.targets == 0


# Shares are exact


@given(st.lists(st.integers(0, 6), min_size=4, max_size=30), st.data())
@settings(max_examples=40)
def test_shared_rows_groups_and_times_by_comparing_all_pairs(
    values: list[int], data: st.DataObject
) -> None:
    X = np.array(values, dtype=np.float64)[:, None]
    cut = data.draw(st.integers(1, len(values) - 1))
    train, test = np.arange(cut), np.arange(cut, len(values))
    report = leakage_probe(
        Ridge(), X, X[:, 0], train, test, groups=values, times=values, n_repeats=1
    )
    pairs = [[values[a] == values[b] for a in train] for b in test]
    want = np.mean([any(row) for row in pairs])
    older = np.mean([any(values[b] < values[a] for a in train) for b in test])
    assert (report.same_rows, report.same_groups, report.from_before) == (want, want, older)


def test_shares_on_real_data(parity: Callable[..., None]) -> None:
    X, y = load_diabetes(return_X_y=True)
    rng = np.random.default_rng(0)
    X, y = X[drawn := rng.integers(0, len(y), 600)], y[drawn]  # with copies, as in a bootstrap
    wrong = 0
    for train, test in KFold(4).split(X):
        report = leakage_probe(Ridge(), X, y, train, test, n_repeats=1)
        copies = (X[test][:, None] == X[train][None]).all(axis=2).any(axis=1)
        wrong += report.same_rows != copies.mean()
        assert 0 < report.same_rows < 1
    parity(
        "journey.ml.inspection.leakage_probe",
        reference="numpy, all pairs of rows compared",
        what="shares of repeated rows that differ, 4 folds with copies",
        difference=wrong,
        tolerance=0,
    )


def test_splitters_that_keep_groups_and_time_are_clean(parity: Callable[..., None]) -> None:
    X, y = load_diabetes(return_X_y=True)
    patients, days = np.arange(len(y)) // 5, np.arange(len(y))
    wrong = 0
    for train, test in GroupKFold(4).split(X, y, patients):
        wrong += leakage_probe(Ridge(), X, y, train, test, groups=patients).leaks != ()
    for train, test in TimeSeriesSplit(4).split(X):
        wrong += leakage_probe(Ridge(), X, y, train, test, times=days).leaks != ()
    train, test = next(KFold(4, shuffle=True, random_state=0).split(X))
    report = leakage_probe(Ridge(), X, y, train, test, groups=patients, times=days)
    assert report.leaks == ("same_groups", "from_before")
    parity(
        "journey.ml.inspection.leakage_probe",
        reference="sklearn.model_selection.GroupKFold, TimeSeriesSplit",
        what="splits wrongly called leaking",
        difference=wrong,
        tolerance=0,
    )


# Frames, kinds of predictions, edges


def test_frames_with_words_and_missing_values() -> None:
    frame = pd.DataFrame(
        {"a": [1.0, np.nan, 2.0, np.nan, 5.0, 1.0], "b": ["x", "y", "x", "y", None, "z"]}
    )

    def lengths(X: Any, y: Any, train: Rows, test: Rows) -> Any:
        return X["b"].iloc[test].fillna("").str.len()

    report = leakage_probe(lengths, frame, [0, 1, 0, 1, 0, 1], [0, 1, 2], [3, 4, 5])
    assert report.same_rows == 1 / 3  # a missing value equals a missing value
    assert report.leaks == ("same_rows",)


def test_labels_as_words_and_predictions_that_are_not_numbers() -> None:
    def majority(X: Any, y: Any, train: Rows, test: Rows) -> Any:
        values, counts = np.unique(y, return_counts=True)  # of all rows: no row sees its own
        return np.full(len(test), values[counts.argmax()])

    def echo(X: Any, y: Any, train: Rows, test: Rows) -> Any:
        return y[test]

    y = np.array(["no", "no", "yes", "no", "no", "yes", "no"])
    X = np.arange(7.0)[:, None]
    assert leakage_probe(majority, X, y, [0, 1, 2], [3, 4, 5, 6], n_repeats=20).targets == 1
    assert leakage_probe(echo, X, y, [0, 1, 2], [3, 4, 5, 6], n_repeats=20).targets == 1


def test_one_test_row_has_no_others() -> None:
    report = leakage_probe(normalised_by_the_test_batch, X_NOISE, Y_NOISE, TRAIN, [100])
    assert report.leaks == ()


def test_the_same_seed_gives_the_same_report_and_nothing_is_changed() -> None:
    before = X_NOISE.copy(), Y_NOISE.copy()
    first, second = (
        leakage_probe(stopped_on_the_test_rows, X_NOISE, Y_NOISE, TRAIN, TEST, random_state=7)
        for _ in range(2)
    )
    assert first == second
    np.testing.assert_array_equal(X_NOISE, before[0])
    np.testing.assert_array_equal(Y_NOISE, before[1])


def test_the_report_reads_worst_first() -> None:
    report = LeakageReport(0.5, 0.0, 0.0, same_groups=1.0, from_before=0.0)
    assert report.leaks == ("targets", "same_groups")
    lines = str(report).splitlines()
    assert [line.split()[:2] for line in lines[:2]] == [["leaks", "100.0%"], ["leaks", "50.0%"]]
    assert len(lines) == 5


# Bad input


def test_mistakes_are_named() -> None:
    def call(**changes: Any) -> Any:
        given = {"procedure": Ridge(), "X": X_NOISE, "y": Y_NOISE, "train": TRAIN, "test": TEST}
        return leakage_probe(**{**given, **changes})

    with pytest.raises(ValueError, match=r"no row in both, got \[80, 81\]"):
        call(train=np.arange(82))
    with pytest.raises(ValueError, match="train: expected indices of rows"):
        call(train=[])
    with pytest.raises(ValueError, match="test: expected indices of rows"):
        call(test=[True, False])
    with pytest.raises(ValueError, match="test: expected indices from 0 to 119, got 120"):
        call(test=[120])
    with pytest.raises(ValueError, match="y: expected 120 targets"):
        call(y=Y_NOISE[:-1])
    with pytest.raises(ValueError, match=r"groups: expected shape \(120,\)"):
        call(groups=[1])
    with pytest.raises(ValueError, match="procedure: expected 40 predictions"):
        call(procedure=lambda X, y, train, test: y[train])
    rng = np.random.default_rng()
    with pytest.raises(ValueError, match="set its random_state"):
        call(procedure=lambda X, y, train, test: rng.random(len(test)))
    with pytest.raises(ValueError, match="an estimator that predicts"):
        call(procedure=StandardScaler())
    with pytest.raises(ValueError, match="n_repeats"):
        call(n_repeats=0)
