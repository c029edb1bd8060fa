"""Answers kept in one SQLite file, so that the same question is asked once.

An answer is valid for some time; after that it is asked again, and kept still, for the case that
the network fails. SQLite's transactions see to it that a kill leaves no half answer.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from journey.projects.command_line_tool._output import ToolError

__all__ = ["Cache"]

_TABLE = "CREATE TABLE IF NOT EXISTS answers (address TEXT PRIMARY KEY, at REAL, body TEXT) STRICT"


class Cache:
    """Answers by address.

    Parameters
    ----------
    path
        The file; it is made with its folder when the first answer is kept.

    Raises
    ------
    ToolError
        By every method, if the file is there but is no such cache or cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, address: str) -> tuple[float, str] | None:
        """Return when the answer was kept and its body, or None.

        Parameters
        ----------
        address
            What was asked.
        """
        if not self.path.exists():
            return None
        with closing(self._open()) as base:
            row = self._do(
                base, "SELECT at, body FROM answers WHERE address = ?", address
            ).fetchone()
        return None if row is None else (row[0], row[1])

    def put(self, address: str, at: float, body: str) -> None:
        """Keep an answer.

        Parameters
        ----------
        address
            What was asked.
        at
            When it was answered, in seconds.
        body
            The answer.
        """
        with closing(self._open()) as base:
            self._do(base, "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", address, at, body)

    def clear(self, before: float | None = None) -> int:
        """Forget answers, and return how many.

        Parameters
        ----------
        before
            Forget those kept before this time; None forgets all.
        """
        if not self.path.exists():
            return 0
        with closing(self._open()) as base:
            limit = float("inf") if before is None else before
            return self._do(base, "DELETE FROM answers WHERE at < ?", limit).rowcount

    def __len__(self) -> int:
        """Return how many answers are kept."""
        if not self.path.exists():
            return 0
        with closing(self._open()) as base:
            return int(self._do(base, "SELECT count(*) FROM answers").fetchone()[0])

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        except (OSError, sqlite3.Error) as error:
            raise ToolError(f"{self.path}: cannot be used as a cache: {error}") from error
        try:
            base.execute(_TABLE)
        except sqlite3.Error as error:
            base.close()
            raise ToolError(f"{self.path}: cannot be used as a cache: {error}") from error
        return base

    def _do(self, base: sqlite3.Connection, words: str, *values: object) -> sqlite3.Cursor:
        try:
            return base.execute(words, values)
        except sqlite3.Error as error:
            raise ToolError(f"{self.path}: cannot be used as a cache: {error}") from error
