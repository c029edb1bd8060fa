"""What the commands share: where they print, which project they are called in, how they give up."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from journey_site.project import find_root

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def root() -> Path:
    """Return the root of the project that the command was called in."""
    try:
        return find_root(Path.cwd())
    except FileNotFoundError as error:
        raise fail(f"{error} Call this inside the project.") from None


def fail(message: str, code: int = 2) -> typer.Exit:
    """Print what is wrong and return what ends the command with a status."""
    errors.print(message, style="red", markup=False)
    return typer.Exit(code)
