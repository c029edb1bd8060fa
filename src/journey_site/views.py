"""What the templates are given: plain values, ready to show.

The templates in ``templates/`` know only these classes. Texts ending in ``_html`` are markup;
everything else is plain text and escaped by the templates. Addresses (``url``) are relative to
the site's root; a template passes them through the filter ``link``.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Chip:
    """One piece of evidence in a few words, e.g. ``notebook``, ``12 tests``, ``parity 2e-16``."""

    kind: str  # note, notebook, code, tests, parity, speed, exercises, project
    label: str
    there: bool  # False: shown as not yet there
    url: str | None = None
    title: str = ""  # the longer wording, e.g. "executed 2026-11-20 in 4.2 s, fresh"


@dataclass(frozen=True)
class TopicView:
    """A topic as a row."""

    id: str
    number: int  # place in the whole roadmap, 1 to 141
    text: str
    build: str | None
    check: str | None
    state: str  # "finished", "started" or "none"
    url: str | None = None
    summary: str = ""
    claim_html: str = ""  # one sentence with recorded numbers
    chips: tuple[Chip, ...] = ()
    mark: str | None = None  # the owner's own: "learning" or "done"
    mark_date: str = ""
    questions: int = 0  # of its note
    exercises: int = 0


@dataclass(frozen=True)
class MilestoneView:
    """A milestone project as a row or card."""

    id: str
    text: str
    state: str
    url: str | None = None
    summary: str = ""
    claim_html: str = ""
    uses: tuple[TopicView, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A titled group of rows."""

    title: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True)
class PhaseView:
    """A phase with everything under it and its counts."""

    id: int
    slug: str
    title: str
    duration: str
    url: str
    summary: str
    sections: tuple[SectionView, ...]
    milestones: tuple[MilestoneView, ...]
    proofs: tuple[TopicView, ...] = field(default=())  # finished topics that carry a claim
    tests: int = 0
    parity_rows: int = 0

    @property
    def topics(self) -> tuple[TopicView, ...]:
        """All topics, in order."""
        return tuple(topic for section in self.sections for topic in section.topics)

    @property
    def readable(self) -> tuple[TopicView, ...]:
        """The topics that a reader can make progress on."""
        return tuple(topic for topic in self.topics if topic.url)

    @property
    def finished(self) -> int:
        """How many topics are finished."""
        return sum(topic.state == "finished" for topic in self.topics)

    @property
    def started(self) -> int:
        """How many topics have something but not everything."""
        return sum(topic.state == "started" for topic in self.topics)


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    text: str
    url: str
    there: bool = True


@dataclass(frozen=True)
class Reference:
    """A primary source."""

    cite: str
    url: str | None = None


@dataclass(frozen=True)
class TopicPage:
    """What stands around a note: its head and its foot."""

    topic: TopicView
    phase: PhaseView
    section: str
    prerequisites: tuple[Link, ...] = ()
    leads_to: tuple[Link, ...] = ()
    code: tuple[Link, ...] = ()
    notebook: Link | None = None
    references: tuple[Reference, ...] = ()
    reading_minutes: int = 0


@dataclass(frozen=True)
class SiteView:
    """The whole site's counts and phases, for the home and roadmap pages."""

    name: str
    description: str
    phases: tuple[PhaseView, ...]
    topics_total: int
    topics_finished: int
    milestones_total: int
    milestones_finished: int
    tests: int
    parity_rows: int
    notebooks: int
    latest_log: tuple[Link, ...] = ()
