"""A heap with any number of children, whose entries can be found again and moved.

Priorities are compared, values never are: two tasks of one priority need no order of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import index as whole
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_NOTHING: Any = object()


class Handle(Generic[T]):
    """What `Heap.push` gives back: a value with its priority, and where it lies now.

    Attributes
    ----------
    value
        The value.
    priority
        Its priority; only the heap may change it.
    in_heap : bool
        Whether it is still there.

    Examples
    --------
    >>> heap = Heap()
    >>> handle = heap.push("tea", priority=3)
    >>> heap.pop(), handle.value, handle.in_heap
    ('tea', 'tea', False)
    """

    __slots__ = ("_heap", "_place", "priority", "value")

    def __init__(self, value: T, priority: Any, heap: Heap[T] | None, place: int) -> None:
        self.value, self.priority = value, priority
        self._heap, self._place = heap, place

    @property
    def in_heap(self) -> bool:
        """Whether it is still in its heap."""
        return self._heap is not None

    def __repr__(self) -> str:
        return f"Handle({self.value!r}, priority={self.priority!r})"


class Heap(Generic[T]):
    r"""A priority queue: the value with the smallest priority comes first.

    Kept in a list, where the children of place i lie at places `arity * i + 1` and following.
    Adding and taking away are O(log n), building from n values is O(n). Values of equal priority
    come in no promised order. Priorities need only `<`; with nan, which is not less than anything,
    the order means nothing. Merging of heaps is left out.

    Parameters
    ----------
    values
        What it holds at first.
    key
        Gives the priority of a value; without it, a value is its own priority.
    arity
        Children of a node, 2 or more. More make the tree flatter: cheaper to add and to decrease,
        dearer to take away.

    Attributes
    ----------
    arity : int
        Children of a node.
    comparisons : int
        Comparisons of priorities so far.

    Raises
    ------
    IndexError
        If something is asked of an empty heap.
    TypeError
        If priorities cannot be ordered, or `arity` is no whole number.
    ValueError
        If `arity` is below 2, or a handle does not belong to an entry of this heap.

    References
    ----------
    Williams (1964), *Algorithm 232: Heapsort*, Communications of the ACM 7(6). Floyd (1964),
    *Algorithm 245: Treesort 3*, Communications of the ACM 7(12). Johnson (1975), *Priority queues
    with update and finding minimum spanning trees*, Information Processing Letters 4(3).

    Examples
    --------
    >>> heap = Heap([5, 2, 8])
    >>> heap.push(1).value, heap.pop(), heap.pop()
    (1, 1, 2)
    >>> tasks = Heap()
    >>> late = tasks.push({"task": "sleep"}, priority=9)
    >>> soon = tasks.push({"task": "eat"}, priority=4)
    >>> tasks.decrease_key(late, 1)
    >>> tasks.peek()
    {'task': 'sleep'}
    """

    def __init__(
        self,
        values: Iterable[T] = (),
        *,
        key: Callable[[T], Any] | None = None,
        arity: int = 2,
    ) -> None:
        try:
            self.arity = whole(arity)
        except TypeError:
            raise TypeError(
                f"Heap: arity: expected a whole number, got {type(arity).__name__}"
            ) from None
        if self.arity < 2:
            raise ValueError(f"Heap: arity: expected 2 or more, got {arity!r}")
        self.comparisons = 0
        self._key = key
        self._entries = [
            Handle(value, self._priority(value), self, place) for place, value in enumerate(values)
        ]
        for place in range((len(self._entries) - 2) // self.arity, -1, -1):
            self._sink(place, root=place)

    def _priority(self, value: T) -> Any:
        return value if self._key is None else self._key(value)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[T]:
        """Go through the values as they lie, which is no order but for the first."""
        return (entry.value for entry in self._entries)

    def __repr__(self) -> str:
        return f"Heap({list(self)!r})"

    def push(self, value: T, priority: Any = _NOTHING) -> Handle[T]:
        """Add a value, in at most log n comparisons to the base `arity`.

        Parameters
        ----------
        value
            Anything.
        priority
            In place of what `key` would give.

        Returns
        -------
        Handle
            To change its priority or remove it later.
        """
        if priority is _NOTHING:
            priority = self._priority(value)
        entry = Handle(value, priority, self, len(self._entries))
        self._entries.append(entry)
        try:
            self._rise(entry._place)
        except BaseException:  # priorities without an order: leave the heap as it was
            self._entries.pop()
            raise
        return entry

    def peek(self) -> T:
        """Return the value with the smallest priority and leave it there. O(1)."""
        if not self._entries:
            raise IndexError("Heap: peek at an empty one")
        return self._entries[0].value

    def peek_priority(self) -> Any:
        """Return the smallest priority. O(1)."""
        if not self._entries:
            raise IndexError("Heap: peek at an empty one")
        return self._entries[0].priority

    def pop(self) -> T:
        """Take away the value with the smallest priority and return it."""
        if not self._entries:
            raise IndexError("Heap: pop from an empty one")
        return self.remove(self._entries[0])

    def pushpop(self, value: T) -> T:
        """Add a value, then take the smallest away: one way down at most."""
        if self._entries:
            priority = self._priority(value)
            if self._less(self._entries[0].priority, priority):
                return self._exchange(value, priority)
        return value

    def replace(self, value: T) -> T:
        """Take the smallest away, then add a value: one way down."""
        if not self._entries:
            raise IndexError("Heap: replace in an empty one")
        return self._exchange(value, self._priority(value))

    def _exchange(self, value: T, priority: Any) -> T:
        old = self._entries[0]
        old._heap = None
        self._entries[0] = Handle(value, priority, self, 0)
        self._sink(0)
        return old.value

    def decrease_key(self, handle: Handle[T], priority: Any) -> None:
        """Give an entry a smaller or equal priority.

        Raises
        ------
        ValueError
            If the new priority is larger.
        """
        place = self._place(handle)
        if self._less(handle.priority, priority):
            raise ValueError(
                f"Heap.decrease_key: priority: expected no more than {handle.priority!r}, "
                f"got {priority!r}"
            )
        handle.priority = priority
        self._rise(place)

    def change_priority(self, handle: Handle[T], priority: Any) -> None:
        """Give an entry another priority, smaller or larger."""
        place = self._place(handle)
        smaller = self._less(priority, handle.priority)
        handle.priority = priority
        (self._rise if smaller else self._sink)(place)

    def remove(self, handle: Handle[T]) -> T:
        """Take away an entry, wherever it lies, and return its value."""
        place = self._place(handle)
        last = self._entries.pop()
        handle._heap = None
        if last is not handle:
            last._place = place
            self._entries[place] = last
            self._sink(place)
        return handle.value

    def _place(self, handle: Handle[T]) -> int:
        if handle._heap is not self:
            raise ValueError(f"Heap: handle: expected one of an entry of this heap, got {handle!r}")
        return handle._place

    def _less(self, one: Any, other: Any) -> bool:
        self.comparisons += 1
        return bool(one < other)

    def _rise(self, place: int, root: int = 0) -> None:
        """Move an entry up until its parent is not larger, or to the root of a subtree."""
        entries, arity = self._entries, self.arity
        entry, top = entries[place], place
        while top > root and self._less(entry.priority, entries[(top - 1) // arity].priority):
            top = (top - 1) // arity
        while place != top:  # only now, since a comparison may raise
            above = (place - 1) // arity
            self._put(entries[above], place)
            place = above
        self._put(entry, top)

    def _sink(self, place: int, root: int = 0) -> None:
        """Let the smallest children move up all the way, then let the entry rise from below.

        It mostly belongs near the bottom, having come from there. So it is not asked on each level
        whether it fits, and a level costs one comparison in place of two.
        """
        entries, arity = self._entries, self.arity
        entry = entries[place]
        try:
            while (first := arity * place + 1) < len(entries):
                best = first
                for child in range(first + 1, min(first + arity, len(entries))):
                    if self._less(entries[child].priority, entries[best].priority):
                        best = child
                self._put(entries[best], place)
                place = best
        finally:  # a comparison may raise; nothing must be lost
            self._put(entry, place)
        self._rise(place, root)

    def _put(self, entry: Handle[T], place: int) -> None:
        self._entries[place] = entry
        entry._place = place
