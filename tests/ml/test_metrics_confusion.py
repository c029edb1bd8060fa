"""The confusion matrix and the report: by hand, by identities, against scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import datasets
from tests.ml.labellings import SIZES, kinds, noisy

from journey.ml.metrics import (
    accuracy_score,
    classification_report,
    confusion_matrix,
    confusion_matrix_naive,
    multilabel_confusion_matrix,
    precision_score,
    recall_score,
)

Parity = Callable[..., None]


def test_by_hand() -> None:
    true, pred = ["b", "a", "c", "c", "b"], ["b", "b", "c", "a", "b"]
    assert confusion_matrix(true, pred).tolist() == [[0, 1, 0], [0, 2, 0], [1, 0, 1]]
    assert confusion_matrix(true, pred, labels=["c", "b"]).tolist() == [[1, 0], [0, 2]]
    weighted = confusion_matrix(true, pred, sample_weight=[1, 2, 3, 4, 5])
    assert weighted.tolist() == [[0, 2, 0], [0, 6, 0], [4, 0, 3]]
    assert weighted.dtype == np.int64


def test_margins_and_diagonal() -> None:
    true, pred, weight = noisy(500, 6, 0)
    for w in (None, weight):
        table = confusion_matrix(true, pred, sample_weight=w)
        np.testing.assert_allclose(table.sum(axis=1), np.bincount(true, w, 6), rtol=1e-13)
        np.testing.assert_allclose(table.sum(axis=0), np.bincount(pred, w, 6), rtol=1e-13)
        accuracy = np.trace(table) / table.sum()
        assert accuracy_score(true, pred, sample_weight=w) == pytest.approx(accuracy, rel=1e-13)
    np.testing.assert_array_equal(confusion_matrix(pred, true), confusion_matrix(true, pred).T)


def test_normalised_diagonals_are_recall_and_precision() -> None:
    true, pred, _ = noisy(500, 6, 1)
    shares = {how: confusion_matrix(true, pred, normalize=how) for how in ("true", "pred", "all")}
    np.testing.assert_allclose(shares["true"].sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(shares["pred"].sum(axis=0), 1, rtol=1e-14)
    assert shares["all"].sum() == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(np.diag(shares["true"]), recall_score(true, pred, average=None))
    np.testing.assert_allclose(np.diag(shares["pred"]), precision_score(true, pred, average=None))


def test_naive_is_fast() -> None:
    for n, k, seed in SIZES:
        true, pred, _ = noisy(n, k, seed)
        for kind, a, b in kinds(true, pred):
            if kind != "column" and n > 1:
                np.testing.assert_array_equal(confusion_matrix(a, b), confusion_matrix_naive(a, b))


def both(code: Callable[..., Any], *arguments: Any, **options: Any) -> float:
    """Return the largest difference of the two libraries' tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = code(*arguments, **options)
        theirs = getattr(sklearn.metrics, code.__name__)(*arguments, **options)
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    return float(np.abs(ours - theirs).max())


def test_against_scikit_learn(parity: Parity) -> None:
    worst = {"counts": 0.0, "shares": 0.0, "weights": 0.0, "one against rest": 0.0}
    for n, k, seed in SIZES:
        true, pred, weight = noisy(n, k, seed)
        for _, a, b in kinds(true, pred):
            first = np.unique(np.ravel(a))[::-1].tolist()
            for labels in (None, first, first[:1]):
                for normalize in (None, "true", "pred", "all"):
                    options = {"labels": labels, "normalize": normalize}
                    key = "shares" if normalize else "counts"
                    worst[key] = max(worst[key], both(confusion_matrix, a, b, **options))
                    options["sample_weight"] = weight
                    difference = both(confusion_matrix, a, b, **options)
                    worst["weights"] = max(worst["weights"], difference)
                for w in (None, weight):
                    options = {"labels": labels, "sample_weight": w}
                    worst["one against rest"] = max(
                        worst["one against rest"],
                        both(multilabel_confusion_matrix, a, b, **options),
                    )
    for what, code, tolerance in (
        ("counts", "confusion_matrix", 0),
        ("shares", "confusion_matrix", 1e-15),
        ("weights", "confusion_matrix", 1e-12),
        ("one against rest", "multilabel_confusion_matrix", 1e-12),
    ):
        parity(
            f"journey.ml.metrics.{code}",
            reference=f"sklearn.metrics.{code}",
            what=f"{what}, labels of 8 kinds, all and some of them",
            difference=worst[what],
            tolerance=tolerance,
        )


def test_report_against_scikit_learn(parity: Parity) -> None:
    wrong, worst = 0, 0.0
    data = datasets.load_digits()
    rng = np.random.default_rng(0)
    digits = np.where(rng.uniform(size=1797) < 0.8, data.target, rng.integers(10, size=1797))
    names = [f"the digit {i}" for i in range(10)]
    cases: list[tuple[Any, Any, dict[str, Any]]] = [
        (data.target, digits, {}),
        (data.target, digits, {"target_names": names, "digits": 4}),
        (data.target, digits, {"labels": [3, 1, 8]}),
        (data.target, digits, {"labels": list(range(12)), "zero_division": np.nan}),
        ([0, 0, 1], [0, 0, 0], {"zero_division": 1}),
        ([True, False], [True, True], {"zero_division": 0}),
    ]
    for n, k, seed in SIZES:
        true, pred, weight = noisy(n, k, seed)
        for _, a, b in kinds(true, pred):
            cases.append((a, b, {"zero_division": 0}))
            cases.append((a, b, {"zero_division": 0, "sample_weight": weight}))
    for a, b, options in cases:
        ours = classification_report(a, b, **options)
        wrong += ours != sklearn.metrics.classification_report(a, b, **options)
        table = classification_report(a, b, output_dict=True, **options)
        theirs = sklearn.metrics.classification_report(a, b, output_dict=True, **options)
        assert list(table) == list(theirs)
        for row, values in table.items():
            difference = np.array(
                [values] if row == "accuracy" else list(values.values())
            ) - np.array([theirs[row]] if row == "accuracy" else list(theirs[row].values()))
            worst = max(worst, float(np.nanmax(np.abs(np.append(difference, 0)))))
    for what, difference, tolerance in (
        ("characters of the text: reports that differ", float(wrong), 0),
        ("numbers of the dict", worst, 1e-12),
    ):
        parity(
            "journey.ml.metrics.classification_report",
            reference="sklearn.metrics.classification_report",
            what=f"{what}, {len(cases)} labellings",
            difference=difference,
            tolerance=tolerance,
        )


def test_one_label_warns() -> None:
    with pytest.warns(UserWarning, match="A single label was found"):
        assert confusion_matrix([1, 1], [1, 1]).tolist() == [[2]]


def test_empty_rows_and_columns_stay_zero() -> None:
    table = confusion_matrix([0, 0], [1, 1], normalize="true")
    assert table.tolist() == [[0, 1], [0, 0]]
    assert confusion_matrix([0, 0], [1, 1], normalize="pred").tolist() == [[0, 1], [0, 0]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=2, max_size=30))
def test_properties(rows: list[tuple[int, int]]) -> None:
    true, pred = np.array(rows).T
    labels = np.unique(rows)
    if len(labels) < 2:
        return
    table = confusion_matrix(true, pred)
    np.testing.assert_array_equal(table, confusion_matrix(true[::-1], pred[::-1]))
    np.testing.assert_array_equal(table, confusion_matrix(10**15 * true, 10**15 * pred))
    np.testing.assert_array_equal(
        table[::-1, ::-1], confusion_matrix(true, pred, labels=labels[::-1])
    )
    weight = np.arange(len(true)) % 3
    if weight[true == true[0]].any():
        kept = confusion_matrix(np.repeat(true, weight), np.repeat(pred, weight), labels=labels)
        np.testing.assert_array_equal(
            confusion_matrix(true, pred, sample_weight=weight, labels=labels), kept
        )


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="normalize: expected 'true', 'pred', 'all' or None"):
        confusion_matrix([0, 1], [0, 1], normalize="rows")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="At least one label specified must be in y_true"):
        confusion_matrix([0, 1], [0, 1], labels=[5])
    with pytest.raises(ValueError, match="'labels' should contain at least one label"):
        confusion_matrix([0, 1], [0, 1], labels=[])
    with pytest.raises(ValueError, match="y_true, labels: Mix of label input types"):
        confusion_matrix([0, 1], [0, 1], labels=["a"])
    with pytest.raises(ValueError, match="Number of classes, 2, does not match"):
        classification_report([0, 1], [0, 1], target_names=["a"])
    with pytest.warns(UserWarning, match="Number of classes, 2, does not match"):
        classification_report([0, 1], [0, 1], target_names=["a"], labels=[0, 1])
