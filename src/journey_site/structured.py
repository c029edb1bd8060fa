"""Structured data (schema.org, JSON-LD) for the site, its phases and its notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from journey_site.project import Project

_NOTES_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def describe(project: Project, url: str, title: str, meta: dict[str, Any], site_url: str) -> str:
    """Return the JSON-LD of a page, ready for a script element."""
    base = site_url.rstrip("/") + "/"
    author = {"@type": "Person", "name": "Bhumika"}
    site = {"@type": "WebSite", "@id": f"{base}#site", "url": base, "name": _name()}
    address = base + url.lstrip("/") if url not in ("", "./", "/") else base
    common = {
        "@context": "https://schema.org",
        "url": address,
        "name": title,
        "description": meta.get("description", ""),
        "inLanguage": "en",
    }
    if changed := meta.get("git_revision_date_localized"):
        common["dateModified"] = changed
    parts = [part for part in url.split("/") if part]
    phase = project.roadmap.phase_of(parts[0]) if parts else None
    if not parts:
        data = {**common, **site, "author": author, "license": _NOTES_LICENSE}
    elif phase and len(parts) == 1:
        data = {
            **common,
            "@type": "Course",
            "name": phase.title,
            "courseCode": f"phase-{phase.id}",
            "provider": author,
            "isPartOf": site,
            "license": _NOTES_LICENSE,
            "hasPart": [
                {"@type": "LearningResource", "name": note.title, "url": f"{base}{phase.slug}/{i}/"}
                for i, note in project.notes.items()
                if project.roadmap.topics[i].phase == phase.id
            ],
        }
    elif phase and len(parts) == 2 and parts[1] in project.notes:
        note = project.notes[parts[1]]
        data = {
            **common,
            "@type": ["TechArticle", "LearningResource"],
            "headline": note.title,
            "author": author,
            "isPartOf": {"@type": "Course", "name": phase.title, "url": f"{base}{phase.slug}/"},
            "license": _NOTES_LICENSE,
            "learningResourceType": "note",
            "keywords": list(note.tags),
            "citation": [reference.cite for reference in note.references],
            "competencyRequired": [project.topic_link(i).text for i in note.prerequisites],
        }
    else:
        data = {**common, "@type": "WebPage", "isPartOf": site}
    # "</" inside a script element would end it.
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _name() -> str:
    from journey_site.project import SITE_NAME

    return SITE_NAME
