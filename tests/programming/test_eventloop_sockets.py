"""Sockets on the loop: echo over pairs and over localhost, backpressure, and leaving early."""

from __future__ import annotations

import asyncio
import random
import socket
from typing import Any

import pytest

from journey.programming.eventloop import (
    EventLoop,
    RealClock,
    TaskGroup,
    VirtualClock,
    gather,
    get_running_loop,
    run,
    run_asyncio,
    sleep,
    timeout,
)


async def echo(loop: Any, sock: socket.socket) -> int:
    """Send back what comes until the other side closes; return the number of bytes."""
    total = 0
    with sock:
        while data := await loop.sock_recv(sock, 1 << 12):
            await loop.sock_sendall(sock, data)
            total += len(data)
    return total


async def ask(loop: Any, sock: socket.socket, messages: list[bytes]) -> list[bytes]:
    answers = []
    with sock:
        for message in messages:
            await loop.sock_sendall(sock, message)
            answer = b""
            while len(answer) < len(message):
                answer += await loop.sock_recv(sock, 1 << 12)
            answers.append(answer)
    return answers


def pair() -> tuple[socket.socket, socket.socket]:
    both = socket.socketpair()
    for sock in both:
        sock.setblocking(False)
    return both


def messages(seed: int) -> list[bytes]:
    rng = random.Random(seed)
    return [rng.randbytes(rng.choice([1, 10, 5_000])) for _ in range(5)]


async def conversations(loop: Any, many: Any) -> list[Any]:
    pairs = [pair() for _ in range(8)]
    answers: list[Any] = await many(
        *(ask(loop, here, messages(seed)) for seed, (here, _) in enumerate(pairs)),
        *(echo(loop, there) for _, there in pairs),
    )
    return answers


@pytest.mark.parametrize("clock", [VirtualClock, RealClock])
def test_echo_over_pairs_as_on_asyncio(parity: Any, clock: Any) -> None:
    async def ours() -> list[Any]:
        return await conversations(get_running_loop(), gather)

    async def theirs() -> list[Any]:
        return await conversations(asyncio.get_running_loop(), asyncio.gather)

    mine, other = run(ours(), clock=clock()), run_asyncio(theirs)
    expected = [messages(seed) for seed in range(8)]
    assert mine[:8] == expected
    parity("journey.programming.eventloop.EventLoop", reference="asyncio, over sockets",
           what="conversations with another answer", tolerance=0, of=16,
           difference=sum(a != b for a, b in zip(mine, other, strict=True)))  # fmt: skip


def test_a_server_and_its_clients_on_localhost() -> None:
    async def serve(listener: socket.socket, clients: int) -> list[int]:
        loop = get_running_loop()
        async with TaskGroup() as group:
            tasks = []
            for _ in range(clients):
                sock, _ = await loop.sock_accept(listener)
                assert sock.gettimeout() == 0
                tasks.append(group.create_task(echo(loop, sock)))
        return [task.result() for task in tasks]

    async def client(address: Any, seed: int) -> bool:
        sock = socket.socket()
        sock.setblocking(False)
        await get_running_loop().sock_connect(sock, address)
        return await ask(get_running_loop(), sock, messages(seed)) == messages(seed)

    async def main() -> Any:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.setblocking(False)
            address = listener.getsockname()
            return await gather(serve(listener, 5), *(client(address, n) for n in range(5)))

    loop = EventLoop(RealClock())
    counts, *right = loop.run_until_complete(main())
    assert right == [True] * 5
    assert sorted(counts) == sorted(sum(map(len, messages(seed))) for seed in range(5))
    assert not loop._watching()  # nobody is left behind in the selector


def test_a_sender_waits_for_a_reader_that_does_not_keep_up() -> None:
    here, there = pair()
    data = random.Random(0).randbytes(3_000_000)
    sent: list[str] = []

    async def send() -> None:
        await get_running_loop().sock_sendall(here, data)
        sent.append("all")
        here.close()

    async def read() -> bytes:
        await sleep(1)
        assert sent == []  # the buffers are smaller than three million bytes
        parts = []
        while part := await get_running_loop().sock_recv(there, 1 << 16):
            parts.append(part)
        there.close()
        return b"".join(parts)

    async def main() -> bytes:
        received, _ = await gather(read(), send())
        return bytes(received)

    assert run(main()) == data


def test_a_read_that_times_out_leaves_nothing_in_the_selector() -> None:
    here, there = pair()

    async def main() -> tuple[float, bool, bytes]:
        loop = get_running_loop()
        with pytest.raises(TimeoutError):
            async with timeout(3600):
                await loop.sock_recv(here, 10)
        watching = loop._watching()
        there.send(b"late")
        return loop.time(), watching, await loop.sock_recv(here, 10)

    with here, there:
        assert run(main()) == (3600.0, False, b"late")


def test_both_directions_of_one_socket() -> None:
    here, there = pair()

    async def main() -> Any:
        loop = get_running_loop()
        data = bytes(2_000_000)
        async with TaskGroup() as group:
            sending = group.create_task(loop.sock_sendall(here, data))
            reading = group.create_task(loop.sock_recv(here, 4))
            await sleep(1)
            there.send(b"back")
            got = 0
            while got < len(data):
                got += len(await loop.sock_recv(there, 1 << 16))
        return reading.result(), sending.result(), loop._watching()

    with here, there:
        assert run(main()) == (b"back", None, False)


def test_readers_and_writers_by_hand() -> None:
    here, there = pair()
    loop = EventLoop()
    seen: list[str] = []

    def readable() -> None:
        seen.append(here.recv(10).decode())
        loop.remove_reader(here)

    loop.add_reader(here, readable)
    with pytest.raises(RuntimeError, match="expected one that nobody waits for"):
        loop.add_reader(here, readable)
    loop.call_later(1, there.send, b"hello")
    with here, there:
        loop.run_until_complete(sleep(2))
        assert seen == ["hello"]
        assert (loop.remove_reader(here), loop.remove_writer(here)) == (False, False)


def test_bad_sockets() -> None:
    async def blocking(name: str, args: list[Any]) -> None:
        with socket.socket() as sock:
            await getattr(get_running_loop(), name)(sock, *args)

    calls: list[tuple[str, list[Any]]]
    calls = [("sock_recv", [1]), ("sock_sendall", [b"x"]), ("sock_accept", []),
             ("sock_connect", [("127.0.0.1", 1)])]  # fmt: skip
    for name, args in calls:
        with pytest.raises(ValueError, match=f"{name}: sock: expected a socket that does not"):
            run(blocking(name, args))


def test_a_refused_connection_is_an_error() -> None:
    async def main() -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = free.getsockname()  # bound, but nobody listens
            with socket.socket() as sock:
                sock.setblocking(False)
                await get_running_loop().sock_connect(sock, address)

    with pytest.raises(OSError, match="sock_connect: "):
        run(main(), clock=RealClock())
