"""Runs: one at a time for a folder, each with its journal, and what a kill left settled first."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from journey.projects.command_line_tool.organize import _lock
from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._journal import Journal, Log, read
from journey.projects.command_line_tool.organize._move import Failure, carry_out
from journey.projects.command_line_tool.organize._plan import Move, Plan, missing_folders
from journey.projects.command_line_tool.organize._scan import Left
from journey.projects.command_line_tool.organize._settle import Settled, settle
from journey.projects.command_line_tool.organize._system import System

__all__ = ["Entry", "Report", "Runs", "default_state"]


def default_state() -> Path:
    """Return the folder where journals are kept."""
    if said := os.environ.get("JOURNEY_TOOL_STATE"):
        return Path(said)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "journey-tool"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "journey-tool"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "journey-tool"


@dataclass
class Report:
    """What a run did.

    Parameters
    ----------
    id
        Its number; None where there was nothing to do.
    done
        The moves, as they were done in the end.
    failed
        What was not moved, and why.
    removed
        Folders that were empty, and are gone.
    """

    id: str | None = None
    done: list[Move] = field(default_factory=list)
    failed: list[Left] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A run of the past.

    Parameters
    ----------
    log
        What its journal says.
    state
        `running`, `interrupted`, `finished`, `undone`, or why the journal cannot be read.
    """

    log: Log
    state: str


class Runs:
    """The runs of one user.

    Parameters
    ----------
    state
        The folder where journals are kept.
    system
        How the disk is changed.
    """

    def __init__(self, state: Path, system: System | None = None) -> None:
        self.state = Path(os.path.realpath(state))
        self._system = system or System()
        self._journals = self.state / "journals"

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else begin or settle a run."""
        self._journals.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock.wait(descriptor)
            try:
                yield
            finally:
                _lock.release(descriptor)
        finally:
            os.close(descriptor)

    def _paths(self) -> list[Path]:
        """Return the journals in the order of their runs."""
        found = (p for p in self._journals.glob("*.jsonl") if p.stem.isascii() and p.stem.isdigit())
        return sorted(found, key=lambda path: int(path.stem))

    def logs(self) -> list[Log]:
        """Return what the journals say, in order; those that cannot be read are left out."""
        found = []
        for path in self._paths():
            with contextlib.suppress(OrganizeError, OSError):
                log = read(path)
                if log.header:
                    found.append(log)
        return found

    def history(self) -> list[Entry]:
        """Return the runs of the past, in order."""
        entries = []
        for path in self._paths():
            try:
                log = read(path)
            except (OrganizeError, OSError) as error:
                entries.append(Entry(Log(path), str(error)))
                continue
            if log.header:
                state = "finished" if log.ended else "interrupted"
                if not log.ended and self._is_running(path):
                    state = "running"
                entries.append(Entry(log, state))
        undone = {e.log.header["undoes"] for e in entries if e.log.header and e.log.whole}
        return [Entry(e.log, "undone") if e.log.id in undone else e for e in entries]

    def _is_running(self, path: Path) -> bool:
        with self._alone():
            journal = Journal.reopen(path, self._system)
            if journal is None:
                return True
            journal.close()
        return False

    def recover(self) -> tuple[list[Settled], list[str]]:
        """Settle what killed runs left.

        Returns
        -------
        list of Settled
            The files that were open.
        list of str
            Runs that cannot be settled now, and why.
        """
        settled: list[Settled] = []
        problems: list[str] = []
        if not self._journals.is_dir():
            return settled, problems
        with self._alone():
            for path in self._paths():
                try:
                    if read(path).ended:
                        continue
                    journal = Journal.reopen(path, self._system)
                    if journal is None:  # its run is at work
                        continue
                    try:
                        if journal.log.header:
                            settled += settle(self._system, journal)
                    finally:
                        journal.close()
                    if not journal.log.header:
                        path.unlink()  # the run died before it had done anything
                except (OrganizeError, OSError) as error:
                    problems.append(str(error))
        return settled, problems

    def apply(self, plan: Plan, told: Callable[[Move | Left], None] | None = None) -> Report:
        """Carry out a plan.

        Parameters
        ----------
        plan
            What to do. Files that were changed since it was made stay.
        told
            Called after each file.

        Raises
        ------
        OrganizeError
            If another run is at work on one of the folders, or the journal cannot be written.
        """
        report = Report()
        failed = any(each.failed for each in plan.left)
        if not plan.moves and not plan.removes and (plan.kind == "sort" or failed):
            return report
        system = self._system
        journal = self._begin(plan)
        try:
            journal.plan(plan)
            report.id = journal.log.id
            for move in plan.moves:
                self._one(journal, plan, move, report, told)
            for folder in plan.removes:
                with contextlib.suppress(OSError):  # somebody has put something there
                    system.rmdir(plan.source / folder)
                    report.removed.append(folder)
            for path in _touched(plan, report):
                system.sync_folder(path)
            journal.end(whole=not report.failed and not failed)
        except KeyboardInterrupt:
            settle(system, journal)
            raise
        finally:
            journal.close()
        return report

    def _one(
        self,
        journal: Journal,
        plan: Plan,
        move: Move,
        report: Report,
        told: Callable[[Move | Left], None] | None,
    ) -> None:
        outcome: Move | Left
        try:
            outcome = carry_out(self._system, journal, move, rename=plan.kind == "sort")
            report.done.append(outcome)
        except Failure as failure:
            journal.result(move.number, str(failure))
            outcome = Left(move.source, str(failure), failed=True)
            report.failed.append(outcome)
        if told:
            told(outcome)

    def _begin(self, plan: Plan) -> Journal:
        """Begin a journal, unless somebody is at work on the folders."""
        try:
            with self._alone():
                paths = self._paths()
                for path in paths:
                    self._refuse(path, plan)
                number = int(paths[-1].stem) + 1 if paths else 1
                at = datetime.now(UTC).isoformat(timespec="seconds")
                return Journal.create(self._journals / f"{number:06}.jsonl", plan, at, self._system)
        except OSError as error:
            raise OrganizeError(f"the journal cannot be written: {error}") from error

    def _refuse(self, path: Path, plan: Plan) -> None:
        """Raise if the run of a journal is open and its folders and the plan's overlap."""
        try:
            log = read(path)
        except OrganizeError:
            return
        if log.ended or not log.header:
            return
        for one in (log.source, log.into):
            for other in (plan.source, plan.into):
                if one == other or one in other.parents or other in one.parents:
                    raise OrganizeError(
                        f"run {log.id} is at work on {one}, or was interrupted there: "
                        "wait for it, or see `journey-tool organize recover`"
                    )

    def find(self, name: str | None) -> Log:
        """Return the log of a run: by its number, by the path of its journal, or the last.

        The last is the last run that sorted something and is not undone yet.

        Raises
        ------
        OrganizeError
            If there is no such run, or its journal cannot be read.
        """
        if name is None:
            for entry in reversed(self.history()):
                if entry.log.kind == "sort" and entry.state in ("finished", "interrupted"):
                    return entry.log
            raise OrganizeError("there is no run that could be undone")
        for path in self._paths():
            if name.lstrip("0") == path.stem.lstrip("0") or Path(os.path.realpath(name)) == path:
                return read(path)
        raise OrganizeError(
            f"{name}: no such run; `journey-tool organize history` lists them", usage=True
        )

    def plan_undo(self, log: Log, *, changed: bool = False) -> Plan:
        """Plan how the files of a run are brought back.

        Parameters
        ----------
        log
            The run.
        changed
            Bring back files, too, that were changed since.

        Raises
        ------
        OrganizeError
            If the run cannot be undone.
        """
        if log.kind != "sort":
            raise OrganizeError(f"run {log.id} is an undo; sort again instead", usage=True)
        undos = [other for other in self.logs() if other.header["undoes"] == log.id]
        if any(other.whole for other in undos):
            raise OrganizeError(f"run {log.id} is undone already")
        back = {number for other in undos for number in other.done()}
        plan = Plan(log.into, log.source, kind="undo", undoes=log.id)
        for number in reversed(log.done()):
            if number in back:
                continue
            move = log.moves[number]
            now = self._system.facts(plan.source / move.target)
            if now is None:
                plan.left.append(Left(move.target, "is no longer there", failed=True))
            elif now.kind != move.facts.kind or not (changed or now.like(log.facts(number))):
                plan.left.append(Left(move.target, "was changed since", failed=True))
            elif self._system.look(plan.into / move.source) is not None:
                plan.left.append(Left(move.target, f"{move.source} is taken", failed=True))
            else:
                plan.moves.append(Move(number, move.target, move.source, now))
        plan.folders = missing_folders(plan.into, {move.target.parent for move in plan.moves})
        inner_first = sorted(log.folders, key=lambda folder: -len(folder.parts))
        plan.removes = [
            folder
            for folder in inner_first
            if (facts := self._system.facts(plan.source / folder)) and facts.kind == "folder"
        ]
        return plan


def _touched(plan: Plan, report: Report) -> list[Path]:
    """Return the folders whose names were changed and which are still there."""
    folders = {plan.source / move.source.parent for move in report.done}
    folders |= {plan.into / move.target.parent for move in report.done}
    return sorted(path for path in folders if path.is_dir())
