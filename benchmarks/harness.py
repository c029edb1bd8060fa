"""Times ours and the reference in turn in one process and keeps the ratio.

A case is a function that prepares its data and returns two callables. They run alternately, so
that a change in the machine's speed meets both; the figure kept is the median of the ratios of
neighbouring runs, with the quartiles beside it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Pair = tuple[Callable[[], object], Callable[[], object]]


@dataclass(frozen=True)
class Case:
    """One comparison: what is timed, against what, on what input."""

    code: str
    reference: str
    label: str
    prepare: Callable[[], Pair]


CASES: list[Case] = []


def case(
    code: str, *, reference: str, label: str
) -> Callable[[Callable[[], Pair]], Callable[[], Pair]]:
    """Register a function that returns (ours, theirs) as the case of one public name.

    Parameters
    ----------
    code
        Dotted name of what is timed, as on its API page.
    reference
        What it is timed against, as a reader would write it.
    label
        The input, in words: sizes, dtypes, seeds.
    """

    def register(prepare: Callable[[], Pair]) -> Callable[[], Pair]:
        CASES.append(Case(code, reference, label, prepare))
        return prepare

    return register


def _seconds(call: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def measure(item: Case, *, rounds: int = 9, at_least: float = 0.02) -> dict[str, float]:
    """Run both sides of a case alternately and return the medians and the ratio.

    Short calls are repeated within a round until a round takes ``at_least`` seconds.
    """
    ours, theirs = item.prepare()
    repeats = []
    for call in (ours, theirs):
        call()  # warm-up: imports, caches, first-call set-up
        once = _seconds(call, 1)
        repeats.append(max(1, round(at_least / max(once, 1e-9))))
    rows = [(_seconds(ours, repeats[0]), _seconds(theirs, repeats[1])) for _ in range(rounds)]
    ratios = sorted(a / b for a, b in rows)
    low, middle, high = statistics.quantiles(ratios, n=4)
    return {
        "ours_s": statistics.median(a for a, _ in rows),
        "reference_s": statistics.median(b for _, b in rows),
        "ratio": middle,
        "ratio_low": low,
        "ratio_high": high,
    }
