"""Controls: defaults in ordinary Python, the reader's values in the page, errors that say what."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.live import Controls, choice, slider, toggle

FINITE = st.floats(-1e6, 1e6)


def test_in_ordinary_python_a_control_is_its_default() -> None:
    assert slider(0, 10, 3, name="a") == 3
    assert choice(["x", "y"], "y", name="b") == "y"
    assert toggle(True, name="c") is True


@pytest.mark.parametrize(
    ("arguments", "keywords", "expected"),
    [
        ((0, 10), {}, 5),
        ((1, 4), {}, 3),
        ((0.0, 1.0), {}, 0.5),
        ((0, 1.0), {}, 0.5),
        ((-3.0, 5), {}, 1.0),
        ((0.01, 1.0), {"log": True}, 0.1),
        ((1, 100), {"log": True}, 10),
        ((0.0, 1.0), {"step": 0.4}, 0.4),  # the middle, 0.5, is no step: 0, 0.4 and 0.8 are
        ((0, 10), {"step": 4}, 4),
        ((0, 10), {"step": 0.5}, 5.0),
        ((0, 10, 2.0), {}, 2.0),
        ((np.int64(1), np.int32(9)), {}, 5),
        ((np.float64(0.0), np.float32(1.0)), {}, 0.5),
        ((Fraction(1, 4), 1, Fraction(1, 2)), {}, 0.5),
    ],
)
def test_the_default_and_its_type(
    arguments: tuple[Any, ...], keywords: dict[str, Any], expected: float
) -> None:
    value = slider(*arguments, **keywords)
    assert value == pytest.approx(expected, rel=1e-15)
    assert type(value) is type(expected)


def test_a_page_learns_what_was_declared_in_order() -> None:
    with Controls({"rate": 0.3, "kind": "b", "on": True, "gone": 7}) as controls:
        rate = slider(0.1, 1.0, 0.2, log=True, name="rate", label="learning rate")
        n = slider(0, 9, name="n_steps")
        kind = choice(["a", "b"], name="kind")
        on = toggle(name="on")
    assert (rate, n, kind, on) == (0.3, 4, "b", True)
    none = dict.fromkeys(["low", "high", "step", "log", "integer", "options"])
    assert controls.declared == [
        none | {"name": "rate", "kind": "slider", "low": 0.1, "high": 1.0, "log": True,
                "integer": False, "value": 0.3, "default": 0.2, "label": "learning rate"},
        none | {"name": "n_steps", "kind": "slider", "low": 0, "high": 9, "step": 1, "log": False,
                "integer": True, "value": 4, "default": 4, "label": "n steps"},
        none | {"name": "kind", "kind": "choice", "options": ["a", "b"], "value": "b",
                "default": "a", "label": "kind"},
        none | {"name": "on", "kind": "toggle", "value": True, "default": False, "label": "on"},
    ]  # fmt: skip
    assert json.loads(json.dumps(controls.declared)) == controls.declared


def test_a_control_without_a_name_is_its_default_in_the_page_too() -> None:
    with Controls({"": 1.0}) as controls:
        assert slider(0.0, 1.0, 0.2) == 0.2
        assert choice([1, 2]) == 1
        assert toggle() is False
    assert controls.declared == []


@pytest.mark.parametrize(
    "stale", [2.0, -1, math.nan, math.inf, "0.5", None, True, [0.5], 10**400, -(10**400)]
)
def test_a_value_that_no_longer_fits_a_slider_gives_way_to_the_default(stale: Any) -> None:
    with Controls({"a": stale}) as controls:
        assert slider(0.0, 1.0, 0.2, name="a") == 0.2
    assert controls.declared[0]["value"] == 0.2


@pytest.mark.parametrize("stale", ["c", None, 3, ["a"], True])
def test_a_value_that_no_longer_fits_a_choice_gives_way_to_the_default(stale: Any) -> None:
    with Controls({"a": stale}):
        assert choice(["a", "b"], "b", name="a") == "b"


@pytest.mark.parametrize("stale", [1, 0, "true", None])
def test_a_value_that_no_longer_fits_a_toggle_gives_way_to_the_default(stale: Any) -> None:
    with Controls({"a": stale}):
        assert toggle(True, name="a") is True


def test_an_option_may_come_back_as_text_and_is_returned_as_it_was_given() -> None:
    with Controls({"k": "2"}):
        value = choice([1, 2, 4], name="k")
    assert value == 2
    assert type(value) is int


def test_values_come_back_in_the_type_of_the_slider() -> None:
    with Controls({"a": 3, "b": 4.0, "c": 6.4}):
        results = slider(0.0, 9.0, name="a"), slider(0, 9, name="b"), slider(0, 9, name="c")
    assert results == (3.0, 4, 6)
    assert [type(result) for result in results] == [float, int, int]


def test_values_snap_to_the_steps_and_are_written_without_rounding_errors() -> None:
    with Controls({"a": 0.31, "b": 0.99, "c": 7, "d": 10}):
        assert slider(0.0, 1.0, step=0.1, name="a") == 0.3
        assert slider(0.0, 0.99, step=0.25, name="b") == 0.75  # 1.0 would be above the bound
        assert slider(1, 10, step=4, name="c") == 9
        assert slider(1, 10, step=4, name="d") == 9


@given(low=FINITE, width=st.floats(1e-3, 1e6), share=st.floats(0, 1), step=st.floats(0.01, 1))
def test_what_is_returned_is_within_the_bounds_and_does_not_move_when_it_is_sent_again(
    low: float, width: float, share: float, step: float
) -> None:
    high = low + width
    for keywords in ({}, {"step": step * (high - low)}):
        with Controls({"a": low + share * width}):
            once = slider(low, high, name="a", **keywords)
        with Controls({"a": once}):
            twice = slider(low, high, name="a", **keywords)
        assert low <= once <= high
        assert once == twice
        if not keywords:
            assert once == min(low + share * width, high)


@given(low=st.integers(-1000, 1000), width=st.integers(1, 1000), data=st.data())
def test_whole_numbers_stay_whole(low: int, width: int, data: st.DataObject) -> None:
    step = data.draw(st.integers(1, width))
    wanted = data.draw(st.integers(low, low + width))
    with Controls({"a": wanted}):
        value = slider(low, low + width, step=step, name="a")
    assert type(value) is int
    assert low <= value <= low + width
    assert (value - low) % step == 0
    assert abs(value - wanted) <= step  # half a step, but at the end the last one below the bound


def test_controls_may_be_nested_and_end_with_an_error() -> None:
    with Controls({"a": 1}) as outer:
        inner = Controls({"a": 2})
        with pytest.raises(ZeroDivisionError), inner:
            1 // (slider(0, 3, 0, name="a") - 2)
        assert slider(0, 3, 0, name="a") == 1
    assert slider(0, 3, 0, name="a") == 0
    assert [outer.declared[0]["value"], inner.declared[0]["value"]] == [1, 2]


def test_the_readers_values_are_left_alone() -> None:
    values = {"a": 99}
    with Controls(values):
        slider(0, 3, name="a")
    assert values == {"a": 99}


def test_two_controls_of_one_name() -> None:
    with Controls():
        slider(0, 3, name="a")
        with pytest.raises(ValueError, match="one control for each name, got a second 'a'"):
            toggle(name="a")


BAD: list[tuple[Any, type[Exception], str]] = [
    (lambda: slider("0", 1), TypeError, "slider: low: expected a number, got '0'"),
    (lambda: slider(0, True), TypeError, "slider: high: expected a number, got True"),
    (lambda: slider(0, None), TypeError, "slider: high: expected a number, got None"),
    (lambda: slider(0, 1j), TypeError, "slider: high: expected a number, got 1j"),
    (lambda: slider(0, math.inf), ValueError, "slider: high: expected a finite number, got inf"),
    (lambda: slider(1, 1), ValueError, r"slider: high: expected a number above low \(1\), got 1"),
    (lambda: slider(2.0, 1), ValueError, r"slider: high: expected a number above low \(2.0\)"),
    (lambda: slider(0, 1, 2), ValueError, "slider: value: expected 0 to 1, got 2"),
    (lambda: slider(0, 1, "x"), TypeError, "slider: value: expected a number, got 'x'"),
    (lambda: slider(0, 1, math.nan), ValueError, "slider: value: expected a finite number"),
    (lambda: slider(0, 1, log=True), ValueError, "slider: low: expected a number above 0 where"),
    (lambda: slider(1, 9, step=2, log=True), ValueError, "slider: step: expected none where log"),
    (lambda: slider(0, 1, step=0), ValueError, "slider: step: expected a number above 0, at most"),
    (lambda: slider(0, 1, step=-1.0), ValueError, "slider: step: expected a number above 0"),
    (lambda: slider(0, 1, step=1.5), ValueError, "at most high - low, got 1.5"),
    (lambda: slider(0, 1, name=3), TypeError, "slider: name: expected text, got 3"),
    (lambda: slider(0, 1, label=None), TypeError, "slider: label: expected text, got None"),
    (lambda: choice("ab"), TypeError, "choice: options: expected a list, got str"),
    (lambda: choice({"a": 1}), TypeError, "choice: options: expected a list, got dict"),
    (lambda: choice(["a", None]), TypeError, "choice: options: expected texts or numbers, got N"),
    (lambda: choice(["a"]), ValueError, "choice: options: expected at least two, all different"),
    (lambda: choice([1, "1"]), ValueError, "choice: options: expected at least two, all different"),
    (lambda: choice(["a", "b"], "c"), ValueError, "choice: value: expected one of a, b, got 'c'"),
    (lambda: toggle(1), TypeError, "toggle: value: expected True or False, got 1"),
]


@pytest.mark.parametrize(("call", "kind", "message"), BAD)
def test_bad_input_is_named(call: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        call()
