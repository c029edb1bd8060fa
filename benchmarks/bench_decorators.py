"""Decorators and context managers against the standard library's, some of which is written in C."""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import Pair, case
from journey.programming import contexts
from journey.programming.decorators import memoize

BASE = "journey.programming"


def _register_memoize(label: str, maxsize: int, distinct: int) -> None:
    @case(f"{BASE}.decorators.memoize", reference="functools.lru_cache", label=label)
    def prepare() -> Pair:
        mine, theirs = memoize(maxsize)(abs), functools.lru_cache(maxsize)(abs)
        numbers = [n % distinct for n in range(10_000)]

        def ours() -> int:
            return sum(map(mine, numbers))

        def reference() -> int:
            return sum(map(theirs, numbers))

        assert ours() == reference()
        return ours, reference


_register_memoize("10,000 calls, nearly all found", 128, 100)
_register_memoize("10,000 calls, none found", 100, 101)


def _blocks(maker: Any) -> Any:
    @maker
    def nothing() -> Iterator[int]:
        yield 1

    def run() -> int:
        total = 0
        for _ in range(1_000):
            with nothing() as value:
                total += value
        return total

    return run


@case(
    f"{BASE}.contexts.contextmanager", reference="contextlib.contextmanager", label="1,000 blocks"
)
def contextmanager() -> Pair:
    ours, theirs = _blocks(contexts.contextmanager), _blocks(contextlib.contextmanager)
    assert ours() == theirs() == 1_000
    return ours, theirs


@case(f"{BASE}.contexts.ExitStack", reference="contextlib.ExitStack", label="100 stacks of 10")
def exit_stack() -> Pair:
    def use(stack_class: Any) -> int:
        done: list[int] = []
        for _ in range(100):
            with stack_class() as stack:
                for number in range(10):
                    stack.callback(done.append, number)
        return len(done)

    assert use(contexts.ExitStack) == use(contextlib.ExitStack) == 1_000
    return lambda: use(contexts.ExitStack), lambda: use(contextlib.ExitStack)


@case(f"{BASE}.contexts.atomic_write", reference="open", label="100 files of 10 KB")
def atomic_write() -> Pair:
    folder = tempfile.TemporaryDirectory()
    path, text = Path(folder.name) / "file.txt", "x" * 10_000

    def ours(_: Any = folder) -> int:
        for _ in range(100):
            with contexts.atomic_write(path) as file:
                file.write(text)
        return path.stat().st_size

    def theirs() -> int:
        for _ in range(100):
            with path.open("w", encoding="utf-8") as file:
                file.write(text)
        return path.stat().st_size

    assert ours() == theirs()
    return ours, theirs
