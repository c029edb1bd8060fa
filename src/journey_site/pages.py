"""Pages put together: macros with markup, heads and feet of notes, notebook and API pages.

This module knows the model and the templates, and nothing of the builder: it takes Markdown and
gives Markdown, takes HTML and gives HTML. :mod:`journey_site.mkdocs_adapter` calls it.
"""

from __future__ import annotations

import html as html_module
import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from journey_site import apipages, notebook_page
from journey_site.cache import digest
from journey_site.dependencies import Dependencies
from journey_site.evidencelog import ratio, seconds, shown
from journey_site.findable import leave_out
from journey_site.glossary import Tooltips
from journey_site.installcell import has_cell
from journey_site.livecode import find_blocks, mark_blocks, missing_in_browser
from journey_site.macros import Blocks, Macro, MacroError, expand
from journey_site.mathml import typeset
from journey_site.notes import Note
from journey_site.practice_section import practice_section
from journey_site.problems import Problem, line_of
from journey_site.project import Project
from journey_site.questions import question_views
from journey_site.render import render
from journey_site.results import Figure, Notebook
from journey_site.selfcheck import section_span
from journey_site.sitelog import latest, load_site_rows
from journey_site.views import Link

_XREF = re.compile(r"\]\[(journey[\w.]*)\]")
_EAGER_FIGURES = 1  # the first picture may be in the first view; the rest load lazily


@dataclass
class Draft:
    """A page on its way through the Markdown parser."""

    uri: str  # its path in the docs tree, e.g. "machine-learning/k-means.md"
    url: str  # its address relative to the site's root
    path: str  # the file an author would edit, relative to the project's root
    text: str = ""  # that file's text, for finding lines
    blocks: Blocks = field(default_factory=Blocks)
    problems: list[Problem] = field(default_factory=list)
    figures: int = 0
    notebook: Notebook | None = None


class Pages:
    """Builds the Markdown and HTML of every page of a project.

    Parameters
    ----------
    project
        The model.
    glossary
        Terms and their tooltips.
    repo_url
        The repository's address, for source and Colab links; empty where it is not known.
    branch
        The branch those links name.
    """

    def __init__(
        self, project: Project, glossary: dict[str, str], repo_url: str = "", branch: str = "main"
    ) -> None:
        self.project = project
        self.tooltips = Tooltips(glossary)
        self.glossary = digest(sorted(glossary.items()))
        self.repo_url = repo_url.rstrip("/")
        self.branch = branch
        self._notes = {note.page.path: note for note in project.notes.values()}
        self._projects = {note.page.path: note for note in project.projects.values()}

    @cached_property
    def dependencies(self) -> Dependencies:
        """What each page is made from."""
        return Dependencies(self)

    def frame_of(self, path: str) -> str:
        """Return a digest of what stands around a note or a project's page."""
        if path in self._notes:
            view = self.project.topic_page(self._notes[path].id)
            phase = (view.phase.id, view.phase.title, view.phase.url)
            practice = [item.digest for item in self.project.exercises.get(view.topic.id, ())]
            return digest(phase, replace(view, phase=None), practice)  # type: ignore[arg-type]
        if path in self._projects:
            milestone = self.project.roadmap.milestones[self._projects[path].id]
            phase_view = self.project.phase_view(self.project.roadmap.phase(milestone.phase))
            return digest(self.project.milestone_view(milestone), phase_view.finished)
        return ""

    # Markdown ---------------------------------------------------------------------------------

    def prepare(self, draft: Draft, body: str, first_line: int = 1) -> str:
        """Expand a page's macros and add what belongs around it.

        Parameters
        ----------
        draft
            Gets the held-back blocks and the problems found.
        body
            The page's Markdown without front matter.
        first_line
            The line of the file on which the body starts.
        """
        key = self.dependencies.page(draft.uri, draft.path, body)

        def anew() -> tuple[str, list[str], list[Problem], int]:
            made = replace(draft, blocks=Blocks(list(draft.blocks.html)), problems=[])
            return (
                self._prepare(made, body, first_line),
                made.blocks.html,
                made.problems,
                made.figures,
            )

        parts = (key, draft.url, first_line, *draft.blocks.html, draft.figures)
        text, html, problems, draft.figures = self.project.cache.memo("prepare", parts, anew)
        draft.blocks.html[:] = html
        draft.problems += problems
        return text

    def _prepare(self, draft: Draft, body: str, first_line: int) -> str:
        text, problems = expand(body, self._macros(draft), draft.path, first_line)
        draft.problems += problems
        draft.problems += [
            Problem(draft.path, first_line + body.count("\n", 0, offset), sentence)
            for offset, sentence in find_blocks(body)[1]
        ]
        text = mark_blocks(text, draft.uri, self.project.root, draft.blocks)
        draft.problems += self._unknown_names(body, draft.path, first_line)
        if draft.path in self._notes:
            return self._note_frame(draft, self._notes[draft.path], text)
        if draft.path in self._projects:
            return self._project_frame(draft, self._projects[draft.path], text)
        return text

    def _unknown_names(self, body: str, path: str, first_line: int) -> list[Problem]:
        """Return a problem for each link by name to something that is not public."""
        return [
            Problem(
                path,
                first_line + body.count("\n", 0, match.start()),
                f"A link names {match[1]!r}, which is not public.",
            )
            for match in _XREF.finditer(body)
            if self.project.source.module_of(match[1]) is None
        ]

    def _note_frame(self, draft: Draft, note: Note, text: str) -> str:
        """Put the head under the title, the questions in their section, the rest at the end."""
        view = self.project.topic_page(note.id)
        span = section_span(text)
        if span:
            questions = question_views(self.project, note, draft.url)
            check = render("selfcheck.html", draft.url, questions=questions, topic=note.id)
            text = f"{text[: span[0]]}\n\n{draft.blocks.hold(check)}\n\n{text[span[1] :]}"
        header = render("topic_header.html", draft.url, page=view)
        footer = render("topic_footer.html", draft.url, page=view)
        text = _under_title(text, draft.blocks.hold(header))
        exercises = self.project.exercises.get(note.id, ())
        practice, problems = practice_section(exercises, draft.url, self._macros(draft))
        draft.problems += problems
        for exercise in exercises:
            page = exercise.page
            draft.problems += self._unknown_names(page.body, page.path, page.body_line)
        return f"{text}\n\n{practice}\n\n{draft.blocks.hold(footer)}\n"

    def _project_frame(self, draft: Draft, note: Note, text: str) -> str:
        milestone = self.project.roadmap.milestones[note.id]
        view = self.project.milestone_view(milestone)
        phase = self.project.phase_view(self.project.roadmap.phase(milestone.phase))
        header = render("milestone.html", draft.url, milestone=view, phase=phase)
        return _under_title(text, draft.blocks.hold(header))

    def milestone_stubs(self) -> dict[str, str]:
        """Return the Markdown of the milestones' pages that are not written yet, by path."""
        docs, found = self.project.root / "docs", {}
        for ident in self.project.roadmap.milestones:
            uri = f"{self.project.milestone_url(ident).rstrip('/')}.md"
            if not (docs / uri).is_file():
                found[uri] = self.milestone_stub(ident)
        return found

    def milestone_stub(self, ident: str) -> str:
        """Return the Markdown of a milestone's page that is not written yet."""
        milestone = self.project.roadmap.milestones[ident]
        summary = f"Milestone project of phase {milestone.phase}, not built yet: {milestone.text}."
        return (
            f"---\nsummary: {_quoted(summary)}\nsearch:\n  boost: 0.3\n---\n"
            f"# {milestone.text}\n\n{{{{ milestone({ident!r}) }}}}\n"
        )

    def notebook_source(self, draft: Draft, notebook: Notebook) -> str:
        """Return a notebook's page as Markdown with front matter."""
        draft.notebook = notebook

        def anew() -> tuple[str, list[str], list[Problem], int]:
            made = replace(draft, blocks=Blocks(), problems=[])
            return (
                self._notebook_source(made, notebook),
                made.blocks.html,
                made.problems,
                made.figures,
            )

        parts = (self.dependencies.notebook(notebook.topic), draft.url, draft.uri)
        text, html, problems, draft.figures = self.project.cache.memo("source", parts, anew)
        draft.blocks.html[:] = html
        draft.problems += problems
        return text

    def _notebook_source(self, draft: Draft, notebook: Notebook) -> str:
        ident = notebook.topic
        note_url = self.project.note_url(ident) if ident in self.project.notes else None
        stamp = notebook.stamp
        note = self.project.notes.get(ident)
        header = render(
            "notebook_header.html",
            draft.url,
            note=Link(note.title, note_url) if note and note_url else None,
            download_url=f"{draft.url}{ident}.ipynb",
            colab_url=self._colab(notebook),
            executed=stamp.get("executed", ""),
            seconds=f"{float(stamp.get('seconds', 0)):.1f}",
            python=stamp.get("versions", {}).get("python", ""),
            fresh=not [p for p in self.project.problems if p.path == notebook.path],
            missing=listed(missing_in_browser(notebook_page.codes(notebook))),
        )
        page = notebook_page.to_markdown(
            notebook, draft.blocks, lambda item: self._figure(draft, ident, item), header
        )
        draft.problems += page.problems
        summary = str(notebook.meta.get("summary", "")).strip()
        if not summary:
            draft.problems.append(
                Problem(notebook.path, 0, "The notebook's metadata.journey has no 'summary'.")
            )
        head = f"---\nsummary: {_quoted(summary)}\nsearch:\n  boost: 0.6\n"
        if note and note.tags:
            head += "tags:\n" + "".join(f"  - {_quoted(tag)}\n" for tag in note.tags)
        return head + "---\n" + page.markdown

    def _colab(self, notebook: Notebook) -> str | None:
        prefix = "https://github.com/"
        if not self.repo_url.startswith(prefix) or not has_cell(notebook.data):
            return None  # without that cell, its first import would fail there
        name = self.repo_url.removeprefix(prefix)
        return f"https://colab.research.google.com/github/{name}/blob/{self.branch}/{notebook.path}"

    def api_pages(self) -> dict[str, str]:
        """Return the Markdown of every API page by its path in the docs tree."""
        return apipages.build(self.project, self.repo_url, self.branch)

    def page_meta(self, draft: Draft, body: str, meta: dict[str, Any]) -> dict[str, Any]:
        """Return what a page's head says of it: title, description and search weight."""
        title = re.search(r"^# +(.+?) *(?:\{[^}]*\})?$", body, re.MULTILINE)
        found: dict[str, Any] = {
            "description": str(meta.get("summary") or meta.get("description") or "").strip()
        }
        if title:
            found["title"] = re.sub(r"[`*]", "", title[1])
        if draft.path in self._notes:
            found["search"] = meta.get("search") or {"boost": 2}
        elif draft.uri.startswith("log/posts/"):
            found["search"] = meta.get("search") or {"boost": 0.25}
        return found

    # Macros -----------------------------------------------------------------------------------

    def _macros(self, draft: Draft) -> dict[str, Macro]:
        project, hold, url = self.project, draft.blocks.hold, draft.url

        def figure(topic: str, name: str) -> str:
            return hold(self._figure(draft, topic, project.quotes.figure(topic, name)))

        def code(name: str) -> str:
            return self._code(draft, name)

        def parity(name: str) -> str:
            rows = [
                SimpleNamespace(
                    code=row.code,
                    code_url=project.api_url(row.code),
                    reference=row.reference,
                    what=row.what,
                    difference=row.shown,
                    tolerance=shown(row.tolerance),
                    speed=self._speed_of(row.code),
                    commit=row.commit,
                    date=row.date,
                )
                for row in project.quotes.parity_rows(name)
            ]
            return hold(render("parity.html", url, name=name, rows=rows))

        def speed_table(name: str) -> str:
            rows = [
                SimpleNamespace(
                    code=row.code,
                    code_url=project.api_url(row.code),
                    reference=row.reference,
                    label=row.label,
                    ours=seconds(row.ours_s),
                    theirs=seconds(row.reference_s),
                    ratio=ratio(row.ratio),
                    spread=f"{ratio(row.ratio_low)}–{ratio(row.ratio_high)}",
                    commit=row.commit,
                    date=row.date,
                )
                for row in project.quotes.speed_rows(name)
            ]
            return hold(render("speed.html", url, name=name, rows=rows))

        def diagram(name: str, alt: str, caption: str = "") -> str:
            return hold(self._diagram(draft, name, alt, caption))

        def home() -> str:
            return hold(render("home.html", url, site=project.site_view))

        def roadmap() -> str:
            return hold(render("roadmap.html", url, site=project.site_view))

        def phase(number: int) -> str:
            if number not in [item.id for item in project.roadmap.phases]:
                raise MacroError(f"There is no phase {number!r}.")
            view = project.phase_view(project.roadmap.phase(number))
            return hold(render("phase.html", url, phase=view))

        def milestone(ident: str) -> str:
            if ident not in project.roadmap.milestones:
                raise MacroError(f"There is no milestone {ident!r}.")
            entry = project.roadmap.milestones[ident]
            view = project.phase_view(project.roadmap.phase(entry.phase))
            return hold(
                render("milestone.html", url, milestone=project.milestone_view(entry), phase=view)
            )

        def count(what: str) -> str:
            view = project.site_view
            counts = {
                "phases": len(view.phases),
                "topics": view.topics_total,
                "topics_finished": view.topics_finished,
                "milestones": view.milestones_total,
                "tests": view.tests,
                "comparisons": view.parity_rows,
                "notebooks": view.notebooks,
            }
            if what not in counts:
                raise MacroError(f"{what!r} is not counted; counted are {', '.join(counts)}.")
            return str(counts[what])

        def site_measures() -> str:
            return hold(
                render("site_measures.html", url, rows=latest(load_site_rows(project.root)))
            )

        def measured(measure: str, subject: str) -> str:
            for row in latest(load_site_rows(project.root)):
                if (row.measure, row.subject) == (measure, subject):
                    return row.shown
            raise MacroError(f"Nothing is measured as {measure!r} of {subject!r}.")

        def site_history() -> str:
            return hold(render("site_history.html", url, rows=load_site_rows(project.root)))

        return {
            **project.quotes.inline_macros(),
            "code": code,
            "count": count,
            "diagram": diagram,
            "figure": figure,
            "home": home,
            "measured": measured,
            "milestone": milestone,
            "parity": parity,
            "phase": phase,
            "roadmap": roadmap,
            "site_history": site_history,
            "site_measures": site_measures,
            "speed_table": speed_table,
        }

    def _speed_of(self, code: str) -> str:
        rows = [row for row in self.project.ledger.speed if row.code == code]
        if not rows:
            return ""
        ratios = sorted(row.ratio for row in rows)
        low, high = ratio(ratios[0]), ratio(ratios[-1])
        return low if low == high else f"{low}–{high}"

    def _figure(self, draft: Draft, topic: str, figure: Figure) -> str:
        draft.figures += 1
        light, dark = figure_paths(topic, figure)
        return render(
            "figure.html",
            draft.url,
            name=figure.name,
            alt=figure.alt,
            caption=figure.caption,
            light=light,
            dark=dark,
            width=figure.width,
            height=figure.height,
            eager=draft.figures <= _EAGER_FIGURES and draft.notebook is None,
        )

    def _code(self, draft: Draft, name: str) -> str:
        found = self.project.quotes.definition(name)
        if found.kind == "module" or not found.source:
            raise MacroError(f"{name!r} is a {found.kind}; name a function, class or method.")
        links = []
        api = self.project.api_url(name)
        if api:
            links.append(Link("API", api))
        if self.repo_url:
            lines = f"#L{found.line}-L{found.end_line}"
            links.append(Link("source", f"{self.repo_url}/blob/{self.branch}/{found.path}{lines}"))
        caption = render("code.html", draft.url, path=found.path, name=name, links=links)
        return f"```python\n{found.source}\n```\n\n{draft.blocks.hold(caption)}\n"

    def _diagram(self, draft: Draft, name: str, alt: str, caption: str) -> str:
        path = self.project.root / "docs" / "assets" / "diagrams" / f"{name}.svg"
        if not path.is_file():
            raise MacroError(f"There is no diagram docs/assets/diagrams/{name}.svg.")
        if len(alt.strip()) < 20:
            raise MacroError(f"The diagram {name!r} has no alt text that says anything.")
        svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
        if re.search(r"<(script|style|foreignObject)\b|\bid=|href=", svg):
            raise MacroError(f"The diagram {name!r} may hold no script, style, id or link.")
        # The figure around it has the role and the words; the drawing itself stays silent.
        svg = re.sub(r'(<svg\b[^>]*?)\s(?:role|aria-[a-z]+)="[^"]*"', r"\1", svg)
        svg = svg.replace("<svg", '<svg aria-hidden="true"', 1)
        return render("diagram.html", draft.url, svg=svg.strip(), alt=alt.strip(), caption=caption)

    # HTML -------------------------------------------------------------------------------------

    def finish(self, draft: Draft, page_html: str) -> tuple[str, list[Problem]]:
        """Put held-back blocks in place, typeset maths, add tooltips, check pictures."""
        problems = []
        page_html = draft.blocks.place(page_html)
        page_html, errors = typeset(page_html)
        for error in errors:
            problems.append(Problem(*self._place(draft, error.tex.strip()), str(error)))
        if not draft.uri.endswith(("glossary.md", ".ipynb")) and not draft.uri.startswith("api/"):
            page_html = self.tooltips.mark(page_html)
        for tag in re.finditer(r"<img\b[^>]*>", page_html):
            if not re.search(r'\balt="[^"]+"', tag[0]):
                source = re.search(r'\bsrc="([^"]*)"', tag[0])
                name = html_module.unescape(source[1]) if source else ""
                line = line_of(draft.text, name.rpartition("/")[2]) if name else 0
                problems.append(Problem(draft.path, line, f"The picture {name!r} has no alt text."))
        return leave_out(page_html, api=draft.uri.startswith("api/")), problems

    def _place(self, draft: Draft, tex: str) -> tuple[str, int]:
        """Return file and line of a piece of maths: the page's own or one of its exercises'."""
        line = line_of(draft.text, tex) or line_of(draft.text, tex.replace("\\", "\\\\"))
        note = self._notes.get(draft.path)
        for exercise in self.project.exercises.get(note.id, ()) if note and not line else ():
            if found := exercise.line_of(tex):
                return exercise.page.path, found
        return draft.path, line


def figure_paths(topic: str, figure: Figure) -> tuple[str, str]:
    """Return where a figure's light and dark images are published."""
    stem = f"assets/figures/{topic}/{figure.name}"
    return f"{stem}-light{figure.suffix}", f"{stem}-dark{figure.suffix}"


def listed(names: list[str]) -> str:
    """Return names as a sentence lists them.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _under_title(text: str, block: str) -> str:
    return re.sub(
        r"^(# .+)$", lambda match: f"{match[1]}\n\n{block}\n", text, count=1, flags=re.MULTILINE
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
