"""The whole idea in ten lines: generators that yield how long they want to be left alone.

No futures, no results to wait for, no cancellation: the oracle of the loop for tasks that only
sleep.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable
from typing import Any

__all__ = ["interleave"]


def interleave(generators: Iterable[Generator[float, None, Any]]) -> list[tuple[float, Any]]:
    """Run generators side by side; each yields the seconds after which it wants to go on.

    Parameters
    ----------
    generators
        What to run.

    Returns
    -------
    list of tuple
        For each, in order, the virtual time at which it returned, and what.

    Notes
    -----
    A step costs O(log n) among n generators.

    References
    ----------
    Conway, M. E. (1963). Design of a separable transition-diagram compiler. Communications of the
    ACM 6(7), 396-408, section Coroutines and separable programs.

    Examples
    --------
    >>> def work(name, seconds):
    ...     for step in range(2):
    ...         print(name, step)
    ...         yield seconds
    ...     return name
    >>> interleave([work("slow", 3), work("fast", 1)])
    slow 0
    fast 0
    fast 1
    slow 1
    [(6.0, 'slow'), (2.0, 'fast')]
    """
    ends: dict[int, tuple[float, Any]] = {}
    queue = [(0.0, index, index, generator) for index, generator in enumerate(generators)]
    turn = len(queue)  # equal times: who came first
    while queue:
        now, _, index, generator = heapq.heappop(queue)
        try:
            delay = next(generator)  # runs to its next yield
        except StopIteration as stop:
            ends[index] = (now, stop.value)
        else:
            heapq.heappush(queue, (now + delay, turn, index, generator))
            turn += 1
    return [ends[index] for index in sorted(ends)]
