"""The headers of commits and tags, and the line that says who and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from journey.programming.git._errors import ObjectError

__all__ = ["Identity"]

Header: TypeAlias = tuple[bytes, bytes]
_LINE = re.compile(rb"([^<>\n\0]*) <([^<>\n\0]*)> (0|[1-9][0-9]*) ([+-][0-9]{4})")


def check_id(kind: str, what: str | bytes, name: str) -> None:
    """Raise unless a name is 40 lower-case hexadecimal digits."""
    if not re.fullmatch("[0-9a-f]{40}", name):
        raise ObjectError(f"{kind}: {what!r} must lead to 40 hexadecimal digits, got {name!r}")


@dataclass(frozen=True)
class Identity:
    """Who, and when: the line of an author, a committer or a tagger.

    Parameters
    ----------
    name, email
        Bytes without angle brackets, line ends and NUL.
    time
        Seconds since the beginning of 1970, UTC.
    offset
        Time zone of the writer as ``"+0530"``, kept as it is: ``"-0000"`` is another object.

    Raises
    ------
    ObjectError
        If a part cannot be written into a header.

    Examples
    --------
    >>> Identity(b"Ada", b"ada@example.org", 60, "-0330").serialize()
    b'Ada <ada@example.org> 60 -0330'
    >>> Identity.parse(b"Ada <ada@example.org> 60 -0330").minutes
    -210
    """

    name: bytes
    email: bytes
    time: int
    offset: str = "+0000"

    def __post_init__(self) -> None:
        if not _LINE.fullmatch(self.serialize()):
            raise ObjectError(
                "identity: name and email must be free of <, >, line ends and NUL, time not "
                f"negative, offset like '+0100'; got {self.serialize()!r}"
            )
        if self.time >= 2**63:
            raise ObjectError(f"identity: time must be below 2**63, got {self.time}")

    @property
    def minutes(self) -> int:
        """The time zone's distance from UTC, in minutes."""
        size = int(self.offset[1:3]) * 60 + int(self.offset[3:5])
        return -size if self.offset[0] == "-" else size

    def serialize(self) -> bytes:
        """Return the line, without the header's name."""
        return b"%s <%s> %d %s" % (self.name, self.email, self.time, self.offset.encode())

    @classmethod
    def parse(cls, line: bytes, where: str = "identity") -> Identity:
        """Read such a line; ObjectError says where it stood."""
        match = _LINE.fullmatch(line)
        if match is None:
            raise ObjectError(f"{where} must be 'name <email> seconds +hhmm', got {line!r}")
        return cls(match[1], match[2], int(match[3]), match[4].decode())


class Headers:
    """Headers in their order, taken one after another."""

    def __init__(self, kind: str, items: list[Header]) -> None:
        self._kind, self._items, self._at = kind, items, 0

    def next_is(self, name: bytes) -> bool:
        """Return whether the next header has this name."""
        return self._at < len(self._items) and self._items[self._at][0] == name

    def take(self, name: bytes) -> bytes:
        """Return the value of the next header, which must have this name."""
        if not self.next_is(name):
            came = (
                self._items[self._at][0].decode("ascii", "replace") if self._left() else "the end"
            )
            raise ObjectError(f"{self._kind}: expected header {name.decode()!r}, got {came!r}")
        self._at += 1
        return self._items[self._at - 1][1]

    def rest(self) -> tuple[Header, ...]:
        """Return the headers that were not taken."""
        return tuple(self._items[self._at :])

    def _left(self) -> int:
        return len(self._items) - self._at


def split_headers(kind: str, data: bytes) -> tuple[Headers, bytes]:
    """Split an object into headers and message; a line that begins with a space continues."""
    head, blank, message = data.partition(b"\n\n")
    if not blank:
        raise ObjectError(f"{kind}: no blank line between headers and message")
    if b"\0" in head:
        raise ObjectError(f"{kind}: NUL in the headers")
    items: list[Header] = []
    for line in head.split(b"\n"):
        name, space, value = line.partition(b" ")
        if not space:
            raise ObjectError(f"{kind}: header {line!r} has no value")
        if name:
            items.append((name, value))
        elif items:
            items[-1] = (items[-1][0], items[-1][1] + b"\n" + value)
        else:
            raise ObjectError(f"{kind}: begins with a continuation line")
    return Headers(kind, items), message


def join_headers(headers: Iterable[Header], message: bytes) -> bytes:
    """Write headers, a blank line and the message."""
    lines = [name + b" " + value.replace(b"\n", b"\n ") + b"\n" for name, value in headers]
    return b"".join(lines) + b"\n" + message


def check_headers(kind: str, extra: Iterable[Header], taken: set[bytes]) -> None:
    """Raise unless further headers can be written and read back."""
    for name, value in extra:
        if name in taken:
            raise ObjectError(f"{kind}: header {name.decode()!r} is out of place")
        if not name or re.search(rb"[ \n\0]", name) or b"\0" in value:
            raise ObjectError(f"{kind}: header {name!r} cannot be written")
