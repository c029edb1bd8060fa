"""The journal of a run: what is going to be done, written down and on the disk before it is done.

A journal is a file of JSON lines that is only appended to. Each line carries a checksum, so that a
last line that a power cut tore is told from a whole one, and dropped. The open file is also the
lock of its run: whoever holds it is at work, and the system lets go of it when the process dies.
"""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journey.projects.command_line_tool.organize import _lock
from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._names import packed, unpacked
from journey.projects.command_line_tool.organize._plan import Move, Plan
from journey.projects.command_line_tool.organize._system import Facts, System

__all__ = ["Copied", "Journal", "Log", "read"]

VERSION = 1


@dataclass(frozen=True)
class Copied:
    """A copy that is whole: its facts, and the SHA-256 of its content."""

    facts: Facts
    digest: str


@dataclass
class Log:
    """What a journal says.

    Parameters
    ----------
    path
        The journal.
    header
        Its first record, or nothing where the run died before it.
    folders
        Folders that the run made or was going to make, outer ones first.
    moves
        By number, with the target that was decided on last.
    copies
        By number, those that went to another file system.
    results
        By number: nothing for a file that was moved, else why it was not.
    ready
        The plan is complete; before that nothing was done.
    ended
        The run is over, or what a kill left of it was settled.
    whole
        Everything that the run was to do is done.
    length
        Bytes of the whole lines.
    """

    path: Path
    header: dict[str, Any] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)
    moves: dict[int, Move] = field(default_factory=dict)
    copies: dict[int, Copied] = field(default_factory=dict)
    results: dict[int, str] = field(default_factory=dict)
    ready: bool = False
    ended: bool = False
    whole: bool = False
    length: int = 0

    @property
    def id(self) -> str:
        """The run's number, as people write it."""
        return self.path.stem.lstrip("0")

    @property
    def source(self) -> Path:
        """The folder that files were taken from."""
        return Path(unpacked(self.header["source"]))

    @property
    def into(self) -> Path:
        """The folder that files went to."""
        return Path(unpacked(self.header["into"]))

    @property
    def kind(self) -> str:
        """What was run: `sort` or `undo`."""
        return str(self.header.get("kind", ""))

    def done(self) -> list[int]:
        """Return the numbers of the files that were moved."""
        return [number for number, why in self.results.items() if not why]

    def open_moves(self) -> list[Move]:
        """Return the moves whose end is not known."""
        return [move for number, move in self.moves.items() if number not in self.results]

    def facts(self, number: int) -> Facts:
        """Return what a moved file was when it had arrived."""
        copied = self.copies.get(number)
        return copied.facts if copied else self.moves[number].facts

    def temporary(self, move: Move) -> Path:
        """Return where a copy stands until it is whole."""
        name = f".journey-tool-{self.header['token']}-{move.number}.part"
        return self.into / move.target.parent / name

    def take(self, record: Mapping[str, Any]) -> None:
        """Add what a record says."""
        match record["do"]:
            case "begin":
                self.header = dict(record)
            case "folder":
                self.folders.append(Path(unpacked(record["path"])))
            case "move":
                self.moves[record["n"]] = Move(
                    record["n"],
                    Path(unpacked(record["from"])),
                    Path(unpacked(record["to"])),
                    Facts(*record["is"]),
                )
            case "ready":
                self.ready = True
            case "copied":
                self.copies[record["n"]] = Copied(Facts(*record["is"]), record["sum"])
            case "done":
                self.results[record["n"]] = ""
            case "left":
                self.results[record["n"]] = record["why"]
            case "not mine":
                self.folders.remove(Path(unpacked(record["path"])))
            case "end":
                self.ended, self.whole = True, record["whole"]
            case other:
                raise OrganizeError(f"{self.path}: a record of an unknown kind, {other!r}")


def _line(record: Mapping[str, Any]) -> bytes:
    plain = json.dumps(record, ensure_ascii=True)
    checked = {"crc": f"{zlib.crc32(plain.encode()):08x}", **record}
    return json.dumps(checked, ensure_ascii=True).encode() + b"\n"


def _record(line: bytes) -> dict[str, Any] | None:
    """Return the record that a line holds, or None where it is damaged."""
    try:
        record = json.loads(line)
        wanted = record.pop("crc")
    except (ValueError, AttributeError, KeyError, TypeError):
        return None
    plain = json.dumps(record, ensure_ascii=True)
    return record if wanted == f"{zlib.crc32(plain.encode()):08x}" else None


def read(path: Path) -> Log:
    """Read a journal; lines at the end that are torn or damaged are left out.

    Raises
    ------
    OrganizeError
        If a damaged line has whole ones behind it, or the journal is of another version.
    OSError
        If the file cannot be read.
    """
    log, damaged = Log(path), 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            record = _record(line) if line.endswith(b"\n") else None
            if record is None:
                damaged = damaged or number
                continue
            if damaged:
                raise OrganizeError(f"{path}: line {damaged} is damaged, and is not the last")
            if record["do"] == "begin" and record["version"] != VERSION:
                raise OrganizeError(
                    f"{path}: expected version {VERSION}, got version {record['version']}"
                )
            log.take(record)
            log.length += len(line)
    return log


class Journal:
    """A journal that is written to. Its file is locked as long as it is open.

    Parameters
    ----------
    log
        What stands in it.
    descriptor
        The open file.
    system
        How it is written.
    """

    def __init__(self, log: Log, descriptor: int, system: System) -> None:
        self.log = log
        self.made: set[Path] = set()  # the folders that this process made
        self._descriptor = descriptor
        self._system = system

    @classmethod
    def create(cls, path: Path, plan: Plan, at: str, system: System) -> Journal:
        """Begin the journal of a run.

        Raises
        ------
        OSError, OrganizeError
            If it cannot be written.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
        system.step("create journal")
        journal = cls(Log(path), os.open(path, flags, 0o600), system)
        try:
            _lock.hold(journal._descriptor)
            journal.write(
                {
                    "do": "begin",
                    "version": VERSION,
                    "kind": plan.kind,
                    "at": at,
                    "token": secrets.token_hex(8),  # in the names of unfinished copies
                    "source": packed(plan.source),
                    "into": packed(plan.into),
                    "inodes": [_inode(system, plan.source), _inode(system, plan.into)],
                    "undoes": plan.undoes,
                }
            )
        except BaseException:
            journal.close()
            raise
        return journal

    @classmethod
    def reopen(cls, path: Path, system: System) -> Journal | None:
        """Open a journal that was not ended, without its torn end; None if its run is at work."""
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
        try:
            if not _lock.hold(descriptor):
                os.close(descriptor)
                return None
            log = read(path)
            os.ftruncate(descriptor, log.length)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(log, descriptor, system)

    def plan(self, plan: Plan) -> None:
        """Write down a whole plan, and wait until it is on the disk."""
        records: list[dict[str, Any]] = [
            {"do": "folder", "path": packed(folder)} for folder in plan.folders
        ]
        records += [_move(move) for move in plan.moves]
        self.write(*records, {"do": "ready"}, sync=True)
        self._system.sync_folder(self.log.path.parent)

    def folder(self, folder: Path) -> None:
        """Write down that a folder is made that the plan does not have."""
        self.write({"do": "folder", "path": packed(folder)}, sync=True)

    def retarget(self, move: Move) -> None:
        """Write down that a file goes elsewhere than planned, and wait until it is on the disk."""
        self.write(_move(move), sync=True)

    def copied(self, number: int, copied: Copied) -> None:
        """Write down that a copy is whole, and wait until it is on the disk."""
        self.write(
            {"do": "copied", "n": number, "is": list(copied.facts), "sum": copied.digest},
            sync=True,
        )

    def result(self, number: int, why: str = "") -> None:
        """Write down how a move ended; `why` says why it did not happen."""
        self.write({"do": "left", "n": number, "why": why} if why else {"do": "done", "n": number})

    def not_mine(self, folder: Path) -> None:
        """Write down that somebody else made a folder."""
        self.write({"do": "not mine", "path": packed(folder)})

    def end(self, *, whole: bool) -> None:
        """Write down that the run is over."""
        self.write({"do": "end", "whole": whole}, sync=True)

    def write(self, *records: Mapping[str, Any], sync: bool = False) -> None:
        """Append records in one write, and take them into the log.

        Raises
        ------
        OrganizeError
            If they cannot be written; the run must not go on then.
        """
        try:
            self._system.write(self._descriptor, b"".join(map(_line, records)), "write journal")
            if sync:
                self._system.sync(self._descriptor, "sync journal")
        except OSError as error:
            raise OrganizeError(
                f"{self.log.path}: {error.strerror}; what was begun is settled by "
                "`journey-tool organize recover`"
            ) from error
        for record in records:
            self.log.take(record)

    def close(self) -> None:
        """Close the file, which ends the lock."""
        os.close(self._descriptor)


def _inode(system: System, path: Path) -> int | None:
    facts = system.facts(path)
    return facts.inode if facts else None


def _move(move: Move) -> dict[str, Any]:
    return {
        "do": "move",
        "n": move.number,
        "from": packed(move.source),
        "to": packed(move.target),
        "is": list(move.facts),
    }
