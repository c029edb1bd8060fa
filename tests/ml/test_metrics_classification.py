"""Scores of a classification: by hand, by identities, against scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ml.labellings import SIZES, kinds, noisy

from journey.ml.metrics import (
    UndefinedMetricWarning,
    accuracy_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    fbeta_score,
    jaccard_score,
    matthews_corrcoef,
    precision_recall_fscore_support,
    precision_score,
    recall_score,
    zero_one_loss,
)

Parity = Callable[..., None]
SCORES = (
    accuracy_score,
    balanced_accuracy_score,
    zero_one_loss,
    matthews_corrcoef,
    cohen_kappa_score,
)
SETS = (precision_score, recall_score, f1_score, jaccard_score)


def test_accuracy_by_hand() -> None:
    assert accuracy_score([0, 1, 2, 2], [0, 2, 2, 2]) == 0.75
    assert accuracy_score([0, 1, 2, 2], [0, 2, 2, 2], normalize=False) == 3.0
    assert accuracy_score([0, 1], [0, 0], sample_weight=[3, 1]) == 0.75
    assert accuracy_score([True, False], [1, 1]) == 0.5


def test_scores_of_a_table_by_hand() -> None:
    # 6 hits, 2 misses, 4 false alarms, 8 rightly left alone.
    true, pred = [1] * 8 + [0] * 12, [1] * 6 + [0] * 2 + [1] * 4 + [0] * 8
    assert accuracy_score(true, pred) == 14 / 20
    assert zero_one_loss(true, pred) == 6 / 20
    assert zero_one_loss(true, pred, normalize=False) == 6
    assert precision_score(true, pred) == 6 / 10
    assert recall_score(true, pred) == 6 / 8
    assert f1_score(true, pred) == pytest.approx(2 / (10 / 6 + 8 / 6), rel=1e-15)
    assert jaccard_score(true, pred) == 6 / 12
    assert balanced_accuracy_score(true, pred) == pytest.approx((6 / 8 + 8 / 12) / 2, rel=1e-15)
    assert fbeta_score(true, pred, beta=2) == pytest.approx(5 * 6 / (4 * 8 + 10), rel=1e-15)
    chance = (8 * 10 + 12 * 10) / 400
    assert cohen_kappa_score(true, pred) == pytest.approx((0.7 - chance) / (1 - chance), rel=1e-14)


def test_micro_averages_are_the_accuracy() -> None:
    for n, k, seed in SIZES:
        true, pred, weight = noisy(n, k, seed)
        for w in (None, weight):
            accuracy = accuracy_score(true, pred, sample_weight=w)
            for score in (precision_score, recall_score, f1_score):
                micro = score(true, pred, average="micro", sample_weight=w)
                assert micro == pytest.approx(accuracy, rel=1e-13)
            weighted = recall_score(
                true, pred, average="weighted", sample_weight=w, zero_division=0
            )
            assert weighted == pytest.approx(accuracy, rel=1e-13)


def test_balanced_accuracy_is_macro_recall() -> None:
    true, pred, weight = noisy(300, 5, 2)
    assert balanced_accuracy_score(true, pred, sample_weight=weight) == pytest.approx(
        recall_score(true, pred, average="macro", sample_weight=weight), rel=1e-14
    )


def test_fscore_is_the_harmonic_mean_and_its_limits() -> None:
    true, pred, _ = noisy(300, 5, 2)
    p, r, f, _ = precision_recall_fscore_support(true, pred)
    np.testing.assert_allclose(f, 2 * p * r / (p + r), rtol=1e-14)
    f = fbeta_score(true, pred, beta=2, average=None)
    np.testing.assert_allclose(f, 5 * p * r / (4 * p + r), rtol=1e-14)
    np.testing.assert_array_equal(fbeta_score(true, pred, beta=0, average=None), p)
    np.testing.assert_array_equal(fbeta_score(true, pred, beta=np.inf, average=None), r)
    jaccard = jaccard_score(true, pred, average=None)
    f1 = f1_score(true, pred, average=None)
    np.testing.assert_allclose(jaccard, f1 / (2 - f1), rtol=1e-14)


def test_matthews_is_pearsons_correlation() -> None:
    true, pred, weight = noisy(200, 2, 5)
    assert matthews_corrcoef(true, pred) == pytest.approx(np.corrcoef(true, pred)[0, 1], rel=1e-13)
    covariance = np.cov(true, pred, aweights=weight)
    expected = covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1])
    assert matthews_corrcoef(true, pred, sample_weight=weight) == pytest.approx(expected, rel=1e-13)
    # With more classes: the covariances of the indicators, added up.
    true, pred, _ = noisy(300, 5, 6)
    a, b = np.eye(5)[true], np.eye(5)[pred]
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    expected = (a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())
    assert matthews_corrcoef(true, pred) == pytest.approx(expected, rel=1e-13)


def test_quadratic_kappa_of_equal_margins_is_a_correlation() -> None:
    rng = np.random.default_rng(0)
    true = np.repeat(np.arange(5), 20)
    pred = np.where(rng.uniform(size=100) < 0.5, true, rng.permutation(true))
    pred[np.argsort(pred, kind="stable")] = true  # the same margins
    kappa = cohen_kappa_score(true, pred, weights="quadratic")
    assert kappa == pytest.approx(np.corrcoef(true, pred)[0, 1], rel=1e-13)


def difference_of(code: Callable[..., Any], *arguments: Any, **options: Any) -> float:
    """Return the largest difference of the two libraries' scores, NaN in the same places."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = code(*arguments, **options)
        theirs = getattr(sklearn.metrics, code.__name__)(*arguments, **options)
    if not isinstance(ours, tuple):
        ours, theirs = (ours,), (theirs,)
    worst = 0.0
    for mine, other in zip(ours, theirs, strict=True):
        if mine is None:
            assert other is None
        else:
            assert np.shape(mine) == np.shape(other)
            np.testing.assert_array_equal(np.isnan(mine), np.isnan(other))
            worst = max(worst, float(np.nanmax(np.abs(np.append(mine - other, 0)))))
    return worst


@pytest.mark.parametrize("score", SCORES)
def test_scores_against_scikit_learn(score: Callable[..., Any], parity: Parity) -> None:
    name = score.__name__
    options: list[dict[str, Any]] = [{}]
    if name == "zero_one_loss":
        options.append({"normalize": False})
    if name == "balanced_accuracy_score":
        options.append({"adjusted": True})
    if name == "cohen_kappa_score":
        options += [{"weights": "linear"}, {"weights": "quadratic"}]
    worst = 0.0
    for n, k, seed in SIZES[1:]:
        true, pred, weight = noisy(n, k, seed)
        for _, a, b in kinds(true, pred):
            for option in options:
                for w in (None, weight, np.arange(n) % 4):
                    worst = max(worst, difference_of(score, a, b, sample_weight=w, **option))
    parity(
        f"journey.ml.metrics.{name}",
        reference=f"sklearn.metrics.{name}",
        what="all options, weights, labels of 8 kinds",
        difference=worst,
        tolerance=1e-12,
    )


@pytest.mark.parametrize("score", [*SETS, fbeta_score, precision_recall_fscore_support])
def test_sets_against_scikit_learn(score: Callable[..., Any], parity: Parity) -> None:
    name = score.__name__
    betas: tuple[dict[str, Any], ...] = ({},)
    if score in (fbeta_score, precision_recall_fscore_support):
        betas = tuple({"beta": beta} for beta in (0, 0.5, 2, np.inf))
    worst = 0.0
    for n, k, seed in SIZES:
        true, pred, weight = noisy(n, k, seed)
        for kind, a, b in kinds(true, pred):
            if len(betas) > 1 and kind not in ("int", "string"):
                continue
            names = np.unique(np.ravel(a)).tolist()
            options: list[dict[str, Any]] = [
                {"average": average, "labels": labels, "zero_division": zero}
                for average in (None, "micro", "macro", "weighted")
                for labels in (None, names[::-1][:3])
                for zero in (("warn", 0, 1) if name == "jaccard_score" else (0, 1, np.nan))
            ]
            if k == 2:
                options.append({"average": "binary", "pos_label": names[0]})
            for option in options:
                for beta in betas:
                    for w in (None, weight):
                        worst = max(
                            worst, difference_of(score, a, b, sample_weight=w, **option, **beta)
                        )
    parity(
        f"journey.ml.metrics.{name}",
        reference=f"sklearn.metrics.{name}",
        what="all averages, values for 0 / 0, weights, labels of 8 kinds",
        difference=worst,
        tolerance=1e-12,
    )


def test_labels_that_do_not_occur() -> None:
    for zero, expected in ((0, 0.25), (1, 0.75), (np.nan, 0.5)):
        value = precision_score([0, 1], [0, 0], labels=[0, 7], average="macro", zero_division=zero)
        assert value == expected


@pytest.mark.parametrize(
    ("score", "true", "pred", "message"),
    [
        (precision_score, [1, 0], [0, 0], "Precision is ill-defined .* no predicted samples"),
        (recall_score, [0, 0], [1, 0], "Recall is ill-defined .* no true samples"),
        (f1_score, [0, 0], [0, 0], "F-score is ill-defined .* no true nor predicted"),
        (jaccard_score, [0, 0], [0, 0], "Jaccard is ill-defined"),
        (cohen_kappa_score, [0, 0], [0, 0], "cohen_kappa_score is not defined"),
    ],
)
def test_zero_divided_by_zero_warns(
    score: Callable[..., float], true: list[int], pred: list[int], message: str
) -> None:
    # Code written for scikit-learn catches scikit-learn's class; ours is a child of it, too.
    with pytest.warns(sklearn.exceptions.UndefinedMetricWarning, match=message) as caught:
        value = score(true, pred)
    assert issubclass(caught[0].category, UndefinedMetricWarning)
    assert value == 0 or np.isnan(value)


def test_one_label_only_is_no_correlation() -> None:
    # Sums of weights in two orders differ by rounding, and so might a variance from 0.
    for weight in (None, [0.1, 0.2, 0.3], [0.3, 0.3, 0.4]):
        assert matthews_corrcoef([1, 1, 1], [1, 0, 1], sample_weight=weight) == 0
        assert matthews_corrcoef([1, 1, 1], [1, 1, 1], sample_weight=weight) == 0
    with pytest.warns(UserWarning, match="y_pred contains classes not in y_true"):
        assert balanced_accuracy_score([1, 1, 1, 1], [1, 0, 1, 1]) == 0.75


def test_bad_options() -> None:
    y = [0, 1, 2]
    with pytest.raises(ValueError, match="Target is multiclass but average='binary'"):
        f1_score(y, y)
    with pytest.raises(ValueError, match="pos_label=1 is not a valid label"):
        f1_score(["a", "b"], ["a", "b"])
    with pytest.raises(ValueError, match="average has to be one of"):
        f1_score(y, y, average="samples")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="zero_division: expected 'warn', 0, 1 or NaN"):
        f1_score(y, y, average="macro", zero_division=0.5)
    with pytest.raises(ValueError, match="beta: expected a number of at least 0"):
        fbeta_score(y, y, beta=-1, average="macro")
    with pytest.raises(ValueError, match="weights: expected 'linear', 'quadratic' or None"):
        cohen_kappa_score(y, y, weights="cubic")  # type: ignore[arg-type]
    with pytest.warns(UserWarning, match=r"pos_label \(set to 2\) is ignored"):
        f1_score(y, y, average="macro", pos_label=2)


def test_accuracy_against_scikit_learn(parity: Parity) -> None:
    worst = 0.0
    for n, k, seed in SIZES:
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
def test_properties(rows: list[tuple[int, int]]) -> None:
    true, pred = np.array(rows).T
    repeats = np.arange(len(true)) % 3 + 1
    more = np.repeat(true, repeats), np.repeat(pred, repeats)
    options = {"average": "macro", "zero_division": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for score in SCORES:
            value = score(true, pred)
            np.testing.assert_allclose(value, score(9 - true, 9 - pred), rtol=1e-12, atol=1e-15)
            np.testing.assert_allclose(value, score(true[::-1], pred[::-1]), rtol=1e-12, atol=0)
            np.testing.assert_allclose(
                score(true, pred, sample_weight=repeats), score(*more), rtol=1e-12, atol=1e-15
            )
        for score in (accuracy_score, matthews_corrcoef, cohen_kappa_score):  # symmetric
            np.testing.assert_allclose(score(true, pred), score(pred, true), atol=1e-14)
        for score in SETS:
            value = score(true, pred, **options)
            assert 0 <= value <= 1
            np.testing.assert_allclose(
                score(true, pred, sample_weight=repeats, **options),
                score(*more, **options),
                rtol=1e-12,
            )
        # What is precision one way is recall the other.
        p, r, _, _ = precision_recall_fscore_support(true, pred, zero_division=0)
        swapped = precision_recall_fscore_support(pred, true, zero_division=0)
        np.testing.assert_array_equal(p, swapped[1])
        np.testing.assert_array_equal(r, swapped[0])
        table = confusion_matrix(true, pred)
        np.testing.assert_array_equal(
            precision_recall_fscore_support(true, pred, zero_division=0)[3], table.sum(axis=1)
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
    for score in SCORES:
        score(true, pred, sample_weight=weight)
    for set_score in SETS:
        set_score(true, pred, sample_weight=weight, average="macro")
    for array, copy in zip((true, pred, weight), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
