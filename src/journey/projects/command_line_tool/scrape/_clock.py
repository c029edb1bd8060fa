"""Time, as far as politeness needs it; a test brings a clock of its own and never waits."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

__all__ = ["Clock", "SystemClock"]


class Clock(Protocol):
    """What the scraper asks of time."""

    def now(self) -> float:
        """Return seconds that only ever grow."""

    def wall(self) -> float:
        """Return seconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Come back when so many seconds have passed."""

    def deadline(self, seconds: float) -> AbstractAsyncContextManager[Any]:
        """Return a block that ends with `TimeoutError` when it takes longer."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def wall(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Come back when so many seconds have passed."""
        await asyncio.sleep(seconds)

    def deadline(self, seconds: float) -> AbstractAsyncContextManager[Any]:
        """Return a block that ends with `TimeoutError` when it takes longer."""
        return asyncio.timeout(seconds)
