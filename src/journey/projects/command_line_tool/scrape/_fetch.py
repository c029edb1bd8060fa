"""One request and its answer, under every limit; what goes wrong has one kind of error.

Retries, redirects, rates and robots.txt are the crawl's business, not this module's.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from journey.projects.command_line_tool.scrape._bodies import BodyError, Unpacker
from journey.projects.command_line_tool.scrape._cache import Cache, Stored
from journey.projects.command_line_tool.scrape._clock import Clock
from journey.projects.command_line_tool.scrape._transport import NotPublicError
from journey.projects.command_line_tool.scrape._urls import origin_of

__all__ = ["PASSING", "Answer", "FetchError", "Fetcher", "client_for"]

PASSING = frozenset({408, 429, 500, 502, 503, 504})  # statuses that may be gone the next time
_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


class FetchError(Exception):
    """No answer that can be used.

    Parameters
    ----------
    message
        What went wrong.
    passing
        Whether trying again may help.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


@dataclass(frozen=True)
class Answer:
    """What a server answered.

    Parameters
    ----------
    status
        The number.
    headers
        Names in lower case; several of one name are joined by commas.
    body
        Unpacked; empty unless the status is 200 to 299 and the type is wanted.
    wanted
        Whether the body is of a type that was asked for.
    source
        "network", "cache" (nothing was asked) or "revalidated" (the server said 304).
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    wanted: bool = True
    source: str = "network"


def client_for(transport: httpx.AsyncBaseTransport, agent: str) -> httpx.AsyncClient:
    """Return a client that keeps no cookies, follows nothing and waits by nobody's clock but ours.

    Parameters
    ----------
    transport
        The way onto the network.
    agent
        The User-Agent.
    """
    cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    headers = {
        "user-agent": agent,
        "accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
        "accept-encoding": "gzip, deflate",
    }
    return httpx.AsyncClient(
        transport=transport, headers=headers, cookies=cookies, timeout=None,
        follow_redirects=False, trust_env=False,
    )  # fmt: skip


class Fetcher:
    """Ask for one address at a time, under limits and with a cache.

    Parameters
    ----------
    client
        From `client_for`.
    clock
        Gives the deadline.
    cache
        None keeps nothing.
    timeout
        Seconds for a whole answer. A server that sends a byte now and then does not extend it.
    max_size
        Bytes that an unpacked body may have.
    logins
        Name and password by origin; they are sent there and nowhere else.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        clock: Clock,
        *,
        cache: Cache | None = None,
        timeout: float = 30.0,
        max_size: int = 2_000_000,
        logins: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._cache = cache
        self._agent = client.headers["user-agent"]
        self._timeout = timeout
        self._max_size = max_size
        self._logins = dict(logins or {})

    def kept(self, url: str) -> Answer | None:
        """Return the answer that is fresh in the cache, so that nothing need be asked."""
        stored = self._stored(url)
        if stored is None or stored.fresh_for(self._clock.wall()) <= 0:
            return None
        return Answer(200, stored.headers, stored.body, _is_html(stored.headers), "cache")

    def _stored(self, url: str) -> Stored | None:
        if self._cache is None or origin_of(url) in self._logins:
            return None
        return self._cache.get(url, self._agent)

    async def ask(self, url: str, *, limit: int | None = None, html: bool = True) -> Answer:
        """Return the server's answer, whatever its status.

        Parameters
        ----------
        url
            A normalised address.
        limit
            Read so many bytes and leave the rest, instead of refusing what is larger.
        html
            Whether only HTML is wanted; the body of anything else is not read.

        Raises
        ------
        FetchError
            If there is no whole answer within the limits.
        """
        stored = self._stored(url)
        headers = stored.questions() if stored else {}
        login = self._logins.get(origin_of(url))
        if login:
            headers["authorization"] = (
                "Basic " + base64.b64encode(":".join(login).encode()).decode()
            )
        try:
            async with self._clock.deadline(self._timeout):
                answer = await self._request(url, headers, limit, html)
        except TimeoutError as error:
            raise FetchError(f"no whole answer in {self._timeout:g} s", passing=True) from error
        except httpx.TransportError as error:
            passing = "CERTIFICATE_VERIFY_FAILED" not in str(error)
            raise FetchError(str(error), passing=passing) from error
        except (BodyError, NotPublicError) as error:
            raise FetchError(str(error)) from error
        if answer.status == 304:
            return self._same(url, stored, answer)
        if answer.status == 200 and answer.wanted and self._cache is not None and not login:
            self._cache.put(url, self._agent, answer.headers, answer.body, self._clock.wall())
        return answer

    def _same(self, url: str, stored: Stored | None, answer: Answer) -> Answer:
        if stored is None or self._cache is None:
            raise FetchError("304 Not Modified, though nothing was known before")
        now = self._clock.wall()
        renewed = self._cache.renew(url, self._agent, stored, answer.headers, now)
        return Answer(200, renewed.headers, renewed.body, _is_html(renewed.headers), "revalidated")

    async def _request(
        self, url: str, headers: Mapping[str, str], limit: int | None, html: bool
    ) -> Answer:
        async with self._client.stream("GET", url, headers=headers) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            wanted = not html or _is_html(found)
            if not 200 <= response.status_code < 300 or not wanted:
                return Answer(response.status_code, found, wanted=wanted)
            most = self._max_size if limit is None else limit
            said = found.get("content-length", "")
            if limit is None and said.isdecimal() and int(said[:20]) > most:
                raise BodyError(f"more than {most:,} bytes")
            unpacker = Unpacker(found.get("content-encoding", ""), most)
            try:
                async for chunk in response.aiter_raw():
                    unpacker.feed(chunk)
            except BodyError:
                if limit is None or len(unpacker.body) <= limit:
                    raise
                return Answer(response.status_code, found, bytes(unpacker.body[:limit]))
            return Answer(response.status_code, found, unpacker.close())


def _is_html(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().lower() in _HTML
