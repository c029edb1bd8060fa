"""Works for readers: rows of a table, records of JSON, BibTeX, references for a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from journey.projects.command_line_tool.api._model import Work

__all__ = ["COLUMNS", "bibtex", "cite", "record", "row"]

COLUMNS = ("year", "authors", "title", "in", "cited by", "DOI")
_KINDS = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book": "book",
    "monograph": "book",
    "book-chapter": "incollection",
    "dissertation": "phdthesis",
    "report": "techreport",
}
# What TeX would read as a command stands for itself.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        **{c: "\\" + c for c in "&%$#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def row(work: Work) -> dict[str, Any]:
    """Return the work as a row of the table with `COLUMNS`.

    Parameters
    ----------
    work
        The work.
    """
    families = [person.family for person in work.authors]
    if len(families) > 3:
        families = [families[0], "et al."]
    values = (work.year, ", ".join(families), work.title, work.container, work.cited_by, work.doi)
    return dict(zip(COLUMNS, values, strict=True))


def record(work: Work) -> dict[str, Any]:
    """Return the whole work as what JSON can hold.

    Parameters
    ----------
    work
        The work.
    """
    return {
        "doi": work.doi,
        "url": work.url,
        "type": work.type,
        "title": work.title,
        "authors": [{"family": p.family, "given": p.given} for p in work.authors],
        "date": "-".join(f"{part:02d}" for part in work.date),
        "container": work.container,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page,
        "publisher": work.publisher,
        "cited_by": work.cited_by,
    }


def bibtex(works: Iterable[Work]) -> str:
    """Return the works as BibTeX; no two entries have one key.

    Parameters
    ----------
    works
        The works.
    """
    taken: set[str] = set()
    entries = []
    for work in works:
        key = _key(work, taken)
        taken.add(key)
        kind = _KINDS.get(work.type, "misc")
        container = {"inproceedings": "booktitle", "incollection": "booktitle"}.get(kind, "journal")
        fields = {
            "author": " and ".join(
                f"{_tex(p.family)}, {_tex(p.given)}" if p.given else f"{{{_tex(p.family)}}}"
                for p in work.authors
            ),
            "title": f"{{{_tex(work.title)}}}" if work.title else "",  # capitals are kept
            "year": str(work.year or ""),
            container: _tex(work.container),
            "volume": _tex(work.volume),
            "number": _tex(work.issue),
            "pages": re.sub(r"(?<=\w)[-–](?=\w)", "--", _tex(work.page)),
            "publisher": _tex(work.publisher),
            "doi": work.doi,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        entries.append("\n".join([f"@{kind}{{{key},", *lines, "}"]))
    return "\n\n".join(entries) + ("\n" if entries else "")


def cite(works: Iterable[Work]) -> str:
    """Return the works as entries of `references` in the front matter of this site's pages.

    Parameters
    ----------
    works
        The works.
    """
    lines = []
    for work in works:
        where = f"{work.container} {work.volume}".strip()
        if work.issue and work.volume:
            where += f"({work.issue})"
        if work.page:
            where += f"{', ' if where else ''}{work.page.replace('-', '–')}"
        parts = [f"{_people(work)} ({work.year or 'n.d.'})", work.title, where]
        text = " ".join(f"{part.rstrip('.')}." for part in parts if part)
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        # YAML reads a colon at the end of a plain value as the mark of a mapping's key.
        url = f'"{work.url}"' if work.url.endswith(":") else work.url
        lines += [f'  - cite: "{quoted}"', f"    url: {url}"]
    return "\n".join(lines) + ("\n" if lines else "")


def _people(work: Work) -> str:
    names = [f"{p.family}, {p.initials}" if p.given else p.family for p in work.authors]
    if len(names) > 6:
        names = [names[0], "et al."]
    return ", ".join(names) or work.publisher or "Anonymous"


def _key(work: Work, taken: Sequence[str] | set[str]) -> str:
    family = work.authors[0].family if work.authors else "anonymous"
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z]", "", plain) + str(work.year or "")
    key, number = base or "work", 1
    while key in taken:
        number += 1
        key = f"{base or 'work'}-{number}"
    return key


def _tex(text: str) -> str:
    return text.translate(_TEX)
