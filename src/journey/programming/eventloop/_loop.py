"""The event loop: a queue of what is to be called now, a heap of what is to be called later.

A round takes what the sockets report, then the timers that are due, then calls what stood in the
queue when the round began. What is added meanwhile waits for the next round, so nobody starves.
Left out, as against ``asyncio``: threads (``call_soon_threadsafe``, ``run_in_executor``),
processes, signals, contexts, asynchronous generators that are left unfinished.
"""

from __future__ import annotations

import heapq
import math
import weakref
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any, TypeVar

from journey.programming.eventloop._clock import Clock, VirtualClock
from journey.programming.eventloop._future import Future, logger
from journey.programming.eventloop._running import running
from journey.programming.eventloop._sockets import Sockets
from journey.programming.eventloop._task import Task

__all__ = ["DeadlockError", "EventLoop", "Handle", "run"]

T = TypeVar("T")
SWEEP = 64  # so many cancelled timers may lie in the heap before it is cleared


class DeadlockError(RuntimeError):
    """Nothing is ready, no timer runs, no socket is watched: no task can ever go on.

    `asyncio` waits for ever then.

    Examples
    --------
    >>> from journey.programming.eventloop import EventLoop
    >>> loop = EventLoop()
    >>> loop.run_until_complete(loop.create_future())
    Traceback (most recent call last):
    journey.programming.eventloop._loop.DeadlockError: nothing is left that could wake a task
    """


class Handle:
    """A call that has been scheduled.

    Examples
    --------
    >>> from journey.programming.eventloop import EventLoop
    >>> handle = EventLoop().call_later(60, print, "late")
    >>> handle.cancel()
    >>> handle.cancelled()
    True
    """

    __slots__ = ("_args", "_callback", "_loop", "when")

    def __init__(
        self, callback: Callable[..., object], args: Any, when: float, loop: EventLoop | None
    ) -> None:
        self._callback: Callable[..., object] | None = callback
        self._args = args
        self._loop = loop  # of a timer, which it tells when cancelled
        self.when = when

    def cancel(self) -> None:
        """Do not call it; in O(1), as a timer stays in the heap until it is found or swept out."""
        if self._callback is not None:
            self._callback = None
            self._args = ()
            if self._loop is not None:
                self._loop._forget_one()

    def cancelled(self) -> bool:
        """Return whether it was cancelled."""
        return self._callback is None

    def _run(self) -> None:
        assert self._callback is not None
        try:
            self._callback(*self._args)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.exception("an error in a callback of the event loop")


class EventLoop(Sockets):
    """A loop that calls what is ready, in order, and waits where nothing is.

    Parameters
    ----------
    clock
        Tells the time and waits. Without one, a `VirtualClock`: waiting takes no time.
    slow_callback_duration
        If given, each call that holds the loop for at least so many seconds is noted in
        `slow_callbacks`, with what was called.

    Attributes
    ----------
    rounds
        How many rounds were run.
    calls
        How many callbacks and steps of tasks were called.
    slow_callbacks
        Pairs of seconds and name.

    Notes
    -----
    `call_soon` costs O(1), a timer O(log n) among n. Calls that are due at the same time are called
    in the order in which they were scheduled; `asyncio` leaves that order open.

    References
    ----------
    Schmidt, D. C. (1995). Reactor: an object behavioral pattern for concurrent event demultiplexing
    and event handler dispatching. Pattern Languages of Program Design.

    Examples
    --------
    >>> loop = EventLoop()
    >>> said = []
    >>> _ = loop.call_later(2, said.append, "two")
    >>> _ = loop.call_later(1, said.append, "one")
    >>> _ = loop.call_soon(said.append, "now")
    >>> future = loop.create_future()
    >>> _ = loop.call_later(3, future.set_result, None)
    >>> loop.run_until_complete(future)
    >>> said, loop.time()
    (['now', 'one', 'two'], 3.0)
    """

    def __init__(
        self, clock: Clock | None = None, *, slow_callback_duration: float | None = None
    ) -> None:
        self.clock: Clock = VirtualClock() if clock is None else clock
        self.slow_callback_duration = slow_callback_duration
        self.slow_callbacks: list[tuple[float, str]] = []
        self.rounds = 0
        self.calls = 0
        self._ready: deque[Handle] = deque()
        self._timers: list[tuple[float, int, Handle]] = []
        self._scheduled = 0  # numbers the timers, so that equal times keep their order
        self._cancelled = 0
        self._stopping = False
        self._current: Task[Any] | None = None
        self._numbered = 0
        self._tasks: weakref.WeakSet[Task[Any]] = weakref.WeakSet()

    def time(self) -> float:
        """Return the clock's time."""
        return self.clock.time()

    def call_soon(self, callback: Callable[..., object], *args: Any) -> Handle:
        """Have a function called in the next round, behind what is there."""
        handle = Handle(callback, args, 0.0, None)
        self._ready.append(handle)
        return handle

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any) -> Handle:
        """Have a function called after so many seconds."""
        return self.call_at(self.time() + delay, callback, *args)

    def call_at(self, when: float, callback: Callable[..., object], *args: Any) -> Handle:
        """Have a function called at a time of this loop's clock."""
        if not math.isfinite(when):
            raise ValueError(f"call_at: when: expected a finite number, got {when!r}")
        handle = Handle(callback, args, when, self)
        self._scheduled += 1
        heapq.heappush(self._timers, (when, self._scheduled, handle))
        return handle

    def _forget_one(self) -> None:
        """Note that a timer was cancelled; sweep when more than half of the heap is."""
        self._cancelled += 1
        if self._cancelled > max(SWEEP, len(self._timers) // 2):
            self._timers = [timer for timer in self._timers if not timer[2].cancelled()]
            heapq.heapify(self._timers)
            self._cancelled = 0

    def create_future(self) -> Future[Any]:
        """Return a new future of this loop."""
        return Future(self)

    def create_task(
        self, coro: Coroutine[Any, Any, T] | Generator[Any, Any, T], *, name: str | None = None
    ) -> Task[T]:
        """Schedule a coroutine and return its task. The loop holds no strong reference to it."""
        return Task(coro, self, name=name)

    def register(self, task: Task[Any]) -> int:
        """Count a new task and return its number; called by the task itself."""
        self._numbered += 1
        self._tasks.add(task)
        return self._numbered

    def all_tasks(self) -> list[Task[Any]]:
        """Return the tasks that are not done, in the order in which they were made."""
        return sorted((t for t in self._tasks if not t.done()), key=lambda task: task.number)

    def ensure_future(self, awaitable: Awaitable[T] | Generator[Any, Any, T]) -> Future[T]:
        """Return a future as it is, anything else that can be awaited as a task."""
        if isinstance(awaitable, Future):
            if awaitable._loop is not self:
                raise ValueError("expected a future of this loop, got one of another loop")
            return awaitable
        if isinstance(awaitable, Coroutine | Generator):
            return self.create_task(awaitable)
        if not isinstance(awaitable, Awaitable):
            raise TypeError(f"expected something that can be awaited, got {awaitable!r}")
        return self.create_task(_await(awaitable))

    def run_until_complete(self, awaitable: Awaitable[T] | Generator[Any, Any, T]) -> T:
        """Run until this is done, and return its result.

        Raises
        ------
        DeadlockError
            If no task can ever go on.
        RuntimeError
            If a loop of this package is running in this thread.
        """
        if running.loop is not None:
            raise RuntimeError("run_until_complete: expected no running loop, and one is running")
        future = self.ensure_future(awaitable)
        future.add_done_callback(self._stop)
        running.loop = self
        self._stopping = False
        try:
            while not self._stopping:
                self._run_once()
        finally:
            running.loop = None
            future.remove_done_callback(self._stop)
        return future.result()

    def _stop(self, _: Future[Any]) -> None:
        self._stopping = True

    def _run_once(self) -> None:
        """One round: wait, if nothing is ready; then call what is."""
        self._wait()
        now = self.time()
        while self._timers and self._timers[0][0] <= now:
            handle = heapq.heappop(self._timers)[2]
            if handle.cancelled():
                self._cancelled -= 1
            else:
                handle._loop = None  # no timer any more
                self._ready.append(handle)
        self.rounds += 1
        for _ in range(len(self._ready)):  # what is added meanwhile comes in the next round
            self._call(self._ready.popleft())

    def _wait(self) -> None:
        timers = self._timers
        while timers and timers[0][2].cancelled():
            heapq.heappop(timers)
            self._cancelled -= 1
        if self._ready:
            self._poll(0)
        elif timers:
            when = timers[0][0]
            if not self._watching() or not self._poll(self.clock.patience(when)):
                self.clock.wait_until(when)
        elif self._watching():
            self._poll(None)
        else:
            waiting = ", ".join(task.name for task in self.all_tasks())
            raise DeadlockError(
                "nothing is left that could wake a task" + (f": {waiting}" if waiting else "")
            )

    def _call(self, handle: Handle) -> None:
        if handle.cancelled():
            return
        self.calls += 1
        if self.slow_callback_duration is None:
            handle._run()
            return
        name = _name_of(handle)
        start = self.time()
        handle._run()
        if (seconds := self.time() - start) >= self.slow_callback_duration:
            self.slow_callbacks.append((seconds, name))


async def _await(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _name_of(handle: Handle) -> str:
    owner = getattr(handle._callback, "__self__", None)
    if isinstance(owner, Task):
        return owner.name
    return getattr(handle._callback, "__qualname__", repr(handle._callback))


def run(main: Awaitable[T] | Generator[Any, Any, T], *, clock: Clock | None = None) -> T:
    """Run a coroutine on a new loop, cancel what it left behind, and return its result.

    Parameters
    ----------
    main
        The coroutine.
    clock
        Without one, a `VirtualClock`: sleeps take no time. `RealClock()` waits.

    Returns
    -------
    object
        What the coroutine returns.

    Raises
    ------
    RuntimeError
        If a loop of this package is running in this thread.
    DeadlockError
        If no task can ever go on.

    Examples
    --------
    >>> from journey.programming.eventloop import get_running_loop, sleep
    >>> async def main():
    ...     await sleep(3600)
    ...     return get_running_loop().time()
    >>> run(main())
    3600.0
    """
    loop = EventLoop(clock)
    try:
        return loop.run_until_complete(main)
    finally:
        if left := loop.all_tasks():
            for task in left:
                task.cancel()
            loop.run_until_complete(_all_done(left))
        loop.close()


async def _all_done(tasks: list[Task[Any]]) -> None:
    for task in tasks:
        try:
            await task
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
