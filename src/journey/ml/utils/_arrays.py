"""Checks of tables: their shape, what they hold, and the number and names of their features.

Every message names the argument, what was expected and what came.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.floating[Any]]


def check_array(
    X: ArrayLike, *, name: str = "X", min_samples: int = 1, nan_allowed: bool = False
) -> FloatArray:
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
    nan_allowed
        Whether NaN stands for a missing value. Infinity is never allowed. Default: no.

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
    _check_shape(array, name, min_samples)
    # The sum is finite in nearly every case, and one pass is cheaper than a mask of all values;
    # einsum adds without the pairs that keep rounding small, which does not matter here.
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.einsum("ij->", array)
    if not np.isfinite(total) and not np.isfinite(array).all():
        if nan_allowed and not np.isinf(array).any():
            return array
        missing = np.isnan(array).any() and not nan_allowed
        what = "NaN" if missing else f"infinity (inf) for dtype {array.dtype}"
        raise ValueError(f"{name}: expected finite numbers, Input {name} contains {what}.")
    return array


def _check_shape(array: NDArray[Any], name: str, min_samples: int) -> None:
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


def check_mixed_array(X: ArrayLike, *, name: str = "X", min_samples: int = 1) -> NDArray[Any]:
    """Return a table whose columns may hold numbers, strings or missing values.

    Numbers of any kind stay as they are; what holds strings or several kinds becomes an array of
    objects, so that no number is turned into a string.

    Parameters
    ----------
    X
        A data frame, or anything that NumPy reads as a table of shape (n_samples, n_features).
    name
        How the argument is called in error messages.
    min_samples
        The fewest rows that will do.

    Returns
    -------
    NDArray
        Array of shape (n_samples, n_features), of numbers or of objects.

    Raises
    ------
    TypeError
        If it is a sparse matrix.
    ValueError
        If it is complex, not two-dimensional or too small.

    Examples
    --------
    >>> check_mixed_array([["red", 1], ["blue", 2]])
    array([['red', 1],
           ['blue', 2]], dtype=object)
    """
    if hasattr(X, "tocsr"):
        raise TypeError(
            f"{name}: sparse input is not supported, expected a dense array, got "
            f"{type(X).__name__}; use {name}.toarray() where memory allows"
        )
    array = np.asarray(X)
    if array.dtype.kind == "c":
        raise ValueError(f"{name}: Complex data not supported, expected real numbers, got complex")
    if array.dtype.kind not in "biuf":
        array = np.asarray(X, dtype=object)
    _check_shape(array, name, min_samples)
    return array


def validate_data(
    estimator: Any,
    X: ArrayLike,
    *,
    reset: bool,
    min_samples: int = 1,
    nan_allowed: bool = False,
) -> FloatArray:
    """Check a table of numbers, and its number and names of features, for an estimator.

    Parameters
    ----------
    estimator
        Gets `n_features_in_`, and `feature_names_in_` where the columns of ``X`` have names.
    X
        Table of shape (n_samples, n_features); a data frame's column names are read.
    reset
        `True` in `fit`, where the features are learnt; `False` where they are compared.
    min_samples
        The fewest rows that will do.
    nan_allowed
        Whether NaN stands for a missing value. Default: no.

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
    array = check_array(X, min_samples=min_samples, nan_allowed=nan_allowed)
    _check_features(estimator, X, array.shape[1], reset)
    return array


def validate_mixed_data(
    estimator: Any, X: ArrayLike, *, reset: bool, min_samples: int = 1
) -> NDArray[Any]:
    """Check a table of numbers and strings, and its features, for an estimator.

    Parameters
    ----------
    estimator
        Gets `n_features_in_`, and `feature_names_in_` where the columns of ``X`` have names.
    X
        Table of shape (n_samples, n_features); a data frame's column names are read.
    reset
        `True` in `fit`, where the features are learnt; `False` where they are compared.
    min_samples
        The fewest rows that will do.

    Returns
    -------
    NDArray
        What [check_mixed_array][journey.ml.utils.check_mixed_array] gives.

    Raises
    ------
    ValueError
        If the number or the names of the features are not those of `fit`.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> validate_mixed_data(KMeans(), [["red", 1], ["blue", 2]], reset=True).shape
    (2, 2)
    """
    array = check_mixed_array(X, min_samples=min_samples)
    _check_features(estimator, X, array.shape[1], reset)
    return array


def _check_features(estimator: Any, X: ArrayLike, number: int, reset: bool) -> None:
    names = _feature_names(X)
    kind = type(estimator).__name__
    if reset:
        estimator.n_features_in_ = number
        if names is not None:
            estimator.feature_names_in_ = names
        elif hasattr(estimator, "feature_names_in_"):
            del estimator.feature_names_in_
        return
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
            stacklevel=4,
        )
    if number != estimator.n_features_in_:
        raise ValueError(
            f"X has {number} features, but {kind} is expecting "
            f"{estimator.n_features_in_} features as input."
        )


def _feature_names(X: object) -> NDArray[np.object_] | None:
    columns = getattr(X, "columns", None)
    if columns is None:
        return None
    names = list(columns)
    if not names or not all(isinstance(name, str) for name in names):
        return None
    return np.array(names, dtype=object)
