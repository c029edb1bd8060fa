"""The reliability curve, and the mean distance of it from the diagonal."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._probability import check_probabilities, positive_class
from journey.ml.metrics._targets import check_classes, check_length
from journey.ml.utils import check_choice, check_integer

Strategy = Literal["uniform", "quantile"]
Floats = NDArray[np.float64]


def calibration_curve(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    pos_label: Any = None,
    n_bins: int = 5,
    strategy: Strategy = "uniform",
) -> tuple[Floats, Floats]:
    """Return how often it happened, and what was predicted on average, in bins of the prediction.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_prob
        Probabilities of the positive class, of shape (n_samples,).
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    n_bins
        Number of bins; empty ones are left out of the result.
    strategy
        `"uniform"`: bins of equal width. `"quantile"`: about as many samples in each.

    Returns
    -------
    prob_true
        Share of positives in each bin.
    prob_pred
        Mean of the probabilities in each bin.

    Raises
    ------
    ValueError
        If lengths differ, there are more than two classes, a probability is outside [0, 1], or an
        option is unknown.

    References
    ----------
    Murphy, A. H. and Winkler, R. L. (1977). Reliability of subjective probability forecasts of
    precipitation and temperature. Journal of the Royal Statistical Society C 26, 41-47.

    Examples
    --------
    >>> prob_true, prob_pred = calibration_curve([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], n_bins=2)
    >>> prob_true.tolist(), prob_pred.round(2).tolist()
    ([0.0, 1.0], [0.2, 0.7])
    """
    numbers, happened, predicted = _bins(y_true, y_prob, pos_label, n_bins, strategy)
    return happened / numbers, predicted / numbers


def expected_calibration_error(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    pos_label: Any = None,
    n_bins: int = 10,
    strategy: Strategy = "uniform",
) -> float:
    r"""Return the mean distance of the calibration curve from the diagonal, bins by their size.

    $\sum_b \frac{n_b}{n} |\bar y_b - \bar p_b|$. It depends on the bins: with few, errors in
    opposite directions cancel; with many, noise alone makes it large. A model that predicts the
    base rate for everyone has 0, so it says nothing without a score such as the Brier score.
    Scikit-learn has nothing of the kind.

    Parameters
    ----------
    y_true
        True labels of shape (n_samples,), of two classes.
    y_prob
        Probabilities of the positive class, of shape (n_samples,).
    pos_label
        The positive class. Default: 1, where labels are 0 and 1 or -1 and 1.
    n_bins
        Number of bins.
    strategy
        As in [calibration_curve][journey.ml.calibration.calibration_curve].

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        As `calibration_curve` does.

    References
    ----------
    Pakdaman Naeini, M., Cooper, G. F. and Hauskrecht, M. (2015). Obtaining well calibrated
    probabilities using Bayesian binning. AAAI 2015, 2901-2907.

    Examples
    --------
    >>> round(expected_calibration_error([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], n_bins=2), 4)
    0.25
    """
    numbers, happened, predicted = _bins(y_true, y_prob, pos_label, n_bins, strategy)
    return float(np.abs(happened - predicted).sum() / numbers.sum())


def _bins(
    y_true: ArrayLike, y_prob: ArrayLike, pos_label: Any, n_bins: int, strategy: Strategy
) -> tuple[Floats, Floats, Floats]:
    bins = check_integer("n_bins", n_bins, 1)
    check_choice("strategy", strategy, ("uniform", "quantile"))
    true, prob = check_classes("y_true", y_true), check_probabilities(y_prob, "y_prob")
    if prob.ndim == 2 and prob.shape[1] != 1:
        raise ValueError(f"y_prob: expected shape (n_samples,), got {prob.shape}")
    prob = prob.reshape(-1).astype(np.float64)
    check_length(len(true), len(prob), "y_true", "y_prob")
    labels = np.unique(true)
    if len(labels) > 2:
        raise ValueError(
            f"y_true: Only binary classification is supported. Provided labels {labels.tolist()}."
        )
    hit = positive_class(true, pos_label)
    edges = np.linspace(0, 1, bins + 1)
    if strategy == "quantile":
        edges = np.quantile(prob, edges)
    where = np.searchsorted(edges[1:-1], prob)  # a probability on an edge belongs below it
    numbers = np.bincount(where, minlength=bins).astype(np.float64)
    happened = np.bincount(where, weights=hit, minlength=bins).astype(np.float64)
    predicted = np.bincount(where, weights=prob, minlength=bins).astype(np.float64)
    kept = numbers > 0
    return numbers[kept], happened[kept], predicted[kept]
