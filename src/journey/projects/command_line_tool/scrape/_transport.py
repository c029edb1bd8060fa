"""The way onto the network: names are resolved here, so that what they lead to can be looked at.

A page of the internet may link or redirect to `http://192.168.0.1/` or to a name that resolves to
it, and have this machine ask inside its own network (server-side request forgery). An address
that is not public is therefore only connected to where the command line itself names the host.
What is checked is the address that is then connected to: a name cannot change in between.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Iterable
from typing import Any

import httpcore
import httpx

from journey.projects.command_line_tool.scrape._urls import is_public

__all__ = ["NotPublicError", "Transport"]


class NotPublicError(Exception):
    """A host that leads into this machine's own network, and was not named by the user."""


class _Backend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses of a name in turn, having looked at them."""

    def __init__(self, trusted: Collection[str]) -> None:
        self._trusted = trusted
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        host = host.strip("[]")
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"unknown host {host}") from error
        addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
        if host not in self._trusted and not all(is_public(address) for address in addresses):
            raise NotPublicError(f"{host} is a host of the local network")
        last = httpcore.ConnectError(f"no address of {host}")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as failed:
                last = failed
        raise last

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Stream(httpx.AsyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._inner:
                yield part
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise httpx.TransportError(_words(error)) from error

    async def aclose(self) -> None:
        await self._inner.aclose()


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


class Transport(httpx.AsyncBaseTransport):
    """httpx's own way to the network but for the look at addresses; it takes no proxy.

    Parameters
    ----------
    trusted
        Hosts that may have an address that is not public: those that the user named.
    connections
        The most connections at one time.
    """

    def __init__(self, trusted: Collection[str] = (), connections: int = 8) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=connections,
            keepalive_expiry=30.0,
            network_backend=_Backend(trusted),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body of the answer is still to be read."""
        inner = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = await self._pool.handle_async_request(inner)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise httpx.TransportError(_words(error), request=request) from error
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer.stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
