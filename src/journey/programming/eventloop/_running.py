"""Which loop runs in this thread, and which task it is running."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from journey.programming.eventloop._loop import EventLoop
    from journey.programming.eventloop._task import Task

__all__ = ["current_task", "get_running_loop", "running_or_none"]


class _Running(threading.local):
    loop: EventLoop | None = None


running = _Running()


def running_or_none() -> EventLoop | None:
    """Return the loop that runs in this thread, if one does."""
    return running.loop


def get_running_loop() -> EventLoop:
    """Return the loop that runs in this thread.

    Returns
    -------
    EventLoop
        The loop whose callback or coroutine is calling.

    Raises
    ------
    RuntimeError
        If none is running.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     return get_running_loop().time()
    >>> run(main())
    0.0
    """
    if running.loop is None:
        raise RuntimeError("expected to be called in a running event loop, and none is running")
    return running.loop


def current_task() -> Task[Any] | None:
    """Return the task that is running, None inside a plain callback.

    Returns
    -------
    Task or None
        The task.

    Raises
    ------
    RuntimeError
        If no loop is running.

    Examples
    --------
    >>> from journey.programming.eventloop import run
    >>> async def main():
    ...     return current_task().name
    >>> run(main())
    'task-1'
    """
    return get_running_loop()._current
