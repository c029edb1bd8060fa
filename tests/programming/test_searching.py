"""Searching against ``bisect``, selection against ``sorted``, bounds on comparisons, bad input."""

from __future__ import annotations

import bisect
import math
import random
import statistics
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming import searching
from journey.programming.sorting import Comparisons

SORTED = st.lists(st.integers(-50, 50), max_size=60).map(sorted)
SEARCHES = ["binary_search", "exponential_search", "interpolation_search"]
BASE = "journey.programming.searching"


def _lists() -> list[list[int]]:
    rng = random.Random(0)
    return [
        sorted(rng.randrange(span) for _ in range(size))
        for size in (0, 1, 2, 3, 10, 100, 1000)
        for span in (1, 5, 1000, 10**9)
    ]


@pytest.mark.parametrize("name", ["bisect_left", "bisect_right"])
def test_bisection_equals_the_library(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(searching, name), getattr(bisect, name)
    wrong = 0
    for values in _lists():
        for target in [*values[:50], -1, 2, 3.5, 10**10]:
            wrong += ours(values, target) != theirs(values, target)
            high = min(7, len(values))
            wrong += ours(values, target, 1, high) != theirs(values, target, 1, high)
    parity(f"{BASE}.{name}", reference=f"bisect.{name}", what="places, 28 lists",
           difference=wrong, tolerance=0)  # fmt: skip


@given(values=SORTED, target=st.integers(-60, 60))
def test_bisection_with_key(values: list[int], target: int) -> None:
    words = [(-value, value) for value in reversed(values)]

    def key(pair: tuple[int, int]) -> int:
        return pair[0]

    for name in ("bisect_left", "bisect_right"):
        expected = getattr(bisect, name)(words, target, key=key)
        assert getattr(searching, name)(words, target, key=key) == expected


@pytest.mark.parametrize("name", SEARCHES)
def test_searches_find_the_first_occurrence(name: str, parity: Callable[..., None]) -> None:
    wrong = 0
    for values in _lists():
        for target in [*values[:50], *values[-50:], -1, 2, 10**10]:
            expected = values.index(target) if target in values else None
            wrong += getattr(searching, name)(values, target) != expected
    parity(f"{BASE}.{name}", reference="list.index", what="places, 28 lists",
           difference=wrong, tolerance=0)  # fmt: skip


@pytest.mark.parametrize("name", SEARCHES)
@given(values=SORTED, target=st.integers(-60, 60))
def test_searches_on_any_sorted_list(name: str, values: list[int], target: int) -> None:
    expected = values.index(target) if target in values else None
    assert getattr(searching, name)(values, target) == expected


@given(values=SORTED, target=st.integers(-60, 60))
def test_occurrences(values: list[int], target: int) -> None:
    places = searching.occurrences(values, target)
    assert [values[i] for i in places] == [target] * values.count(target)


def test_occurrences_equal_the_library(parity: Callable[..., None]) -> None:
    wrong = sum(
        searching.occurrences(values, target)
        != range(bisect.bisect_left(values, target), bisect.bisect_right(values, target))
        for values in _lists()
        for target in [*values[:50], -1]
    )
    parity(f"{BASE}.occurrences", reference="bisect", what="ranges, 28 lists",
           difference=wrong, tolerance=0)  # fmt: skip


@given(values=st.sets(st.integers(-50, 50)).map(sorted), turn=st.integers(0, 60))
def test_rotated_search(values: list[int], turn: int) -> None:
    turn %= len(values) or 1
    rotated = values[turn:] + values[:turn]
    for target in range(-52, 53):
        expected = rotated.index(target) if target in rotated else None
        assert searching.rotated_search(rotated, target) == expected


def test_rotated_search_equals_index(parity: Callable[..., None]) -> None:
    values = list(range(0, 200, 2))
    wrong = 0
    for turn in range(100):
        rotated = values[turn:] + values[:turn]
        wrong += sum(searching.rotated_search(rotated, v) != rotated.index(v) for v in values)
    parity(f"{BASE}.rotated_search", reference="list.index", what="places, 100 rotations",
           difference=wrong, tolerance=0)  # fmt: skip


def test_binary_search_needs_a_logarithm_of_comparisons() -> None:
    for size in (1, 2, 3, 7, 8, 9, 1000, 4096):
        for target in (-1, 0, size // 2, size - 1, size):
            counter = Comparisons()
            searching.binary_search([counter(v) for v in range(size)], counter(target))
            assert counter.count <= math.floor(math.log2(size)) + 2


def test_exponential_search_is_cheap_near_the_front() -> None:
    counter = Comparisons()
    values = [counter(v) for v in range(100_000)]
    searching.exponential_search(values, counter(5))
    assert counter.count <= 2 * math.log2(5) + 5


class _Watched(list[float]):
    """A list that counts how often it is read."""

    reads = 0

    def __getitem__(self, index: Any) -> Any:
        self.reads += 1
        return super().__getitem__(index)


def test_interpolation_search_is_quick_on_even_values_and_safe_on_skewed_ones() -> None:
    even = _Watched(range(0, 1_000_000, 10))
    searching.interpolation_search(even, 765_430)
    assert even.reads < math.log2(len(even))
    skewed = _Watched(2.0**i for i in range(1000))
    assert searching.interpolation_search(skewed, 2.0**500) == 500
    assert skewed.reads < 8 * math.log2(1000)


@given(number=st.integers(0, 10**60))
def test_integer_sqrt(number: int) -> None:
    assert searching.integer_sqrt(number) == math.isqrt(number)


def test_integer_sqrt_equals_the_library(parity: Callable[..., None]) -> None:
    numbers = [*range(1000), *(10**k + d for k in range(3, 60) for d in (-1, 0, 1))]
    wrong = sum(searching.integer_sqrt(n) != math.isqrt(n) for n in numbers)
    parity(f"{BASE}.integer_sqrt", reference="math.isqrt", what="roots up to 10^59",
           difference=wrong, tolerance=0)  # fmt: skip


@given(low=st.integers(-100, 100), size=st.integers(0, 100), step=st.integers(-10, 110))
def test_first_true(low: int, size: int, step: int) -> None:
    border = low + step
    found = searching.first_true(lambda n: n >= border, low, low + size)
    assert found == min(max(border, low), low + size)


def test_first_true_equals_bisect(parity: Callable[..., None]) -> None:
    wrong = sum(
        searching.first_true(lambda n, t=target: n * n >= t, 0, 1000)
        != bisect.bisect_left(range(1000), target, key=lambda n: n * n)
        for target in range(0, 999_000, 997)
    )
    parity(f"{BASE}.first_true", reference="bisect.bisect_left", what="borders, 1,002 targets",
           difference=wrong, tolerance=0)  # fmt: skip


SELECTION_INPUTS = {
    "shuffled": random.Random(1).sample(range(300), 300),
    "sorted": list(range(300)),
    "reversed": list(range(300, 0, -1)),
    "equal": [4] * 300,
    "few values": [i % 3 for i in range(300)],
    "one": [5],
}


def test_quickselect_equals_sorted(parity: Callable[..., None]) -> None:
    wrong = sum(
        searching.quickselect(values, k, seed=seed) != sorted(values)[k]
        for values in SELECTION_INPUTS.values()
        for k in range(0, len(values), 7)
        for seed in (0, 1)
    )
    parity(f"{BASE}.quickselect", reference="sorted(values)[k]", what="values, 6 kinds of input",
           difference=wrong, tolerance=0)  # fmt: skip


@given(values=st.lists(st.integers(), min_size=1, max_size=80), data=st.data())
def test_quickselect_on_any_list(values: list[int], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(values) - 1))
    before = list(values)
    assert searching.quickselect(values, k) == sorted(values)[k]
    assert values == before


def test_quickselect_stays_linear_when_every_random_pivot_is_bad(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unlucky(random.Random):
        def randrange(self, *args: Any) -> int:
            return 0

    monkeypatch.setattr(searching.random, "Random", Unlucky)
    size = 4000
    counter = Comparisons()
    values = [counter(v) for v in range(size)]
    assert searching.quickselect(values, size - 1).value == size - 1
    assert counter.count < 60 * size, "quadratic would be eight million"


def test_median_equals_statistics(parity: Callable[..., None]) -> None:
    rng = random.Random(2)
    lists = [[rng.gauss(0, 1) for _ in range(size)] for size in range(1, 120)]
    worst = max(abs(searching.median(v) - statistics.median(v)) for v in lists)
    parity(f"{BASE}.median", reference="statistics.median", what="119 lists of normal numbers",
           difference=worst, tolerance=0)  # fmt: skip


@given(values=st.lists(st.integers(-100, 100), min_size=1, max_size=50))
def test_median_with_ties(values: list[int]) -> None:
    assert searching.median(values) == statistics.median(values)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: searching.first_true(bool, 2, 1), ValueError, "low: expected at most high"),
        (lambda: searching.bisect_left([1], 1, -1), ValueError, "lo: expected at least 0"),
        (lambda: searching.bisect_right([1], 1, -1), ValueError, "lo: expected at least 0"),
        (lambda: searching.integer_sqrt(-1), ValueError, "expected zero or more, got -1"),
        (lambda: searching.quickselect([], 0), IndexError, "k: expected 0 to -1, got 0"),
        (lambda: searching.quickselect([1], 1), IndexError, "k: expected 0 to 0, got 1"),
        (lambda: searching.quickselect([1], -1), IndexError, "got -1"),
        (lambda: searching.median([]), ValueError, "expected at least one, got none"),
        (lambda: searching.binary_search([1, 2], "a"), TypeError, "not supported between"),
    ],
)
def test_bad_input(call: Callable[[], Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        call()
