"""The whole project as one model: roadmap, notes, notebooks, source and evidence, cross-checked.

Loading never stops at the first mistake: a broken note or notebook is left out and its problems
are kept in :attr:`Project.problems`. What everything else rests on raises: a malformed roadmap,
and source that is not Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from journey_site import stamps
from journey_site.cache import Cache, digest
from journey_site.evidence import Evidence, Ledger, chips
from journey_site.exercises import Exercise, load_exercises
from journey_site.inline import Inline
from journey_site.macros import MacroError
from journey_site.notes import Note, check_prerequisites, read_note
from journey_site.problems import Problem, SiteError, relative
from journey_site.quotes import Quotes
from journey_site.results import Notebook, read_notebook
from journey_site.roadmap import ROADMAP_FILE, Milestone, Phase, Roadmap, Topic, load_roadmap
from journey_site.sourcecode import Module, Source
from journey_site.views import (
    Link,
    MilestoneView,
    PhaseView,
    SectionView,
    SiteView,
    TopicPage,
    TopicView,
)

SITE_NAME = "Bhumika's AI Engineer Journey"
DESCRIPTION = (
    "The road to AI engineering, built in the open: notes, executed notebooks and a tested "
    "package, every number measured and every implementation held against a reference."
)
_WORDS_A_MINUTE = 200


@dataclass
class Project:
    """Everything the site says, before any of it is rendered."""

    root: Path
    roadmap: Roadmap
    source: Source
    notes: dict[str, Note] = field(default_factory=dict)
    projects: dict[str, Note] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    exercises: dict[str, tuple[Exercise, ...]] = field(default_factory=dict)  # by topic
    problems: list[Problem] = field(default_factory=list)
    logs: tuple[Link, ...] = ()
    cache: Cache = field(default_factory=lambda: Cache(None), repr=False)
    stale: dict[str, tuple[str, ...]] = field(default_factory=dict)  # why a notebook is stale
    _topic_views: dict[str, TopicView] = field(default_factory=dict, repr=False)
    _phase_views: dict[int, PhaseView] = field(default_factory=dict, repr=False)

    @cached_property
    def ledger(self) -> Ledger:
        """What tests and benchmarks measured."""
        return Ledger(self.root, self.source, self.cache)

    @cached_property
    def quotes(self) -> Quotes:
        """What pages may quote by name."""
        return Quotes(self.notebooks, self.source, self.ledger)

    @cached_property
    def outline(self) -> str:
        """What a note's checks depend on besides its own text: the roadmap and the notebooks."""
        phases = [(phase.slug, [t.id for t in phase.topics]) for phase in self.roadmap.phases]
        return digest(phases, list(self.roadmap.milestones), sorted(self.notebook_files))

    @cached_property
    def notebook_files(self) -> list[str]:
        """The paths of all notebook files."""
        folder = self.root / "notebooks"
        return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.ipynb"))]

    # Addresses, relative to the site's root -------------------------------------------------

    def note_url(self, ident: str) -> str | None:
        """Return the address of a topic's note, or None while there is none."""
        topic = self.roadmap.topics[ident]
        if ident not in self.notes:
            return None
        return f"{self.roadmap.phase(topic.phase).slug}/{ident}/"

    def notebook_url(self, ident: str) -> str | None:
        """Return the address of a topic's or milestone's notebook page, or None."""
        if ident not in self.notebooks:
            return None
        entry = self.roadmap.topics.get(ident) or self.roadmap.milestones[ident]
        folder = self.roadmap.phase(entry.phase).slug
        if ident in self.roadmap.milestones:
            folder += "/projects"
        return f"{folder}/{ident}/notebook/"

    def milestone_url(self, ident: str) -> str:
        """Return the address of a milestone's page; it exists from the first day."""
        entry = self.roadmap.milestones[ident]
        return f"{self.roadmap.phase(entry.phase).slug}/projects/{ident}/"

    def api_url(self, name: str) -> str | None:
        """Return the address of a public name on its API page, or None."""
        module = self.source.module_of(name)
        if module is None:
            return None
        page = api_path(module.name) + "/"
        return page if name == module.name else f"{page}#{name}"

    # Views ------------------------------------------------------------------------------------

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        listed = {ident: note.code for ident, note in self.notes.items()}
        return {
            ident: self.ledger.collect(
                topic,
                self.notes.get(ident),
                self.notebooks.get(ident),
                self.stale.get(ident, ()),
                exercises=len(self.exercises.get(ident, ())),
                elsewhere={
                    name for other, names in listed.items() if other != ident for name in names
                },
            )
            for ident, topic in self.roadmap.topics.items()
        }

    def evidence(self, ident: str) -> Evidence:
        """Return a topic's evidence."""
        return self._evidence[ident]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {ident: number for number, ident in enumerate(self.roadmap.topics, start=1)}

    def claim_html(self, note: Note | None) -> str:
        """Return a note's claim with its numbers put in; empty where it has none."""
        if note is None or not note.claim:
            return ""
        try:
            return Inline(self.quotes.inline_macros()).html(note.claim)
        except MacroError as error:
            problem = note.page.problem(f"'claim': {error}", "claim")
            if problem not in self.problems:
                self.problems.append(problem)
            return ""

    def topic_view(self, topic: Topic) -> TopicView:
        """Return a topic as a row."""
        if topic.id not in self._topic_views:
            self._topic_views[topic.id] = self._topic_view(topic)
        return self._topic_views[topic.id]

    def _topic_view(self, topic: Topic) -> TopicView:
        evidence = self.evidence(topic.id)
        note = evidence.note
        api = self.api_url(evidence.modules[0]) if evidence.modules else None
        url = self.note_url(topic.id)
        return TopicView(
            id=topic.id,
            number=self._numbers[topic.id],
            text=topic.text,
            build=topic.build,
            check=topic.check,
            state=evidence.state,
            url=url,
            summary=note.summary if note else "",
            claim_html=self.claim_html(note),
            chips=chips(evidence, url=url, notebook_url=self.notebook_url(topic.id), api_url=api),
            mark=topic.mark.state if topic.mark else None,
            mark_date=topic.mark.date.isoformat() if topic.mark else "",
            questions=len(note.questions) if note else 0,
            exercises=evidence.exercises,
        )

    def milestone_view(self, milestone: Milestone) -> MilestoneView:
        """Return a milestone as a row."""
        note = self.projects.get(milestone.id)
        uses = note.prerequisites if note else ()
        return MilestoneView(
            id=milestone.id,
            text=milestone.text,
            state="finished" if note else "none",
            url=self.milestone_url(milestone.id),
            summary=note.summary if note else "",
            claim_html=self.claim_html(note),
            uses=tuple(self.topic_view(self.roadmap.topics[item]) for item in uses),
        )

    @cached_property
    def phase_summaries(self) -> dict[str, str]:
        """The summary in each phase page's front matter, by slug."""
        from journey_site.frontmatter import sound, split_page

        summaries = {}
        for phase in self.roadmap.phases:
            path = self.root / "docs" / phase.slug / "index.md"
            if path.is_file():
                parts = (path.read_text(encoding="utf-8"), relative(path, self.root))
                page = self.cache.memo("head", parts, lambda parts=parts: split_page(*parts))  # type: ignore[misc]
                summaries[phase.slug] = sound(page, "summary", str, "")
        return summaries

    def phase_view(self, phase: Phase) -> PhaseView:
        """Return a phase with everything under it."""
        if phase.id not in self._phase_views:
            self._phase_views[phase.id] = self._phase_view(phase)
        return self._phase_views[phase.id]

    def _phase_view(self, phase: Phase) -> PhaseView:
        sections = tuple(
            SectionView(section.title, tuple(self.topic_view(topic) for topic in section.topics))
            for section in phase.sections
        )
        topics = [topic for section in sections for topic in section.topics]
        modules = {name for topic in phase.topics for name in self.evidence(topic.id).modules}
        rows = {row for topic in phase.topics for row in self.evidence(topic.id).parity}
        return PhaseView(
            id=phase.id,
            slug=phase.slug,
            title=phase.title,
            duration=phase.duration,
            url=f"{phase.slug}/",
            summary=self.phase_summaries.get(phase.slug, ""),
            sections=sections,
            milestones=tuple(self.milestone_view(item) for item in phase.milestones),
            proofs=tuple(t for t in topics if t.state == "finished" and t.claim_html),
            tests=sum(self.ledger.tests_of(name) for name in modules),
            parity_rows=len(rows),
        )

    @cached_property
    def site_view(self) -> SiteView:
        """Return the whole site's counts and phases."""
        phases = tuple(self.phase_view(phase) for phase in self.roadmap.phases)
        return SiteView(
            name=SITE_NAME,
            description=DESCRIPTION,
            phases=phases,
            topics_total=len(self.roadmap.topics),
            topics_finished=sum(phase.finished for phase in phases),
            milestones_total=len(self.roadmap.milestones),
            milestones_finished=sum(
                item.state == "finished" for phase in phases for item in phase.milestones
            ),
            tests=self.ledger.tests,
            parity_rows=len(self.ledger.parity),
            notebooks=len(self.notebooks),
            latest_log=self.logs[:3],
        )

    def topic_page(self, ident: str) -> TopicPage:
        """Return what stands around a topic's note."""
        note, topic = self.notes[ident], self.roadmap.topics[ident]
        notebook = self.notebook_url(ident)
        leads_to = [other for other, item in self.notes.items() if ident in item.prerequisites]
        code = []
        for name in note.code:
            url = self.api_url(name)
            if url:
                code.append(Link(name.rpartition(".")[2], url))
        return TopicPage(
            topic=self.topic_view(topic),
            phase=self.phase_view(self.roadmap.phase(topic.phase)),
            section=topic.section,
            prerequisites=tuple(self.topic_link(item) for item in note.prerequisites),
            leads_to=tuple(self.topic_link(item) for item in leads_to),
            code=tuple(code),
            notebook=Link("notebook", notebook) if notebook else None,
            references=note.references,
            reading_minutes=max(1, round(note.words / _WORDS_A_MINUTE)),
        )

    def topic_link(self, ident: str) -> Link:
        """Return a link to a topic: its note, or its row on the phase page."""
        topic = self.roadmap.topics[ident]
        url = self.note_url(ident)
        text = self.notes[ident].title if url else topic.text
        slug = self.roadmap.phase(topic.phase).slug
        return Link(text, url or f"{slug}/#{ident}", there=url is not None)

    def notes_about(self, module: Module) -> list[str]:
        """Return the topics whose note names something of a module."""
        return self._notes_by_module.get(module.name, [])

    @cached_property
    def _notes_by_module(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ident, note in self.notes.items():
            modules = [self.source.module_of(name) for name in note.code]
            for name in dict.fromkeys(module.name for module in modules if module):
                found.setdefault(name, []).append(ident)
        return found


def api_path(module: str) -> str:
    """Return where a module's API page lives, e.g. ``api/ml/cluster``."""
    return "/".join(["api", *module.split(".")[1:]])


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds a ``roadmap.yml``.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / ROADMAP_FILE).is_file():
            return folder
    raise FileNotFoundError(f"No {ROADMAP_FILE} here or in any folder above {start}.")


def load_project(root: Path, cache: Cache | None = None) -> Project:
    """Load and cross-check a project.

    Parameters
    ----------
    root
        Its root.
    cache
        Keeps what was read by content; without one everything is read anew.

    Raises
    ------
    SiteError
        If the roadmap itself is malformed, or a file of the package is not Python.
    """
    cache = cache or Cache(None)
    path = root / ROADMAP_FILE
    project = Project(
        root=root,
        roadmap=cache.memo("roadmap", (path.read_bytes(),), lambda: load_roadmap(path)),
        source=Source(root, cache),
        cache=cache,
    )
    if project.source.scans and project.source.problems:
        raise SiteError(project.source.problems)
    _load_notebooks(project)
    _load_notes(project)
    project.exercises, problems = load_exercises(root, project.roadmap, cache)
    project.problems += problems
    project.problems += check_prerequisites(project.notes)
    _check_code(project)
    _check_stamps(project)
    return project


def _load_notebooks(project: Project) -> None:
    folder = project.root / "notebooks"
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        name = relative(path, project.root)
        ident = path.stem
        entry = project.roadmap.topics.get(ident) or project.roadmap.milestones.get(ident)
        if entry is None:
            project.problems.append(
                Problem(name, 0, f"The roadmap has no topic or milestone {ident!r}.")
            )
            continue
        slug = project.roadmap.phase(entry.phase).slug
        if path.parent != folder / slug:
            project.problems.append(
                Problem(name, 0, f"This notebook belongs into notebooks/{slug}/.")
            )
            continue
        try:
            project.notebooks[ident] = _notebook(project, path, name)
        except SiteError as error:
            project.problems += error.problems


def _notebook(project: Project, path: Path, name: str) -> Notebook:
    """Read a notebook; the process remembers those whose bytes it has read before."""
    key = digest(name, path.read_bytes())
    if key not in _NOTEBOOKS:
        read = project.cache.memo("notebook", (key,), lambda: read_notebook(path, project.root))
        for old in [old for old, item in _NOTEBOOKS.items() if item.path == read.path]:
            del _NOTEBOOKS[old]
        _NOTEBOOKS[key] = read
    return _NOTEBOOKS[key]


_NOTEBOOKS: dict[str, Notebook] = {}  # by content; one entry a notebook


def _load_notes(project: Project) -> None:
    docs = project.root / "docs"
    for phase in project.roadmap.phases:
        for path in sorted((docs / phase.slug).glob("*.md")):
            if path.name != "index.md":
                _load_note(project, path, project.notes, project=False)
        for path in sorted((docs / phase.slug / "projects").glob("*.md")):
            _load_note(project, path, project.projects, project=True)


def _load_note(model: Project, path: Path, into: dict[str, Note], *, project: bool) -> None:
    try:
        note = model.cache.memo(
            "note",
            (relative(path, model.root), path.read_bytes(), model.outline, project),
            lambda: read_note(path, model.root, model.roadmap, project=project),
        )
    except SiteError as error:
        model.problems += error.problems
        return
    into[note.id] = note
    if note.notebook and Path(note.notebook).stem != note.id:
        model.problems.append(
            note.page.problem(f"'notebook': expected the notebook of {note.id!r}.", "notebook")
        )


def _check_code(project: Project) -> None:
    for note in (*project.notes.values(), *project.projects.values()):
        for index, name in enumerate(note.code):
            if not project.source.defines(name):
                problem = note.page.problem(f"'code': src/ has no {name!r}.", "code", index)
            elif project.source.module_of(name) is None:
                problem = note.page.problem(
                    f"'code': {name!r} is not public (no module's __all__ lists it).",
                    "code",
                    index,
                )
            else:
                continue
            project.problems.append(problem)


def _check_stamps(project: Project) -> None:
    package = stamps.Package(project.root, project.cache)
    for ident, notebook in project.notebooks.items():
        reasons = tuple(stamps.staleness(project.root, notebook.data, package, notebook.digest))
        project.stale[ident] = reasons
        for reason in reasons[:3]:
            project.problems.append(
                Problem(
                    notebook.path,
                    0,
                    f"This notebook is stale ({reason}): run 'journey run {notebook.topic}'.",
                )
            )
