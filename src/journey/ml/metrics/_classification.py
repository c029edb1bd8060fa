"""One number for a whole classification: shares of right answers, and agreement beyond chance.

Every score here is a function of the confusion matrix. Precision, recall and what is made from them
live in `_precision.py`.
"""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.metrics._confusion import class_sums, confusion_matrix
from journey.ml.metrics._targets import check_pair, undefined_metric_warning, weights_or_none


def accuracy_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    normalize: bool = True,
    sample_weight: ArrayLike | None = None,
) -> float:
    r"""Return the share of labels that are right.

    With $n_{ij}$ the number of samples of class $i$ that were called $j$, it is
    $\sum_i n_{ii} / \sum_{ij} n_{ij}$.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,): whole numbers, booleans or strings.
    y_pred
        The predicted ones, of the same shape and kind. Several labels a sample are left out.
    normalize
        `False` gives the number of right labels, or their weight, in place of the share.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    float
        In [0, 1]; the number of right labels where ``normalize`` is `False`.

    Raises
    ------
    ValueError
        If lengths differ, kinds differ, or the labels are fractions or empty.

    References
    ----------
    Sokolova, M. and Lapalme, G. (2009). A systematic analysis of performance measures for
    classification tasks. Information Processing and Management 45, 427-437. Table 2.

    Examples
    --------
    >>> accuracy_score(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"])
    0.75
    """
    true, pred = check_pair(y_true, y_pred)
    weight = weights_or_none(sample_weight, len(true))
    right = true == pred
    if weight is None:
        number, total = float(np.count_nonzero(right)), float(len(true))
    else:
        number, total = float(weight @ right), float(weight.sum())
    return number / total if normalize else number


def zero_one_loss(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    normalize: bool = True,
    sample_weight: ArrayLike | None = None,
) -> float:
    """Return the share of labels that are wrong: 1 minus the accuracy.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones.
    normalize
        `False` gives the number of wrong labels, or their weight, in place of the share.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    float
        In [0, 1]; the number of wrong labels where ``normalize`` is `False`.

    Raises
    ------
    ValueError
        As [accuracy_score][journey.ml.metrics.accuracy_score] does.

    References
    ----------
    Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning, 2nd
    edition. Springer. Section 2.4.

    Examples
    --------
    >>> zero_one_loss([0, 1, 2, 2], [0, 2, 2, 2])
    0.25
    """
    true, pred = check_pair(y_true, y_pred)
    weight = weights_or_none(sample_weight, len(true))
    wrong = true != pred
    if weight is None:
        number, total = float(np.count_nonzero(wrong)), float(len(true))
    else:
        number, total = float(weight @ wrong), float(weight.sum())
    return number / total if normalize else number


def balanced_accuracy_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    adjusted: bool = False,
) -> float:
    r"""Return the mean of the classes' recalls: each class counts the same, however small.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones. A label that is none of the true ones counts as wrong, with a warning.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    adjusted
        Whether to scale it so that guessing gives 0 on average: $(b - 1/k) / (1 - 1/k)$.

    Returns
    -------
    float
        In [0, 1], or at least $-1/(k - 1)$ where it is adjusted; NaN where it is adjusted and there
        is one class only.

    Raises
    ------
    ValueError
        If lengths or kinds differ.

    References
    ----------
    Brodersen, K. H., Ong, C. S., Stephan, K. E. and Buhmann, J. M. (2010). The balanced accuracy
    and its posterior distribution. ICPR 2010, 3121-3124.

    Examples
    --------
    >>> balanced_accuracy_score([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0] * 10)
    0.5
    """
    sums = class_sums(y_true, y_pred, None, sample_weight)
    there = sums.real > 0
    if not there.all():
        warnings.warn("y_pred contains classes not in y_true", UserWarning, stacklevel=2)
    recalls = sums.hit[there] / sums.real[there]
    score = float(recalls.mean())
    if not adjusted:
        return score
    chance = 1 / len(recalls)
    return (score - chance) / (1 - chance) if chance < 1 else float("nan")


def matthews_corrcoef(
    y_true: ArrayLike, y_pred: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> float:
    r"""Return the correlation of two labellings.

    For two classes it is Pearson's correlation of the two columns of zeros and ones. For more, the
    covariances of the indicators of all classes are added up: with $t$ and $p$ the sums of rows and
    columns of the confusion matrix, $c$ its trace and $s$ its total,

    $$
    \frac{c s - t^\top p}{\sqrt{(s^2 - p^\top p)(s^2 - t^\top t)}} .
    $$

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones. The two may change places.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    float
        At most 1; about 0 for guesses; 0 by convention where either labelling has a single label.

    Raises
    ------
    ValueError
        If lengths or kinds differ.

    References
    ----------
    Gorodkin, J. (2004). Comparing two K-category assignments by a K-category correlation
    coefficient. Computational Biology and Chemistry 28, 367-374.

    Examples
    --------
    >>> matthews_corrcoef([1, 1, 0, 0], [1, 0, 0, 0])
    0.5773502691896258
    """
    sums = class_sums(y_true, y_pred, None, sample_weight)
    t, p = sums.real.astype(np.float64), sums.called.astype(np.float64)
    if np.count_nonzero(t) < 2 or np.count_nonzero(p) < 2:
        return 0.0  # asked of the counts, since rounded weights may leave a variance above 0
    c, s = float(sums.hit.sum()), float(t.sum())
    both = (s * s - p @ p) * (s * s - t @ t)
    return float((c * s - t @ p) / np.sqrt(both))


def cohen_kappa_score(
    y1: ArrayLike,
    y2: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    weights: Literal["linear", "quadratic"] | None = None,
    sample_weight: ArrayLike | None = None,
    replace_undefined_by: float = float("nan"),
) -> float:
    r"""Return Cohen's kappa: how much of the agreement that chance leaves room for was reached.

    With $p_o$ the share of samples on which two raters agree and $p_e$ the share on which they
    would if their labels were shuffled, $\kappa = (p_o - p_e) / (1 - p_e)$. Where labels have
    an order, near misses can cost less: with weights $w_{ij}$ and the counts $e_{ij}$ that
    chance would give, it is $1 - \sum w_{ij} n_{ij} / \sum w_{ij} e_{ij}$.

    Parameters
    ----------
    y1
        One rater's labels, of shape (n_samples,).
    y2
        The other's. The two may change places.
    labels
        The labels that count, in their order. Default: all that occur, sorted.
    weights
        The cost of labels $i$ and $j$ places apart: `"linear"` $|i - j|$, `"quadratic"`
        $(i - j)^2$; default: 1 for any disagreement.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    replace_undefined_by
        The result where no disagreement is possible, as with a single label.

    Returns
    -------
    float
        At most 1; 0 where raters agree as often as chance would have it.

    Raises
    ------
    ValueError
        If lengths or kinds differ, or ``weights`` is unknown.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20, 37-46. Equation 1. Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70,
    213-220.

    Examples
    --------
    >>> cohen_kappa_score([0, 0, 1, 1], [0, 1, 1, 1])
    0.5
    """
    if weights not in (None, "linear", "quadratic"):
        raise ValueError(f"weights: expected 'linear', 'quadratic' or None, got {weights!r}")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="A single label", category=UserWarning)
        table = confusion_matrix(y1, y2, labels=labels, sample_weight=sample_weight)
    place = np.arange(len(table))
    apart = np.abs(place[:, None] - place)
    cost = {None: apart > 0, "linear": apart, "quadratic": apart**2}[weights].astype(np.float64)
    rows, columns = table.sum(axis=1, dtype=np.float64), table.sum(axis=0, dtype=np.float64)
    by_chance = float(rows @ cost @ columns)
    if by_chance == 0:
        warnings.warn(
            "cohen_kappa_score is not defined where only one label is left: set to "
            f"{replace_undefined_by} (replace_undefined_by)",
            undefined_metric_warning(),
            stacklevel=2,
        )
        return replace_undefined_by
    return 1 - float((cost * table).sum()) * float(rows.sum()) / by_chance
