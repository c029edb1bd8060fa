"""The command line of `journey-tool organize`."""

from __future__ import annotations

import typer

__all__ = ["organize"]

organize = typer.Typer(no_args_is_help=True, help="Sort files into folders, and undo it.")


@organize.command()
def sort() -> None:
    """Not there yet."""
    raise NotImplementedError
