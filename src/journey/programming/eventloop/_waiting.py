"""What coroutines wait with: sleep, gather, and a timeout around a block.

All of it is made of futures, timers and `Task.cancel`; the loop knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Generator
from types import TracebackType
from typing import Any, TypeVar

from journey.programming.eventloop._future import CancelledError, Future
from journey.programming.eventloop._loop import EventLoop, Handle
from journey.programming.eventloop._running import current_task, get_running_loop
from journey.programming.eventloop._task import Task

__all__ = ["Timeout", "create_task", "gather", "sleep", "timeout", "wait_for"]

T = TypeVar("T")


def create_task(
    coro: Coroutine[Any, Any, T] | Generator[Any, Any, T], *, name: str | None = None
) -> Task[T]:
    """Start a coroutine beside the one that calls. Keep the task: the loop does not.

    Parameters
    ----------
    coro
        A coroutine or a generator.
    name
        For messages.

    Returns
    -------
    Task
        It starts in the next round.

    Raises
    ------
    RuntimeError
        If no loop is running.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def double(n):
    ...     return 2 * n
    >>> async def main():
    ...     return await create_task(double(4))
    >>> run(main())
    8
    """
    return get_running_loop().create_task(coro, name=name)


class _Bare:
    """What awaits for one round: the only thing here that yields no future."""

    def __await__(self) -> Generator[None, None, None]:
        yield


async def sleep(delay: float, result: Any = None) -> Any:
    """Let others run for so many seconds.

    Parameters
    ----------
    delay
        Seconds. With 0 or less, everything else that is ready runs once.
    result
        What to return.

    Returns
    -------
    object
        The `result`.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> run(sleep(2, "slept"))
    'slept'
    """
    if delay <= 0:
        await _Bare()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()


def _set_unless_done(future: Future[Any], result: Any) -> None:
    if not future.done():
        future.set_result(result)


class _Gathered(Future[list[Any]]):
    """The future that gather returns: cancelling it cancels the children."""

    def __init__(self, loop: EventLoop) -> None:
        super().__init__(loop)
        self.children: list[Future[Any]] = []
        self.asked_to_cancel = False

    def cancel(self) -> bool:
        """Cancel all children; the gathered future ends when they have."""
        if self.done():
            return False
        # No short circuit: every child must be asked.
        asked = [child.cancel() for child in self.children]
        self.asked_to_cancel = self.asked_to_cancel or any(asked)
        return any(asked)


def gather(
    *awaitables: Awaitable[Any] | Generator[Any, Any, Any], return_exceptions: bool = False
) -> Future[list[Any]]:
    """Run all at once; the results come in the order of the arguments.

    The first error is raised at once, and *the others run on*. To have them cancelled, use a
    `TaskGroup`.

    Parameters
    ----------
    awaitables
        Coroutines, tasks, futures.
    return_exceptions
        Put errors into the list, as if they were results, and wait for all.

    Returns
    -------
    Future
        The list of results.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     return await gather(sleep(2, "slow"), sleep(1, "fast"))
    >>> run(main())
    ['slow', 'fast']
    """
    loop = get_running_loop()
    outer = _Gathered(loop)
    made: dict[int, Future[Any]] = {}  # the same argument twice is waited for once
    order = [made.setdefault(id(each), loop.ensure_future(each)) if id(each) not in made
             else made[id(each)] for each in awaitables]  # fmt: skip
    outer.children = list(made.values())
    left = len(outer.children)
    if left == 0:
        outer.set_result([])

    def child_done(child: Future[Any]) -> None:
        nonlocal left
        left -= 1
        if outer.done():
            if not child.cancelled():
                child.exception()  # so that it counts as looked at
            return
        error = CancelledError() if child.cancelled() else child.exception()
        if error is not None and not return_exceptions:
            outer.set_exception(error)
        elif left == 0 and outer.asked_to_cancel:
            # Only now: whoever cancels waits until every child has cleaned up.
            outer.set_exception(CancelledError())
        elif left == 0:
            outer.set_result([_result_or_error(future) for future in order])

    for child in outer.children:
        child.add_done_callback(child_done)
    return outer


def _result_or_error(future: Future[Any]) -> Any:
    if future.cancelled():
        return CancelledError()
    error = future.exception()
    return future.result() if error is None else error


class Timeout:
    """An asynchronous context manager that cancels its block when time is up.

    It cancels the task that is in the block. On leaving, it turns *its own* CancelledError into a
    TimeoutError, and lets one that came from elsewhere pass; that is what `Task.uncancel` counts.

    Parameters
    ----------
    when
        The loop's time at which to cancel; None for never.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     async with timeout(5) as limit:
    ...         await sleep(1)
    ...     return limit.expired()
    >>> run(main())
    False
    """

    def __init__(self, when: float | None) -> None:
        self._when = when
        self._task: Task[Any] | None = None
        self._timer: Handle | None = None
        self._expired = False
        self._open_before = 0

    def when(self) -> float | None:
        """Return the time at which the block is cancelled."""
        return self._when

    def reschedule(self, when: float | None) -> None:
        """Move the end of the block's time."""
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if when is None or self._task is None:
            return
        loop = get_running_loop()
        late = when <= loop.time()
        self._timer = loop.call_soon(self._expire) if late else loop.call_at(when, self._expire)

    def expired(self) -> bool:
        """Return whether time was up before the block was done."""
        return self._expired

    def _expire(self) -> None:
        assert self._task is not None
        self._timer, self._expired = None, True
        self._task.cancel()

    async def __aenter__(self) -> Timeout:
        """Start the timer."""
        if self._task is not None:
            raise RuntimeError("timeout: expected one that was not entered yet")
        self._task = current_task()
        if self._task is None:
            raise RuntimeError("timeout: expected to be entered inside a task")
        self._open_before = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the timer; raise TimeoutError if it was what cancelled the block."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._expired:
            assert self._task is not None
            ours_alone = self._task.uncancel() <= self._open_before
            if ours_alone and isinstance(error, CancelledError):
                raise TimeoutError from error


def timeout(delay: float | None) -> Timeout:
    """Limit the time of a block.

    Parameters
    ----------
    delay
        Seconds from now; None for no limit.

    Returns
    -------
    Timeout
        For ``async with``; the block ends with TimeoutError when time is up.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     try:
    ...         async with timeout(5):
    ...             await sleep(60)
    ...     except TimeoutError:
    ...         return get_running_loop().time()
    >>> run(main())
    5.0
    """
    return Timeout(None if delay is None else get_running_loop().time() + delay)


async def wait_for(awaitable: Awaitable[T] | Generator[Any, Any, T], timeout: float | None) -> T:
    """Wait for one thing, but not for ever: when time is up, it is cancelled.

    As in Python from 3.12 on, which runs it in the caller's own task; 3.11 made a task for it.

    Parameters
    ----------
    awaitable
        What to wait for.
    timeout
        Seconds; None for no limit.

    Returns
    -------
    object
        Its result.

    Raises
    ------
    TimeoutError
        If it took longer.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> run(wait_for(sleep(1, "in time"), 2))
    'in time'
    >>> run(wait_for(sleep(3), 2))
    Traceback (most recent call last):
    TimeoutError
    """
    future: Any = awaitable
    if isinstance(awaitable, Generator) and not isinstance(awaitable, Awaitable):
        future = get_running_loop().ensure_future(awaitable)
    async with Timeout(None if timeout is None else get_running_loop().time() + timeout):
        result: T = await future
    return result
