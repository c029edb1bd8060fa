"""Stack and queue: two promises about the order in which values come back, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from reprlib import recursive_repr
from typing import Generic, TypeVar

from journey.programming.linear._deque import Deque
from journey.programming.linear._dynamic_array import DynamicArray

T = TypeVar("T")


class Stack(Generic[T]):
    """Last in, first out: a pile, on a growing array.

    Parameters
    ----------
    values
        What is pushed at first; the last of them is on top.

    Raises
    ------
    IndexError
        If `pop` or `peek` finds nothing.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 1, section 2.2.1.

    Examples
    --------
    >>> stack = Stack("ab")
    >>> stack.push("c")
    >>> stack.pop(), stack.peek(), len(stack), list(stack)
    ('c', 'b', 2, ['b', 'a'])
    """

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._values = DynamicArray(values)

    def push(self, value: T) -> None:
        """Put a value on top.

        Parameters
        ----------
        value
            What to add.
        """
        self._values.append(value)

    def pop(self) -> T:
        """Take the value off the top.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If the stack is empty.
        """
        if not self:
            raise IndexError("Stack: pop from an empty one")
        return self._values.pop()

    def peek(self) -> T:
        """Return the value on top and leave it there.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If the stack is empty.
        """
        if not self:
            raise IndexError("Stack: peek into an empty one")
        return self._values[-1]

    def clear(self) -> None:
        """Take away all values."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        """Go from the top down, in the order in which `pop` would give them."""
        return reversed(self._values)

    def __reversed__(self) -> Iterator[T]:
        return iter(self._values)

    def __contains__(self, value: object) -> bool:
        return value in self._values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stack):
            return NotImplemented
        return bool(self._values == other._values)

    __hash__ = None  # type: ignore[assignment]

    @recursive_repr("Stack([...])")
    def __repr__(self) -> str:
        return f"Stack({list(self._values)!r})"


class Queue(Generic[T]):
    """First in, first out: people waiting, on a ring buffer.

    Parameters
    ----------
    values
        What is put in at first; the first of them is the next to come out.

    Raises
    ------
    IndexError
        If `dequeue` or `peek` finds nothing.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 1, section 2.2.1.

    Examples
    --------
    >>> queue = Queue("ab")
    >>> queue.enqueue("c")
    >>> queue.dequeue(), queue.peek(), len(queue), list(queue)
    ('a', 'b', 2, ['b', 'c'])
    """

    def __init__(self, values: Iterable[T] = ()) -> None:
        self._values = Deque(values)

    def enqueue(self, value: T) -> None:
        """Put a value at the end.

        Parameters
        ----------
        value
            What to add.
        """
        self._values.append(value)

    def dequeue(self) -> T:
        """Take the value that has waited longest.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If the queue is empty.
        """
        if not self:
            raise IndexError("Queue: dequeue from an empty one")
        return self._values.popleft()

    def peek(self) -> T:
        """Return the value that has waited longest and leave it there.

        Returns
        -------
        object
            The value.

        Raises
        ------
        IndexError
            If the queue is empty.
        """
        if not self:
            raise IndexError("Queue: peek into an empty one")
        return self._values[0]

    def clear(self) -> None:
        """Take away all values."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        """Go in the order in which `dequeue` would give them."""
        return iter(self._values)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._values)

    def __contains__(self, value: object) -> bool:
        return value in self._values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Queue):
            return NotImplemented
        return bool(self._values == other._values)

    __hash__ = None  # type: ignore[assignment]

    @recursive_repr("Queue([...])")
    def __repr__(self) -> str:
        return f"Queue({list(self._values)!r})"
