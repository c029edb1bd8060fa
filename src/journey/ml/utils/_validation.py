"""Checks of what a caller hands over beside tables: weights, parameters, seeds.

Every message names the argument, what was expected and what came.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils._errors import not_fitted

Rng = np.random.RandomState | np.random.Generator


def check_sample_weight(weight: ArrayLike | None, n_samples: int) -> NDArray[np.float64]:
    """Return one weight a sample: ones where none are given.

    Parameters
    ----------
    weight
        `None`, a number, or an array of shape (n_samples,), none negative, not all zero.
    n_samples
        How many weights there must be.

    Returns
    -------
    NDArray
        Weights of shape (n_samples,), float64.

    Raises
    ------
    ValueError
        If the shape is wrong, a weight is negative or not finite, or all are zero.

    Examples
    --------
    >>> check_sample_weight(None, 3)
    array([1., 1., 1.])
    """
    if weight is None:
        return np.ones(n_samples)
    array = np.array(weight, dtype=np.float64)
    if array.ndim == 0:
        array = np.full(n_samples, float(array))
    if array.shape != (n_samples,):
        raise ValueError(
            f"sample_weight: expected shape ({n_samples},), one weight a sample, "
            f"got {array.shape} ({array.ndim}D)"
        )
    if not np.isfinite(array).all():
        raise ValueError("sample_weight: expected finite numbers, Input contains NaN or infinity.")
    if (array < 0).any():
        raise ValueError(f"sample_weight: expected no negative weight, got {array.min():g}")
    if not array.any():
        raise ValueError("Sample weights must contain at least one non-zero number.")
    return array


def check_random_state(seed: int | Rng | None) -> Rng:
    """Return the source of randomness that a `random_state` parameter stands for.

    An integer gives NumPy's older `RandomState`, as scikit-learn does, so that the same seed draws
    the same numbers in both libraries. A `Generator` is used as it is.

    Parameters
    ----------
    seed
        `None` for fresh entropy, an integer, a `RandomState` or a `Generator`.

    Returns
    -------
    Rng
        A generator; the caller's own one where one was given.

    Raises
    ------
    TypeError
        If it is none of these.

    Examples
    --------
    >>> float(check_random_state(0).uniform())
    0.548813...
    """
    if isinstance(seed, np.random.RandomState | np.random.Generator):
        return seed
    if seed is None or (isinstance(seed, Integral) and not isinstance(seed, bool)):
        return np.random.RandomState(None if seed is None else int(seed))
    raise TypeError(
        "random_state: expected None, an integer, a RandomState or a Generator, "
        f"got {type(seed).__name__}"
    )


def check_integer(name: str, value: object, low: int) -> int:
    """Return a whole number that is at least ``low``.

    Parameters
    ----------
    name
        The parameter's name, for the message.
    value
        What the caller gave.
    low
        The smallest value allowed.

    Returns
    -------
    int
        The value.

    Raises
    ------
    TypeError
        If it is not a whole number.
    ValueError
        If it is too small.

    Examples
    --------
    >>> check_integer("n_clusters", 3, 1)
    3
    """
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name}: expected an integer, got {value!r}")
    if value < low:
        raise ValueError(f"{name}: expected an integer of at least {low}, got {value}")
    return int(value)


def check_real(name: str, value: object, low: float) -> float:
    """Return a number that is at least ``low``.

    Parameters
    ----------
    name
        The parameter's name, for the message.
    value
        What the caller gave.
    low
        The smallest value allowed.

    Returns
    -------
    float
        The value.

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it is too small, or not finite.

    Examples
    --------
    >>> check_real("tol", 1e-4, 0)
    0.0001
    """
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(f"{name}: expected a number, got {value!r}")
    number = float(value)
    if not low <= number < np.inf:
        raise ValueError(f"{name}: expected a finite number of at least {low:g}, got {value}")
    return number


def check_choice(name: str, value: object, choices: Sequence[str]) -> str:
    """Return a string that is one of ``choices``.

    Parameters
    ----------
    name
        The parameter's name, for the message.
    value
        What the caller gave.
    choices
        The strings allowed.

    Returns
    -------
    str
        The value.

    Raises
    ------
    ValueError
        If it is none of them.

    Examples
    --------
    >>> check_choice("algorithm", "lloyd", ("lloyd", "elkan"))
    'lloyd'
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name}: expected one of {', '.join(map(repr, choices))}, got {value!r}")
    return value


def check_is_fitted(estimator: object, attribute: str) -> None:
    """Raise unless the estimator has learnt what is asked of it.

    Parameters
    ----------
    estimator
        The estimator.
    attribute
        The name of something that `fit` sets.

    Raises
    ------
    NotFittedError
        If the estimator has no such attribute.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> check_is_fitted(KMeans(2).fit([[0.0], [1.0]]), "cluster_centers_")
    """
    if not hasattr(estimator, attribute):
        raise not_fitted(type(estimator).__name__)
