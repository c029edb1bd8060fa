"""Losses of predicted probabilities: the log loss and the Brier score.

Both are proper: on average the true probability costs least, so that honesty pays.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.metrics._targets import (
    Codes,
    Labels,
    check_classes,
    check_label_list,
    check_length,
    recode,
    weights_or_none,
)
from journey.ml.utils import FloatArray


def log_loss(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    normalize: bool = True,
    sample_weight: ArrayLike | None = None,
    labels: ArrayLike | None = None,
) -> float:
    r"""Return the mean of $-\ln$ of the probability that was given to what happened.

    Probabilities are clipped to $[\epsilon, 1 - \epsilon]$, with the $\epsilon$ of their dtype, so
    that a certain and wrong prediction costs about 36 and not infinity.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_proba
        Probabilities of shape (n_samples, n_classes), the classes sorted; or of shape (n_samples,),
        of the larger of two classes.
    normalize
        `False` gives the sum in place of the mean.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    labels
        All classes, where some do not occur in ``y_true``.

    Returns
    -------
    float
        At least 0, in nats; $\ln k$ where each of $k$ classes was given the same.

    Raises
    ------
    ValueError
        If shapes do not fit, a probability is outside [0, 1], or there is one class only.

    References
    ----------
    Good, I. J. (1952). Rational decisions. Journal of the Royal Statistical Society B 14, 107-114.

    Examples
    --------
    >>> round(log_loss(["no", "yes"], [0.25, 0.5]), 4)  # (ln 4/3 + ln 2) / 2
    0.4904
    """
    codes, proba = _classes_and_probabilities(y_true, y_proba, labels)
    eps = np.finfo(proba.dtype).eps
    given = np.clip(proba[np.arange(len(codes)), codes], eps, 1 - eps)
    losses = -np.log(given)
    weight = weights_or_none(sample_weight, len(codes))
    if normalize:
        return float(np.average(losses, weights=weight))
    return float(losses.sum() if weight is None else losses @ weight)


def brier_score_loss(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    pos_label: Any = None,
    labels: ArrayLike | None = None,
    scale_by_half: bool | str = "auto",
) -> float:
    r"""Return the mean squared distance of the probabilities from what happened.

    For two classes it is $\frac1n \sum_i (p_i - y_i)^2$, with $y_i$ 1 or 0.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_proba
        Probabilities of shape (n_samples,), of the class ``pos_label``; or of shape (n_samples,
        n_classes), the classes sorted.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    pos_label
        The class that one column of probabilities is of. Default: 1, or the larger of two numbers;
        needed where labels are strings.
    labels
        All classes, where some do not occur in ``y_true`` and there is a column for each.
    scale_by_half
        Whether to halve the sum over the classes, so that the worst is 1 and not 2. `"auto"`: for
        two classes.

    Returns
    -------
    float
        In [0, 1] where it is halved, else in [0, 2].

    Raises
    ------
    ValueError
        If shapes do not fit, a probability is outside [0, 1], or it is not clear which class is
        meant.

    References
    ----------
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly
    Weather Review 78, 1-3. The score there is a sum over all classes, not halved.

    Examples
    --------
    >>> brier_score_loss([0, 1, 1], [0.5, 0.5, 1.0]) * 3
    0.5
    """
    if scale_by_half not in (True, False, "auto"):
        raise ValueError(f"scale_by_half: expected True, False or 'auto', got {scale_by_half!r}")
    proba = check_probabilities(y_proba)
    if proba.ndim == 1 or proba.shape[1] == 1:
        proba = proba.reshape(-1)
        hit = positive_class(check_classes("y_true", y_true), pos_label, largest=True)
        check_length(len(hit), len(proba), "y_true", "y_proba")
        squares = 2 * (proba - hit) ** 2  # the other class is as far off
        columns = 2
    else:
        codes, proba = _classes_and_probabilities(y_true, proba, labels)
        distance = proba.copy()
        distance[np.arange(len(codes)), codes] -= 1
        squares = np.einsum("ij,ij->i", distance, distance)
        columns = proba.shape[1]
    score = float(np.average(squares, weights=weights_or_none(sample_weight, len(squares))))
    return score / 2 if scale_by_half is True or (scale_by_half and columns == 2) else score


def check_probabilities(y_proba: ArrayLike, name: str = "y_proba") -> FloatArray:
    """Return probabilities as floats of one or two dimensions; float32 stays."""
    array = np.asarray(y_proba)
    if array.dtype not in (np.float32, np.float64):
        array = array.astype(np.float64)
    if array.ndim not in (1, 2):
        raise ValueError(
            f"{name}: expected shape (n_samples,) or (n_samples, n_classes), got {array.shape}"
        )
    if not np.isfinite(array).all():
        what = "NaN" if np.isnan(array).any() else "infinity"
        raise ValueError(f"{name}: expected probabilities, Input {name} contains {what}.")
    if array.size and (array.min() < 0 or array.max() > 1):
        raise ValueError(
            f"{name}: expected probabilities, values in [0, 1], "
            f"got {array.min():g} to {array.max():g}"
        )
    return array


def positive_class(true: Labels, pos_label: Any, *, largest: bool = False) -> NDArray[np.bool_]:
    """Return where the label is the positive one: 1 where none is named and labels allow it."""
    if pos_label is None:
        labels = np.unique(true)
        known = labels.dtype.kind != "U" and any(
            set(labels.tolist()) <= pair for pair in ({0, 1}, {-1, 1})
        )
        if not known and (labels.dtype.kind == "U" or not largest):
            raise ValueError(
                f"y_true takes value in {labels.tolist()} and pos_label is not specified: pass "
                "pos_label, or labels in {0, 1} or {-1, 1}"
            )
        pos_label = 1 if known else labels[-1]
    hit: NDArray[np.bool_] = np.asarray(true == pos_label)
    return hit if hit.shape == true.shape else np.zeros(true.shape, dtype=np.bool_)


def _classes_and_probabilities(
    y_true: ArrayLike, y_proba: ArrayLike, labels: ArrayLike | None
) -> tuple[Codes, FloatArray]:
    true, proba = check_classes("y_true", y_true), check_probabilities(y_proba)
    check_length(len(true), len(proba), "y_true", "y_proba")
    names, codes = np.unique(true, return_inverse=True)
    if labels is not None:
        given = check_label_list(labels, true)
        known = np.unique(given)
        if known.tolist() != given.tolist():
            warnings.warn(
                "labels are not sorted, or not unique: the columns of y_proba are taken to be in "
                f"the order {known.tolist()}",
                UserWarning,
                stacklevel=3,
            )
        place = recode(names, known)
        if (place < 0).any():
            raise ValueError(
                f"y_true contains values {names[place < 0].tolist()} not belonging to the passed "
                f"labels {given.tolist()}."
            )
        names, codes = known, place[codes]
    if len(names) < 2:
        raise ValueError(
            f"y_true contains only one label ({names.tolist()[0]!r}). Please provide the list of "
            "all expected class labels explicitly through the labels argument: at least two labels"
        )
    if proba.ndim == 1 or proba.shape[1] == 1:
        one = proba.reshape(-1)
        proba = np.column_stack([1 - one, one])
    if proba.shape[1] != len(names):
        raise ValueError(
            f"y_true and y_proba contain different number of classes: {len(names)} vs "
            f"{proba.shape[1]}. Classes: {names.tolist()}; the labels argument names all of them"
        )
    if not np.allclose(
        proba.sum(axis=1), 1, rtol=float(np.sqrt(np.finfo(proba.dtype).eps)), atol=0
    ):
        warnings.warn(
            "The y_proba values do not sum to one. Make sure to pass probabilities.",
            UserWarning,
            stacklevel=3,
        )
    return codes.astype(np.intp, copy=False), proba
