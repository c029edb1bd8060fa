"""Locks on open files: the system lets go of them when the process ends, however it ends."""

from __future__ import annotations

import os
import sys

__all__ = ["hold", "release", "wait"]

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 40  # locks are mandatory there: one byte that nobody reads or writes

    def hold(descriptor: int) -> bool:
        """Lock an open file; return whether nobody else had it."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def wait(descriptor: int) -> None:
        """Lock an open file as soon as nobody else has it."""
        while True:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError:
                continue
            return

    def release(descriptor: int) -> None:
        """Let go of the lock."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def hold(descriptor: int) -> bool:
        """Lock an open file; return whether nobody else had it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait(descriptor: int) -> None:
        """Lock an open file as soon as nobody else has it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def release(descriptor: int) -> None:
        """Let go of the lock."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
