"""Which address is asked for when: a queue for each host, and a gap between its requests.

One worker at most waits for a host, so that a slow host holds up nobody else. What the cache can
answer waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from journey.projects.command_line_tool.scrape._clock import Clock
from journey.projects.command_line_tool.scrape._state import Entry
from journey.projects.command_line_tool.scrape._urls import host_of

__all__ = ["Schedule", "Visit"]


@dataclass
class Visit:
    """An address to ask for: of a page, or of an origin's robots.txt.

    Parameters
    ----------
    url
        The address.
    entry
        The page; None for robots.txt.
    origin
        For robots.txt: whose rules it has.
    hops
        For robots.txt: how many redirects led here.
    attempt
        How often it was asked for in vain.
    kept
        Whether the cache had a fresh answer.
    """

    url: str
    entry: Entry | None = None
    origin: str = ""
    hops: int = 0
    attempt: int = 0
    kept: bool = False


@dataclass
class _Host:
    gap: float
    ready: float = float("-inf")  # the next request may go out then
    waiting: deque[Visit] = field(default_factory=deque)
    awaited: bool = False  # by a worker
    closed: bool = False


class Schedule:
    """What is to be asked for. It ends when no page is open.

    Parameters
    ----------
    rate
        Least seconds between two requests to one host.
    clock
        Waits.
    kept
        Says whether the cache has a fresh answer to an address.
    """

    def __init__(self, rate: float, clock: Clock, kept: Callable[[str], bool]) -> None:
        self._rate = rate
        self._clock = clock
        self._is_kept = kept
        self._kept: deque[Visit] = deque()
        self._hosts: dict[str, _Host] = {}
        self._open = 0
        self._changed = asyncio.Event()

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(host_of(url), _Host(self._rate))

    def open(self) -> None:
        """Count a page that is to be settled."""
        self._open += 1

    def settle(self, pages: int = 1) -> None:
        """Count pages that are settled; with the last one, `next` gives nothing more."""
        self._open -= pages
        self._notify()

    def add(self, visit: Visit, *, first: bool = False) -> None:
        """Put an address into its host's queue, at the end or in front."""
        host = self._host(visit.url)
        visit.kept = self._is_kept(visit.url)
        if visit.kept:
            self._kept.append(visit)
        elif first:
            host.waiting.appendleft(visit)
        else:
            host.waiting.append(visit)
        self._notify()

    def rest(self, url: str, seconds: float) -> None:
        """Let the whole host of an address rest."""
        host = self._host(url)
        host.ready = max(host.ready, self._clock.now() + seconds)

    def slow_down(self, url: str, gap: float) -> bool:
        """Make the gap of a host at least so wide; return whether that changed it."""
        host = self._host(url)
        if gap <= host.gap:
            return False
        host.gap = gap
        self.rest(url, gap)
        return True

    def close(self, url: str) -> list[Visit]:
        """Ask a host for nothing more; return what was in its queue."""
        host = self._host(url)
        host.closed = True
        dropped = list(host.waiting)
        host.waiting.clear()
        return dropped

    def is_closed(self, url: str) -> bool:
        """Return whether a host is asked for nothing more."""
        return self._host(url).closed

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def next(self) -> Visit | None:
        """Return what may be asked for now, having waited for it; None when no page is open."""
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
                self._notify()  # another worker may wait for the host now
                return host.waiting.popleft()
        return None
