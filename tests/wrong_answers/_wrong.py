"""What a wrong answer is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """A wrong answer: what to replace in the solution, and which check fails."""

    check: str
    old: str
    new: str
