"""A web server on this machine that misbehaves as it is told, and a clock that nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from journey.projects.command_line_tool._politeness import Backoff
from journey.projects.command_line_tool.scrape._cache import Cache
from journey.projects.command_line_tool.scrape._crawl import crawl
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._state import State
from journey.projects.command_line_tool.scrape._transport import Transport

T = TypeVar("T")
NOW = 1_800_000_000.0  # the wall clock when a test begins: Fri, 15 Jan 2027 08:00:00 GMT


def answer(body: str | bytes = "", status: str = "200 OK", **headers: str | None) -> bytes:
    """Return an answer as it goes over the wire; None leaves a header out."""
    content = body.encode() if isinstance(body, str) else body
    given: dict[str, str | None] = {
        "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content)),
        "Connection": "close",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    lines = [f"HTTP/1.1 {status}", *(f"{n}: {v}" for n, v in given.items() if v is not None)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


def moved(target: str, status: str = "302 Found") -> bytes:
    return answer("moved", status, Location=target)


class Stall:
    """Sends something byte by byte, says so, and then nothing more until the test is over."""

    def __init__(self, head: bytes = b"") -> None:
        self.head = head

    def __call__(self, server: Server, connection: socket.socket) -> None:
        for at in range(len(self.head)):
            connection.sendall(self.head[at : at + 1])
        server.stalled()
        server.over.wait()


class Endless:
    """Sends a head, and then the same bytes until the other side hangs up."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self.head, self.again = head, again

    def __call__(self, server: Server, connection: socket.socket) -> None:
        connection.sendall(self.head)
        with contextlib.suppress(OSError):
            while not server.over.is_set():
                connection.sendall(self.again)
                server.sent += len(self.again)


Action = bytes | Callable[["Server", socket.socket], None] | list[Any]


class Server:
    """Answers what `pages` says: bytes as they are, a callable, or a list of these, one a time.

    The last of a list stays. What was asked for is in `asked`, with its headers in `heads`.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Action] = {}
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.sent = 0
        self.stalled: Callable[[], None] = lambda: None
        self.before: Callable[[str], None] = lambda path: None
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.other = f"http://localhost:{self.port}"  # the same, but another host
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            if self.over.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                chunk = connection.recv(65536)
                if not chunk:
                    return
                head += chunk
                if not head.startswith(b"G"):  # no GET: somebody speaks TLS
                    connection.sendall(answer("what?", "400 Bad Request"))
                    return
            first, *rest = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            with self._lock:
                self.asked.append(path)
                self.heads.append(
                    {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in rest)}
                )
                action = self.pages.get(path, answer("none", "404 Not Found"))
                if isinstance(action, list):
                    action = action.pop(0) if len(action) > 1 else action[0]
            self.before(path)
            if isinstance(action, bytes):
                connection.sendall(action)
            else:
                action(self, connection)

    def count(self, path: str) -> int:
        return self.asked.count(path)

    def close(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):  # wakes `accept` on every system
            socket.create_connection(("127.0.0.1", self.port)).close()
        self._threads[0].join()
        self._socket.close()
        for thread in self._threads[1:]:
            thread.join()


@contextlib.contextmanager
def served() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.close()


class TestClock:
    """Time passes only where somebody sleeps, and then at once.

    It goes on to the moment that is waited for next when no request is on its way, as if requests
    took no time: what happens when does not depend on how fast this machine is.
    """

    __test__ = False

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []
        self.deadlines: list[float] = []
        self._sleepers: list[float] = []
        self._running: list[asyncio.Timeout] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return NOW + self.time

    async def sleep(self, seconds: float) -> None:
        until = self.time + seconds
        self.slept.append(seconds)
        self._sleepers.append(until)
        try:
            while True:
                for _ in range(10):  # whoever can go on does
                    await asyncio.sleep(0)
                if not self._running and until == min(self._sleepers):
                    self.time = max(self.time, until)
                    return
                await asyncio.sleep(0.001)
        finally:
            self._sleepers.remove(until)

    @contextlib.asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        timeout = asyncio.timeout(None)
        self._running.append(timeout)
        try:
            async with timeout:
                yield
        finally:
            self._running.remove(timeout)

    def deadline(self, seconds: float) -> AbstractAsyncContextManager[None]:
        self.deadlines.append(seconds)
        self._loop = asyncio.get_running_loop()
        return self._deadline()

    def expire(self) -> None:
        """End every deadline that is running; called from the server's threads."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._expire, self._loop)

    def _expire(self, loop: asyncio.AbstractEventLoop) -> None:
        for timeout in self._running:
            timeout.reschedule(loop.time())


class WatchedTransport(Transport):
    """Writes down when what was asked for; may end the run in place of a request."""

    def __init__(self, trusted: set[str], clock: TestClock, die_at: int | None = None) -> None:
        super().__init__(trusted, 32)
        self.log: list[tuple[float, str, str]] = []
        self._clock = clock
        self._die_at = die_at

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._die_at is not None and len(self.log) == self._die_at:
            raise Died
        self.log.append((self._clock.now(), request.url.host, request.url.raw_path.decode()))
        return await super().handle_async_request(request)


class Died(BaseException):
    """Stands for whatever ends a run in the middle."""


class Crawled:
    """A crawl that has ended: what it found, when it asked, what it said. Made `in_thread`."""

    def __init__(
        self, options: Options, state: State, *, clock: TestClock | None = None,
        cache: Path | None = None, trusted: set[str] | None = None, die_at: int | None = None,
    ) -> None:  # fmt: skip
        self.clock = clock or TestClock()
        self.said: list[str] = []
        self.ticks: list[tuple[int, int]] = []
        opened = Cache(cache) if cache else None

        async def visit() -> int:
            self.transport = WatchedTransport(
                set(options.hosts if trusted is None else trusted), self.clock, die_at
            )
            return await crawl(
                options, state, cache=opened, clock=self.clock, transport=self.transport,
                backoff=Backoff(seed=0), say=self.said.append,
                progress=lambda *counts: self.ticks.append(counts),
            )  # fmt: skip

        try:
            self.requests = asyncio.run(visit())
        finally:
            if opened:
                opened.close()
        self.rows = list(state.rows())
        self.counts = state.counts()
        self.sources = state.sources()
        self.notes = {url: f"{status}: {note}" for url, status, note in state.notes()}
        self.log = self.transport.log


def scraped(
    urls: list[str], *, clock: TestClock | None = None, cache: Path | None = None,
    trusted: set[str] | None = None, **options: Any,
) -> Crawled:  # fmt: skip
    """Crawl with the state in memory; nobody waits between requests unless `rate` says so."""
    wanted = Options(urls, **{"rate": 0.0, "retries": 0, **options})

    def run() -> Crawled:
        state = State(None, wanted.kept())
        try:
            state.begin(wanted.urls)
            return Crawled(wanted, state, clock=clock, cache=cache, trusted=trusted)
        finally:
            state.close()

    return in_thread(run)


def in_thread(work: Callable[[], T]) -> T:
    """Do something in a thread of its own, where `asyncio.run` finds no loop of somebody else's.

    State and cache are opened in there too: SQLite ties a connection to its thread.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
