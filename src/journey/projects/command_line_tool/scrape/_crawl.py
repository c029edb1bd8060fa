"""The crawl: workers ask for what is ripe, and write down what comes of it.

Retries and redirects go back into the queue, as everything passes the same gate: robots.txt, the
rule on hosts, the rate. Pages are visited level by level, so that how deep a page lies is the
least number of links to it, however fast which server was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

import httpx

from journey.projects.command_line_tool._politeness import Backoff, retry_after
from journey.projects.command_line_tool.scrape._bodies import text_of
from journey.projects.command_line_tool.scrape._cache import Cache
from journey.projects.command_line_tool.scrape._clock import Clock, SystemClock
from journey.projects.command_line_tool.scrape._fetch import (
    PASSING,
    Answer,
    Fetcher,
    FetchError,
    client_for,
)
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._robots import LIMIT, Robots, token_of
from journey.projects.command_line_tool.scrape._schedule import Schedule, Visit
from journey.projects.command_line_tool.scrape._select import Page
from journey.projects.command_line_tool.scrape._state import Entry, State
from journey.projects.command_line_tool.scrape._transport import Transport
from journey.projects.command_line_tool.scrape._urls import host_of, normalise, origin_of

__all__ = ["MAX_HOPS", "MAX_WAIT", "Crawl", "crawl"]

MAX_HOPS = 10  # redirects in a row
MAX_ROBOTS_HOPS = 5  # of robots.txt (RFC 9309, section 2.3.1.2)
MAX_WAIT = 300.0  # a host that asks for more seconds is left alone for the rest of the run
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


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
        self._named = options.hosts
        self._agent = token_of(options.user_agent)
        self._schedule = Schedule(options.rate, clock, lambda url: fetcher.kept(url) is not None)
        self._robots: dict[str, Robots] = {}
        self._pending: dict[str, list[Visit]] = {}  # pages that wait for their robots.txt
        self._settled = self._known = 0
        self.requests = 0

    async def run(self) -> None:
        """Visit level after level."""
        while True:
            entries = self._state.waiting()
            if not entries:
                if not self._state.promote(self._options.max_pages):
                    return
                continue
            entries = [e for e in entries if not self._schedule.is_closed(e.url)]
            if not entries:
                return  # what waits is of hosts that want to be left alone
            for entry in entries:
                self._push(entry)
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._options.workers, len(entries))):
                    group.create_task(self._work())

    async def _work(self) -> None:
        while (visit := await self._schedule.next()) is not None:
            await self._visit(visit)

    # ---------------------------------------------------------------- the gate

    def _push(self, entry: Entry) -> None:
        """Take a page in; its origin's robots.txt is asked for first."""
        self._schedule.open()
        self._known += 1
        visit, origin = Visit(entry.url, entry), origin_of(entry.url)
        if origin in self._robots:
            self._admit(visit, self._robots[origin])
        elif origin in self._pending:
            self._pending[origin].append(visit)
        else:
            self._pending[origin] = [visit]
            self._add(Visit(f"{origin}/robots.txt", origin=origin), first=True)

    def _admit(self, visit: Visit, robots: Robots) -> None:
        assert visit.entry is not None
        if robots.unreachable:
            self._leave(visit.entry, "failed", robots.refusal(), passing=True)
        elif not robots.allows(visit.url):
            self._leave(visit.entry, "skipped", robots.refusal())
        else:
            self._add(visit)

    def _add(self, visit: Visit, *, first: bool = False) -> None:
        if self._schedule.is_closed(visit.url):
            self._drop(visit)
        else:
            self._schedule.add(visit, first=first)

    def _drop(self, visit: Visit) -> None:
        """Let pages wait in the state for another run."""
        pages = 1
        if visit.entry is None:  # without its robots.txt, nothing of the origin can be asked for
            pages = len(self._pending.pop(visit.origin))
            if not self._schedule.is_closed(visit.origin):
                self._close(visit.origin)
        self._known -= pages
        self._schedule.settle(pages)

    def _close(self, url: str) -> None:
        for visit in self._schedule.close(url):
            self._drop(visit)

    def _settle(self) -> None:
        self._settled += 1
        self._schedule.settle()
        self._progress(self._settled, self._known)

    def _leave(self, entry: Entry, status: str, note: str, *, passing: bool = False) -> None:
        self._state.left(entry, status, note, passing=passing)
        self._settle()

    # ---------------------------------------------------------------- answers

    async def _visit(self, visit: Visit) -> None:
        try:
            answer = await self._answer(visit)
        except FetchError as error:
            self._failed(visit, str(error), passing=error.passing)
            return
        if answer is None:
            self._add(visit)  # the cache's answer has aged meanwhile
        elif answer.status in PASSING:
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

    async def _answer(self, visit: Visit) -> Answer | None:
        if visit.kept:
            return self._fetcher.kept(visit.url)
        self.requests += 1
        if visit.entry is None:
            return await self._fetcher.ask(visit.url, limit=LIMIT, html=False)
        return await self._fetcher.ask(visit.url)

    def _failed(self, visit: Visit, why: str, *, passing: bool, wait: float | None = None) -> None:
        host = host_of(visit.url)
        if wait is not None and wait > MAX_WAIT:
            if not self._schedule.is_closed(visit.url):
                self._say(f"{host} asks to be left alone for {wait:.0f} s: `scrape resume` later")
                self._close(visit.url)
            self._drop(visit)
        elif passing and visit.attempt < self._options.retries:
            pause = max(wait or 0.0, self._backoff.wait(visit.attempt))
            if pause >= 5:
                self._say(f"{host}: {why}; again in {pause:.0f} s")
            self._schedule.rest(visit.url, pause)
            visit.attempt += 1
            self._add(visit, first=True)
        elif visit.entry is None:
            self._rules(visit.origin, Robots(self._agent, unreachable=why))
        else:
            self._leave(visit.entry, "failed", why, passing=passing)

    def _rules(self, origin: str, robots: Robots) -> None:
        """Let the pages go on that have waited for their robots.txt."""
        self._robots[origin] = robots
        if robots.delay is not None and self._schedule.slow_down(origin, robots.delay):
            self._say(f"{host_of(origin)} asks for {robots.delay:g} s between requests")
        for visit in self._pending.pop(origin):
            self._admit(visit, robots)

    def _robots_came(self, visit: Visit, answer: Answer) -> None:
        if answer.status in _REDIRECTS and visit.hops < MAX_ROBOTS_HOPS:
            try:
                target = normalise(answer.headers.get("location", ""), visit.url)
            except ValueError:
                pass
            else:
                self._add(Visit(target, origin=visit.origin, hops=visit.hops + 1))
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
        if not location:
            self._leave(entry, "failed", "a redirect to nowhere")
        elif not self._in_scope(target):
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
        return not self._options.same_host or host_of(url) in self._named

    async def _read(self, entry: Entry, answer: Answer) -> None:
        # In a thread, so that no other answer waits for a page of two megabytes to be parsed.
        page, note = await asyncio.to_thread(self._taken, entry.url, answer)
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
