"""Macros: how a page quotes results, figures, code and evidence by name.

``{{ name("literal", ...) }}`` and nothing else: the arguments are literals, read with
:func:`ast.literal_eval`; there are no expressions, loops or variables, so a page stays plain
Markdown. What each name does is registered by :mod:`journey_site.pages`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from journey_site.problems import Problem

_CALL = re.compile(r"\{\{ *([a-zA-Z_]\w*) *\((.*?)\) *\}\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_STARTS = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|[#>|])")
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})")
_MARK = "\ue000{}\ue001"
_PLACED = re.compile(r"<p>\s*\ue000(\d+)\ue001\s*</p>|\ue000(\d+)\ue001")


class MacroError(Exception):
    """Raised by a macro; its message becomes a problem at the macro's line."""


@dataclass
class Blocks:
    """HTML held back from the Markdown parser and put in its place afterwards."""

    html: list[str] = field(default_factory=list)

    def hold(self, html: str) -> str:
        """Keep a piece of HTML and return the mark that stands for it in Markdown."""
        self.html.append(html)
        return _MARK.format(len(self.html) - 1)

    def place(self, page_html: str) -> str:
        """Put every held piece where its mark is, nested ones too."""
        while "\ue000" in page_html:
            changed = _PLACED.sub(lambda match: self.html[int(match[1] or match[2])], page_html)
            if changed == page_html:
                break
            page_html = changed
        return page_html


Macro = Callable[..., str]


def expand(
    body: str, macros: dict[str, Macro], path: str, first_line: int = 1
) -> tuple[str, list[Problem]]:
    """Expand the macros of a Markdown text; fenced and inline code are left alone.

    Parameters
    ----------
    body
        Markdown without front matter.
    macros
        What each name does: called with the literals, returns Markdown.
    path, first_line
        Where the text stands, for messages.

    Returns
    -------
    text, problems
        Where a macro fails, a visible box stands in its place and the problem is returned.
    """
    problems: list[Problem] = []
    lines = body.split("\n")
    text = _outside_fences(lines)
    # A code span may go on in the next line, and none goes past a paragraph.
    code = [
        (start + span.start(), start + span.end())
        for start, paragraph in _paragraphs(text)
        for span in _CODE.finditer(paragraph)
    ]
    start = 0
    for number, line in enumerate(text.split("\n")):
        if "{{" in line:
            inside = [
                (a - start, b - start) for a, b in code if a < start + len(line) and b > start
            ]
            lines[number] = _expand_line(line, inside, macros, path, first_line + number, problems)
        start += len(line) + 1
    return "\n".join(lines), problems


def _outside_fences(lines: list[str]) -> str:
    """Return the text with fenced code emptied, line by line."""
    outside, fence = [], ""
    for line in lines:
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[2]
        elif opened and opened[2].startswith(fence) and line.strip() == opened[2]:
            fence = ""
        elif not fence:
            outside.append(line)
            continue
        outside.append("")
    return "\n".join(outside)


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Return where each paragraph, list item or row of a table starts, and its text."""
    found: list[tuple[int, str]] = []
    start, open_one = 0, False
    for line in text.split("\n"):
        blank = not line.strip()
        if open_one and not blank and not _STARTS.match(line):
            first, before = found[-1]
            found[-1] = (first, f"{before}\n{line}")
        elif not blank:
            found.append((start, line))
        open_one = not blank
        start += len(line) + 1
    return found


def _expand_line(
    line: str,
    code_spans: list[tuple[int, int]],
    macros: dict[str, Macro],
    path: str,
    number: int,
    problems: list[Problem],
) -> str:
    def call(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in code_spans):
            return match[0]
        try:
            result = _evaluate(match[1], match[2], macros)
        except MacroError as error:
            problem = Problem(path, number, str(error))
            problems.append(problem)
            return f"**{problem}**"
        if "\n" in result:  # a block keeps the indentation of the line it stands on
            indent = line[: len(line) - len(line.lstrip())]
            result = result.replace("\n", "\n" + indent)
        first, stop = not line[: match.start()].strip(), line.startswith((".", ")"), match.end())
        if result.isdigit() and first and stop:
            result += "\\"  # a whole number and a stop at the start of a line would begin a list
        return result

    return _CALL.sub(call, line)


def _evaluate(name: str, arguments: str, macros: dict[str, Macro]) -> str:
    macro = macros.get(name)
    if macro is None:
        raise MacroError(f"There is no macro {name!r}; known are {', '.join(sorted(macros))}.")
    try:
        call = ast.parse(f"f({arguments})", mode="eval").body
        assert isinstance(call, ast.Call)
        positional = [ast.literal_eval(argument) for argument in call.args]
        named: dict[str, Any] = {
            str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords
        }
    except (SyntaxError, ValueError, AssertionError):
        raise MacroError(
            f"The arguments of {name!r} must be literals, separated by commas: got ({arguments})."
        ) from None
    try:
        return macro(*positional, **named)
    except TypeError as error:
        raise MacroError(f"{name!r} cannot be called so: {error}.") from None
