"""The event loop by itself: order, time, cancellation, errors, and what it says of bad use."""

from __future__ import annotations

import asyncio
import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming.eventloop import (
    CancelledError,
    DeadlockError,
    Event,
    EventLoop,
    Future,
    InvalidStateError,
    Lock,
    Queue,
    QueueEmpty,
    QueueFull,
    RealClock,
    Semaphore,
    TaskGroup,
    VirtualClock,
    bounded_gather,
    create_task,
    current_task,
    gather,
    get_running_loop,
    interleave,
    run,
    run_asyncio,
    sleep,
    timeout,
    wait_for,
)

DELAYS = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


# ---------------------------------------------------------------- the loop and its clock


def test_await_is_send_and_yield() -> None:
    loop = EventLoop()
    future: Future[int] = loop.create_future()

    async def inner() -> int:
        return await future + 1

    async def outer() -> int:
        return 2 * await inner()

    coro = outer()
    assert coro.send(None) is future  # through both coroutines, to whoever drives them
    future.set_result(20)
    with pytest.raises(StopIteration) as stop:
        coro.send(None)
    assert stop.value.value == 42


@given(st.lists(st.integers(0, 5), max_size=40))
def test_timers_come_in_order_of_time_and_equal_times_in_order_of_call(delays: list[int]) -> None:
    loop = EventLoop()
    seen: list[int] = []
    for place, delay in enumerate(delays):
        loop.call_later(delay, seen.append, place)
    loop.run_until_complete(sleep(6))
    assert seen == sorted(range(len(delays)), key=lambda place: delays[place])
    assert loop.time() == 6


@given(DELAYS)
def test_tasks_that_only_sleep_end_as_the_naive_loop_says(delays: list[list[int]]) -> None:
    def plain(mine: list[int]) -> Generator[float, None, int]:
        yield from mine
        return len(mine)

    async def work(mine: list[int]) -> tuple[float, int]:
        for delay in mine:
            await sleep(delay)
        return get_running_loop().time(), len(mine)

    async def main() -> list[Any]:
        return await gather(*map(work, delays))

    assert run(main()) == interleave(map(plain, delays))


def test_what_is_called_soon_in_a_round_waits_for_the_next() -> None:
    loop = EventLoop()
    seen: list[tuple[int, str]] = []

    def again(left: int) -> None:
        seen.append((loop.rounds, "again"))
        if left:
            loop.call_soon(again, left - 1)

    loop.call_soon(again, 3)
    loop.call_soon(lambda: seen.append((loop.rounds, "other")))
    loop.run_until_complete(sleep(1))
    assert seen == [(1, "again"), (1, "other"), (2, "again"), (3, "again"), (4, "again")]


def test_blocking_code_delays_everyone_and_is_named() -> None:
    clock = VirtualClock()
    loop = EventLoop(clock, slow_callback_duration=0.1)
    beats: list[float] = []

    async def heart() -> None:
        for _ in range(4):
            beats.append(loop.time())
            await sleep(1)

    async def hog() -> None:
        await sleep(0.5)
        clock.advance(2.25)  # as time.sleep(2.25) would

    async def main() -> None:
        await gather(loop.create_task(heart()), loop.create_task(hog(), name="hog"))

    loop.run_until_complete(main())
    assert beats == [0, 1 + 1.75, 3.75, 4.75]
    assert loop.slow_callbacks == [(2.25, "hog")]


def test_many_cancelled_timers_are_swept_out_and_the_rest_stays() -> None:
    loop = EventLoop()
    seen: list[int] = []
    handles = [loop.call_later(1 + n, seen.append, n) for n in range(10_000)]
    for n, handle in enumerate(handles):
        if n % 10:
            handle.cancel()
            handle.cancel()  # twice is once
            assert handle.cancelled()
    assert len(loop._timers) < 2 * 1_000 + 200
    loop.run_until_complete(sleep(20_000))
    assert seen == list(range(0, 10_000, 10))
    assert not loop._timers
    assert loop._cancelled == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=300))
def test_the_count_of_cancelled_timers_is_right(plan: list[tuple[int, bool]]) -> None:
    loop = EventLoop()
    handles = [loop.call_later(delay, int) for delay, _ in plan]

    def drop() -> None:
        for handle, (_, cancel) in zip(handles, plan, strict=True):
            if cancel:
                handle.cancel()

    loop.call_later(4, drop)
    loop.run_until_complete(sleep(5))
    assert loop._cancelled == sum(timer[2].cancelled() for timer in loop._timers)


def test_real_time_is_waited_for() -> None:
    clock = RealClock()
    start = clock.time()
    assert run(sleep(0.02, "x"), clock=clock) == "x"
    assert clock.time() - start >= 0.02


def test_a_deadlock_is_an_error() -> None:
    async def main() -> None:
        await Event().wait()

    with pytest.raises(DeadlockError, match="nothing is left that could wake a task"):
        run(main())
    with pytest.raises(RuntimeError, match="nothing is left that could wake a task"):
        run_asyncio(lambda: asyncio.Event().wait())


def test_run_cancels_what_is_left() -> None:
    seen: list[str] = []

    async def stray() -> None:
        try:
            await sleep(100)
        finally:
            await sleep(1)
            seen.append("cleaned up")

    async def main() -> float:
        create_task(stray())
        await sleep(1)
        return get_running_loop().time()

    assert (run(main()), seen) == (1.0, ["cleaned up"])


def test_plain_generators_are_tasks_too() -> None:
    def work() -> Generator[Any, Any, float]:
        yield
        yield from create_task(sleep(2))
        return get_running_loop().time()

    async def main() -> Any:
        return await gather(work(), work()), await wait_for(work(), 3)

    assert run(main()) == ([2.0, 2.0], 4.0)


def test_each_thread_has_its_own_running_loop() -> None:
    seen: list[Any] = []

    async def main() -> None:
        thread = threading.Thread(target=lambda: seen.append(run(sleep(1, "inner"))))
        thread.start()
        thread.join()
        with pytest.raises(RuntimeError, match="expected no running loop"):
            EventLoop().run_until_complete(get_running_loop().create_future())

    run(main())
    assert seen == ["inner"]
    with pytest.raises(RuntimeError, match="none is running"):
        get_running_loop()


def test_importing_it_imports_neither_asyncio_nor_sockets() -> None:
    code = (
        "import sys, journey.programming.eventloop as e\n"
        "assert e.run(e.sleep(9, 'slept')) == 'slept'\n"
        "sys.exit(bool({'asyncio', 'selectors', 'socket'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------- cancellation


def test_cancelled_error_passes_every_except_exception() -> None:
    seen: list[str] = []

    async def work() -> None:
        while True:
            try:
                await sleep(1)
            except Exception:
                seen.append("caught")

    async def main() -> bool:
        task = create_task(work())
        await sleep(5)
        task.cancel()
        await gather(task, return_exceptions=True)
        return task.cancelled()

    assert run(main()) is True
    assert seen == []
    assert not issubclass(CancelledError, Exception)


def test_a_task_that_swallows_its_cancellation_outlives_its_timeout() -> None:
    async def work() -> str:
        for _ in range(3):
            try:
                await sleep(10)
            except CancelledError:
                continue
        return "done anyway"

    async def main() -> tuple[str, bool, float]:
        async with timeout(1) as limit:
            result = await work()
        return result, limit.expired(), get_running_loop().time()

    assert run(main()) == ("done anyway", True, 21.0)


def test_cancellation_comes_at_the_next_wait_not_before() -> None:
    seen: list[int] = []

    async def work() -> None:
        for n in range(1_000):
            seen.append(n)  # no await: cannot be interrupted
        await sleep(0)
        seen.append(-1)

    async def main() -> None:
        task = create_task(work())
        await sleep(0)
        task.cancel()
        await gather(task, return_exceptions=True)

    run(main())
    assert len(seen) == 1_000


def test_a_cancelled_block_and_an_error_of_a_task_leave_both() -> None:
    seen: list[Any] = []

    async def fails_late() -> None:
        try:
            await sleep(100)
        finally:
            raise KeyError("while leaving")

    async def work() -> None:
        try:
            async with TaskGroup() as group:
                group.create_task(fails_late())
        except* KeyError as errors:
            seen.append(len(errors.exceptions))
        await sleep(0)  # the request to cancel was not lost
        seen.append("not reached")

    async def main() -> bool:
        task = create_task(work())
        await sleep(1)
        task.cancel()
        await gather(task, return_exceptions=True)
        return task.cancelled()

    assert (run(main()), seen) == (True, [1])


def test_a_task_that_fails_while_the_block_already_waits_cancels_nothing_else() -> None:
    async def fails() -> None:
        raise ValueError

    async def main() -> tuple[int, float]:
        with pytest.raises(ExceptionGroup):
            async with TaskGroup() as group:
                group.create_task(fails())
        await sleep(1)
        task = current_task()
        assert task is not None
        return task.cancelling(), get_running_loop().time()

    assert run(main()) == (0, 1.0)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_interrupts_end_the_loop(error: type[BaseException]) -> None:
    async def work() -> None:
        await sleep(1)
        raise error

    async def main() -> None:
        async with TaskGroup() as group:
            group.create_task(work())
            group.create_task(sleep(100))

    with pytest.raises(error):
        run(main())


# ---------------------------------------------------------------- bounded_gather


def counting(limit_seen: list[int], pause: Callable[[float], Any]) -> Any:
    running = 0

    async def work(n: float) -> float:
        nonlocal running
        running += 1
        limit_seen.append(running)
        try:
            await pause(n)
        finally:
            running -= 1
        return n

    return work


@given(st.lists(st.integers(0, 20), max_size=25), st.integers(1, 8))
def test_bounded_gather_keeps_its_limit_and_grahams_bound(delays: list[int], k: int) -> None:
    seen: list[int] = []
    loop = EventLoop()
    assert loop.run_until_complete(bounded_gather(k, map(counting(seen, sleep), delays))) == delays
    assert max(seen, default=0) <= k
    # Not one place is idle while anything waits: the k-th is taken if there is enough to do.
    assert max(seen, default=0) == min(k, len(delays))
    total, longest = sum(delays), max(delays, default=0)
    assert max(total / k, longest) <= loop.time() <= total / k + (1 - 1 / k) * longest + 1e-9


def test_grahams_bound_is_reached() -> None:
    for k in range(1, 9):
        delays = [1] * (k * (k - 1)) + [k]
        loop = EventLoop()
        loop.run_until_complete(bounded_gather(k, map(sleep, delays)))
        assert loop.time() == 2 * k - 1 == sum(delays) / k + (1 - 1 / k) * k
        best = EventLoop()
        best.run_until_complete(bounded_gather(k, map(sleep, delays[::-1])))
        assert best.time() == k


def test_bounded_gather_on_asyncio_never_runs_more_than_its_limit() -> None:
    seen: list[int] = []
    work = counting(seen, asyncio.sleep)
    assert run_asyncio(lambda: bounded_gather(3, map(work, range(20)))) == list(range(20))
    assert max(seen) == 3
    assert len(seen) == 20


@pytest.mark.parametrize("runner", [run, lambda main: run_asyncio(lambda: main)])
def test_bounded_gather_takes_from_its_input_only_what_it_runs(runner: Any) -> None:
    made: list[int] = []
    closed: list[bool] = []

    async def work(n: int) -> int:
        if n == 5:
            raise KeyError(n) from OSError("cause")
        return n

    def endless() -> Generator[Coroutine[Any, Any, int], None, None]:
        try:
            n = 0
            while True:
                made.append(n)
                yield work(n)
                n += 1
        finally:
            closed.append(True)

    async def main() -> Any:
        with pytest.raises(KeyError) as caught:
            await bounded_gather(2, endless())
        return caught.value

    error = runner(main())
    assert isinstance(error.__cause__, OSError)
    assert len(made) <= 7
    assert closed == [True]


def test_bounded_gather_cancels_the_rest_and_starts_nothing_more() -> None:
    seen: list[str] = []

    async def work(name: str, delay: float) -> None:
        try:
            await sleep(delay)
            if name == "bad":
                raise ValueError(name)
        except CancelledError:
            seen.append(f"{name} cancelled at {get_running_loop().time()}")
            raise

    async def main() -> None:
        with pytest.raises(ValueError, match="bad"):
            await bounded_gather(2, [work("good", 9), work("bad", 1), work("never", 1)])

    run(main())
    assert seen == ["good cancelled at 1.0"]


async def immediate(n: int) -> int:
    return n


def test_bounded_gather_with_exceptions_as_results() -> None:
    async def work(n: int) -> int:
        return 6 // n

    async def main() -> list[Any]:
        return await bounded_gather(2, map(work, [3, 0, 2]), return_exceptions=True)

    # None of them ever waits: the first worker is done with two before the second begins.
    two, error, three = run(main())
    assert (two, type(error), three) == (2, ZeroDivisionError, 3)
    assert run(bounded_gather(3, [immediate(n) for n in range(10)])) == list(range(10))


def test_bounded_gather_passes_on_what_goes_wrong_elsewhere() -> None:
    def broken() -> Generator[Any, None, None]:
        yield sleep(1)
        raise OSError("input")

    async def cancels_itself() -> None:
        task = current_task()
        assert task is not None
        raise CancelledError

    async def outer() -> bool:
        task = create_task(bounded_gather(1, [sleep(9), sleep(9)]))
        await sleep(1)
        task.cancel()
        await gather(task, return_exceptions=True)
        return task.cancelled()

    with pytest.raises(OSError, match="input"):
        run(bounded_gather(1, broken()))
    with pytest.raises(CancelledError):
        run(bounded_gather(2, [cancels_itself(), sleep(1)]))
    assert run(outer()) is True


# ---------------------------------------------------------------- semaphore and queue


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), max_size=12),
       st.integers(1, 3))  # fmt: skip
def test_a_semaphore_loses_no_place(plan: list[tuple[int, int, bool]], value: int) -> None:
    seen: list[int] = []
    places = Semaphore(value)
    work = counting(seen, sleep)

    async def one(hold: int) -> None:
        async with places:
            await work(hold)

    async def main() -> int:
        tasks = [create_task(one(hold)) for _, hold, _ in plan]
        for task, (when, _, cancel) in zip(tasks, plan, strict=True):
            if cancel:
                get_running_loop().call_later(when, task.cancel)
        await gather(*tasks, return_exceptions=True)
        return places._value

    assert run(main()) == value
    assert max(seen, default=0) <= value


@given(st.integers(0, 3), st.lists(st.integers(0, 3), max_size=30), st.integers(1, 4))
def test_a_queue_keeps_order_and_bound(maxsize: int, pauses: list[int], workers: int) -> None:
    queue: Queue[int] = Queue(maxsize)
    got: list[int] = []
    sizes: list[int] = []

    async def worker() -> None:
        while True:
            got.append(await queue.get())
            sizes.append(queue.qsize())
            await sleep(pauses[got[-1]])
            queue.task_done()

    async def main() -> None:
        async with TaskGroup() as group:
            tasks = [group.create_task(worker()) for _ in range(workers)]
            for n in range(len(pauses)):
                await queue.put(n)
                sizes.append(queue.qsize())
            await queue.join()
            for task in tasks:
                task.cancel()

    run(main())
    assert got == list(range(len(pauses)))
    assert not maxsize or max(sizes, default=0) <= maxsize


# ---------------------------------------------------------------- what is told of


def test_a_task_that_nobody_holds_is_collected(caplog: Any) -> None:
    done: list[str] = []

    async def work() -> None:
        await get_running_loop().create_future()  # only this coroutine knows the future
        done.append("never")

    async def main() -> list[int]:
        counts = []
        task = create_task(work(), name="forgotten")
        await sleep(1)
        counts.append(len(get_running_loop().all_tasks()))
        del task
        gc.collect()
        counts.append(len(get_running_loop().all_tasks()))
        return counts

    gc.collect()  # what other tests left behind has its say first
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        assert run(main()) == [2, 1]
    assert caplog.messages == ["Task was destroyed but it is pending: forgotten"]
    assert done == []


def test_an_error_that_nobody_asks_for_is_logged(caplog: Any) -> None:
    async def fails() -> None:
        raise ValueError("lost")

    async def main() -> None:
        create_task(fails(), name="fails")
        await sleep(1)
        gc.collect()

    with caplog.at_level(logging.ERROR):
        run(main())
    assert "its exception was never retrieved: ValueError('lost')" in caplog.text


def test_an_error_in_a_callback_is_logged_and_the_loop_goes_on(caplog: Any) -> None:
    loop = EventLoop()
    loop.call_soon(lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert loop.run_until_complete(sleep(1, "on")) == "on"
    assert "ZeroDivisionError" in caplog.text


# ---------------------------------------------------------------- bad use


async def awaits_itself() -> None:
    await current_task()  # type: ignore[misc]


async def awaits_another_loop() -> None:
    await EventLoop().create_future()


async def awaits_asyncio() -> None:
    other = asyncio.new_event_loop()
    try:
        await asyncio.Future(loop=other)
    finally:
        other.close()


async def enters_twice() -> None:
    group = TaskGroup()
    for _ in range(2):
        async with group:
            pass


async def timeout_twice() -> None:
    async with timeout(1) as limit, limit:
        pass


async def starts_too_late() -> None:
    async with TaskGroup() as group:
        pass
    group.create_task(sleep(1))


async def starts_too_early() -> None:
    TaskGroup().create_task(sleep(1))


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (awaits_itself, RuntimeError, "expected a future of this loop, got the task itself"),
        (awaits_another_loop, RuntimeError, "got a future of another loop"),
        (awaits_asyncio, RuntimeError, "expected a future of this loop, got <Future"),
        (enters_twice, RuntimeError, "expected one that was not entered yet"),
        (timeout_twice, RuntimeError, "expected one that was not entered yet"),
        (starts_too_late, RuntimeError, "expected an open group, got one that is finished"),
        (starts_too_early, RuntimeError, "expected an open group, got one that was not entered"),
    ],
)
def test_bad_use_in_a_task(bad: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        run(bad())


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (lambda: VirtualClock(float("nan")), ValueError, "start: expected a finite number"),
        (lambda: VirtualClock().advance(-1), ValueError, "seconds: expected a finite number >= 0"),
        (lambda: VirtualClock().wait_until(float("inf")), ValueError, "when: expected a finite"),
        (lambda: EventLoop().call_later(float("nan"), int), ValueError, "when: expected a finite"),
        (lambda: run(3), TypeError, "expected something that can be awaited, got 3"),  # type: ignore[arg-type]
        (lambda: EventLoop().create_task(3), TypeError, "coro: expected a coroutine"),  # type: ignore[arg-type]
        (lambda: run(bounded_gather(0, [])), ValueError, "limit: expected a whole number >= 1"),
        (lambda: run(bounded_gather(2.0, [])), ValueError, "got 2.0"),  # type: ignore[arg-type]
        (lambda: Semaphore(-1), ValueError, "value: expected a number >= 0, got -1"),
        (lambda: Lock().release(), RuntimeError, "expected a lock that is held"),
        (lambda: Queue().task_done(), ValueError, "called more often"),
        (lambda: Queue().get_nowait(), QueueEmpty, "^$"),
        (lambda: EventLoop().create_future().exception(), InvalidStateError, "is not done"),
        (lambda: EventLoop().create_future().set_exception(StopIteration), TypeError, "StopIter"),
        (lambda: EventLoop().ensure_future(EventLoop().create_future()), ValueError, "another"),
    ],
)  # fmt: skip
def test_bad_values(bad: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        bad()


def test_a_future_has_one_result() -> None:
    future = EventLoop().create_future()
    future.set_result(1)
    with pytest.raises(InvalidStateError, match="expected a future that is pending"):
        future.set_result(2)
    assert (future.result(), future.exception(), future.cancel()) == (1, None, False)
    full: Queue[int] = Queue(1)
    full.put_nowait(1)
    with pytest.raises(QueueFull):
        full.put_nowait(2)
