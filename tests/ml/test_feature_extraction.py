"""Dates and texts as numbers: known dates, pandas, then Python's own words for the same."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.ml.feature_extraction import cyclic_features, date_features, text_features

PARTS = ["year", "month", "day", "weekday", "weekend", "dayofyear", "hour", "minute"]


def test_dates_that_everybody_knows() -> None:
    found = date_features(["1969-07-20T20:17", "2000-02-29", "2026-11-28 14:30"], PARTS)
    assert found.tolist() == [
        [1969, 7, 20, 6, 1, 201, 20, 17],
        [2000, 2, 29, 1, 0, 60, 0, 0],
        [2026, 11, 28, 5, 1, 332, 14, 30],
    ]


@given(st.datetimes(datetime.datetime(1, 1, 1), datetime.datetime(9998, 12, 31)))
def test_parts_as_pythons_own_calendar(when: datetime.datetime) -> None:
    want = [
        when.year, when.month, when.day, when.weekday(), when.weekday() >= 5,
        when.timetuple().tm_yday, when.hour, when.minute,
    ]  # fmt: skip
    assert date_features(np.array([when], dtype="datetime64[s]"), PARTS)[0].tolist() == want


def test_parts_as_pandas(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    seconds = rng.integers(-4_000_000_000, 4_000_000_000, 5000)
    stamps = pd.Series(seconds.astype("datetime64[s]"))
    want = np.column_stack(
        [stamps.dt.year, stamps.dt.month, stamps.dt.day, stamps.dt.day_of_week,
         stamps.dt.day_of_week >= 5, stamps.dt.day_of_year, stamps.dt.hour, stamps.dt.minute]
    )  # fmt: skip
    parity(
        "journey.ml.feature_extraction.date_features",
        reference="pandas.Series.dt",
        what="parts that differ, 5,000 dates from 1843 to 2096",
        difference=(date_features(stamps.to_numpy(), PARTS) != want).sum(),
        tolerance=0,
    )


def test_days_count_with_their_fraction_and_nothing_is_missing_but_nat() -> None:
    found = date_features(np.array(["1970-01-02T12", "NaT"], dtype="datetime64[h]"), ["days"])
    assert found[0, 0] == 1.5
    assert math.isnan(found[1, 0])
    objects = np.array([datetime.date(2024, 12, 31)], dtype=object)
    assert date_features(objects, ["dayofyear"]).tolist() == [[366]]


@given(st.floats(-1e3, 1e3), st.floats(0.5, 400))
def test_a_circle_comes_round_again(value: float, period: float) -> None:
    found = cyclic_features([value, value + period, value + period / 2], period)
    np.testing.assert_allclose(np.sum(found**2, axis=1), 1, rtol=1e-12)
    np.testing.assert_allclose(found[0], found[1], atol=1e-9)
    np.testing.assert_allclose(found[0], -found[2], atol=1e-9)


def test_neighbours_on_the_circle_are_as_far_apart_everywhere(parity: Callable[..., None]) -> None:
    months = cyclic_features(np.arange(1, 13), 12)
    steps = np.linalg.norm(months - np.roll(months, -1, axis=0), axis=1)
    parity(
        "journey.ml.feature_extraction.cyclic_features",
        reference="2 sin(pi / 12), the chord of a month",
        what="distance of neighbouring months, December to January too",
        difference=np.abs(steps - 2 * np.sin(np.pi / 12)).max(),
        tolerance=1e-14,
    )


@given(st.lists(st.text(max_size=30), max_size=6))
def test_measures_of_texts_word_by_word(texts: list[str]) -> None:
    measures = ["characters", "words", "mean_word", "digits", "upper", "marks", "unique"]
    found = text_features(texts, measures)
    assert found.shape == (len(texts), 7)
    for text, row in zip(texts, found, strict=True):
        words = "".join(c if c.isalnum() or c == "_" else " " for c in text).split(" ")
        words = [word for word in words if word]
        if any(not c.isalnum() and c.isidentifier() for c in text.replace("_", "")):
            continue  # marks that combine with letters: regular expressions and isalnum differ
        assert row[0] == len(text)
        assert row[3] == sum(c.isdigit() for c in text)
        if text.isascii():
            assert row[1] == len(words)
            assert row[6] == len({word.lower() for word in words})
            assert row[2] == (sum(map(len, words)) / len(words) if words else 0)


def test_texts_as_pandas(parity: Callable[..., None]) -> None:
    texts = ["Call 911 NOW!", "", "Braund, Mr. Owen Harris", "a_b  c\nd", "Äpfel? 42; nein:"]
    column = pd.Series(texts, dtype=object)
    want = np.column_stack(
        [column.str.len(), column.str.count(r"\w+"), column.str.count(r"\d"),
         column.str.count(r"[!?.,;:]")]
    )  # fmt: skip
    found = text_features(texts, ["characters", "words", "digits", "marks"])
    parity(
        "journey.ml.feature_extraction.text_features",
        reference="pandas.Series.str",
        what="measures that differ, five texts",
        difference=(found != want).sum(),
        tolerance=0,
    )


@pytest.mark.parametrize(
    ("call", "kind", "words"),
    [
        (lambda: date_features(["2026-01-01"], ["century"]), ValueError, r"got \['century'\]"),
        (lambda: date_features(["not a day"]), ValueError, "dates: expected dates such as"),
        (lambda: date_features([20260101]), ValueError, "dates: expected datetime64 or texts"),
        (lambda: date_features([["2026-01-01"]]), ValueError, r"got \(1, 1\)"),
        (lambda: cyclic_features([1], 0), ValueError, "period: expected a positive number, got 0"),
        (lambda: cyclic_features([[1]], 7), ValueError, r"shape \(n_samples,\), got \(1, 1\)"),
        (lambda: text_features(["a"], ["mood"]), ValueError, r"got \['mood'\]"),
        (lambda: text_features("one text"), TypeError, "put it into a list"),
        (lambda: text_features([3]), TypeError, r"expected str, got 3 \(int\)"),
    ],
)
def test_mistakes_are_named(call: Callable[[], Any], kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        call()
