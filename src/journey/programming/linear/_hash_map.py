"""A hash map with open addressing, laid out as Python's own: it remembers the order of its keys.

Two lists: the pairs in the order in which they came, and a sparse table of places in that list.
Only the table has holes, and a hole is one small number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from journey.programming._mapping import K, MappingBase, V

FREE, GONE = -1, -2  # a slot never used, and one whose key was deleted (a tombstone)
_SMALLEST = 8
_WORD = (1 << 64) - 1

D = TypeVar("D")
_NOTHING: Any = object()


def linear_probes(code: int, mask: int) -> Iterator[int]:
    """Yield the slots to try: the one that the hash names, then the next, and so on round."""
    slot = code & mask
    while True:
        yield slot
        slot = (slot + 1) & mask


def perturbed_probes(code: int, mask: int) -> Iterator[int]:
    """Yield the slots to try: jumps that bring in the hash's upper bits, five at a time.

    Once the bits are used up, 5 slot + 1 modulo a power of two visits every slot.
    """
    code &= _WORD
    slot = code & mask
    while True:
        yield slot
        code >>= 5
        slot = (5 * slot + code + 1) & mask


_PROBINGS = {"linear": linear_probes, "perturbed": perturbed_probes}


class HashMap(MappingBase[K, V], Generic[K, V]):
    """A dictionary on a hash table with open addressing, with all that a dict can do.

    A key's hash names a slot; where that is taken by another key, the probing says which to try
    next. Getting, setting and deleting take a constant number of probes on average. It iterates in
    the order in which keys were added. Options for keys given as keywords, `HashMap(a=1)`, are left
    out.

    Parameters
    ----------
    items
        A mapping, or pairs, that it holds at first.
    probing
        `"perturbed"`, as Python's own, or `"linear"`.
    max_load
        Largest share of slots in use, tombstones counted, between 0 and 1; above it the table
        grows.
    hash_function
        What turns a key into a whole number.

    Attributes
    ----------
    capacity : int
        Slots of the table, a power of two.
    load : float
        Share of the slots in use, tombstones counted.
    probes : int
        Slots looked at so far by getting, setting, deleting and `in`.

    Raises
    ------
    KeyError
        If a key is not there.
    TypeError
        If a key cannot be hashed.
    ValueError
        If `probing` or `max_load` is not one of those allowed.
    RuntimeError
        If keys are added or deleted while it is iterated over.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 3, section 6.4. Hettinger (2012), *More compact
    dictionaries with faster iteration*, python-dev, 10 December.

    Examples
    --------
    >>> ages = HashMap({"Ada": 36, "Alan": 41})
    >>> ages["Grace"] = 85
    >>> del ages["Ada"]
    >>> ages, ages.get("Ada"), "Alan" in ages
    (HashMap({'Alan': 41, 'Grace': 85}), None, True)
    """

    def __init__(
        self,
        items: Mapping[K, V] | Iterable[tuple[K, V]] = (),
        *,
        probing: str = "perturbed",
        max_load: float = 2 / 3,
        hash_function: Callable[[Any], int] = hash,
    ) -> None:
        if probing not in _PROBINGS:
            raise ValueError(
                f"HashMap: probing: expected one of {sorted(_PROBINGS)}, got {probing!r}"
            )
        if not 0 < max_load < 1:
            raise ValueError(f"HashMap: max_load: expected between 0 and 1, got {max_load!r}")
        self._probing, self._max_load, self._hash = probing, max_load, hash_function
        self.probes = 0
        self._changes = 0
        self._table = [FREE] * _SMALLEST
        self._entries: list[Any] = []  # (key, hash, value), or None where one was deleted
        self._size = 0  # pairs
        self._used = 0  # slots that are not free
        self.update(items)

    def _empty(self) -> HashMap[K, V]:
        return type(self)(probing=self._probing, max_load=self._max_load, hash_function=self._hash)

    @property
    def capacity(self) -> int:
        """Slots of the table, a power of two."""
        return len(self._table)

    @property
    def load(self) -> float:
        """Share of the slots in use, tombstones counted."""
        return self._used / len(self._table)

    def _find(self, key: Any) -> tuple[int, int, int]:
        """Return the key's hash, its slot, and its place among the pairs.

        Where it is missing, the place is below 0, and the slot is the one to put it into: the first
        tombstone that was passed, or else the free one that ended the search.
        """
        code, table, pairs = self._hash(key), self._table, self._entries
        reuse = -1
        for slot in _PROBINGS[self._probing](code, len(table) - 1):
            self.probes += 1
            place = table[slot]
            if place == FREE:
                return (code, slot, FREE) if reuse < 0 else (code, reuse, GONE)
            if place == GONE:  # go on: the key may lie behind what was deleted
                reuse = slot if reuse < 0 else reuse
                continue
            held, held_code, _ = pairs[place]
            if held is key or (held_code == code and held == key):
                return code, slot, place
        raise AssertionError("no slot is free")

    def __getitem__(self, key: K) -> V:
        place = self._find(key)[2]
        if place < 0:
            raise KeyError(key)
        value: V = self._entries[place][2]
        return value

    def __setitem__(self, key: K, value: V) -> None:
        code, slot, place = self._find(key)
        if place >= 0:  # the key that was there first stays, as in a dict
            self._entries[place] = (self._entries[place][0], code, value)
            return
        self._table[slot] = len(self._entries)
        self._entries.append((key, code, value))
        self._used += place == FREE
        self._size += 1
        self._changes += 1
        if self._used > self._max_load * len(self._table) or self._used == len(self._table):
            self._rebuild()

    def __delitem__(self, key: K) -> None:
        _, slot, place = self._find(key)
        if place < 0:
            raise KeyError(key)
        self._table[slot] = GONE  # not FREE: a search for others must not end here
        self._entries[place] = None
        self._size -= 1
        self._changes += 1
        while self._entries and self._entries[-1] is None:
            self._entries.pop()
        if len(self._entries) > 2 * self._size + _SMALLEST:
            self._rebuild()

    def _rebuild(self) -> None:
        """Lay all out anew, without tombstones, with room for as many keys again."""
        self._entries = [entry for entry in self._entries if entry is not None]
        capacity = _SMALLEST
        while 2 * self._size > self._max_load * capacity:
            capacity *= 2
        self._table = [FREE] * capacity
        for place, (_, code, _) in enumerate(self._entries):
            for slot in _PROBINGS[self._probing](code, capacity - 1):
                if self._table[slot] == FREE:
                    self._table[slot] = place
                    break
        self._used = self._size

    def __len__(self) -> int:
        return self._size

    def __contains__(self, key: object) -> bool:
        return self._find(key)[2] >= 0

    def _pairs(self) -> Iterator[tuple[K, V]]:
        return self._walk(range(len(self._entries)))

    def __reversed__(self) -> Iterator[K]:
        """Go through the keys, the one added last first."""
        return (key for key, _ in self._walk(range(len(self._entries))[::-1]))

    def _walk(self, places: range) -> Iterator[tuple[K, V]]:
        changes = self._changes
        for place in places:
            entry = self._entries[place]
            if entry is not None:
                yield entry[0], entry[2]
            if self._changes != changes:
                raise RuntimeError("HashMap: keys came or went while it was iterated over")

    def popitem(self) -> tuple[K, V]:
        """Take away the pair that was added last.

        Returns
        -------
        tuple
            Key and value.

        Raises
        ------
        KeyError
            If there is none.
        """
        if not self._size:
            raise KeyError("HashMap: popitem from an empty one")
        key, _, value = self._entries[-1]
        del self[key]
        return key, value

    def clear(self) -> None:
        """Take away all pairs."""
        self._table = [FREE] * _SMALLEST
        self._entries = []
        self._size = self._used = 0
        self._changes += 1
