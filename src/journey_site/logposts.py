"""Entries of the learning log: their front matter, and the evidence that each must name."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journey_site.cache import Cache
from journey_site.frontmatter import check_keys, split_page
from journey_site.problems import Problem, SiteError, relative
from journey_site.views import Link

if TYPE_CHECKING:
    from journey_site.pages import Draft
    from journey_site.project import Project

FOLDER = "log/posts/"
_REQUIRED: dict[str, type] = {"date": datetime.date, "summary": str, "evidence": list}
_OPTIONAL: dict[str, type] = {"tags": list, "slug": str, "categories": list, "draft": bool}


def latest(root: Path, report: Callable[..., None], cache: Cache | None = None) -> tuple[Link, ...]:
    """Return the entries, newest first, as links; problems of their front matter are reported."""
    entries = []
    for path in (root / "docs" / FOLDER).glob("*.md"):
        name = relative(path, root)
        try:
            text = path.read_text(encoding="utf-8")
            page = (cache or Cache(None)).memo(
                "head",
                (text, name),
                lambda parts=(text, name): split_page(*parts),  # type: ignore[misc]
            )
        except SiteError as error:
            report(*error.problems)
            continue
        problems = check_keys(page, _REQUIRED, _OPTIONAL)
        title = re.search(r"^# +(.+?) *$", page.body, re.MULTILINE)
        if not title:
            problems.append(Problem(name, page.body_line, "The entry has no '# Title'."))
        if "<!-- more -->" not in page.body:
            message = "The entry has no '<!-- more -->' line after its first paragraph."
            problems.append(Problem(name, page.body_line, message))
        report(*problems)
        if problems or not title:
            continue
        slug = page.meta.value.get("slug") or slugify(title[1])
        entries.append((page.meta.value["date"], name, Link(title[1], f"log/{slug}/")))
    return tuple(link for _, _, link in sorted(entries, key=lambda e: e[:2], reverse=True))


def slugify(title: str) -> str:
    """Return the last part of an entry's address, as Material's blog plugin makes it.

    Examples
    --------
    >>> slugify("The site stands: 3 topics")
    'the-site-stands-3-topics'
    """
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())


def _evidence_link(item: str, project: Project) -> Link | None:
    """Resolve an evidence entry: a topic, a milestone, a public name or a file of the project."""
    if item in project.roadmap.topics:
        url = project.notebook_url(item) or project.note_url(item)
        return Link(f"{project.topic_link(item).text}: notebook", url) if url else None
    if item in project.roadmap.milestones:
        return Link(project.roadmap.milestones[item].text, project.milestone_url(item))
    url = project.api_url(item)
    if url:
        return Link(item, url)
    if (project.root / item).is_file() and not Path(item).is_absolute():
        return Link(item, "")
    return None


def _file_of(url: str, uri: str) -> str:
    """Return the way from a page's file to the file behind an address, as authors write it."""
    path, _, anchor = url.partition("#")
    ending = ".ipynb" if path.endswith("/notebook/") else ".md"
    way = posixpath.relpath(path.rstrip("/") + ending, posixpath.dirname(uri))
    return f"{way}#{anchor}" if anchor else way


def check(draft: Draft, meta: dict[str, Any], project: Project) -> list[Problem]:
    """Check that an entry names evidence and that each piece of it exists."""
    evidence = meta.get("evidence") or []
    if not isinstance(evidence, list) or not evidence:
        return [Problem(draft.path, 1, "'evidence': name at least one topic, name or file.")]
    page = split_page(draft.text, draft.path)
    return [
        page.problem(
            f"'evidence': {item!r} is no finished topic, public name or file of this project.",
            "evidence",
            index,
        )
        for index, item in enumerate(evidence)
        if _evidence_link(str(item), project) is None
    ]


def with_evidence(draft: Draft, markdown: str, meta: dict[str, Any], project: Project) -> str:
    """Add the evidence of an entry to its end."""
    lines = []
    for item in meta.get("evidence") or []:
        link = _evidence_link(str(item), project)
        if link is None:
            continue
        if link.url:
            lines.append(f"- [{link.text}]({_file_of(link.url, draft.uri)})")
        else:
            lines.append(f"- `{link.text}` in the repository")
    return f"{markdown}\n\n## Evidence\n\n" + "\n".join(lines) + "\n" if lines else markdown
