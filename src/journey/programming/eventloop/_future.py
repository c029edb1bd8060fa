"""A future: a result that is not there yet, and what is to be called when it is.

``await`` on a future yields the future itself, up through every coroutine, to the task that runs
them. Nothing here knows of tasks or of time. Left out: contexts (``contextvars``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import Any, Generic, Protocol, TypeVar

__all__ = ["CancelledError", "Future", "InvalidStateError"]

T = TypeVar("T")
logger = logging.getLogger("journey.programming.eventloop")


class CancelledError(BaseException):
    """Raised in a coroutine where it waits, when its task is cancelled.

    It is no `Exception`: code that catches every `Exception` lets it pass.

    Examples
    --------
    >>> issubclass(CancelledError, Exception)
    False
    """


class InvalidStateError(Exception):
    """A result was asked for too early, or given twice.

    Examples
    --------
    >>> from journey.programming.eventloop import EventLoop
    >>> EventLoop().create_future().result()
    Traceback (most recent call last):
    journey.programming.eventloop._future.InvalidStateError: result: the future is not done
    """


class Scheduler(Protocol):
    """What a future needs of its loop."""

    def call_soon(self, callback: Callable[..., object], *args: Any) -> object:
        """Call it in the next round."""
        ...


class Future(Generic[T]):
    """A place for one result, error or cancellation, all of them final.

    Parameters
    ----------
    loop
        Where the callbacks are called; usually made by `EventLoop.create_future`.

    Raises
    ------
    InvalidStateError
        If a result is read before it is there, or set when there is one.

    References
    ----------
    Baker, H. C., Hewitt, C. (1977). The incremental garbage collection of processes. Symposium on
    Artificial Intelligence and Programming Languages, section 1.

    Examples
    --------
    >>> from journey.programming.eventloop import EventLoop
    >>> loop = EventLoop()
    >>> future = loop.create_future()
    >>> _ = loop.call_later(2, future.set_result, "ready")
    >>> loop.run_until_complete(future), loop.time()
    ('ready', 2.0)
    """

    def __init__(self, loop: Scheduler) -> None:
        self._loop = loop
        self._state = "pending"
        self._result: Any = None
        self._error: BaseException | None = None
        self._unseen = False  # there is an error, and nobody has asked for it
        self._callbacks: list[Callable[[Any], object]] = []

    def done(self) -> bool:
        """Return whether there is a result, an error, or a cancellation."""
        return self._state != "pending"

    def cancelled(self) -> bool:
        """Return whether it was cancelled."""
        return self._state == "cancelled"

    def result(self) -> T:
        """Return the result, or raise the error."""
        if (error := self._outcome("result")) is not None:
            raise error
        value: T = self._result
        return value

    def exception(self) -> BaseException | None:
        """Return the error, None if there is a result; raise CancelledError if cancelled."""
        error = self._outcome("exception")
        if self.cancelled():
            raise error or CancelledError
        return error

    def _outcome(self, asked: str) -> BaseException | None:
        if self._state == "pending":
            raise InvalidStateError(f"{asked}: the future is not done")
        self._unseen = False
        return CancelledError() if self._state == "cancelled" else self._error

    def set_result(self, result: T) -> None:
        """Give the result; the callbacks are called in the next round."""
        self._settle("finished")
        self._result = result

    def set_exception(self, error: BaseException | type[BaseException]) -> None:
        """Give an error instead of a result."""
        raised = error() if isinstance(error, type) else error
        if isinstance(raised, StopIteration):
            # It would end the generator that it is raised in, without a trace.
            raise TypeError("set_exception: error: a StopIteration cannot be raised in a future")
        self._settle("finished")
        self._error, self._unseen = raised, True

    def cancel(self) -> bool:
        """Cancel it; return False, and do nothing, if it was done."""
        if self.done():
            return False
        self._settle("cancelled")
        return True

    def add_done_callback(self, callback: Callable[[Any], object]) -> None:
        """Have a function called with this future when it is done; soon, if it is."""
        if self.done():
            self._loop.call_soon(callback, self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback: Callable[[Any], object]) -> int:
        """Take a callback back; return how often it was there."""
        kept = [other for other in self._callbacks if other != callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def _settle(self, state: str) -> None:
        if self.done():
            raise InvalidStateError(f"expected a future that is pending, got one {self._state}")
        self._state = state
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def __await__(self) -> Generator[Any, None, T]:
        """Give itself to whoever drives the coroutine; go on when it is done."""
        if not self.done():
            yield self
            if not self.done():
                raise RuntimeError("await: the coroutine was resumed before its future was done")
        return self.result()

    __iter__ = __await__  # so that plain generators can say ``yield from future``

    def __del__(self) -> None:
        """Tell of an error that nobody has looked at."""
        if getattr(self, "_unseen", False):
            logger.error("%s: its exception was never retrieved: %r", self, self._error)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state}>"
