"""The operating system, as far as a run changes anything: one method for each call.

Every call that changes the disk announces itself to `step` first. Tests override `step` to end
the process there, and single methods to make a call fail, which real disks rarely do on demand.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

__all__ = ["Facts", "System"]

_HERE = -100  # AT_FDCWD of Linux: paths are taken as they are
_NO_REPLACE = 1  # RENAME_NOREPLACE of Linux
_EXCLUSIVE = 4  # RENAME_EXCL of macOS


class Facts(NamedTuple):
    """What tells a file from another, and from itself after a change.

    Parameters
    ----------
    kind
        `file`, `link`, `folder` or `special`.
    size
        In bytes.
    changed
        The time of the last change, in nanoseconds.
    inode
        The file's number in its file system.
    """

    kind: str
    size: int
    changed: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Facts:
        """Return the facts that `lstat` found."""
        return cls(_kind(found.st_mode), found.st_size, found.st_mtime_ns, found.st_ino)

    def like(self, other: Facts) -> bool:
        """Return whether the two look the same; the inode may differ, as after a remount."""
        return self[:3] == other[:3]


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISLNK(mode):
        return "link"
    return "folder" if stat.S_ISDIR(mode) else "special"


def _find_rename() -> Callable[[bytes, bytes], int] | None:
    """Return the system's call that renames and never overwrites, if it has one."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            exclusive = library.renamex_np
            return lambda old, new: int(exclusive(old, new, _EXCLUSIVE))
        renameat2 = library.renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return lambda old, new: int(renameat2(_HERE, old, _HERE, new, _NO_REPLACE))


_rename = None if sys.platform == "win32" else _find_rename()


class System:
    """The calls that change the disk, in their plain form.

    Parameters
    ----------
    chunk
        Bytes that are copied at a time.
    """

    def __init__(self, chunk: int = 1 << 20) -> None:
        self.chunk = chunk

    def step(self, name: str) -> None:
        """Hear of a call before it is made."""

    def look(self, path: Path) -> os.stat_result | None:
        """Return what is known of a path, of the link where it is one; None if nothing is there."""
        try:
            return path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def facts(self, path: Path) -> Facts | None:
        """Return the facts of a path, or None if nothing is there."""
        found = self.look(path)
        return None if found is None else Facts.of(found)

    def rename(self, source: Path, target: Path) -> None:
        """Rename in one step, and only if nothing is at `target`.

        Raises
        ------
        FileExistsError
            If something is there.
        OSError
            With ENOSYS or EINVAL where the system or the file system cannot do it, with EXDEV
            between two file systems.
        """
        self.step("rename")
        if sys.platform == "win32":
            source.rename(target)  # never overwrites there
            return
        if _rename is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(source))
        if _rename(os.fsencode(source), os.fsencode(target)) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(source), None, str(target))

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, if nothing has it."""
        self.step("link")
        os.link(source, target, follow_symlinks=False)

    def unlink(self, path: Path) -> None:
        """Take a name away."""
        self.step("unlink")
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make a folder."""
        self.step("mkdir")
        path.mkdir()

    def rmdir(self, path: Path) -> None:
        """Remove a folder, if it is empty."""
        self.step("rmdir")
        path.rmdir()

    def symlink(self, text: str, path: Path) -> None:
        """Make a symbolic link, if nothing is at `path`."""
        self.step("symlink")
        path.symlink_to(text)

    def create(self, path: Path) -> int:
        """Make a file, if nothing is at `path`, and return its descriptor."""
        self.step("create")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o600)

    def write(self, descriptor: int, content: bytes, step: str = "write") -> None:
        """Write all of `content`."""
        self.step(step)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def sync(self, descriptor: int, step: str = "sync") -> None:
        """Wait until the file is on the disk."""
        self.step(step)
        os.fsync(descriptor)

    def sync_folder(self, path: Path) -> None:
        """Wait until the folder's names are on the disk, where the system can say so."""
        self.step("sync folder")
        if sys.platform == "win32":
            return
        with contextlib.suppress(OSError):  # some file systems have no such thing
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def stamp(self, source: Path, target: Path) -> None:
        """Give a copy the owner, the permissions and the times of its source."""
        self.step("stamp")
        if sys.platform != "win32":
            found = source.lstat()
            with contextlib.suppress(PermissionError):  # only root gives files away
                os.chown(target, found.st_uid, found.st_gid, follow_symlinks=False)
        shutil.copystat(source, target, follow_symlinks=False)
