"""Counters: exact against closed forms, and they leave the interpreter as it was."""

from __future__ import annotations

import gc
import random
import sys
import tracemalloc
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming import searching, sorting
from journey.programming.complexity import (
    OperationCounter,
    amortized_cost,
    count_calls,
    count_comparisons,
    count_steps,
    fit_growth,
    measure,
    peak_bytes,
    seconds,
    stack_depth,
)
from journey.programming.linear import DynamicArray


def bubble_sort(values: list[Any]) -> None:
    for end in range(len(values) - 1, 0, -1):
        for i in range(end):
            if values[i + 1] < values[i]:
                values[i], values[i + 1] = values[i + 1], values[i]


def hanoi(n: int) -> None:
    if n:
        hanoi(n - 1)
        hanoi(n - 1)


def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def nested(n: int) -> int:
    total = 0
    for i in range(n):
        for j in range(n):
            total += i * j
    return total


@pytest.mark.parametrize("n", [1, 2, 3, 8, 33])
def test_quadratic_sorts_compare_every_pair_at_worst(n: int, parity: Callable[..., None]) -> None:
    pairs = n * (n - 1) // 2
    worst = list(range(n, 0, -1))
    wrong = sum(
        count_comparisons(sort, values) != expected
        for sort, values, expected in (
            (bubble_sort, worst, pairs),
            (bubble_sort, sorted(worst), pairs),
            (sorting.insertion_sort, worst, pairs),
            (sorting.insertion_sort, sorted(worst), n - 1),
        )
    )
    parity(
        "journey.programming.complexity.count_comparisons",
        reference="n(n - 1)/2 and n - 1",
        what="wrong counts for bubble and insertion sort",
        difference=wrong,
        tolerance=0,
        of=4,
    )


def _worst_for_merging(values: list[int]) -> list[int]:
    """Return the order in which each merge has to ask until one value is left."""
    if len(values) < 2:
        return values
    return _worst_for_merging(values[::2]) + _worst_for_merging(values[1::2])


@pytest.mark.parametrize("k", range(8))
def test_merge_sort_needs_what_the_recurrence_says(k: int) -> None:
    n = 2**k
    order = _worst_for_merging(list(range(n)))
    assert count_comparisons(sorting.merge_sort, order) == n * k - n + 1


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8, 100, 1000])
def test_binary_search_needs_the_bits_of_n(n: int) -> None:
    values = list(range(n))
    asked = [count_comparisons(searching.bisect_left, values, target) for target in range(n + 1)]
    assert max(asked) == n.bit_length()


def test_every_operator_counts_and_computes() -> None:
    counter = OperationCounter()
    x, y = counter(7), counter(2)
    got = [x + y, x - y, x * y, x / y, x // y, x % y, 10 + y, 10 - y, 3 * y, 1 / y, 9 // y, 9 % y]
    assert [g.value for g in got] == [9, 5, 14, 3.5, 3, 1, 12, 8, 6, 0.5, 4, 1]
    assert counter.arithmetic == 12
    asked = [x < y, x <= y, x > y, x >= y, x == y, x != y, x > 3, x < 3]
    assert asked == [False, False, True, True, False, True, True, False]
    assert counter.comparisons == 8
    assert counter.counts == {
        "+": 2, "-": 2, "*": 2, "/": 2, "//": 2, "%": 2,
        "<": 2, "<=": 1, ">": 2, ">=": 1, "==": 1, "!=": 1,
    }  # fmt: skip
    assert repr(x) == "Counted(7)"


def test_a_counted_value_cannot_be_a_key() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(OperationCounter()(1))


def test_matrix_multiplication_multiplies_n_cubed_times() -> None:
    for n in (1, 2, 5):
        counter = OperationCounter()
        a = [[counter(i + j) for j in range(n)] for i in range(n)]
        [[sum(a[i][k] * a[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
        assert counter.counts["*"] == n**3
        assert counter.counts["+"] == n**3  # sum starts from 0


@given(st.lists(st.integers(-5, 5), max_size=30))
def test_counting_changes_neither_the_answer_nor_the_input(values: list[int]) -> None:
    before = list(values)
    seen = []
    count_comparisons(lambda v: seen.extend(sorting.merge_sort(v)), values)
    assert values == before
    assert [s.value for s in seen] == sorted(values)


def test_texts_tuples_and_other_arguments() -> None:
    assert count_comparisons(lambda a, b: a == b, "x", "y") == 1
    assert count_comparisons(max, (1, 2, 3)) == 2
    assert count_comparisons(lambda d: d[1] < d[2], {1: 2, 2: 3}) == 0  # a dict is left alone


@pytest.mark.parametrize("n", range(9))
def test_recursion_in_closed_form(n: int) -> None:
    assert count_calls(hanoi, n) == 2 ** (n + 1) - 1
    assert stack_depth(hanoi, n) == n + 1
    a, b = 0, 1
    for _ in range(n + 1):
        a, b = b, a + b
    assert count_calls(fibonacci, n) == 2 * a - 1
    assert stack_depth(fibonacci, n) == max(n, 1)


def test_steps_of_nested_loops_are_a_parabola() -> None:
    counts = [count_steps(nested, n) for n in range(2, 12)]
    first = [b - a for a, b in pairwise(counts)]
    second = {b - a for a, b in pairwise(first)}
    assert second == {4}  # head and body of the inner loop, n * n times each
    sizes = [16, 32, 64, 128, 256]
    steps = measure(nested, int, sizes, cost=count_steps, repeats=1)
    assert fit_growth(sizes, steps).growth == "n^2"
    assert fit_growth(sizes, steps).fits["n^2"].coefficient == pytest.approx(2, rel=0.05)


def test_the_garbage_collector_is_not_counted() -> None:
    called = []

    def callback(phase: str, info: dict[str, int]) -> None:
        called.append(phase)

    def allocate() -> None:
        kept: list[list[int]] = []
        for _ in range(5_000):
            kept.append([])

    alone = count_steps(allocate)
    gc.callbacks.append(callback)
    try:
        assert count_steps(allocate) == alone
        assert gc.isenabled()
        gc.collect()
    finally:
        gc.callbacks.remove(callback)
    assert called == ["start", "stop"]


def test_work_in_c_is_one_line() -> None:
    def total(n: int) -> int:
        return sum(range(n))

    assert count_steps(total, 10) == count_steps(total, 10_000)
    assert count_calls(sum, [1, 2]) == 0


@pytest.mark.parametrize("cost", [count_calls, count_steps, stack_depth])
def test_the_tracer_that_was_there_comes_back(cost: Callable[..., int]) -> None:
    def mine(*_: Any) -> None:
        return None

    def fails() -> None:
        raise KeyError("lost")

    before = sys.gettrace()
    sys.settrace(mine)
    try:
        cost(hanoi, 2)
        assert sys.gettrace() is mine
        with pytest.raises(KeyError, match="lost"):
            cost(fails)
        assert sys.gettrace() is mine
    finally:
        sys.settrace(before)


def test_memory_of_lists_grows_linearly_and_of_a_running_sum_not_at_all() -> None:
    def build(n: int) -> list[int]:
        return [0] * n

    def running(n: int) -> int:
        total = 0
        for i in range(n):
            total += i & 1
        return total

    sizes = [2**k for k in range(10, 17)]
    assert fit_growth(sizes, measure(build, int, sizes, cost=peak_bytes)).growth == "n"
    flat = measure(running, int, sizes, cost=peak_bytes)
    assert max(flat) < 2_000
    assert not tracemalloc.is_tracing()


def test_tracing_of_memory_that_was_on_stays_on() -> None:
    tracemalloc.start()
    try:
        assert peak_bytes(bytearray, 100_000) > 99_000
        assert tracemalloc.is_tracing()
    finally:
        tracemalloc.stop()


def test_amortised_and_worst_cost_of_appending() -> None:
    worst, mean = [], []
    sizes = [2**k + 1 for k in range(5, 12)]
    for n in sizes:
        array: DynamicArray[int] = DynamicArray()

        def moved(append: Callable[[], object], array: DynamicArray[int] = array) -> int:
            before = array.moves
            append()
            return array.moves - before + 1

        found = amortized_cost([partial(array.append, 0)] * n, cost=moved)
        assert found.total == n + array.moves
        worst.append(found.worst)
        mean.append(found.mean)
    assert fit_growth(sizes, worst).growth == "n"
    assert max(mean) < 3
    with pytest.raises(ValueError, match="operations must hold at least one: got none"):
        amortized_cost([], cost=count_steps)


def test_measuring_goes_round_the_sizes_and_keeps_the_median() -> None:
    asked: list[int] = []
    made = iter([5.0, 50.0, 1.0, 10.0, 3.0, 3000.0])

    def cost(function: Callable[..., object], *args: Any) -> float:
        function(*args)
        return next(made)

    assert measure(asked.append, int, iter([1, 2]), cost=cost, repeats=3) == [3.0, 50.0]
    assert asked == [1, 2, 1, 2, 1, 2]
    assert measure(pow, lambda n: (n, 2), [3], cost=count_calls, repeats=1) == [0]
    with pytest.raises(ValueError, match="repeats must be at least 1: got 0"):
        measure(sorted, list, [], repeats=0)


def test_each_call_gets_a_fresh_input() -> None:
    rng = random.Random(0)

    def shuffled(n: int) -> list[int]:
        return rng.sample(range(n), n)

    taken = measure(bubble_sort, shuffled, [8, 16], cost=count_comparisons, repeats=3)
    assert taken == [28, 120]


def test_seconds_leave_the_collector_as_it_was() -> None:
    state: list[bool] = []

    def fails() -> None:
        state.append(gc.isenabled())
        raise KeyError("lost")

    assert gc.isenabled()
    with pytest.raises(KeyError, match="lost"):
        seconds(fails)
    assert state == [False]
    assert gc.isenabled()
    assert seconds(sorted, [2, 1]) > 0
