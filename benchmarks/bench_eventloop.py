"""The event loop against asyncio, and waiting in tasks against waiting in threads."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.harness import Pair, case
from journey.programming import eventloop
from journey.programming.eventloop import RealClock

BASE = "journey.programming.eventloop"


async def _turns(lib: Any) -> int:
    async def work() -> int:
        for _ in range(100):
            await lib.sleep(0)
        return 1

    return sum(await lib.gather(*(work() for _ in range(100))))


async def _passed_on(lib: Any) -> int:
    queue = lib.Queue(10)

    async def produce() -> None:
        for item in range(5_000):
            await queue.put(item)

    async def consume() -> int:
        return sum([await queue.get() for _ in range(5_000)])

    return int((await lib.gather(produce(), consume()))[1])


def _beside(program: Any, label: str, name: str) -> None:
    @case(f"{BASE}.{name}", reference="asyncio", label=label)
    def prepare() -> Pair:
        def ours() -> int:
            return int(eventloop.run(program(eventloop)))

        def reference() -> int:
            return int(asyncio.run(program(asyncio)))

        assert ours() == reference()
        return ours, reference


_beside(_turns, "100 tasks, 100 turns each", "Task")
_beside(_passed_on, "5,000 items through a queue of 10", "Queue")

CONNECTIONS, ROUNDS = 50, 20


def _echo(far: list[socket.socket]) -> None:
    """Answer every message, in threads that nobody waits for."""

    def answer(sock: socket.socket) -> None:
        while data := sock.recv(64):
            sock.sendall(data)

    for sock in far:
        threading.Thread(target=answer, args=(sock,), daemon=True).start()


@case(f"{BASE}.EventLoop", reference="threads", label="50 connections, 20 round trips each")
def round_trips() -> Pair:
    near, far = zip(*(socket.socketpair() for _ in range(CONNECTIONS)), strict=True)
    _echo(list(far))

    def ours() -> int:
        for sock in near:
            sock.setblocking(False)

        async def talk(sock: socket.socket) -> int:
            loop = eventloop.get_running_loop()
            got = 0
            for _ in range(ROUNDS):
                await loop.sock_sendall(sock, b"ping")
                got += len(await loop.sock_recv(sock, 64))
            return got

        async def main() -> int:
            return sum(await eventloop.gather(*map(talk, near)))

        return eventloop.run(main(), clock=RealClock())

    def reference() -> int:
        for sock in near:
            sock.setblocking(True)

        def talk(sock: socket.socket) -> int:
            got = 0
            for _ in range(ROUNDS):
                sock.sendall(b"ping")
                got += len(sock.recv(64))
            return got

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            return sum(pool.map(talk, near))

    assert ours() == reference() == 4 * CONNECTIONS * ROUNDS
    return ours, reference
