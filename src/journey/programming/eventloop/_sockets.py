"""Waiting for sockets: the selector tells which can be read or written without blocking.

``selectors`` is imported with the first socket, so that the loop also runs where there are none,
as in a browser. Left out: addresses that must be looked up (``getaddrinfo`` blocks), TLS, streams.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from journey.programming.eventloop._future import Future

if TYPE_CHECKING:
    import selectors
    import socket

__all__ = ["Sockets"]


class Sockets:
    """The part of an event loop that waits for sockets."""

    _selector: selectors.BaseSelector | None = None

    def create_future(self) -> Future[Any]:
        """Return a future of this loop."""
        raise NotImplementedError

    def call_soon(self, callback: Callable[..., object], *args: Any) -> object:
        """Call it in the next round."""
        raise NotImplementedError

    def add_reader(self, sock: socket.socket, callback: Callable[..., object], *args: Any) -> None:
        """Have a function called whenever the socket can be read."""
        self._register("add_reader", sock, 0, (callback, args))

    def add_writer(self, sock: socket.socket, callback: Callable[..., object], *args: Any) -> None:
        """Have a function called whenever the socket can be written to."""
        self._register("add_writer", sock, 1, (callback, args))

    def remove_reader(self, sock: socket.socket) -> bool:
        """Stop looking whether it can be read; return whether that was done."""
        return self._unregister(sock, 0)

    def remove_writer(self, sock: socket.socket) -> bool:
        """Stop looking whether it can be written to; return whether that was done."""
        return self._unregister(sock, 1)

    def _register(self, name: str, sock: socket.socket, side: int, call: Any) -> None:
        if self._selector is None:
            import selectors

            self._selector = selectors.DefaultSelector()
        key = self._selector.get_map().get(sock)
        calls = [None, None] if key is None else list(key.data)
        if calls[side] is not None:
            raise RuntimeError(f"{name}: sock: expected one that nobody waits for, got {sock!r}")
        calls[side] = call
        self._change(sock, calls, new=key is None)

    def _unregister(self, sock: socket.socket, side: int) -> bool:
        key = None if self._selector is None else self._selector.get_map().get(sock)
        if key is None or key.data[side] is None:
            return False
        calls = list(key.data)
        calls[side] = None
        self._change(sock, calls, new=False)
        return True

    def _change(self, sock: socket.socket, calls: list[Any], *, new: bool) -> None:
        selector = self._selector
        assert selector is not None
        # EVENT_READ is 1 and EVENT_WRITE 2 in every selector.
        events = (calls[0] is not None) + 2 * (calls[1] is not None)
        if new:
            selector.register(sock, events, calls)
        elif events:
            selector.modify(sock, events, calls)
        else:
            selector.unregister(sock)

    def close(self) -> None:
        """Give back what waiting for sockets took from the system; the sockets stay open."""
        if self._selector is not None:
            self._selector.close()
            self._selector = None

    def _watching(self) -> bool:
        return self._selector is not None and len(self._selector.get_map()) > 0

    def _poll(self, seconds: float | None) -> bool:
        """Wait for sockets, at most so long; schedule their callbacks; return whether any came."""
        if self._selector is None:
            return False
        ready = self._selector.select(seconds)
        for key, events in ready:
            for side in (0, 1):
                if events & (1 << side) and key.data[side] is not None:
                    callback, args = key.data[side]
                    self.call_soon(callback, *args)
        return bool(ready)

    async def _until(self, sock: socket.socket, side: int) -> None:
        """Wait until the socket can be read (0) or written to (1)."""
        future = self.create_future()

        def wake() -> None:
            self._unregister(sock, side)
            if not future.done():
                future.set_result(None)

        (self.add_writer if side else self.add_reader)(sock, wake)
        try:
            await future
        finally:
            self._unregister(sock, side)

    async def sock_recv(self, sock: socket.socket, n: int) -> bytes:
        """Receive up to `n` bytes; none at all means that the other side has closed.

        Parameters
        ----------
        sock
            A socket that does not block (``sock.setblocking(False)``).
        n
            The most that may come.
        """
        _not_blocking("sock_recv", sock)
        while True:
            try:
                return sock.recv(n)
            except (BlockingIOError, InterruptedError):
                await self._until(sock, 0)

    async def sock_sendall(self, sock: socket.socket, data: bytes) -> None:
        """Send all of the data, waiting whenever the other side does not keep up.

        Parameters
        ----------
        sock
            A socket that does not block.
        data
            What to send.
        """
        _not_blocking("sock_sendall", sock)
        left = memoryview(data)
        while left:
            try:
                left = left[sock.send(left) :]
            except (BlockingIOError, InterruptedError):
                await self._until(sock, 1)

    async def sock_accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        """Accept a connection; return a socket that does not block, and the other's address.

        Parameters
        ----------
        sock
            A listening socket that does not block.
        """
        _not_blocking("sock_accept", sock)
        while True:
            try:
                connection, address = sock.accept()
            except (BlockingIOError, InterruptedError):
                await self._until(sock, 0)
            else:
                connection.setblocking(False)
                return connection, address

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """Connect to an address that needs no look-up, such as ``("127.0.0.1", 8000)``.

        Parameters
        ----------
        sock
            A socket that does not block.
        address
            Where to.
        """
        _not_blocking("sock_connect", sock)
        code = sock.connect_ex(address)
        if code in (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, errno.EINTR):
            await self._until(sock, 1)
            import socket

            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code != 0:
            raise OSError(code, f"sock_connect: {os.strerror(code)}: {address!r}")


def _not_blocking(name: str, sock: socket.socket) -> None:
    if sock.gettimeout() != 0:
        got = sock.gettimeout()
        wanted = "expected a socket that does not block"
        raise ValueError(f"{name}: sock: {wanted}, got one whose timeout is {got}")
