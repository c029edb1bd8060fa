"""Every tree and the heap beside the reference, through any series of operations."""

from __future__ import annotations

import heapq
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sortedcontainers import SortedDict
from tests.programming.test_trees import checked

from journey.programming.trees import AVLTree, BinarySearchTree, Heap, Trie

KEYS = st.integers(0, 12)
WORDS = st.text("ab", max_size=4)


class Maps(RuleBasedStateMachine):
    """A SortedDict, and ours in the same state."""

    kind: Any = BinarySearchTree

    def __init__(self) -> None:
        super().__init__()
        self.ours, self.theirs = self.kind(), SortedDict()

    @rule(key=KEYS, value=KEYS)
    def put(self, key: int, value: int) -> None:
        self.ours[key] = self.theirs[key] = value

    @rule(key=KEYS)
    def drop(self, key: int) -> None:
        assert self.ours.pop(key, None) == self.theirs.pop(key, None)

    @rule(key=KEYS, value=KEYS)
    def default(self, key: int, value: int) -> None:
        assert self.ours.setdefault(key, value) == self.theirs.setdefault(key, value)

    @rule(pairs=st.dictionaries(KEYS, KEYS, max_size=5))
    def update(self, pairs: dict[int, int]) -> None:
        self.ours.update(pairs)
        self.theirs.update(pairs)

    @precondition(lambda self: self.theirs)
    @rule(data=st.data())
    def popitem(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(-len(self.theirs), len(self.theirs) - 1))
        assert self.ours.popitem(place) == self.theirs.popitem(place)

    @rule(key=KEYS)
    def look(self, key: int) -> None:
        assert self.ours.get(key) == self.theirs.get(key)
        assert (key in self.ours) == (key in self.theirs)
        assert self.ours.bisect_left(key) == self.theirs.bisect_left(key)
        assert self.ours.bisect_right(key) == self.theirs.bisect_right(key)
        assert self.ours.floor(key) == next(self.theirs.irange(None, key, reverse=True), None)
        assert self.ours.ceiling(key) == next(self.theirs.irange(key), None)

    @rule(low=st.none() | KEYS, high=st.none() | KEYS,
          ends=st.tuples(st.booleans(), st.booleans()), reverse=st.booleans())  # fmt: skip
    def between(self, low: Any, high: Any, ends: Any, reverse: bool) -> None:
        mine = self.ours.irange(low, high, ends, reverse=reverse)
        assert list(mine) == list(self.theirs.irange(low, high, ends, reverse=reverse))

    @rule()
    def copied(self) -> None:
        self.ours = self.ours.copy()

    @invariant()
    def same(self) -> None:
        checked(self.ours)
        assert list(self.ours.items()) == list(self.theirs.items())
        assert list(reversed(self.ours)) == list(reversed(self.theirs))


class AVLMaps(Maps):
    """The same, balanced."""

    kind = AVLTree


class Heaps(RuleBasedStateMachine):
    """A list kept by heapq, and ours; keys come twice and more."""

    @initialize(values=st.lists(KEYS, max_size=8), arity=st.integers(2, 5))
    def start(self, values: list[int], arity: int) -> None:
        self.ours, self.theirs = Heap(values, arity=arity), list(values)
        self.handles: list[Any] = []
        heapq.heapify(self.theirs)

    @rule(value=KEYS)
    def push(self, value: int) -> None:
        self.handles.append(self.ours.push(value, value))
        heapq.heappush(self.theirs, value)

    @precondition(lambda self: self.theirs)
    @rule()
    def pop(self) -> None:
        priority = self.ours.peek_priority()
        self.ours.pop()
        assert priority == heapq.heappop(self.theirs)

    @rule(value=KEYS)
    def pushpop(self, value: int) -> None:
        before = self.ours.peek_priority() if self.theirs else value
        self.ours.pushpop(value)
        assert min(before, value) == heapq.heappushpop(self.theirs, value)

    @precondition(lambda self: self.theirs)
    @rule(value=KEYS)
    def replace(self, value: int) -> None:
        before = self.ours.peek_priority()
        self.ours.replace(value)
        assert before == heapq.heapreplace(self.theirs, value)

    @rule(data=st.data(), new=KEYS)
    def move(self, data: st.DataObject, new: int) -> None:
        alive = [handle for handle in self.handles if handle.in_heap]
        if alive:
            handle = data.draw(st.sampled_from(range(len(alive))).map(alive.__getitem__))
            self.theirs.remove(handle.priority)
            self.theirs.append(new)
            heapq.heapify(self.theirs)
            self.ours.change_priority(handle, new)

    @rule(data=st.data())
    def take_out(self, data: st.DataObject) -> None:
        alive = [handle for handle in self.handles if handle.in_heap]
        if alive:
            handle = data.draw(st.sampled_from(range(len(alive))).map(alive.__getitem__))
            self.theirs.remove(handle.priority)
            heapq.heapify(self.theirs)
            self.ours.remove(handle)

    @invariant()
    def same(self) -> None:
        entries = self.ours._entries
        assert sorted(entry.priority for entry in entries) == sorted(self.theirs)
        for place, entry in enumerate(entries):
            assert entry._place == place
            assert (
                entries[(place - 1) // self.ours.arity if place else 0].priority <= entry.priority
            )


class Tries(RuleBasedStateMachine):
    """A dict of words, and a trie."""

    def __init__(self) -> None:
        super().__init__()
        self.ours: Trie[int] = Trie()
        self.theirs: dict[str, int] = {}

    @rule(word=WORDS, value=KEYS)
    def put(self, word: str, value: int) -> None:
        self.ours[word] = self.theirs[word] = value

    @rule(word=WORDS)
    def drop(self, word: str) -> None:
        assert self.ours.pop(word, None) == self.theirs.pop(word, None)

    @rule(prefix=WORDS)
    def below(self, prefix: str) -> None:
        expected = sorted(word for word in self.theirs if word.startswith(prefix))
        assert list(self.ours.with_prefix(prefix)) == expected
        assert self.ours.count_prefix(prefix) == len(expected)

    @rule(text=st.text("ab", max_size=6))
    def longest(self, text: str) -> None:
        begins = [word for word in self.theirs if text.startswith(word)]
        assert self.ours.longest_prefix(text) == max(begins, key=len, default=None)

    @invariant()
    def same(self) -> None:
        assert list(self.ours.items()) == sorted(self.theirs.items())
        assert self.ours == self.theirs
        prefixes = {word[:end] for word in self.theirs for end in range(len(word) + 1)}
        assert self.ours.nodes == len(prefixes | {""})


TestMaps = Maps.TestCase
TestAVLMaps = AVLMaps.TestCase
TestHeaps = Heaps.TestCase
TestTries = Tries.TestCase
for _case in (TestMaps, TestAVLMaps, TestHeaps, TestTries):
    _case.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
del _case
