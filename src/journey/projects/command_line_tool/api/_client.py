"""A client of Crossref's REST API: pages by cursor, a cache, the service's own rate, retries.

Crossref asks its users to say who they are (`mailto`), to keep to the rate that its answers
announce (`X-Rate-Limit-Limit` requests in `X-Rate-Limit-Interval`), to ask for the fields that are
needed alone (`select`), and to page with a cursor. This client does, one request at a time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx

from journey.projects.command_line_tool._output import ExitCode, ToolError
from journey.projects.command_line_tool._politeness import Backoff, retry_after
from journey.projects.command_line_tool.api._cache import Cache
from journey.projects.command_line_tool.api._model import (
    FormatError,
    Page,
    Work,
    read_page,
    read_single,
)

__all__ = ["BASE", "Crossref", "NotFound", "Query"]

BASE = "https://api.crossref.org"
_Answer = TypeVar("_Answer")
_FIELDS = (
    "DOI,type,title,publisher,author,issued,container-title,volume,issue,page,article-number,"
    "is-referenced-by-count"
)
_AGAIN = {408, 429, 500, 502, 503, 504}
_LONGEST = 60.0  # seconds; a service that wants us to wait longer is asked another day


class NotFound(ToolError):
    """There is no such work at Crossref."""


@dataclass(frozen=True)
class Query:
    """What to look for; every part that is given must hold.

    Attributes
    ----------
    text
        Words anywhere in the record.
    title, author
        Words in the title; in the names of the authors.
    since, until
        First and last year of publication.
    type
        One of Crossref's types, such as `journal-article`.
    sort
        `relevance`, `published` or `is-referenced-by-count`; the largest come first.
    """

    text: str = ""
    title: str = ""
    author: str = ""
    since: int | None = None
    until: int | None = None
    type: str = ""
    sort: str = "relevance"

    def parameters(self) -> dict[str, str]:
        """Return the query as Crossref's parameters."""
        filters = [
            f"from-pub-date:{self.since}" if self.since is not None else "",
            f"until-pub-date:{self.until}" if self.until is not None else "",
            f"type:{self.type}" if self.type else "",
        ]
        parts = {
            "query": self.text,
            "query.title": self.title,
            "query.author": self.author,
            "filter": ",".join(part for part in filters if part),
            "sort": self.sort,
            "order": "desc",
        }
        return {name: value for name, value in parts.items() if value}


@dataclass
class Crossref:
    """The client; a context manager, which closes its connections.

    Parameters
    ----------
    mailto
        Your address, which Crossref asks for; empty goes to the pool of the anonymous.
    base
        Where the service is.
    cache
        Where answers are kept; None keeps none.
    max_age
        For how many seconds a kept answer counts.
    attempts
        How often a request is tried before it counts as failed.
    timeout
        Seconds without a byte after which an attempt has failed.
    note
        Told of waits, retries and old answers.
    sleep, now, backoff
        The clock and the waits that are used; given by tests.
    """

    mailto: str = ""
    base: str = BASE
    cache: Cache | None = None
    max_age: float = 7 * 24 * 3600.0
    attempts: int = 5
    timeout: float = 30.0
    note: Callable[[str], None] = lambda message: None
    sleep: Callable[[float], None] = field(default_factory=lambda: time.sleep)
    now: Callable[[], float] = time.time
    backoff: Backoff = field(default_factory=lambda: Backoff(cap=_LONGEST))
    requests: int = field(default=0, init=False)
    _gap: float = field(default=0.0, init=False)
    _last: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        contact = f" (mailto:{self.mailto})" if self.mailto else ""
        self._http = httpx.Client(
            headers={"User-Agent": f"journey-tool/{version('bhumika-journey')}{contact}"},
            timeout=self.timeout,
            follow_redirects=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._http.close()

    def works(self, query: Query, limit: int, rows: int = 100) -> Iterator[Work]:
        """Yield the works that match, page by page, as they are asked for.

        Parameters
        ----------
        query
            What to look for.
        limit
            How many at most.
        rows
            How many a page.

        Raises
        ------
        ToolError
            If the service cannot be reached, refuses, or answers in another form.
        """
        cursor: str | None = "*"
        while limit > 0 and cursor is not None:
            page = self._page(query, min(rows, limit), cursor)
            yield from page.works[:limit]
            limit -= len(page.works)
            # A page that is not full is the last; the service goes on giving cursors after it.
            cursor = page.cursor if len(page.works) == min(rows, limit + len(page.works)) else None

    def total(self, query: Query) -> int:
        """Return how many works match.

        Parameters
        ----------
        query
            What to look for.

        Raises
        ------
        ToolError
            See `works`.
        """
        return self._page(query, 0, None).total

    def work(self, doi: str) -> Work:
        """Return the work with this DOI.

        Parameters
        ----------
        doi
            The DOI, with or without `doi:` or the address of the resolver before it.

        Raises
        ------
        NotFound
            If Crossref has none.
        ToolError
            If `doi` is no DOI; see also `works`.
        """
        bare = _doi(doi)
        # Slashes of a DOI are part of its name, not of the address.
        return self._read(f"/works/{quote(bare, safe='')}", {}, read_single)

    def _page(self, query: Query, rows: int, cursor: str | None) -> Page:
        parameters = {**query.parameters(), "rows": str(rows), "select": _FIELDS}
        if cursor is not None:
            parameters["cursor"] = cursor
        return self._read("/works", parameters, read_page)

    def _read(
        self, path: str, parameters: Mapping[str, str], read: Callable[[object], _Answer]
    ) -> _Answer:
        address = str(httpx.URL(f"{self.base}{path}", params=dict(sorted(parameters.items()))))
        kept = self.cache.get(address) if self.cache is not None else None
        if kept is not None and self.now() - kept[0] < self.max_age:
            return _parsed(kept[1], read, address)
        try:
            body = self._ask(address)
        except _Unreachable as error:
            if kept is None:
                raise ToolError(str(error)) from error
            days = (self.now() - kept[0]) / 86_400
            self.note(f"{error}; the answer is {days:.0f} days old")
            return _parsed(kept[1], read, address)
        answer = _parsed(body, read, address)  # what cannot be read is not kept
        if self.cache is not None:
            self.cache.put(address, self.now(), body)
        return answer

    def _ask(self, address: str) -> str:
        """Return the body of the answer, after as many attempts as it takes."""
        why, asked = "", 0.0
        for attempt in range(self.attempts):
            if attempt:
                wait = max(asked, self.backoff.wait(attempt - 1))
                self.note(f"{why}; attempt {attempt + 1} of {self.attempts} in {wait:.0f} s")
                self.sleep(wait)
            asked = 0.0
            try:
                response = self._get(address)
            except (httpx.TransportError, httpx.DecodingError) as error:
                why = f"{address}: {type(error).__name__}: {error}"
                continue
            if response.status_code == 200:
                return response.text
            if response.status_code == 404:
                raise NotFound(f"{address}: not at Crossref")
            why = f"{address}: status {response.status_code}"
            if response.status_code not in _AGAIN:
                raise ToolError(f"{why}: {' '.join(response.text.split())[:200]}")
            asked = retry_after(response.headers, self.now()) or 0.0
            if asked > _LONGEST:
                raise _Unreachable(f"{why}: asks to wait for {asked:.0f} s")
        raise _Unreachable(f"{why} (after {self.attempts} attempts)")

    def _get(self, address: str) -> httpx.Response:
        if self._last is not None:
            wait = self._last + self._gap - self.now()
            if wait > 0:
                self.sleep(wait)
        self._last = self.now()
        self.requests += 1
        response = self._http.get(address)
        self._gap = _gap(response.headers)
        return response


class _Unreachable(Exception):
    """The service did not answer as often as it was asked."""


def _parsed(body: str, read: Callable[[object], _Answer], address: str) -> _Answer:
    try:
        return read(json.loads(body))
    except (json.JSONDecodeError, FormatError) as error:
        raise ToolError(f"{address}: not the documented form: {error}") from error


def _gap(headers: Mapping[str, Any]) -> float:
    """Return the seconds between two requests that the service announces."""
    try:
        limit = float(headers["X-Rate-Limit-Limit"])
        interval = float(str(headers["X-Rate-Limit-Interval"]).removesuffix("s"))
    except (KeyError, ValueError):
        return 0.0
    return min(interval / limit, _LONGEST) if limit > 0 and interval > 0 else 0.0


def _doi(text: str) -> str:
    bare = text.strip()
    for start in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"):
        if bare.lower().startswith(start):
            bare = bare[len(start) :].strip()
    prefix, slash, suffix = bare.partition("/")
    if not (prefix.startswith("10.") and slash and suffix) or any(c.isspace() for c in bare):
        raise ToolError(f"DOI: expected something like 10.1000/182, got {text!r}", ExitCode.USAGE)
    return bare.lower()
