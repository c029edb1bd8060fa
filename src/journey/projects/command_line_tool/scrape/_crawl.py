"""The crawl: which page is asked for when, and what is made of the answer.

A number of workers take what is ripe. Each host has its own queue and its own earliest moment for
the next request; one worker at most waits for a host, so that a slow one holds up nobody else.
Retries and redirects go back into the queue, as everything passes the same gate: robots.txt, the
rule on hosts, the rate. Pages are visited level by level.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from journey.projects.command_line_tool.scrape._bodies import text_of
from journey.projects.command_line_tool.scrape._cache import Cache
from journey.projects.command_line_tool.scrape._clock import (
    Backoff,
    Clock,
    SystemClock,
    retry_after,
)
from journey.projects.command_line_tool.scrape._fetch import (
    PASSING,
    Answer,
    Fetcher,
    FetchError,
    client_for,
)
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._robots import LIMIT, Robots, token_of
from journey.projects.command_line_tool.scrape._select import Page
from journey.projects.command_line_tool.scrape._state import Entry, State
from journey.projects.command_line_tool.scrape._transport import Transport
from journey.projects.command_line_tool.scrape._urls import host_of, normalise, origin_of

__all__ = ["MAX_HOPS", "MAX_WAIT", "Crawl", "crawl"]

MAX_HOPS = 10  # redirects in a row
MAX_ROBOTS_HOPS = 5  # of robots.txt (RFC 9309, section 2.3.1.2)
MAX_WAIT = 300.0  # a host that asks for more seconds is left alone for the rest of the run
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass
class _Visit:
    """An address to ask for: of a page, or of an origin's robots.txt."""

    url: str
    entry: Entry | None = None
    origin: str = ""
    hops: int = 0
    attempt: int = 0
    answer: Answer | None = None  # from the cache: nothing need be asked


@dataclass
class _Host:
    """A host's queue."""

    name: str
    gap: float
    ready: float = float("-inf")  # the next request may go out then
    waiting: deque[_Visit] = field(default_factory=deque)
    awaited: bool = False  # by a worker
    closed: bool = False


class Crawl:
    """Visit the pages of a state until none is left.

    Parameters
    ----------
    options
        What is asked for.
    state
        Where everything is written.
    fetcher
        Asks.
    clock
        Waits.
    backoff
        How long a host rests after a failure.
    say
        Takes messages that are no results.
    progress
        Takes the number of pages that are settled and the number of those known.
    """

    def __init__(
        self,
        options: Options,
        state: State,
        fetcher: Fetcher,
        *,
        clock: Clock,
        backoff: Backoff,
        say: Callable[[str], None] = lambda message: None,
        progress: Callable[[int, int], None] = lambda settled, known: None,
    ) -> None:
        self._options = options
        self._state = state
        self._fetcher = fetcher
        self._clock = clock
        self._backoff = backoff
        self._say = say
        self._progress = progress
        self._extract = options.extract()
        self._depth = options.depth or 0
        self._agent = token_of(options.user_agent)
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, Robots] = {}
        self._pending: dict[str, list[_Visit]] = {}  # pages that wait for their robots.txt
        self._kept: deque[_Visit] = deque()  # pages whose answer the cache has
        self._open = 0  # pages of this level that are not settled
        self._settled = self._known = 0
        self._changed = asyncio.Event()
        self.requests = 0

    async def run(self) -> None:
        """Visit level after level."""
        while True:
            entries = self._state.waiting()
            if not entries:
                if not self._state.promote(self._options.max_pages):
                    return
                continue
            entries = [e for e in entries if not self._host(e.url).closed]
            if not entries:
                return  # what waits is of hosts that want to be left alone
            for entry in entries:
                self._push(entry)
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._options.workers, len(entries))):
                    group.create_task(self._work())

    # ---------------------------------------------------------------- queues

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(name, self._options.rate)
        return self._hosts[name]

    def _push(self, entry: Entry) -> None:
        """Take a page in; its origin's robots.txt is asked for first."""
        self._open += 1
        self._known += 1
        visit, origin = _Visit(entry.url, entry), origin_of(entry.url)
        if origin in self._robots:
            self._admit(visit, self._robots[origin])
        elif origin in self._pending:
            self._pending[origin].append(visit)
        else:
            self._pending[origin] = [visit]
            self._queue(_Visit(f"{origin}/robots.txt", origin=origin))

    def _admit(self, visit: _Visit, robots: Robots) -> None:
        assert visit.entry is not None
        if robots.unreachable:
            self._state.left(visit.entry, "failed", robots.refusal(), passing=True)
            self._settle()
        elif not robots.allows(visit.url):
            self._state.left(visit.entry, "skipped", robots.refusal())
            self._settle()
        else:
            self._queue(visit)

    def _queue(self, visit: _Visit, *, first: bool = False) -> None:
        host = self._host(visit.url)
        visit.answer = self._fetcher.kept(visit.url)
        if visit.answer is not None:
            self._kept.append(visit)
        elif host.closed:
            self._drop(visit)
        elif first or visit.entry is None:
            host.waiting.appendleft(visit)
        else:
            host.waiting.append(visit)
        self._notify()

    def _drop(self, visit: _Visit) -> None:
        """Let a page wait in the state for another run."""
        dropped = [visit] if visit.entry else self._pending.pop(visit.origin)
        self._open -= len(dropped)
        self._known -= len(dropped)
        self._notify()

    def _close(self, host: _Host, why: str) -> None:
        self._say(f"{host.name} {why}; the rest of its pages is left for `scrape resume`")
        host.closed = True
        while host.waiting:
            self._drop(host.waiting.popleft())

    def _settle(self) -> None:
        self._open -= 1
        self._settled += 1
        self._progress(self._settled, self._known)
        self._notify()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # ---------------------------------------------------------------- workers

    async def _work(self) -> None:
        while (visit := await self._next()) is not None:
            await self._visit(visit)

    async def _next(self) -> _Visit | None:
        """Return what may be asked for now, having waited for it; None when the level is done."""
        while self._open:
            if self._kept:
                return self._kept.popleft()
            ripe = [h for h in self._hosts.values() if h.waiting and not h.awaited]
            if not ripe:
                await self._changed.wait()
                continue
            host = min(ripe, key=lambda h: h.ready)
            host.awaited = True
            try:
                while host.waiting and (wait := host.ready - self._clock.now()) > 0:
                    await self._clock.sleep(wait)
            finally:
                host.awaited = False
            if host.waiting:
                host.ready = self._clock.now() + host.gap
                self._notify()  # the host can be awaited by another worker
                return host.waiting.popleft()
        return None

    async def _visit(self, visit: _Visit) -> None:
        answer = visit.answer
        try:
            if answer is None:
                self.requests += 1
                page = visit.entry is not None
                answer = await self._fetcher.ask(
                    visit.url, limit=None if page else LIMIT, html=page
                )
        except FetchError as error:
            self._failed(visit, str(error), passing=error.passing)
            return
        if answer.status in PASSING:
            wait = retry_after(answer.headers, self._clock.wall())
            self._failed(visit, _status(answer.status), passing=True, wait=wait)
        elif visit.entry is None:
            self._robots_came(visit, answer)
        elif answer.status in _REDIRECTS:
            self._redirect(visit.entry, answer.headers.get("location", ""))
        elif not 200 <= answer.status < 300:
            self._leave(visit.entry, "failed", _status(answer.status))
        elif not answer.wanted:
            kind = answer.headers.get("content-type", "")
            self._leave(visit.entry, "skipped", f"not HTML: {kind.partition(';')[0].strip()}")
        else:
            await self._read(visit.entry, answer)

    # ---------------------------------------------------------------- answers

    def _failed(self, visit: _Visit, why: str, *, passing: bool, wait: float | None = None) -> None:
        host = self._host(visit.url)
        if wait is not None and wait > MAX_WAIT:
            if not host.closed:
                self._close(host, f"asks to be left alone for {wait:.0f} s")
            self._drop(visit)
        elif passing and visit.attempt < self._options.retries:
            pause = max(wait or 0.0, self._backoff.wait(visit.attempt))
            if pause >= 5:
                self._say(f"{host.name}: {why}; again in {pause:.0f} s")
            host.ready = max(host.ready, self._clock.now() + pause)  # the whole host rests
            visit.attempt += 1
            self._queue(visit, first=True)
        elif visit.entry is None:
            self._rules(visit.origin, Robots(self._agent, unreachable=why))
        else:
            self._leave(visit.entry, "failed", why, passing=passing)

    def _leave(self, entry: Entry, status: str, note: str, *, passing: bool = False) -> None:
        self._state.left(entry, status, note, passing=passing)
        self._settle()

    def _rules(self, origin: str, robots: Robots) -> None:
        """Let the pages go on that have waited for their robots.txt."""
        self._robots[origin] = robots
        host = self._host(origin)
        if robots.delay is not None and robots.delay > host.gap:
            self._say(f"{host.name} asks for {robots.delay:g} s between requests")
            host.gap = robots.delay
            host.ready = max(host.ready, self._clock.now() + host.gap)
        for visit in self._pending.pop(origin):
            self._admit(visit, robots)

    def _robots_came(self, visit: _Visit, answer: Answer) -> None:
        if answer.status in _REDIRECTS and visit.hops < MAX_ROBOTS_HOPS:
            try:
                target = normalise(answer.headers.get("location", ""), visit.url)
            except ValueError:
                pass
            else:
                self._queue(_Visit(target, origin=visit.origin, hops=visit.hops + 1))
                return
        if 200 <= answer.status < 300:
            self._rules(visit.origin, Robots.read(answer.body, self._agent))
        else:  # there is none: RFC 9309, section 2.3.1.3
            self._rules(visit.origin, Robots(self._agent))

    def _redirect(self, entry: Entry, location: str) -> None:
        try:
            target = normalise(location, entry.url)
        except ValueError as error:
            self._leave(entry, "failed", f"a redirect: {error}")
            return
        if not self._in_scope(target):
            why = f"redirects to another host, {host_of(target)}; --any-host follows it"
            self._leave(entry, "failed", why)
        elif entry.hops >= MAX_HOPS:
            self._leave(entry, "failed", f"more than {MAX_HOPS} redirects")
        else:
            new, _ = self._state.redirected(entry, target)
            if new is not None:
                self._push(new)
            self._settle()

    def _in_scope(self, url: str) -> bool:
        return not self._options.same_host or host_of(url) in self._options.hosts

    async def _read(self, entry: Entry, answer: Answer) -> None:
        try:
            page, note = await asyncio.to_thread(self._taken, entry.url, answer)
        except ValueError as error:
            self._leave(entry, "failed", str(error))
            return
        links = [url for url in page.links if self._in_scope(url)] if self._deeper(entry) else []
        self._state.done(entry, rows=page.rows, links=links, source=answer.source, note=note)
        self._settle()

    def _deeper(self, entry: Entry) -> bool:
        return entry.depth < self._depth

    def _taken(self, url: str, answer: Answer) -> tuple[Page, str]:
        text, note = text_of(answer.body, answer.headers.get("content-type", ""))
        page = self._extract.take(text, url)
        return page, "; ".join(part for part in (note, page.note) if part)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


async def crawl(
    options: Options,
    state: State,
    *,
    cache: Cache | None = None,
    clock: Clock | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    backoff: Backoff | None = None,
    say: Callable[[str], None] = lambda message: None,
    progress: Callable[[int, int], None] = lambda settled, known: None,
) -> int:
    """Visit every page that waits in a state, and those that they lead to.

    Parameters
    ----------
    options
        What is asked for.
    state
        Has the pages, and takes what is found.
    cache
        None asks for everything.
    clock
        None is the machine's.
    transport
        The way onto the network; None is the usual one. It is closed at the end.
    backoff
        None is exponential with full jitter.
    say, progress
        As `Crawl` takes them.

    Returns
    -------
    int
        How many requests went out.

    Raises
    ------
    sqlite3.Error
        If state or cache cannot be written.
    """
    clock = clock or SystemClock()
    transport = transport or Transport(options.hosts, options.workers)
    async with client_for(transport, options.user_agent) as client:
        fetcher = Fetcher(
            client, clock, cache=cache, timeout=options.timeout, max_size=options.max_size,
            logins=options.logins,
        )  # fmt: skip
        visits = Crawl(
            options, state, fetcher, clock=clock, backoff=backoff or Backoff(), say=say,
            progress=progress,
        )  # fmt: skip
        try:
            await visits.run()
        except BaseExceptionGroup as group:  # a worker's own error, not a list of one
            raise group.exceptions[0] from None
        return visits.requests
