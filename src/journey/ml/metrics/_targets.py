"""What the scores of a classification share: the check of both labellings, and their codes.

A score is a function of how often each pair (true label, predicted label) occurs, so labels of any
kind become whole numbers here, once, and the scores count. Tables of indicators (several labels a
sample) are left out.
"""

from __future__ import annotations

import sys
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_sample_weight
from journey.ml.utils._errors import _meeting

Labels = NDArray[Any]
Codes = NDArray[np.intp]


class UndefinedMetricWarning(UserWarning):
    """A score is 0 divided by 0 on these labels, and a value was put in its place.

    Where scikit-learn is loaded, what is raised is a child of its class of the same name, too.

    Examples
    --------
    >>> issubclass(UndefinedMetricWarning, UserWarning)
    True
    """


def undefined_metric_warning() -> type[Warning]:
    """Return the category to warn with when a score is not defined."""
    kind = _meeting(UndefinedMetricWarning, "sklearn" in sys.modules)
    assert issubclass(kind, Warning)
    return kind


def check_classes(name: str, y: ArrayLike) -> Labels:
    """Return labels as an array of shape (n_samples,): whole numbers, booleans or strings."""
    array = np.asarray(y)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 2:
        raise ValueError(
            f"{name}: multilabel-indicator is not supported, expected one label a sample, shape "
            f"(n_samples,), got shape {array.shape}"
        )
    if array.ndim != 1:
        raise ValueError(
            f"{name} should be a 1d array: expected shape (n_samples,), got {array.shape}"
        )
    if not len(array):
        raise ValueError(
            f"{name}: Found empty input array while a minimum of 1 sample is required."
        )
    if array.dtype.kind == "O":
        array = _without_objects(name, array)
    if array.dtype.kind not in "biufU":
        raise TypeError(
            f"{name}: expected labels that are whole numbers, booleans or strings, "
            f"got an array of {array.dtype}"
        )
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            what = "NaN" if np.isnan(array).any() else "infinity"
            raise ValueError(f"{name}: expected labels, Input {name} contains {what}.")
        if (array != np.floor(array)).any():
            raise ValueError(
                f"{name}: continuous is not supported, expected labels of classes, got fractions; "
                "probabilities and scores become labels by a threshold"
            )
    return array


def _without_objects(name: str, array: Labels) -> Labels:
    values = array.tolist()
    if all(isinstance(value, str) for value in values):
        return np.array(values, dtype=np.str_)
    if all(isinstance(value, Real | np.bool_) for value in values):
        return np.array(values)
    if any(value is None or value != value for value in values):
        raise ValueError(f"{name}: expected labels, Input {name} contains NaN.")
    raise TypeError(f"{name}: expected labels of one kind, numbers or strings, got a mix")


def check_same_kind(first: Labels, second: Labels, names: str) -> None:
    """Raise unless both arrays hold strings, or both hold numbers."""
    if (first.dtype.kind == "U") != (second.dtype.kind == "U"):
        raise ValueError(
            f"{names}: Mix of label input types (string and number): "
            f"got {first.dtype} and {second.dtype}"
        )


def check_length(n_samples: int, other: int, name: str, other_name: str) -> None:
    """Raise unless both arguments describe the same number of samples."""
    if n_samples != other:
        raise ValueError(
            "Found input variables with inconsistent numbers of samples: "
            f"{name} has {n_samples}, {other_name} has {other}"
        )


def check_pair(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Labels, Labels]:
    """Return both labellings, checked: of the same length, and of kinds that can be equal."""
    true, pred = check_classes("y_true", y_true), check_classes("y_pred", y_pred)
    check_length(len(true), len(pred), "y_true", "y_pred")
    check_same_kind(true, pred, "y_true, y_pred")
    return true, pred


def weights_or_none(sample_weight: ArrayLike | None, n_samples: int) -> NDArray[Any] | None:
    """Return checked weights, whole numbers where the caller's are; `None` stays `None`."""
    if sample_weight is None:
        return None
    weight = check_sample_weight(sample_weight, n_samples)
    whole = np.asarray(sample_weight).dtype.kind in "biu"
    return weight.astype(np.int64) if whole else weight


def encode(true: Labels, pred: Labels) -> tuple[Labels, Codes, Codes]:
    """Return the labels that occur in either array, sorted, and each array as places in them."""
    kind = np.result_type(true, pred)
    if kind.kind in "biu":
        low = min(int(true.min()), int(pred.min()))
        span = max(int(true.max()), int(pred.max())) - low + 1
        limits = np.iinfo(np.intp)
        # A table of what occurs replaces sorting; its length must not outgrow the samples.
        if span <= 2 * len(true) + 1000 and limits.min <= low and low + span <= limits.max:
            a, b = true.astype(np.intp) - low, pred.astype(np.intp) - low
            occurs = np.zeros(span, dtype=np.bool_)
            occurs[a] = occurs[b] = True
            places = np.flatnonzero(occurs)
            if len(places) != span:
                code = np.cumsum(occurs, dtype=np.intp) - 1
                a, b = code[a], code[b]
            return (places + low).astype(kind), a, b
    names, codes = np.unique(np.concatenate([true, pred]), return_inverse=True)
    codes = codes.astype(np.intp, copy=False)
    return names, codes[: len(true)], codes[len(true) :]


def recode(names: Labels, labels: Labels) -> Codes:
    """Return the place in ``labels`` of each name, -1 where it is none of them."""
    place = {label: i for i, label in enumerate(labels.tolist())}
    return np.array([place.get(name, -1) for name in names.tolist()], dtype=np.intp)


def check_label_list(labels: ArrayLike, like: Labels, name: str = "labels") -> Labels:
    """Return the labels that the caller asks for, as an array of the kind of ``like``."""
    array = np.asarray(labels)
    if array.ndim != 1 or not len(array):
        raise ValueError(
            f"'{name}' should contain at least one label: expected shape (n_labels,), "
            f"got {array.shape}"
        )
    array = check_classes(name, array)
    check_same_kind(like, array, f"y_true, {name}")
    return array


def bin_sums(codes: Codes, weight: NDArray[Any] | None, size: int) -> NDArray[Any]:
    """Return how many samples, or how much weight, each code has: whole where weights are."""
    if weight is None:
        return np.bincount(codes, minlength=size).astype(np.int64, copy=False)
    sums = np.bincount(codes, weight, minlength=size)
    return sums.astype(np.int64) if weight.dtype.kind == "i" else sums
