"""How well scores rank positives above negatives: the area under ROC, and average precision."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._curves import (
    confusion_matrix_at_thresholds,
    precision_recall_curve,
    roc_curve,
)
from journey.ml.metrics._targets import (
    Labels,
    check_classes,
    check_label_list,
    check_length,
    undefined_metric_warning,
    weights_or_none,
)

Weights = NDArray[Any] | None
RankingAverage = Literal["micro", "macro", "weighted"]
_Binary = Callable[[NDArray[np.bool_], NDArray[Any], Weights], float]


def roc_auc_naive(y_true: ArrayLike, y_score: ArrayLike) -> float:
    """Return the area under the ROC curve by what it means: look at all pairs.

    The share of pairs of a positive and a negative in which the positive has the higher score, a
    tie counted half. The oracle of [roc_auc_score][journey.ml.metrics.roc_auc_score], which sorts.

    Parameters
    ----------
    y_true
        Labels of shape (n_samples,), 1 for positive and 0 for negative.
    y_score
        Scores of shape (n_samples,).

    Returns
    -------
    float
        In [0, 1].

    References
    ----------
    Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver
    operating characteristic (ROC) curve. Radiology 143, 29-36.

    Examples
    --------
    >>> roc_auc_naive([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    0.75
    """
    true, score = np.asarray(y_true), np.asarray(y_score)
    above = score[true == 1][:, None] - score[true == 0]  # (n_positives, n_negatives)
    return float(((above > 0) + (above == 0) / 2).mean())


def roc_auc_score(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    average: RankingAverage | None = "macro",
    sample_weight: ArrayLike | None = None,
    max_fpr: float | None = None,
    multi_class: Literal["raise", "ovr", "ovo"] = "raise",
    labels: ArrayLike | None = None,
) -> float | NDArray[np.float64]:
    r"""Return the area under the ROC curve: the chance that a positive outranks a negative.

    The trapezoids are added up in counts and divided once at the end, so that the result for
    unweighted samples is the exact share of pairs, rounded once.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,). Of two, the larger is positive. Tables of indicators are
        left out.
    y_score
        Scores of shape (n_samples,); for more than two classes probabilities of shape (n_samples,
        n_classes), the classes sorted.
    average
        For more than two classes: `None` for one number a class, `"macro"` for the mean,
        `"weighted"` by how frequent a class (or a pair) is, `"micro"` for all decisions in one.
    sample_weight
        Weights of shape (n_samples,); not for ``multi_class="ovo"``. Default: all equal.
    max_fpr
        Only the part of the curve up to this false positive rate counts, scaled so that guessing
        gives 0.5 and perfection 1; for two classes.
    multi_class
        `"ovr"`: each class against the rest. `"ovo"`: each pair of classes among its own samples,
        both directions, which does not depend on how frequent classes are.
    labels
        All classes, sorted, where some do not occur in ``y_true``.

    Returns
    -------
    float or NDArray
        In [0, 1], 0.5 for guessing; NaN with a warning where a class is missing. An array of shape
        (n_classes,) where ``average`` is `None`.

    Raises
    ------
    ValueError
        If shapes do not fit, probabilities do not sum to 1, or options do not go together.

    References
    ----------
    Hanley, J. A. and McNeil, B. J. (1982). Radiology 143, 29-36. McClish, D. K. (1989). Analyzing a
    portion of the ROC curve. Medical Decision Making 9, 190-195. Hand, D. J. and Till, R. J.
    (2001). A simple generalisation of the area under the ROC curve for multiple class
    classification problems. Machine Learning 45, 171-186.

    Examples
    --------
    >>> roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    0.75
    """
    true, score = check_classes("y_true", y_true), _check_table("y_score", y_score)
    check_length(len(true), len(score), "y_true", "y_score")
    names = np.unique(true)
    if len(names) > 2 or (score.ndim == 2 and score.shape[1] > 2):
        if max_fpr not in (None, 1):
            raise ValueError(
                "max_fpr: Partial AUC computation not available in multiclass setting, expected "
                f"None, got {max_fpr}"
            )
        return _multiclass(true, score, labels, multi_class, average, sample_weight)
    if max_fpr is not None and not 0 < max_fpr <= 1:
        raise ValueError(f"max_fpr: Expected max_fpr in range (0, 1], got {max_fpr!r}")
    if score.ndim == 2 and score.shape[1] != 1:
        raise ValueError(
            "y_score should be a 1d array: for two classes the scores of the larger one, got "
            f"shape {score.shape}"
        )
    weight = weights_or_none(sample_weight, len(true))
    if len(names) < 2:
        return _area(np.ones(len(true), dtype=np.bool_), score, weight)
    positive = true == names[-1]
    if max_fpr is None or max_fpr == 1:
        return _area(positive, score, weight)
    return _partial_area(positive, score, weight, max_fpr)


def average_precision_score(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    average: RankingAverage | None = "macro",
    pos_label: Any = 1,
    sample_weight: ArrayLike | None = None,
) -> float | NDArray[np.float64]:
    r"""Return the average precision: the area of the steps under the precision-recall curve.

    $\sum_t (r_t - r_{t-1})\, p_t$ over falling thresholds: the precision at each hit, averaged over
    the hits. No line is drawn between two points, since precision does not run straight there.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,). Tables of indicators are left out.
    y_score
        Scores of shape (n_samples,); for more than two classes of shape (n_samples, n_classes), the
        classes sorted.
    average
        For more than two classes, as in [roc_auc_score][journey.ml.metrics.roc_auc_score].
    pos_label
        The positive one of two classes.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    float or NDArray
        In [0, 1]; about the share of positives for guessing. An array of shape (n_classes,) where
        ``average`` is `None`.

    Raises
    ------
    ValueError
        If shapes do not fit, or ``pos_label`` does not occur.

    References
    ----------
    Buckley, C. and Voorhees, E. M. (2000). Evaluating evaluation measure stability. SIGIR 2000,
    33-40. Section 2. Davis, J. and Goadrich, M. (2006). ICML 2006, 233-240. Section 4.

    Examples
    --------
    >>> average_precision_score([1, 0, 1, 0], [4, 3, 2, 1])  # (1/1 + 2/3) / 2
    0.8333333333333333
    """
    true, score = check_classes("y_true", y_true), _check_table("y_score", y_score)
    check_length(len(true), len(score), "y_true", "y_score")
    names = np.unique(true)
    weight = weights_or_none(sample_weight, len(true))
    if len(names) <= 2:
        if len(names) == 2 and pos_label not in names.tolist():
            raise ValueError(
                f"pos_label={pos_label!r} is not a valid label: expected one of {names.tolist()}"
            )
        positive = np.broadcast_to(np.asarray(true == pos_label), true.shape)
        return _steps(positive, score, weight)
    if pos_label != 1:
        raise ValueError(
            "Parameter pos_label is fixed to 1 for multiclass y_true: expected it not to be set, "
            f"got {pos_label!r}"
        )
    if score.shape != (len(true), len(names)):
        raise ValueError(
            "`y_score` needs to be of shape `(n_samples, n_classes)`, since y_true contains "
            f"{len(names)} classes, got {score.shape}"
        )
    return _one_against_rest(_steps, true[:, None] == names, score, average, weight)


def _area(positive: NDArray[np.bool_], score: NDArray[Any], weight: Weights) -> float:
    counts = confusion_matrix_at_thresholds(positive, score, sample_weight=weight)
    fps, tps = np.append(0.0, counts.fps), np.append(0.0, counts.tps)
    pairs = fps[-1] * tps[-1]
    if pairs == 0:
        warnings.warn(
            "Only one class is present in y_true. ROC AUC score is not defined in that case.",
            undefined_metric_warning(),
            stacklevel=3,
        )
        return float("nan")
    # A group of equal scores is above the positives before it and ties with its own.
    return float(np.diff(fps) @ (tps[1:] + tps[:-1]) / 2 / pairs)


def _partial_area(
    positive: NDArray[np.bool_], score: NDArray[Any], weight: Weights, max_fpr: float
) -> float:
    fpr, tpr, _ = roc_curve(positive, score, sample_weight=weight)
    stop = int(np.searchsorted(fpr, max_fpr, side="right"))
    x = np.append(fpr[:stop], max_fpr)
    y = np.append(
        tpr[:stop], np.interp(max_fpr, fpr[stop - 1 : stop + 1], tpr[stop - 1 : stop + 1])
    )
    area = float(np.diff(x) @ (y[1:] + y[:-1]) / 2)
    low, high = max_fpr**2 / 2, max_fpr  # guessing, and the whole strip
    return (1 + (area - low) / (high - low)) / 2


def _steps(positive: NDArray[np.bool_], score: NDArray[Any], weight: Weights) -> float:
    precision, recall, _ = precision_recall_curve(positive, score, sample_weight=weight)
    return max(0.0, -float(np.diff(recall) @ precision[:-1]))


def _check_table(name: str, values: ArrayLike) -> NDArray[Any]:
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        array = array.astype(np.float64)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name}: expected one or two dimensions, got shape {array.shape}")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        what = "NaN" if np.isnan(array).any() else "infinity"
        raise ValueError(f"{name}: expected finite numbers, Input {name} contains {what}.")
    return array


def _multiclass(
    true: Labels,
    score: NDArray[Any],
    labels: ArrayLike | None,
    multi_class: str,
    average: str | None,
    sample_weight: ArrayLike | None,
) -> float | NDArray[np.float64]:
    if multi_class not in ("ovr", "ovo"):
        raise ValueError(
            f"multi_class must be in ('ovo', 'ovr') for these data, got {multi_class!r}"
        )
    if score.ndim != 2:
        raise ValueError(
            "`y_score` needs to be of shape `(n_samples, n_classes)`, since y_true contains "
            f"multiple classes, got {score.shape}"
        )
    if not np.allclose(score.sum(axis=1), 1):
        raise ValueError(
            "y_score: Target scores need to be probabilities for multiclass roc_auc, i.e. they "
            "should sum up to 1.0 over classes"
        )
    classes = _classes(true, labels, score.shape[1])
    weight = weights_or_none(sample_weight, len(true))
    if multi_class == "ovr":
        return _one_against_rest(_area, true[:, None] == classes, score, average, weight)
    if weight is not None:
        raise ValueError("sample_weight is not supported for multiclass one-vs-one ROC AUC")
    if average not in ("macro", "weighted"):
        raise ValueError(f"average must be 'macro' or 'weighted' for 'ovo', got {average!r}")
    return _one_against_one(true[:, None] == classes, score, average)


def _classes(true: Labels, labels: ArrayLike | None, n_columns: int) -> Labels:
    classes = np.unique(true)
    if labels is not None:
        given = check_label_list(labels, true)
        if given.tolist() != np.unique(given).tolist():
            raise ValueError("Parameter 'labels' must be unique and ordered")
        if not np.isin(classes, given).all():
            raise ValueError("'y_true' contains labels not in parameter 'labels'")
        classes = given
    if len(classes) != n_columns:
        raise ValueError(
            f"Number of classes in y_true or labels, {len(classes)}, not equal to the number of "
            f"columns in 'y_score', {n_columns}"
        )
    return classes


def _one_against_rest(
    score_of: _Binary,
    member: NDArray[np.bool_],
    score: NDArray[Any],
    average: str | None,
    weight: Weights,
) -> float | NDArray[np.float64]:
    if average not in (None, "micro", "macro", "weighted"):
        raise ValueError(
            f"average must be one of 'micro', 'macro', 'weighted' or None, got {average!r}"
        )
    if average == "micro":
        repeated = None if weight is None else np.repeat(weight, member.shape[1])
        return score_of(member.ravel(), score.ravel(), repeated)
    values = np.array([score_of(m, s, weight) for m, s in zip(member.T, score.T, strict=True)])
    if average is None:
        return values
    sizes = member.sum(axis=0) if weight is None else weight @ member
    return float(np.average(values, weights=sizes if average == "weighted" else None))


def _one_against_one(member: NDArray[np.bool_], score: NDArray[Any], average: str) -> float:
    values, sizes = [], []
    for i, j in combinations(np.flatnonzero(member.any(axis=0)), 2):
        either = member[:, i] | member[:, j]
        i_above = _area(member[either, i], score[either, i], None)
        j_above = _area(member[either, j], score[either, j], None)
        values.append((i_above + j_above) / 2)
        sizes.append(either.mean())
    return float(np.average(values, weights=sizes if average == "weighted" else None))
