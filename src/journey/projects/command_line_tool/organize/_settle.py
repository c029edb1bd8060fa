"""What a kill left: each file whose end is not in the journal is finished or put back.

What happened is read from the disk, not guessed: the journal says where a file was and where it
was going, and the two places say how far it got. Settling may be killed, too, and begun again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._journal import Journal, Log
from journey.projects.command_line_tool.organize._move import digest, drop, place, words
from journey.projects.command_line_tool.organize._plan import Move
from journey.projects.command_line_tool.organize._system import Facts, System

__all__ = ["NOT_BEGUN", "Settled", "settle"]

NOT_BEGUN = "the run ended before it was moved"


@dataclass(frozen=True)
class Settled:
    """A file whose move a kill had left open.

    Parameters
    ----------
    run
        The run's number.
    path
        Where the file was.
    outcome
        What is known now: `moved`, or why it was not.
    failed
        It could not be settled; the run stays open.
    """

    run: str
    path: Path
    outcome: str
    failed: bool = False


def settle(system: System, journal: Journal) -> list[Settled]:
    """Finish or roll back every open move of a run, and end its journal.

    Parameters
    ----------
    system
        The calls.
    journal
        Opened, so that nobody else is at it.

    Raises
    ------
    OrganizeError
        If the folders of the run are not there now, as where a disk is not mounted.
    """
    log, settled = journal.log, []
    if log.ready:
        waiting = log.open_moves()
        if waiting:
            _check_folders(system, log)
        for move in waiting:
            try:
                why = _settle(system, log, move)
            except OSError as error:
                settled.append(Settled(log.id, move.source, words(error), failed=True))
                continue
            journal.result(move.number, why)
            settled.append(Settled(log.id, move.source, why or "moved"))
    if not any(each.failed for each in settled):
        journal.end(whole=False)
    return settled


def _check_folders(system: System, log: Log) -> None:
    """Raise unless the two folders are those that the run began with."""
    for path, inode in zip((log.source, log.into), log.header["inodes"], strict=True):
        now = system.facts(path)
        if inode is not None and (now is None or now.inode != inode):
            raise OrganizeError(
                f"run {log.id} cannot be settled now: {path} is not the folder that it was then"
            )


def _settle(system: System, log: Log, move: Move) -> str:
    """Return nothing if the file has arrived in the end, else why it has not."""
    source, target = log.source / move.source, log.into / move.target
    temporary = log.temporary(move)
    here, there = system.look(source), system.look(target)
    copied = log.copies.get(move.number)

    if here is not None and there is not None and os.path.samestat(here, there):
        _remove(system, source, target)  # it had two names
        return ""
    if copied is None:
        if here is None and there is not None and Facts.of(there).like(move.facts):
            return ""
    elif here is None or Facts.of(here) == move.facts:
        arrived = there is not None and Facts.of(there).like(copied.facts)
        if arrived and digest(target) == copied.digest:
            if here is not None:
                _remove(system, source, target)
            drop(system, temporary)
            return ""
        if here is None and system.look(temporary) and digest(temporary) == copied.digest:
            place(system, temporary, target)  # all that is left of it
            return ""
    if here is None:
        part = f"; half a copy of it is {temporary}" if system.look(temporary) else ""
        return f"is gone, and the run did not take it{part}"
    drop(system, temporary)
    return NOT_BEGUN


def _remove(system: System, source: Path, target: Path) -> None:
    system.sync_folder(target.parent)
    system.unlink(source)
