"""Bounded gather: what becomes of its input when something fails, on this loop and asyncio's."""

from __future__ import annotations

import asyncio
import gc
import itertools
import warnings
from collections.abc import Callable, Coroutine, Generator
from types import SimpleNamespace
from typing import Any

import pytest

from journey.programming import eventloop
from journey.programming.eventloop import bounded_gather, run, run_asyncio


def on_ours(main: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
    return run(main(eventloop))


def on_asyncio(main: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
    return run_asyncio(lambda: main(asyncio))


BOTH = pytest.mark.parametrize("runner", [on_ours, on_asyncio], ids=["ours", "asyncio"])


async def fail(lib: Any, delay: float) -> None:
    await lib.sleep(delay)
    raise KeyError(delay)


@BOTH
@pytest.mark.parametrize("kind", ["map", "starmap", "generator"])
def test_an_endless_input_is_asked_no_more_after_a_failure(runner: Any, kind: str) -> None:
    made: list[int] = []

    async def main(lib: Any) -> None:
        def make(n: int) -> Any:
            made.append(n)
            if len(made) > 100:
                raise AssertionError("asked on and on")
            return fail(lib, 1) if n == 1 else lib.sleep(9)

        inputs = SimpleNamespace(
            map=map(make, itertools.count()),
            starmap=itertools.starmap(make, zip(itertools.count(), strict=False)),
            generator=(make(n) for n in itertools.count()),
        )
        with pytest.raises(KeyError):
            await bounded_gather(2, getattr(inputs, kind))

    runner(main)
    assert made == [0, 1]


@BOTH
@pytest.mark.parametrize("before", [0, 1, 2])
def test_an_input_that_fails_leaves_no_coroutine_behind(runner: Any, before: int) -> None:
    begun: list[int] = []

    async def work(lib: Any, n: int) -> None:
        begun.append(n)
        await lib.sleep(1)

    async def main(lib: Any) -> None:
        def broken() -> Generator[Any, None, None]:
            for n in range(before):
                yield work(lib, n)
            raise OSError("input")

        with pytest.raises(OSError, match="input"):
            await bounded_gather(3, broken())

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        runner(main)
        gc.collect()
    assert [str(each.message) for each in caught] == []
    assert begun == []


@BOTH
def test_the_rest_of_a_list_is_closed(runner: Any) -> None:
    async def main(lib: Any) -> list[bool]:
        coroutines: list[Any] = [fail(lib, 1), *(lib.sleep(9) for _ in range(4))]
        with pytest.raises(KeyError):
            await bounded_gather(2, coroutines)
        return [each.cr_frame is None for each in coroutines]

    assert runner(main) == [True] * 5
