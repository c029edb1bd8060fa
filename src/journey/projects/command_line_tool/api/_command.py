"""The command line of `journey-tool api`."""

from __future__ import annotations

import typer

__all__ = ["api"]

api = typer.Typer(no_args_is_help=True, help="Ask Crossref for papers.")


@api.command()
def works() -> None:
    """Not there yet."""
    raise NotImplementedError
