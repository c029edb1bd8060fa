"""How the engine says that something is wrong: a problem names a file, a line and a sentence.

Nothing here decides what happens then. The MkDocs adapter and the ``journey`` command turn
problems into build errors or a report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    path
        The file at fault, relative to the project's root.
    line
        Its line, counted from 1; 0 where the whole file is meant.
    message
        A whole sentence: what was expected, what came.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``path:line: message``, the form that editors make clickable."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}"


class SiteError(Exception):
    """Raised where work cannot go on; carries every problem known by then."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def line_of(text: str, needle: str, *, start: int = 1) -> int:
    r"""Return the line of the first occurrence of ``needle``, or 0.

    Examples
    --------
    >>> line_of("a\nb\nc", "b")
    2
    """
    position = text.find(needle)
    return text.count("\n", 0, position) + start if position >= 0 else 0


def relative(path: Path, root: Path) -> str:
    """Return a path as it is named in messages: from the project's root, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
