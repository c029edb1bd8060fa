"""What a cross-validated score is worth: intervals, and leave-one-out of ridge in one fit.

And `cross_val_score_naive`, the definition of k-fold, the oracle of the fast and general one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.stats import t
from journey.ml.base import clone
from journey.ml.utils import check_array, check_integer, check_real, check_target

__all__ = ["corrected_interval", "cross_val_score_naive", "ridge_leave_one_out"]


def cross_val_score_naive(
    estimator: Any, X: ArrayLike, y: ArrayLike, n_splits: int = 5
) -> NDArray[np.float64]:
    """Return the k scores of k-fold cross-validation, written as it is defined.

    Parameters
    ----------
    estimator
        An estimator with a `score`.
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    n_splits
        Number of folds, stretches of neighbouring samples. Default: 5.

    Returns
    -------
    NDArray
        Scores of shape (n_splits,).

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(12.0)[:, None], np.arange(12.0)
    >>> cross_val_score_naive(Ridge(alpha=0.0), X, y, 3).round(6)
    array([1., 1., 1.])
    """
    X, y = np.asarray(X), np.asarray(y)
    scores, start = [], 0
    for fold in range(n_splits):
        # The first n mod k folds take one sample more, or the last n mod k would never be tested.
        stop = start + len(X) // n_splits + (fold < len(X) % n_splits)
        test = [i for i in range(len(X)) if start <= i < stop]
        train = [i for i in range(len(X)) if not start <= i < stop]
        model = clone(estimator).fit(X[train], y[train])
        scores.append(model.score(X[test], y[test]))
        start = stop
    return np.array(scores)


def corrected_interval(
    scores: ArrayLike, n_train: int, n_test: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    r"""Return an interval for the mean score that allows for the overlap of the training sets.

    Scores of J splits are not independent, so $s / \sqrt{J}$ is too small, and more splits make it
    only smaller. Nadeau and Bengio put $s \sqrt{1/J + n_2/n_1}$ in its place, for random splits
    with $n_1$ samples to train on and $n_2$ to test on; the correlation $n_2 / (n_1 + n_2)$ behind
    it is a guess, as no unbiased estimate exists (Bengio and Grandvalet 2004). The quantile is
    Student's with J - 1 degrees of freedom.

    Parameters
    ----------
    scores
        Scores of shape (J,), at least two.
    n_train
        Samples that each split trains on.
    n_test
        Samples that each split tests on.
    confidence
        The share of intervals that should hold the true mean, in (0, 1). Default: 0.95.

    Returns
    -------
    low, high : float
        Ends of the interval.

    Raises
    ------
    ValueError
        If there are fewer than two scores, or an argument is out of range.

    References
    ----------
    Nadeau, C., Bengio, Y. (2003). Inference for the generalization error. Machine Learning 52,
    239-281, section 3.

    Bengio, Y., Grandvalet, Y. (2004). No unbiased estimator of the variance of k-fold
    cross-validation. Journal of Machine Learning Research 5, 1089-1105.

    Examples
    --------
    >>> low, high = corrected_interval([0.8, 0.9, 0.85, 0.95, 0.9], n_train=80, n_test=20)
    >>> round(low, 3), round(high, 3)
    (0.774, 0.986)
    """
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(f"scores: expected at least two finite numbers, got {scores!r}")
    n_train, n_test = check_integer("n_train", n_train, 1), check_integer("n_test", n_test, 1)
    if not 0 < check_real("confidence", confidence, 0) < 1:
        raise ValueError(f"confidence: expected a share between 0 and 1, got {confidence}")
    deviation = values.std(ddof=1) * np.sqrt(1 / len(values) + n_test / n_train)
    half = float(t(len(values) - 1).ppf((1 + confidence) / 2)) * deviation
    return float(values.mean() - half), float(values.mean() + half)


def ridge_leave_one_out(
    X: ArrayLike, y: ArrayLike, alphas: Iterable[float], *, fit_intercept: bool = True
) -> NDArray[np.float64]:
    r"""Return the errors that leave-one-out finds for ridge regression, from one decomposition.

    Let the fit to all samples be $\hat y = H y$. The fit without sample i would predict $y_i$ with
    the error $(y_i - \hat y_i) / (1 - H_{ii})$, so that n fits are saved.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    alphas
        Penalties, each at least 0.
    fit_intercept
        Whether there is an intercept, which is not penalised. Default: yes.

    Returns
    -------
    NDArray
        Errors $y_i - \hat y_{-i}(x_i)$ of shape (n_alphas, n_samples); NaN where a sample
        decides its own prediction, $H_{ii} = 1$.

    Raises
    ------
    ValueError
        If a penalty is negative or the data is malformed.

    References
    ----------
    Allen, D. M. (1974). The relationship between variable selection and data augmentation and a
    method for prediction. Technometrics 16(1), 125-127.

    Golub, G. H., Heath, M., Wahba, G. (1979). Generalized cross-validation as a method for choosing
    a good ridge parameter. Technometrics 21(2), 215-223, equation 1.2.

    Examples
    --------
    >>> ridge_leave_one_out([[0.0], [1.0], [2.0]], [0.0, 1.0, 4.0], [0.0]).round(6)
    array([[ 2., -1.,  2.]])
    """
    table = check_array(X).astype(np.float64)
    target = check_target(y, len(table))
    strengths = np.array([check_real("alphas", alpha, 0) for alpha in alphas])
    leverage = np.zeros(len(table))
    if fit_intercept:
        table, target = table - table.mean(axis=0), target - target.mean()
        leverage += 1 / len(table)
    U, s, _ = np.linalg.svd(table, full_matrices=False)
    kept = s > s.max(initial=0.0) * max(table.shape) * np.finfo(np.float64).eps
    U, s = U[:, kept], s[kept]
    factors = s**2 / (s**2 + strengths[:, None])  # (n_alphas, rank)
    left = target - (factors * (U.T @ target)) @ U.T  # (n_alphas, n_samples)
    rest = 1 - leverage - factors @ U.T**2
    # Where it is 0 but for rounding, the quotient would be a number without meaning.
    return np.asarray(left / np.where(rest > 1e-12, rest, np.nan))
