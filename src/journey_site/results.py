"""Notebooks as data: what they recorded by name, and what in them is against the contract.

Reads the JSON directly, so that the site needs no notebook library. Executing is the business of
:mod:`journey_site.runner`, freshness of :mod:`journey_site.stamps`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from journey_site.cache import digest
from journey_site.problems import Problem, SiteError, line_of, relative

RESULT_MIME = "application/vnd.journey.result+json"
FIGURE_MIME = "application/vnd.journey.figure+json"
Value = float | int | str | bool


@dataclass(frozen=True)
class Figure:
    """A recorded figure in both themes."""

    name: str
    alt: str
    caption: str
    width: int
    height: int
    mime: str
    light: str  # SVG text or base64 of a PNG
    dark: str

    @property
    def suffix(self) -> str:
        """The file ending of its images."""
        return ".svg" if self.mime == "image/svg+xml" else ".png"


@dataclass(frozen=True)
class Notebook:
    """A notebook file, its parsed JSON and everything recorded in it."""

    path: str  # relative to the project's root
    topic: str  # file name without ending: the topic's or milestone's id
    text: str
    data: dict[str, Any]
    results: dict[str, Value] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The digest of its text."""
        return digest(self.text)

    @property
    def meta(self) -> dict[str, Any]:
        """The notebook's own metadata of this project."""
        meta = self.data.get("metadata", {}).get("journey", {})
        return meta if isinstance(meta, dict) else {}

    @property
    def cells(self) -> list[dict[str, Any]]:
        """All cells."""
        return list(self.data.get("cells", []))

    @property
    def stamp(self) -> dict[str, Any]:
        """The stamp of its last execution, or an empty mapping."""
        stamp = self.meta.get("stamp", {})
        return stamp if isinstance(stamp, dict) else {}


def source(cell: dict[str, Any]) -> str:
    """Return a cell's source as one string."""
    text = cell.get("source", "")
    return "".join(text) if isinstance(text, list) else str(text)


def tags(cell: dict[str, Any]) -> set[str]:
    """Return a cell's tags."""
    return set(cell.get("metadata", {}).get("tags", []))


def joined(value: Any) -> str:
    """Return a MIME value as one string; notebooks store text as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)


def read_notebook(path: Path, root: Path) -> Notebook:
    """Read a notebook and check what it alone can violate.

    Raises
    ------
    SiteError
        If it is not JSON or not a notebook, if a cell ends in an error that is not tagged
        ``raises-exception``, if a recorded name occurs twice, or if a picture was put out
        without ``journey.notebook.figure`` and so has no alt text.
    """
    name = relative(path, root)
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except UnicodeDecodeError as error:
        raise SiteError([Problem(name, 0, f"This file is not UTF-8: {error.reason}.")]) from None
    except json.JSONDecodeError as error:
        raise SiteError(
            [Problem(name, error.lineno, f"This notebook is not JSON: {error.msg}.")]
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise SiteError([Problem(name, 1, "This is not a notebook: it has no list of cells.")])
    notebook = Notebook(path=name, topic=path.stem, text=text, data=data)
    problems: list[Problem] = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.get("cell_type") != "code":
            continue
        for output in cell.get("outputs", []):
            problems += _read_output(notebook, number, cell, output)
    if problems:
        raise SiteError(problems)
    return notebook


def cell_line(text: str, cell: dict[str, Any]) -> int:
    """Return the line of the file where a cell's id stands, or 0."""
    return line_of(text, f'"id": {json.dumps(cell.get("id", ""))}')


def _read_output(
    notebook: Notebook, number: int, cell: dict[str, Any], output: dict[str, Any]
) -> list[Problem]:
    line = cell_line(notebook.text, cell)
    where = f"Cell {number} ({cell.get('id', 'no id')})"

    def problem(message: str) -> list[Problem]:
        return [Problem(notebook.path, line, f"{where}: {message}")]

    if output.get("output_type") == "error":
        if "raises-exception" in tags(cell):
            return []
        return problem(f"{output.get('ename')}: {output.get('evalue')} (an error is published).")
    bundle = output.get("data", {})
    if RESULT_MIME in bundle:
        record = bundle[RESULT_MIME]
        if record["name"] in notebook.results:
            return problem(f"The result {record['name']!r} is recorded twice.")
        notebook.results[record["name"]] = record["value"]
        notebook.labels[record["name"]] = record.get("label", record["name"])
    elif FIGURE_MIME in bundle:
        item = bundle[FIGURE_MIME]
        if item["name"] in notebook.figures:
            return problem(f"The figure {item['name']!r} is recorded twice.")
        if len(item.get("alt", "").strip()) < 20:
            return problem(f"The figure {item['name']!r} has no alt text that says anything.")
        notebook.figures[item["name"]] = Figure(
            name=item["name"],
            alt=item["alt"],
            caption=item.get("caption", ""),
            width=item["width"],
            height=item["height"],
            mime=item["mime"],
            light=joined(bundle[item["mime"]]),
            dark=joined(item["dark"]),
        )
    elif any(mime.startswith("image/") for mime in bundle):
        return problem("A picture without alt text: show it with journey.notebook.figure.")
    return []
