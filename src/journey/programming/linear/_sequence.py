"""What all sequences of this package share: places, equality, order, `in`, `+`, `*`, `repr`.

Each method follows from a few that the structures write themselves, and costs one walk at most. How
values are kept is not here.
"""

from __future__ import annotations

import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, MutableSequence
from itertools import islice
from reprlib import recursive_repr
from typing import Any, Self, TypeVar, overload

from journey.programming.sorting import tim_sort

T = TypeVar("T")


def same(first: Any, second: Any) -> bool:
    """Return whether two values are one object or equal; so that NaN is found where it lies."""
    return first is second or bool(first == second)


class SequenceBase(MutableSequence[T]):
    """A sequence with whole-number places, from `_read`, `_write`, `_replace` and iteration."""

    @abstractmethod
    def __init__(self, values: Iterable[T] = ()) -> None: ...

    @abstractmethod
    def __iter__(self) -> Iterator[T]: ...

    @abstractmethod
    def _read(self, place: int) -> T:
        """Return the value at a place from 0 to n - 1."""

    @abstractmethod
    def _write(self, place: int, value: T) -> None:
        """Put a value at a place from 0 to n - 1."""

    @abstractmethod
    def _replace(self, start: int, stop: int, values: list[T]) -> None:
        """Put values where those from start to stop were; 0 <= start <= stop <= n."""

    def _empty(self) -> Self:
        """Return a new one of the same kind and settings, with nothing in it."""
        return type(self)()

    def _place(self, index: Any, what: str = "index") -> int:
        """Return the place from 0 to n - 1 that an index means; -1 is the last."""
        name = type(self).__name__
        try:
            place = operator.index(index)
        except TypeError:
            kind = type(index).__name__
            raise TypeError(f"{name}: {what}: expected a whole number, got {kind}") from None
        size = len(self)
        if not -size <= place < size:
            raise IndexError(f"{name}: {what} {place} is out of range, it holds {size} values")
        return place + size if place < 0 else place

    def insert(self, index: int, value: T) -> None:
        """Put a value before the one at a place; beyond an end means at that end."""
        place = slice(index, None).indices(len(self))[0]
        self._replace(place, place, [value])

    def append(self, value: T) -> None:
        """Put a value at the end."""
        self._replace(len(self), len(self), [value])

    def extend(self, values: Iterable[T]) -> None:
        """Put all values at the end, in their order."""
        for value in list(values):  # a copy first: the values may be this very sequence
            self.append(value)

    def remove(self, value: T) -> None:
        """Take away the first value that is equal; a `ValueError` where there is none."""
        del self[self.index(value)]

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the first place of a value; a `ValueError` where there is none."""
        low, high, _ = slice(start, stop).indices(len(self))
        for place, held in enumerate(islice(self, low, max(low, high)), low):
            if same(held, value):
                return place
        raise ValueError(f"{type(self).__name__}: {value!r} is not in it")

    def count(self, value: Any) -> int:
        """Return how many values are equal to this one."""
        return sum(same(held, value) for held in self)

    def copy(self) -> Self:
        """Return a new one that holds the same values."""
        fresh = self._empty()
        fresh.extend(self)
        return fresh

    __copy__ = copy

    def __contains__(self, value: object) -> bool:
        return any(same(held, value) for held in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return len(self) == len(other) and all(map(same, self, other))

    def _ordered(self, other: Any, compare: Callable[[Any, Any], Any]) -> Any:
        """Compare as words in a lexicon: by the first difference, else by length."""
        if not isinstance(other, type(self)):
            return NotImplemented
        for mine, theirs in zip(self, other, strict=False):
            if not same(mine, theirs):
                return compare(mine, theirs)
        return compare(len(self), len(other))

    def __lt__(self, other: Any) -> Any:
        return self._ordered(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._ordered(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._ordered(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._ordered(other, operator.ge)

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, type(self)):
            return NotImplemented
        total = self.copy()
        total.extend(other)
        return total

    def __iadd__(self, values: Iterable[T]) -> Self:
        self.extend(values)
        return self

    def __mul__(self, times: int) -> Self:
        if not hasattr(times, "__index__"):
            return NotImplemented
        product = self._empty()
        for _ in range(times):
            product.extend(self)
        return product

    __rmul__ = __mul__

    def __imul__(self, times: int) -> Self:
        if not hasattr(times, "__index__"):
            return NotImplemented
        values = list(self) * times
        self.clear()
        self.extend(values)
        return self

    @recursive_repr("[...]")
    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


class ListBase(SequenceBase[T]):
    """A sequence with slices and sorting, as a list has them."""

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> T | Self:
        if not isinstance(index, slice):
            return self._read(self._place(index))
        part = self._empty()
        part.extend(self._pick(range(*index.indices(len(self)))))
        return part

    def _pick(self, places: range) -> list[T]:
        """Return the values at evenly spaced places, in one walk over them."""
        if not places:
            return []
        if places.step < 0:
            return self._pick(places[::-1])[::-1]
        return list(islice(self, places.start, places.stop, places.step))

    def __setitem__(self, index: int | slice, value: Any) -> None:
        if not isinstance(index, slice):
            self._write(self._place(index), value)
            return
        values = list(value)
        start, stop, step = index.indices(len(self))
        if step == 1:
            self._replace(start, max(start, stop), values)
            return
        places = range(start, stop, step)
        if len(places) != len(values):
            raise ValueError(
                f"{type(self).__name__}: expected {len(places)} values for a slice with step "
                f"{step}, got {len(values)}"
            )
        new = dict(zip(places, values, strict=True))
        self._replace(0, len(self), [new.get(i, held) for i, held in enumerate(self)])

    def __delitem__(self, index: int | slice) -> None:
        if not isinstance(index, slice):
            place = self._place(index)
            self._replace(place, place + 1, [])
            return
        places = range(*index.indices(len(self)))
        if not places:
            return
        if places.step < 0:
            places = places[::-1]
        first, last = places[0], places[-1] + 1
        kept = [held for i, held in enumerate(self[first:last], first) if i not in places]
        self._replace(first, last, kept)

    def pop(self, index: int = -1) -> T:
        """Take away the value at a place, and return it; an `IndexError` where there is none."""
        if not len(self):
            raise IndexError(f"{type(self).__name__}: pop from an empty one")
        place = self._place(index)
        value = self._read(place)
        self._replace(place, place + 1, [])
        return value

    def clear(self) -> None:
        """Take away all values."""
        self._replace(0, len(self), [])

    def reverse(self) -> None:
        """Turn the order round, in place."""
        self._replace(0, len(self), list(self)[::-1])

    def sort(self, *, key: Callable[[T], Any] | None = None, reverse: bool = False) -> None:
        """Sort in place, stably, by [tim_sort][journey.programming.sorting.tim_sort]."""
        self._replace(0, len(self), tim_sort(self, key=key, reverse=reverse))
