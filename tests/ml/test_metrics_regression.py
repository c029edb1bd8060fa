"""Errors of a regression: identities, scikit-learn, then the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.ml import metrics
from journey.ml.metrics import (
    UndefinedMetricWarning,
    mean_absolute_error,
    mean_squared_error,
    r2_score,
    root_mean_squared_error,
)

Parity = Callable[..., None]
NAMES = ["mean_squared_error", "root_mean_squared_error", "mean_absolute_error", "r2_score"]


def test_closed_forms() -> None:
    y = np.array([1.0, 2.0, 4.0, 9.0])
    mean, median = np.full(4, y.mean()), np.full(4, np.median(y))
    assert mean_squared_error(y, mean) == pytest.approx(y.var())
    assert root_mean_squared_error(y, mean) == pytest.approx(y.std())
    assert mean_absolute_error(y, median) <= mean_absolute_error(y, mean)
    assert r2_score(y, mean) == 0
    assert r2_score(y, y) == 1
    assert r2_score(y, y + 1) == pytest.approx(1 - 1 / y.var())


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_repetitions(name: str) -> None:
    rng = np.random.default_rng(0)
    y, predicted, weight = rng.normal(size=30), rng.normal(size=30), rng.integers(0, 4, 30)
    metric = getattr(metrics, name)
    weighted = metric(y, predicted, sample_weight=weight)
    assert weighted == pytest.approx(metric(y.repeat(weight), predicted.repeat(weight)), rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_against_scikit_learn(name: str, parity: Parity) -> None:
    ours, theirs = getattr(metrics, name), getattr(sklearn.metrics, name)
    worst = 0.0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        y, predicted = rng.normal(5, 3, size=(40, 3)), rng.normal(5, 3, size=(40, 3))
        y[:, 1] += 1e3
        y[:, 2] = 7.0 if seed % 2 else y[:, 2]
        weight = rng.uniform(size=40)
        options: list[dict[str, Any]] = [
            {"multioutput": kind, "sample_weight": w}
            for kind in ("uniform_average", "raw_values", [0.2, 0.5, 0.3])
            for w in (None, weight)
        ]
        if name == "r2_score":
            options += [{"multioutput": "variance_weighted", "sample_weight": weight}]
            if seed % 2 == 0:
                options += [{"force_finite": False}]
        for option in options:
            expected = theirs(y, predicted, **option)
            gap = np.abs(ours(y, predicted, **option) - expected) / np.maximum(np.abs(expected), 1)
            worst = max(worst, float(np.max(gap)))
        gap = abs(ours(y[:, 0], predicted[:, 0]) - theirs(y[:, 0], predicted[:, 0]))
        worst = max(worst, float(gap))
    parity(
        f"journey.ml.metrics.{name}",
        reference=f"sklearn.metrics.{name}",
        what="value, one and three targets, with and without weights",
        difference=worst,
        tolerance=1e-12,
    )


def test_targets_that_do_not_vary() -> None:
    assert r2_score([2, 2, 2], [2, 2, 2]) == 1
    assert r2_score([2, 2, 2], [2, 2, 3]) == 0
    assert r2_score([2, 2, 2], [2, 2, 3], force_finite=False) == -np.inf
    assert np.isnan(r2_score([2, 2, 2], [2, 2, 2], force_finite=False))
    constant = np.ones((3, 2))
    assert r2_score(constant, constant, multioutput="variance_weighted") == 1


def test_one_sample() -> None:
    assert mean_squared_error([1.0], [3.0]) == 4
    with pytest.warns(UndefinedMetricWarning, match="less than two samples"):
        assert np.isnan(r2_score([1.0], [3.0]))


def test_whole_numbers_and_float32_are_computed_in_float64() -> None:
    assert mean_squared_error([1, 2], [2, 4]) == 2.5
    single = np.float32([1e4, 1e4 + 1])
    assert mean_squared_error(single, single + np.float32(1)) == 1.0


def test_inputs_are_unchanged() -> None:
    y, predicted, weight = np.arange(4.0), np.ones(4), np.ones(4)
    before = [each.copy() for each in (y, predicted, weight)]
    for name in NAMES:
        getattr(metrics, name)(y, predicted, sample_weight=weight)
    for each, old in zip((y, predicted, weight), before, strict=True):
        np.testing.assert_array_equal(each, old)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([1, 2], [1, 2, 3]), {}, "inconsistent numbers of samples"),
        (([[1, 2], [1, 2]], [1, 2]), {}, "different number of output"),
        (([1, np.nan], [1, 2]), {}, "y_true: expected finite numbers, Input contains NaN"),
        (([1, 2], [1, np.inf]), {}, "y_pred: expected finite numbers, Input contains infinity"),
        ((["a", "b"], [1, 2]), {}, "y_true: expected numbers"),
        (([], []), {}, "at least one sample"),
        (([1, 2], [1, 2]), {"multioutput": "mean"}, "multioutput: expected one of 'raw_values'"),
        (([1, 2], [1, 2]), {"multioutput": [1, 2]}, "multioutput: expected one weight"),
        (([1, 2], [1, 2]), {"sample_weight": [1]}, "sample_weight: expected shape"),
    ],
)
def test_bad_input(name: str, arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        getattr(metrics, name)(*arguments, **options)


values = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=12)


@given(values, st.floats(-100, 100))
@settings(max_examples=60, deadline=None)
def test_errors_of_a_shift(y: list[float], shift: float) -> None:
    moved = np.add(y, shift)
    assert mean_absolute_error(y, moved) == pytest.approx(abs(shift), abs=1e-9)
    assert mean_squared_error(y, moved) == pytest.approx(shift**2, rel=1e-9, abs=1e-9)
    assert root_mean_squared_error(y, moved) >= mean_absolute_error(y, moved) - 1e-9
