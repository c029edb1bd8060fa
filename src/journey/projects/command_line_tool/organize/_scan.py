"""What is in the folder: the files that may be sorted, and what is left alone, with the reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from journey.projects.command_line_tool.organize._system import Facts

__all__ = ["Found", "Left", "scan"]


@dataclass(frozen=True)
class Found:
    """A file or a link that may be sorted; its path is taken from the folder."""

    path: Path
    facts: Facts


@dataclass(frozen=True)
class Left:
    """What stays where it is, and why.

    Parameters
    ----------
    path
        Taken from the folder.
    why
        The reason.
    failed
        It should have been moved, or looked at, and could not be.
    """

    path: Path
    why: str
    failed: bool = False


def scan(
    root: Path, *, recursive: bool = False, leave: Collection[Path] = ()
) -> tuple[list[Found], list[Left]]:
    """List what is in a folder, in order of the names' bytes.

    Hidden files and folders are passed over. Symbolic links are found as links and never
    followed; relative ones are left, since they would point elsewhere from another folder, and so
    are the files that a link in the folder points to. Files with several hard links are left,
    because nobody can tell what the other names are for; sockets, pipes and devices too. A folder
    that cannot be read is reported, and the rest goes on.

    Parameters
    ----------
    root
        The folder, without links in its path.
    recursive
        Look into the folders below, too.
    leave
        Folders that are not looked into.

    Raises
    ------
    OSError
        If the folder itself cannot be read.
    """
    found: list[Found] = []
    left: list[Left] = []
    pointed: dict[Path, Path] = {}
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                names = sorted((entry.name for entry in entries), key=os.fsencode)
        except OSError as error:
            if folder == root:
                raise
            left.append(Left(folder.relative_to(root), _words(error), failed=True))
            continue
        below = []
        for name in names:
            path = folder / name
            try:
                status = path.lstat()
                if _hidden(name, status):
                    continue
                if stat.S_ISDIR(status.st_mode):
                    if recursive and path not in leave and not _junction(status):
                        below.append(path)
                    continue
                why = _why_left(path, status, pointed)
            except OSError as error:
                left.append(Left(path.relative_to(root), _words(error), failed=True))
                continue
            if why:
                left.append(Left(path.relative_to(root), why))
            else:
                found.append(Found(path.relative_to(root), Facts.of(status)))
        waiting.extend(reversed(below))
    for each in [each for each in found if root / each.path in pointed]:
        found.remove(each)
        link = pointed[root / each.path].relative_to(root)
        left.append(Left(each.path, f"the link {link} points to it"))
    return found, left


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _hidden(name: str, status: os.stat_result) -> bool:
    attributes = getattr(status, "st_file_attributes", 0)
    return name.startswith(".") or bool(attributes & getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 0))


def _junction(status: os.stat_result) -> bool:
    """Return whether a folder of Windows is a door to another one."""
    tag = getattr(status, "st_reparse_tag", 0)
    return bool(tag) and tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0)


def _why_left(path: Path, status: os.stat_result, pointed: dict[Path, Path]) -> str:
    """Return why a file is left alone, or nothing; and note what a link points to."""
    if stat.S_ISLNK(status.st_mode):
        text = os.readlink(path)  # noqa: PTH115 - Path would tidy the text
        target = path.parent / text
        pointed.setdefault(Path(os.path.realpath(target)), path)
        # the name itself as well, since it may be a link that moves
        pointed.setdefault(Path(os.path.realpath(target.parent)) / target.name, path)
        return "" if target == Path(text) else "a relative link: it would point elsewhere"
    if not stat.S_ISREG(status.st_mode):
        return "neither a file nor a link"
    if status.st_nlink > 1:
        return f"has {status.st_nlink} hard links"
    return ""
