"""Lists of nodes that know their neighbours: singly linked, and doubly linked.

They share what a list can do; only the links differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from journey.programming.linear._sequence import ListBase

T = TypeVar("T")


class _Node:
    __slots__ = ("next", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.next: Any = None


class _TwoWayNode(_Node):
    __slots__ = ("previous",)

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.previous: Any = None


class LinkedList(ListBase[T], Generic[T]):
    """A singly linked list: each node holds a value and the way to the next node.

    It does all that a list does. Both ends take a value in constant time, and the front gives one
    back in constant time; every other place must be walked to from the front.

    Parameters
    ----------
    values
        What it holds at first.

    Attributes
    ----------
    steps : int
        Links followed so far to reach a place by its number.

    Raises
    ------
    TypeError
        If an index is neither a whole number nor a slice.
    IndexError
        If there is no such place.
    ValueError
        If a value to find is not there.
    RuntimeError
        If values are added or taken away while it is iterated over.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 1, section 2.2.3.

    Examples
    --------
    >>> values = LinkedList("abc")
    >>> values.insert(0, "z")
    >>> values, values[2], values.steps
    (LinkedList(['z', 'a', 'b', 'c']), 'b', 2)
    """

    _node_type: type[_Node] = _Node

    def __init__(self, values: Iterable[T] = ()) -> None:
        # A node before the first, so that the first has a node before it like all others.
        self._root: Any = self._node_type(None)
        self._tail: Any = self._root
        self._size = 0
        self._changes = 0  # an iterator that finds it changed has lost its way
        self.steps = 0
        self.extend(values)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T]:
        changes, node = self._changes, self._root.next
        while node is not None:
            yield node.value
            if self._changes != changes:
                raise RuntimeError(f"{type(self).__name__}: changed while it was iterated over")
            node = node.next

    def __reversed__(self) -> Iterator[T]:
        """Go backwards; without links that way, all values are put aside first."""
        return reversed(list(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle value by value: node by node would recurse once a node."""
        return type(self), (), None, iter(list(self))

    def append(self, value: T) -> None:
        """Put a value at the end, in constant time.

        Parameters
        ----------
        value
            What to add.
        """
        self._link(self._tail, [value])

    def _read(self, place: int) -> T:
        value: T = self._node(place).value
        return value

    def _write(self, place: int, value: T) -> None:
        self._node(place).value = value

    def _node(self, place: int) -> Any:
        """Return the node at a place; -1 is the root, the node before the first."""
        if place == self._size - 1:
            return self._tail
        node = self._root
        for _ in range(place + 1):
            node = node.next
        self.steps += max(place, 0)
        return node

    def _replace(self, start: int, stop: int, values: list[T]) -> None:
        before = self._node(start - 1)
        if stop > start:
            self._unlink(before, stop - start)
        if values:
            self._link(before, values)

    def _link(self, before: Any, values: list[T]) -> None:
        """Chain new nodes in behind a node."""
        behind = before.next
        for value in values:
            before.next = self._node_type(value)
            before = before.next
        before.next = behind
        if behind is None:
            self._tail = before
        self._size += len(values)
        self._changes += 1

    def _unlink(self, before: Any, count: int) -> None:
        """Take out that many nodes behind a node."""
        node = before
        for _ in range(count):
            node = node.next
        before.next = node.next
        if node is self._tail:
            self._tail = before
        self._size -= count
        self._changes += 1

    def reverse(self) -> None:
        """Turn all links round: one walk, no new node."""
        node, turned = self._root.next, None
        self._tail = self._root if node is None else node
        while node is not None:
            node.next, turned, node = turned, node, node.next
        self._root.next = turned
        self._changes += 1


class DoublyLinkedList(LinkedList[T], Generic[T]):
    """A doubly linked list: each node also knows the node before it.

    For one more link a node, both ends give and take in constant time, places are walked to from
    the nearer end, and it can be iterated over backwards.

    Parameters
    ----------
    values
        What it holds at first.

    Attributes
    ----------
    steps : int
        Links followed so far to reach a place by its number.

    Raises
    ------
    TypeError
        If an index is neither a whole number nor a slice.
    IndexError
        If there is no such place.
    ValueError
        If a value to find is not there.
    RuntimeError
        If values are added or taken away while it is iterated over.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 1, section 2.2.5.

    Examples
    --------
    >>> values = DoublyLinkedList([1, 2, 3, 4])
    >>> values.pop(), values[-2], values.steps
    (4, 2, 2)
    >>> list(reversed(values))
    [3, 2, 1]
    """

    _node_type = _TwoWayNode

    def __reversed__(self) -> Iterator[T]:
        changes, node = self._changes, self._tail
        while node is not self._root:
            yield node.value
            if self._changes != changes:
                raise RuntimeError(f"{type(self).__name__}: changed while it was iterated over")
            node = node.previous

    def _node(self, place: int) -> Any:
        if place < self._size // 2:
            return super()._node(place)
        node = self._tail
        for _ in range(self._size - 1 - place):
            node = node.previous
        self.steps += self._size - 1 - place
        return node

    def _link(self, before: Any, values: list[T]) -> None:
        first = before
        super()._link(before, values)
        for _ in range(len(values)):
            first.next.previous = first
            first = first.next
        if first.next is not None:
            first.next.previous = first

    def _unlink(self, before: Any, count: int) -> None:
        super()._unlink(before, count)
        if before.next is not None:
            before.next.previous = before

    def reverse(self) -> None:
        """Turn all links round: one walk, no new node."""
        super().reverse()
        before = self._root
        while before.next is not None:
            before.next.previous = before
            before = before.next
