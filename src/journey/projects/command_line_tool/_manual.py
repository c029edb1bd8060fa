"""The manual, made from the program itself: a page for `man`, and the reference on the site.

Both walk the tree of commands that the command line is parsed with, so that they cannot tell of
an option that does not exist, or forget one.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import typer
import typer.main

from journey.projects.command_line_tool._output import ExitCode

__all__ = ["commands", "markdown", "options", "roff"]

_ABOUT = "organize files, scrape pages politely, ask an API"
_EXITS = {
    ExitCode.OK: "All was done.",
    ExitCode.SOME_FAILED: "The work was done, but not for everything; the messages say for what.",
    ExitCode.USAGE: "The command line or the configuration file is wrong.",
    ExitCode.FAILED: "Nothing could be done.",
    ExitCode.INTERRUPTED: "Interrupted.",
}
_FILES = (
    "The configuration file is TOML, with a table for each command and keys named as the long "
    "options are. It is looked for in --config, then in the variable JOURNEY_TOOL_CONFIG, then as "
    "config.toml in the user's folder for settings. The command line wins over the file; a key "
    "that no option has is an error."
)


def commands(app: typer.Typer) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the words and the command object of every command that does something.

    Parameters
    ----------
    app
        The program.
    """
    yield from _walk((), typer.main.get_command(app))


def _walk(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield words, command
        return
    for name, inner in below.items():
        yield from _walk((*words, name), inner)


def options(app: typer.Typer) -> dict[tuple[str, ...], dict[str, str]]:
    """Return for each command the options that a configuration file may set.

    Parameters
    ----------
    app
        The program.

    Returns
    -------
    dict
        For each command's words a dictionary from an option's long name to its parameter's name.
    """
    return {
        words: {max(p.opts, key=len).lstrip("-"): p.name for p in _options(command)}
        for words, command in commands(app)
    }


def _place(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _arguments(command: Any) -> list[Any]:
    return [p for p in command.params if p.param_type_name == "argument"]


def _options(command: Any) -> list[Any]:
    return [
        p
        for p in command.params
        if p.param_type_name == "option" and not p.hidden and p.name != "help"
    ]


def _spelled(option: Any, command: Any) -> str:
    """Return how an option is written, such as `-n, --limit INT`."""
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        names += " / " + ", ".join(option.secondary_opts)
    if option.is_flag:
        return names
    kind = option.display_type(command.context_class(command)).strip("<>").removesuffix(" range")
    return f"{names} {option.metavar or (kind if '|' in kind else kind.upper())}"


def _usage(words: tuple[str, ...], command: Any) -> str:
    places = [
        (p.metavar or p.name.upper()) + ("..." if p.nargs == -1 else "")
        for p in _arguments(command)
    ]
    return " ".join(["journey-tool", *words, "[OPTIONS]", *places])


def _text(command: Any) -> list[str]:
    """Return the paragraphs of a command's help."""
    return [
        " ".join(part.split())
        for part in re.split(r"\n\s*\n", inspect.cleandoc(command.help or ""))
    ]


def _tail(parameter: Any) -> str:
    default = parameter.default
    if default is None or default is False or default in ((), "") or callable(default):
        return ""
    if not getattr(parameter, "show_default", True) or parameter.required:
        return ""
    return f" Default: {'yes' if default is True else getattr(default, 'value', default)}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _escape(text: str) -> str:
    """Return `text` as roff takes it: no line is mistaken for a request, hyphens stay hyphens."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def roff(app: typer.Typer) -> str:
    """Return the page for `man`, section 1.

    Parameters
    ----------
    app
        The program.
    """
    lines = [f'.TH JOURNEY\\-TOOL 1 "" "journey {version("bhumika-journey")}" "User Commands"']
    lines += [".SH NAME", _escape(f"journey-tool - {_ABOUT}").replace("tool \\- ", "tool \\- ")]
    lines += [".SH SYNOPSIS"]
    for words, command in commands(app):
        lines += [".B " + _escape(_usage(words, command)), ".br"]
    lines += [".SH COMMANDS"]
    for words, command in commands(app):
        lines += [".SS " + _escape(" ".join(words))]
        for paragraph in _text(command):
            lines += [".PP", _escape(paragraph)]
        for argument in _arguments(command):
            name = _place(argument)
            lines += [".TP", f".I {_escape(name)}", _escape(argument.help or "")]
        for option in _options(command):
            lines += [".TP", f".B {_escape(_spelled(option, command))}"]
            lines += [_escape((option.help or "") + _tail(option))]
    lines += [".SH FILES", _escape(_FILES), ".SH EXIT STATUS"]
    for code, words_ in _EXITS.items():
        lines += [".TP", f".B {int(code)}", _escape(words_)]
    return "\n".join(lines) + "\n"


def markdown(app: typer.Typer) -> str:
    """Return the reference as Markdown, one heading for each command.

    Parameters
    ----------
    app
        The program.
    """
    parts = []
    for words, command in commands(app):
        parts += [f"### `{' '.join(words)}`", f"`{_usage(words, command)}`", *_text(command)]
        rows = [(_place(a), a.help or "") for a in _arguments(command)]
        rows += [(_spelled(o, command), (o.help or "") + _tail(o)) for o in _options(command)]
        if rows:
            table = "\n".join(f"| `{_cell(a)}` | {_cell(b)} |" for a, b in rows)
            parts.append(f"| option | what it does |\n| --- | --- |\n{table}")
    codes = "\n".join(f"| {int(code)} | {words_} |" for code, words_ in _EXITS.items())
    parts += ["### Exit codes", f"| code | meaning |\n| --- | --- |\n{codes}"]
    return "\n\n".join(parts) + "\n"
