"""A private cache by the essentials of RFC 9111: fresh answers are not asked for again.

What is kept: answers with status 200 to requests without a password, unless `no-store` or
`Vary: *` forbids it. An answer is fresh for its `max-age`, or until its `Expires`; without either
it is never called fresh by guess. A stale one is asked for again with its `ETag` or
`Last-Modified`, which costs the server a 304 instead of the page.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from journey.projects.command_line_tool._politeness import http_date

__all__ = ["Cache", "Stored", "directives"]

_VALIDATORS = {"etag": "if-none-match", "last-modified": "if-modified-since"}
_OF_THE_BODY = ("content-length", "content-encoding", "content-type", "set-cookie")
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    url TEXT NOT NULL, agent TEXT NOT NULL, stored REAL NOT NULL, headers TEXT NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (url, agent))"""


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what Cache-Control says.

    Examples
    --------
    >>> directives({"cache-control": 'Private, max-age="60"'})
    {'private': '', 'max-age': '60'}
    """
    found: dict[str, str] = {}
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


@dataclass(frozen=True)
class Stored:
    """An answer as it was kept.

    Parameters
    ----------
    headers
        Names in lower case.
    body
        The unpacked body.
    stored
        When it came, in seconds since 1970.
    """

    headers: dict[str, str]
    body: bytes
    stored: float

    def fresh_for(self, wall: float) -> float:
        """Return for how many more seconds it is fresh; 0 or less where it must be asked for."""
        said = directives(self.headers)
        date = http_date(self.headers.get("date"))
        if "no-cache" in said:
            return 0.0
        if "max-age" in said:
            life = _seconds(said["max-age"])
        else:
            expires = http_date(self.headers.get("expires"))
            life = 0.0 if expires is None else expires - (self.stored if date is None else date)
        age = _seconds(self.headers.get("age", "0"))
        if date is not None:
            age = max(age, self.stored - date)
        return life - age - max(0.0, wall - self.stored)

    def questions(self) -> dict[str, str]:
        """Return the headers that ask whether it is still the same."""
        return {
            question: self.headers[name]
            for name, question in _VALIDATORS.items()
            if self.headers.get(name)
        }


def _seconds(text: str) -> float:
    return float(text[:12]) if re.fullmatch(r"[0-9]+", text) else 0.0


class Cache:
    """Answers in a file of SQLite.

    Parameters
    ----------
    folder
        Where `answers.sqlite` lies or will lie. A file that is no database is begun anew: it is
        only a cache.

    Raises
    ------
    OSError
        If the folder cannot be made.
    sqlite3.Error
        If the file cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "answers.sqlite"
        try:
            self._base = self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged
            self._path.unlink()
            self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, isolation_level=None, timeout=10.0)
        try:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("PRAGMA synchronous=NORMAL")
            base.execute(_TABLE)
        except BaseException:
            base.close()
            raise
        return base

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def get(self, url: str, agent: str) -> Stored | None:
        """Return what is kept of an address, fresh or not."""
        with closing(self._base.cursor()) as cursor:
            row = cursor.execute(
                "SELECT headers, body, stored FROM answers WHERE url = ? AND agent IN (?, '') "
                "ORDER BY stored DESC", (url, agent),
            ).fetchone()  # fmt: skip
        return None if row is None else Stored(json.loads(row[0]), bytes(row[1]), row[2])

    def put(self, url: str, agent: str, headers: Mapping[str, str], body: bytes, at: float) -> bool:
        """Keep an answer with status 200, if it may be kept; return whether it was.

        Parameters
        ----------
        url
            The address.
        agent
            The User-Agent that was sent; it counts where the answer varies by it.
        headers
            Of the answer; names in lower case.
        body
            The unpacked body.
        at
            The time now, in seconds since 1970.
        """
        vary = {name.strip().lower() for name in headers.get("vary", "").split(",")}
        by = agent if "user-agent" in vary else ""
        kept = Stored(dict(headers), body, at)
        useful = kept.fresh_for(at) > 0 or kept.questions()
        if "no-store" in directives(headers) or "*" in vary or not useful:
            self._base.execute("DELETE FROM answers WHERE url = ? AND agent = ?", (url, by))
            return False
        # Set-Cookie is of no use to a scraper that keeps no cookies, and may be a secret.
        shown = {name: value for name, value in headers.items() if name != "set-cookie"}
        self._base.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
            (url, by, at, json.dumps(shown), body),
        )
        return True

    def renew(
        self, url: str, agent: str, old: Stored, headers: Mapping[str, str], at: float
    ) -> Stored:
        """Take note that an answer is still the same (304), and return it with its new headers."""
        kept = {n: v for n, v in old.headers.items() if n not in ("date", "age")}
        kept |= {n: v for n, v in headers.items() if n not in _OF_THE_BODY}
        self.put(url, agent, kept, old.body, at)
        return Stored(kept, old.body, at)
