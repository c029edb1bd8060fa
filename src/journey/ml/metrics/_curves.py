"""What a score does at every threshold: ROC, precision-recall and DET curves, and areas below.

All curves are read off one table: the samples sorted by score, and how many of each class lie at or
above each different score. Samples with the same score pass a threshold together.
"""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._probability import positive_class
from journey.ml.metrics._targets import (
    check_classes,
    check_length,
    undefined_metric_warning,
    weights_or_none,
)

Floats = NDArray[np.float64]


class ThresholdCounts(NamedTuple):
    """The four cells of the confusion matrix at each threshold, thresholds falling."""

    tns: Floats
    fps: Floats
    fns: Floats
    tps: Floats
    thresholds: NDArray[Any]


def confusion_matrix_at_thresholds(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    pos_label: Any = None,
    sample_weight: ArrayLike | None = None,
) -> ThresholdCounts:
    """Return the four cells of the confusion matrix for every threshold that makes a difference.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_score
        Scores of shape (n_samples,): the higher, the more likely positive.
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    ThresholdCounts
        `tns`, `fps`, `fns`, `tps`, `thresholds`, of shape (n_thresholds,): a sample is called
        positive where its score is at least the threshold; thresholds are the different scores,
        falling.

    Raises
    ------
    ValueError
        If lengths differ, there are more than two classes without a ``pos_label``, or a score is
        NaN or infinite.

    References
    ----------
    Fawcett, T. (2006). An introduction to ROC analysis. Pattern Recognition Letters 27, 861-874.
    Algorithm 1.

    Examples
    --------
    >>> counts = confusion_matrix_at_thresholds([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> counts.fps.tolist(), counts.tps.tolist()
    ([0.0, 1.0, 1.0, 2.0], [1.0, 1.0, 2.0, 2.0])
    """
    hit, score, weight = check_scores(y_true, y_score, pos_label, sample_weight)
    # Counts do not depend on the order of equal scores; sums of weights do, in their last digits.
    order = np.argsort(score, kind=None if weight is None else "stable")[::-1]
    score, hit = score[order], hit[order]
    ends = np.append(np.flatnonzero(score[1:] != score[:-1]), len(score) - 1)  # of equal scores
    if weight is None:
        tps = np.cumsum(hit, dtype=np.intp)[ends].astype(np.float64)
        fps = 1 + ends - tps
    else:
        weight = weight[order].astype(np.float64)
        tps = np.cumsum(weight * hit)[ends]
        fps = np.cumsum(weight * ~hit)[ends]
    return ThresholdCounts(fps[-1] - fps, fps, tps[-1] - tps, tps, score[ends])


def roc_curve(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    pos_label: Any = None,
    sample_weight: ArrayLike | None = None,
    drop_intermediate: bool = True,
) -> tuple[Floats, Floats, Floats]:
    """Return the ROC curve: the share of positives found against that of false alarms.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_score
        Scores of shape (n_samples,): the higher, the more likely positive.
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    drop_intermediate
        Whether to leave out points in the middle of a straight stretch. Default: yes.

    Returns
    -------
    fpr
        Share of the negatives called positive, rising from 0; NaN where there is no negative.
    tpr
        Share of the positives called positive, rising from 0; NaN where there is no positive.
    thresholds
        The thresholds, falling from infinity, where nothing is called positive.

    Raises
    ------
    ValueError
        As `confusion_matrix_at_thresholds` does.

    References
    ----------
    Fawcett, T. (2006). An introduction to ROC analysis. Pattern Recognition Letters 27, 861-874.
    Sections 4 and 5.

    Examples
    --------
    >>> fpr, tpr, thresholds = roc_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> fpr.tolist(), tpr.tolist()
    ([0.0, 0.0, 0.5, 0.5, 1.0], [0.0, 0.5, 0.5, 1.0, 1.0])
    >>> thresholds.tolist()
    [inf, 0.8, 0.4, 0.35, 0.1]
    """
    counts = confusion_matrix_at_thresholds(
        y_true, y_score, pos_label=pos_label, sample_weight=sample_weight
    )
    fps, tps, thresholds = counts.fps, counts.tps, counts.thresholds.astype(np.float64)
    if drop_intermediate and len(fps) > 2:
        bend = (np.diff(fps, 2) != 0) | (np.diff(tps, 2) != 0)
        kept = np.concatenate([[True], bend, [True]])
        fps, tps, thresholds = fps[kept], tps[kept], thresholds[kept]
    fps, tps = np.append(0.0, fps), np.append(0.0, tps)
    return (
        _share(fps, fps[-1], "negative"),
        _share(tps, tps[-1], "positive"),
        np.append(np.inf, thresholds),
    )


def precision_recall_curve(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    pos_label: Any = None,
    sample_weight: ArrayLike | None = None,
    drop_intermediate: bool = False,
) -> tuple[Floats, Floats, NDArray[Any]]:
    """Return precision and recall at every threshold.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_score
        Scores of shape (n_samples,): the higher, the more likely positive.
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    drop_intermediate
        Whether to leave out thresholds between two others with the same number of hits. Default:
        no.

    Returns
    -------
    precision
        At each threshold, thresholds rising; a 1 is added at the end, for recall 0.
    recall
        At each threshold; a 0 is added at the end. 1 everywhere where there is no positive.
    thresholds
        The thresholds, one fewer than points.

    Raises
    ------
    ValueError
        As `confusion_matrix_at_thresholds` does.

    References
    ----------
    Davis, J. and Goadrich, M. (2006). The relationship between precision-recall and ROC curves.
    ICML 2006, 233-240. Sections 2 and 3.

    Examples
    --------
    >>> precision, recall, thresholds = precision_recall_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> recall.tolist(), thresholds.tolist()
    ([1.0, 1.0, 0.5, 0.5, 0.0], [0.1, 0.35, 0.4, 0.8])
    """
    counts = confusion_matrix_at_thresholds(
        y_true, y_score, pos_label=pos_label, sample_weight=sample_weight
    )
    fps, tps, thresholds = counts.fps, counts.tps, counts.thresholds
    if drop_intermediate and len(fps) > 2:
        kept = _between_changes(tps)
        fps, tps, thresholds = fps[kept], tps[kept], thresholds[kept]
    precision = tps / (tps + fps)
    if tps[-1] == 0:
        warnings.warn(
            "No positive class found in y_true, recall is set to one for all thresholds.",
            UserWarning,
            stacklevel=2,
        )
        recall = np.ones(len(tps))
    else:
        recall = tps / tps[-1]
    return np.append(precision[::-1], 1.0), np.append(recall[::-1], 0.0), thresholds[::-1]


def det_curve(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    pos_label: Any = None,
    sample_weight: ArrayLike | None = None,
    drop_intermediate: bool = False,
) -> tuple[Floats, Floats, Floats]:
    """Return the detection error trade-off: misses against false alarms.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_score
        Scores of shape (n_samples,): the higher, the more likely positive.
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    drop_intermediate
        Whether to leave out thresholds between two others with the same number of hits. Default:
        no.

    Returns
    -------
    fpr
        Share of the negatives called positive, thresholds rising.
    fnr
        Share of the positives missed.
    thresholds
        The thresholds, rising.

    Raises
    ------
    ValueError
        As `confusion_matrix_at_thresholds` does, and where only one class occurs.

    References
    ----------
    Martin, A., Doddington, G., Kamm, T., Ordowski, M. and Przybocki, M. (1997). The DET curve in
    assessment of detection task performance. Eurospeech 1997, 1895-1898.

    Examples
    --------
    >>> fpr, fnr, thresholds = det_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> fpr.tolist(), fnr.tolist(), thresholds.tolist()
    ([0.5, 0.5, 0.0], [0.0, 0.5, 0.5], [0.35, 0.4, 0.8])
    """
    counts = confusion_matrix_at_thresholds(
        y_true, y_score, pos_label=pos_label, sample_weight=sample_weight
    )
    fps, tps = np.append(0.0, counts.fps), np.append(0.0, counts.tps)
    thresholds = np.append(np.inf, counts.thresholds.astype(np.float64))
    if fps[-1] == 0 or tps[-1] == 0:
        raise ValueError(
            "Only one class is present in y_true. Detection error tradeoff curve is not defined "
            "in that case."
        )
    if drop_intermediate and len(fps) > 2:
        kept = _between_changes(tps)
        fps, tps, thresholds = fps[kept], tps[kept], thresholds[kept]
    # From the last threshold without false alarms to the first without misses.
    first = int(np.searchsorted(fps, fps[0], side="right")) - 1
    part = slice(first, int(np.searchsorted(tps, tps[-1])) + 1)
    fpr, fnr = fps[part] / fps[-1], (tps[-1] - tps[part]) / tps[-1]
    return fpr[::-1], fnr[::-1], thresholds[part][::-1]


def auc(x: ArrayLike, y: ArrayLike) -> float:
    """Return the area under a curve by the trapezoidal rule.

    Parameters
    ----------
    x
        Places of shape (n,), at least 2, that only rise or only fall.
    y
        Values of shape (n,).

    Returns
    -------
    float
        The area; below 0 where the curve is.

    Raises
    ------
    ValueError
        If shapes differ, there are fewer than 2 points, or ``x`` turns back.

    References
    ----------
    Fawcett, T. (2006). An introduction to ROC analysis. Pattern Recognition Letters 27, 861-874.
    Algorithm 2.

    Examples
    --------
    >>> auc([0, 0.5, 1], [0, 1, 1])
    0.75
    """
    a, b = np.asarray(x, dtype=np.float64).ravel(), np.asarray(y, dtype=np.float64).ravel()
    check_length(len(a), len(b), "x", "y")
    if len(a) < 2:
        raise ValueError(
            f"x: At least 2 points are needed to compute area under curve, got {len(a)}"
        )
    steps = np.diff(a)
    if (steps < 0).any() and (steps > 0).any():
        raise ValueError("x is neither increasing nor decreasing: expected one of them")
    area = float(steps @ (b[1:] + b[:-1])) / 2
    return -area if (steps < 0).any() else area


def check_scores(
    y_true: ArrayLike, y_score: ArrayLike, pos_label: Any, sample_weight: ArrayLike | None
) -> tuple[NDArray[np.bool_], NDArray[Any], NDArray[Any] | None]:
    """Return who is positive, the scores and the weights, samples without weight left out."""
    true, score = check_classes("y_true", y_true), np.asarray(y_score)
    if score.ndim == 2 and score.shape[1] == 1:
        score = score[:, 0]
    if score.ndim != 1:
        raise ValueError(
            f"y_score should be a 1d array: expected shape (n_samples,), got {score.shape}"
        )
    check_length(len(true), len(score), "y_true", "y_score")
    if score.dtype.kind not in "biuf":
        score = score.astype(np.float64)
    if score.dtype.kind == "f" and not np.isfinite(score).all():
        what = "NaN" if np.isnan(score).any() else "infinity"
        raise ValueError(f"y_score: expected finite numbers, Input y_score contains {what}.")
    if pos_label is None and len(np.unique(true)) > 2:
        raise ValueError("y_true: multiclass format is not supported, expected two classes")
    hit = positive_class(true, pos_label)
    weight = weights_or_none(sample_weight, len(true))
    if weight is not None and not weight.all():
        kept = weight != 0
        hit, score, weight = hit[kept], score[kept], weight[kept]
    return hit, score, weight


def _share(counts: Floats, total: float, what: str) -> Floats:
    if total > 0:
        return counts / total
    warnings.warn(
        f"No {what} samples in y_true: the share of {what}s has no meaning and is NaN",
        undefined_metric_warning(),
        stacklevel=3,
    )
    return np.full(len(counts), np.nan)


def _between_changes(tps: Floats) -> NDArray[np.bool_]:
    change = np.diff(tps) != 0
    return np.concatenate([[True], change[:-1] | change[1:], [True]])
