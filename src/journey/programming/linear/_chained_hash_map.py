"""A hash map with chaining: each slot holds a linked list of the pairs whose hashes name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic

from journey.programming._mapping import K, MappingBase, V

_SMALLEST = 8


class _Link:
    __slots__ = ("code", "key", "next", "value")

    def __init__(self, key: Any, code: int, value: Any, behind: _Link | None) -> None:
        self.key, self.code, self.value, self.next = key, code, value, behind


class ChainedHashMap(MappingBase[K, V], Generic[K, V]):
    """A dictionary on a hash table with chaining.

    Deleting needs no tombstone, and the load may go above 1; but each pair is a node of its own. It
    iterates slot by slot, in an order that means nothing and changes when the table grows, as
    Python's own did up to version 3.5. So `reversed` is left out, and `popitem` takes any pair.

    Parameters
    ----------
    items
        A mapping, or pairs, that it holds at first.
    max_load
        Most pairs for each slot, above 0; beyond it the table doubles.
    hash_function
        What turns a key into a whole number.

    Attributes
    ----------
    capacity : int
        Slots of the table, a power of two.
    load : float
        Pairs for each slot.
    probes : int
        Pairs looked at so far by getting, setting, deleting and `in`.

    Raises
    ------
    KeyError
        If a key is not there.
    TypeError
        If a key cannot be hashed.
    ValueError
        If `max_load` is not above 0.
    RuntimeError
        If keys are added or deleted while it is iterated over.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 3, section 6.4.

    Examples
    --------
    >>> prices = ChainedHashMap([("tea", 3), ("coffee", 4)])
    >>> prices.pop("tea"), prices
    (3, ChainedHashMap({'coffee': 4}))
    """

    def __init__(
        self,
        items: Mapping[K, V] | Iterable[tuple[K, V]] = (),
        *,
        max_load: float = 1.0,
        hash_function: Callable[[Any], int] = hash,
    ) -> None:
        if not max_load > 0:
            raise ValueError(f"ChainedHashMap: max_load: expected above 0, got {max_load!r}")
        self._max_load, self._hash = max_load, hash_function
        self.probes = 0
        self._changes = 0
        self._table: list[_Link | None] = [None] * _SMALLEST
        self._size = 0
        self.update(items)

    def _empty(self) -> ChainedHashMap[K, V]:
        return type(self)(max_load=self._max_load, hash_function=self._hash)

    @property
    def capacity(self) -> int:
        """Slots of the table, a power of two."""
        return len(self._table)

    @property
    def load(self) -> float:
        """Pairs for each slot."""
        return self._size / len(self._table)

    def _find(self, key: Any) -> tuple[int, int, _Link | None, _Link | None]:
        """Return the key's hash, its slot, its link, and the link before that one."""
        code = self._hash(key)
        slot = code & (len(self._table) - 1)
        before, link = None, self._table[slot]
        while link is not None:
            self.probes += 1
            if link.key is key or (link.code == code and link.key == key):
                break
            before, link = link, link.next
        return code, slot, link, before

    def __getitem__(self, key: K) -> V:
        link = self._find(key)[2]
        if link is None:
            raise KeyError(key)
        value: V = link.value
        return value

    def __setitem__(self, key: K, value: V) -> None:
        code, slot, link, _ = self._find(key)
        if link is not None:
            link.value = value
            return
        self._table[slot] = _Link(key, code, value, self._table[slot])
        self._size += 1
        self._changes += 1
        if self._size > self._max_load * len(self._table):
            self._resize(2 * len(self._table))

    def __delitem__(self, key: K) -> None:
        _, slot, link, before = self._find(key)
        if link is None:
            raise KeyError(key)
        if before is None:
            self._table[slot] = link.next
        else:
            before.next = link.next
        self._size -= 1
        self._changes += 1
        if self._size < self._max_load * len(self._table) / 8 and len(self._table) > _SMALLEST:
            self._resize(len(self._table) // 2)

    def _resize(self, capacity: int) -> None:
        """Hang every link into a table of another size; hashes are kept, not computed anew."""
        links = list(self._links())
        self._table = [None] * capacity
        for link in links:
            slot = link.code & (capacity - 1)
            link.next, self._table[slot] = self._table[slot], link

    def _links(self) -> Iterator[_Link]:
        for link in self._table:
            while link is not None:
                yield link
                link = link.next

    def _pairs(self) -> Iterator[tuple[K, V]]:
        changes = self._changes
        for link in self._links():
            yield link.key, link.value
            if self._changes != changes:
                raise RuntimeError("ChainedHashMap: keys came or went while it was iterated over")

    def __len__(self) -> int:
        return self._size

    def __contains__(self, key: object) -> bool:
        return self._find(key)[2] is not None

    def chain_lengths(self) -> list[int]:
        """Return how many pairs hang in each slot.

        Returns
        -------
        list of int
            One for each slot; they add up to the number of pairs.
        """
        lengths = []
        for link in self._table:
            length = 0
            while link is not None:
                length, link = length + 1, link.next
            lengths.append(length)
        return lengths

    def clear(self) -> None:
        """Take away all pairs."""
        self._table = [None] * _SMALLEST
        self._size = 0
        self._changes += 1
