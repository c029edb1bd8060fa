"""A content-addressed cache: what a result depends on is its key, so an entry is never wrong.

An entry's name is the SHA-256 of everything that its value was computed from, versions included;
times play no part. Entries are written whole or not at all. One that is damaged, of another
version or unreadable is computed again. Deleting the folder loses time and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pickle
import platform
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_SUM = 32  # bytes of SHA-256 in front of each entry, to notice damage
_KEPT_DAYS = 30
# What the engine's results depend on besides their input.
_PACKAGES = (
    *(
        "genanki",
        "griffe",
        "griffelib",
        "jinja2",
        "markdown",
        "math-core",
        "mkdocs",
        "mkdocs-autorefs",
    ),
    *("mkdocs-jupyter", "mkdocs-material", "mkdocstrings", "mkdocstrings-python", "pillow"),
    *("pygments", "pymdown-extensions", "pyyaml"),
)

# Small values that each build asks for; a serving process finds them in memory.
_SMALL_KINDS = {
    "cells",
    "essence",
    "exercise",
    "graph",
    "head",
    "note",
    "questions",
    "roadmap",
    "scan",
    "tests",
}
_SMALL_LIMIT = 5_000
_SMALL: dict[str, Any] = {}


def digest(*parts: object) -> str:
    """Return the SHA-256 of some values; text and bytes by content, the rest by ``repr``.

    Examples
    --------
    >>> digest("a", "b") == digest("ab")
    False
    """
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        kind = type(part).__name__ if isinstance(part, str | bytes) else "repr"
        total.update(f"{kind} {len(data)} ".encode())
        total.update(data)
    return total.hexdigest()


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Return what tells one state of the engine and its libraries from another."""
    folder = Path(__file__).parent
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html"} and "__pycache__" not in path.parts
    )
    versions = []
    for name in _PACKAGES:
        try:
            versions.append(f"{name}={importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name}=none")
    sources = [digest(path.name, path.read_bytes()) for path in files]
    return digest(platform.python_version(), *versions, *sources)


class Cache:
    """Values kept on disk under what they were computed from.

    Parameters
    ----------
    folder
        Where entries lie; None keeps nothing.
    version
        Part of every key; by default the state of the engine and its libraries.
    """

    def __init__(self, folder: Path | None, version: str | None = None) -> None:
        self.folder = folder
        self._version = engine_version() if version is None else version
        self._made: set[Path] = set()
        self.hits = 0
        self.misses = 0

    def memo(self, kind: str, parts: tuple[object, ...], compute: Callable[[], T]) -> T:
        """Return the value of some parts, computed only where it is not kept yet.

        Parameters
        ----------
        kind
            What is computed; separates values of the same parts.
        parts
            Everything that the value depends on.
        compute
            Makes the value; it must be picklable.
        """
        if self.folder is None:
            return compute()
        key = self.key(kind, *parts)
        if key in _SMALL:
            return _SMALL[key]  # type: ignore[no-any-return]
        found, value = self.load(key)
        if not found:
            value = compute()
            self.store(key, value)
        if kind in _SMALL_KINDS:
            if len(_SMALL) > _SMALL_LIMIT:
                _SMALL.clear()
            _SMALL[key] = value
        return value  # type: ignore[no-any-return]

    def key(self, kind: str, *parts: object) -> str:
        """Return the name of an entry."""
        return f"{kind}-{digest(self._version, kind, *parts)}"

    def load(self, key: str) -> tuple[bool, Any]:
        """Return whether an entry is there and sound, and its value."""
        if self.folder is None:
            return False, None
        try:
            data = self._path(key).read_bytes()
            payload = memoryview(data)[_SUM:]
            if hashlib.sha256(payload).digest() != data[:_SUM]:
                raise ValueError("damaged")
            value = pickle.loads(payload)
        except Exception:  # missing, damaged, or written by other code: computed again
            self.misses += 1
            return False, None
        self.hits += 1
        return True, value

    def store(self, key: str, value: object) -> None:
        """Keep a value; a disk that is full or read-only costs time, never the build."""
        if self.folder is None:
            return
        payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        path = self._path(key)
        try:
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(payload).digest() + payload)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        kind, _, name = key.rpartition("-")
        return self.folder / kind / name[:2] / name[2:]

    def prune(self) -> None:
        """Remove entries that no build has written for a month; they would be computed again."""
        if self.folder is None:
            return
        oldest = time.time() - _KEPT_DAYS * 86_400
        for path in self.folder.rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue
