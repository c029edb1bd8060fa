"""One file from one place to another: never over anything, never half, whenever the process dies.

On one file system that is one call, which renames and refuses to overwrite; where a file system
lacks it, a second name and the removal of the first. Between two file systems it is a copy under
a temporary name, which is compared with its source before it gets the final one; only then is the
source removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from pathlib import Path

from journey.projects.command_line_tool.organize._journal import Copied, Journal
from journey.projects.command_line_tool.organize._names import key, numbered
from journey.projects.command_line_tool.organize._plan import Move
from journey.projects.command_line_tool.organize._system import Facts, System

__all__ = ["Failure", "carry_out", "digest", "drop", "place", "words"]

_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


class Failure(Exception):
    """A file stays where it is; the message says why."""


def words(error: Exception) -> str:
    """Return what the system says about an error."""
    said = getattr(error, "strerror", None)
    return said.lower() if isinstance(said, str) else str(error)


def carry_out(system: System, journal: Journal, move: Move, *, rename: bool) -> Move:
    """Move one file as the journal says, and write down that it was done.

    Parameters
    ----------
    system
        The calls.
    journal
        It holds the move already.
    move
        The move.
    rename
        Where the name was taken in the meantime, take the next free one; else the file stays.

    Returns
    -------
    Move
        The move as it was done in the end.

    Raises
    ------
    Failure
        If the file stays where it is.
    """
    try:
        source = journal.log.source / move.source
        while True:
            _unchanged(system, source, move.facts)
            _prepare(system, journal, move.target.parent)
            try:
                _put(system, journal, move, source)
                break
            except FileExistsError:
                if not rename:
                    raise Failure("the name is taken") from None
                move = _other_name(system, journal, move)
    except (OSError, Failure) as error:
        drop(system, journal.log.temporary(move))
        raise Failure(words(error)) from error
    journal.result(move.number)
    return move


def _unchanged(system: System, path: Path, facts: Facts) -> None:
    now = system.facts(path)
    if now is None:
        raise Failure("is no longer there")
    if now != facts:
        raise Failure("was changed after the plan was made")


def _prepare(system: System, journal: Journal, folder: Path) -> None:
    """Make the folders that the plan misses, and follow no link that somebody put there."""
    into = journal.log.into
    for part in (*reversed(folder.parents), folder):
        found = system.facts(into / part)
        if found is None:
            if part not in journal.log.folders:  # it was there when the plan was made
                journal.folder(part)
            with contextlib.suppress(FileExistsError):  # where somebody was faster
                system.mkdir(into / part)
                journal.made.add(part)
            found = system.facts(into / part)
        if found is None or found.kind != "folder":
            raise Failure(f"{part} is not a folder")
        if part in journal.log.folders and part not in journal.made:
            journal.not_mine(part)


def _other_name(system: System, journal: Journal, move: Move) -> Move:
    """Return the move with the next free name, which is then in the journal."""
    folder, number = move.target.parent, 2
    planned = {
        key(each.target.name)
        for each in journal.log.moves.values()
        if each.target.parent == folder and each.number != move.number
    }
    while True:
        name = numbered(move.source.name, number)
        if key(name) not in planned and system.look(journal.log.into / folder / name) is None:
            break
        number += 1
    move = Move(move.number, move.source, folder / name, move.facts)
    journal.retarget(move)
    return move


def place(system: System, source: Path, target: Path) -> None:
    """Give a file another name on the same file system, if nothing has that name.

    Raises
    ------
    FileExistsError
        If something has it.
    OSError
        If the file stays for another reason; EXDEV says that the file systems differ.
    """
    try:
        system.rename(source, target)
        return
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    try:
        system.link(source, target)
    except OSError as error:
        if error.errno in {errno.EPERM, errno.EMLINK, *_CANNOT}:
            why = "the file system cannot rename without overwriting, nor link"
            raise OSError(errno.ENOTSUP, why) from error
        raise
    try:
        system.sync_folder(target.parent)
        system.unlink(source)
    except FileNotFoundError:
        return  # somebody took the first name away
    except OSError:
        if _same(system, source, target):
            system.unlink(target)  # two names for one file: this one is ours
        raise


def _same(system: System, one: Path, other: Path) -> bool:
    first, second = system.look(one), system.look(other)
    return first is not None and second is not None and os.path.samestat(first, second)


def _put(system: System, journal: Journal, move: Move, source: Path) -> None:
    target = journal.log.into / move.target
    if move.number not in journal.log.copies:
        try:
            place(system, source, target)
            return
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
    _across(system, journal, move, source, target)


def _across(system: System, journal: Journal, move: Move, source: Path, target: Path) -> None:
    """Move a file to another file system."""
    temporary = journal.log.temporary(move)
    if move.number not in journal.log.copies:
        _copy(system, journal, move, source, temporary)
    _unchanged(system, source, move.facts)
    place(system, temporary, target)
    system.sync_folder(target.parent)
    try:
        now = system.facts(source)
        if now is not None and now != move.facts:
            raise Failure("was changed while it was copied")
        if now is not None:
            system.unlink(source)
    except FileNotFoundError:
        return  # somebody took it away: the copy is what is left of it
    except (OSError, Failure):
        if system.facts(target) == journal.log.copies[move.number].facts:
            system.unlink(target)  # the source stays, so the copy must not
        raise


def _copy(system: System, journal: Journal, move: Move, source: Path, temporary: Path) -> None:
    """Copy a file or a link, compare the two, and write down that the copy is whole."""
    if system.look(temporary) is not None:
        raise Failure(f"{temporary.name} is in the way")
    if move.facts.kind == "link":
        text = os.readlink(source)  # noqa: PTH115 - Path would tidy the text
        system.symlink(text, temporary)
        system.stamp(source, temporary)
        written = hashlib.sha256(os.fsencode(text)).hexdigest()
    else:
        written = _copy_content(system, source, temporary)
    if digest(temporary) != written:
        raise OSError(errno.EIO, "the copy differs from its source")
    facts = system.facts(temporary)
    if facts is None:
        raise OSError(errno.EIO, "the copy vanished")
    journal.copied(move.number, Copied(facts, written))


def _copy_content(system: System, source: Path, temporary: Path) -> str:
    running = hashlib.sha256()
    output = system.create(temporary)
    try:
        with source.open("rb") as file:
            while chunk := file.read(system.chunk):
                running.update(chunk)
                system.write(output, chunk)
        system.stamp(source, temporary)
        system.sync(output)
        if sys.platform == "linux":  # so that the comparison reads what is on the disk
            os.posix_fadvise(output, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(output)
    return running.hexdigest()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content, of a link's text."""
    if path.is_symlink():
        return hashlib.sha256(os.fsencode(os.readlink(path))).hexdigest()  # noqa: PTH115
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def drop(system: System, temporary: Path) -> None:
    """Remove an unfinished copy, if there is one."""
    if system.look(temporary) is not None:
        system.unlink(temporary)
