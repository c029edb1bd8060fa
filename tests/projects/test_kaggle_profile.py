"""The data report: its numbers are pandas' own, its page is sound, odd tables do not break it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import statsmodels.stats.proportion

from journey.projects.kaggle_pipeline._facts import Column, binned, drift, read, strength
from journey.projects.kaggle_pipeline._html import number, percent
from journey.projects.kaggle_pipeline._intervals import (
    correlation_ratio,
    cramers_v,
    mean_interval,
    rank_correlation,
    share_interval,
)
from journey.projects.kaggle_pipeline._profile import profile
from tests.projects.report import is_sound

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&\x00\u202e"
RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def titanic(data_folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.read_csv(data_folder / "titanic-train.csv"), pd.read_csv(
        data_folder / "titanic-test.csv"
    )


def made(n: int = 300) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "size": rng.normal(10, 3, n),
            "rooms": rng.integers(1, 6, n),
            "place": rng.choice(["north", "south", "west"], n, p=[0.5, 0.3, 0.2]),
            "sold": rng.random(n) < 0.3,
            "when": pd.date_range("2020-01-01", periods=n),
        }
    )
    frame["price"] = 2 * frame["size"] + (frame["place"] == "west") * 10 + rng.normal(size=n)
    frame.loc[::10, "size"] = np.nan
    return frame


# Intervals and strengths against independent references


def test_intervals_are_those_of_statsmodels_and_scipy() -> None:
    for hits, n in ((0, 5), (3, 7), (50, 400), (9, 9)):
        low, high = statsmodels.stats.proportion.proportion_confint(hits, n, method="wilson")
        np.testing.assert_allclose(share_interval(hits, n), (low, hits / n, high), atol=1e-12)
    values = RNG.normal(size=13)
    low, high = scipy.stats.t.interval(0.95, 12, values.mean(), scipy.stats.sem(values))
    np.testing.assert_allclose(mean_interval(values), (low, values.mean(), high), atol=1e-10)


def test_strengths_are_those_of_scipy() -> None:
    x, y = RNG.integers(0, 6, 80), RNG.normal(size=80)
    assert rank_correlation(x, y) == pytest.approx(scipy.stats.spearmanr(x, y).statistic)
    groups = [y[x == k] for k in range(6)]
    f = scipy.stats.f_oneway(*groups).statistic
    assert correlation_ratio(x, y) ** 2 == pytest.approx(1 / (1 + 74 / (5 * f)))
    z = RNG.integers(0, 3, 80)
    expected = scipy.stats.contingency.association(pd.crosstab(x, z), method="cramer")
    assert cramers_v(x, z) == pytest.approx(expected)


def test_drift_is_the_distance_of_kolmogorov_and_smirnov() -> None:
    a, b = RNG.normal(size=90), RNG.normal(0.4, 1, size=70)
    distance, chance, new = drift(read(pd.Series(a), "a"), read(pd.Series(b), "a"))
    found = scipy.stats.ks_2samp(a, b, method="exact")
    assert distance == pytest.approx(found.statistic)
    assert chance >= found.pvalue  # a bound from above
    assert new == []
    words = drift(read(pd.Series(["a", "a", "b"]), "w"), read(pd.Series(["a", "c"]), "w"))
    assert words[0] == pytest.approx(0.5)
    assert words[2] == ["c"]


def test_bins_hold_every_value_once() -> None:
    column = read(pd.Series(RNG.normal(size=101)), "x")
    place, names = binned(column, 4)
    assert np.bincount(place).tolist() == [26, 25, 25, 25]
    assert len(names) == 4
    words = read(pd.Series(list("aaabbbccddeeffgghhij")), "w")
    place, names = binned(words)
    assert names == [*"abcdefg", "3 others"]
    assert np.bincount(place).sum() == 20


# The page's numbers are pandas' own


def test_numbers_of_the_titanic(titanic: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    train, test = titanic
    text = profile(train, target="Survived", task="classification", title="T", test=test)
    report = is_sound(text)
    size = report.table("Size of the table")
    assert size["Rows"]["How many"] == "891"
    missing = int(train.isna().sum().sum())
    assert size["Missing cells"]["How many"].startswith(f"{missing} (")
    columns = report.table("Columns in the table's order")
    assert list(columns) == list(train.columns)
    for name in train.columns:
        assert columns[name]["Missing"] == number(train[name].isna().sum())
        assert columns[name]["Different"] == number(train[name].nunique())
        assert columns[name]["Type"] == str(train[name].dtype)
    numbers = report.table("Numbers in short. Far out")
    told = train.describe()
    for name in ("Age", "Fare", "Pclass"):
        for ours, theirs in (
            ("Values", "count"), ("Mean", "mean"), ("Deviation", "std"), ("Least", "min"),
            ("25 %", "25%"), ("50 %", "50%"), ("75 %", "75%"), ("Most", "max"),
        ):  # fmt: skip
            assert numbers[name][ours] == number(told.loc[theirs, name])
    classes = report.table("Classes")
    for value, count in train["Survived"].value_counts().items():
        assert classes[str(value)]["Rows"] == number(count)
        assert classes[str(value)]["Share"] == percent(count / 891)
    for name in ("Sex", "Embarked"):
        by = train.groupby(name)["Survived"]
        rates = report.table(f"Share of Survived = 1 by {name}")
        for value, rate in by.mean().items():
            assert rates[str(value)]["Rows"] == number(by.count()[value])
            assert rates[str(value)]["Value"] == percent(rate)
            low, high = statsmodels.stats.proportion.proportion_confint(
                by.sum()[value], by.count()[value], method="wilson"
            )
            assert rates[str(value)]["Interval"] == f"{percent(low)} to {percent(high)}"
    gone = report.table("Share of Survived = 1 where a value is missing")
    for name in ("Age", "Cabin"):
        for part, column in ((train[name].isna(), "Missing"), (train[name].notna(), "There")):
            assert gone[name][column] == percent(train["Survived"][part].mean())
    strengths = report.table("Columns by their strength")
    expected = scipy.stats.contingency.association(pd.crosstab(train.Sex, train.Survived))
    assert strengths["Sex"]["Strength"] == number(expected)
    patterns = report.table("What is missing together")
    holes = train.isna()
    assert patterns["Age, Cabin"]["Rows"] == number(
        (holes.Age & holes.Cabin & ~holes.Embarked).sum()
    )
    correlations = report.table("Spearman's correlation")
    assert correlations["Pclass and Fare"]["r"] == number(
        train[["Pclass", "Fare"]].corr("spearman").iloc[0, 1]
    )
    differs = report.table("What differs")
    ks = scipy.stats.ks_2samp(train["Age"].dropna(), test["Age"].dropna())
    assert differs["Age"]["Distance"] == number(ks.statistic)
    assert "Looks like an id: PassengerId." in report.words
    assert "Many missing: Cabin. 77.1 % of the rows lack it." in report.words


def test_numbers_of_a_regression() -> None:
    frame = made()
    report = is_sound(profile(frame, target="price", task="regression", title="Prices"))
    by = report.table("Mean price by place")
    for place, part in frame.groupby("place")["price"]:
        assert by[str(place)]["Value"] == number(part.mean())
        low, high = scipy.stats.t.interval(0.95, len(part) - 1, part.mean(), scipy.stats.sem(part))
        assert by[str(place)]["Interval"] == f"{number(low)} to {number(high)}"
    strengths = report.table("Columns by their strength")
    rank = frame[["size", "price"]].corr("spearman").iloc[0, 1]
    assert strengths["size"]["Rank correlation"] == number(rank)
    assert strengths["place"]["Rank correlation"] == "–"


# Warnings


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"copy": lambda f: f["price"] * 2}, "Leakage suspect: copy."),
        ({"always": lambda f: 1}, "Constant column: always."),
        ({"empty": lambda f: np.nan}, "Empty column: empty."),
        ({"code": lambda f: np.arange(len(f))}, "Looks like an id: code."),
        ({"order": lambda f: f["price"].rank(method="first")}, "the rows' order tells of it."),
        ({"twin": lambda f: f["rooms"]}, "It equals rooms in every row."),
        (
            {"word": lambda f: [f"w{k % 200}" for k in range(len(f))]},
            "Many different values: word.",
        ),
        ({"odd": lambda f: [1, "a"] * (len(f) // 2)}, "Mixed types: odd."),
        ({"far": lambda f: [np.inf] + [1.0, 2.0, 3.0] * 99 + [1.0, 2.0]}, "Infinite values: far."),
        (
            {"hole": lambda f: f["rooms"].where(f["price"] > f["price"].median())},
            "Many missing: hole.",
        ),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], words: str) -> None:
    frame = made()
    before = is_sound(profile(frame, target="price", task="regression", title="t"))
    assert words not in before.words
    after = profile(frame.assign(**change), target="price", task="regression", title="t")
    assert words in is_sound(after).words


def test_missing_that_goes_with_the_class_and_rare_classes_and_contradictions() -> None:
    frame = pd.DataFrame({"x": [1.0, np.nan] * 50, "y": ["no", "yes"] * 50})
    report = is_sound(profile(frame, target="y", task="classification", title="t"))
    assert "Leakage suspect: x. Whether it is missing goes with the target (1)." in report.words
    frame = pd.DataFrame({"x": [1, 2] * 50, "y": ["no"] * 98 + ["yes"] * 2})
    report = is_sound(profile(frame, target="y", task="classification", title="t"))
    assert "Rare class: y. yes is 2.0 % of the rows." in report.words
    assert "Contradicting rows: y. 100 rows agree" in report.words


def test_drift_is_said() -> None:
    frame = made()
    test = frame.drop(columns=["price", "sold"]).assign(size=frame["size"] + 10)
    test.loc[:5, "place"] = "east"
    text = profile(frame, target="price", task="regression", title="t", test=test)
    words = is_sound(text).words
    for expected in (
        "Drift: size.",
        "New values: place. Values never seen in training: east.",
        "Not in the rows to predict: sold.",
    ):
        assert expected in words
    assert "Drift: rooms." not in words


# Hostile, odd and empty tables


def test_hostile_names_and_values_are_text() -> None:
    frame = pd.DataFrame(
        {
            HOSTILE: [HOSTILE, "b"] * 20,
            "x<y>": RNG.normal(size=40),
            "target&": [HOSTILE, "<b>"] * 20,
        }
    )
    frame.loc[3, HOSTILE] = None
    text = profile(
        frame, target="target&", task="classification", title=HOSTILE, test=frame[[HOSTILE]]
    )
    report = is_sound(text)
    assert "<script" not in text
    assert "<img" not in text
    assert "\x00" not in text
    assert "\u202e" not in text
    assert "<script>alert(1)</script>" in report.words  # as words


ODD: list[pd.DataFrame] = [
    pd.DataFrame({"y": []}),
    pd.DataFrame({"y": [1.0, 2.0, 2.0]}),
    pd.DataFrame({"a": [np.nan] * 5, "y": [1, 2, 1, 2, 1]}),
    pd.DataFrame({"a": [np.nan] * 3, "y": [np.nan] * 3}),
    pd.DataFrame({"a": [1, 2, 3], "y": [7, 7, 7]}),
    pd.DataFrame({"a": [1.5], "y": [1]}),
    pd.DataFrame({"a": [[1], {2: 3}, None], "y": [1, 2, 3]}),
    pd.DataFrame({"a": [np.inf, -np.inf, np.nan], "y": [1, 2, 3]}),
    pd.DataFrame([[1, 2, 3], [4, 5, 6]], columns=["a", "a", "y"]),
    pd.DataFrame({"a": pd.array([1, None, 3], dtype="Int64"), "y": [1.0, 2.0, 3.0]}),
    pd.DataFrame({"a": pd.to_timedelta([1, 2, 3], unit="D"), "y": [1, 2, 3]}),
    pd.DataFrame({"a": pd.date_range("2020", periods=3, tz="Asia/Tokyo"), "y": [1, 2, 3]}),
    pd.DataFrame({"a": pd.Categorical(["u", "v", None]), "y": [1, 2, 3]}),
]


@pytest.mark.parametrize("place", range(len(ODD)))
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_odd_tables_have_a_report(place: int, task: str) -> None:
    frame = ODD[place]
    before = frame.copy(deep=True)
    text = profile(frame, target="y", task=task, title="odd", test=frame.drop(columns="y"))
    is_sound(text)
    pd.testing.assert_frame_equal(frame, before)


def test_the_same_table_gives_the_same_bytes() -> None:
    first = profile(made(), target="price", task="regression", title="t", test=made())
    assert profile(made(), target="price", task="regression", title="t", test=made()) == first


def test_rows_in_another_order_change_no_strength() -> None:
    frame = made().drop(columns="when")
    mixed = frame.sample(frac=1, random_state=0)

    def columns(table: pd.DataFrame) -> list[Column]:
        return [read(table[name], name) for name in table]

    ours, other = columns(frame), columns(mixed)
    for a, b in zip(ours, other, strict=True):
        np.testing.assert_allclose(strength(a, ours[-1]), strength(b, other[-1]), atol=1e-12)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"task": "ranking"}, "task: expected 'classification' or 'regression', got 'ranking'"),
        ({"target": "cost"}, "target: expected one column called 'cost', the columns are size"),
        ({"target": "place"}, "target: expected numbers for a regression"),
    ],
)
def test_bad_input_is_named(options: dict[str, str], message: str) -> None:
    given: dict[str, Any] = {"target": "price", "task": "regression", "title": "t", **options}
    with pytest.raises(ValueError, match=message):
        profile(made(), **given)
