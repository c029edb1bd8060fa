"""A notebook turned into a Markdown page, rendered by the same pipeline as every other page.

Code cells become fenced blocks, outputs become HTML held back from the Markdown parser; both are
kept out of the search index, so that the notebook's words are what is found.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from journey_site.installcell import is_install_cell
from journey_site.livecode import missing_in_browser
from journey_site.macros import Blocks
from journey_site.problems import Problem
from journey_site.results import (
    FIGURE_MIME,
    RESULT_MIME,
    Figure,
    Notebook,
    cell_line,
    joined,
    source,
    tags,
)

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FORBIDDEN = re.compile(r"<(script|iframe|object|embed|link)\b|\son\w+\s*=", re.IGNORECASE)


@dataclass
class NotebookPage:
    """The Markdown of a notebook's page and where its parts came from."""

    markdown: str
    problems: list[Problem] = field(default_factory=list)


def to_markdown(
    notebook: Notebook, blocks: Blocks, show_figure: Callable[[Figure], str], header: str
) -> NotebookPage:
    """Turn a notebook into Markdown.

    Parameters
    ----------
    notebook
        What to turn.
    blocks
        Takes the HTML of the outputs.
    show_figure
        Returns the HTML of a recorded figure.
    header
        HTML put under the title: links to the note, download, stamp.
    """
    page = NotebookPage("")
    parts: list[str] = []
    language = notebook.data.get("metadata", {}).get("kernelspec", {}).get("language", "python")
    titled = False
    live = not missing_in_browser(codes(notebook))
    for number, cell in enumerate(notebook.cells, start=1):
        if is_install_cell(cell):
            continue
        kind, text = cell.get("cell_type"), source(cell).strip("\n")
        if kind == "markdown":
            if "](attachment:" in text:
                page.problems.append(
                    _problem(notebook, cell, number, "A pasted picture: draw it with figure().")
                )
            if not titled and (title := re.search(r"^# .+$", text, re.MULTILINE)):
                titled = True
                cut = title.end()
                text = f"{text[:cut]}\n\n{blocks.hold(header)}\n{text[cut:]}"
            parts.append(text)
        elif kind == "code" and text:
            outputs = _outputs(notebook, cell, number, blocks, show_figure, page.problems)
            if live:
                parts.append(_live_cell(cell, text, number, outputs, blocks))
                continue
            parts.append(_code_cell(cell, text, language))
            if outputs:
                parts.append(blocks.hold(outputs))
    if not titled:
        page.problems.append(Problem(notebook.path, 1, "The notebook has no '# Title' cell."))
    page.markdown = "\n\n".join(parts) + "\n"
    return page


def _problem(notebook: Notebook, cell: dict[str, Any], number: int, message: str) -> Problem:
    where = f"Cell {number} ({cell.get('id', 'no id')})"
    return Problem(notebook.path, cell_line(notebook.text, cell), f"{where}: {message}")


def codes(notebook: Notebook) -> list[str]:
    """Return the sources of a notebook's code cells."""
    return [
        source(cell)
        for cell in notebook.cells
        if cell.get("cell_type") == "code" and not is_install_cell(cell)
    ]


def _live_cell(cell: dict[str, Any], text: str, number: int, outputs: str, blocks: Blocks) -> str:
    """Return a cell that readers may run; its plumbing too, which later cells need."""
    ident = html.escape(str(cell.get("id", number)))
    needs = ' data-needs="matplotlib"' if "figure(" in text else ""
    hidden = "hide-input" in tags(cell)
    opened = (
        f'<div class="j-live" id="live-{ident}" data-live="{ident}" data-number="{number}"{needs}>'
    )
    parts = [
        blocks.hold(opened + ("<details><summary>The code of this cell</summary>" * hidden)),
        _fenced(text, "python"),
        blocks.hold("</details>" * hidden + f'<div class="j-live__recorded">{outputs}</div></div>'),
    ]
    return "\n\n".join(parts)


def _fenced(text: str, language: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def _code_cell(cell: dict[str, Any], text: str, language: str) -> str:
    if "hide-input" in tags(cell):  # plumbing: it would outweigh the page, and few would read it
        return (
            '<p class="j-source" data-search-exclude>The code of this cell is in the notebook, '
            "which can be downloaded above.</p>"
        )
    block = _fenced(text, language)
    return f'<div class="jn-cell" data-search-exclude markdown="1">\n\n{block}\n\n</div>'


def _outputs(
    notebook: Notebook,
    cell: dict[str, Any],
    number: int,
    blocks: Blocks,
    show_figure: Callable[[Figure], str],
    problems: list[Problem],
) -> str:
    shown = []
    results: list[str] = []

    def flush() -> None:
        if results:
            shown.append(f'<dl class="jn-results">{"".join(results)}</dl>')
            results.clear()

    for output in cell.get("outputs", []):
        bundle = output.get("data", {})
        if RESULT_MIME in bundle:
            results.append(_result(bundle[RESULT_MIME]))
            continue
        flush()
        if output.get("output_type") == "stream":
            shown.append(_pre(joined(output.get("text", ""))))
        elif output.get("output_type") == "error":
            shown.append(_pre(_error(output), "jn-error"))
        elif FIGURE_MIME in bundle:
            shown.append(show_figure(notebook.figures[bundle[FIGURE_MIME]["name"]]))
        elif "text/html" in bundle:
            markup = joined(bundle["text/html"])
            if _FORBIDDEN.search(markup):
                problems.append(
                    _problem(notebook, cell, number, "HTML output with a script or a frame.")
                )
                continue
            markup = re.sub(r"<style\b.*?</style>", "", markup, flags=re.DOTALL)
            markup = re.sub(r'\s(?:style|border|width|align)="[^"]*"', "", markup)
            shown.append(f'<div class="jn-html" tabindex="0">{markup}</div>')
        elif "text/plain" in bundle:
            shown.append(_pre(joined(bundle["text/plain"])))
    flush()
    if not shown:
        return ""
    return f'<div class="jn-output" data-search-exclude>{"".join(shown)}</div>'


def _result(record: dict[str, Any]) -> str:
    value = record["value"]
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    label, name = html.escape(str(record.get("label", record["name"]))), html.escape(record["name"])
    return (
        f'<div id="result-{name}"><dt>{label}</dt><dd><code>{html.escape(text)}</code></dd></div>'
    )


def _pre(text: str, extra: str = "") -> str:
    text = _ANSI.sub("", text).rstrip("\n")
    css = f"jn-text {extra}".strip()
    return f'<pre class="{css}" tabindex="0"><code>{html.escape(text)}</code></pre>' if text else ""


def _error(output: dict[str, Any]) -> str:
    """Return the last lines of an intended error: where it was raised and what it says."""
    return f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
