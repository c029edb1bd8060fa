"""Work spread over the machine's cores, where that is safe: forked processes, on Linux only.

Elsewhere, and for few items, everything runs in this process, with the same results.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
_FEW = 8


def cores() -> int:
    """Return how many processes may run at once; 1 where processes cannot be forked safely."""
    if sys.platform != "linux" or os.environ.get("JOURNEY_CORES") == "1":
        return 1
    return len(os.sched_getaffinity(0))


def spread(function: Callable[[A], B], items: Sequence[A]) -> list[B]:
    """Return the function's value for each item, in order.

    Parameters
    ----------
    function
        At module level, without side effects that matter.
    items
        What it is called with.
    """
    count = min(cores(), 4)
    if count < 2 or len(items) < _FEW:
        return [function(item) for item in items]
    with multiprocessing.get_context("fork").Pool(count) as pool:
        return pool.map(function, items, chunksize=4)
