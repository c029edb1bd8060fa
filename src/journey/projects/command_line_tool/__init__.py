"""A command-line tool with three commands: organize files, scrape pages, ask an API.

`journey-tool --help` is the command. This package holds what the three have in common: the
program, its configuration file, its output for people and for scripts, its manual. Each command
lives in a package of its own beside it. Needs the extra `tool`, and imports it when it is run.
"""

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `journey-tool`, and end the process with its exit code.

    Parameters
    ----------
    arguments
        The command line without the program's name; None takes the process's own.

    Raises
    ------
    SystemExit
        Always; its code is one of those that the manual lists.
    """
    try:
        from journey.projects.command_line_tool._cli import run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("journey"):
            raise
        raise SystemExit(f"journey-tool needs {error.name}: install the extra `tool`") from error
    run(arguments)
