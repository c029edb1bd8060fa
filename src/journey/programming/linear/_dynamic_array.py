"""The growing array behind Python's list: a block of memory, exchanged for a larger one when full.

Not here: the ring buffer, which grows the same way but may start anywhere in its block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from journey.programming.linear._sequence import ListBase

T = TypeVar("T")

SMALLEST = 4  # no block is smaller


def doubled(capacity: int) -> int:
    """Return twice the capacity, which makes appending cheap on average.

    Parameters
    ----------
    capacity
        Places of the block that is full.

    Returns
    -------
    int
        Places of the next one.

    Examples
    --------
    >>> doubled(4)
    8
    """
    return 2 * capacity


class DynamicArray(ListBase[T], Generic[T]):
    """A list on blocks of fixed size, with all that a list can do.

    A block here is a Python list whose length never changes; all places behind the last value hold
    None. When it is full, the values move into the next larger block; when three quarters are free,
    into one of half the size. Reading and writing by place take one step, `append` and `pop` at the
    end a constant number on average, `insert` and `del` move all values behind the place.

    Parameters
    ----------
    values
        What it holds at first.
    grow
        Takes the capacity of a full block and returns that of the next one, which must be larger.

    Attributes
    ----------
    capacity : int
        Places of the block.
    moves : int
        Values copied from one place to another so far: on growing, shrinking, and closing ranks.

    Raises
    ------
    TypeError
        If an index is neither a whole number nor a slice.
    IndexError
        If there is no such place.
    ValueError
        If a value to find is not there, or `grow` returns no larger capacity.

    References
    ----------
    Cormen, Leiserson, Rivest, Stein (2022), *Introduction to Algorithms*, 4th edition, section 16.4
    (dynamic tables).

    Examples
    --------
    >>> array = DynamicArray([1, 2, 3])
    >>> array.append(4)
    >>> array[-1], array[::2], 3 in array, array.capacity
    (4, DynamicArray([1, 3]), True, 4)
    >>> array.append(5)
    >>> array.capacity, array.moves
    (8, 4)
    """

    def __init__(self, values: Iterable[T] = (), *, grow: Callable[[int], int] = doubled) -> None:
        self._grow = grow
        self._block: list[Any] = [None] * SMALLEST
        self._size = 0
        self.moves = 0
        self.extend(values)

    def _empty(self) -> DynamicArray[T]:
        return type(self)(grow=self._grow)

    @property
    def capacity(self) -> int:
        """Places of the block."""
        return len(self._block)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T]:
        place = 0
        while place < self._size:  # asked anew each time: the array may change meanwhile
            yield self._block[place]
            place += 1

    def __reversed__(self) -> Iterator[T]:
        place = self._size - 1
        while 0 <= place < self._size:
            yield self._block[place]
            place -= 1

    def append(self, value: T) -> None:
        """Put a value at the end: one step, and now and then a move into a larger block."""
        if self._size == len(self._block):
            self._move_into(self._larger(self._size + 1))
        self._block[self._size] = value
        self._size += 1

    def pop(self, index: int = -1) -> T:
        """Take away the value at a place, and return it; those behind it close ranks.

        Parameters
        ----------
        index
            The place; the last one by default, which moves nothing.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If there is no such place.
        """
        return super().pop(index)

    def _read(self, place: int) -> T:
        value: T = self._block[place]
        return value

    def _write(self, place: int, value: T) -> None:
        self._block[place] = value

    def _replace(self, start: int, stop: int, values: list[T]) -> None:
        old, size = self._size, self._size + len(values) - (stop - start)
        if size > len(self._block):
            self._move_into(self._larger(size))
        behind = start + len(values)  # where the values from stop on go
        if behind != stop:
            self._block[behind:size] = self._block[stop:old]  # as many places as values
            self.moves += old - stop
        self._block[start:behind] = values
        self._block[size:old] = [None] * (old - size)  # else what was deleted would stay alive
        self._size = size
        self._shrink()

    def _larger(self, size: int) -> int:
        capacity = len(self._block)
        while capacity < size:
            larger = self._grow(capacity)
            if larger <= capacity:
                raise ValueError(
                    f"DynamicArray: grow: expected more than {capacity} places, got {larger!r}"
                )
            capacity = larger
        return capacity

    def _shrink(self) -> None:
        """Halve the block while at most a quarter is used: not at a half, or it would flutter."""
        capacity = len(self._block)
        while self._size <= capacity // 4 and capacity // 2 >= SMALLEST:
            capacity //= 2
        if capacity < len(self._block):
            self._move_into(capacity)

    def _move_into(self, capacity: int) -> None:
        block: list[Any] = [None] * capacity
        block[: self._size] = self._block[: self._size]
        self.moves += self._size
        self._block = block
