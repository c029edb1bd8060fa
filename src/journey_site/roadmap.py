"""The roadmap: the only list of phases, topics and milestones, read from ``roadmap.yml``.

This module validates and orders; what a topic has to show for itself is in
:mod:`journey_site.evidence`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from journey_site.problems import Problem, SiteError
from journey_site.yamltext import YamlText, read_yaml

ROADMAP_FILE = "roadmap.yml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_MARKS = ("learning", "done")


@dataclass(frozen=True)
class Mark:
    """The owner's own mark on a topic; set by her alone and shown as hers."""

    state: str  # "learning" or "done"
    date: datetime.date


@dataclass(frozen=True)
class Topic:
    """One row of the roadmap."""

    id: str
    text: str  # the roadmap's own wording
    build: str | None  # what src/journey implements for it; None: practice, no algorithm
    check: str | None  # the independent reference
    covers: tuple[str, ...]
    phase: int
    section: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Milestone:
    """One project of the roadmap."""

    id: str
    text: str
    phase: int


@dataclass(frozen=True)
class Section:
    """A titled group of topics within a phase."""

    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Phase:
    """One of the nine phases."""

    id: int
    slug: str
    title: str
    duration: str
    sections: tuple[Section, ...]
    milestones: tuple[Milestone, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics of the phase, in order."""
        return tuple(topic for section in self.sections for topic in section.topics)


@dataclass(frozen=True)
class Roadmap:
    """All phases, with look-up by id."""

    phases: tuple[Phase, ...] = field(default_factory=tuple)

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Every topic by its id, in the roadmap's order."""
        return {topic.id: topic for phase in self.phases for topic in phase.topics}

    @cached_property
    def milestones(self) -> dict[str, Milestone]:
        """Every milestone by its id, in the roadmap's order."""
        return {item.id: item for phase in self.phases for item in phase.milestones}

    def phase(self, number: int) -> Phase:
        """Return the phase with this number."""
        return next(phase for phase in self.phases if phase.id == number)

    def phase_of(self, slug: str) -> Phase | None:
        """Return the phase with this slug, or None."""
        return next((phase for phase in self.phases if phase.slug == slug), None)


def load_roadmap(path: Path) -> Roadmap:
    """Read and validate ``roadmap.yml``.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    SiteError
        With every problem found: unknown or missing keys, malformed or repeated ids, wrong types.
    """
    source = read_yaml(path, path.name)
    return _Reader(source, path.name).read()


class _Reader:
    """Walks the parsed file once and collects problems instead of stopping at the first."""

    def __init__(self, source: YamlText, name: str) -> None:
        self.source = source
        self.name = name
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def read(self) -> Roadmap:
        phases = []
        top = self.mapping((), {"phases": list}, {})
        for index, _ in enumerate(top.get("phases") or []):
            if phase := self.phase(("phases", index), index + 1):
                phases.append(phase)
        slugs = [phase.slug for phase in phases]
        for index, slug in enumerate(slugs):
            if slug in slugs[:index]:
                self.problem(("phases", index, "slug"), f"The slug {slug!r} is used twice.")
        if not phases and not self.problems:
            self.problem((), "The roadmap has no phases.")
        if self.problems:
            raise SiteError(self.problems)
        return Roadmap(tuple(phases))

    def problem(self, keys: tuple[str | int, ...], message: str) -> None:
        self.problems.append(Problem(self.name, self.source.line(*keys), message))

    def at(self, keys: tuple[str | int, ...]) -> Any:
        value = self.source.value
        for key in keys:
            value = value[key]
        return value

    def mapping(
        self, keys: tuple[str | int, ...], required: dict[str, type], optional: dict[str, type]
    ) -> dict[str, Any]:
        """Check the keys and types of the mapping at ``keys``; return what is sound of it."""
        value = self.at(keys)
        if not isinstance(value, dict):
            self.problem(keys, f"Expected a mapping here, got {_kind(value)}.")
            return {}
        known = required | optional
        for key in value:
            if key not in known:
                allowed = ", ".join(sorted(known))
                self.problem((*keys, key), f"Unknown key {key!r}; known are {allowed}.")
        for key in required:
            if key not in value:
                self.problem(keys, f"The key {key!r} is missing.")
        sound = {}
        for key, kind in known.items():
            if key in value:
                if isinstance(value[key], kind) and not isinstance(value[key], bool):
                    sound[key] = value[key]
                else:
                    self.problem(
                        (*keys, key),
                        f"{key!r}: expected {_NAMES[kind]}, got {_kind(value[key])}.",
                    )
        return sound

    def unique_id(self, keys: tuple[str | int, ...], value: str) -> None:
        line = self.source.line(*keys, "id")
        if not _ID.match(value):
            self.problem((*keys, "id"), f"The id {value!r} is not lower-case words and hyphens.")
        elif value in self.seen:
            self.problem(
                (*keys, "id"), f"The id {value!r} is used twice, first on line {self.seen[value]}."
            )
        self.seen.setdefault(value, line)

    def phase(self, keys: tuple[str | int, ...], number: int) -> Phase | None:
        texts = {"slug": str, "title": str, "duration": str}
        value = (
            self.mapping(keys, {"id": int, **texts, "sections": list, "milestones": list}, {})
            if "milestones" in (self.at(keys) or {})
            else self.mapping(keys, {"id": int, **texts, "sections": list}, {})
        )
        if not {"id", "slug", "title", "duration", "sections"} <= value.keys():
            return None
        if value["id"] != number:
            self.problem((*keys, "id"), f"Phases count from 1: expected {number} here.")
        if not _ID.match(value["slug"]):
            self.problem(
                (*keys, "slug"), f"The slug {value['slug']!r} is not lower-case words and hyphens."
            )
        sections = [
            section
            for index in range(len(value["sections"]))
            if (section := self.section((*keys, "sections", index), number))
        ]
        milestones = []
        for index in range(len(value.get("milestones", []))):
            place = (*keys, "milestones", index)
            item = self.mapping(place, {"id": str, "text": str}, {})
            if len(item) == 2:
                self.unique_id(place, item["id"])
                milestones.append(Milestone(item["id"], item["text"], number))
        return Phase(
            number,
            value["slug"],
            value["title"],
            value["duration"],
            tuple(sections),
            tuple(milestones),
        )

    def section(self, keys: tuple[str | int, ...], phase: int) -> Section | None:
        value = self.mapping(keys, {"title": str, "topics": list}, {})
        if len(value) < 2:
            return None
        topics = [
            topic
            for index in range(len(value["topics"]))
            if (topic := self.topic((*keys, "topics", index), phase, value["title"]))
        ]
        return Section(value["title"], tuple(topics))

    def topic(self, keys: tuple[str | int, ...], phase: int, section: str) -> Topic | None:
        value = self.mapping(
            keys,
            {"id": str, "text": str, "build": str},
            {"check": str, "covers": list, "mark": dict},
        )
        if not {"id", "text", "build"} <= value.keys():
            return None
        self.unique_id(keys, value["id"])
        return Topic(
            id=value["id"],
            text=value["text"],
            build=None if value["build"] == "-" else value["build"],
            check=value.get("check"),
            covers=tuple(str(item) for item in value.get("covers", ())),
            phase=phase,
            section=section,
            mark=self.mark((*keys, "mark")) if "mark" in value else None,
        )

    def mark(self, keys: tuple[str | int, ...]) -> Mark | None:
        value = self.mapping(keys, {"state": str, "date": datetime.date}, {})
        if len(value) < 2:
            return None
        if value["state"] not in _MARKS:
            self.problem(
                (*keys, "state"), f"A mark is 'learning' or 'done', not {value['state']!r}."
            )
            return None
        return Mark(value["state"], value["date"])


_NAMES = {
    int: "a whole number",
    str: "text",
    list: "a list",
    dict: "a mapping",
    datetime.date: "a date such as 2026-01-31",
}


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return _NAMES.get(type(value), type(value).__name__)


def numbered_topics(roadmap: Roadmap) -> Iterator[tuple[int, Topic]]:
    """Yield every topic with its place in the whole roadmap, counted from 1."""
    yield from enumerate(roadmap.topics.values(), start=1)
