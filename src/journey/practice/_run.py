"""Runs a reader's code and then the checks of an exercise on it.

The checks are executed first, so that the names they import are the right ones whatever the
reader's code does; that code then runs as a module named ``work``, and each check is called once.
Only an expectation that was met passes: nothing that is printed counts, and every way of stopping,
``exit()`` included, is a failure of the check that it happened in. There is no limit of time here;
whoever calls this can end the whole run, in the browser the worker, in the terminal the process.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import ModuleType, TracebackType
from typing import Any

from journey.practice import _checks
from journey.practice._compare import difference
from journey.practice._expect import said
from journey.practice._failure import Failed
from journey.practice._hold import hold, let_go
from journey.practice._show import shorten
from journey.practice._work import FILE, Work

STDOUT_LIMIT = 10_000  # characters kept of what the reader's code prints
_CHECKS_FILE = "checks.py"


class BrokenChecks(Exception):
    """Raised where the checks themselves are at fault; its message says how."""


@dataclass(frozen=True)
class Outcome:
    """What came of one check.

    Attributes
    ----------
    name : str
        The check's name.
    passed : bool
        Whether every expectation was met.
    expected, got : str
        What must come and what came, where the first expectation was not met; else empty.
    message : str
        What was called and in what the answer differs, or how the code stopped; else empty.
    line : int or None
        The line of the reader's code on which it stopped.
    """

    name: str
    passed: bool
    expected: str = ""
    got: str = ""
    message: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Report:
    """What came of all checks of an exercise.

    Attributes
    ----------
    outcomes : tuple of Outcome
        One for each check, in the order of the file.
    stdout : str
        What the code printed, the first ten thousand characters of it.
    error : str or None
        Why the reader's code does not run at all, with its line; the checks were not run then.
    line : int or None
        That line.
    """

    outcomes: tuple[Outcome, ...]
    stdout: str = ""
    error: str | None = None
    line: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the code runs and every check passed."""
        return self.error is None and all(outcome.passed for outcome in self.outcomes)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, ready for JSON."""
        return {"passed": self.passed, **asdict(self), "outcomes": [*map(asdict, self.outcomes)]}


def run(code: str, checks: str) -> Report:
    """Run a reader's code, then every check of an exercise on it.

    Parameters
    ----------
    code
        The reader's Python.
    checks
        The exercise's checks, as Python.

    Returns
    -------
    Report

    Raises
    ------
    BrokenChecks
        If the checks cannot be executed, or there are none.

    Examples
    --------
    >>> checks = '''
    ... from journey.practice import check, equal
    ...
    ... @check("doubles a negative number")
    ... def negative(work):
    ...     equal(work.double(-2), -4, "double(-2)")
    ... '''
    >>> run("def double(x): return x + 2", checks).outcomes[0]
    Outcome(name='doubles a negative number', passed=False, expected='-4', got='0',
            message='double(-2)', line=None)
    """
    listed, namespace = _listed(checks)
    quick, full = hold(namespace)
    printed = _Printed()
    streams = sys.stdout, sys.stderr, sys.stdin
    before = sys.modules.get("work")

    def tidy() -> None:
        full()
        sys.stdout, sys.stderr, sys.stdin = printed, printed, io.StringIO()

    try:
        tidy()
        module, error, line = _executed(code)
        tidy()
        if error is not None:
            message = "Not run: the code above it does not run." if line is None else ""
            message = message or f"Not run: the code stops at line {line}."
            missed = tuple(Outcome(name, False, message=message) for name, _ in listed)
            return Report(missed, printed.text, error, line)
        outcomes = []
        for name, function in listed:
            outcomes.append(_judged(name, function, Work(module, quick), tidy))
            tidy()  # putting an error into words may have run the reader's code again
        return Report(tuple(outcomes), printed.text)
    finally:
        full()
        let_go()
        sys.stdout, sys.stderr, sys.stdin = streams
        sys.modules.pop("work", None)
        if before is not None:
            sys.modules["work"] = before


def _listed(checks: str) -> tuple[tuple[tuple[str, _checks.Check], ...], dict[str, Any]]:
    """Execute the checks' file; return its checks and its globals."""
    _checks.start()
    namespace: dict[str, Any] = {"__name__": "checks"}
    try:
        exec(compile(checks, _CHECKS_FILE, "exec", dont_inherit=True), namespace)
    except Exception as error:
        line = _line(error, sys.exc_info()[2], _CHECKS_FILE)
        raise BrokenChecks(f"{_CHECKS_FILE}:{line}: {said(error)}") from error
    finally:
        found = _checks.taken()
    if not found:
        raise BrokenChecks(f"{_CHECKS_FILE}: there is no check in it")
    return found, namespace


def _executed(code: str) -> tuple[ModuleType, str | None, int | None]:
    """Execute the reader's code as the module ``work``; return it, or why it stopped, and where."""
    module = ModuleType("work")
    module.__file__ = FILE
    sys.modules["work"] = module  # dataclasses, among others, look their module up
    try:
        exec(compile(code, FILE, "exec", dont_inherit=True), vars(module))
    except BaseException as error:
        line = _line(error, sys.exc_info()[2], FILE)
        words = _words(error)
        return module, words if line is None else f"Line {line}: {words}", line
    return module, None, None


def _judged(
    name: str, function: _checks.Check, work: Work, tidy: Callable[[], None]
) -> Outcome:  # fmt: skip
    differs = difference
    try:
        returned: object = function(work)  # type: ignore[func-returns-value]
        tidy()
    except Failed as failed:
        tidy()
        return Outcome(
            name, False, _clean(failed.expected), _clean(failed.got), _clean(failed.message)
        )
    except BaseException as error:
        trace = sys.exc_info()[2]
        tidy()
        line = _line(error, trace, FILE)
        words = _words(error)
        if line is None:
            message = f"The check cannot use what your code gave: {words}"
        elif type(error) is NotImplementedError:
            message = f"Line {line} is not written yet."
        else:
            message = f"Your code stops at line {line}: {words}"
        return Outcome(name, False, message=_clean(message), line=line)
    if returned is not None:
        raise BrokenChecks(f"{_CHECKS_FILE}: the check {name!r} returns something, or awaits")
    if differs(0, 1) is None:  # after all that was put back, the comparison is still not sound
        return Outcome(name, False, message="Your code changes what judges it.")
    return Outcome(name, True)


def _words(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "it calls exit(), which ends the program."
    if isinstance(error, RecursionError):
        return "RecursionError: it calls itself without end."
    return _clean(said(error))


def _line(error: BaseException, trace: TracebackType | None, file: str) -> int | None:
    """Return the last line of a file that an error passed through, or on which it is no Python."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            found = trace.tb_lineno
        trace = trace.tb_next
    if found is None and issubclass(type(error), SyntaxError):
        return getattr(error, "lineno", None)
    return found


def _clean(text: str) -> str:
    """Return a text that every encoder takes: half a pair of surrogates is none."""
    return text.encode("utf-8", "replace").decode("utf-8")


class _Printed(io.TextIOBase):
    """Keeps the beginning of what is printed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        """Keep a text, as long as there is room."""
        if self._size <= STDOUT_LIMIT:
            self._parts.append(_clean(text[: STDOUT_LIMIT + 1 - self._size]))
        self._size += len(text)
        return len(text)

    @property
    def text(self) -> str:
        """What was kept."""
        return shorten("".join(self._parts), STDOUT_LIMIT)
