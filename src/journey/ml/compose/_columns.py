"""Which columns of a table are meant: by number, name, slice, mask, or by asking the table.

Data frames are met by protocol (`columns`, `iloc`), never imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def column_names(X: Any) -> list[str] | None:
    """Return the names of a data frame's columns; `None` where X is no frame."""
    columns = getattr(X, "columns", None)
    return None if columns is None else list(columns)


def column_indices(columns: Any, names: list[str] | None, number: int) -> NDArray[np.intp]:
    """Return the numbers of the columns that a specification means.

    Parameters
    ----------
    columns
        Number, name, slice of either, boolean mask, or a list of numbers or names.
    names
        Names of all columns; `None` where they have none.
    number
        How many columns there are.

    Returns
    -------
    NDArray
        Numbers from 0 on, in the order in which they were given.

    Raises
    ------
    ValueError
        If names are given for a table without, a name is unknown, or a number is out of range.
    """
    if isinstance(columns, slice):
        first, last = columns.start, columns.stop
        if isinstance(first, str) or isinstance(last, str):
            # A slice of names includes its end, as in pandas.
            start = 0 if first is None else _position(first, names)
            stop = number if last is None else _position(last, names) + 1
            return np.arange(start, stop, columns.step)
        return np.arange(number, dtype=np.intp)[columns]
    given = [columns] if isinstance(columns, str) or np.ndim(columns) == 0 else list(columns)
    if not given:
        return np.empty(0, dtype=np.intp)
    if all(isinstance(each, str) for each in given):
        return np.array([_position(each, names) for each in given], dtype=np.intp)
    if all(isinstance(each, bool | np.bool_) for each in given):
        if len(given) != number:
            raise ValueError(f"columns: expected a mask of {number} values, got {len(given)}")
        return np.flatnonzero(given)
    if not all(isinstance(each, int | np.integer) for each in given):
        raise ValueError(
            "columns: expected numbers, names, a slice, a mask or a callable, "
            f"got {columns!r}: no mixture of them"
        )
    indices = np.array(given, dtype=np.intp)
    if indices.min() < -number or indices.max() >= number:
        raise ValueError(f"columns: expected numbers below n_features = {number}, got {given}")
    return indices % number


def _position(name: Any, names: list[str] | None) -> int:
    if names is None:
        raise ValueError(
            f"columns: specifying columns using strings is only supported for data frames, "
            f"got {name!r} for a table without names"
        )
    if name not in names:
        raise ValueError(f"columns: a given column is not a column of the dataframe: {name!r}")
    return names.index(name)


def is_scalar(columns: Any) -> bool:
    """Return whether one column is meant, to be handed on as a vector."""
    return isinstance(columns, str | int | np.integer) and not isinstance(columns, bool)


def take_columns(X: Any, indices: NDArray[np.intp], scalar: bool = False) -> Any:
    """Return some columns of a table, a frame staying a frame."""
    which = int(indices[0]) if scalar else list(indices)
    if hasattr(X, "iloc"):
        return X.iloc[:, which]
    return X[:, which]


class make_column_selector:  # noqa: N801 (scikit-learn's name)
    """A callable that picks columns of a data frame by type or by name.

    Parameters
    ----------
    pattern
        Regular expression that a name must contain.
    dtype_include, dtype_exclude
        A dtype or a list of them, as pandas' `select_dtypes` takes them.

    References
    ----------
    scikit-learn's `sklearn.compose.make_column_selector`, whose interface this is.

    Examples
    --------
    >>> class Frame:  # anything with `columns`
    ...     columns = ["age", "fare", "age_squared"]
    >>> make_column_selector(pattern="^age")(Frame())
    ['age', 'age_squared']
    """

    def __init__(
        self,
        pattern: str | None = None,
        *,
        dtype_include: Any = None,
        dtype_exclude: Any = None,
    ) -> None:
        self.pattern = pattern
        self.dtype_include = dtype_include
        self.dtype_exclude = dtype_exclude

    def __call__(self, frame: Any) -> list[str]:
        """Return the names of the columns that are meant.

        Parameters
        ----------
        frame
            A data frame.

        Returns
        -------
        list
            Names, in the frame's order.

        Raises
        ------
        ValueError
            If it is no data frame.
        """
        if not hasattr(frame, "columns"):
            raise ValueError(
                "make_column_selector can only be applied to data frames, "
                f"got {type(frame).__name__}"
            )
        if self.dtype_include is not None or self.dtype_exclude is not None:
            frame = frame.iloc[:1].select_dtypes(
                include=self.dtype_include, exclude=self.dtype_exclude
            )
        matches: Callable[[str], Any] = re.compile(self.pattern or "").search
        return [name for name in frame.columns if matches(str(name))]
