"""The state of a crawl, in one file of SQLite; whatever happens, it can be taken up again.

A page's rows, its links and the mark that it is done are one transaction. A process that is
killed has therefore lost at most the pages that it was asking for; none is half there, and none
is there twice. Pages are numbered level by level, each level in the order of its links, so that
the result is the same however many workers there were, and however often they were killed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Entry", "State", "StateError"]

_VERSION = 1
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, depth INTEGER NOT NULL,
    rank INTEGER NOT NULL, hops INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'waiting', target TEXT, source TEXT, note TEXT NOT NULL DEFAULT '',
    passing INTEGER NOT NULL DEFAULT 0);
CREATE INDEX waiting ON pages (status, rank, hops);
CREATE TABLE links (page INTEGER NOT NULL, number INTEGER NOT NULL, url TEXT NOT NULL,
    PRIMARY KEY (page, number));
CREATE TABLE rows (page INTEGER NOT NULL, number INTEGER NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (page, number));
"""


class StateError(Exception):
    """A state file that cannot be used."""


@dataclass(frozen=True)
class Entry:
    """A page that is still to be fetched.

    Parameters
    ----------
    id
        Its number in the file.
    url
        Its address.
    depth
        How many links it is away from the first pages.
    rank
        Its place in the order of the result.
    hops
        How many redirects led to it.
    """

    id: int
    url: str
    depth: int
    rank: int
    hops: int = 0


class State:
    """The file; only one process at a time may have it open.

    Parameters
    ----------
    path
        Where it is; None keeps it in memory.
    options
        For a new file: what the crawl was asked for. None opens a file that is there.

    Raises
    ------
    StateError
        If a new file is already there, an old one is not, or it is another program's, damaged, or
        in use.

    Examples
    --------
    >>> state = State(None, {"depth": 1})
    >>> state.begin(["http://a/"])
    >>> (page,) = state.waiting()
    >>> state.done(page, rows=[["x"]], links=["http://a/b", "http://a/"])
    >>> state.promote(max_pages=10), [page.url for page in state.waiting()]
    (1, ['http://a/b'])
    >>> state.close()
    """

    def __init__(self, path: Path | None, options: Mapping[str, Any] | None = None) -> None:
        new = options is not None
        if path is not None and new and path.exists():
            raise StateError(f"{path}: there is already a state; resume it, or remove it")
        if path is not None and not new and not path.is_file():
            raise StateError(f"{path}: no such state")
        try:
            self._base = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=0.0)
        except sqlite3.Error as error:
            raise StateError(f"{path}: {error}") from error
        try:
            self._base.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            if options is not None:
                with self._all_or_nothing():
                    for statement in _TABLES.strip().split(";\n"):
                        self._base.execute(statement)
                    self._keep("version", _VERSION)
                    self._keep("options", dict(options))
            elif self._kept("version") != _VERSION:
                raise StateError(f"{path}: a state of another version")
            else:
                with self._all_or_nothing():  # takes the lock
                    pass
        except sqlite3.Error as error:
            self._base.close()
            words = str(error)
            if "locked" in words:
                words = "in use by another run"
            elif "no such table" in words or "not a database" in words:
                words = "no state of `journey-tool scrape`"
            raise StateError(f"{path}: {words}") from error
        except StateError:
            self._base.close()
            raise

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _keep(self, name: str, value: object) -> None:
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def _kept(self, name: str) -> Any:
        row = self._base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    @property
    def options(self) -> dict[str, Any]:
        """What the crawl was asked for."""
        return dict(self._kept("options"))

    def close(self) -> None:
        """Close the file; what was committed is in it."""
        self._base.close()

    def begin(self, urls: Sequence[str]) -> None:
        """Take the first pages in."""
        with self._all_or_nothing():
            for url in urls:
                self._insert(url, 0)

    def _insert(self, url: str, depth: int) -> bool:
        return bool(
            self._base.execute(
                "INSERT OR IGNORE INTO pages (url, depth, rank) "
                "SELECT ?, ?, coalesce(max(rank), 0) + 1 FROM pages", (url, depth),
            ).rowcount
        )  # fmt: skip

    def waiting(self) -> list[Entry]:
        """Return the pages that are still to be fetched, in order."""
        found = self._base.execute(
            "SELECT id, url, depth, rank, hops FROM pages WHERE status = 'waiting' "
            "ORDER BY rank, hops"
        )
        return [Entry(*row) for row in found]

    def done(
        self, page: Entry, *, rows: Sequence[Sequence[str | None]] = (), links: Sequence[str] = (),
        source: str = "network", note: str = "",
    ) -> None:  # fmt: skip
        """Write a page's rows and links and that it is done, all or nothing."""
        with self._all_or_nothing():
            if not self._settle(page, "done", note, source=source):
                return
            self._base.executemany(
                "INSERT INTO rows VALUES (?, ?, ?)",
                [(page.id, at, json.dumps(row)) for at, row in enumerate(rows)],
            )
            self._base.executemany(
                "INSERT INTO links VALUES (?, ?, ?)",
                [(page.id, at, url) for at, url in enumerate(links)],
            )

    def left(self, page: Entry, status: str, note: str, *, passing: bool = False) -> None:
        """Write that a page "failed" or was "skipped", and why."""
        with self._all_or_nothing():
            self._settle(page, status, note, passing=passing)

    def _settle(
        self, page: Entry, status: str, note: str, *,
        target: str | None = None, source: str | None = None, passing: bool = False,
    ) -> bool:  # fmt: skip
        return bool(
            self._base.execute(
                "UPDATE pages SET status = ?, note = ?, target = ?, source = ?, passing = ? "
                "WHERE id = ? AND status = 'waiting'",
                (status, note, target, source, passing, page.id),
            ).rowcount
        )

    def redirected(self, page: Entry, target: str) -> tuple[Entry | None, list[str]]:
        """Write that a page leads to another.

        Parameters
        ----------
        page
            The page.
        target
            Where it leads.

        Returns
        -------
        tuple
            The target, if it is still to be fetched and nobody knew it before; and the addresses
            of the loop, if it leads back to the page (which is then marked as failed).
        """
        with self._all_or_nothing():
            loop, at = [page.url], target
            while at and at not in loop:
                loop.append(at)
                row = self._base.execute("SELECT target FROM pages WHERE url = ?", (at,)).fetchone()
                at = row[0] or "" if row else ""
            if at == page.url:
                loop.append(at)
                self._settle(page, "failed", "redirect loop: " + " -> ".join(loop))
                return None, loop
            self._settle(page, "redirected", f"leads to {target}", target=target)
            new = (target, page.depth, page.rank, page.hops + 1)
            cursor = self._base.execute(
                "INSERT OR IGNORE INTO pages (url, depth, rank, hops) VALUES (?, ?, ?, ?)", new
            )
            if cursor.rowcount and cursor.lastrowid:
                return Entry(cursor.lastrowid, *new), []
            self._base.execute(  # of two ways to a page the first counts, not the faster
                "UPDATE pages SET rank = ?, hops = ? WHERE url = ? AND hops > 0 AND rank > ?",
                (page.rank, page.hops + 1, target, page.rank),
            )
            return None, []

    def promote(self, max_pages: int) -> int:
        """Make pages of the links that were found, in order; return how many.

        Parameters
        ----------
        max_pages
            There are never more pages than this, targets of redirects not counted.
        """
        with self._all_or_nothing():
            (there,) = self._base.execute("SELECT count(*) FROM pages WHERE hops = 0").fetchone()
            new = 0
            self._forget_known_links()
            found = self._base.execute(
                "SELECT links.url, depth FROM links JOIN pages ON pages.id = links.page "
                "ORDER BY depth, rank, hops, number"
            ).fetchall()
            for url, depth in found:
                if there + new >= max_pages:
                    break
                new += self._insert(url, depth + 1)
            self._forget_known_links()
            return new

    def _forget_known_links(self) -> None:
        self._base.execute("DELETE FROM links WHERE url IN (SELECT url FROM pages)")

    def again(self) -> int:
        """Make pages wait that failed for a reason that may have passed; return how many."""
        with self._all_or_nothing():
            return self._base.execute(
                "UPDATE pages SET status = 'waiting', passing = 0, note = '' "
                "WHERE status = 'failed' AND passing"
            ).rowcount

    def counts(self) -> dict[str, int]:
        """Return how many pages there are of each kind, and how many rows and links are left."""
        found = dict(self._base.execute("SELECT status, count(*) FROM pages GROUP BY status"))
        kinds = ("done", "redirected", "skipped", "failed", "waiting")
        (rows,) = self._base.execute("SELECT count(*) FROM rows").fetchone()
        (links,) = self._base.execute("SELECT count(DISTINCT url) FROM links").fetchone()
        (asked,) = self._base.execute(
            "SELECT count(*) FROM pages WHERE depth = 0 AND status = 'skipped'"
        ).fetchone()
        return {
            **{kind: found.get(kind, 0) for kind in kinds},
            "rows": rows, "not_visited": links, "first_skipped": asked,
        }  # fmt: skip

    def sources(self) -> dict[str, int]:
        """Return how many pages came from the network, from the cache, or were revalidated."""
        return dict(
            self._base.execute(
                "SELECT source, count(*) FROM pages WHERE status = 'done' GROUP BY source"
            )
        )

    def notes(self) -> list[tuple[str, str, str]]:
        """Return address, kind and note of every page that has something to be said about."""
        return list(
            self._base.execute(
                "SELECT url, status, note FROM pages WHERE note != '' AND status != 'redirected' "
                "ORDER BY rank, hops"
            )
        )

    def rows(self) -> Iterator[list[str | None]]:
        """Yield all rows in order, the page's address first."""
        found = self._base.execute(
            "SELECT url, cells FROM rows JOIN pages ON pages.id = rows.page "
            "ORDER BY rank, hops, number"
        )
        for url, cells in found:
            yield [url, *json.loads(cells)]
