"""Files with the same content: by size, then by the first and last blocks, then by all of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["BLOCK", "Copies", "find_copies"]

BLOCK = 4096


@dataclass
class Copies:
    """What was found.

    Parameters
    ----------
    original
        For each copy, the file that it is a copy of.
    unreadable
        Files that could not be read, with the reason.
    read_ends
        Of how many files the first and the last block were read.
    read_whole
        How many files were read to the end.
    """

    original: dict[Path, Path] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    read_ends: int = 0
    read_whole: int = 0


def find_copies(files: Sequence[tuple[Path, int]]) -> Copies:
    """Find the files that have the same content as one before them.

    Equal means: the same size and the same SHA-256 of the whole content. Most files are told apart
    by their size, most of the rest by the first and the last block, so that few are read to the
    end. Empty files are no copies of each other: they hold nothing twice.

    Parameters
    ----------
    files
        Paths with sizes in bytes; the first of equal files is the original.
    """
    copies = Copies()
    order = {path: position for position, (path, _) in enumerate(files)}
    size_of = dict(files)
    groups = _split([path for path, size in files if size > 0], size_of.__getitem__)
    for same_size in groups:
        size = size_of[same_size[0]]
        copies.read_ends += len(same_size)
        for same_ends in _read(same_size, _ends, copies):
            if size <= 2 * BLOCK:  # the ends were the whole
                equal = [same_ends]
            else:
                equal = _read(same_ends, _whole, copies)
                copies.read_whole += len(same_ends)
            for paths in equal:
                first, *others = sorted(paths, key=order.__getitem__)
                copies.original.update(dict.fromkeys(others, first))
    return copies


def _split(paths: Iterable[Path], key: Callable[[Path], Hashable]) -> list[list[Path]]:
    """Return the groups of two and more that share a key."""
    groups: defaultdict[Hashable, list[Path]] = defaultdict(list)
    for path in paths:
        groups[key(path)].append(path)
    return [group for group in groups.values() if len(group) > 1]


def _read(
    paths: Iterable[Path], key: Callable[[Path], Hashable], copies: Copies
) -> list[list[Path]]:
    """Return the groups that share what is read of them; what cannot be read is in none."""
    keys: dict[Path, Hashable] = {}
    for path in paths:
        try:
            keys[path] = key(path)
        except OSError as error:
            copies.unreadable[path] = (error.strerror or str(error)).lower()
    return _split(keys, keys.__getitem__)


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        found = hashlib.sha256(file.read(BLOCK))
        end = file.seek(0, 2)
        file.seek(max(BLOCK, end - BLOCK))
        found.update(file.read(BLOCK))
    return found.digest()


def _whole(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
