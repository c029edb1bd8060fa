"""The clocks a loop can run on: the computer's, and one that jumps instead of waiting.

A loop asks its clock for the time and lets it wait. So the same program runs in real time or in
none, and a test of an hour's timeout takes no hour.
"""

from __future__ import annotations

import math
import time
from typing import Protocol

__all__ = ["Clock", "RealClock", "VirtualClock"]


class Clock(Protocol):
    """What a loop needs of a clock."""

    def time(self) -> float:
        """Return the time in seconds; it never goes back."""
        ...

    def wait_until(self, when: float) -> None:
        """Return when it is that late."""
        ...

    def patience(self, when: float) -> float:
        """Return for how many seconds a wait for input may block, if a timer is due at `when`."""
        ...


class RealClock:
    """The computer's monotonic clock.

    Examples
    --------
    >>> clock = RealClock()
    >>> start = clock.time()
    >>> clock.wait_until(start + 0.001)
    >>> clock.time() >= start
    True
    """

    def time(self) -> float:
        """Return the time of `time.monotonic`."""
        return time.monotonic()

    def wait_until(self, when: float) -> None:
        """Sleep until then; not at all if that has passed."""
        time.sleep(self.patience(when))

    def patience(self, when: float) -> float:
        """Return the seconds from now to `when`, at least 0."""
        return max(0.0, when - time.monotonic())


class VirtualClock:
    """A clock that stands still while code runs and jumps where others wait.

    Parameters
    ----------
    start
        The first time.

    Raises
    ------
    ValueError
        If a time is not finite, or lies before the present.

    Examples
    --------
    >>> clock = VirtualClock()
    >>> clock.wait_until(3600)
    >>> clock.advance(0.5)
    >>> clock.time()
    3600.5
    """

    def __init__(self, start: float = 0.0) -> None:
        if not math.isfinite(start):
            raise ValueError(f"VirtualClock: start: expected a finite number, got {start!r}")
        self._now = float(start)

    def time(self) -> float:
        """Return the virtual time."""
        return self._now

    def wait_until(self, when: float) -> None:
        """Jump there, or stay where that has passed."""
        if not math.isfinite(when):
            raise ValueError(f"wait_until: when: expected a finite number, got {when!r}")
        self._now = max(self._now, when)

    def patience(self, when: float) -> float:
        """Return 0: a wait for input never uses up virtual time."""
        return 0.0

    def advance(self, seconds: float) -> None:
        """Let time pass while a task holds the loop, as `time.sleep` does in real time.

        Parameters
        ----------
        seconds
            How long the code pretends to compute or to block.
        """
        if not 0 <= seconds < math.inf:
            raise ValueError(f"advance: seconds: expected a finite number >= 0, got {seconds!r}")
        self._now += seconds
