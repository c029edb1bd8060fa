"""`organize` carries out a plan: faults, clashes, locks, undo, and the order of what it writes."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._journal import Journal, read
from journey.projects.command_line_tool.organize._plan import plan_sort
from journey.projects.command_line_tool.organize._runs import Report, Runs, default_state
from journey.projects.command_line_tool.organize._system import System
from tests.projects.killing import WAYS, Scripted, content, files, tree
from tests.projects.test_tool_organize import links, put

posix = pytest.mark.skipif(sys.platform == "win32", reason="about calls that are not there")


class Place:
    """A folder to sort, another to sort into, and the journals."""

    def __init__(self, base: Path) -> None:
        self.box, self.into, self.state = base / "box", base / "into", base / "state"
        self.box.mkdir()
        self.into.mkdir()

    def sort(self, system: System | None = None, **options: Any) -> Report:
        return Runs(self.state, system).apply(plan_sort(self.box, self.into, **options))

    def undo(self, system: System | None = None, **options: Any) -> tuple[Report, list[str]]:
        runs = Runs(self.state, system)
        plan = runs.plan_undo(runs.find(None), **options)
        report = runs.apply(plan)
        return report, [f"{each.path.name}: {each.why}" for each in [*plan.left, *report.failed]]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(Path(os.path.realpath(tmp_path)))


class Failing(Scripted):
    """A system in which one call fails, from its n-th time on, or that time only."""

    def __init__(
        self, call: str, number: int, *, way: str = "rename", apart: Path = Path(),
        after: int = 0, once: bool = False, on: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(way, apart)
        self.call, self.number, self.after, self.once, self.on = call, number, after, once, on
        self.calls = 0

    def step(self, name: str) -> None:
        super().step(name)
        if name != self.call:
            return
        self.calls += 1
        if self.calls <= self.after or (self.once and self.calls > self.after + 1):
            return
        if self.on:
            self.on()
        if self.number:
            raise OSError(self.number, os.strerror(self.number))


def whys(report: Report) -> list[str]:
    return [f"{each.path.name}: {each.why}" for each in report.failed]


# Nothing is overwritten


@pytest.mark.parametrize("way", WAYS if sys.platform != "win32" else ["rename"])
def test_a_name_that_is_taken_after_the_plan_gets_a_number(place: Place, way: str) -> None:
    put(place.box, "a.txt", "mine")
    taken = iter([place.into / "documents/a.txt", place.into / "documents/a (2).txt"])
    (place.into / "documents").mkdir()

    def somebody() -> None:
        with contextlib.suppress(StopIteration):
            next(taken).write_text("theirs")

    last = "link" if "link" in way else "rename"
    system = Failing(last, 0, way=way, apart=place.into, on=somebody)
    report = place.sort(system)
    assert [move.target.name for move in report.done] == ["a (3).txt"]
    assert content(place.into / "documents/a (3).txt") == b"mine"
    assert content(place.into / "documents/a.txt") == b"theirs"
    assert content(place.into / "documents/a (2).txt") == b"theirs"
    assert len(list(files(place.into))) == 3  # and no copy that was begun
    place.undo()
    assert content(place.box / "a.txt") == b"mine"


def test_undo_overwrites_nothing_and_says_what_stays(place: Place) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        put(place.box, name, name)
    place.sort()
    put(place.box, "a.txt", "new")
    put(place.into, "documents/b.txt", "changed, and longer")
    (place.into / "documents/c.txt").unlink()
    report, told = place.undo()
    assert sorted(told) == [
        "a.txt: a.txt is taken",
        "b.txt: was changed since",
        "c.txt: is no longer there",
    ]
    assert [move.target.name for move in report.done] == ["d.txt"]
    assert content(place.box / "a.txt") == b"new"
    assert (place.into / "documents").is_dir()

    report, told = place.undo(changed=True)  # what could not be brought back may be tried again
    assert [move.target.name for move in report.done] == ["b.txt"]
    assert content(place.box / "b.txt") == b"changed, and longer"
    (place.box / "a.txt").unlink()
    report, told = place.undo()
    assert told == ["c.txt: is no longer there"]
    assert content(place.box / "a.txt") == b"a.txt"


def test_a_name_that_is_taken_during_undo_stays_taken(place: Place) -> None:
    put(place.box, "a.txt", "mine")
    place.sort()
    system = Failing("rename", 0, on=lambda: put(place.box, "a.txt", "theirs") and None)
    _, told = place.undo(system)
    assert told == ["a.txt: the name is taken"]
    assert content(place.box / "a.txt") == b"theirs"
    assert content(place.into / "documents/a.txt") == b"mine"


def test_undo_makes_a_folder_that_is_gone(place: Place) -> None:
    put(place.box, "deep/er/a.txt", "x")
    place.sort(recursive=True)
    (place.box / "deep/er").rmdir()
    (place.box / "deep").rmdir()
    assert place.undo()[1] == []
    assert content(place.box / "deep/er/a.txt") == b"x"


def test_undo_keeps_a_folder_that_is_in_use(place: Place) -> None:
    put(place.box, "a.txt", "x")
    place.sort()
    put(place.into, "documents/new.txt", "y")
    report, told = place.undo()
    assert (told, report.removed) == ([], [])
    assert content(place.into / "documents/new.txt") == b"y"


def test_undo_keeps_a_folder_that_somebody_else_made(place: Place) -> None:
    put(place.box, "a.txt", "x")
    plan = plan_sort(place.box, place.into)
    (place.into / "documents").mkdir()
    Runs(place.state).apply(plan)
    place.undo()
    assert (place.into / "documents").is_dir()


def test_two_runs_are_undone_one_after_the_other(place: Place) -> None:
    put(place.box, "a.txt", "x")
    before = tree(place.box)
    runs = Runs(place.state)
    runs.apply(plan_sort(place.box))
    runs.apply(plan_sort(place.box / "documents"))
    put(place.box, "b.jpg", "y")
    runs.apply(plan_sort(place.box))
    for _ in range(3):
        assert place.undo()[1] == []
    (place.box / "b.jpg").unlink()
    assert tree(place.box) == before
    with pytest.raises(OrganizeError, match="no run that could be undone"):
        place.undo()


# What changes under its hands


@pytest.mark.parametrize("how", ["content", "time", "other file", "gone"])
def test_a_file_that_changes_after_the_plan_stays(place: Place, how: str) -> None:
    path = put(place.box, "a.txt", "old")
    plan = plan_sort(place.box, place.into)
    if how == "content":
        path.write_text("newer")
    elif how == "time":
        os.utime(path, ns=(1, 1))
    else:
        times = path.stat().st_mtime_ns
        path.rename(place.box / "keep.jpg")
        if how == "other file":
            put(place.box, "a.txt", "old")
            os.utime(path, ns=(times, times))
    report = Runs(place.state).apply(plan)
    reason = "is no longer there" if how == "gone" else "was changed after the plan was made"
    assert whys(report) == [f"a.txt: {reason}"]
    assert len(list(files(place.into))) == 0


@posix
def test_a_file_that_changes_while_it_is_copied_stays_and_the_copy_goes(place: Place) -> None:
    path = put(place.box, "a.txt", "old and long enough for chunks")
    for call in ("write", "sync folder"):  # before the copy is whole, and after it has its name
        system = Failing(
            call, 0, way="copy", apart=place.into, after=1, once=True,
            on=lambda: path.write_text(path.read_text() + "!") and None,
        )  # fmt: skip
        report = place.sort(system)
        assert len(report.failed) == 1
        assert "was changed" in report.failed[0].why
        assert list(files(place.into)) == []
        # A change that is noticed early never gets as far as the final name.
        assert ("rename" in system.steps) == (call == "sync folder")
        assert path.read_text().startswith("old and long enough for chunks!")


@posix
def test_a_source_that_vanishes_while_it_is_copied_lives_on_in_the_copy(place: Place) -> None:
    path = put(place.box, "a.txt", "the only one")
    system = Failing("unlink", 0, way="copy", apart=place.into, once=True, on=path.unlink)
    report = place.sort(system)
    assert whys(report) == []
    assert content(place.into / "documents/a.txt") == b"the only one"


@links
def test_a_link_put_in_place_of_a_folder_after_the_plan_is_not_followed(place: Place) -> None:
    put(place.box, "a.txt", "x")
    plan = plan_sort(place.box, place.into)
    (place.state.parent / "elsewhere").mkdir()
    (place.into / "documents").symlink_to(place.state.parent / "elsewhere")
    report = Runs(place.state).apply(plan)
    assert whys(report) == ["a.txt: documents is not a folder"]
    assert content(place.box / "a.txt") == b"x"


# Faults


@posix
@pytest.mark.parametrize("call", ["create", "write", "stamp", "sync", "rename", "symlink"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_leaves_the_source_whole_and_no_copy(
    place: Place, call: str, number: int
) -> None:
    put(place.box, "a.txt", "long enough for several chunks")
    put(place.box, "b.jpg", "picture")
    (place.box / "c").symlink_to("/nowhere")
    before = tree(place.box)
    report = place.sort(Failing(call, number, way="copy", apart=place.into))
    told = os.strerror(number).lower()
    assert report.failed
    assert all(each.why == told for each in report.failed)
    moved = {str(move.source) for move in report.done}
    assert {k: v for k, v in before.items() if k not in moved} == tree(place.box)
    assert not any(".journey-tool" in path.name for path in files(place.into))
    assert len(list(files(place.into))) == len(report.done)
    Runs(place.state).recover()
    if report.done:
        place.undo()
    assert tree(place.box) == before


@posix
@pytest.mark.parametrize(("after", "moved"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_without_room_for_the_journal_the_run_stops(place: Place, after: int, moved: int) -> None:
    put(place.box, "a.txt", "x")
    put(place.box, "b.jpg", "y")
    before = tree(place.box)
    with pytest.raises(OrganizeError, match="No space left on device"):
        place.sort(Failing("write journal", errno.ENOSPC, after=after))
    assert len([*files(place.box), *files(place.into)]) == 2
    runs = Runs(place.state)
    settled, problems = runs.recover()
    assert problems == []
    assert [each.outcome for each in settled].count("moved") == moved
    if after > 1:  # something was moved
        assert place.undo()[1] == []
    assert tree(place.box) == before


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY])
def test_what_is_not_permitted_is_reported_and_the_rest_goes_on(place: Place, number: int) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(place.box, name, name)
    report = place.sort(Failing("rename", number, after=1, once=True))
    assert whys(report) == [f"b.txt: {os.strerror(number).lower()}"]
    assert [str(move.source) for move in report.done] == ["a.txt", "c.txt"]
    assert content(place.box / "b.txt") == b"b.txt"


def test_a_folder_that_cannot_be_made_is_reported(place: Place) -> None:
    put(place.box, "a.txt", "x")
    put(place.box, "b.jpg", "y")
    report = place.sort(Failing("mkdir", errno.EACCES, once=True))
    assert whys(report) == ["a.txt: permission denied"]
    assert len(report.done) == 1


@posix
@pytest.mark.parametrize("way", ["link", "copy", "copy and link"])
def test_a_source_that_cannot_be_removed_is_not_there_twice(place: Place, way: str) -> None:
    put(place.box, "a.txt", "x")
    before = tree(place.box)
    # with copies and links the first to go is the temporary name
    after = 1 if way == "copy and link" else 0
    report = place.sort(Failing("unlink", errno.EACCES, way=way, apart=place.into, after=after,
                                once=True))  # fmt: skip
    assert whys(report) == ["a.txt: permission denied"]
    assert tree(place.box) == before
    assert list(files(place.into)) == []


@posix
def test_a_file_system_that_can_do_neither_keeps_its_files(place: Place) -> None:
    put(place.box, "a.txt", "x")
    report = place.sort(Failing("link", errno.EPERM, way="link"))
    why = "the file system cannot rename without overwriting, nor link"
    assert whys(report) == [f"a.txt: {why}"]
    assert content(place.box / "a.txt") == b"x"


@posix
def test_a_copy_that_differs_from_its_source_is_dropped(place: Place) -> None:
    put(place.box, "a.txt", "x")

    def rot() -> None:
        (copy,) = files(place.into)
        copy.write_bytes(b"y")

    report = place.sort(Failing("sync", 0, way="copy", apart=place.into, on=rot))
    assert whys(report) == ["a.txt: the copy differs from its source"]
    assert content(place.box / "a.txt") == b"x"
    assert list(files(place.into)) == []


@posix
def test_a_disk_that_is_really_full(place: Place) -> None:
    """As root a file system of 64 KiB can be made in memory; elsewhere this is skipped."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place.into)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("no file system can be mounted here")
    try:
        put(place.box, "a.txt", b"a" * 40_000)
        put(place.box, "b.txt", b"b" * 40_000)
        put(place.box, "c.txt", b"c" * 10_000)
        before = tree(place.box)
        report = place.sort()
        assert whys(report) == ["b.txt: no space left on device"]
        assert [move.target.name for move in report.done] == ["a.txt", "c.txt"]
        assert sorted(path.name for path in files(place.into)) == ["a.txt", "c.txt"]
        assert content(place.box / "b.txt") == b"b" * 40_000
        assert place.undo()[1] == []
        assert tree(place.box) == before
    finally:
        subprocess.run(["umount", str(place.into)], check=True)


@posix
def test_a_copy_keeps_permissions_and_times(place: Place) -> None:
    path = put(place.box, "a.sh", "x")
    path.chmod(0o750)
    os.utime(path, ns=(10**18, 10**18 + 7))
    place.sort(Scripted("copy", place.into))
    status = (place.into / "code/a.sh").stat()
    assert (status.st_mode & 0o777, status.st_mtime_ns) == (0o750, 10**18 + 7)


# One at a time


@contextlib.contextmanager
def at_work(place: Place, source: Path, into: Path) -> Iterator[Journal]:
    """Have a run at work on two folders."""
    put(source, "zzz.txt", "x")
    (place.state / "journals").mkdir(parents=True, exist_ok=True)
    path = place.state / "journals" / "000009.jsonl"
    journal = Journal.create(path, plan_sort(source, into), "now", System())
    yield journal
    journal.close()


@pytest.mark.parametrize("other", ["box", "box/deep", ".", "into"])
def test_two_runs_do_not_work_on_the_same_folder(place: Place, other: str) -> None:
    put(place.box, "a.txt", "x")
    folder = place.box.parent / other
    with at_work(place, folder, folder):
        assert [entry.state for entry in Runs(place.state).history()] == ["running"]
        assert Runs(place.state).recover() == ([], [])  # it is at work, not killed
        with pytest.raises(OrganizeError, match="run 9 is at work on"):
            place.sort()
    assert [entry.state for entry in Runs(place.state).history()] == ["interrupted"]
    Runs(place.state).recover()
    assert place.sort().failed == []


def test_runs_on_folders_apart_do_not_wait(place: Place) -> None:
    put(place.box, "a.txt", "x")
    (place.box.parent / "boxes").mkdir()  # a name that begins alike is another folder
    with at_work(place, place.box.parent / "boxes", place.box.parent / "boxes"):
        assert place.sort().id == "10"


# Interrupted by hand, by a missing disk


@posix
@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_leaves_nothing_half_done(place: Place, way: str) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(place.box, name, f"content of {name}")
    before = tree(place.box)

    def stop() -> None:
        raise KeyboardInterrupt

    call = {"rename": "rename", "link": "unlink"}.get(way, "write")
    with pytest.raises(KeyboardInterrupt):
        place.sort(Failing(call, 0, way=way, apart=place.into, after=2, once=True, on=stop))
    (entry,) = Runs(place.state).history()
    assert entry.state == "finished"
    assert sorted(p.name for p in [*files(place.box), *files(place.into)]) == [
        "a.txt", "b.txt", "c.txt",
    ]  # fmt: skip
    Runs(place.state).apply(Runs(place.state).plan_undo(entry.log))
    assert tree(place.box) == before


@posix
def test_a_run_whose_folder_is_not_there_now_is_settled_later(place: Place) -> None:
    put(place.box, "a.txt", "x")
    plan = plan_sort(place.box, place.into)
    with pytest.raises(ZeroDivisionError):  # as good as a kill
        Runs(place.state, Failing("rename", 0, on=lambda: 1 // 0)).apply(plan)
    place.box.rename(place.box.with_name("elsewhere"))
    for _ in range(2):
        settled, problems = Runs(place.state).recover()
        assert settled == []
        assert problems == [
            f"run 1 cannot be settled now: {place.box} is not the folder that it was then"
        ]
        place.box.mkdir(exist_ok=True)  # the place where a disk would be mounted
    place.box.rmdir()
    place.box.with_name("elsewhere").rename(place.box)
    (settled,), problems = Runs(place.state).recover()
    assert (str(settled.path), settled.outcome) == ("a.txt", "the run ended before it was moved")
    assert problems == []


# What somebody does between the kill and the recovery


def killed(place: Place, call: str, *, way: str = "rename", after: int = 0) -> Runs:
    """Sort, and end before a call, as good as by a kill."""
    system = Failing(call, 0, way=way, apart=place.into, after=after, on=lambda: 1 // 0 and None)
    with pytest.raises(ZeroDivisionError):
        place.sort(system)
    return Runs(place.state)


def test_another_file_at_the_target_is_not_taken_for_ours(place: Place) -> None:
    path = put(place.box, "a.txt", "mine")
    runs = killed(place, "rename")
    path.unlink()
    put(place.into, "documents/a.txt", "theirs, of another size")
    (settled,), _ = runs.recover()
    assert settled.outcome == "is gone, and the run did not take it"
    (entry,) = runs.history()
    assert runs.plan_undo(entry.log).moves == []


@posix
def test_a_whole_copy_whose_source_is_deleted_is_put_in_place(place: Place) -> None:
    path = put(place.box, "a.txt", "the only one")
    runs = killed(place, "rename", way="copy")
    path.unlink()
    (settled,), _ = runs.recover()
    assert settled.outcome == "moved"
    assert [content(each) for each in files(place.into)] == [b"the only one"]
    assert (place.into / "documents/a.txt").exists()


@posix
def test_half_a_copy_whose_source_is_deleted_stays_for_people_to_see(place: Place) -> None:
    path = put(place.box, "a.txt", "long enough for several chunks")
    runs = killed(place, "write", way="copy", after=2)
    path.unlink()
    (settled,), _ = runs.recover()
    (part,) = files(place.into)
    assert settled.outcome == f"is gone, and the run did not take it; half a copy of it is {part}"
    assert part.name.startswith(".journey-tool-")
    assert content(part) == b"long enough fo"


@posix
def test_a_source_is_not_removed_when_its_copy_was_changed(place: Place) -> None:
    path = put(place.box, "a.txt", "mine")
    runs = killed(place, "unlink", way="copy")
    target = place.into / "documents/a.txt"
    times = target.stat()
    target.write_bytes(b"bad!")  # of the same size, and at the same time
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    (settled,), _ = runs.recover()
    assert settled.outcome == "the run ended before it was moved"
    assert content(path) == b"mine"
    assert content(target) == b"bad!"  # whoever did that may want it


@posix
def test_a_source_that_was_changed_is_not_removed(place: Place) -> None:
    path = put(place.box, "a.txt", "mine")
    runs = killed(place, "unlink", way="copy")
    path.write_text("mine, and more")
    (settled,), _ = runs.recover()
    assert settled.outcome == "the run ended before it was moved"
    assert content(path) == b"mine, and more"


# The journal


def test_the_intent_is_on_the_disk_before_anything_is_done(place: Place) -> None:
    put(place.box, "a.txt", "x")
    system = Scripted()
    place.sort(system)
    assert system.steps == [
        "create journal",
        "write journal",  # the beginning
        "write journal",  # the plan
        "sync journal",
        "sync folder",
        "mkdir",
        "rename",
        "write journal",  # done
        "sync folder",
        "sync folder",
        "write journal",  # the end
        "sync journal",
    ]


@posix
def test_a_second_name_is_on_the_disk_before_the_first_goes(place: Place) -> None:
    put(place.box, "a.txt", "x")
    system = Scripted("link")
    place.sort(system)
    assert system.steps[5:-4] == ["mkdir", "link", "sync folder", "unlink", "write journal"]


@posix
def test_a_copy_is_on_the_disk_before_its_source_goes(place: Place) -> None:
    put(place.box, "a.txt", "x")
    system = Scripted("copy", place.into)
    place.sort(system)
    assert system.steps[5:-4] == [
        "mkdir",
        "create",
        "write",
        "stamp",
        "sync",
        "write journal",  # the copy is whole
        "sync journal",
        "rename",
        "sync folder",
        "unlink",
        "write journal",  # done
    ]


def journal_of(place: Place) -> Path:
    put(place.box, "a.txt", "x")
    place.sort()
    return place.state / "journals" / "000001.jsonl"


def test_a_torn_last_line_is_left_out(place: Place) -> None:
    path = journal_of(place)
    whole = path.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for cut in range(1, len(last) + 1):
        path.write_bytes(whole[:-cut])
        log = read(path)
        assert not log.ended
        assert log.done() == [0]
        assert log.length == len(whole) - len(last)
    Runs(place.state).recover()  # ends it, behind the last whole line
    assert read(path).ended


def test_a_tail_of_zeros_is_left_out(place: Place) -> None:
    path = journal_of(place)
    length = path.stat().st_size
    with path.open("ab") as file:
        file.write(bytes(100))
    assert read(path).length == length


def test_a_changed_byte_is_noticed(place: Place) -> None:
    path = journal_of(place)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"to": "documents', b'"to": "documentz'))
    with pytest.raises(OrganizeError, match="line 3 is damaged, and is not the last"):
        read(path)
    (entry,) = Runs(place.state).history()
    assert "line 3 is damaged" in entry.state
    with pytest.raises(OrganizeError, match="line 3 is damaged"):
        Runs(place.state).find("1")
    assert place.sort().id is None  # others go on


def test_a_journal_of_a_later_version_is_not_touched(place: Place) -> None:
    path = journal_of(place)
    with at_work(place, place.box, place.into) as journal:
        journal.log.header["version"] = 2
        later = dict(journal.log.header)
    path.unlink()
    other = path.with_name("000010.jsonl")
    descriptor = os.open(other, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    writer = Journal(journal.log, descriptor, System())
    writer.write(later)
    writer.close()
    with pytest.raises(OrganizeError, match="expected version 1, got version 2"):
        read(other)


def test_where_journals_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOURNEY_TOOL_STATE", str(tmp_path / "here"))
    assert default_state() == tmp_path / "here"
    monkeypatch.delenv("JOURNEY_TOOL_STATE")
    assert default_state().name == "journey-tool"
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        assert default_state() == tmp_path / "journey-tool"
