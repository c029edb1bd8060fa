"""Kills `organize` at chosen points, in processes that are light enough to be killed often.

Run as a program, it prints what happened as JSON. A child process is forked for each kill, and
ends itself by SIGKILL just before its k-th call that changes the disk, so that a point is hit
whatever the machine's speed; a write to the journal is cut in half first, in every other round.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._journal import read
from journey.projects.command_line_tool.organize._plan import Plan, plan_sort
from journey.projects.command_line_tool.organize._runs import Runs
from journey.projects.command_line_tool.organize._system import System

WAYS = ("rename", "link", "copy", "copy and link")


class Scripted(System):
    """A system that lacks a call, takes two folders for two file systems, and may end.

    Parameters
    ----------
    way
        `rename` is this machine; `link` lacks the renaming that never overwrites; `copy` takes
        `apart` for another file system; `copy and link` is both.
    apart
        That folder.
    at
        The number of the call that is not made any more; None makes all.
    torn
        If that call is a write, half of it is made.
    """

    def __init__(
        self, way: str = "rename", apart: Path = Path(), at: int | None = None, torn: bool = False
    ) -> None:
        super().__init__(chunk=7)
        self.way, self.apart, self.at, self.torn = way, apart, at, torn
        self.steps: list[str] = []

    def step(self, name: str) -> None:
        if len(self.steps) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps.append(name)

    def write(self, descriptor: int, content: bytes, step: str = "write") -> None:
        if len(self.steps) == self.at and self.torn:
            os.write(descriptor, content[: len(content) // 2])
        super().write(descriptor, content, step)

    def rename(self, source: Path, target: Path) -> None:
        if "copy" in self.way and (self.apart in source.parents) != (self.apart in target.parents):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        if "link" in self.way:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        super().rename(source, target)

    def link(self, source: Path, target: Path) -> None:
        if "link" not in self.way:
            raise AssertionError("there was no need for a link")
        super().link(source, target)


def fill(source: Path, into: Path) -> None:
    """Make a tree that is not easy: clashes, a taken name, a link, a name that is not UTF-8."""
    contents = {
        "a.txt": b"first\n",
        "b.tar.gz": b"packed" * 5,
        "c.jpg": b"",
        "deep/a.txt": b"second\n",
        "deep/er/A.TXT": b"third, in capitals\n",
        "deep/er/x.py": b"print()\n",
        "deep/er/same.py": b"print()\n",
        "notes": b"no extension",
    }
    for name, content in contents.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    # macOS has no names that are not UTF-8
    latin = b"caf\xe9.pdf" if sys.platform == "linux" else b"cafe.pdf"
    (source / os.fsdecode(latin)).write_bytes(b"latin letters")
    (source / "away.txt").symlink_to("/etc/hostname")
    (into / "documents").mkdir(parents=True)
    (into / "documents" / "a.txt").write_bytes(b"was here before\n")
    for number, path in enumerate(sorted(source.rglob("*"))):
        if not path.is_dir():
            os.utime(path, ns=(10**18, 10**18 + number), follow_symlinks=False)
    (source / "a.txt").chmod(0o640)


def clear(folder: Path) -> None:
    """Remove everything in a folder, and the folder."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                clear(path)
            else:
                path.unlink()
        folder.rmdir()


def files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent) / name for name in names)


def content(path: Path) -> bytes:
    """Return what a file holds, or where a link points."""
    return b"-> " + os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def tree(folder: Path) -> dict[str, object]:
    """Return all that is in a folder: names, contents, permissions, times."""
    found: dict[str, object] = {}
    for parent, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(parent) / name
            status = path.lstat()
            key = str(path.relative_to(folder))
            if stat.S_ISDIR(status.st_mode):
                found[key] = "folder"
            else:
                found[key] = (content(path), status.st_mode, status.st_mtime_ns)
    return found


class Careless(Scripted):
    """A system that moves as many programs do: it copies to the final name, then deletes."""

    def rename(self, source: Path, target: Path) -> None:
        if source.is_symlink():
            super().rename(source, target)
            return
        output = self.create(target)
        for start in range(0, max(source.stat().st_size, 1), self.chunk):
            self.write(output, source.read_bytes()[start : start + self.chunk])
        os.close(output)
        self.stamp(source, target)
        self.unlink(source)


class World:
    """A folder that is sorted into another, again and again, by processes that are killed."""

    def __init__(self, base: Path, apart: Path, way: str) -> None:
        self.source, self.into, self.state = base / "from", apart / "into", base / "state"
        self.way = way
        self.kills: Counter[str] = Counter()
        self.problems: list[str] = []
        self.place = ""

    def renew(self) -> None:
        for folder in (self.source, self.into, self.state):
            clear(folder)
        fill(self.source, self.into)
        self.trees = tree(self.source), tree(self.into)
        self.contents = Counter(content(p) for p in self.all_files())

    def all_files(self) -> list[Path]:
        return [*files(self.source), *files(self.into)]

    def system(self, at: int | None = None, torn: bool = False) -> Scripted:
        kind = Careless if self.way == "careless" else Scripted
        return kind(self.way, self.into, at, torn)

    def runs(self, system: System | None = None) -> Runs:
        return Runs(self.state, system or self.system())

    def plan(self) -> Plan:
        return plan_sort(self.source, self.into, recursive=True)

    def plan_undo(self, runs: Runs) -> Plan | None:
        try:
            return runs.plan_undo(runs.find("1"))
        except OrganizeError:
            return None

    def steps(self, work: Callable[[Runs], object]) -> list[str]:
        """Return the calls that some work makes when nothing stops it."""
        system = self.system()
        work(self.runs(system))
        return system.steps

    def kill(self, work: Callable[[Runs], object], at: int, torn: bool) -> bool:
        """Do some work in a child that ends before its call `at`; return whether it was killed."""
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(self.runs(self.system(at, torn)))
                code = 0
            finally:
                os._exit(code)
        return self.wait(child)

    def kill_later(self, work: Callable[[Runs], object], seconds: float) -> bool:
        """Do some work in a child that is killed from outside after a while."""
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(Runs(self.state))
                code = 0
            finally:
                os._exit(code)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        return self.wait(child)

    def wait(self, child: int) -> bool:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return True
        self.expect(os.WEXITSTATUS(status) == 0, "the child failed")
        return False

    def expect(self, condition: bool, what: str) -> None:
        if not condition:
            self.problems.append(f"{self.way}, {self.place}: {what}")

    def check_killed(self) -> None:
        """Nothing is lost or half there; what is there twice is in an open journal."""
        opened, allowed = [], set()
        for path in sorted((self.state / "journals").glob("*.jsonl")):
            log = read(path)
            opened += [(log, move) for move in log.open_moves() if not log.ended]
            allowed |= {log.temporary(move) for move in log.open_moves() if not log.ended}
        final = [p for p in self.all_files() if ".journey-tool-" not in p.name]
        parts = [p for p in self.all_files() if ".journey-tool-" in p.name]
        found = Counter(content(path) for path in final)
        self.expect(not self.contents - found, f"lost: {self.contents - found}")
        self.expect(not set(found) - set(self.contents), "a file that nobody wrote")
        self.expect(set(parts) <= allowed and len(parts) <= 1, f"unknown copies: {parts}")
        twice = [
            move.number in log.copies or (log.source / move.source).samefile(log.into / move.target)
            for log, move in opened
            if os.path.lexists(log.source / move.source) and os.path.lexists(log.into / move.target)
        ]
        excess = sum((found - self.contents).values())
        self.expect(excess <= 1 and excess <= len(twice), "a content is there twice")
        self.expect(all(twice), "a target that the run did not make")

    def check_settled(self) -> None:
        """Every content is there as often as at the beginning, and no journal is open."""
        found = Counter(content(path) for path in self.all_files())
        self.expect(found == self.contents, f"contents differ: {found - self.contents}")
        logs = [read(path) for path in (self.state / "journals").glob("*.jsonl")]
        self.expect(all(log.ended for log in logs), "a journal is open")

    def settle(self, rng: random.Random, again: float) -> None:
        """Recover; before that, now and then, be killed in the middle of it."""
        while rng.random() < again:
            at = rng.randrange(6)
            if not self.kill(lambda runs: runs.recover(), at, rng.random() < 0.5):
                break
            self.kills["recover"] += 1
            self.check_killed()
        _, problems = self.runs().recover()
        self.expect(not problems, f"recovery: {problems}")
        self.check_settled()

    def undo_all(self) -> None:
        runs = self.runs()
        plan = self.plan_undo(runs)
        if plan is not None:
            report = runs.apply(plan)
            self.expect(not report.failed and not plan.left, f"undo: {report.failed} {plan.left}")
        self.expect(tree(self.source) == self.trees[0], "undo did not restore the source")
        self.expect(tree(self.into) == self.trees[1], "undo did not restore the target")

    def round(self, rng: random.Random, at: int, *, torn: bool, more: bool) -> None:
        """Sort and be killed at a point, recover, undo; with `more` be killed in these, too."""
        self.place = f"at {at}, torn {torn}, more {more}"
        self.renew()
        plan = self.plan()
        if self.kill(lambda runs: runs.apply(plan), at, torn):
            self.kills["sort"] += 1
        self.check_killed()
        self.settle(rng, 0.7 if more else 0.0)
        if more:
            undo = self.plan_undo(self.runs())
            if undo is not None:
                at = rng.randrange(60)
                if self.kill(lambda runs: runs.apply(undo), at, rng.random() < 0.5):
                    self.kills["undo"] += 1
                self.check_killed()
                self.settle(rng, 0.5)
        self.undo_all()


def every_point(world: World, rng: random.Random) -> dict[str, object]:
    """Kill at every point of a run, in the plain and in the harder way in turn."""
    world.renew()
    steps = world.steps(lambda runs: runs.apply(world.plan()))
    for at in range(len(steps)):
        world.round(rng, at, torn=at % 2 == 0, more=at % 3 == 2)
    return {"steps": Counter(steps), "points": len(steps)}


def random_points(world: World, rng: random.Random, times: int) -> None:
    """Kill at random points of sorting, recovering and undoing."""
    world.renew()
    steps = world.steps(lambda runs: runs.apply(world.plan()))
    for _ in range(times):
        world.round(rng, rng.randrange(len(steps)), torn=rng.random() < 0.5, more=True)


def random_times(world: World, rng: random.Random, times: int) -> None:
    """Kill from outside, at random times of a run."""
    world.renew()
    plan = world.plan()
    begin = time.perf_counter()
    Runs(world.state).apply(plan)
    whole = time.perf_counter() - begin
    for number in range(times):
        world.place = f"time {number}"
        world.renew()
        plan = world.plan()
        if world.kill_later(lambda runs, plan=plan: runs.apply(plan), rng.random() * whole):
            world.kills["sort"] += 1
        world.check_killed()
        world.settle(rng, 0.0)
        world.undo_all()


def main(what: str, way: str, base: str, apart: str, number: str) -> None:
    """Do one of the above, and print what happened."""
    world, rng = World(Path(base), Path(apart), way), random.Random(number)
    facts: dict[str, object] = {}
    if what == "every point":
        facts = every_point(world, rng)
    elif what == "random points":
        random_points(world, rng, int(number))
    else:
        random_times(world, rng, int(number))
    print(json.dumps({"kills": world.kills, "problems": world.problems, **facts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
