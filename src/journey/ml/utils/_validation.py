"""Checks of what a caller hands over: arrays, weights, parameters, seeds.

Every message names the argument, what was expected and what came.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils._errors import not_fitted

FloatArray = NDArray[np.floating[Any]]
Rng = np.random.RandomState | np.random.Generator


def check_array(X: ArrayLike, *, name: str = "X", min_samples: int = 1) -> FloatArray:
    """Return a table of finite numbers as a float array.

    float32 stays float32; everything else becomes float64. The input is never changed; it is
    returned as it is where nothing has to be done.

    Parameters
    ----------
    X
        Anything that NumPy reads as a table of shape (n_samples, n_features).
    name
        How the argument is called in error messages.
    min_samples
        The fewest rows that will do.

    Returns
    -------
    FloatArray
        Array of shape (n_samples, n_features), float32 or float64.

    Raises
    ------
    TypeError
        If it is a sparse matrix, or holds what is not a number.
    ValueError
        If it is complex, not two-dimensional, too small, or holds NaN or infinity.

    Examples
    --------
    >>> check_array([[1, 2], [3, 4]])
    array([[1., 2.],
           [3., 4.]])
    >>> check_array([1, 2, 3])
    Traceback (most recent call last):
    ...
    ValueError: X: expected 2D, rows by features, got 1D of shape (3,). Reshape your data: ...
    """
    if hasattr(X, "tocsr"):
        raise TypeError(
            f"{name}: sparse input is not supported, expected a dense array, got "
            f"{type(X).__name__}; use {name}.toarray() where memory allows"
        )
    array = np.asarray(X)
    if array.dtype.kind == "c":
        raise ValueError(f"{name}: Complex data not supported, expected real numbers, got complex")
    if array.dtype != np.float32 and array.dtype != np.float64:
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError) as problem:
            raise type(problem)(
                f"{name}: expected numbers, got an array of {array.dtype}: {problem}"
            ) from None
    if array.ndim != 2:
        raise ValueError(
            f"{name}: expected 2D, rows by features, got {array.ndim}D of shape {array.shape}. "
            f"Reshape your data: {name}.reshape(-1, 1) for one feature, "
            f"{name}.reshape(1, -1) for one sample"
        )
    if array.shape[1] < 1:
        raise ValueError(
            f"{name}: found 0 feature(s) (shape={array.shape}) while a minimum of 1 is required."
        )
    if array.shape[0] < min_samples:
        raise ValueError(
            f"{name}: found array with {array.shape[0]} sample(s) (shape={array.shape}) while a "
            f"minimum of {min_samples} is required."
        )
    # The sum is finite in nearly every case, and one pass is cheaper than a mask of all values.
    with np.errstate(over="ignore", invalid="ignore"):
        total = array.sum(dtype=np.float64)
    if not np.isfinite(total) and not np.isfinite(array).all():
        what = "NaN" if np.isnan(array).any() else f"infinity (inf) for dtype {array.dtype}"
        raise ValueError(f"{name}: expected finite numbers, Input {name} contains {what}.")
    return array


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


def validate_data(estimator: Any, X: ArrayLike, *, reset: bool) -> FloatArray:
    """Check a table, and its number and names of features, for an estimator.

    Parameters
    ----------
    estimator
        Gets `n_features_in_`, and `feature_names_in_` where the columns of ``X`` have names.
    X
        Table of shape (n_samples, n_features); a data frame's column names are read.
    reset
        `True` in `fit`, where the features are learnt; `False` where they are compared.

    Returns
    -------
    FloatArray
        What [check_array][journey.ml.utils.check_array] gives.

    Raises
    ------
    ValueError
        If the number or the names of the features are not those of `fit`.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> model = KMeans()
    >>> validate_data(model, [[1, 2, 3]], reset=True).shape, model.n_features_in_
    ((1, 3), 3)
    """
    array = check_array(X)
    names = _feature_names(X)
    kind = type(estimator).__name__
    if reset:
        estimator.n_features_in_ = array.shape[1]
        if names is not None:
            estimator.feature_names_in_ = names
        elif hasattr(estimator, "feature_names_in_"):
            del estimator.feature_names_in_
        return array
    known = getattr(estimator, "feature_names_in_", None)
    if known is not None and names is not None:
        if list(known) != list(names):
            raise ValueError(
                "X: The feature names should match those that were passed during fit: expected "
                f"{list(known)}, got {list(names)}"
            )
    elif known is not None or names is not None:
        first, second = ("does not have", "with") if names is None else ("has", "without")
        warnings.warn(
            f"X {first} valid feature names, but {kind} was fitted {second} feature names",
            UserWarning,
            stacklevel=3,
        )
    if array.shape[1] != estimator.n_features_in_:
        raise ValueError(
            f"X has {array.shape[1]} features, but {kind} is expecting "
            f"{estimator.n_features_in_} features as input."
        )
    return array


def _feature_names(X: object) -> NDArray[np.object_] | None:
    columns = getattr(X, "columns", None)
    if columns is None:
        return None
    names = list(columns)
    if not names or not all(isinstance(name, str) for name in names):
        return None
    return np.array(names, dtype=object)
