"""Many things to do, few at a time, in order, on this loop or on asyncio's."""

from __future__ import annotations

from collections.abc import Awaitable, Collection, Coroutine, Generator, Iterable, Iterator
from itertools import chain
from typing import Any

from journey.programming.eventloop._future import CancelledError
from journey.programming.eventloop._groups import TaskGroup
from journey.programming.eventloop._running import running_or_none

__all__ = ["bounded_gather"]

_MISSING = object()


async def bounded_gather(
    limit: int, awaitables: Iterable[Awaitable[Any]], *, return_exceptions: bool = False
) -> list[Any]:
    r"""Await all of them, at most `limit` at the same time; results in the order of the input.

    The next is taken from the iterable only when a place is free. So a generator of a million
    coroutines never makes more than `limit` of them. At the first error the others are cancelled,
    and nothing more is started; `gather` lets them run on.

    It works in whichever loop awaits it, this package's or `asyncio`'s.

    Parameters
    ----------
    limit
        How many may run at once, at least 1.
    awaitables
        Coroutines, best made by a generator as they are taken. After an error nothing more is
        taken; a generator is closed, and so are the coroutines left in a list.
    return_exceptions
        Put errors into the list, as if they were results, and go on.

    Returns
    -------
    list
        The results.

    Raises
    ------
    ValueError
        If `limit` is below 1.
    Exception
        The first error of an awaitable.

    Notes
    -----
    With durations $d_i$ it takes at most $\sum_i d_i / k + (1 - 1/k) \max_i d_i$, where $k$ is the
    limit, and never more than $2 - 1/k$ times what the best schedule takes.

    References
    ----------
    Graham, R. L. (1966). Bounds for certain multiprocessing anomalies. Bell System Technical
    Journal 45(9), 1563-1581, theorem 1.

    Examples
    --------
    >>> from journey.programming.eventloop import get_running_loop, run, sleep
    >>> async def main():
    ...     results = await bounded_gather(2, (sleep(n, n) for n in (3, 1, 1, 2)))
    ...     return results, get_running_loop().time()
    >>> run(main())
    ([3, 1, 1, 2], 4.0)
    """
    if not isinstance(limit, int) or limit < 1:
        raise ValueError(f"bounded_gather: limit: expected a whole number >= 1, got {limit!r}")
    source = iter(awaitables)
    results: list[Any] = []
    first: list[BaseException] = []

    taken: dict[int, Awaitable[Any]] = {}  # and not begun yet

    def take() -> int | None:
        # The place in the results is fixed when an item is taken: a worker that never has to wait
        # takes its next one before its neighbour has begun.
        for awaitable in source:
            index = len(results)
            results.append(_MISSING)
            taken[index] = awaitable
            return index
        return None

    async def worker(index: int | None) -> None:
        while index is not None:
            try:
                results[index] = await taken.pop(index)
            except Exception as error:
                if not return_exceptions:
                    first.append(error)
                    raise
                results[index] = error
            index = None if first else take()

    try:
        async with _task_group() as group:
            started = 0
            while started < limit and (index := take()) is not None:
                group.create_task(worker(index))
                started += 1
    except BaseExceptionGroup as group_of_errors:
        first.extend(group_of_errors.exceptions)
    finally:
        _close_rest(awaitables, source, taken.values())
    if first:
        raise first[0]  # outside of the handler: the error keeps its own cause
    if any(result is _MISSING for result in results):
        raise CancelledError  # an awaitable was cancelled, though nobody cancelled this
    return results


def _task_group() -> Any:
    """Return a task group of the loop that is running."""
    if running_or_none() is not None:
        return TaskGroup()
    import asyncio

    return asyncio.TaskGroup()


def _close_rest(given: Iterable[Any], source: Iterator[Any], taken: Iterable[Any]) -> None:
    """Close the coroutines that will not be awaited, and the generator that makes them.

    Of a list they are there already. Any other iterator, such as a ``map``, makes them when asked;
    it is asked no more, as it may be long or endless.
    """
    if isinstance(source, Generator):
        source.close()
    for left in chain(taken, source if isinstance(given, Collection) else ()):
        if isinstance(left, Coroutine):
            left.close()
