"""Precision, recall and F score of each class, or averaged over several.

All scores here and in `_precision.py` are ratios of three sums a class: what is right, what was
called so, what is so.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._confusion import ClassSums, class_sums
from journey.ml.metrics._targets import undefined_metric_warning

Average = Literal["binary", "micro", "macro", "weighted"]
ZeroDivision = Literal["warn"] | float
Scores = float | NDArray[np.float64]

_AVERAGES = (None, "micro", "macro", "weighted")
_EMPTY = {
    "precision": "no predicted samples",
    "recall": "no true samples",
    "f-score": "no true nor predicted samples",
    "jaccard": "no true or predicted samples",
}


def precision_recall_fscore_support(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    beta: float = 1.0,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = None,
    warn_for: Sequence[str] = ("precision", "recall", "f-score"),
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> tuple[Scores, Scores, Scores, NDArray[Any] | None]:
    r"""Return precision, recall, F score and support, of each class or averaged.

    Of what was called a class, the precision is the share that is right; of what is of the class,
    the recall is the share that was found; the F score is their harmonic mean, in which recall
    counts $\beta$ times as much: $(1 + \beta^2) \, \text{hit} / (\beta^2 \, \text{real} +
    \text{called})$. The average `"samples"`, for several labels a sample, is left out.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,): whole numbers, booleans or strings.
    y_pred
        The predicted ones, of the same shape and kind.
    beta
        The weight of recall, at least 0; infinity gives the recall alone.
    labels
        The classes that count, in this order. Default: all that occur, sorted.
    pos_label
        The class that ``average="binary"`` is about.
    average
        `None`: one number a class. `"binary"`: the class ``pos_label`` alone. `"macro"`: the mean
        over the classes. `"weighted"`: the mean weighted by support. `"micro"`: from the sums over
        all classes.
    warn_for
        For which of the three to warn where one is 0 / 0.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    zero_division
        What stands for 0 / 0: 0, 1 or NaN, which averages leave out; `"warn"` is 0 and a warning.

    Returns
    -------
    precision
        A number, or an array of shape (n_labels,) without average.
    recall
        The same.
    fscore
        The same.
    support
        Number or weight of the true samples of each class; `None` with an average.

    Raises
    ------
    ValueError
        If lengths or kinds differ, an option is unknown, or ``average="binary"`` meets more than
        two classes or a ``pos_label`` that does not occur.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths. Chapter 7.
    Sokolova, M. and Lapalme, G. (2009). A systematic analysis of performance measures for
    classification tasks. Information Processing and Management 45, 427-437. Tables 2 and 3.

    Examples
    --------
    >>> p, r, f, support = precision_recall_fscore_support([0, 1, 2, 2], [0, 2, 2, 1])
    >>> p.tolist(), r.tolist(), support.tolist()
    ([1.0, 0.0, 0.5], [1.0, 0.0, 0.5], [1, 1, 2])
    >>> precision_recall_fscore_support([0, 1, 2, 2], [0, 2, 2, 1], average="macro")
    (0.5, 0.5, 0.5, None)
    """
    if not (isinstance(beta, int | float | np.number) and beta >= 0):
        raise ValueError(f"beta: expected a number of at least 0, got {beta!r}")
    undefined = undefined_value(zero_division)
    sums = sums_for(y_true, y_pred, labels, pos_label, average, sample_weight)
    hit, called, real = sums.hit, sums.called, sums.real
    loud = tuple(warn_for) if zero_division == "warn" else ()
    precision = ratio_of(hit, called, "precision", undefined, loud)
    recall = ratio_of(hit, real, "recall", undefined, loud)
    if beta == 0 or np.isinf(beta):
        fscore = recall if beta else precision
    else:
        square = float(beta) ** 2
        below = square * real + called
        fscore = ratio_of((1 + square) * hit, below, "f-score", undefined, loud)
    if average is None:
        return precision, recall, fscore, real
    weight = real if average == "weighted" else None
    return (
        mean_of(precision, weight),
        mean_of(recall, weight),
        mean_of(fscore, weight),
        None,
    )


def sums_for(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    labels: ArrayLike | None,
    pos_label: Any,
    average: Average | None,
    sample_weight: ArrayLike | None,
) -> ClassSums:
    """Return the sums of the classes that the options ask for; one of all for `"micro"`."""
    if average != "binary":
        if average not in _AVERAGES:
            raise ValueError(f"average has to be one of {_AVERAGES} or 'binary', got {average!r}")
        if pos_label is not None and pos_label != 1:
            warnings.warn(
                f"pos_label (set to {pos_label!r}) is ignored when average is {average!r}; "
                "labels=[pos_label] is one class alone",
                UserWarning,
                stacklevel=4,
            )
        sums = class_sums(y_true, y_pred, labels, sample_weight)
        if average == "micro":
            hit, called, real = (sums[i].sum(keepdims=True) for i in (1, 2, 3))
            return ClassSums(sums.names, hit, called, real, sums.total)
        return sums
    sums = class_sums(y_true, y_pred, None, sample_weight)
    names = sums.names.tolist()
    if len(names) > 2:
        raise ValueError(
            "Target is multiclass but average='binary'. Please choose another average setting, "
            f"one of {_AVERAGES}"
        )
    if len(names) == 2 and pos_label not in names:
        raise ValueError(f"pos_label={pos_label!r} is not a valid label: expected one of {names}")
    at = names.index(pos_label) if pos_label in names else len(names)
    hit, called, real = (np.append(sums[i], 0)[at : at + 1] for i in (1, 2, 3))
    return ClassSums(sums.names, hit, called, real, sums.total)


def undefined_value(zero_division: ZeroDivision) -> float:
    """Return what stands for 0 / 0."""
    if isinstance(zero_division, str):
        if zero_division == "warn":
            return 0.0
    elif zero_division in (0, 1) or np.isnan(zero_division):
        return float(zero_division)
    raise ValueError(f"zero_division: expected 'warn', 0, 1 or NaN, got {zero_division!r}")


def ratio_of(
    above: NDArray[Any],
    below: NDArray[Any],
    metric: str,
    undefined: float,
    loud: Sequence[str],
) -> NDArray[np.float64]:
    """Return the quotients; where the divisor is 0, the value given, loudly if asked."""
    empty = below == 0
    if empty.any() and metric in loud:
        warnings.warn(
            f"{metric.capitalize()} is ill-defined and set to 0 where there are {_EMPTY[metric]}; "
            "zero_division says what should stand there",
            undefined_metric_warning(),
            stacklevel=4,
        )
    quotients = np.full(len(below), undefined)
    np.divide(above, below, out=quotients, where=~empty)
    return quotients


def mean_of(values: NDArray[np.float64], weight: NDArray[Any] | None) -> float:
    """Return the mean of what is a number, weighted where there is weight."""
    there = ~np.isnan(values)
    if not there.any():
        return float("nan")
    if weight is not None and weight[there].any():
        return float(np.average(values[there], weights=weight[there]))
    return float(values[there].mean())
