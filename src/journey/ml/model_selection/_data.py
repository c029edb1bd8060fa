"""Rows of whatever a caller hands over: arrays, data frames, sparse matrices, lists."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def number_of_samples(X: Any) -> int:
    """Return the number of rows."""
    if X is None:
        raise ValueError("X: The 'X' parameter should not be None.")
    shape = getattr(X, "shape", None)
    if shape is not None and len(shape) > 0:
        return int(shape[0])
    if not hasattr(X, "__len__") or isinstance(X, str | bytes):
        raise TypeError(f"X: expected an array, a data frame or a list, got {X!r}")
    return len(X)


def check_same_length(**given: Any) -> None:
    """Raise where what is given has different numbers of rows."""
    lengths = {name: number_of_samples(each) for name, each in given.items() if each is not None}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {told}")


def indexable(data: Any) -> Any:
    """Return data that `rows` can cut: what only claims to be an array becomes one."""
    known = data is None or hasattr(data, "shape") or hasattr(data, "__len__")
    return np.asarray(data) if not known and hasattr(data, "__array__") else data


def rows(data: Any, places: NDArray[Any]) -> Any:
    """Return some rows, as the kind of thing that they came as; `None` stays `None`."""
    if data is None:
        return None
    if hasattr(data, "iloc"):
        return data.iloc[places]
    if hasattr(data, "tocsr"):
        return data.tocsr()[places]
    if hasattr(data, "shape"):
        return data[places]
    return [data[place] for place in places.tolist()]
