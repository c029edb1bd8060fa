"""The command line of `journey-tool scrape`."""

from __future__ import annotations

import typer

__all__ = ["scrape"]

scrape = typer.Typer(no_args_is_help=True, help="Fetch pages politely, and select from them.")


@scrape.command()
def run() -> None:
    """Not there yet."""
    raise NotImplementedError
