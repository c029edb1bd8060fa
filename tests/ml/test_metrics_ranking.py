"""Curves over thresholds and areas below them: by pairs, by steps, against scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journey.ml.metrics import (
    auc,
    average_precision_score,
    confusion_matrix,
    confusion_matrix_at_thresholds,
    det_curve,
    precision_recall_curve,
    roc_auc_interval,
    roc_auc_naive,
    roc_auc_score,
    roc_curve,
)

Parity = Callable[..., None]
CURVES = (confusion_matrix_at_thresholds, roc_curve, precision_recall_curve, det_curve)


def scored(n: int, seed: int, ties: bool) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return labels, scores that tell something about them, and weights."""
    rng = np.random.default_rng(seed)
    y = (rng.uniform(size=n) < 0.3).astype(int)
    y[:2] = 0, 1
    score = y + 1.2 * rng.normal(size=n)
    return y, score.round(1) if ties else score, rng.integers(0, 4, size=n) + (np.arange(n) < 2)


def probabilities(n: int, k: int, seed: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return labels of k classes, probabilities in tenths of a sum, and weights."""
    rng = np.random.default_rng(seed)
    y = np.append(np.arange(k), np.floor(k * rng.uniform(size=n - k) ** 2).astype(int))
    table = rng.gamma(0.7, size=(n, k)) + (y[:, None] == np.arange(k)) * 0.5
    return y, table / table.sum(axis=1, keepdims=True), rng.uniform(size=n)


def test_area_is_the_share_of_pairs_exactly() -> None:
    for seed in range(20):
        for ties in (False, True):
            y, score, _ = scored(20 + 10 * seed, seed, ties)
            positive, negative = score[y == 1], score[y == 0]
            pairs = sum(
                2 * int(a > b) + int(a == b) for a in positive.tolist() for b in negative.tolist()
            )
            expected = pairs / 2 / (len(positive) * len(negative))
            assert roc_auc_score(y, score) == expected  # to the last bit
            assert roc_auc_naive(y, score) == pytest.approx(expected, rel=1e-14)


def test_area_of_the_curve_and_of_its_corners() -> None:
    for ties in (False, True):
        y, score, weight = scored(200, 1, ties)
        for w in (None, weight):
            for drop in (False, True):
                fpr, tpr, _ = roc_curve(y, score, sample_weight=w, drop_intermediate=drop)
                area = roc_auc_score(y, score, sample_weight=w)
                assert auc(fpr, tpr) == pytest.approx(area, rel=1e-13)
                assert (fpr[0], tpr[0], fpr[-1], tpr[-1]) == (0, 0, 1, 1)


def test_average_precision_is_the_precision_at_each_hit() -> None:
    y, score, _ = scored(100, 2, False)
    ranked = y[np.argsort(-score)]
    precisions = np.cumsum(ranked) / np.arange(1, 101)
    expected = precisions[ranked == 1].mean()
    assert average_precision_score(y, score) == pytest.approx(expected, rel=1e-13)


def test_every_point_is_a_confusion_matrix() -> None:
    y, score, weight = scored(80, 3, True)
    for w in (None, weight):
        counts = confusion_matrix_at_thresholds(y, score, sample_weight=w)
        kept = np.ones(80, dtype=bool) if w is None else weight > 0
        assert (np.diff(counts.thresholds) < 0).all()
        np.testing.assert_array_equal(np.sort(counts.thresholds), np.unique(score[kept]))
        for i, threshold in enumerate(counts.thresholds):
            called = score >= threshold
            table = confusion_matrix(y, called, sample_weight=w)
            cells = [getattr(counts, name)[i] for name in ("tns", "fps", "fns", "tps")]
            np.testing.assert_allclose(table.ravel(), cells, rtol=1e-13)


def test_perfect_reversed_and_constant_scores() -> None:
    y = np.repeat([0, 1], [30, 10])
    assert roc_auc_score(y, y) == average_precision_score(y, y) == 1
    assert roc_auc_score(y, -y) == 0
    assert roc_auc_score(y, np.zeros(40)) == 0.5
    assert average_precision_score(y, np.zeros(40)) == 0.25  # the share of positives


def test_partial_area_by_hand() -> None:
    # Up to a false positive rate of 1/2 the curve is 1 high: the strip is full.
    y, score = [0, 0, 1, 1], [1, 2, 3, 4]
    assert roc_auc_score(y, score, max_fpr=0.5) == 1
    assert roc_auc_score([0, 1] * 20, [0] * 40, max_fpr=0.3) == pytest.approx(0.5, rel=1e-14)
    y, score, _ = scored(100, 4, True)
    assert roc_auc_score(y, score, max_fpr=1.0) == roc_auc_score(y, score)


def test_delong_is_its_definition(parity: Parity) -> None:
    worst = 0.0
    for seed in range(10):
        y, score, _ = scored(40 + seed, seed, seed % 2 == 0)
        positive, negative = score[y == 1], score[y == 0]
        above = positive[:, None] - negative
        wins = (above > 0) + (above == 0) / 2
        variance = np.var(wins.mean(axis=1), ddof=1) / len(positive)
        variance += np.var(wins.mean(axis=0), ddof=1) / len(negative)
        result = roc_auc_interval(y, score)
        assert result.auc == pytest.approx(roc_auc_score(y, score), rel=1e-13)
        worst = max(worst, abs(result.standard_error - np.sqrt(variance)))
        if result.low > 0 and result.high < 1:
            half = 1.959963984540054 * result.standard_error
            assert (result.low + result.high) / 2 == pytest.approx(result.auc, rel=1e-13)
            assert result.high - result.auc == pytest.approx(half, rel=1e-9)
    parity(
        "journey.ml.metrics.roc_auc_interval",
        reference="DeLong's definition, by all pairs",
        what="standard error, 10 samples, with and without ties",
        difference=worst,
        tolerance=1e-14,
    )


@pytest.mark.parametrize("code", CURVES)
def test_curves_against_scikit_learn(code: Callable[..., Any], parity: Parity) -> None:
    name = code.__name__
    drops: tuple[dict[str, Any], ...] = ({"drop_intermediate": False}, {"drop_intermediate": True})
    worst = 0.0
    for n, seed in ((2, 0), (10, 1), (100, 2), (2000, 3)):
        for ties in (False, True):
            y, score, weight = scored(n, seed, ties)
            names = np.array(["no", "yes"])
            for a, b, options in (
                (y, score, {}),
                (2 * y - 1, score.astype(np.float32), {}),
                (y.astype(bool), score, {}),
                (names[y], score, {"pos_label": "yes"}),
                (y, (10 * score).astype(int), {"pos_label": 0}),
                (y, score, {"sample_weight": weight}),
                (y, score, {"sample_weight": weight / 7}),
            ):
                for drop in drops if code is not confusion_matrix_at_thresholds else ({},):
                    ours = code(a, b, **options, **drop)
                    theirs = getattr(sklearn.metrics, name)(a, b, **options, **drop)
                    for mine, other in zip(ours, theirs, strict=True):
                        assert mine.shape == other.shape
                        assert mine.dtype == other.dtype
                        finite = np.isfinite(other)
                        np.testing.assert_array_equal(finite, np.isfinite(mine))
                        difference = np.abs(mine[finite] - other[finite])
                        scale = max(1.0, float(np.abs(other[finite]).max()))
                        worst = max(worst, float(difference.max()) / scale)
    parity(
        f"journey.ml.metrics.{name}",
        reference=f"sklearn.metrics.{name}",
        what="all points and thresholds; ties, weights, float32, strings",
        difference=worst,
        tolerance=1e-12,
    )


def test_areas_against_scikit_learn(parity: Parity) -> None:
    area = precision = trapezoid = 0.0
    for n, seed in ((2, 0), (10, 1), (100, 2), (2000, 3)):
        for ties in (False, True):
            y, score, weight = scored(n, seed, ties)
            for w in (None, weight):
                for max_fpr in (None, 0.05, 0.5):
                    options = {"sample_weight": w, "max_fpr": max_fpr}
                    theirs = sklearn.metrics.roc_auc_score(y, score, **options)
                    area = max(area, abs(roc_auc_score(y, score, **options) - theirs))
                theirs = sklearn.metrics.average_precision_score(y, score, sample_weight=w)
                ours = average_precision_score(y, score, sample_weight=w)
                precision = max(precision, abs(ours - theirs))
            x = np.sort(score)
            trapezoid = max(trapezoid, abs(auc(x, y) - sklearn.metrics.auc(x, y)))
            trapezoid = max(trapezoid, abs(auc(x[::-1], y) - sklearn.metrics.auc(x[::-1], y)))
    for what, code, difference in (
        ("two classes, weights, ties, whole and partial area", "roc_auc_score", area),
        ("two classes, weights, ties", "average_precision_score", precision),
        ("rising and falling places", "auc", trapezoid),
    ):
        parity(
            f"journey.ml.metrics.{code}",
            reference=f"sklearn.metrics.{code}",
            what=what,
            difference=difference,
            tolerance=1e-12,
        )


def test_several_classes_against_scikit_learn(parity: Parity) -> None:
    area = precision = 0.0
    for n, k, seed in ((20, 3, 0), (300, 4, 1), (1000, 10, 2)):
        y, table, weight = probabilities(n, k, seed)
        names = np.array([chr(97 + i) for i in range(k)])
        cases: list[tuple[str, Any, Any]] = [
            ("ovr", average, w)
            for average in (None, "micro", "macro", "weighted")
            for w in (None, weight)
        ]
        cases += [("ovo", "macro", None), ("ovo", "weighted", None)]
        for a in (y, names[y], y * 10.0):
            for multi_class, average, w in cases:
                options = {"average": average, "sample_weight": w}
                ours = roc_auc_score(a, table, multi_class=multi_class, **options)
                theirs = sklearn.metrics.roc_auc_score(a, table, multi_class=multi_class, **options)
                assert np.shape(ours) == np.shape(theirs)
                area = max(area, float(np.abs(ours - theirs).max()))
                if multi_class == "ovr":
                    ours = average_precision_score(a, table, **options)
                    theirs = sklearn.metrics.average_precision_score(a, table, **options)
                    precision = max(precision, float(np.abs(ours - theirs).max()))
    for what, code, difference in (
        ("3 to 10 classes, one vs rest and one vs one, all averages", "roc_auc_score", area),
        ("3 to 10 classes, all averages, weights", "average_precision_score", precision),
    ):
        parity(
            f"journey.ml.metrics.{code}",
            reference=f"sklearn.metrics.{code}",
            what=what,
            difference=difference,
            tolerance=1e-12,
        )


def test_a_class_that_does_not_occur() -> None:
    y, table, _ = probabilities(50, 3, 5)
    kept = y != 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = roc_auc_score(
            y[kept], table[kept], multi_class="ovr", labels=[0, 1, 2], average=None
        )
        theirs = sklearn.metrics.roc_auc_score(
            y[kept], table[kept], multi_class="ovr", labels=[0, 1, 2], average=None
        )
    np.testing.assert_allclose(ours, theirs, atol=1e-15)
    assert np.isnan(ours).tolist() == [False, False, True]


def test_one_class_is_undefined_and_warns() -> None:
    category = sklearn.exceptions.UndefinedMetricWarning
    with pytest.warns(category, match="Only one class is present"):
        assert np.isnan(roc_auc_score([1, 1], [0, 1]))
    with pytest.warns(category, match="No negative samples"):
        fpr, _, _ = roc_curve([1, 1], [0, 1])
    assert np.isnan(fpr).all()
    with pytest.warns(UserWarning, match="No positive class found"):
        assert average_precision_score([0, 0], [0, 1]) == 0
    with pytest.raises(ValueError, match="Only one class is present"):
        det_curve([1, 1], [0, 1])
    with pytest.warns(category, match="the classes do not overlap"):
        assert roc_auc_interval([0, 0, 1, 1], [0, 1, 2, 3])[:2] == (1, 0)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(-4, 4)), min_size=4, max_size=40))
def test_properties(rows: list[tuple[bool, int]]) -> None:
    y = np.array([False, True] + [row[0] for row in rows])
    score = np.array([0, 1] + [row[1] for row in rows])
    area, precision = roc_auc_score(y, score), average_precision_score(y, score)
    assert area == pytest.approx(roc_auc_naive(y, score), rel=1e-14)
    assert area == pytest.approx(1 - roc_auc_score(~y, score), abs=1e-14)  # the other class
    # Only the order counts, and neither the order of the samples.
    assert area == roc_auc_score(y, np.exp(score)) == roc_auc_score(y[::-1], score[::-1])
    assert precision == pytest.approx(average_precision_score(y, 3.0 * score - 5), rel=1e-14)
    weight = np.arange(len(y)) % 3 + 1
    more = np.repeat(y, weight), np.repeat(score, weight)
    assert roc_auc_score(y, score, sample_weight=weight) == pytest.approx(roc_auc_score(*more))
    assert average_precision_score(y, score, sample_weight=weight) == pytest.approx(
        average_precision_score(*more)
    )
    assert y.mean() / 2 <= precision <= 1
    fpr, tpr, _ = roc_curve(y, score)
    assert (np.diff(fpr) >= 0).all()
    assert (np.diff(tpr) >= 0).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: roc_curve([0, 1, 2], [0, 1, 2]), "multiclass format is not supported"),
        (lambda: roc_curve(["a", "b"], [0, 1]), "pos_label is not specified"),
        (lambda: roc_curve([3, 4], [0, 1]), "pos_label is not specified"),
        (lambda: roc_curve([0, 1], [0, np.nan]), "Input y_score contains NaN"),
        (lambda: roc_curve([0, 1], [0, 1, 2]), "inconsistent numbers of samples"),
        (lambda: roc_curve([0, 1], [[0, 1], [1, 0]]), "y_score should be a 1d array"),
        (lambda: roc_auc_score([0, 1], [[0, 1], [1, 0]]), "y_score should be a 1d array"),
        (lambda: roc_auc_score([0, 1], [0, 1], max_fpr=0), "max_fpr: Expected max_fpr in range"),
        (lambda: roc_auc_score([0, 1, 2], np.eye(3)), r"multi_class must be in \('ovo', 'ovr'\)"),
        (
            lambda: roc_auc_score([0, 1, 2], np.eye(3) * 2, multi_class="ovr"),
            "Target scores need to be probabilities",
        ),
        (
            lambda: roc_auc_score([0, 1, 1], np.eye(3), multi_class="ovr"),
            "Number of classes in y_true or labels, 2, not equal",
        ),
        (
            lambda: roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovr", labels=[2, 1, 0]),
            "must be unique and ordered",
        ),
        (
            lambda: roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovo", average="micro"),
            "average must be 'macro' or 'weighted'",
        ),
        (
            lambda: roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovo", sample_weight=[1] * 3),
            "sample_weight is not supported",
        ),
        (lambda: roc_auc_score([0, 1, 2], [0, 1, 2], multi_class="ovr"), "needs to be of shape"),
        (
            lambda: roc_auc_score([0, 1, 2], np.eye(3), multi_class="ovr", max_fpr=0.5),
            "Partial AUC computation not available",
        ),
        (lambda: average_precision_score(["a", "b"], [0, 1]), "pos_label=1 is not a valid label"),
        (lambda: average_precision_score([0, 1, 2], [0, 1, 2]), "needs to be of shape"),
        (lambda: auc([0, 1, 0.5], [0, 1, 1]), "x is neither increasing nor decreasing"),
        (lambda: auc([0], [0]), "At least 2 points"),
        (lambda: roc_auc_interval([0, 1], [0, 1]), "expected at least 2 positives"),
        (
            lambda: roc_auc_interval([0, 1], [0, 1], confidence_level=1.0),
            "confidence_level: expected",
        ),
    ],
)
def test_bad_input(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_inputs_unchanged() -> None:
    y, score, weight = scored(60, 0, True)
    copies = y.copy(), score.copy(), weight.copy()
    for code in (*CURVES, roc_auc_score, average_precision_score):
        code(y, score, sample_weight=weight)
    roc_auc_interval(y, score)
    for array, copy in zip((y, score, weight), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
