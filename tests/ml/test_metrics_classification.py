"""Scores of a classification: by hand, by identities, against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journey.ml.metrics import accuracy_score

Parity = Callable[..., None]
Labels = NDArray[Any]


def noisy(n: int, k: int, seed: int) -> tuple[Labels, Labels, Labels]:
    """Return labels of unequal classes, labels that are right two times in three, and weights."""
    rng = np.random.default_rng(seed)
    true = np.floor(k * rng.uniform(size=n) ** 2).astype(int)
    pred = np.where(rng.uniform(size=n) < 2 / 3, true, rng.integers(k, size=n))
    return true, pred, rng.uniform(size=n)


def kinds(true: Labels, pred: Labels) -> Iterator[tuple[str, Any, Any]]:
    """Give the same labelling as labels of several kinds."""
    names = np.array([f"class {chr(97 + i)}" for i in range(20)])
    yield "int", true, pred
    yield "int8", true.astype(np.int8), pred.astype(np.int8)
    yield "float", true.astype(float), pred
    yield "far apart", true * 10**12 - 5, pred * 10**12 - 5
    yield "string", names[true], names[pred]
    yield "object", names[true].astype(object), names[pred]
    yield "list", names[true].tolist(), names[pred].tolist()
    yield "column", true[:, None], pred


def test_accuracy_by_hand() -> None:
    assert accuracy_score([0, 1, 2, 2], [0, 2, 2, 2]) == 0.75
    assert accuracy_score([0, 1, 2, 2], [0, 2, 2, 2], normalize=False) == 3.0
    assert accuracy_score([0, 1], [0, 0], sample_weight=[3, 1]) == 0.75
    assert accuracy_score([True, False], [1, 1]) == 0.5


def test_accuracy_against_scikit_learn(parity: Parity) -> None:
    worst = 0.0
    for n, k, seed in ((1, 2, 0), (50, 2, 1), (300, 5, 2), (1000, 15, 3)):
        true, pred, weight = noisy(n, k, seed)
        for _, a, b in kinds(true, pred):
            for w in (None, weight):
                for normalize in (True, False):
                    ours = accuracy_score(a, b, sample_weight=w, normalize=normalize)
                    assert type(ours) is float
                    theirs = sklearn.metrics.accuracy_score(
                        a, b, sample_weight=w, normalize=normalize
                    )
                    worst = max(worst, abs(ours - theirs) / max(1, abs(theirs)))
    parity(
        "journey.ml.metrics.accuracy_score",
        reference="sklearn.metrics.accuracy_score",
        what="share and number, with and without weights, labels of 8 kinds",
        difference=worst,
        tolerance=1e-14,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_accuracy_properties(rows: list[tuple[int, int]]) -> None:
    true, pred = np.array(rows).T
    value = accuracy_score(true, pred)
    assert value == accuracy_score(pred, true) == accuracy_score(9 - true, 9 - pred)
    assert value == accuracy_score(true[::-1], pred[::-1])
    weight = np.arange(len(true)) + 1
    assert accuracy_score(true, pred, sample_weight=weight) == pytest.approx(
        accuracy_score(np.repeat(true, weight), np.repeat(pred, weight)), rel=1e-14
    )


@pytest.mark.parametrize(
    ("true", "pred", "message"),
    [
        ([0, 1], [0, 1, 1], "inconsistent numbers of samples: y_true has 2, y_pred has 3"),
        ([0, 1], [0.5, 1], "y_pred: continuous is not supported"),
        ([0, 1], [np.nan, 1], "Input y_pred contains NaN"),
        ([0, 1], [np.inf, 1], "Input y_pred contains infinity"),
        (["a", None], ["a", "b"], "Input y_true contains NaN"),
        (["a", "b"], [0, 1], "Mix of label input types"),
        ([], [], "y_true: Found empty input array"),
        ([[0, 1], [1, 0]], [0, 1], "y_true: multilabel-indicator is not supported"),
        (3, 3, "y_true should be a 1d array"),
    ],
)
def test_labels_that_are_none(true: Any, pred: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        accuracy_score(true, pred)


@pytest.mark.parametrize("labels", [[0, "a"], [1j, 2j], [b"a", b"b"]])
def test_labels_of_a_kind_that_is_none(labels: Any) -> None:
    array = np.array(labels, dtype=object) if isinstance(labels[1], str) else np.array(labels)
    with pytest.raises(TypeError, match="y_true: expected labels"):
        accuracy_score(array, [0, 1])


def test_bad_weights() -> None:
    for weight, message in (([1], "shape"), ([1, -1], "negative"), ([0, 0], "non-zero")):
        with pytest.raises(ValueError, match=message):
            accuracy_score([0, 1], [0, 1], sample_weight=weight)


def test_inputs_unchanged() -> None:
    true, pred, weight = noisy(40, 3, 0)
    copies = true.copy(), pred.copy(), weight.copy()
    accuracy_score(true, pred, sample_weight=weight)
    for array, copy in zip((true, pred, weight), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
