"""The run folder: whole files or none, each with its own hash, so that a killed run resumes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["RunError", "digest", "load", "remember", "write"]


class RunError(RuntimeError):
    """Data or a run folder that does not fit, or a step that lacks what comes before it.

    Examples
    --------
    >>> raise RunError("train.csv was changed")
    Traceback (most recent call last):
    ...
    journey.projects.kaggle_pipeline._store.RunError: train.csv was changed
    """


def digest(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal digits.

    Parameters
    ----------
    content
        The bytes.

    Returns
    -------
    str
        64 digits.

    Examples
    --------
    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def write(path: Path, content: str) -> None:
    """Write a file so that it is there whole or not at all, whenever the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # As `atomic_write`, but under a fixed name: what a killed run left is written over by the next
    # one, and the folder ends with the same files.
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def plain(value: Any) -> str:
    """Return JSON with sorted keys: the same values give the same bytes."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def load(path: Path) -> Any:
    """Return what `remember` kept, or None where there is nothing or it was damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        value = kept["value"]
        return value if digest(plain(value).encode()) == kept["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(path: Path, compute: Callable[[], Any]) -> tuple[Any, bool]:
    """Return the value kept at `path`, or compute and keep it; and whether it was there."""
    kept = load(path)
    if kept is not None:
        return kept, True
    value = json.loads(plain(compute()))  # a resumed run sees exactly what a fresh one does
    write(path, plain({"sha256": digest(plain(value).encode()), "value": value}))
    return value, False
