"""What is true of each column of a table, and of two columns together; no words, no figures.

Every column is read as one of five kinds: numbers, groups (few different values), text (many),
dates, and empty. A column is known by its place, so that two of one name do no harm.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.projects.kaggle_pipeline._intervals import (
    correlation_ratio,
    cramers_v,
    rank_correlation,
)

__all__ = ["Column", "binned", "drift", "read", "read_all", "strength", "words_of"]

_FEW = 30  # groups that a column of words may have, however many rows there are


@dataclass(frozen=True)
class Column:
    """One column: its kind, its values, and what counting them gives.

    Attributes
    ----------
    name
        What it is called.
    kind
        "numbers", "groups", "text", "dates" or "empty".
    dtype
        The frame's name of its type.
    present
        Which rows have a value.
    values
        The values that are there: numbers as float64 (dates as days), anything else as words.
    infinite
        How many numbers are infinite; they count as there, and are left out of `values`.
    distinct
        Number of different values.
    mixed
        Whether words and numbers stand in it together.
    usable
        Which rows have an entry in `values`.
    """

    name: str
    kind: str
    dtype: str
    present: NDArray[np.bool_]
    values: NDArray[Any]
    infinite: int
    distinct: int
    mixed: bool
    usable: NDArray[np.bool_]

    @property
    def missing(self) -> int:
        """Number of rows without a value."""
        return int((~self.present).sum())

    @property
    def constant(self) -> bool:
        """Whether every value is the same one."""
        return self.distinct == 1

    @property
    def numeric(self) -> bool:
        """Whether its values have a size."""
        return self.kind in ("numbers", "dates")

    @property
    def id_like(self) -> bool:
        """Whether no value comes twice, in at least ten rows of words or whole numbers."""
        if self.distinct < 10 or self.distinct < self.present.sum() or self.infinite:
            return False
        whole = self.kind == "numbers" and bool((self.values == np.floor(self.values)).all())
        return self.kind == "text" or whole

    def counts(self) -> list[tuple[Any, int]]:
        """Return the values with how often they come, the commonest first, then in order."""
        found, counts = np.unique(self.values, return_counts=True)
        order = np.lexsort((np.arange(len(found)), -counts))
        return [(found[place].item(), int(counts[place])) for place in order]

    def on_rows(self, rows: NDArray[np.bool_]) -> NDArray[Any]:
        """Return the values of some of the rows that have one."""
        return self.values[rows[self.usable]]


def words_of(values: Any) -> NDArray[Any]:
    """Return values as text, whatever they are: lists and dictionaries too."""
    found = []
    for value in values:
        if isinstance(value, float | np.floating) and float(value).is_integer():
            value = int(value)
        found.append(str(value))
    return np.array(found, dtype=np.str_) if found else np.array([], dtype="U1")


def read(series: Any, name: object, *, groups: bool = False) -> Column:
    """Read one column of a frame.

    Parameters
    ----------
    series
        A pandas series.
    name
        What it is called.
    groups
        Whether its values are names of groups even where they are numbers: a class to predict.

    Returns
    -------
    Column
        What it is.
    """
    pd: Any = importlib.import_module("pandas")
    types = pd.api.types
    present = np.asarray(series.notna(), dtype=bool)
    inside = series[present]
    mixed, infinite, usable = False, 0, present.copy()
    if not len(inside):
        kind, values = "empty", np.array([])
    elif types.is_datetime64_any_dtype(series.dtype):
        naive = inside.dt.tz_convert("UTC").dt.tz_localize(None) if inside.dt.tz else inside
        kind, values = "dates", (naive - pd.Timestamp(0)) / pd.Timedelta(days=1)
    elif types.is_timedelta64_dtype(series.dtype):
        kind, values = "numbers", inside / pd.Timedelta(days=1)
    elif types.is_numeric_dtype(series.dtype) and not (
        types.is_bool_dtype(series.dtype) or types.is_complex_dtype(series.dtype) or groups
    ):
        kind, values = "numbers", inside
    else:
        kind, values = "groups", words_of(inside)
        kinds = {isinstance(each, str) for each in inside}
        mixed = len(kinds) > 1
    if kind in ("numbers", "dates"):
        values = np.asarray(values, dtype=np.float64)
        finite = np.isfinite(values)
        infinite = int((~finite).sum())
        usable[present] = finite
        values = values[finite]
        if not len(values):
            kind = "empty"
    distinct = len(np.unique(values)) + (1 if infinite else 0)
    if kind == "groups" and not groups and distinct > max(_FEW, 0.05 * len(values)):
        kind = "text"
    if kind == "empty":
        usable = np.zeros_like(present)
    array = np.asarray(values)
    return Column(
        str(name), kind, str(series.dtype), present, array, infinite, distinct, mixed, usable
    )


def read_all(frame: Any) -> list[Column]:
    """Read every column of a frame, in order."""
    return [read(frame.iloc[:, place], name) for place, name in enumerate(frame.columns)]


def binned(column: Column, number: int = 5) -> tuple[NDArray[np.intp], list[str]]:
    """Sort the values of a column into groups: its own, or bins of equally many numbers.

    Parameters
    ----------
    column
        The column.
    number
        Bins of numbers; groups are kept, the rarest beyond the seventh put together.

    Returns
    -------
    tuple
        For each of the column's values the place of its group, and the groups' names.
    """
    if not len(column.values):
        return np.array([], dtype=np.intp), []
    if column.numeric:
        different = np.unique(column.values)
        if len(different) <= number:
            return np.searchsorted(different, column.values), [_short(each) for each in different]
        edges = np.unique(np.quantile(column.values, np.linspace(0, 1, number + 1)))
        place = np.searchsorted(edges[1:-1], column.values, side="left")
        used, place = np.unique(place, return_inverse=True)
        names = [f"{'> ' * bool(k)}{_short(edges[k])} to {_short(edges[k + 1])}" for k in used]
        return place.ravel(), names
    counted = column.counts()
    kept = [value for value, _ in counted[: 8 if len(counted) <= 8 else 7]]
    where = {value: place for place, value in enumerate(kept)}
    place = np.array([where.get(each, len(kept)) for each in column.values.tolist()], np.intp)
    others = len(counted) - len(kept)
    return place, [str(each) for each in kept] + ([f"{others} others"] if others else [])


def _short(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def strength(first: Column, second: Column) -> float:
    """Return how strongly two columns hang together, in rows that have both, from 0 to 1.

    Two of numbers: the size of Spearman's correlation. Two of groups: Cramer's V. One of each: the
    correlation ratio. Text, and what is constant, has none: not a number.
    """
    both = first.usable & second.usable
    kinds = {first.kind, second.kind}
    if both.sum() < 2 or kinds & {"text", "empty"}:
        return float("nan")
    a, b = first.on_rows(both), second.on_rows(both)
    if first.numeric and second.numeric:
        return abs(rank_correlation(a, b))
    if first.numeric:
        return correlation_ratio(b, a) if len(np.unique(b)) > 1 else float("nan")
    if second.numeric:
        return correlation_ratio(a, b) if len(np.unique(a)) > 1 else float("nan")
    return cramers_v(a, b)


def drift(train: Column, test: Column) -> tuple[float, float, list[str]]:
    """Return how far a column's values differ between two tables.

    Parameters
    ----------
    train, test
        The column in both.

    Returns
    -------
    tuple
        The distance from 0 to 1 (for numbers Kolmogorov and Smirnov's largest distance of the
        cumulated shares, for groups half the sum of the shares' differences); an upper bound of
        its probability if nothing had changed; and the values that only the second table has.
    """
    a, b = train.values, test.values
    if train.kind == "text" or test.kind == "text" or train.numeric != test.numeric:
        return float("nan"), float("nan"), []
    if not len(a) or not len(b):
        return float("nan"), float("nan"), []
    size = len(a) * len(b) / (len(a) + len(b))
    if train.numeric:
        at = np.unique(np.concatenate([a, b]))
        below = [np.searchsorted(np.sort(each), at, side="right") / len(each) for each in (a, b)]
        distance = float(np.abs(below[0] - below[1]).max())
        return distance, float(min(1.0, 2 * np.exp(-2 * distance**2 * size))), []
    names = np.unique(np.concatenate([a, b]))
    first, second = (
        np.bincount(np.searchsorted(names, each), minlength=len(names)) for each in (a, b)
    )
    distance = float(np.abs(first / len(a) - second / len(b)).sum() / 2)
    new = [str(name) for name, x, y in zip(names, first, second, strict=True) if y and not x]
    return distance, _unchanged(first, second), new


def _unchanged(first: NDArray[np.intp], second: NDArray[np.intp]) -> float:
    from journey.mathematics.stats import chi2_contingency

    # The chi-squared test wants several rows a cell: rare groups go together.
    both = first + second
    rare = both < 10
    table = np.array([first[~rare], second[~rare]])
    if rare.any() and both[rare].sum() >= 10:
        table = np.column_stack([table, [first[rare].sum(), second[rare].sum()]])
    if table.shape[1] < 2 or not table.sum(axis=1).all():
        return float("nan")
    return float(chi2_contingency(table, correction=False).pvalue)
