"""Notes and project pages: their front matter and their contracts.

What a note quotes from notebooks and code is checked in :mod:`journey_site.macros`; how its head
and foot look is the templates' business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journey_site.frontmatter import Page, check_keys, sound, split_page
from journey_site.problems import Problem, SiteError, relative
from journey_site.roadmap import Roadmap
from journey_site.selfcheck import Question, parse_selfcheck
from journey_site.views import Reference

_SUMMARY = (40, 180)  # characters: what a search result and a card can show
_NOTE_KEYS: tuple[dict[str, type], dict[str, type]] = (
    {"topic": str, "summary": str, "references": list},
    {"prerequisites": list, "code": list, "notebook": str, "claim": str, "tags": list},
)
_PROJECT_KEYS: tuple[dict[str, type], dict[str, type]] = (
    {"milestone": str, "summary": str, "claim": str},
    {"uses": list, "code": list, "notebook": str, "references": list, "tags": list},
)


@dataclass(frozen=True)
class Note:
    """A topic's note or a milestone's page, as its file says."""

    id: str
    page: Page
    title: str
    summary: str
    claim: str
    prerequisites: tuple[str, ...]
    code: tuple[str, ...]
    notebook: str | None
    references: tuple[Reference, ...]
    tags: tuple[str, ...]
    questions: tuple[Question, ...]
    words: int


def read_note(path: Path, root: Path, roadmap: Roadmap, *, project: bool = False) -> Note:
    """Read one note (or project page) and check everything that it alone can violate.

    Parameters
    ----------
    path
        The Markdown file; its folder and name must be its phase's slug and its topic's id.
    root
        The project's root.
    roadmap
        The roadmap, for the ids.
    project
        Whether this is a milestone's page.

    Raises
    ------
    SiteError
        With every violation found, each with file and line.
    """
    name = relative(path, root)
    try:
        page = split_page(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as error:
        raise SiteError([Problem(name, 0, f"This file is not UTF-8: {error.reason}.")]) from None
    problems = check_keys(page, *(_PROJECT_KEYS if project else _NOTE_KEYS))
    if not isinstance(page.meta.value, dict):
        raise SiteError(problems)
    key = "milestone" if project else "topic"
    ident = sound(page, key, str, "")
    if ident:
        problems += _check_place(page, key, ident, path, roadmap)
    summary = sound(page, "summary", str, "").strip()
    if summary and not _SUMMARY[0] <= len(summary) <= _SUMMARY[1]:
        problems.append(
            page.problem(
                f"'summary': expected {_SUMMARY[0]} to {_SUMMARY[1]} characters, "
                f"got {len(summary)}.",
                "summary",
            )
        )
    list_key = "uses" if project else "prerequisites"
    for index, item in enumerate(sound(page, list_key, list, [])):
        if item not in roadmap.topics:
            problems.append(
                page.problem(f"{list_key!r}: there is no topic {item!r}.", list_key, index)
            )
        elif item == ident:
            problems.append(
                page.problem(f"{list_key!r}: a topic cannot require itself.", list_key, index)
            )
    notebook = sound(page, "notebook", str, "") or None
    if notebook and not (root / "notebooks" / notebook).is_file():
        problems.append(
            page.problem(f"'notebook': there is no file notebooks/{notebook}.", "notebook")
        )
    references, more = _references(page)
    problems += more
    title = re.search(r"^# +(.+?) *$", page.body, re.MULTILINE)
    if not title:
        problems.append(Problem(name, page.body_line, "The page has no '# Title'."))
    questions: tuple[Question, ...] = ()
    if not project:
        questions, more = parse_selfcheck(page)
        problems += more
    if problems:
        raise SiteError(problems)
    meta: dict[str, Any] = page.meta.value
    return Note(
        id=ident,
        page=page,
        title=title[1] if title else ident,
        summary=summary,
        claim=str(meta.get("claim", "")).strip(),
        prerequisites=tuple(meta.get(list_key, ())),
        code=tuple(meta.get("code", ())),
        notebook=notebook,
        references=references,
        tags=tuple(meta.get("tags", ())),
        questions=questions,
        words=len(re.findall(r"[^\W_]+", _prose(page.body))),
    )


def _check_place(page: Page, key: str, ident: str, path: Path, roadmap: Roadmap) -> list[Problem]:
    entry = (roadmap.milestones if key == "milestone" else roadmap.topics).get(ident)
    if entry is None:
        return [page.problem(f"{key!r}: the roadmap has no {key} {ident!r}.", key)]
    slug = roadmap.phase(entry.phase).slug
    folder = f"{slug}/projects" if key == "milestone" else slug
    expected = f"docs/{folder}/{ident}.md"
    if not path.as_posix().endswith(f"/{folder}/{ident}.md"):
        return [page.problem(f"The {key} {ident!r} belongs into {expected}.", key)]
    return []


def _references(page: Page) -> tuple[tuple[Reference, ...], list[Problem]]:
    found, problems = [], []
    for index, item in enumerate(sound(page, "references", list, [])):
        if not isinstance(item, dict) or not isinstance(item.get("cite"), str):
            problems.append(
                page.problem(
                    "'references': each entry needs 'cite' (text), and may have 'url'.",
                    "references",
                    index,
                )
            )
            continue
        if unknown := set(item) - {"cite", "url"}:
            problems.append(
                page.problem(
                    f"'references': unknown key {sorted(unknown)[0]!r}.", "references", index
                )
            )
        url = item.get("url")
        if url is not None and not str(url).startswith("https://"):
            problems.append(
                page.problem("'references': 'url' must start with https://.", "references", index)
            )
        found.append(Reference(item["cite"], url))
    return tuple(found), problems


def _prose(body: str) -> str:
    """Return the body without fenced code and macros, for counting words."""
    body = re.sub(r"^(`{3,}).*?^\1`*$", "", body, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\$\$.*?\$\$|\$[^$\n]*\$", "", body, flags=re.DOTALL)


def find_cycle(edges: dict[str, tuple[str, ...]]) -> list[str] | None:
    """Return a circle in a graph of prerequisites, first id repeated at the end, or None.

    Examples
    --------
    >>> find_cycle({"a": ("b",), "b": ("c",), "c": ("a",)})
    ['a', 'b', 'c', 'a']
    >>> find_cycle({"a": ("b", "c"), "b": ("c",), "c": ()})
    """
    done: set[str] = set()
    for start in edges:
        trail: dict[str, None] = {}  # in order of arrival, with fast look-up
        pending = [(start, 0)]
        while pending:
            node, step = pending.pop()
            if step == 0:
                if node in done:
                    continue
                trail[node] = None
            following = edges.get(node, ())
            if step < len(following):
                pending.append((node, step + 1))
                child = following[step]
                if child in trail:
                    names = list(trail)
                    return [*names[names.index(child) :], child]
                pending.append((child, 0))
            else:
                done.add(node)
                trail.pop(node)
    return None


def check_prerequisites(notes: dict[str, Note]) -> list[Problem]:
    """Refuse a circle among the prerequisites, naming it from start to end."""
    cycle = find_cycle({ident: note.prerequisites for ident, note in notes.items()})
    if cycle is None:
        return []
    note = notes[cycle[0]]
    index = note.prerequisites.index(cycle[1])
    return [
        note.page.problem(
            f"The prerequisites go in a circle: {' -> '.join(cycle)}.", "prerequisites", index
        )
    ]
