"""A task: drives a coroutine by ``send`` and ``throw`` until it ends.

This is where ``await`` meets the loop. A coroutine that has to wait yields a future through all
its callers; the task takes it, asks to be called when it is done, and returns to the loop.
"""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from typing import TYPE_CHECKING, Any, TypeVar

from journey.programming.eventloop._future import CancelledError, Future, logger

if TYPE_CHECKING:
    from journey.programming.eventloop._loop import EventLoop

__all__ = ["Task"]

T = TypeVar("T")


class Task(Future[T]):
    """A coroutine on its way, and the future of what it will return.

    Made by `create_task`, `TaskGroup.create_task` or `EventLoop.create_task`. The coroutine starts
    in the loop's next round, not at once.

    Parameters
    ----------
    coro
        A coroutine, or a generator that yields futures, and None to let others run.
    loop
        The loop.
    name
        For messages; without one, it is numbered.

    Raises
    ------
    TypeError
        If `coro` can be driven neither as a coroutine nor as a generator.

    Notes
    -----
    A step costs O(1) beside the code that it runs. `cancel` only asks: CancelledError is raised
    where the coroutine waits, and the coroutine may clean up, or even refuse.

    References
    ----------
    Selivanov, Y. (2015). PEP 492: Coroutines with async and await syntax, section Await expression.

    Examples
    --------
    >>> from journey.programming.eventloop import create_task, run, sleep
    >>> async def work():
    ...     await sleep(1)
    ...     return "done"
    >>> async def main():
    ...     task = create_task(work())
    ...     before = task.done()
    ...     return before, await task
    >>> run(main())
    (False, 'done')
    """

    def __init__(
        self,
        coro: Coroutine[Any, Any, T] | Generator[Any, Any, T],
        loop: EventLoop,
        *,
        name: str | None = None,
    ) -> None:
        if not (hasattr(coro, "send") and hasattr(coro, "throw")):
            raise TypeError(f"Task: coro: expected a coroutine or a generator, got {coro!r}")
        super().__init__(loop)
        self._events = loop
        self._coro = coro
        self._waits_for: Future[Any] | None = None
        self._must_cancel = False
        self._requests = 0
        self.number = loop.register(self)
        self.name = name or f"task-{self.number}"
        loop.call_soon(self._step)

    def cancel(self) -> bool:
        """Ask for CancelledError to be raised where the coroutine waits.

        Returns
        -------
        bool
            False if the task was done.
        """
        if self.done():
            return False
        self._requests += 1
        # What it waits for is cancelled, which wakes the task with the error. If it waits for
        # nothing that could be cancelled, the next step raises it.
        if self._waits_for is None or not self._waits_for.cancel():
            self._must_cancel = True
        return True

    def cancelling(self) -> int:
        """Return how many requests to cancel are open."""
        return self._requests

    def uncancel(self) -> int:
        """Take one request back, as who made it and caught the error does; return what is left."""
        if self._requests > 0:
            self._requests -= 1
            if self._requests == 0:
                self._must_cancel = False
        return self._requests

    def _step(self, error: BaseException | None = None) -> None:
        """Run the coroutine to its next ``await`` that has to wait."""
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = CancelledError()
            self._must_cancel = False
        self._waits_for = None
        before, self._events._current = self._events._current, self
        try:
            waits_for = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:  # cancelled itself, and never waited again
                super().cancel()
            else:
                self.set_result(stop.value)
        except CancelledError:
            super().cancel()
        except BaseException as raised:
            self.set_exception(raised)
            if isinstance(raised, KeyboardInterrupt | SystemExit):
                raise
        else:
            self._wait_for(waits_for)
        finally:
            self._events._current = before

    def _wait_for(self, awaited: Any) -> None:
        """Have the next step called when what the coroutine yielded is done."""
        if awaited is None:  # a bare yield: let the others run, then go on
            self._loop.call_soon(self._step)
        elif not isinstance(awaited, Future):
            what = f"expected a future of this loop, got {awaited!r}"
            self._loop.call_soon(self._step, RuntimeError(f"await: {what}"))
        elif awaited is self or awaited._loop is not self._loop:
            what = "the task itself" if awaited is self else "a future of another loop"
            error = RuntimeError(f"await: expected a future of this loop, got {what}")
            self._loop.call_soon(self._step, error)
        else:
            awaited.add_done_callback(self._wake)
            self._waits_for = awaited
            if self._must_cancel and awaited.cancel():
                self._must_cancel = False

    def _wake(self, future: Future[Any]) -> None:
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

    def __del__(self) -> None:
        """Tell of a coroutine that will never go on."""
        if getattr(self, "_state", "") == "pending" and hasattr(self, "name"):
            logger.error("Task was destroyed but it is pending: %s", self.name)
        super().__del__()

    def __repr__(self) -> str:
        return f"<Task {self.name} {self._state}>"
