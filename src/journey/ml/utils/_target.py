"""The checks of a target: numbers for a regression, labels for a classification."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils._errors import data_conversion_warning


def check_target(
    y: ArrayLike | None, n_samples: int, *, several: bool = False
) -> NDArray[np.float64]:
    """Return the targets of a regression as float64.

    Parameters
    ----------
    y
        Numbers of shape (n_samples,). A column of shape (n_samples, 1) is taken for it, with a
        warning, unless several targets are allowed.
    n_samples
        How many there must be.
    several
        Whether a table of shape (n_samples, n_targets) is allowed. Default: no.

    Returns
    -------
    NDArray
        Targets of shape (n_samples,) or (n_samples, n_targets).

    Raises
    ------
    TypeError
        If the target is no number.
    ValueError
        If there is none, its shape is wrong, or it holds NaN or infinity.

    Examples
    --------
    >>> check_target([1, 2, 3], 3)
    array([1., 2., 3.])
    """
    array = _given(y, "number")
    try:
        array = array.astype(np.float64)
    except (TypeError, ValueError) as problem:
        raise type(problem)(
            f"y: expected numbers, got an array of {array.dtype}: {problem}"
        ) from None
    array = _shaped(array, n_samples, several=several)
    _check_finite(array)
    return array


def check_labels(
    y: ArrayLike | None, n_samples: int, *, few: bool = True
) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Return the classes of a classification, sorted, and the class of each sample.

    Parameters
    ----------
    y
        Labels of shape (n_samples,): whole numbers, booleans or strings. A column of shape
        (n_samples, 1) is taken for it, with a warning.
    n_samples
        How many there must be.
    few
        Whether numbers that are not whole are refused, as targets of a regression that came here
        by mistake. Default: yes.

    Returns
    -------
    classes
        The labels that occur, sorted, each once.
    codes
        For each sample the place of its label in ``classes``; `classes[codes]` is y.

    Raises
    ------
    ValueError
        If there is none, its shape is wrong, it holds NaN or infinity, or the labels are
        fractions.

    Examples
    --------
    >>> classes, codes = check_labels(["spam", "ham", "spam"], 3)
    >>> classes.tolist(), codes.tolist()
    (['ham', 'spam'], [1, 0, 1])
    """
    array = _shaped(_given(y, "label"), n_samples, several=False)
    if array.dtype.kind == "f":
        _check_finite(array)
        if few and (array != np.floor(array)).any():
            raise ValueError(
                "Unknown label type: continuous. y: expected labels of classes, got fractions; "
                "a regressor takes them"
            )
    try:
        classes, codes = np.unique(array, return_inverse=True)
    except TypeError as problem:
        raise TypeError(f"y: expected labels of one kind, numbers or strings: {problem}") from None
    return classes, codes


def _given(y: ArrayLike | None, what: str) -> NDArray[Any]:
    if y is None:
        raise ValueError(
            f"y: expected one {what} a sample, got None; "
            "requires y to be passed, but the target y is None"
        )
    array = np.asarray(y)
    if array.dtype.kind == "c":
        raise ValueError(f"y: Complex data not supported, expected {what}s, got complex")
    return array


def _shaped(array: NDArray[Any], n_samples: int, *, several: bool) -> NDArray[Any]:
    if array.ndim == 2 and array.shape[1] == 1 and not several:
        warnings.warn(
            "A column-vector y was passed when a 1d array was expected. Please change the shape of "
            "y to (n_samples,), for example using ravel().",
            data_conversion_warning(),
            stacklevel=4,
        )
        array = array[:, 0]
    if array.ndim not in ((1, 2) if several else (1,)):
        wanted = "(n_samples,) or (n_samples, n_targets)" if several else "(n_samples,)"
        raise ValueError(
            f"y should be a 1d array: expected shape {wanted}, got an array of shape {array.shape}"
        )
    if len(array) != n_samples:
        raise ValueError(
            "Found input variables with inconsistent numbers of samples: "
            f"X has {n_samples} rows, y has {len(array)}"
        )
    return array


def _check_finite(array: NDArray[Any]) -> None:
    if not np.isfinite(array).all():
        what = "NaN" if np.isnan(array).any() else "infinity"
        raise ValueError(f"y: expected finite numbers, Input y contains {what}.")
