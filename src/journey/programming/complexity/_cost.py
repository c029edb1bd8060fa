"""Costs of a call: steps, calls, depth, bytes, seconds; over many sizes, and over many calls.

All of them are functions `cost(function, *args)`, so that each can be given to `measure`. Steps are
counted with `sys.settrace`, which sees Python code only: what runs in C is one step of its caller.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

__all__ = [
    "Amortized",
    "amortized_cost",
    "count_calls",
    "count_steps",
    "measure",
    "peak_bytes",
    "seconds",
    "stack_depth",
]

Cost = Callable[..., float]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let the garbage collector rest: it comes when it likes, and may call back into Python."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _traced(function: Callable[..., object], args: tuple[Any, ...]) -> tuple[int, int, int]:
    """Run under a tracer and return the lines, the calls and the deepest stack."""
    lines = calls = depth = deepest = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines, calls, depth, deepest
        if event == "line":
            lines += 1
        elif event == "call":
            calls += 1
            depth += 1
            deepest = max(deepest, depth)
        elif event == "return":
            depth -= 1
        return trace

    before = sys.gettrace()
    with _no_collection():
        sys.settrace(trace)
        try:
            function(*args)
        finally:
            sys.settrace(before)
    return lines, calls, deepest


def count_steps(function: Callable[..., object], *args: Any) -> int:
    """Call a function and return how many lines of Python ran, its own and those of its callees.

    A line that runs again counts again, so a loop counts once a round for its head and once for
    each line of its body. Work inside C (`sum`, `sorted`, NumPy) is not seen: it is part of the one
    line that asked for it. Where lines begin differs a little between versions of Python; growth
    does not. Tracing costs about a microsecond a step.

    Parameters
    ----------
    function, args
        What to call, and with what. An error in it is passed on.

    Returns
    -------
    int
        The lines.

    Examples
    --------
    >>> def total(n):
    ...     sum = 0
    ...     for i in range(n):
    ...         sum += i
    >>> count_steps(total, 11) - count_steps(total, 10)
    2
    """
    return _traced(function, args)[0]


def count_calls(function: Callable[..., object], *args: Any) -> int:
    """Call a function and return how many calls of Python functions that made, itself included.

    A generator counts once each time it is resumed.

    Parameters
    ----------
    function, args
        What to call, and with what. An error in it is passed on.

    Returns
    -------
    int
        The calls; 0 for a function that is not written in Python.

    Examples
    --------
    >>> def hanoi(n):
    ...     if n:
    ...         hanoi(n - 1)
    ...         hanoi(n - 1)
    >>> count_calls(hanoi, 4)
    31
    """
    return _traced(function, args)[1]


def stack_depth(function: Callable[..., object], *args: Any) -> int:
    """Call a function and return how deep its calls were nested: the space that recursion takes.

    Parameters
    ----------
    function, args
        What to call, and with what. An error in it is passed on.

    Returns
    -------
    int
        The most frames at one time, the function's own included.

    Examples
    --------
    >>> def hanoi(n):
    ...     if n:
    ...         hanoi(n - 1)
    ...         hanoi(n - 1)
    >>> stack_depth(hanoi, 4)
    5
    """
    return _traced(function, args)[2]


def peak_bytes(function: Callable[..., object], *args: Any) -> int:
    """Call a function and return the most memory that it held at one time, beyond what was there.

    The result counts, the arguments do not. Only what Python's allocator (and NumPy) gives out is
    seen. Sizes differ between versions and machines of 32 and 64 bits; growth does not.

    Parameters
    ----------
    function, args
        What to call, and with what. An error in it is passed on.

    Returns
    -------
    int
        Bytes, as `tracemalloc` sees them.

    Examples
    --------
    >>> small, large = (peak_bytes(bytearray, n) for n in (10_000, 20_000))
    >>> 9_900 < large - small < 10_100
    True
    """
    tracing = tracemalloc.is_tracing()
    if not tracing:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        held = function(*args)
        peak = tracemalloc.get_traced_memory()[1]
        del held
    finally:
        if not tracing:
            tracemalloc.stop()
    return max(peak - before, 0)


def seconds(function: Callable[..., object], *args: Any) -> float:
    """Call a function and return how long it took, with the garbage collector at rest.

    Parameters
    ----------
    function, args
        What to call, and with what. An error in it is passed on.

    Returns
    -------
    float
        Seconds by `time.perf_counter`, at least one nanosecond. One call that takes less than some
        100 microseconds is mostly the clock's own noise: take larger sizes.

    Examples
    --------
    >>> seconds(sorted, [3, 1, 2]) > 0
    True
    """
    with _no_collection():
        start = time.perf_counter()
        function(*args)
        return max(time.perf_counter() - start, 1e-9)


def measure(
    function: Callable[..., object],
    make_input: Callable[[int], Any],
    sizes: Iterable[int],
    *,
    cost: Cost = seconds,
    repeats: int = 5,
) -> list[float]:
    """Measure what a function costs on inputs of several sizes.

    The repeats go round all sizes in turn, so that a slow spell of the machine meets every size
    instead of one. The median is kept: it ignores up to half of the repeats being disturbed.

    Parameters
    ----------
    function
        What to measure. It gets a fresh input each time and may change it.
    make_input
        Makes the input of a size: a tuple of arguments, or the only argument.
    sizes
        The sizes.
    cost
        How to measure one call: [seconds][journey.programming.complexity.seconds],
        [count_steps][journey.programming.complexity.count_steps] or any other of this module. A
        count is the same each time, so that `repeats=1` is enough.
    repeats
        Calls a size.

    Returns
    -------
    list of float
        The median cost at each size, for `fit_growth`.

    Raises
    ------
    ValueError
        If `repeats` is below 1.

    Examples
    --------
    >>> from journey.programming.complexity import count_comparisons
    >>> measure(sorted, lambda n: list(range(n)), [10, 100], cost=count_comparisons, repeats=1)
    [9, 99]
    """
    if repeats < 1:
        raise ValueError(f"repeats must be at least 1: got {repeats!r}")
    sizes = list(sizes)
    found: list[list[float]] = [[] for _ in sizes]
    for _ in range(repeats):
        for place, size in enumerate(sizes):
            made = make_input(size)
            args = made if isinstance(made, tuple) else (made,)
            found[place].append(cost(function, *args))
    return [statistics.median(costs) for costs in found]


class Amortized(NamedTuple):
    """What a sequence of operations cost.

    Attributes
    ----------
    total, worst : float
        All operations together, and the dearest one.
    mean : float
        The total for each operation: the amortised cost of this sequence.

    Examples
    --------
    >>> Amortized([1, 1, 4]).mean
    2.0
    """

    costs: Sequence[float]

    @property
    def total(self) -> float:
        """The sum."""
        return sum(self.costs)

    @property
    def worst(self) -> float:
        """The largest."""
        return max(self.costs)

    @property
    def mean(self) -> float:
        """The sum over the number of operations."""
        return self.total / len(self.costs)


def amortized_cost(operations: Iterable[Callable[[], object]], *, cost: Cost) -> Amortized:
    """Measure operations one after the other: the worst one says little about all of them.

    Parameters
    ----------
    operations
        Calls without arguments, made in turn.
    cost
        How to measure each, as in [measure][journey.programming.complexity.measure].

    Returns
    -------
    Amortized
        Each cost, their total, the worst and the mean.

    Raises
    ------
    ValueError
        If there is no operation.

    Examples
    --------
    >>> from journey.programming.linear import DynamicArray
    >>> array = DynamicArray()
    >>> def moved(append):
    ...     before = array.moves
    ...     append()
    ...     return array.moves - before
    >>> found = amortized_cost([lambda: array.append(0)] * 1_000, cost=moved)
    >>> found.worst, found.mean
    (512, 1.02)
    """
    costs = [cost(operation) for operation in operations]
    if not costs:
        raise ValueError("operations must hold at least one: got none")
    return Amortized(costs)
