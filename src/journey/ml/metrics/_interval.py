"""How far the area under a ROC curve may be off: DeLong's standard error and interval."""

from __future__ import annotations

import warnings
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._curves import check_scores
from journey.ml.metrics._targets import undefined_metric_warning


class RocAucInterval(NamedTuple):
    """An area, its standard error, and a confidence interval.

    Attributes
    ----------
    auc
        The area under the ROC curve.
    standard_error
        The root of DeLong's variance.
    low
        The lower end of the interval.
    high
        The upper end.

    Examples
    --------
    >>> RocAucInterval(0.9, 0.02, 0.86, 0.94).auc
    0.9
    """

    auc: float
    standard_error: float
    low: float
    high: float


def roc_auc_interval(
    y_true: ArrayLike, y_score: ArrayLike, *, confidence_level: float = 0.95
) -> RocAucInterval:
    r"""Return the area under the ROC curve with DeLong's confidence interval.

    The *placement* of a positive is the share of the negatives below it, ties counted half; that of
    a negative, the share of the positives above it. Both have the area as their mean, and with
    $m$ positives and $n$ negatives the variance of the area is the variance of the one over $m$
    plus that of the other over $n$. The interval is symmetric and cut to [0, 1]. Scikit-learn has
    nothing of the kind; the name is ours.

    Parameters
    ----------
    y_true
        Labels of shape (n_samples,), 0 and 1 or -1 and 1.
    y_score
        Scores of shape (n_samples,): the higher, the more likely positive.
    confidence_level
        How often such an interval should hold the true area, between 0 and 1.

    Returns
    -------
    RocAucInterval
        `auc`, `standard_error`, `low`, `high`. Where the classes are separated completely the
        standard error is 0, and says nothing.

    Raises
    ------
    ValueError
        If there are fewer than 2 of either class, or the level is not between 0 and 1.

    References
    ----------
    DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988). Comparing the areas under two or
    more correlated receiver operating characteristic curves: a nonparametric approach. Biometrics
    44, 837-845. Section 2.

    Examples
    --------
    >>> result = roc_auc_interval([0, 0, 0, 1, 1, 1], [1, 2, 4, 3, 5, 6])
    >>> round(result.auc, 4), round(result.standard_error, 4)
    (0.8889, 0.1571)
    """
    if not 0 < confidence_level < 1:
        raise ValueError(
            f"confidence_level: expected a number between 0 and 1, got {confidence_level!r}"
        )
    hit, score, _ = check_scores(y_true, y_score, None, None)
    above, below = np.sort(score[hit]), np.sort(score[~hit])
    if len(above) < 2 or len(below) < 2:
        raise ValueError(
            "y_true: expected at least 2 positives and 2 negatives, "
            f"got {len(above)} and {len(below)}"
        )
    of_positives = _share_below(above, below)
    of_negatives = 1 - _share_below(below, above)
    area = float(of_positives.mean())
    error = float(
        np.sqrt(of_positives.var(ddof=1) / len(above) + of_negatives.var(ddof=1) / len(below))
    )
    if error == 0:
        warnings.warn(
            "the classes do not overlap: DeLong's standard error is 0 and the interval a point",
            undefined_metric_warning(),
            stacklevel=2,
        )
    reach = error * NormalDist().inv_cdf((1 + confidence_level) / 2)
    return RocAucInterval(area, error, max(0.0, area - reach), min(1.0, area + reach))


def _share_below(values: NDArray[np.generic], others: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return for each value the share of the others below it, an equal one counted half."""
    low = np.searchsorted(others, values, side="left")
    high = np.searchsorted(others, values, side="right")
    return np.asarray((low + high) / (2 * len(others)))
