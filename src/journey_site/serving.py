"""What a serving process remembers between saves, and which pages a save touches.

A page whose digest is the same as at the last build is left alone; a change of the world (a title,
an address, the theme, the configuration) touches every page. Nothing here knows the builder;
:mod:`journey_site.mkdocs_adapter` acts on the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journey_site.cache import digest
from journey_site.files import write_text
from journey_site.pages import Pages
from journey_site.problems import Problem
from journey_site.project import Project

PROBLEMS_FILE = "journey-problems.json"


@dataclass
class Kept:
    """What a page left behind for the pages and indexes that are made from many."""

    meta: dict[str, Any] = field(default_factory=dict)
    title: str | None = None
    toc: Any = ()
    anchors: list[tuple[Any, ...]] = field(default_factory=list)
    objects: list[dict[str, Any]] = field(default_factory=list)
    refs: frozenset[str] = frozenset()  # ids that it links to by name
    entries: list[dict[str, Any]] = field(default_factory=list)  # of the search index
    tags: Any = None
    problems: tuple[Problem, ...] = ()

    @property
    def named(self) -> set[str]:
        """The ids and titles that other pages may link to by name."""
        return {repr(anchor) for anchor in self.anchors}


@dataclass
class Memory:
    """What the last build left behind."""

    world: str = ""
    keys: dict[str, str] = field(default_factory=dict)  # by path in the docs tree
    pages: dict[str, Kept] = field(default_factory=dict)
    static: dict[str, tuple[int, int]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)  # files written


def world_of(project: Project, pages: Pages, *more: object) -> str:
    """Return a digest of what any page may show.

    Parameters
    ----------
    project, pages
        The state of the project.
    more
        What the builder adds: its configuration, dates.
    """
    root = project.root
    templates = sorted(Path(__file__).parent.joinpath("templates").glob("*.html"))
    theme = sorted(path for path in (root / "overrides").rglob("*.html"))
    log = sorted((root / "docs" / "log").rglob("*.md"))
    known = {
        note.page.path for notes in (project.notes, project.projects) for note in notes.values()
    }
    heads = []
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if name in known:
            heads.append((name, True))
            continue
        # A note that could not be read counts as another kind of page; so do phases and the rest.
        # Its front matter as written: what is in it may stand in the navigation or among tags.
        text = path.read_text(encoding="utf-8", errors="replace")
        title = re.search(r"^# .*$", text, re.MULTILINE)
        heads.append((name, text.partition("\n---")[0], title and title[0]))  # type: ignore[arg-type]
    return digest(
        pages.dependencies.world,
        heads,
        *(path.read_bytes() for path in (*templates, *theme, *log)),
        *more,
    )


def keys_of(project: Project, pages: Pages, generated: dict[str, str]) -> dict[str, str]:
    """Return every page's digest, by its path in the docs tree.

    Parameters
    ----------
    project, pages
        The state of the project.
    generated
        The Markdown of pages that have no file.
    """
    depends = pages.dependencies
    keys = {}
    docs = project.root / "docs"
    for path in docs.rglob("*.md"):
        uri = path.relative_to(docs).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        keys[uri] = depends.page(uri, f"docs/{uri}", text)
    for ident in project.notebooks:
        keys[notebook_uri(project, ident)] = depends.notebook(ident)
    for uri, text in generated.items():
        keys.setdefault(uri, depends.page(uri, f"(generated) {uri}", text))
    return keys


def notebook_uri(project: Project, ident: str) -> str:
    """Return the path of a notebook's page in the docs tree."""
    return f"{str(project.notebook_url(ident)).rstrip('/')}.ipynb"


def affected(memory: Memory, world: str, keys: dict[str, str]) -> set[str] | None:
    """Return the pages that changed since the last build; None where every page may have."""
    if not memory.world or memory.world != world or memory.keys.keys() != keys.keys():
        return None
    return {uri for uri, key in keys.items() if memory.keys[uri] != key}


def write_problems(site: Path, problems: Iterable[Problem], failure: str = "") -> None:
    """Tell the pages being served what is wrong; the script in them shows it."""
    found = [
        {"path": problem.path, "line": problem.line, "message": problem.message}
        for problem in dict.fromkeys(problems)
    ]
    text = json.dumps({"failure": failure, "problems": found}, ensure_ascii=False)
    write_text(site / PROBLEMS_FILE, text)
