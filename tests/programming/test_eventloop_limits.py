"""The event loop alone: sockets on the real clock, deadlocks, limits, and bad input."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming.eventloop import (
    DeadlockError,
    EventLoop,
    Future,
    Queue,
    RealClock,
    Semaphore,
    TaskGroup,
    VirtualClock,
    bounded_gather,
    create_task,
    gather,
    get_running_loop,
    interleave,
    run,
    sleep,
    timeout,
)


def now() -> float:
    return get_running_loop().time()


# ---------------------------------------------------------------- limits

LENGTHS = st.lists(st.integers(1, 64).map(lambda n: n / 4), min_size=1, max_size=25)


@given(LENGTHS, st.integers(1, 8))
def test_no_more_than_the_limit_run_and_grahams_bound_holds(
    lengths: list[float], limit: int
) -> None:
    running = most = 0

    async def job(place: int, length: float) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await sleep(length)
        running -= 1
        return place

    async def main() -> tuple[list[int], float]:
        return await bounded_gather(limit, map(job, range(len(lengths)), lengths)), now()

    results, took = run(main())
    assert results == list(range(len(lengths)))
    assert most == min(limit, len(lengths))
    assert took <= sum(lengths) / limit + (1 - 1 / limit) * max(lengths) + 1e-9
    assert took >= max(sum(lengths) / limit, *lengths) - 1e-9


@given(st.lists(st.lists(st.integers(0, 8).map(float), max_size=5), max_size=6))
def test_ten_lines_of_generators_agree_with_tasks(plans: list[list[float]]) -> None:
    def steps(plan: list[float]) -> Iterator[float]:
        yield from plan

    async def work(plan: list[float]) -> float:
        for delay in plan:
            await sleep(delay)
        return now()

    async def main() -> list[float]:
        return list(await gather(*map(work, plans)))

    assert [time for time, _ in interleave(steps(plan) for plan in plans)] == run(main())  # type: ignore[arg-type]


def test_jobs_are_taken_only_when_there_is_a_place() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[Any]:
        for n in range(6):
            taken.append(n)
            yield sleep(10)

    async def main() -> int:
        task = create_task(bounded_gather(2, jobs()))
        await sleep(5)
        seen = len(taken)
        await task
        return seen

    assert (run(main()), len(taken)) == (2, 6)


@pytest.mark.parametrize("limit", [0, -1, 1.5])
def test_a_bad_limit_is_named(limit: Any) -> None:
    async def main() -> None:
        await bounded_gather(limit, [])

    with pytest.raises(ValueError, match=r"bounded_gather: limit: expected a whole number >= 1"):
        run(main())


@given(st.integers(1, 6), st.integers(1, 30))
def test_a_queue_never_holds_more_than_its_limit(maxsize: int, items: int) -> None:
    queue: Queue[int] = Queue(maxsize)
    longest = 0

    async def produce() -> None:
        nonlocal longest
        for item in range(items):
            await queue.put(item)
            longest = max(longest, queue.qsize())

    async def consume() -> list[int]:
        got = []
        for _ in range(items):
            got.append(await queue.get())
            await sleep(1)
        return got

    async def main() -> list[int]:
        return list((await gather(produce(), consume()))[1])

    assert run(main()) == list(range(items))
    assert longest <= maxsize


def test_a_semaphore_serves_in_the_order_of_arrival() -> None:
    served: list[int] = []

    async def main() -> None:
        places = Semaphore(2)

        async def work(n: int) -> None:
            async with places:
                served.append(n)
                await sleep(1)

        async with TaskGroup() as group:
            for n in range(7):
                group.create_task(work(n))

    run(main())
    assert served == list(range(7))


# ---------------------------------------------------------------- ends


def test_waiting_for_nothing_is_an_error_and_no_endless_wait() -> None:
    async def main() -> None:
        await get_running_loop().create_future()

    with pytest.raises(DeadlockError, match=r"could wake a task: task-1$"):
        run(main())


def test_a_deadlock_names_who_waits() -> None:
    async def main() -> None:
        queue: Queue[int] = Queue()
        await create_task(queue.get(), name="reader")

    with pytest.raises(DeadlockError, match="reader"):
        run(main())


def test_handles_and_timers_come_in_order_and_can_be_cancelled() -> None:
    said: list[str] = []

    async def main() -> None:
        loop = get_running_loop()
        loop.call_later(2, said.append, "two")
        loop.call_later(1, said.append, "one")
        loop.call_later(1, said.append, "one again")
        loop.call_later(1, said.append, "never").cancel()
        loop.call_soon(said.append, "soon")
        await sleep(3)

    run(main())
    assert said == ["soon", "one", "one again", "two"]


def test_a_future_of_another_loop_is_refused() -> None:
    stranger: Future[int] = Future(EventLoop())

    async def main() -> None:
        await stranger

    with pytest.raises(RuntimeError, match="expected a future of this loop"):
        run(main())


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_clock_takes_finite_times_only(value: float) -> None:
    with pytest.raises(ValueError, match="expected a finite number"):
        VirtualClock(value)
    with pytest.raises(ValueError, match="expected a finite number"):
        VirtualClock().advance(value)


def test_what_holds_the_loop_makes_timers_late() -> None:
    async def main() -> float:
        async def holds() -> None:
            clock = get_running_loop().clock
            assert isinstance(clock, VirtualClock)
            clock.advance(5)

        create_task(holds())
        await sleep(1)
        return now()

    assert run(main()) == 5.0


# ---------------------------------------------------------------- sockets, on the real clock


def test_many_messages_go_to_and_fro() -> None:
    sent = [bytes([n]) * (n * 1_000 + 1) for n in range(40)]

    async def serve(sock: socket.socket) -> None:
        while data := await get_running_loop().sock_recv(sock, 4_096):
            await get_running_loop().sock_sendall(sock, data)

    async def ask(sock: socket.socket) -> list[bytes]:
        got = []
        for message in sent:
            await get_running_loop().sock_sendall(sock, message)
            answer = b""
            while len(answer) < len(message):
                answer += await get_running_loop().sock_recv(sock, 65_536)
            got.append(answer)
        sock.shutdown(socket.SHUT_WR)
        return got

    async def main(near: socket.socket, far: socket.socket) -> list[bytes]:
        async with TaskGroup() as group:
            group.create_task(serve(far))
            asked = group.create_task(ask(near))
        return asked.result()

    near, far = socket.socketpair()
    with near, far:
        near.setblocking(False)
        far.setblocking(False)
        assert run(main(near, far), clock=RealClock()) == sent


def test_connections_are_accepted_on_this_machine() -> None:
    async def main(server: socket.socket) -> list[bytes]:
        loop = get_running_loop()

        async def serve() -> None:
            for n in range(5):
                peer, _ = await loop.sock_accept(server)
                with peer:
                    await loop.sock_sendall(peer, b"hello %d" % n)

        async def ask() -> bytes:
            with socket.socket() as sock:
                sock.setblocking(False)
                await loop.sock_connect(sock, server.getsockname())
                answer = b""
                while data := await loop.sock_recv(sock, 64):
                    answer += data
                return answer

        async with TaskGroup() as group:
            group.create_task(serve())
            answers = [group.create_task(ask()) for _ in range(5)]
        return sorted(task.result() for task in answers)

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        server.setblocking(False)
        got = run(main(server), clock=RealClock())
    assert got == [b"hello %d" % n for n in range(5)]


def test_a_timeout_ends_a_wait_for_a_silent_socket() -> None:
    async def main(sock: socket.socket) -> str:
        try:
            async with timeout(0.01):
                await get_running_loop().sock_recv(sock, 1)
        except TimeoutError:
            return "gave up"
        return "got something"

    near, far = socket.socketpair()
    with near, far:
        near.setblocking(False)
        assert run(main(near), clock=RealClock()) == "gave up"


def test_a_blocking_socket_is_refused() -> None:
    async def main(sock: socket.socket) -> None:
        await get_running_loop().sock_recv(sock, 1)

    near, far = socket.socketpair()
    with near, far, pytest.raises(ValueError, match="sock"):
        run(main(near), clock=RealClock())
