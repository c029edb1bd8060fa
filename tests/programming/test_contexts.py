"""Context managers: held against contextlib, and a file that survives whatever happens."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.programming import contexts

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")


def outcome(function: Any) -> Any:
    """Return what a call returns, or its error with all that hangs on it."""
    try:
        return function()
    except BaseException as error:
        chain: list[Any] = []
        while error is not None and len(chain) < 20:
            chain.append((type(error).__name__, str(error)))
            error = error.__context__  # type: ignore[assignment]
        return chain


# ---------------------------------------------------------------- contextmanager

THROWN = (None, ValueError, StopIteration, RuntimeError, GeneratorExit, KeyboardInterrupt)
BEHAVIOURS = (
    "plain", "finally", "swallows", "raises", "same", "chained", "stops", "twice", "never",
    "twice after error", "returns in finally",
)  # fmt: skip


def manager(maker: Any, behaviour: str, log: list[str]) -> Any:
    @maker
    def generator() -> Iterator[str]:
        log.append("enter")
        if behaviour == "never":
            return
        try:
            yield "value"
            if behaviour == "twice":
                yield "again"
        except BaseException as error:
            log.append(type(error).__name__)
            if behaviour == "swallows":
                return
            if behaviour == "raises":
                raise LookupError("another") from None
            if behaviour == "chained":
                raise LookupError("another") from error
            if behaviour == "stops":
                raise StopIteration from error
            if behaviour == "twice after error":
                yield "again"
            if behaviour == "plain":
                raise
            raise error
        finally:
            if behaviour in ("finally", "returns in finally"):
                log.append("finally")
        log.append("exit")

    return generator()


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
@pytest.mark.parametrize("thrown", THROWN, ids=lambda error: getattr(error, "__name__", "none"))
def test_contextmanager_is_contextlibs(behaviour: str, thrown: Any) -> None:
    seen = []
    for maker in (contexts.contextmanager, contextlib.contextmanager):
        log: list[str] = []

        def use(maker: Any = maker, log: list[str] = log) -> Any:
            with manager(maker, behaviour, log) as value:
                log.append(value)
                if thrown is not None:
                    raise thrown("block")
            return "after"

        seen.append((outcome(use), log))
    assert seen[0] == seen[1]


def test_an_error_keeps_its_traceback_without_the_generators_frames() -> None:
    def lines(maker: Any) -> list[str]:
        try:
            with manager(maker, "finally", []):
                raise ValueError("block")
        except ValueError as error:
            names, trace = [], error.__traceback__
            while trace is not None:
                names.append(trace.tb_frame.f_code.co_name)
                trace = trace.tb_next
            return names
        raise AssertionError("the error passes")

    assert lines(contexts.contextmanager) == lines(contextlib.contextmanager) == ["lines"]


def test_the_maker_keeps_name_and_docstring() -> None:
    assert contexts.atomic_write.__name__ == "atomic_write"
    assert (contexts.atomic_write.__doc__ or "").startswith("Write a file so that")


# ---------------------------------------------------------------- ExitStack

STEPS = st.lists(st.sampled_from(["passes", "swallows", "raises", "callback", "bad"]), max_size=6)


def unwind(library: Any, steps: list[str], fails: bool, inside: bool = False) -> Any:
    log: list[Any] = []

    class Manager:
        def __init__(self, step: str, place: int) -> None:
            self.step, self.place = step, place

        def __enter__(self) -> int:
            return self.place

        def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
            log.append((self.place, None if error is None else str(error)))
            if self.step == "raises":
                raise LookupError(f"exit {self.place}")
            if self.step == "bad":
                try:
                    raise KeyError(f"inner {self.place}")
                except KeyError as inner:
                    raise LookupError(f"exit {self.place}") from inner
            return self.step == "swallows"

    def use() -> Any:
        with library.ExitStack() as stack:
            for place, step in enumerate(steps):
                if step == "callback":
                    stack.callback(log.append, f"callback {place}")
                else:
                    log.append(stack.enter_context(Manager(step, place)))
            if fails:
                raise ValueError("block")
        return "after"

    def while_handling() -> Any:
        try:
            raise OSError("before")
        except OSError:
            return use()

    return outcome(while_handling if inside else use), log


@given(STEPS, st.booleans(), st.booleans())
def test_exit_stack_is_contextlibs(steps: list[str], fails: bool, inside: bool) -> None:
    assert unwind(contexts, steps, fails, inside) == unwind(contextlib, steps, fails, inside)


def test_parity_of_the_stack(parity: Callable[..., None]) -> None:
    programs = [
        (first, second, third, fails)
        for first in ("passes", "swallows", "raises", "bad")
        for second in ("passes", "swallows", "raises", "bad")
        for third in ("passes", "swallows", "raises", "callback")
        for fails in (False, True)
    ]
    differ = 0
    for *steps, fails in programs:
        differ += unwind(contexts, steps, fails) != unwind(contextlib, steps, fails)
    parity(
        "journey.programming.contexts.ExitStack",
        reference="contextlib.ExitStack", difference=differ, of=len(programs), tolerance=0,
        what="errors, their chains and the order of exits; programs that differ",
    )  # fmt: skip


def test_parity_of_contextmanager(parity: Callable[..., None]) -> None:
    differ = 0
    for behaviour in BEHAVIOURS:
        for thrown in THROWN:
            seen = []
            for maker in (contexts.contextmanager, contextlib.contextmanager):

                def use(maker: Any = maker, thrown: Any = thrown, what: str = behaviour) -> None:
                    with manager(maker, what, []):
                        if thrown is not None:
                            raise thrown("block")

                seen.append(outcome(use))
            differ += seen[0] != seen[1]
    parity(
        "journey.programming.contexts.contextmanager",
        reference="contextlib.contextmanager", difference=differ, tolerance=0,
        of=len(BEHAVIOURS) * len(THROWN), what="what leaves the block; cases that differ",
    )  # fmt: skip


def test_pop_all_hands_everything_over_and_close_undoes_it() -> None:
    log: list[str] = []
    with contexts.ExitStack() as stack:
        stack.callback(log.append, "closed")
        kept = stack.pop_all()
    assert log == []
    kept.close()
    kept.close()
    assert log == ["closed"]


def test_a_manager_that_cannot_be_entered_leaves_what_was_entered_before() -> None:
    log: list[str] = []

    @contexts.contextmanager
    def locked() -> Iterator[None]:
        raise PermissionError("locked")
        yield

    def use() -> None:
        with contexts.ExitStack() as stack:
            stack.callback(log.append, "first closed")
            stack.enter_context(locked())

    with pytest.raises(PermissionError):
        use()
    assert log == ["first closed"]


# ---------------------------------------------------------------- atomic_write


def test_the_new_content_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "name.txt"
    with contexts.atomic_write(path) as file:
        file.write("grüße\n")
        assert not path.exists()
    assert path.read_bytes() == "grüße\n".encode().replace(b"\n", os.linesep.encode())
    assert [item.name for item in tmp_path.iterdir()] == ["name.txt"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_error_leaves_the_old_content_and_nothing_else(tmp_path: Path, error: Any) -> None:
    path = tmp_path / "name.bin"
    path.write_bytes(b"old")

    def use() -> None:
        with contexts.atomic_write(path, "wb") as file:
            file.write(b"half of the n")
            file.flush()
            raise error

    with pytest.raises(error):
        use()
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("name.bin", b"old")]


@pytest.mark.parametrize("broken", ["fsync", "chmod", "replace"])
def test_a_system_call_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "name.txt"
    path.write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, broken, full)
    with pytest.raises(OSError, match="No space left"), contexts.atomic_write(path) as file:
        file.write("new")
    monkeypatch.undo()
    assert [(item.name, item.read_text()) for item in tmp_path.iterdir()] == [("name.txt", "old")]


WRITER = """
import sys, os, time
from journey.programming.contexts import atomic_write
for round in range(10_000):
    with atomic_write(sys.argv[1]) as file:
        for line in range(200):
            file.write(f"{round}\\n")
    print(round, flush=True)
"""


@pytest.mark.parametrize("after", [1, 2, 5, 9, 14])
def test_a_process_killed_while_writing_leaves_a_whole_file(tmp_path: Path, after: int) -> None:
    path = tmp_path / "name.txt"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            writer.stdout.readline()
        writer.kill()
    lines = path.read_text().splitlines()
    assert len(lines) == 200
    assert len(set(lines)) == 1
    assert int(lines[0]) >= after - 1


@POSIX
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "real.txt", tmp_path / "link.txt"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to("real.txt")
    with contexts.atomic_write(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_new_file_gets_the_permissions_that_open_would_give(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        (tmp_path / "open.txt").open("w").close()
        with contexts.atomic_write(tmp_path / "atomic.txt"):
            pass
    finally:
        os.umask(old)
    modes = [(tmp_path / name).stat().st_mode for name in ("open.txt", "atomic.txt")]
    assert modes[0] == modes[1]


def test_atomic_write_bad_input(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match='mode: expected "w" or "wb", got \'a\''),
        contexts.atomic_write(tmp_path / "x", "a"),
    ):
        pass
    with (
        pytest.raises(ValueError, match="encoding: bytes have none"),
        contexts.atomic_write(tmp_path / "x", "wb", encoding="utf-8"),
    ):
        pass
    with pytest.raises(FileNotFoundError), contexts.atomic_write(tmp_path / "none" / "x"):
        pass
