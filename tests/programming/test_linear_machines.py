"""Every sequence and mapping beside Python's own, through any series of operations."""

from __future__ import annotations

import contextlib
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from journey.programming.linear import (
    ChainedHashMap,
    Deque,
    DoublyLinkedList,
    DynamicArray,
    HashMap,
    LinkedList,
    LRUCache,
)

VALUES = st.integers(0, 5)
PLACES = st.integers(-9, 9)
BOUNDS = st.none() | PLACES
SLICES = st.builds(slice, BOUNDS, BOUNDS, st.sampled_from([None, 1, 2, 3, -1, -2]))
LISTS = st.lists(VALUES, max_size=6)


def outcome(call: Callable[[], Any]) -> tuple[str, Any]:
    """Return what a call gave, or the kind of its error; whole numbers for sequences."""
    try:
        value = call()
    except (IndexError, KeyError, ValueError, TypeError) as error:
        return "error", type(error)
    return "value", value


class Sequences(RuleBasedStateMachine):
    """A list, and ours in the same state."""

    kind: Any = DynamicArray

    def __init__(self) -> None:
        super().__init__()
        self.ours, self.theirs = self.kind(), []  # type: ignore[var-annotated]

    def both(self, call: Callable[[Any], Any]) -> None:
        mine, expected = outcome(lambda: call(self.ours)), outcome(lambda: call(self.theirs))
        if isinstance(expected[1], list):
            assert isinstance(mine[1], self.kind)
            mine = (mine[0], list(mine[1]))
        assert mine == expected

    @rule(value=VALUES)
    def append(self, value: int) -> None:
        self.both(lambda s: s.append(value))

    @rule(values=LISTS)
    def extend(self, values: list[int]) -> None:
        self.both(lambda s: s.extend(values))

    @rule(place=PLACES, value=VALUES)
    def insert(self, place: int, value: int) -> None:
        self.both(lambda s: s.insert(place, value))

    @rule(place=PLACES)
    def pop(self, place: int) -> None:
        self.both(lambda s: s.pop(place))

    @rule(value=VALUES)
    def remove(self, value: int) -> None:
        self.both(lambda s: s.remove(value))

    @rule(place=PLACES | SLICES)
    def read(self, place: Any) -> None:
        self.both(lambda s: s[place])

    @rule(place=PLACES, value=VALUES)
    def write(self, place: int, value: int) -> None:
        self.both(lambda s: s.__setitem__(place, value))

    @rule(place=SLICES, values=LISTS)
    def write_slice(self, place: slice, values: list[int]) -> None:
        self.both(lambda s: s.__setitem__(place, values))

    @rule(place=PLACES | SLICES)
    def delete(self, place: Any) -> None:
        self.both(lambda s: s.__delitem__(place))

    @rule(value=VALUES, start=PLACES, stop=PLACES)
    def find(self, value: int, start: int, stop: int) -> None:
        self.both(lambda s: s.index(value, start, stop))
        self.both(lambda s: s.count(value))
        self.both(lambda s: value in s)

    @rule(reverse=st.booleans())
    def sort(self, reverse: bool) -> None:
        self.both(lambda s: s.sort(key=lambda value: value % 3, reverse=reverse))

    @rule()
    def turn(self) -> None:
        self.both(lambda s: s.reverse())

    @rule(times=st.integers(-1, 2))
    def repeat(self, times: int) -> None:
        if len(self.theirs) < 40:
            self.ours *= times
            self.theirs *= times

    @rule(values=LISTS)
    def compare(self, values: list[int]) -> None:
        other = self.kind(values)
        assert (self.ours < other) == (self.theirs < values)
        assert (self.ours >= other) == (self.theirs >= values)
        assert (self.ours == other) == (self.theirs == values)
        assert list(self.ours + other) == self.theirs + values

    @invariant()
    def alike(self) -> None:
        assert len(self.ours) == len(self.theirs)
        assert list(self.ours) == self.theirs
        assert list(reversed(self.ours)) == self.theirs[::-1]
        assert repr(self.ours) == f"{self.kind.__name__}({self.theirs!r})"


class ArrayMachine(Sequences):
    @invariant()
    def block(self) -> None:
        size, capacity = len(self.ours), self.ours.capacity
        assert size <= capacity
        assert capacity == 4 or size > capacity // 4
        assert self.ours._block[size:] == [None] * (capacity - size)


class LinkedMachine(Sequences):
    kind = LinkedList

    @invariant()
    def links(self) -> None:
        node = self.ours._root
        while node.next is not None:
            if isinstance(self.ours, DoublyLinkedList):
                assert node.next.previous is node
            node = node.next
        assert node is self.ours._tail


class DoublyLinkedMachine(LinkedMachine):
    kind = DoublyLinkedList


class DequeMachine(RuleBasedStateMachine):
    """A deque of the standard library, and ours."""

    @initialize(maxlen=st.none() | st.integers(0, 20))
    def make(self, maxlen: int | None) -> None:
        self.ours: Any = Deque([], maxlen)
        self.theirs: Any = deque(maxlen=maxlen)

    def both(self, call: Callable[[Any], Any]) -> None:
        assert outcome(lambda: call(self.ours)) == outcome(lambda: call(self.theirs))

    @rule(name=st.sampled_from(["append", "appendleft", "remove", "count", "index"]), value=VALUES)
    def one(self, name: str, value: int) -> None:
        self.both(lambda s: getattr(s, name)(value))

    @rule(name=st.sampled_from(["extend", "extendleft"]), values=LISTS)
    def many(self, name: str, values: list[int]) -> None:
        self.both(lambda s: getattr(s, name)(values))

    @rule(name=st.sampled_from(["pop", "popleft", "reverse"]))
    def none(self, name: str) -> None:
        self.both(lambda s: getattr(s, name)())

    @rule(n=st.integers(-30, 30))
    def rotate(self, n: int) -> None:
        self.both(lambda s: s.rotate(n))

    @rule(place=PLACES, value=VALUES)
    def insert(self, place: int, value: int) -> None:
        self.both(lambda s: s.insert(place, value))

    @rule(place=PLACES | SLICES, value=VALUES)
    def places(self, place: Any, value: int) -> None:
        self.both(lambda s: s[place])
        self.both(lambda s: s.__setitem__(place, value))

    @rule(place=PLACES | SLICES)
    def delete(self, place: Any) -> None:
        self.both(lambda s: s.__delitem__(place))

    @rule(times=st.integers(-1, 2))
    def repeat(self, times: int) -> None:
        if len(self.theirs) < 40:
            self.ours *= times
            self.theirs *= times

    @invariant()
    def alike(self) -> None:
        assert list(self.ours) == list(self.theirs)
        assert list(reversed(self.ours)) == list(reversed(self.theirs))
        assert repr(self.ours) == "D" + repr(self.theirs)[1:]
        assert self.ours._ring.count(None) == self.ours.capacity - len(self.ours)


class Colliding:
    """A key of which many have the same hash."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return self.number % 3 - 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Colliding) and other.number == self.number

    def __repr__(self) -> str:
        return f"k{self.number}"


KEYS = st.integers(-40, 40) | st.builds(Colliding, st.integers(0, 20))


class MapMachine(RuleBasedStateMachine):
    """A dict, and ours; the order counts where ours keeps it."""

    make: Any = HashMap

    def __init__(self) -> None:
        super().__init__()
        self.ours: Any = self.make()
        self.theirs: dict[Any, Any] = {}

    def both(self, call: Callable[[Any], Any]) -> None:
        assert outcome(lambda: call(self.ours)) == outcome(lambda: call(self.theirs))

    @rule(key=KEYS, value=VALUES)
    def write(self, key: Any, value: int) -> None:
        self.both(lambda m: m.__setitem__(key, value))

    @rule(key=KEYS | st.just([]), value=VALUES)
    def look(self, key: Any, value: int) -> None:
        self.both(lambda m: m[key])
        self.both(lambda m: m.get(key, value))
        self.both(lambda m: key in m)

    @rule(key=KEYS, value=VALUES)
    def default(self, key: Any, value: int) -> None:
        self.both(lambda m: m.setdefault(key, value))

    @rule(key=KEYS)
    def delete(self, key: Any) -> None:
        self.both(lambda m: m.__delitem__(key))

    @rule(key=KEYS, value=VALUES)
    def pop(self, key: Any, value: int) -> None:
        self.both(lambda m: m.pop(key, value))

    @rule(items=st.dictionaries(KEYS, VALUES, max_size=12))
    def update(self, items: dict[Any, Any]) -> None:
        self.both(lambda m: m.update(items))
        assert self.ours | items == self.theirs | items
        assert (items | self.ours) == (items | self.theirs)

    @rule(keep=st.integers(0, 3))
    def delete_most(self, keep: int) -> None:
        for key in list(self.theirs)[keep:]:
            del self.ours[key], self.theirs[key]

    @rule()
    def clear(self) -> None:
        self.both(lambda m: m.clear())

    @rule()
    def take_any(self) -> None:
        if isinstance(self.ours, HashMap):
            self.both(lambda m: m.popitem())
        elif self.theirs:
            key, value = self.ours.popitem()
            assert self.theirs.pop(key) == value

    @invariant()
    def alike(self) -> None:
        assert len(self.ours) == len(self.theirs)
        assert self.ours == self.theirs
        assert self.theirs.items() == self.ours.items()
        if isinstance(self.ours, HashMap):
            assert list(self.ours.items()) == list(self.theirs.items())
            assert list(reversed(self.ours)) == list(reversed(self.theirs))
            assert repr(self.ours) == f"HashMap({self.theirs!r})"
            assert self.ours.load < 1
            assert sum(slot >= 0 for slot in self.ours._table) == len(self.theirs)
            assert sum(slot != -1 for slot in self.ours._table) == self.ours._used
        else:
            assert sum(self.ours.chain_lengths()) == len(self.theirs)


class LinearMapMachine(MapMachine):
    @staticmethod
    def make() -> Any:
        return HashMap(probing="linear", max_load=0.9)


class ChainedMachine(MapMachine):
    make = ChainedHashMap


class CacheMachine(RuleBasedStateMachine):
    """A cache from an OrderedDict, as the standard library's documentation shows one, and ours."""

    @initialize(maxsize=st.none() | st.integers(0, 6))
    def make(self, maxsize: int | None) -> None:
        self.maxsize = maxsize
        self.ours: Any = LRUCache(maxsize)
        self.theirs: OrderedDict[int, int] = OrderedDict()

    @rule(key=st.integers(0, 9), value=VALUES)
    def write(self, key: int, value: int) -> None:
        self.ours[key] = value
        self.theirs[key] = value
        self.theirs.move_to_end(key)
        if self.maxsize is not None and len(self.theirs) > self.maxsize:
            self.theirs.popitem(last=False)

    @rule(key=st.integers(0, 9))
    def read(self, key: int) -> None:
        assert outcome(lambda: self.ours[key]) == outcome(lambda: self.theirs[key])
        with contextlib.suppress(KeyError):
            self.theirs.move_to_end(key)

    @rule(key=st.integers(0, 9))
    def look_only(self, key: int) -> None:
        assert (key in self.ours) == (key in self.theirs)
        assert outcome(lambda: self.ours.peek(key)) == outcome(lambda: self.theirs[key])

    @rule(key=st.integers(0, 9))
    def pop(self, key: int) -> None:
        assert outcome(lambda: self.ours.pop(key)) == outcome(lambda: self.theirs.pop(key))
        assert self.ours.pop(key, None) is None

    @rule()
    def drop(self) -> None:
        expected = outcome(lambda: self.theirs.popitem(last=False))
        assert outcome(lambda: self.ours.popitem()) == expected

    @invariant()
    def alike(self) -> None:
        assert self.ours.items() == list(self.theirs.items())
        assert list(reversed(self.ours)) == list(reversed(self.theirs))


SHORT = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestArray = ArrayMachine.TestCase
TestLinked = LinkedMachine.TestCase
TestDoublyLinked = DoublyLinkedMachine.TestCase
TestDeque = DequeMachine.TestCase
TestHashMap = MapMachine.TestCase
TestLinearHashMap = LinearMapMachine.TestCase
TestChainedHashMap = ChainedMachine.TestCase
TestCache = CacheMachine.TestCase
for _case in (TestArray, TestLinked, TestDoublyLinked, TestDeque,
              TestHashMap, TestLinearHashMap, TestChainedHashMap, TestCache):  # fmt: skip
    _case.settings = SHORT
