"""Content: the bytes of files, folders of them, and the name that bytes give themselves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from journey.programming.git._errors import ObjectError
from journey.programming.git._headers import check_id

__all__ = ["Blob", "Tree", "TreeEntry", "hash_object"]

KINDS = ("blob", "tree", "commit", "tag")
FOLDER, FILE, EXECUTABLE, SYMLINK, SUBMODULE = 0o40000, 0o100644, 0o100755, 0o120000, 0o160000
MODES = (FOLDER, FILE, EXECUTABLE, SYMLINK, SUBMODULE)


def hash_object(data: bytes, kind: str = "blob") -> str:
    r"""Return the name that git gives to some bytes: SHA-1 of kind, size and content. O(n).

    Parameters
    ----------
    data
        The content.
    kind
        ``"blob"``, ``"tree"``, ``"commit"`` or ``"tag"``.

    Returns
    -------
    str
        40 hexadecimal digits.

    Raises
    ------
    ObjectError
        If there is no such kind.

    References
    ----------
    Chacon, S., Straub, B. (2014). *Pro Git*, section 10.2, "Git Objects".

    Examples
    --------
    >>> hash_object(b"hello\n")
    'ce013625030ba8dba906f756967f9e9ca394464a'
    """
    if kind not in KINDS:
        raise ObjectError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    header = f"{kind} {len(data)}".encode() + b"\0"
    return hashlib.sha1(header + data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Blob:
    """The bytes of one file, without its name.

    Parameters
    ----------
    data
        The bytes.

    Examples
    --------
    >>> Blob(b"").id
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """

    data: bytes
    kind: ClassVar[str] = "blob"

    def serialize(self) -> bytes:
        """Return the bytes that are hashed and stored."""
        return self.data

    @property
    def id(self) -> str:
        """The object's name."""
        return hash_object(self.serialize(), self.kind)

    @classmethod
    def parse(cls, data: bytes) -> Blob:
        """Take any bytes."""
        return cls(data)


@dataclass(frozen=True)
class TreeEntry:
    """One line of a folder: mode, name, and the object that it leads to.

    Parameters
    ----------
    mode
        ``0o40000`` folder, ``0o100644`` file, ``0o100755`` executable file, ``0o120000`` symbolic
        link, ``0o160000`` commit of another repository.
    name
        One part of a path, in bytes.
    id
        Name of the blob, tree or commit.

    Raises
    ------
    ObjectError
        If the mode is none of these, or the name is empty, ``.``, ``..``, ``.git``, or has a slash
        or a NUL in it.

    Examples
    --------
    >>> TreeEntry(0o40000, b"a", Tree().id).sort_key
    b'a/'
    """

    mode: int
    name: bytes
    id: str

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ObjectError(f"tree: mode {self.mode:o} of {self.name!r} is none of git's")
        name = self.name
        if not name or b"/" in name or b"\0" in name or name in (b".", b".."):
            raise ObjectError(f"tree: {name!r} is not the name of a file or folder")
        if name.lower() == b".git":
            raise ObjectError(f"tree: {name!r} would write into the repository itself")
        check_id("tree", name, self.id)
        if self.id == "0" * 40:
            raise ObjectError(f"tree: {name!r} leads to the null object")

    @property
    def sort_key(self) -> bytes:
        """Folders are sorted as if their name ended with a slash."""
        return self.name + b"/" if self.mode == FOLDER else self.name


@dataclass(frozen=True, init=False)
class Tree:
    """One folder: its entries, in git's order, whatever order they are given in.

    Parameters
    ----------
    entries
        The entries. No two have the same name, be it file or folder.

    Raises
    ------
    ObjectError
        If a name comes twice.

    Examples
    --------
    >>> blob, tree = Blob(b"").id, Tree().id
    >>> folder = Tree([TreeEntry(0o40000, b"a", tree), TreeEntry(0o100644, b"a.txt", blob)])
    >>> [entry.name for entry in folder.entries]  # "." is 46, "/" is 47
    [b'a.txt', b'a']
    >>> Tree.parse(folder.serialize()) == folder
    True
    """

    entries: tuple[TreeEntry, ...]
    kind: ClassVar[str] = "tree"

    def __init__(self, entries: Iterable[TreeEntry] = ()) -> None:
        ordered = tuple(sorted(entries, key=lambda entry: entry.sort_key))
        seen: set[bytes] = set()
        for entry in ordered:
            if entry.name in seen:
                raise ObjectError(f"tree: {entry.name!r} is there twice")
            seen.add(entry.name)
        object.__setattr__(self, "entries", ordered)

    def serialize(self) -> bytes:
        """Return the bytes that are hashed and stored: ids are 20 raw bytes here."""
        return b"".join(
            b"%o %s\0%s" % (entry.mode, entry.name, bytes.fromhex(entry.id))
            for entry in self.entries
        )

    @property
    def id(self) -> str:
        """The object's name."""
        return hash_object(self.serialize(), self.kind)

    @classmethod
    def parse(cls, data: bytes) -> Tree:
        """Read a tree; ObjectError where it is cut off, out of order or of unknown modes."""
        entries: list[TreeEntry] = []
        at = 0
        while at < len(data):
            end = data.find(b"\0", at)
            match = re.fullmatch(rb"([1-7][0-7]{4,5}) (.*)", data[at : max(end, at)], re.DOTALL)
            if match is None:
                raise ObjectError(f"tree: no mode, space, name and NUL at byte {at}")
            if end + 21 > len(data):
                raise ObjectError(f"tree: entry {match[2]!r} is cut off")
            entries.append(TreeEntry(int(match[1], 8), match[2], data[end + 1 : end + 21].hex()))
            at = end + 21
        tree = cls(entries)
        if tree.entries != tuple(entries):
            raise ObjectError("tree: entries are not in git's order")
        return tree
