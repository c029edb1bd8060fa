"""Sorting and searching against the built-in ones, which run in C: honest ratios, and large."""

from __future__ import annotations

import bisect
import random

from benchmarks.harness import Pair, case
from journey.programming import searching, sorting

BASE = "journey.programming"


def _shuffled(size: int) -> list[int]:
    return random.Random(0).sample(range(size), size)


def _register_sort(name: str, size: int, kind: str) -> None:
    values = _shuffled(size) if kind == "shuffled" else list(range(size))

    @case(f"{BASE}.sorting.{name}", reference="sorted", label=f"{size:,} numbers, {kind}")
    def prepare() -> Pair:
        sort = getattr(sorting, name)
        assert sort(values) == sorted(values)
        return lambda: sort(values), lambda: sorted(values)


for _name in ("merge_sort", "quick_sort", "heap_sort", "tim_sort", "radix_sort", "counting_sort"):
    for _size in (1_000, 10_000, 100_000):
        _register_sort(_name, _size, "shuffled")
_register_sort("tim_sort", 100_000, "sorted")
for _size in (100, 1_000):
    _register_sort("insertion_sort", _size, "shuffled")
_register_sort("insertion_sort", 1_000, "sorted")


@case(f"{BASE}.searching.bisect_left", reference="bisect.bisect_left", label="1,000,000 numbers")
def bisect_left() -> Pair:
    values = list(range(1_000_000))
    targets = _shuffled(1_000)

    def ours() -> int:
        return sum(searching.bisect_left(values, 999 * target) for target in targets)

    def theirs() -> int:
        return sum(bisect.bisect_left(values, 999 * target) for target in targets)

    assert ours() == theirs()
    return ours, theirs


@case(
    f"{BASE}.searching.quickselect",
    reference="sorted(values)[k]",
    label="the median of 100,000 numbers",
)
def quickselect() -> Pair:
    values = _shuffled(100_000)
    assert searching.quickselect(values, 50_000) == 50_000
    return lambda: searching.quickselect(values, 50_000), lambda: sorted(values)[50_000]
