"""A queue between tasks. With a bound it is the brake: who puts too fast waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from journey.programming.eventloop._future import Future
from journey.programming.eventloop._running import get_running_loop
from journey.programming.eventloop._sync import Event

__all__ = ["Queue", "QueueEmpty", "QueueFull"]

T = TypeVar("T")


class QueueEmpty(Exception):
    """Nothing is there to get at once.

    Examples
    --------
    >>> Queue().get_nowait()
    Traceback (most recent call last):
    journey.programming.eventloop._queue.QueueEmpty
    """


class QueueFull(Exception):
    """There is no room to put something at once.

    Examples
    --------
    >>> queue = Queue(maxsize=1)
    >>> queue.put_nowait("a")
    >>> queue.put_nowait("b")
    Traceback (most recent call last):
    journey.programming.eventloop._queue.QueueFull
    """


class Queue(Generic[T]):
    """First in, first out, between tasks.

    Parameters
    ----------
    maxsize
        How many may lie in it; 0 or less for any number.

    Raises
    ------
    ValueError
        If `task_done` is called more often than something was put.

    Examples
    --------
    >>> from journey.programming.eventloop import create_task, get_running_loop, run, sleep
    >>> async def maker(queue):
    ...     for n in range(4):
    ...         await queue.put(n)  # waits while two are lying there
    ...     return get_running_loop().time()
    >>> async def main():
    ...     queue = Queue(maxsize=2)
    ...     task = create_task(maker(queue))
    ...     for _ in range(4):
    ...         await sleep(1)
    ...         await queue.get()
    ...     return await task
    >>> run(main())
    2.0
    """

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self._items: deque[T] = deque()
        self._getters: deque[Future[None]] = deque()
        self._putters: deque[Future[None]] = deque()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    def qsize(self) -> int:
        """Return how many lie in it."""
        return len(self._items)

    def empty(self) -> bool:
        """Return whether none does."""
        return not self._items

    def full(self) -> bool:
        """Return whether a `put` would have to wait."""
        return 0 < self.maxsize <= len(self._items)

    async def put(self, item: T) -> None:
        """Put something in, waiting for room."""
        while self.full():
            await self._wait(self._putters, self.full)
        self.put_nowait(item)

    def put_nowait(self, item: T) -> None:
        """Put something in, or raise QueueFull."""
        if self.full():
            raise QueueFull
        self._items.append(item)
        self._unfinished += 1
        self._finished.clear()
        _wake(self._getters)

    async def get(self) -> T:
        """Take the oldest out, waiting for it."""
        while self.empty():
            await self._wait(self._getters, self.empty)
        return self.get_nowait()

    def get_nowait(self) -> T:
        """Take the oldest out, or raise QueueEmpty."""
        if self.empty():
            raise QueueEmpty
        item = self._items.popleft()
        _wake(self._putters)
        return item

    def task_done(self) -> None:
        """Say that something taken out is dealt with."""
        if self._unfinished <= 0:
            raise ValueError("task_done: called more often than something was put in")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self) -> None:
        """Wait until everything put in is dealt with."""
        if self._unfinished > 0:
            await self._finished.wait()

    async def _wait(self, waiters: deque[Future[None]], blocked: Callable[[], bool]) -> None:
        waiter = get_running_loop().create_future()
        waiters.append(waiter)
        try:
            await waiter
        except BaseException:
            if waiter in waiters:
                waiters.remove(waiter)
            # Woken and cancelled at once: somebody else must be told.
            if not blocked() and not waiter.cancelled():
                _wake(waiters)
            raise


def _wake(waiters: deque[Future[None]]) -> None:
    while waiters:
        waiter = waiters.popleft()
        if not waiter.done():
            waiter.set_result(None)
            return
