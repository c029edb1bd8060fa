"""Errors of predicted numbers: squared, its root, absolute, and the share that is explained.

Each takes one target or several, and weights. Measures of labels and probabilities live elsewhere.
"""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._targets import undefined_metric_warning
from journey.ml.utils import check_sample_weight

Array = NDArray[np.float64]
_AVERAGES = ("raw_values", "uniform_average")


class _Checked(NamedTuple):
    true: Array  # (n_samples, n_targets)
    predicted: Array
    weight: Array  # (n_samples,)


def mean_squared_error(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    multioutput: str | ArrayLike = "uniform_average",
) -> Any:
    r"""Return the mean of the squared errors $\frac1n \sum_i (y_i - \hat y_i)^2$.

    Parameters
    ----------
    y_true
        Targets of shape (n_samples,) or (n_samples, n_targets).
    y_pred
        Predictions of the same shape.
    sample_weight
        Weights of shape (n_samples,). Default: all one.
    multioutput
        With several targets: "uniform_average" for the mean of their errors (default),
        "raw_values" for all of them, or one weight a target.

    Returns
    -------
    float or NDArray
        The error; an array of shape (n_targets,) for "raw_values".

    Raises
    ------
    ValueError
        If the shapes differ, a number is not finite, or ``multioutput`` is none of these.

    Examples
    --------
    >>> mean_squared_error([1.0, 2.0, 3.0], [1.0, 2.0, 6.0])
    3.0
    """
    data = _checked(y_true, y_pred, sample_weight)
    errors = np.average((data.true - data.predicted) ** 2, axis=0, weights=data.weight)
    return _over_targets(errors, multioutput)


def root_mean_squared_error(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    multioutput: str | ArrayLike = "uniform_average",
) -> Any:
    """Return the root of the mean squared error, which has the unit of the target.

    With several targets, the root is taken of each before they are averaged.

    Parameters
    ----------
    y_true
        Targets of shape (n_samples,) or (n_samples, n_targets).
    y_pred
        Predictions of the same shape.
    sample_weight
        Weights of shape (n_samples,). Default: all one.
    multioutput
        As in [mean_squared_error][journey.ml.metrics.mean_squared_error].

    Returns
    -------
    float or NDArray
        The error; an array of shape (n_targets,) for "raw_values".

    Raises
    ------
    ValueError
        If the shapes differ, a number is not finite, or ``multioutput`` is unknown.

    Examples
    --------
    >>> root_mean_squared_error([0.0, 0.0], [3.0, 3.0])
    3.0
    """
    squared = mean_squared_error(
        y_true, y_pred, sample_weight=sample_weight, multioutput="raw_values"
    )
    return _over_targets(np.sqrt(squared), multioutput)


def mean_absolute_error(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    multioutput: str | ArrayLike = "uniform_average",
) -> Any:
    r"""Return the mean of the absolute errors $\frac1n \sum_i |y_i - \hat y_i|$.

    The median of the targets has the least of all constants; for squares it is the mean.

    Parameters
    ----------
    y_true
        Targets of shape (n_samples,) or (n_samples, n_targets).
    y_pred
        Predictions of the same shape.
    sample_weight
        Weights of shape (n_samples,). Default: all one.
    multioutput
        As in [mean_squared_error][journey.ml.metrics.mean_squared_error].

    Returns
    -------
    float or NDArray
        The error; an array of shape (n_targets,) for "raw_values".

    Raises
    ------
    ValueError
        If the shapes differ, a number is not finite, or ``multioutput`` is unknown.

    Examples
    --------
    >>> mean_absolute_error([1.0, 2.0, 3.0], [1.0, 2.0, 6.0])
    1.0
    """
    data = _checked(y_true, y_pred, sample_weight)
    errors = np.average(np.abs(data.true - data.predicted), axis=0, weights=data.weight)
    return _over_targets(errors, multioutput)


def r2_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    multioutput: str | ArrayLike = "uniform_average",
    force_finite: bool = True,
) -> Any:
    r"""Return the coefficient of determination $R^2$.

    One minus the squared errors over the squared deviations from the mean of ``y_true``. Perfect
    predictions have 1, that mean has 0, and anything worse than it is below 0: the letter is no
    square.

    Parameters
    ----------
    y_true
        Targets of shape (n_samples,) or (n_samples, n_targets).
    y_pred
        Predictions of the same shape.
    sample_weight
        Weights of shape (n_samples,). Default: all one.
    multioutput
        As in [mean_squared_error][journey.ml.metrics.mean_squared_error], or "variance_weighted"
        for a mean in which each target weighs as much as it varies.
    force_finite
        Whether a target that does not vary counts as 1 where it is predicted exactly, and else
        as 0. Default: yes; otherwise it is NaN or minus infinity.

    Returns
    -------
    float or NDArray
        The score, at most 1; an array of shape (n_targets,) for "raw_values". NaN, with a
        warning, for a single sample.

    Raises
    ------
    ValueError
        If the shapes differ, a number is not finite, or ``multioutput`` is unknown.

    References
    ----------
    Kvålseth, T. O. (1985). Cautionary note about R². The American Statistician 39(4), 279-285.

    Examples
    --------
    >>> r2_score([1.0, 2.0, 3.0], [2.0, 2.0, 2.0]), r2_score([1.0, 2.0, 3.0], [3.0, 2.0, 1.0])
    (0.0, -3.0)
    """
    data = _checked(y_true, y_pred, sample_weight)
    if len(data.true) < 2:
        warnings.warn(
            "R^2 score is not well-defined with less than two samples.",
            undefined_metric_warning(),
            stacklevel=2,
        )
        return float("nan")
    mean = np.average(data.true, axis=0, weights=data.weight)
    left = data.weight @ (data.true - data.predicted) ** 2
    spread = data.weight @ (data.true - mean) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = 1 - left / spread
    if force_finite:
        scores = np.where(spread > 0, scores, np.where(left > 0, 0.0, 1.0))
    if isinstance(multioutput, str) and multioutput == "variance_weighted":
        return float(np.average(scores, weights=spread)) if spread.any() else float(scores.mean())
    return _over_targets(scores, multioutput, "variance_weighted")


def _checked(y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None) -> _Checked:
    true, predicted = _numbers("y_true", y_true), _numbers("y_pred", y_pred)
    if len(true) != len(predicted):
        raise ValueError(
            "y_true, y_pred: Found input variables with inconsistent numbers of samples: "
            f"{len(true)} and {len(predicted)}"
        )
    if true.shape != predicted.shape:
        raise ValueError(
            "y_true and y_pred have different number of output "
            f"({true.shape[1]}!={predicted.shape[1]})"
        )
    return _Checked(true, predicted, check_sample_weight(sample_weight, len(true)))


def _numbers(name: str, values: ArrayLike) -> Array:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise ValueError(f"{name}: expected numbers: {problem}") from None
    if array.ndim not in (1, 2) or array.size == 0:
        raise ValueError(
            f"{name}: expected shape (n_samples,) or (n_samples, n_targets) and at least one "
            f"sample, got an array of shape {array.shape}"
        )
    if not np.isfinite(array).all():
        what = "NaN" if np.isnan(array).any() else "infinity"
        raise ValueError(f"{name}: expected finite numbers, Input contains {what}.")
    return array.reshape(len(array), -1)


def _over_targets(errors: Array, multioutput: str | ArrayLike, *more: str) -> Any:
    if isinstance(multioutput, str):
        if multioutput not in _AVERAGES:
            allowed = ", ".join(map(repr, (*_AVERAGES, *more)))
            raise ValueError(
                f"multioutput: expected one of {allowed}, or one weight a target, "
                f"got {multioutput!r}"
            )
        return errors if multioutput == "raw_values" else float(errors.mean())
    weights = np.asarray(multioutput, dtype=np.float64)
    if weights.shape != errors.shape:
        raise ValueError(
            f"multioutput: expected one weight for each of {len(errors)} targets, "
            f"got shape {weights.shape}"
        )
    return float(np.average(errors, weights=weights))
