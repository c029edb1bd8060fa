"""The program: its three commands, its manual, and how errors end it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from journey.projects.command_line_tool import _manual, _settings
from journey.projects.command_line_tool._output import ExitCode, Output, ToolError
from journey.projects.command_line_tool.api._command import api
from journey.projects.command_line_tool.organize._command import organize
from journey.projects.command_line_tool.scrape._command import scrape

__all__ = ["app", "run"]


class _Program(TyperGroup):
    """The program's commands; a Ctrl-C in one of them ends with the shells' own code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise ToolError("interrupted", ExitCode.INTERRUPTED) from None


app = typer.Typer(
    name="journey-tool",
    cls=_Program,
    help="Organize files, scrape pages politely, ask an API.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(organize, name="organize")
app.add_typer(scrape, name="scrape")
app.add_typer(api, name="api")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"journey-tool {version('bhumika-journey')}")
        raise typer.Exit


@app.callback()
def program(
    ctx: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="Read this configuration file (TOML).", show_default=False)
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Organize files, scrape pages politely, ask an API."""
    ctx.default_map = _settings.load(config, _manual.options(app))


@app.command()
def manual(
    format: Annotated[
        str, typer.Option(help="man (for `man -l -`) or markdown.", metavar="FORMAT")
    ] = "man",
) -> None:
    """Print this program's manual page, made from the program itself."""
    if format not in ("man", "markdown"):
        raise ToolError(f"--format: expected man or markdown, got {format!r}", ExitCode.USAGE)
    typer.echo(_manual.roff(app) if format == "man" else _manual.markdown(app), nl=False)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program, and end the process with its exit code.

    Parameters
    ----------
    arguments
        The command line without the program's name; None takes the process's own.
    """
    try:
        app(args=None if arguments is None else list(arguments), prog_name="journey-tool")
    except ToolError as error:
        Output().error(str(error))
        sys.exit(error.code)
    except BrokenPipeError:  # `| head` has seen enough
        sys.stdout = None  # nothing is flushed into the closed pipe
        sys.exit(ExitCode.OK)
