"""Names of files: as the journal keeps them, as they clash, and what they become then."""

from __future__ import annotations

import os
import unicodedata

__all__ = ["LONGEST", "key", "numbered", "packed", "split", "unpacked"]

LONGEST = 255  # bytes of one name, on nearly every file system


def packed(name: str | os.PathLike[str]) -> str:
    r"""Return a name as text that JSON can hold, whatever bytes it is made of.

    It does not depend on the encoding of the process that wrote it: bytes that are not UTF-8
    become lone surrogates, which JSON writes as escapes.

    Examples
    --------
    >>> packed(os.fsdecode(b"caf\xe9.txt"))
    'caf\udce9.txt'
    """
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def unpacked(text: str) -> str:
    """Return the name that `packed` was given."""
    return os.fsdecode(text.encode("utf-8", "surrogateescape"))


def key(name: str) -> str:
    """Return what two names share if some file system takes them for one.

    Letter case and the spelling of accents are left out, as macOS and Windows do. Names are held
    apart by it everywhere, so that a sorted folder can be copied to such a disk.

    Examples
    --------
    >>> key("Café.TXT") == key("cafe\N{COMBINING ACUTE ACCENT}.txt")
    True
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", folded)


def split(name: str) -> tuple[str, str]:
    """Return the stem and the extension with its dot; `.tar.gz` and its like are one extension.

    Examples
    --------
    >>> split("a.b.tar.gz"), split("README"), split("odd.")
    (('a.b', '.tar.gz'), ('README', ''), ('odd.', ''))
    """
    stem, _, extension = name.rpartition(".")
    if not stem or not extension:
        return name, ""
    extension = "." + extension
    if stem.lower().endswith(".tar") and len(stem) > 4:
        return stem[:-4], stem[-4:] + extension
    return stem, extension


def numbered(name: str, number: int) -> str:
    """Return the name with a number in it, shortened where it would be too long for a disk.

    Examples
    --------
    >>> numbered("a.tar.gz", 2)
    'a (2).tar.gz'
    """
    stem, extension = split(name)
    tail = f" ({number}){extension}"
    if len(os.fsencode(tail)) >= LONGEST:  # all extension: the number goes to the end
        stem, tail = name, f" ({number})"
    while len(os.fsencode(stem + tail)) > LONGEST:
        stem = stem[:-1]
    return stem + tail
