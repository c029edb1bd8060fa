"""How long to leave a server alone after it failed, or as it asked; for all commands."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timezone
from email.utils import parsedate_to_datetime

__all__ = ["Backoff", "http_date", "retry_after"]


class Backoff:
    """Exponential back-off with full jitter: before try k, anything from 0 to base times 2^k.

    Without jitter, all clients that an outage has thrown out come back in the same moment.

    Parameters
    ----------
    base
        The bound before the first repetition, in seconds.
    cap
        No wait is longer.
    seed
        Of the generator: the same seed gives the same waits.

    References
    ----------
    Brooker, M. (2015). Exponential Backoff and Jitter. AWS Architecture Blog.

    Examples
    --------
    >>> backoff = Backoff(base=1.0, cap=60.0, seed=0)
    >>> [0 <= backoff.wait(attempt) <= min(60, 2**attempt) for attempt in range(8)] == [True] * 8
    True
    """

    def __init__(self, base: float = 1.0, cap: float = 60.0, seed: int | None = None) -> None:
        self.base = base
        self.cap = cap
        self._random = random.Random(seed)

    def wait(self, attempt: int) -> float:
        """Return how long to wait after the failed attempt with this number, counted from 0."""
        return self._random.uniform(0.0, min(self.cap, self.base * 2.0 ** min(attempt, 60)))


def http_date(text: str | None) -> float | None:
    """Return the seconds since 1970 of an HTTP date, or None where it is none.

    Examples
    --------
    >>> http_date("Thu, 01 Jan 1970 00:01:00 GMT")
    60.0
    """
    if not text:
        return None
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()  # noqa: UP017
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def retry_after(headers: Mapping[str, str], wall: float) -> float | None:
    """Return how many seconds a server asks to be left alone (RFC 9110, section 10.2.3).

    Parameters
    ----------
    headers
        Of the answer; names in lower case.
    wall
        The time now, in seconds since 1970.

    Returns
    -------
    float or None
        None where it asks for nothing, or for nothing that can be understood.

    Examples
    --------
    >>> retry_after({"retry-after": "120"}, wall=0.0)
    120.0
    >>> retry_after({"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}, wall=50.0)
    10.0
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:12])
    date = http_date(text)
    return None if date is None else max(0.0, date - wall)
