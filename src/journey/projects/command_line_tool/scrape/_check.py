"""What robots.txt says about one address, for people who want to know before they begin."""

from __future__ import annotations

from typing import Any

import httpx

from journey.projects.command_line_tool.scrape._clock import Clock, SystemClock
from journey.projects.command_line_tool.scrape._crawl import MAX_ROBOTS_HOPS
from journey.projects.command_line_tool.scrape._fetch import (
    PASSING,
    Answer,
    Fetcher,
    FetchError,
    client_for,
)
from journey.projects.command_line_tool.scrape._robots import LIMIT, Robots, token_of
from journey.projects.command_line_tool.scrape._transport import Transport
from journey.projects.command_line_tool.scrape._urls import host_of, normalise, origin_of

__all__ = ["check"]


async def check(
    url: str,
    agent: str,
    *,
    timeout: float = 30.0,
    clock: Clock | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> dict[str, Any]:
    """Return what the robots.txt of an address says.

    Parameters
    ----------
    url
        The address.
    agent
        What the scraper calls itself.
    timeout
        Seconds for the answer.
    clock, transport
        None are the machine's.

    Returns
    -------
    dict
        The address, its robots.txt and what came of it, whether the address may be fetched and
        why, the delay asked for, and the sitemaps.

    Raises
    ------
    ValueError
        If it is no address for http or https.
    """
    url = normalise(url)
    place = f"{origin_of(url)}/robots.txt"
    transport = transport or Transport({host_of(url)}, 1)
    async with client_for(transport, agent) as client:
        fetcher = Fetcher(client, clock or SystemClock(), timeout=timeout)
        try:
            answer = await _followed(fetcher, place)
        except FetchError as error:
            robots, came = Robots(token_of(agent), unreachable=str(error)), str(error)
        else:
            came = str(answer.status)
            if 200 <= answer.status < 300:
                robots = Robots.read(answer.body, token_of(agent))
            elif answer.status in PASSING:
                robots = Robots(token_of(agent), unreachable=came)
            else:
                robots = Robots(token_of(agent))
    allowed = robots.allows(url)
    return {
        "url": url, "robots": place, "answer": came, "agent": robots.agent, "allowed": allowed,
        "why": "" if allowed else robots.refusal(), "delay": robots.delay,
        "sitemaps": list(robots.sitemaps),
    }  # fmt: skip


async def _followed(fetcher: Fetcher, url: str) -> Answer:
    """Return the answer behind the redirects that robots.txt may have."""
    for _ in range(MAX_ROBOTS_HOPS + 1):
        answer = await fetcher.ask(url, limit=LIMIT, html=False)
        location = answer.headers.get("location", "")
        if not (300 <= answer.status < 400 and location):
            break
        try:
            url = normalise(location, url)
        except ValueError:
            break
    return answer
