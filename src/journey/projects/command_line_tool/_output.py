"""What the program says: results on standard output, everything else on standard error.

For people, results are tables in colour; with `--json` they are one JSON document, or one line of
JSON each where there may be many. Messages and progress never mix with results, so that a pipe
gets results alone. Exit codes are part of the output; they stand here too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

__all__ = ["ExitCode", "Output", "ToolError", "printable"]


class ExitCode(IntEnum):
    """How the program ends."""

    OK = 0
    SOME_FAILED = 1  # the work was done, but not for everything
    USAGE = 2  # the command line or the configuration file is wrong
    FAILED = 3  # nothing could be done
    INTERRUPTED = 130  # as shells count a Ctrl-C


class ToolError(Exception):
    """The work cannot be done; the message says why and what would help."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.code = code


def printable(text: str) -> str:
    """Return `text` with everything escaped that a terminal or a JSON reader could choke on.

    File names may hold bytes that are not UTF-8 (lone surrogates in Python) and control
    characters, which could move the cursor or fake a line of output.
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii")
        for c in text
    )


class Output:
    """Where results and messages go.

    Parameters
    ----------
    as_json
        Results are JSON instead of tables.
    quiet
        No messages and no progress; errors are still shown.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.out = Console(file=sys.stdout, highlight=False, soft_wrap=False)
        self.err = Console(file=sys.stderr, highlight=False, stderr=True)

    def table(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str) -> None:
        """Show rows: a table for people, one JSON list of objects for scripts."""
        if self.as_json:
            self.document(list(rows))
            return
        table = Table(title=title, title_justify="left", title_style="bold")
        numbers = {c for c in columns if rows and all(_is_number(row.get(c)) for row in rows)}
        for column in columns:
            table.add_column(
                column, overflow="fold", justify="right" if column in numbers else "left"
            )
        for row in rows:
            cells = ("" if row.get(c) is None else str(row.get(c)) for c in columns)
            table.add_row(*(Text(printable(cell)) for cell in cells))
        self.out.print(table)

    def document(self, value: object) -> None:
        """Print one JSON document, indented."""
        self._write(json.dumps(value, indent=2, ensure_ascii=True, default=str))

    def lines(self, values: Iterable[object]) -> None:
        """Print one line of JSON for each value."""
        for value in values:
            self._write(json.dumps(value, ensure_ascii=True, default=str))

    def note(self, message: str) -> None:
        """Tell something that is not a result."""
        if not self.quiet:
            self.err.print(Text(printable(message)), soft_wrap=True)

    def warn(self, message: str) -> None:
        """Tell of something that went wrong without ending the work."""
        self.err.print(Text("warning: ", style="yellow") + Text(printable(message)), soft_wrap=True)

    def error(self, message: str) -> None:
        """Tell why the work ended."""
        self.err.print(Text("error: ", style="red bold") + Text(printable(message)), soft_wrap=True)

    def progress(self) -> Progress:
        """Return a progress display on standard error; hidden where nobody looks."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.err,
            transient=True,
            disable=self.quiet or not self.err.is_terminal,
        )

    def _write(self, line: str) -> None:
        self.out.file.write(line + "\n")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
