"""The same programs on this loop and on asyncio's: the same events in the same order."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from journey.programming import eventloop
from journey.programming.eventloop import run_asyncio

OURS = SimpleNamespace(**{name: getattr(eventloop, name) for name in eventloop.__all__})
OURS.time = lambda: eventloop.get_running_loop().time()
THEIRS = SimpleNamespace(
    **{name: getattr(asyncio, name) for name in eventloop.__all__ if hasattr(asyncio, name)}
)
THEIRS.time = lambda: asyncio.get_running_loop().time()
MOST_TIMERS = 16


@dataclass
class Node:
    """A piece of a program: what it does, with what inside, and for how long."""

    kind: str
    inside: list[Node] = field(default_factory=list)
    length: int = 0
    label: str = ""
    delay: float = 0.0


TIMED = {"sleep", "cancel", "timeout", "get", "put", "wait", "cleanup"}


def number(node: Node, counter: itertools.count[int], label: str = "m") -> int:
    """Give every node a label, and a delay whose sums with others are never equal."""
    node.label = label
    used = 0
    if node.kind in TIMED:
        # One bit of its own below the whole part: sums are exact, and no two can be equal. So no
        # two timers are ever due at once, whose order asyncio leaves open. All below a day, the
        # longest that asyncio waits in one piece.
        used, bit = 1, next(counter)
        node.delay = (node.length * 2 ** (MOST_TIMERS + 1) + 2**bit) / 16
    return used + sum(
        number(each, counter, f"{label}{place}") for place, each in enumerate(node.inside)
    )


def nodes(kinds: list[str]) -> st.SearchStrategy[Node]:
    """Return programs made of these kinds of nodes."""
    lengths = st.integers(0, 4)
    leaves = st.builds(
        Node, st.sampled_from(sorted({"sleep", "yield", "fail", "get", "put", "wait", "set"})),
        length=lengths,
    )  # fmt: skip
    plain = st.builds(Node, st.sampled_from(["sleep", "sleep", "yield", "fail"]), length=lengths)
    return st.recursive(
        leaves if "semaphore" in kinds else plain,
        lambda inner: st.builds(
            Node, st.sampled_from(kinds), st.lists(inner, min_size=2, max_size=4), lengths
        ),
        max_leaves=24,
    )


class Interpreter:
    """Runs a program on one of the two libraries and writes down what happens when."""

    def __init__(self, lib: Any) -> None:
        self.lib = lib
        self.log: list[tuple[float, str, str]] = []
        self.errors_while_cancelled = False

    def say(self, node: Node, what: str) -> None:
        self.log.append((self.lib.time(), node.label, what))

    async def main(self, program: Node) -> Any:
        self.places = self.lib.Semaphore(2)
        self.queue: Any = self.lib.Queue(1)
        self.event = self.lib.Event()
        try:
            # Two semaphores, one in the other, can block each other for ever.
            async with self.lib.timeout(2**18 + 1 / 32):
                result = await self.run(program)
        except BaseException as error:
            result = name_of(error)
        await self.lib.sleep(80_000)  # what was left behind runs to its end
        return result

    async def run(self, node: Node) -> Any:
        self.say(node, "start")
        try:
            result = await getattr(self, node.kind)(node)
        except BaseException as error:
            self.say(node, name_of(error))
            raise
        self.say(node, f"end {result}")
        return result

    async def sequence(self, node: Node) -> Any:
        return [await self.run(each) for each in node.inside]

    async def sleep(self, node: Node) -> Any:
        return await self.lib.sleep(node.delay, node.label)

    async def yield_(self, node: Node) -> Any:
        await self.lib.sleep(0)

    async def fail(self, node: Node) -> Any:
        raise [KeyError, ValueError, OSError, ZeroDivisionError, LookupError][node.length]

    async def gather(self, node: Node) -> Any:
        return await self.lib.gather(*map(self.run, node.inside))

    async def gather_all(self, node: Node) -> Any:
        results = await self.lib.gather(*map(self.run, node.inside), return_exceptions=True)
        return [name_of(each) if isinstance(each, BaseException) else each for each in results]

    async def group(self, node: Node) -> Any:
        try:
            async with self.lib.TaskGroup() as group:
                tasks = [group.create_task(self.run(each)) for each in node.inside[1:]]
                first = await self.run(node.inside[0])
        except BaseExceptionGroup:
            current: Any = self.lib.current_task()
            self.errors_while_cancelled |= current.cancelling() > 0
            raise
        return [first, *(task.result() for task in tasks)]

    async def timeout(self, node: Node) -> Any:
        async with self.lib.timeout(node.delay):
            return await self.sequence(node)

    async def cancel(self, node: Node) -> Any:
        task = self.lib.create_task(self.sequence(node))
        try:
            await self.lib.sleep(node.delay)
            asked = task.cancel()
            return asked, await task
        except self.lib.CancelledError:
            if not task.done():
                task.cancel()
            raise

    async def catch(self, node: Node) -> Any:
        try:
            return await self.sequence(node)
        except Exception as error:
            return name_of(error)

    async def swallow(self, node: Node) -> Any:
        try:
            return await self.sequence(node)
        except self.lib.CancelledError:
            await self.lib.sleep(0)
            return "went on"

    async def cleanup(self, node: Node) -> Any:
        try:
            return await self.sequence(node)
        finally:
            await self.lib.sleep(node.delay)

    async def semaphore(self, node: Node) -> Any:
        async with self.places:
            self.say(node, "in")
            return await self.sequence(node)

    async def get(self, node: Node) -> Any:
        async with self.lib.timeout(node.delay):
            return await self.queue.get()

    async def put(self, node: Node) -> Any:
        async with self.lib.timeout(node.delay):
            await self.queue.put(node.label)

    async def wait(self, node: Node) -> Any:
        async with self.lib.timeout(node.delay):
            return await self.event.wait()

    async def set(self, node: Node) -> Any:
        self.event.set()
        await self.lib.sleep(0)
        self.event.clear()

    def __getattribute__(self, name: str) -> Any:
        return super().__getattribute__("yield_" if name == "yield" else name)


def name_of(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return f"group({', '.join(sorted(map(name_of, error.exceptions)))})"
    return type(error).__name__


def on_both(program: Node) -> tuple[Interpreter, Any, Interpreter, Any]:
    ours, theirs = Interpreter(OURS), Interpreter(THEIRS)
    result = eventloop.run(ours.main(program))
    return ours, result, theirs, run_asyncio(lambda: theirs.main(program))


ORDERED = ["sequence", "gather", "gather_all", "timeout", "cancel", "catch", "swallow", "cleanup",
           "semaphore"]  # fmt: skip
# asyncio cancels the tasks of a group in the order of a set: what happens in one moment is compared
# as a set then, and nothing is shared that could carry the order further.
GROUPED = ["sequence", "gather", "gather_all", "timeout", "cancel", "catch", "cleanup", "group"]
RUNS = settings(max_examples=300, suppress_health_check=list(HealthCheck))


def test_trees_of_tasks_give_the_same_events_in_the_same_order(parity: Any) -> None:
    seen = [0, 0]

    @RUNS
    @given(nodes(ORDERED))
    def compare(program: Node) -> None:
        assume(number(program, itertools.count()) <= MOST_TIMERS)
        ours, result, theirs, expected = on_both(program)
        seen[0] += 1
        seen[1] += ours.log != theirs.log or result != expected
        assert ours.log == theirs.log
        assert result == expected

    compare()
    for code in ("Task", "Future", "gather", "sleep", "Timeout", "Semaphore", "Queue", "Event"):
        parity(f"journey.programming.eventloop.{code}", reference="asyncio, in virtual time",
               what="random trees of tasks whose events come in another order",
               difference=seen[1], tolerance=0, of=seen[0] if code == "Task" else None)  # fmt: skip


def test_trees_with_task_groups_give_the_same_events_at_the_same_times(parity: Any) -> None:
    seen = [0, 0]

    def by_label(log: list[tuple[float, str, str]]) -> dict[str, list[tuple[float, str]]]:
        found: dict[str, list[tuple[float, str]]] = {}
        for time, label, what in log:
            found.setdefault(label, []).append((time, what))
        return found

    @RUNS
    @given(nodes(GROUPED))
    def compare(program: Node) -> None:
        assume(number(program, itertools.count()) <= MOST_TIMERS)
        ours, result, theirs, expected = on_both(program)
        # Python 3.13 changed what becomes of a cancellation that meets errors.
        assume(not ours.errors_while_cancelled)
        different = by_label(ours.log) != by_label(theirs.log) or result != expected
        seen[0] += 1
        seen[1] += different
        assert by_label(ours.log) == by_label(theirs.log)
        assert result == expected

    compare()
    parity("journey.programming.eventloop.TaskGroup", reference="asyncio.TaskGroup",
           what="random trees of tasks with other events, results or times",
           difference=seen[1], tolerance=0, of=seen[0])  # fmt: skip


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_bounded_gather_is_gather_with_a_semaphore(parity: Any, limit: int) -> None:
    delays = [(n * 2**14 + 2**n) / 16 for n in (3, 1, 4, 0, 5, 9, 2, 6)]

    async def ours() -> Any:
        async def work(delay: float) -> tuple[float, float]:
            start = OURS.time()
            await OURS.sleep(delay)
            return start, OURS.time()

        return await eventloop.bounded_gather(limit, map(work, delays))

    async def theirs() -> Any:
        places = asyncio.Semaphore(limit)

        async def work(delay: float) -> tuple[float, float]:
            async with places:
                start = THEIRS.time()
                await asyncio.sleep(delay)
                return start, THEIRS.time()

        return await asyncio.gather(*map(work, delays))

    async def ours_on_asyncio() -> Any:
        async def work(delay: float) -> tuple[float, float]:
            start = THEIRS.time()
            await asyncio.sleep(delay)
            return start, THEIRS.time()

        return await eventloop.bounded_gather(limit, map(work, delays))

    expected = run_asyncio(theirs)
    wrong = [
        sum(a != b for a, b in zip(result, expected, strict=True))
        for result in (eventloop.run(ours()), run_asyncio(ours_on_asyncio))
    ]
    parity("journey.programming.eventloop.bounded_gather", what="results, starts and ends",
           reference="asyncio.gather with asyncio.Semaphore", difference=sum(wrong), tolerance=0,
           of=2 * len(delays))  # fmt: skip


def scripts() -> dict[str, Callable[[Any], Any]]:
    """Return programs for what the random trees do not reach."""

    async def same_twice(lib: Any) -> Any:
        task = lib.create_task(lib.sleep(2, "x"))
        return await lib.gather(task, lib.sleep(1), task)

    async def cancelled_child(lib: Any) -> Any:
        task = lib.create_task(lib.sleep(2))
        waiting = lib.gather(task, lib.sleep(3), return_exceptions=True)
        task.cancel()
        return [name_of(each) if each is not None else None for each in await waiting]

    async def cancel_before_the_start(lib: Any) -> Any:
        async def never() -> None:
            raise AssertionError

        task = lib.create_task(never())
        asked = [task.cancel(), task.cancelling(), task.done()]
        try:
            await task
        except lib.CancelledError:
            asked.append(task.cancelled())
        return asked, task.cancel()

    async def cancels_itself(lib: Any) -> Any:
        async def work() -> str:
            lib.current_task().cancel()
            return "lost"

        task = lib.create_task(work())
        await lib.sleep(0)
        await lib.sleep(0)
        return task.cancelled()

    async def two_timeouts(lib: Any) -> Any:
        inner = outer = ""
        try:
            async with lib.timeout(2):
                try:
                    async with lib.timeout(4):
                        await lib.sleep(9)
                except TimeoutError:
                    inner = "inner"
        except TimeoutError:
            outer = "outer"
        return inner, outer, lib.time()

    async def timeout_moved(lib: Any) -> Any:
        async with lib.timeout(1) as limit:
            limit.reschedule(lib.time() + 5)
            await lib.sleep(3)
            limit.reschedule(None)
            await lib.sleep(9)
        return limit.expired(), limit.when(), lib.time()

    async def timeout_at_once(lib: Any) -> Any:
        try:
            async with lib.timeout(0):
                await lib.sleep(0)
                await lib.sleep(1)
        except TimeoutError:
            return lib.time()

    async def wait_for_cleanup(lib: Any) -> Any:
        async def slow_to_leave() -> None:
            try:
                await lib.sleep(9)
            finally:
                await lib.sleep(2)

        try:
            await lib.wait_for(slow_to_leave(), 1)
        except TimeoutError:
            return lib.time()

    async def join(lib: Any) -> Any:
        queue = lib.Queue()
        for n in range(3):
            queue.put_nowait(n)

        async def worker() -> None:
            while True:
                await lib.sleep(await queue.get() + 1)
                queue.task_done()

        tasks = [lib.create_task(worker()) for _ in range(2)]
        await queue.join()
        for task in tasks:
            task.cancel()
        await lib.gather(*tasks, return_exceptions=True)
        return lib.time(), queue.qsize()

    async def group_body_fails(lib: Any) -> Any:
        said: list[Any] = []

        async def work() -> None:
            try:
                await lib.sleep(9)
            except lib.CancelledError:
                said.append(lib.time())
                raise

        try:
            async with lib.TaskGroup() as group:
                group.create_task(work())
                await lib.sleep(1)
                raise KeyError
        except* KeyError as errors:
            said.append(name_of(errors))
        return said

    async def group_grows(lib: Any) -> Any:
        async def work(group: Any, n: int) -> None:
            await lib.sleep(1)
            if n:
                group.create_task(work(group, n - 1))

        async with lib.TaskGroup() as group:
            group.create_task(work(group, 3))
        return lib.time()

    async def lock_in_turn(lib: Any) -> Any:
        lock, said = lib.Lock(), []

        async def work(n: int) -> None:
            async with lock:
                said.append((n, lib.time()))
                await lib.sleep(n)

        await lib.gather(*map(work, (3, 1, 2)))
        return said

    async def handed_over_and_cancelled(lib: Any) -> Any:
        places = lib.Semaphore(1)
        await places.acquire()
        first, second = (lib.create_task(places.acquire()) for _ in range(2))
        await lib.sleep(0)
        places.release()  # to the first
        first.cancel()  # before it has run
        return await second, first.cancelled(), places.locked()

    return {name: each for name, each in locals().items() if callable(each)}


@pytest.mark.parametrize("name", sorted(scripts()))
def test_scripts(parity: Any, name: str) -> None:
    script = scripts()[name]
    ours, theirs = eventloop.run(script(OURS)), run_asyncio(lambda: script(THEIRS))
    parity("journey.programming.eventloop.EventLoop", reference="asyncio, program by program",
           what="programs with another result", difference=repr(ours) != repr(theirs), tolerance=0,
           of=1)  # fmt: skip
    assert ours is not None
