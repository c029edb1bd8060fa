"""A task group: tasks that cannot outlive the block that started them.

If one fails, the others are cancelled, and the block ends with all errors in one group. Follows
`asyncio.TaskGroup` of Python 3.13, which differs from 3.11 and 3.12 where the block is cancelled
from outside while a task fails: the cancellation is then not lost.
"""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from types import TracebackType
from typing import Any, TypeVar

from journey.programming.eventloop._future import CancelledError, Future
from journey.programming.eventloop._running import current_task, get_running_loop
from journey.programming.eventloop._task import Task

__all__ = ["TaskGroup"]

T = TypeVar("T")


class TaskGroup:
    """An asynchronous context manager that waits for the tasks started in it.

    Raises
    ------
    BaseExceptionGroup
        On leaving, if tasks or the block failed; an `ExceptionGroup` if all errors are Exceptions.
    RuntimeError
        If a task is started before the block or after it.

    Notes
    -----
    Siblings are cancelled in the order in which they were started; `asyncio` keeps them in a set
    and leaves that order open.

    References
    ----------
    Smith, N. J. (2018). Notes on structured concurrency, or: Go statement considered harmful.

    Selivanov, Y., Katriel, I. (2021). PEP 654: Exception groups and except*.

    Examples
    --------
    >>> from journey.programming.eventloop import run, sleep
    >>> async def main():
    ...     async with TaskGroup() as group:
    ...         one = group.create_task(sleep(1, "one"))
    ...         two = group.create_task(sleep(2, "two"))
    ...     return one.result(), two.result()
    >>> run(main())
    ('one', 'two')
    """

    def __init__(self) -> None:
        self._parent: Task[Any] | None = None
        self._tasks: dict[Task[Any], None] = {}  # a dict keeps the order
        self._errors: list[BaseException] = []
        self._aborting = False
        self._left = False
        self._cancelled_parent = False
        self._empty: Future[None] | None = None

    async def __aenter__(self) -> TaskGroup:
        """Remember whose block this is."""
        if self._parent is not None:
            raise RuntimeError("TaskGroup: expected one that was not entered yet")
        self._parent = current_task()
        if self._parent is None:
            raise RuntimeError("TaskGroup: expected to be entered inside a task")
        return self

    def create_task(
        self, coro: Coroutine[Any, Any, T] | Generator[Any, Any, T], *, name: str | None = None
    ) -> Task[T]:
        """Start a task in this group.

        Parameters
        ----------
        coro
            A coroutine or a generator.
        name
            For messages.

        Returns
        -------
        Task
            It is done when the block is left.
        """
        state = (
            "was not entered" if self._parent is None
            else "is shutting down" if self._aborting
            else "is finished" if self._left and not self._tasks
            else ""
        )  # fmt: skip
        if state:
            coro.close()  # it will never run, and should not complain of that
            raise RuntimeError(f"create_task: expected an open group, got one that {state}")
        task = get_running_loop().create_task(coro, name=name)
        self._tasks[task] = None
        task.add_done_callback(self._task_done)
        return task

    def _abort(self) -> None:
        self._aborting = True
        for task in list(self._tasks):
            task.cancel()

    def _task_done(self, task: Task[Any]) -> None:
        del self._tasks[task]
        if not self._tasks and self._empty is not None and not self._empty.done():
            self._empty.set_result(None)
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        self._errors.append(error)
        if not self._aborting:
            assert self._parent is not None
            self._abort()
            # The block may be waiting for anything; it must end. `__aexit__` takes this back.
            self._cancelled_parent = True
            self._parent.cancel()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for all tasks, then raise what went wrong."""
        assert self._parent is not None
        self._left = True
        cancelled = error if isinstance(error, CancelledError) else None
        if error is not None and not self._aborting:
            self._abort()
        while self._tasks:
            self._empty = get_running_loop().create_future()
            try:
                await self._empty
            except CancelledError as outside:
                if not self._aborting:
                    cancelled = outside
                    self._abort()
        # Only here: a task may have failed while this was waiting, and have cancelled the wait.
        if self._cancelled_parent and self._parent.uncancel() == 0:
            cancelled = None  # it was this group's own doing
        if error is not None and not isinstance(error, CancelledError):
            self._errors.append(error)
        errors, self._errors = self._errors, []  # no circle of errors and frames
        for each in errors:
            if isinstance(each, KeyboardInterrupt | SystemExit):
                raise each
        if cancelled is not None and not errors:
            raise cancelled
        if errors:
            if self._parent.cancelling():
                # Cancelled from outside as well: the errors go first, the request stays.
                self._parent.uncancel()
                self._parent.cancel()
            raise BaseExceptionGroup("errors in a TaskGroup", errors) from None
