"""Precision, recall, F score and Jaccard index, each alone."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from journey.ml.metrics._fscore import (
    Average,
    Scores,
    ZeroDivision,
    mean_of,
    precision_recall_fscore_support,
    ratio_of,
    sums_for,
    undefined_value,
)


def precision_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = "binary",
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> Scores:
    """Return the precision: of what was called a class, the share that is right.

    Parameters
    ----------
    y_true, y_pred, labels, pos_label, average, sample_weight, zero_division
        As in [precision_recall_fscore_support][journey.ml.metrics.precision_recall_fscore_support].

    Returns
    -------
    float or NDArray
        A number, or an array of shape (n_labels,) without average.

    Raises
    ------
    ValueError
        As `precision_recall_fscore_support` does.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths. Chapter 7.

    Examples
    --------
    >>> precision_score([1, 1, 0, 0, 0], [1, 0, 1, 0, 0])
    0.5
    """
    return precision_recall_fscore_support(
        y_true,
        y_pred,
        labels=labels,
        pos_label=pos_label,
        average=average,
        warn_for=("precision",),
        sample_weight=sample_weight,
        zero_division=zero_division,
    )[0]


def recall_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = "binary",
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> Scores:
    """Return the recall: of what is of a class, the share that was found.

    Parameters
    ----------
    y_true, y_pred, labels, pos_label, average, sample_weight, zero_division
        As in [precision_recall_fscore_support][journey.ml.metrics.precision_recall_fscore_support].

    Returns
    -------
    float or NDArray
        A number, or an array of shape (n_labels,) without average.

    Raises
    ------
    ValueError
        As `precision_recall_fscore_support` does.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths. Chapter 7.

    Examples
    --------
    >>> recall_score([1, 1, 1, 0, 0], [1, 0, 1, 0, 0], average="macro")
    0.8333333333333333
    """
    return precision_recall_fscore_support(
        y_true,
        y_pred,
        labels=labels,
        pos_label=pos_label,
        average=average,
        warn_for=("recall",),
        sample_weight=sample_weight,
        zero_division=zero_division,
    )[1]


def fbeta_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    beta: float,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = "binary",
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> Scores:
    r"""Return the F score: the harmonic mean in which recall counts $\beta$ times as much.

    Parameters
    ----------
    y_true, y_pred, beta, labels, pos_label, average, sample_weight, zero_division
        As in [precision_recall_fscore_support][journey.ml.metrics.precision_recall_fscore_support].

    Returns
    -------
    float or NDArray
        A number, or an array of shape (n_labels,) without average.

    Raises
    ------
    ValueError
        As `precision_recall_fscore_support` does.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths. Chapter 7.

    Examples
    --------
    >>> round(fbeta_score([1, 1, 1, 1, 0], [1, 0, 0, 0, 0], beta=2), 4)
    0.2941
    """
    return precision_recall_fscore_support(
        y_true,
        y_pred,
        beta=beta,
        labels=labels,
        pos_label=pos_label,
        average=average,
        warn_for=("f-score",),
        sample_weight=sample_weight,
        zero_division=zero_division,
    )[2]


def f1_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = "binary",
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> Scores:
    r"""Return the harmonic mean of precision and recall.

    It is $2 \, \text{hit} / (\text{real} + \text{called})$.

    Parameters
    ----------
    y_true, y_pred, labels, pos_label, average, sample_weight, zero_division
        As in [precision_recall_fscore_support][journey.ml.metrics.precision_recall_fscore_support].

    Returns
    -------
    float or NDArray
        A number, or an array of shape (n_labels,) without average.

    Raises
    ------
    ValueError
        As `precision_recall_fscore_support` does.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths. Chapter 7.

    Examples
    --------
    >>> f1_score([1, 1, 1, 1, 0], [1, 0, 0, 0, 0])
    0.4
    """
    return fbeta_score(
        y_true,
        y_pred,
        beta=1.0,
        labels=labels,
        pos_label=pos_label,
        average=average,
        sample_weight=sample_weight,
        zero_division=zero_division,
    )


def jaccard_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    pos_label: Any = 1,
    average: Average | None = "binary",
    sample_weight: ArrayLike | None = None,
    zero_division: ZeroDivision = "warn",
) -> Scores:
    r"""Return the Jaccard index: intersection over union of what is and what was called a class.

    Parameters
    ----------
    y_true, y_pred, labels, pos_label, average, sample_weight
        As in [precision_recall_fscore_support][journey.ml.metrics.precision_recall_fscore_support].
    zero_division
        What stands for 0 / 0: 0 or 1; `"warn"` is 0 and a warning.

    Returns
    -------
    float or NDArray
        $F_1 / (2 - F_1)$ of each class: a number, or an array of shape (n_labels,) without average.

    Raises
    ------
    ValueError
        As `precision_recall_fscore_support` does.

    References
    ----------
    Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11, 37-50.

    Examples
    --------
    >>> jaccard_score([1, 1, 0, 0], [1, 0, 1, 0])
    0.3333333333333333
    """
    undefined = undefined_value(zero_division)
    sums = sums_for(y_true, y_pred, labels, pos_label, average, sample_weight)
    loud = ("jaccard",) if zero_division == "warn" else ()
    union = sums.real + sums.called - sums.hit
    values = ratio_of(sums.hit, union, "jaccard", undefined, loud)
    if average is None:
        return values
    return mean_of(values, sums.real if average == "weighted" else None)
