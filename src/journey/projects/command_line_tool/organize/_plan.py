"""The plan of a run: which file would go where. Nothing is changed here."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from journey.projects.command_line_tool.organize._duplicates import Copies, find_copies
from journey.projects.command_line_tool.organize._kinds import By, Rule, folder_for
from journey.projects.command_line_tool.organize._names import key, numbered
from journey.projects.command_line_tool.organize._scan import Found, Left, scan
from journey.projects.command_line_tool.organize._system import Facts

__all__ = ["COPIES", "Duplicates", "Move", "Plan", "missing_folders", "plan_sort"]

COPIES = Path("duplicates")


class Duplicates(StrEnum):
    """What is done with a file that has the content of another."""

    KEEP = "keep"  # as with any other file
    SKIP = "skip"  # it stays
    FOLDER = "folder"  # it goes to a folder of duplicates


@dataclass(frozen=True)
class Move:
    """One file that is to be moved.

    Parameters
    ----------
    number
        Its number within the run.
    source
        Where it is, taken from the plan's `source`.
    target
        Where it goes, taken from the plan's `into`.
    facts
        What the file was when the plan was made.
    """

    number: int
    source: Path
    target: Path
    facts: Facts


@dataclass
class Plan:
    """What a run is going to do.

    Parameters
    ----------
    source, into
        The folders that paths are taken from, without links in their paths.
    kind
        `sort` or `undo`.
    moves
        In order.
    folders
        Folders that are missing in `into`, outer ones first.
    left
        What stays.
    undoes
        The run that this one undoes.
    removes
        Folders of `source` that are removed at the end if they are empty, inner ones first.
    """

    source: Path
    into: Path
    kind: str = "sort"
    moves: list[Move] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    undoes: str | None = None
    removes: list[Path] = field(default_factory=list)


def missing_folders(into: Path, folders: Iterable[Path]) -> list[Path]:
    """Return those folders and their parents that do not exist below `into`, outer ones first.

    `Path(".")` stands for `into` itself.
    """
    wanted = {parent for folder in folders for parent in (folder, *folder.parents)}
    missing = [folder for folder in wanted if not os.path.lexists(into / folder)]
    return sorted(missing, key=lambda folder: (len(folder.parts), os.fsencode(folder)))


class _Targets:
    """The folders that files go to: whether they can be used, and which names are taken."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self._why: dict[Path, str] = {}
        self._names: dict[Path, list[str]] = {}
        self._taken: dict[Path, set[str]] = {}

    def why_not(self, folder: Path) -> str:
        """Return why nothing can be put into a folder, or nothing."""
        if folder not in self._why:
            self._why[folder] = self._look(folder)
        return self._why[folder]

    def _look(self, folder: Path) -> str:
        for part in (*reversed(folder.parents), folder):
            path = self.into / part
            if path.is_symlink() and part != Path():
                return f"{part} is a link, which is not followed"
            if os.path.lexists(path) and not path.is_dir():
                return f"{part} is not a folder"
        try:
            names = os.listdir(self.into / folder)  # noqa: PTH208
        except FileNotFoundError:
            names = []
        except OSError as error:
            return f"{folder}: {(error.strerror or str(error)).lower()}"
        self._names[folder] = names
        self._taken[folder] = {key(name) for name in names}
        return ""

    def holds(self, folder: Path, path: Path) -> bool:
        """Return whether `path` is in the folder already."""
        try:
            return (self.into / folder).samefile(path.parent)
        except OSError:
            return False

    def files(self, folder: Path) -> list[tuple[Path, int]]:
        """Return the files that are in the folder, with their sizes."""
        if self.why_not(folder):
            return []
        found = []
        for name in sorted(self._names[folder], key=os.fsencode):
            path = self.into / folder / name
            with contextlib.suppress(OSError):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode):
                    found.append((path, status.st_size))
        return found

    def take(self, folder: Path, name: str) -> Path:
        """Return a free name for a file in the folder, and keep it from others."""
        taken = self._taken[folder]
        number, free = 1, name
        while key(free) in taken:
            number += 1
            free = numbered(name, number)
        taken.add(key(free))
        return folder / free


def plan_sort(
    source: Path,
    into: Path | None = None,
    *,
    by: By = By.TYPE,
    rules: Sequence[Rule] = (),
    recursive: bool = False,
    duplicates: Duplicates = Duplicates.KEEP,
    leave: Collection[Path] = (),
) -> Plan:
    """Plan how a folder is sorted.

    Files that are where they belong are not in the plan.

    Parameters
    ----------
    source
        The folder.
    into
        Where the sorted folders are made; None takes `source`.
    by, rules
        As [folder_for] takes them.
    recursive
        Take files from the folders below, too.
    duplicates
        What is done with files that have the content of another, among those that are sorted and
        those that are in the folders they would go to.
    leave
        Folders that are not looked into.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    source = Path(os.path.realpath(source))
    into = source if into is None else Path(os.path.realpath(into))
    found, left = scan(source, recursive=recursive, leave=leave)
    plan, targets = Plan(source, into, left=left), _Targets(into)
    wanted: list[tuple[Found, Path]] = []
    for each in found:
        folder = folder_for(each.path, each.facts, by, rules)
        if folder is None:
            left.append(Left(each.path, "no rule is for it"))
        else:
            wanted.append((each, Path(folder)))
    if duplicates is not Duplicates.KEEP:
        wanted = _without_copies(plan, targets, wanted, duplicates)
    for each, folder in wanted:
        if why := targets.why_not(folder):
            left.append(Left(each.path, why, failed=True))
        elif not targets.holds(folder, source / each.path):
            target = targets.take(folder, each.path.name)
            plan.moves.append(Move(len(plan.moves), each.path, target, each.facts))
    plan.folders = missing_folders(into, {move.target.parent for move in plan.moves})
    return plan


def _without_copies(
    plan: Plan,
    targets: _Targets,
    wanted: list[tuple[Found, Path]],
    duplicates: Duplicates,
) -> list[tuple[Found, Path]]:
    """Return what is wanted, with copies left out or sent to the folder of duplicates."""
    files = [(each, folder) for each, folder in wanted if each.facts.kind == "file"]
    # Originals are, in this order: what is in place, the first by name, what is a copy already.
    apart = plan.into / COPIES
    rank = {
        plan.source / each.path: (
            apart in (plan.source / each.path).parents,
            not targets.holds(folder, plan.source / each.path),
        )
        for each, folder in files
    }
    sizes = {plan.source / each.path: each.facts.size for each, _ in files}
    there = [
        (path, size)
        for folder in dict.fromkeys(folder for _, folder in files)
        for path, size in targets.files(folder)
        if path not in sizes
    ]
    mine = [(path, sizes[path]) for path in sorted(rank, key=rank.__getitem__)]
    copies: Copies = find_copies([*there, *mine])
    kept: list[tuple[Found, Path]] = []
    for each, folder in wanted:
        path = plan.source / each.path
        original = copies.original.get(path)
        if path in copies.unreadable:
            plan.left.append(Left(each.path, copies.unreadable[path], failed=True))
        elif original is None:
            kept.append((each, folder))
        elif duplicates is Duplicates.FOLDER:
            kept.append((each, COPIES))
        else:
            shown = original
            if original.is_relative_to(plan.source):
                shown = original.relative_to(plan.source)
            plan.left.append(Left(each.path, f"has the content of {shown}"))
    return kept
