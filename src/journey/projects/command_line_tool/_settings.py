"""The configuration file: TOML, a table for each command, keys named as the options are.

It is looked for in `--config`, then in the variable JOURNEY_TOOL_CONFIG, then in the user's
folder for settings. What the command line says wins over the file. A key that no option has is
an error with file and key, since a setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from journey.projects.command_line_tool._output import ExitCode, ToolError

__all__ = ["default_path", "load"]


def default_path() -> Path:
    """Return where the configuration file is expected."""
    said = os.environ.get("JOURNEY_TOOL_CONFIG")
    return Path(said) if said else Path(typer.get_app_dir("journey-tool")) / "config.toml"


def load(path: Path | None, options: Mapping[tuple[str, ...], Mapping[str, str]]) -> dict[str, Any]:
    """Read the configuration file.

    Parameters
    ----------
    path
        The file; None looks for it at `default_path`, where it may be absent.
    options
        For each command, given as its words, its options' names and their parameters' names.

    Returns
    -------
    dict
        A table for each command, in it a table for each command below it, and the settings, by
        the names of their parameters.

    Raises
    ------
    ToolError
        If the file cannot be read, is not TOML, or holds a table or key that is not known.
    """
    file = path or default_path()
    try:
        with file.open("rb") as opened:
            tables = tomllib.load(opened)
    except FileNotFoundError:
        if path is None and "JOURNEY_TOOL_CONFIG" not in os.environ:
            return {}
        raise ToolError(f"{file}: no such configuration file", ExitCode.USAGE) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ToolError(f"{file}: {error}", ExitCode.USAGE) from error
    return _section(file, (), tables, options)


def _section(
    file: Path,
    words: tuple[str, ...],
    table: Mapping[str, Any],
    options: Mapping[tuple[str, ...], Mapping[str, str]],
) -> dict[str, Any]:
    below = {known[len(words)] for known in options if known[: len(words)] == words != known}
    own = options.get(words, {})
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key in below and isinstance(value, Mapping):
            settings[key] = _section(file, (*words, key), value, options)
        elif key in own:
            settings[own[key]] = value
        else:
            known = sorted(f"[{'.'.join((*words, name))}]" for name in below)
            known += sorted(own)
            raise ToolError(
                f"{file}: {'.'.join((*words, key))}: expected one of {', '.join(known)}",
                ExitCode.USAGE,
            )
    return settings
