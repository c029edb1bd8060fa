"""A queue with two open ends, on a ring buffer.

The block is used as a circle: the first value may lie anywhere in it, and behind the last place
comes the first. So neither end ever needs to move the values.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from journey.programming.linear._sequence import SequenceBase

T = TypeVar("T")

_SMALLEST = 8  # a power of two, as all capacities are


class Deque(SequenceBase[T], Generic[T]):
    """A double-ended queue with all that `collections.deque` can do.

    Both ends give and take in constant time on average, and unlike in the standard library's linked
    blocks every place is read in one step. Inserting and deleting move the shorter side. Like its
    model it has no slices.

    Parameters
    ----------
    values
        What it holds at first.
    maxlen
        The most values it keeps; one more at one end pushes one out at the other. No bound where it
        is None.

    Attributes
    ----------
    capacity : int
        Places of the ring.
    moves : int
        Values copied from one place to another so far.

    Raises
    ------
    TypeError
        If an index or `maxlen` is no whole number.
    IndexError
        If there is no such place, or a full one is inserted into.
    ValueError
        If a value to find is not there, or `maxlen` is below 0.
    RuntimeError
        If values are added or taken away while it is iterated over.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 1, section 2.2.2 (sequential allocation, circular
    queues).

    Examples
    --------
    >>> line = Deque([1, 2, 3], maxlen=3)
    >>> line.append(4)
    >>> line
    Deque([2, 3, 4], maxlen=3)
    >>> line.rotate(1)
    >>> line.popleft(), line[-1]
    (4, 3)
    """

    def __init__(self, values: Iterable[T] = (), maxlen: int | None = None) -> None:
        if maxlen is not None:
            try:
                maxlen = operator.index(maxlen)
            except TypeError:
                kind = type(maxlen).__name__
                raise TypeError(f"Deque: maxlen: expected a whole number, got {kind}") from None
            if maxlen < 0:
                raise ValueError(f"Deque: maxlen: expected 0 or more, got {maxlen}")
        self._maxlen = maxlen
        self._ring: list[Any] = [None] * _SMALLEST
        self._head = 0  # where the first value lies
        self._size = 0
        self._changes = 0
        self.moves = 0
        self.extend(values)

    def _empty(self) -> Deque[T]:
        return type(self)(maxlen=self._maxlen)

    @property
    def maxlen(self) -> int | None:
        """The most values it keeps."""
        return self._maxlen

    @property
    def capacity(self) -> int:
        """Places of the ring, a power of two."""
        return len(self._ring)

    def _spot(self, place: int) -> int:
        """Return where in the ring a place lies: `& (2**k - 1)` is the remainder by 2**k."""
        return (self._head + place) & (len(self._ring) - 1)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T]:
        return self._walk(range(self._size))

    def __reversed__(self) -> Iterator[T]:
        return self._walk(range(self._size)[::-1])

    def _walk(self, places: range) -> Iterator[T]:
        changes = self._changes
        for place in places:
            yield self._ring[self._spot(place)]
            if self._changes != changes:
                raise RuntimeError("Deque: changed while it was iterated over")

    def append(self, value: T) -> None:
        """Put a value at the right end.

        Parameters
        ----------
        value
            What to add; where the deque is full, the leftmost value is pushed out.
        """
        if self._size == self._maxlen:
            if not self._size:
                return
            self.popleft()
        self._make_room()
        self._ring[self._spot(self._size)] = value
        self._size += 1
        self._changes += 1

    def appendleft(self, value: T) -> None:
        """Put a value at the left end.

        Parameters
        ----------
        value
            What to add; where the deque is full, the rightmost value is pushed out.
        """
        if self._size == self._maxlen:
            if not self._size:
                return
            self.pop()
        self._make_room()
        self._head = self._spot(-1)
        self._ring[self._head] = value
        self._size += 1
        self._changes += 1

    def pop(self) -> T:  # type: ignore[override]
        """Take away the value at the right end.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If there is none.
        """
        if not self._size:
            raise IndexError("Deque: pop from an empty one")
        spot = self._spot(self._size - 1)
        value: T = self._ring[spot]
        self._ring[spot] = None
        self._size -= 1
        self._changes += 1
        self._give_back()
        return value

    def popleft(self) -> T:
        """Take away the value at the left end.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If there is none.
        """
        if not self._size:
            raise IndexError("Deque: popleft from an empty one")
        value: T = self._ring[self._head]
        self._ring[self._head] = None
        self._head = self._spot(1)
        self._size -= 1
        self._changes += 1
        self._give_back()
        return value

    def extendleft(self, values: Iterable[T]) -> None:
        """Put all values at the left end, one after the other, so that the last one is first."""
        for value in list(values):
            self.appendleft(value)

    def rotate(self, n: int = 1) -> None:
        """Take values off the right end and put them at the left one, n times.

        Parameters
        ----------
        n
            How often; below 0 it goes the other way. At most half the values move.
        """
        if self._size < 2:
            return
        n = operator.index(n) % self._size
        back = n > self._size // 2
        changes = self._changes
        for _ in range(self._size - n if back else n):
            if back:
                self.append(self.popleft())
            else:
                self.appendleft(self.pop())
            self.moves += 1
        self._changes = changes + (n > 0)

    def insert(self, index: int, value: T) -> None:
        """Put a value before the one at a place, moving the shorter side.

        Parameters
        ----------
        index
            The place; beyond an end means at that end.
        value
            What to insert.

        Raises
        ------
        IndexError
            If the deque is full.
        """
        if self._size == self._maxlen:
            raise IndexError(f"Deque: it is full, maxlen is {self._maxlen}")
        super().insert(index, value)

    def clear(self) -> None:
        """Take away all values."""
        self._ring = [None] * _SMALLEST
        self._head = self._size = 0
        self._changes += 1

    def reverse(self) -> None:
        """Turn the order round, in place."""
        for place in range(self._size // 2):
            left, right = self._spot(place), self._spot(self._size - 1 - place)
            self._ring[left], self._ring[right] = self._ring[right], self._ring[left]
            self.moves += 2

    def __getitem__(self, index: int) -> T:  # type: ignore[override]
        return self._read(self._place(index))

    def __setitem__(self, index: int, value: T) -> None:  # type: ignore[override]
        self._write(self._place(index), value)

    def __delitem__(self, index: int) -> None:  # type: ignore[override]
        place = self._place(index)
        self._replace(place, place + 1, [])

    def _read(self, place: int) -> T:
        value: T = self._ring[self._spot(place)]
        return value

    def _write(self, place: int, value: T) -> None:
        self._ring[self._spot(place)] = value

    def _replace(self, start: int, stop: int, values: list[T]) -> None:
        """Insert one value, or take away one: all that a deque needs."""
        left = start < self._size // 2
        ends = range(start) if left else range(stop, self._size)
        if values:  # the shorter side steps outwards, and the gap is at start
            kept = values[0]
            (self.appendleft if left else self.append)(kept)
            for place in ends if left else reversed(ends):
                spot = place if left else place + 1
                self._write(spot, self._read(spot + 1 if left else spot - 1))
            self._write(start, kept)
        else:  # the shorter side steps inwards, and its end is free
            for place in reversed(ends) if left else ends:
                self._write(place + 1 if left else place - 1, self._read(place))
            (self.popleft if left else self.pop)()
        self.moves += len(ends)

    def _make_room(self) -> None:
        if self._size == len(self._ring):
            self._move_into(2 * self._size)

    def _give_back(self) -> None:
        if self._size <= len(self._ring) // 4 and len(self._ring) > _SMALLEST:
            self._move_into(len(self._ring) // 2)

    def _move_into(self, capacity: int) -> None:
        """Lay the values out from the start of a new ring; the circle opens here."""
        ring: list[Any] = [None] * capacity
        first = self._ring[self._head : self._head + self._size]
        ring[: self._size] = first + self._ring[: self._size - len(first)]
        self._ring, self._head = ring, 0
        self.moves += self._size

    def __repr__(self) -> str:
        text = super().__repr__()
        if self._maxlen is None or not text.endswith(")"):
            return text
        return f"{text[:-1]}, maxlen={self._maxlen})"
