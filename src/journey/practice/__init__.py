"""Exercises: what their checks are written with, and what runs them on a reader's code.

A check is a function that is given the reader's code as a module, calls it, and states what must
come. Everything runs in the browser and in the terminal alike. The text of the exercises is not
here; it lies in the folder `exercises/`.
"""

from journey.practice._checks import check
from journey.practice._cost import within_memory, within_steps
from journey.practice._expect import arguments_after, close, equal, holds, raises, unchanged
from journey.practice._run import BrokenChecks, Outcome, Report, run

__all__ = [
    "BrokenChecks",
    "Outcome",
    "Report",
    "arguments_after",
    "check",
    "close",
    "equal",
    "holds",
    "raises",
    "run",
    "unchanged",
    "within_memory",
    "within_steps",
]
