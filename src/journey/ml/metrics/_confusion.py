"""The confusion matrix: how often each true label met each predicted one."""

from __future__ import annotations

import warnings
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._targets import (
    Labels,
    bin_sums,
    check_label_list,
    check_pair,
    encode,
    recode,
    weights_or_none,
)

Normalize = Literal["true", "pred", "all"]


def confusion_matrix_naive(y_true: ArrayLike, y_pred: ArrayLike) -> NDArray[np.int64]:
    """Return the confusion matrix by its definition: look at each sample, count one.

    The oracle of [confusion_matrix][journey.ml.metrics.confusion_matrix], which counts all samples
    at once; labels are sorted.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones.

    Returns
    -------
    NDArray
        Counts of shape (n_labels, n_labels): a row a true label, a column a predicted one.

    Examples
    --------
    >>> confusion_matrix_naive(["cat", "cat", "dog"], ["cat", "dog", "dog"]).tolist()
    [[1, 1], [0, 1]]
    """
    true, pred = np.asarray(y_true).tolist(), np.asarray(y_pred).tolist()
    labels = sorted(set(true) | set(pred))
    table = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for i, j in zip(true, pred, strict=True):
        table[labels.index(i), labels.index(j)] += 1
    return table


def confusion_matrix(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
    normalize: Normalize | None = None,
) -> NDArray[Any]:
    r"""Return how often each true label met each predicted label.

    Entry $(i, j)$ counts the samples of class $i$ that were called $j$. The labels become numbers
    $a, b < k$, the pair becomes the one number $a k + b$, and one pass counts them all.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,): whole numbers, booleans or strings.
    y_pred
        The predicted ones, of the same shape and kind.
    labels
        Which labels to show, in this order; samples with others are left out. Default: all that
        occur, sorted.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    normalize
        Divide by the sum of each row (`"true"`: shares of each class, the recalls on the diagonal),
        of each column (`"pred"`: the precisions on the diagonal) or of the whole (`"all"`). A row
        or column that is empty stays 0. Default: counts.

    Returns
    -------
    NDArray
        Table of shape (n_labels, n_labels): a row a true label, a column a predicted one. Whole
        numbers, or floats where weights are, or where it is normalised.

    Raises
    ------
    ValueError
        If lengths or kinds differ, or none of ``labels`` is among the true ones.

    References
    ----------
    Stehman, S. V. (1997). Selecting and interpreting measures of thematic classification accuracy.
    Remote Sensing of Environment 62, 77-89.

    Examples
    --------
    >>> true, pred = ["cat", "cat", "dog", "dog", "dog"], ["cat", "dog", "dog", "dog", "cat"]
    >>> confusion_matrix(true, pred).tolist()
    [[1, 1], [1, 2]]
    >>> confusion_matrix(true, pred, labels=["dog", "cat"], normalize="true").round(2).tolist()
    [[0.67, 0.33], [0.5, 0.5]]
    """
    if normalize not in (None, "true", "pred", "all"):
        raise ValueError(f"normalize: expected 'true', 'pred', 'all' or None, got {normalize!r}")
    true, pred = check_pair(y_true, y_pred)
    weight = weights_or_none(sample_weight, len(true))
    names, a, b = encode(true, pred)
    if labels is not None:
        wanted = check_label_list(labels, true)
        if not np.isin(wanted, true).any():
            raise ValueError("labels: At least one label specified must be in y_true")
        place = recode(names, wanted)
        a, b = place[a], place[b]
        kept = (a >= 0) & (b >= 0)
        a, b, weight = a[kept], b[kept], None if weight is None else weight[kept]
        names = wanted
    k = len(names)
    if k == 1:
        warnings.warn(
            "A single label was found in y_true and y_pred; pass all known labels as labels for "
            "a table of the right shape",
            UserWarning,
            stacklevel=2,
        )
    table = bin_sums(a * k + b, weight, k * k).reshape(k, k)
    return table if normalize is None else _shares(table, normalize)


def _shares(table: NDArray[Any], normalize: Normalize) -> NDArray[np.float64]:
    axis = {"true": 1, "pred": 0, "all": None}[normalize]
    total = table.sum(axis=axis, keepdims=True)
    shares = np.zeros(table.shape)
    np.divide(table, total, out=shares, where=total != 0)
    return shares


def multilabel_confusion_matrix(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    labels: ArrayLike | None = None,
) -> NDArray[Any]:
    """Return one table of two rows for each label: this label against the rest.

    Samples with several labels, and the parameter `samplewise` that is for them, are left out.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    labels
        Which labels to show, in this order. Default: all that occur, sorted.

    Returns
    -------
    NDArray
        Tables of shape (n_labels, 2, 2): `[[true negatives, false positives], [false negatives,
        true positives]]`.

    Raises
    ------
    ValueError
        If lengths or kinds differ.

    References
    ----------
    Sokolova, M. and Lapalme, G. (2009). A systematic analysis of performance measures for
    classification tasks. Information Processing and Management 45, 427-437. Table 3.

    Examples
    --------
    >>> multilabel_confusion_matrix([0, 1, 2, 2], [0, 2, 2, 1])[2].tolist()
    [[1, 1], [1, 1]]
    """
    _, hit, called, real, total = class_sums(y_true, y_pred, labels, sample_weight)
    rest = total - real - called + hit
    return np.stack([rest, called - hit, real - hit, hit], axis=1).reshape(-1, 2, 2)


class ClassSums(NamedTuple):
    """For each label, the weight of what is right, what was called so, and what is so."""

    names: Labels
    hit: NDArray[Any]
    called: NDArray[Any]
    real: NDArray[Any]
    total: Any


def class_sums(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    labels: ArrayLike | None,
    sample_weight: ArrayLike | None,
) -> ClassSums:
    """Return the diagonal and the margins of the confusion matrix, without the rest of it."""
    true, pred = check_pair(y_true, y_pred)
    weight = weights_or_none(sample_weight, len(true))
    names, a, b = encode(true, pred)
    k, right = len(names), a == b
    hit = bin_sums(a[right], None if weight is None else weight[right], k)
    called, real = bin_sums(b, weight, k), bin_sums(a, weight, k)
    if labels is not None:
        wanted = check_label_list(labels, true)
        place = recode(wanted, names)  # -1, the zero appended, for a label that does not occur
        hit, called, real = (np.append(values, 0)[place] for values in (hit, called, real))
        names = wanted
    return ClassSums(names, hit, called, real, len(true) if weight is None else weight.sum())
