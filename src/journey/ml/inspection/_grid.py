"""The points at which a column is set for partial dependence, and which columns are meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def names_of(table: Any, given: Sequence[str] | None) -> list[Any]:
    """Return the columns' names: those given, a frame's own, or their places."""
    width = table.shape[1]
    if given is not None:
        names = list(given)
        if len(names) != width or len(set(names)) < width:
            raise ValueError(
                f"feature_names: expected {width} different names, one a column, got {names}"
            )
        return names
    return list(table.columns) if hasattr(table, "iloc") else list(range(width))


def column_places(asked: Any, names: list[Any], argument: str) -> tuple[list[int], list[Any]]:
    """Return the places of columns, and the columns as the caller wrote them."""
    if isinstance(asked, str) or np.ndim(asked) == 0:
        asked = [asked]
    keys = [key.item() if isinstance(key, np.generic) else key for key in asked]
    if not keys:
        raise ValueError(f"{argument}: expected at least one column, got {asked!r}")
    if all(isinstance(key, bool) for key in keys):
        if len(keys) != len(names):
            raise ValueError(
                f"{argument}: expected a mask of {len(names)} truth values, got {len(keys)}"
            )
        places = np.flatnonzero(keys).tolist()
        return places, list(places)
    return [_place(key, names, argument) for key in keys], keys


def _place(key: Any, names: list[Any], argument: str) -> int:
    if isinstance(key, int) and not isinstance(key, bool):
        if not 0 <= key < len(names):
            raise ValueError(
                f"{argument}: all features must be in [0, {len(names) - 1}], got {key}"
            )
        return key
    if isinstance(key, str) and key in names:
        return names.index(key)
    raise ValueError(f"{argument}: expected a column's place or name, got {key!r}")


def axis_of(
    column: Any,
    *,
    name: str,
    nominal: bool,
    percentiles: Sequence[float],
    resolution: int,
    custom: ArrayLike | None,
) -> NDArray[Any]:
    """Return the values at which a column is set.

    Parameters
    ----------
    column
        The column: an array or a series.
    name
        What it is called, for messages.
    nominal
        Whether every value is a point.
    percentiles
        Where the points begin and end, as shares of the sorted column.
    resolution
        Number of points.
    custom
        The points, where the caller brought them.

    Returns
    -------
    NDArray
        Values in rising order; the caller's own as they are.

    Raises
    ------
    ValueError
        If there is no value, the ends fall together, or the percentiles are no such.
    """
    low, high = _ends(percentiles)
    if custom is not None:
        words = any(isinstance(each, str) for each in np.asarray(custom, dtype=object).ravel())
        axis = np.asarray(custom, dtype=object if words else None)
        if axis.ndim != 1 or not len(axis):
            raise ValueError(
                f"custom_values: The custom grid of {name!r} is not a one-dimensional array of "
                f"values: shape {axis.shape}"
            )
        return axis
    values = _present(column)
    if not len(values):
        raise ValueError(f"features: the column {name!r} has no value at all")
    try:
        different = np.unique(values)
    except TypeError as error:
        raise ValueError(
            f"features: the column {name!r} contains mixed data types, which have no order"
        ) from error
    if nominal or len(different) < resolution:
        return different
    if different.dtype.kind not in "biuf":
        raise ValueError(
            f"features: the column {name!r} has {len(different)} values that are no numbers; name "
            "it in categorical_features, or choose some with custom_values"
        )
    first, last = _quantiles(values.astype(np.float64), (low, high))
    if np.allclose(first, last):
        raise ValueError(
            f"percentiles are too close to each other: the column {name!r} has {first:g} at both "
            "ends. Please choose percentiles that are further apart."
        )
    return np.linspace(first, last, resolution)


def _ends(percentiles: Sequence[float]) -> tuple[float, float]:
    if not isinstance(percentiles, Sequence | np.ndarray) or len(percentiles) != 2:
        raise ValueError(
            f"percentiles: 'percentiles' must be a sequence of 2 elements, got {percentiles!r}"
        )
    low, high = float(percentiles[0]), float(percentiles[1])
    if not (0 <= low <= 1 and 0 <= high <= 1):
        raise ValueError(f"'percentiles' values must be in [0, 1], got {percentiles!r}")
    if low >= high:
        raise ValueError(
            f"percentiles[0] must be strictly less than percentiles[1], got {percentiles!r}"
        )
    return low, high


def _present(column: Any) -> NDArray[Any]:
    if hasattr(column, "dropna"):
        values = np.asarray(column.dropna())
    else:
        values = np.asarray(column)
        if values.dtype.kind == "f":
            values = values[~np.isnan(values)]
        elif values.dtype == object:
            values = values[[each is not None and each == each for each in values]]
    if values.dtype == object and all(
        isinstance(each, int | float | np.number) for each in values.tolist()
    ):
        values = values.astype(np.float64)
    return values


def _quantiles(values: NDArray[np.float64], shares: Sequence[float]) -> NDArray[np.float64]:
    # The k-th of n values stands at (k - 0.4) / (n + 0.2), as in SciPy's `mquantiles`.
    ordered, number = np.sort(values), len(values)
    share = np.asarray(shares)
    place = number * share + 0.4 + 0.2 * share
    below = np.floor(place.clip(1, number - 1)).astype(np.intp)
    part = (place - below).clip(0, 1)
    return np.asarray((1 - part) * ordered[below - 1] + part * ordered[below])
