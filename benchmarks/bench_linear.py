"""Linear structures against Python's own, which run in C: honest ratios, and large."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from benchmarks.harness import Pair, case
from journey.programming import linear

BASE = "journey.programming.linear"
N = 10_000


def _pair(work: Callable[[Any], Any], ours: Any, theirs: Any) -> Pair:
    assert work(ours) == work(theirs)
    return lambda: work(ours), lambda: work(theirs)


def _push_and_pop(kind: Any) -> int:
    values, total = kind(), 0
    for value in range(N):
        values.append(value)
    for _ in range(N):
        total += values.pop()
    return total


def _through_the_line(kind: Any) -> int:
    values, total = kind(), 0
    for value in range(N):
        values.append(value)
        if value % 2:
            total += values.popleft()
    return total


def _write_and_read(kind: Any) -> int:
    table = kind()
    for value in range(N):
        table[value * 7919] = value
    return sum(table[value * 7919] for value in range(N))


@case(f"{BASE}.DynamicArray", reference="list", label="append and pop, 10,000 values")
def dynamic_array() -> Pair:
    return _pair(_push_and_pop, linear.DynamicArray, list)


@case(f"{BASE}.DoublyLinkedList", reference="list", label="append and pop, 10,000 values")
def doubly_linked_list() -> Pair:
    return _pair(_push_and_pop, linear.DoublyLinkedList, list)


@case(f"{BASE}.Deque", reference="collections.deque", label="a queue of 10,000 values")
def ring_buffer() -> Pair:
    return _pair(_through_the_line, linear.Deque, deque)


@case(f"{BASE}.HashMap", reference="dict", label="write and read 10,000 keys")
def hash_map() -> Pair:
    return _pair(_write_and_read, linear.HashMap, dict)


@case(f"{BASE}.ChainedHashMap", reference="dict", label="write and read 10,000 keys")
def chained_hash_map() -> Pair:
    return _pair(_write_and_read, linear.ChainedHashMap, dict)
