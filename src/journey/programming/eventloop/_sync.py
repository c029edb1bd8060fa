"""Event, Lock and Semaphore: tasks that wait for each other.

No two tasks run at once, so nothing here needs the processor's locks. A lock is needed all the
same where a task awaits in the middle of a change.
"""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import Literal

from journey.programming.eventloop._future import CancelledError, Future
from journey.programming.eventloop._running import get_running_loop

__all__ = ["Event", "Lock", "Semaphore"]


class Event:
    """A flag that tasks can wait for.

    Examples
    --------
    >>> from journey.programming.eventloop import create_task, run
    >>> async def main():
    ...     event = Event()
    ...     task = create_task(event.wait())
    ...     event.set()
    ...     return await task
    >>> run(main())
    True
    """

    def __init__(self) -> None:
        self._set = False
        self._waiters: deque[Future[None]] = deque()

    def is_set(self) -> bool:
        """Return whether the flag is up."""
        return self._set

    def set(self) -> None:
        """Raise the flag, and wake all who wait."""
        self._set = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def clear(self) -> None:
        """Take the flag down."""
        self._set = False

    async def wait(self) -> Literal[True]:
        """Wait until the flag is up."""
        if not self._set:
            waiter = get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        return True


class Semaphore:
    """A number of places; who finds none free waits, first come, first served.

    Parameters
    ----------
    value
        How many places there are.

    Raises
    ------
    ValueError
        If `value` is negative.

    Notes
    -----
    A place is handed to the longest waiting task by `release` itself, before that task has run. So
    nobody who comes later can take it. If the task is cancelled before it runs, the place is passed
    on.

    References
    ----------
    Dijkstra, E. W. (1965). Cooperating sequential processes. EWD 123, section 4.

    Examples
    --------
    >>> from journey.programming.eventloop import gather, get_running_loop, run, sleep
    >>> async def work(places):
    ...     async with places:
    ...         await sleep(1)
    ...         return get_running_loop().time()
    >>> async def main():
    ...     places = Semaphore(2)
    ...     return await gather(*(work(places) for _ in range(5)))
    >>> run(main())
    [1.0, 1.0, 2.0, 2.0, 3.0]
    """

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError(f"Semaphore: value: expected a number >= 0, got {value!r}")
        self._value = value
        self._waiters: deque[Future[None]] = deque()

    def locked(self) -> bool:
        """Return whether a task that comes now would have to wait."""
        return self._value == 0 or any(not waiter.cancelled() for waiter in self._waiters)

    async def acquire(self) -> Literal[True]:
        """Take a place, waiting for it."""
        if not self.locked():
            self._value -= 1
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        except CancelledError:
            if not waiter.cancelled():  # the place was handed over, and will not be used
                self._value += 1
            raise
        finally:
            self._waiters.remove(waiter)
            while self._value > 0 and self._wake():
                pass
        return True

    def release(self) -> None:
        """Give a place back."""
        self._value += 1
        self._wake()

    def _wake(self) -> bool:
        """Hand a place to the first who waits; return whether anybody does."""
        for waiter in self._waiters:
            if not waiter.done():
                self._value -= 1
                waiter.set_result(None)
                return True
        return False

    async def __aenter__(self) -> None:
        """Take a place."""
        await self.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give it back."""
        self.release()


class Lock(Semaphore):
    """One place, for one task at a time.

    Raises
    ------
    RuntimeError
        If it is released without being held.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     lock = Lock()
    ...     async with lock:
    ...         return lock.locked()
    >>> run(main())
    True
    """

    def __init__(self) -> None:
        super().__init__(1)

    def release(self) -> None:
        """Let the next task in."""
        if self._value > 0 or any(w.done() and not w.cancelled() for w in self._waiters):
            raise RuntimeError("release: expected a lock that is held, got a free one")
        super().release()
