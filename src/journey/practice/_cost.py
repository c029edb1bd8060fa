"""What a check can expect of the cost of an answer: counted, so that no clock decides."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

from journey.practice._failure import Failed
from journey.practice._hold import put_back
from journey.practice._work import Guarded, copied


class _Spent(BaseException):
    """The budget is spent; no error of the reader's, so that `except Exception` lets it pass."""


def within_steps(limit: int, function: Callable[..., Any], *arguments: Any, call: str) -> Any:
    """Call a function, and expect it to take few steps of Python.

    A step is one instruction of the interpreter, in the function or in any Python code that it
    calls. What NumPy does in C is free, so a loop over samples shows, and a vectorised answer takes
    as many steps for a million samples as for ten. The call is ended when the steps are spent.

    Parameters
    ----------
    limit
        The most steps.
    function, arguments
        What to call, with copies of what.
    call
        The same as the reader would write it.

    Returns
    -------
    object
        What the function returns.

    Examples
    --------
    >>> within_steps(1000, sum, range(10_000), call="total(range(10_000))")
    49995000
    >>> def total(values):
    ...     return sum(value for value in values)
    >>> within_steps(1000, total, range(10_000), call="total(range(10_000))")
    Traceback (most recent call last):
    journey.practice._failure.Failed: total(range(10_000)) takes too many steps of Python.
    """
    mine = copied(arguments)
    # Without its guard, which takes steps of its own; what it puts back is put back below.
    own = function.function if type(function) is Guarded else function
    taken, spent = 0, False

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken, spent
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        if taken > limit:
            spent = True
            raise _Spent
        return trace

    before = sys.gettrace()
    try:
        # Once on nothing: Python 3.12 counts instructions only from the second trace on.
        sys.settrace(trace)
        (lambda: None)()
        sys.settrace(None)
        taken = 0
        sys.settrace(trace)
        value = own(*mine)
    except _Spent:
        value = None
    finally:
        sys.settrace(before)
        put_back()
    if spent:
        raise Failed(
            f"{call} takes too many steps of Python.",
            expected=f"at most {limit:,} steps, so no loop over the values",
            got=f"more than {limit:,} steps",
        )
    return value


def within_memory(limit: int, function: Callable[..., Any], *arguments: Any, call: str) -> Any:
    """Call a function, and expect it to hold little memory at any moment.

    Parameters
    ----------
    limit
        The most bytes, beyond what was held before the call.
    function, arguments
        What to call, with copies of what.
    call
        The same as the reader would write it.

    Returns
    -------
    object
        What the function returns.

    Examples
    --------
    >>> within_memory(10_000, sum, range(10_000), call="total(range(10_000))")
    49995000
    >>> within_memory(10_000, sorted, range(10_000), call="ordered(range(10_000))")[:2]
    Traceback (most recent call last):
    journey.practice._failure.Failed: ordered(range(10_000)) takes too much memory.
    """
    mine = copied(arguments)
    own = function.function if type(function) is Guarded else function
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        held = tracemalloc.get_traced_memory()[0]
        value = own(*mine)
        peak = tracemalloc.get_traced_memory()[1] - held
    finally:
        if not running:
            tracemalloc.stop()
        put_back()
    if peak > limit:
        raise Failed(
            f"{call} takes too much memory.",
            expected=f"at most {limit:,} bytes at once",
            got=f"{peak:,} bytes",
        )
    return value
