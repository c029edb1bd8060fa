"""memoize, retry and Timer: held against functools, against closed forms, and against bad use."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import random
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming.decorators import Memoized, Timer, memoize, retry

# ---------------------------------------------------------------- memoize

VALUES = st.sampled_from([0, 1, 2, 3, 1.0, True, "a", (1,), None, frozenset({2})])
CALLS = st.lists(
    st.tuples(st.lists(VALUES, max_size=2), st.dictionaries(st.sampled_from("xy"), VALUES)),
    max_size=60,
)


def replay(cache: Any, calls: list[tuple[list[Any], dict[str, Any]]], maxsize: Any, typed: bool):
    """Return what a cached function returns, how often it computed, and its counters."""
    computed = 0

    @cache(maxsize=maxsize, typed=typed)
    def function(*args: Any, **kwargs: Any) -> Any:
        nonlocal computed
        computed += 1
        if "a" in args:
            raise KeyError(args)
        return computed, args, tuple(kwargs.items())

    seen: list[Any] = []
    for args, kwargs in calls:
        try:
            seen.append(function(*args, **kwargs))
        except KeyError:
            seen.append("KeyError")
        seen.append(tuple(function.cache_info()))
    return seen, computed, function.cache_parameters()


@given(CALLS, st.sampled_from([None, -1, 0, 1, 2, 3, 5]), st.booleans())
def test_memoize_is_lru_cache_call_by_call(calls: Any, maxsize: Any, typed: bool) -> None:
    ours = replay(memoize, calls, maxsize, typed)
    assert repr(ours) == repr(replay(functools.lru_cache, calls, maxsize, typed))


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("shape", ["alone", "with another", "by name"])
def test_equal_arguments_of_other_types_are_kept_apart_where_lru_cache_does(
    shape: str, typed: bool
) -> None:
    values = [3, 3.0, "3", True, 1, 1.0, complex(1), np.float64(3), 3, "3", None, None]
    calls: list[Any] = [
        ([value], {}) if shape == "alone" else ([value, 0], {}) if shape == "with another"
        else ([], {"x": value}) for value in values
    ]  # fmt: skip
    ours = replay(memoize, calls, None, typed)
    assert repr(ours) == repr(replay(functools.lru_cache, calls, None, typed))


@pytest.mark.parametrize("seed", range(3))
def test_memoize_hits_and_misses_of_long_runs(parity: Callable[..., None], seed: int) -> None:
    rng = random.Random(seed)
    for maxsize in (1, 16, 100, None):
        mine, theirs = memoize(maxsize)(abs), functools.lru_cache(maxsize)(abs)
        for _ in range(5_000):
            value = min(int(rng.expovariate(0.02)), 400)
            assert mine(value) == theirs(value)
        pairs = zip(mine.cache_info(), theirs.cache_info(), strict=True)
        parity(
            "journey.programming.decorators.memoize", reference="functools.lru_cache",
            difference=sum(a != b for a, b in pairs), tolerance=0, of=4,
            what=f"hits, misses and sizes after 5,000 calls, maxsize {maxsize}",
        )  # fmt: skip


def test_memoize_makes_an_exponential_recursion_linear() -> None:
    calls = 0

    @memoize(maxsize=None)
    def fibonacci(n: int) -> int:
        nonlocal calls
        calls += 1
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    assert fibonacci(90) == 2880067194370816120
    assert calls == 91
    assert fibonacci.cache_info()[:2] == (88, 91)


def test_memoize_without_brackets_keeps_what_the_function_is_called() -> None:
    @memoize
    def area(width: float, height: float = 1.0) -> float:
        """Return width times height."""
        return width * height

    assert isinstance(area, Memoized)
    assert (area.__name__, area.__doc__) == ("area", "Return width times height.")
    assert str(inspect.signature(area)) == "(width: 'float', height: 'float' = 1.0) -> 'float'"
    assert area.__wrapped__(2, 3) == 6
    assert area.cache_parameters() == {"maxsize": 128, "typed": False}


def test_the_order_of_keywords_and_their_names_count_as_in_lru_cache() -> None:
    for cache in (memoize, functools.lru_cache):
        function = cache(maxsize=None)(lambda **named: list(named))
        assert function(a=1, b=2) == ["a", "b"]
        assert function(b=2, a=1) == ["b", "a"]
        assert function.cache_info().misses == 2


def test_memoize_on_a_method_knows_its_instance_and_keeps_it_alive() -> None:
    class Circle:
        def __init__(self, radius: float) -> None:
            self.radius = radius

        @memoize(maxsize=None)
        def area(self) -> float:
            return 3 * self.radius**2

    one, two = Circle(1), Circle(2)
    assert (one.area(), two.area(), one.area()) == (3, 12, 3)
    assert Circle.area.cache_info() == (1, 2, None, 2)
    alive = weakref.ref(one)
    del one
    gc.collect()
    assert alive() is not None, "the docstring says so"
    Circle.area.cache_clear()
    gc.collect()
    assert alive() is None
    assert Circle.area.cache_info() == (0, 0, None, 0)


def test_memoize_in_threads_counts_every_call() -> None:
    @memoize(maxsize=8)
    def double(n: int) -> int:
        return 2 * n

    def work(seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(500):
            n = rng.randrange(20)
            assert double(n) == 2 * n

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    info = double.cache_info()
    assert info.hits + info.misses == 4_000
    assert info.currsize == 8


def test_memoize_bad_input() -> None:
    with pytest.raises(TypeError, match="maxsize: expected a whole number or None, got 'big'"):
        memoize(maxsize="big")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="unhashable"):
        memoize(len)([1, 2])


# ---------------------------------------------------------------- retry


def run_async(function: Callable[[], Any]) -> Any:
    """Run a coroutine function in a thread of its own: this one may have a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(function())).result()


class Flaky:
    """Fails a number of times, then answers."""

    def __init__(self, failures: int, error: type[BaseException] = ConnectionError) -> None:
        self.failures, self.error, self.calls = failures, error, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise self.error(f"call {self.calls}")
        return "answer"


def attempt(flaky: Flaky, **settings: Any) -> tuple[Any, list[float]]:
    waits: list[float] = []

    @retry(sleep=waits.append, **settings)
    def call() -> str:
        return flaky()

    return call, waits


def test_waits_grow_geometrically_up_to_the_longest() -> None:
    call, waits = attempt(Flaky(6), attempts=7, delay=0.5, backoff=3, max_delay=10)
    assert call() == "answer"
    assert waits == [0.5, 1.5, 4.5, 10, 10, 10]


@given(st.integers(0, 6), st.integers(1, 6))
def test_as_many_calls_as_needed_and_no_more_than_allowed(failures: int, attempts: int) -> None:
    flaky = Flaky(failures)
    call, waits = attempt(flaky, attempts=attempts)
    if failures < attempts:
        assert call() == "answer"
    else:
        with pytest.raises(ConnectionError, match=f"call {attempts}") as caught:
            call()
        notes = getattr(caught.value, "__notes__", [])
        assert notes == ([f"gave up after {attempts} attempts"] if attempts > 1 else [])
    assert flaky.calls == min(failures + 1, attempts)
    assert len(waits) == flaky.calls - 1


@given(st.floats(0, 1), st.integers(0, 1000))
def test_jitter_takes_off_at_most_its_share(jitter: float, seed: int) -> None:
    runs = []
    for _ in range(2):
        call, waits = attempt(
            Flaky(4), attempts=5, delay=1, backoff=2, jitter=jitter, rng=random.Random(seed)
        )
        call()
        runs.append(waits)
    assert runs[0] == runs[1], "the same seed waits the same"
    for wait, full in zip(runs[0], [1, 2, 4, 8], strict=True):
        assert full * (1 - jitter) <= wait <= full


@pytest.mark.parametrize("error", [KeyboardInterrupt, asyncio.CancelledError, ValueError])
def test_what_is_not_named_passes_at_once(error: type[BaseException]) -> None:
    flaky = Flaky(1, error)
    call, waits = attempt(flaky, on=(ConnectionError, TimeoutError))
    with pytest.raises(error):
        call()
    assert (flaky.calls, waits) == (1, [])


def test_the_last_error_hangs_on_no_earlier_one() -> None:
    call, _ = attempt(Flaky(3), attempts=3)
    with pytest.raises(ConnectionError) as caught:
        call()
    assert caught.value.__context__ is None


def test_thousands_of_attempts_wait_no_longer_than_the_longest() -> None:
    call, waits = attempt(Flaky(1999), attempts=2000, delay=1e-3, max_delay=5)
    assert call() == "answer"
    assert max(waits) == 5


def test_a_coroutine_is_awaited_each_time_and_others_run_meanwhile() -> None:
    order: list[str] = []

    @retry(3, delay=0)
    async def fetch() -> str:
        order.append("fetch")
        if order.count("fetch") < 3:
            raise ConnectionError
        return "answer"

    async def other() -> None:
        for _ in range(3):
            order.append("other")
            await asyncio.sleep(0)

    async def both() -> list[Any]:
        return await asyncio.gather(fetch(), other())

    assert run_async(both)[0] == "answer"
    assert order[:4] == ["fetch", "other", "fetch", "other"]
    assert inspect.iscoroutinefunction(fetch)


def test_a_coroutine_that_keeps_failing() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    @retry(2, delay=1, sleep=sleep)
    async def fetch() -> None:
        raise TimeoutError("still")

    with pytest.raises(TimeoutError, match="still"):
        run_async(fetch)
    assert waits == [1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"attempts": 0}, "attempts: expected at least 1, got 0"),
        ({"delay": -1}, "delay, max_delay: expected no negative time, got -1, 60.0"),
        ({"backoff": 0.5}, "backoff: expected at least 1, got 0.5"),
        ({"jitter": 2}, "jitter: expected a share between 0 and 1, got 2"),
    ],
)
def test_retry_bad_input(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        retry(**settings)


# ---------------------------------------------------------------- Timer


class Clock:
    """Goes on when it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 100), max_size=10))
def test_blocks_add_up(lengths: list[float]) -> None:
    clock = Clock()
    timer = Timer(clock)
    for length in lengths:
        with timer:
            clock.now += length
        clock.now += 7
    assert timer.total == pytest.approx(sum(lengths), abs=1e-9)
    assert timer.count == len(lengths)


def test_a_recursion_is_counted_once_and_an_error_stops_the_clock() -> None:
    clock = Clock()
    timer = Timer(clock)

    @timer
    def down(n: int) -> None:
        """Go down."""
        clock.now += 1
        if n == 0:
            raise LookupError
        down(n - 1)

    with pytest.raises(LookupError):
        down(4)
    assert (timer.total, timer.count) == (5, 1)
    assert (down.__name__, down.__doc__) == ("down", "Go down.")


def test_the_real_clock_does_not_go_back() -> None:
    timer = Timer()
    with timer:
        pass
    assert timer.total >= 0
