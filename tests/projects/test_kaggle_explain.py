"""The report about a model: its numbers are computed again here, its page is sound."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sklearn.inspection
import sklearn.metrics
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.svm import LinearSVC

from journey.ml.linear_model import LinearRegression
from journey.projects.kaggle_pipeline._explain import answers_of, explain, importances
from journey.projects.kaggle_pipeline._html import number, percent
from journey.projects.kaggle_pipeline._intervals import mean_interval
from tests.projects.report import is_sound

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def made(n: int = 240) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "size": rng.normal(size=n),
            "noise": rng.normal(size=n),
            "place": rng.choice(["north", "south", "west"], n),
        }
    )
    frame["label"] = np.where(
        frame["size"] + (frame["place"] == "west") + 0.5 * rng.normal(size=n) > 0.3, "yes", "no"
    )
    frame["price"] = 3 * frame["size"] + (frame["place"] == "west") + rng.normal(size=n)
    frame.loc[::9, "size"] = np.nan
    return frame


FRAME = made()
COLUMNS = ["size", "noise", "place"]
X, LABEL, PRICE = FRAME[COLUMNS][120:], FRAME["label"][120:], FRAME["price"][120:]


def pipeline(model: Any) -> Any:
    parts = make_column_transformer(
        (OneHotEncoder(), ["place"]), (SimpleImputer(), ["size", "noise"])
    )
    return make_pipeline(parts, model)


CLASSIFIER = pipeline(RandomForestClassifier(20, min_samples_leaf=3, random_state=0)).fit(
    FRAME[COLUMNS][:120], FRAME["label"][:120]
)
REGRESSOR = pipeline(RandomForestRegressor(20, random_state=0)).fit(
    FRAME[COLUMNS][:120], FRAME["price"][:120]
)


def test_importance_is_the_mean_of_the_rows_growths() -> None:
    # Every target is met exactly, so the loss after shuffling is the size of what was moved.
    rows = np.random.default_rng(0).normal(size=(50, 2))
    y = rows @ [2.0, -1.0]
    model = LinearRegression().fit(rows, y)
    found = importances(model, rows, answers_of(model, rows, y, "regression"), seed=4, n_repeats=3)
    orders, so_far, order = [], np.arange(50), np.arange(50)
    rng = np.random.RandomState(np.random.RandomState(4).randint(2**31, dtype=np.int64))
    for _ in range(3):
        rng.shuffle(order)
        so_far = so_far[order]
        orders.append(so_far)
    for column in range(2):
        moved = [np.abs(rows[:, column] - rows[each, column]) for each in orders]
        grown = np.mean(moved, axis=0) * abs(model.coef_[column])
        np.testing.assert_allclose(found[column], mean_interval(grown), atol=1e-10)


@pytest.mark.parametrize(
    ("model", "y", "task", "scoring"),
    [
        (CLASSIFIER, LABEL, "classification", "neg_log_loss"),
        (REGRESSOR, PRICE, "regression", "neg_mean_absolute_error"),
    ],
    ids=["classification", "regression"],
)
def test_importance_is_scikit_learns(model: Any, y: Any, task: str, scoring: str) -> None:
    found = importances(model, X, answers_of(model, X, y, task), seed=1)
    theirs = sklearn.inspection.permutation_importance(
        model, X, y, scoring=scoring, n_repeats=10, random_state=1
    )
    np.testing.assert_allclose([each.middle for each in found], theirs.importances_mean, atol=1e-12)


def test_numbers_of_a_classifier() -> None:
    report = is_sound(explain(CLASSIFIER, X, LABEL, task="classification", seed=0, title="Forest"))
    said, chances = CLASSIFIER.predict(X), CLASSIFIER.predict_proba(X)
    quality = report.table("Quality")
    right = sklearn.metrics.accuracy_score(LABEL, said)
    assert quality["Accuracy"]["Model"] == percent(right)
    assert quality["Accuracy"]["Baseline"] == percent(LABEL.value_counts(normalize=True).max())
    loss = sklearn.metrics.log_loss(LABEL, chances)
    assert quality["Logarithmic loss"]["Model"] == number(loss)
    confusion = report.table("Confusion matrix")
    for true in ("no", "yes"):
        for called in ("no", "yes"):
            count = ((true == LABEL) & (said == called)).sum()
            assert confusion[f"is {true}"][f"said {called}"] == number(count)
    groups = report.table("Share of errors by subgroup")
    for place in ("north", "south", "west"):
        inside = (X["place"] == place).to_numpy()
        row = groups[f"place: {place}"]
        assert row["Rows"] == number(inside.sum())
        assert row["Share of errors"] == percent((said != LABEL)[inside].mean())
    assert groups["size: missing"]["Rows"] == number(X["size"].isna().sum())
    worst = report.table("Largest logarithmic loss first")
    losses = -np.log(np.where(LABEL == "yes", chances[:, 1], chances[:, 0]))
    losses[said == LABEL] = 0
    expected = X.index[np.argsort(-losses, kind="stable")]
    assert list(worst) == [str(each) for each in expected[: len(worst)]]
    first = worst[str(expected[0])]
    assert (first["Truth"], first["Loss"]) == (LABEL[expected[0]], number(losses.max()))
    assert sum("Mean chance of yes by" in str(each) for each in report.figures) == 3


def test_partial_dependence_is_that_of_the_model() -> None:
    report = is_sound(explain(CLASSIFIER, X, LABEL, task="classification", seed=0, title="F"))
    means = {
        place: float(CLASSIFIER.predict_proba(X.assign(place=place))[:, 1].mean())
        for place in ("north", "south", "west")
    }
    low, high = min(means, key=lambda k: means[k]), max(means, key=lambda k: means[k])
    (told,) = [
        each for each in report.figures if str(each).startswith("Mean chance of yes by place")
    ]
    assert told == (
        f"Mean chance of yes by place: least {number(means[low])} at {low}, "
        f"most {number(means[high])} at {high}."
    )


def test_calibration_of_the_titles_bins() -> None:
    report = is_sound(explain(CLASSIFIER, X, LABEL, task="classification", seed=0, title="F"))
    chance = CLASSIFIER.predict_proba(X)[:, 1]
    order = np.argsort(chance, kind="stable")
    (rows,) = [r for name, r in report.tables.items() if name == "Share of yes by what was said"]
    for row, part in zip(rows[1:], np.array_split(order, 10), strict=True):
        assert row[0] == number(chance[part].mean())
        assert row[2] == number((LABEL == "yes").to_numpy()[part].mean())


def test_numbers_of_a_regressor() -> None:
    report = is_sound(explain(REGRESSOR, X, PRICE, task="regression", seed=0, title="Prices"))
    said = REGRESSOR.predict(X)
    errors = report.table("Errors")
    mae = sklearn.metrics.mean_absolute_error(PRICE, said)
    assert errors["Mean absolute error"]["Model"] == number(mae)
    baseline = sklearn.metrics.mean_absolute_error(PRICE, np.full(len(PRICE), PRICE.median()))
    assert errors["Mean absolute error"]["Baseline"] == number(baseline)
    r2 = sklearn.metrics.r2_score(PRICE, said)
    assert errors["R squared"]["Model"] == number(r2)
    groups = report.table("Mean absolute error by subgroup")
    for place, part in (PRICE - said).abs().groupby(X["place"]):
        assert groups[f"place: {place}"]["Mean absolute error"] == number(part.mean())
    (rows,) = [r for name, r in report.tables.items() if name == "Residuals in short"]
    assert rows[1][3] == number((PRICE - said).median())


def test_several_classes_arrays_and_models_without_probabilities() -> None:
    rows, y = load_iris(return_X_y=True)
    forest = RandomForestClassifier(8, random_state=0).fit(rows[::2], y[::2])
    report = is_sound(
        explain(forest, rows[1::2], y[1::2], task="classification", seed=0, title="i")
    )
    assert list(report.table("Confusion matrix")) == ["is 0", "is 1", "is 2"]
    svc = LinearSVC().fit(rows[::2], y[::2])
    words = is_sound(
        explain(svc, rows[1::2], y[1::2], task="classification", seed=0, title="i")
    ).words
    assert "The model gives no probabilities." in words
    rows, y = load_diabetes(return_X_y=True)
    is_sound(
        explain(LinearRegression().fit(rows, y), rows, y, task="regression", seed=0, title="d")
    )


def test_hostile_names_and_values_are_text() -> None:
    names = {"place": HOSTILE + "1", "size": HOSTILE + "2", "noise": "<b>"}

    class Renaming:
        classes_ = np.array([HOSTILE, "<i>yes"])

        def predict(self, rows: pd.DataFrame) -> Any:
            return self.classes_[self.predict_proba(rows).argmax(axis=1)]

        def predict_proba(self, rows: pd.DataFrame) -> Any:
            plain = rows.rename(columns={new: old for old, new in names.items()})
            plain = plain.assign(place=plain["place"].str.removeprefix("<u>"))
            return CLASSIFIER.predict_proba(plain)

    rows = X.assign(place="<u>" + X["place"]).rename(columns=names)
    rows.index = pd.Index([f"<s>{each}" for each in rows.index])
    y = LABEL.map({"no": HOSTILE, "yes": "<i>yes"})
    text = explain(Renaming(), rows, y, task="classification", seed=0, title=HOSTILE)
    report = is_sound(text)
    assert not report.tags & {"b", "i", "u", "s"}
    assert "<script" not in text


class Constant:
    """Says the same of every row."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def predict(self, rows: Any) -> Any:
        return np.full(len(rows), self.value)


@pytest.mark.parametrize("n", [1, 2, 12])
def test_few_rows_constant_targets_and_empty_columns(n: int) -> None:
    rows = pd.DataFrame({"a": np.arange(n) * 1.0, "b": [np.nan] * n, "c": ["x"] * n})
    for y in (np.zeros(n), np.arange(n) * 1.0):
        is_sound(explain(Constant(0.0), rows, y, task="regression", seed=0, title="t"))
        is_sound(explain(Constant(0.0), rows, y, task="classification", seed=0, title="t"))
    one = rows[["a"]]
    words = is_sound(
        explain(Constant(0), one, [0] * n, task="classification", seed=0, title="t")
    ).words
    assert "There is no mistake." in words


def test_a_class_that_the_model_has_never_seen() -> None:
    y = LABEL.copy()
    y.iloc[:3] = "perhaps"
    report = is_sound(explain(CLASSIFIER, X, y, task="classification", seed=0, title="t"))
    assert report.table("Confusion matrix")["is perhaps"]["Right"] == "0.0 %"


def test_the_same_gives_the_same_bytes_and_changes_nothing() -> None:
    before = X.copy()
    first = explain(CLASSIFIER, X, LABEL, task="classification", seed=5, title="t")
    assert explain(CLASSIFIER, X, LABEL, task="classification", seed=5, title="t") == first
    assert explain(CLASSIFIER, X, LABEL, task="classification", seed=6, title="t") != first
    pd.testing.assert_frame_equal(X, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"task": "ranking"}, "task: expected 'classification' or 'regression', got 'ranking'"),
        ({"X": X[:0], "y": []}, "X: expected rows and columns, got shape (0, 3)"),
        ({"y": [1.0]}, "y: expected 120 targets, one a row, got shape (1,)"),
        ({"y": [np.nan] * 120}, "y: expected a target in each row, some are missing"),
    ],
)
def test_bad_input_is_named(options: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"X": X, "y": PRICE, "task": "regression", **options}
    with pytest.raises(ValueError, match=re.escape(message)):
        explain(REGRESSOR, given["X"], given["y"], task=given["task"], seed=0, title="t")
