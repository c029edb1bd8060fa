"""Self-check questions as HTML: for their note, for the review page's file and for the deck.

A question's links are written as in any note, to Markdown files and to names of the API. They are
resolved here, because the questions do not pass through the builder's Markdown parser.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from journey_site.inline import to_html
from journey_site.macros import expand
from journey_site.mathml import typeset
from journey_site.notes import Note
from journey_site.project import Project
from journey_site.render import relative_url
from journey_site.selfcheck import LETTERS, Question

QUESTIONS_FILE = "assets/questions.json"
_API = re.compile(r"\[([^\]\n]+)\]\[(journey[\w.]*)\]")
_PAGE = re.compile(r"\]\(<?((?![a-zA-Z][a-zA-Z0-9+.-]*:|/|#)[^)\s>]*?\.md)(#[^)\s>]*)?>?\)")


@dataclass(frozen=True)
class QuestionView:
    """A question, ready to show; its maths is still marked TeX."""

    id: str  # permanent: "<topic>/<question>"
    anchor: str  # the element's id on the note's page
    number: int
    prompt_html: str
    options: tuple[tuple[str, str], ...]  # letter and HTML
    answer: str  # letter
    explanation_html: str


def question_views(project: Project, note: Note, page_url: str) -> tuple[QuestionView, ...]:
    """Return a note's questions.

    Parameters
    ----------
    project
        For what the questions quote and link to.
    note
        The note.
    page_url
        The address that links are to be relative to; ``""`` for the site's root.
    """

    def html(text: str) -> str:
        # A failing macro was already reported when the whole page was expanded.
        text = expand(text, project.quotes.inline_macros(), "")[0]
        return to_html(_resolve(project, note, text, page_url))

    return tuple(
        QuestionView(
            id=permanent_id(note, question),
            anchor=f"question-{question.id}",
            number=question.number,
            prompt_html=html(question.prompt),
            options=tuple(
                (LETTERS[index], _unwrap(html(option)))
                for index, option in enumerate(question.options)
            ),
            answer=question.letter,
            explanation_html=html(question.explanation),
        )
        for question in note.questions
    )


def permanent_id(note: Note, question: Question) -> str:
    """Return what readers' progress and the deck know a question by."""
    return f"{note.id}/{question.id}"


def notes_in_order(project: Project) -> Iterator[Note]:
    """Yield the notes in the order of the roadmap."""
    for topic in project.roadmap.topics:
        if topic in project.notes:
            yield project.notes[topic]


def questions_json(project: Project) -> str:
    """Return the file that the review page reads: phases by title, and every question.

    Questions are in the order of the roadmap, maths is typeset, and links are relative to the
    site's root.
    """
    phases = [{"id": phase.id, "title": phase.title} for phase in project.roadmap.phases]
    asked = [row for note in notes_in_order(project) for row in _kept(project, note)[1]]
    return json.dumps({"phases": phases, "questions": asked}, ensure_ascii=False) + "\n"


def root_views(project: Project, note: Note) -> tuple[QuestionView, ...]:
    """Return a note's questions with links relative to the site's root, maths as marked TeX."""
    return _kept(project, note)[0]


def _kept(
    project: Project, note: Note
) -> tuple[tuple[QuestionView, ...], tuple[dict[str, Any], ...]]:
    """Return a note's questions as views and as rows of the file."""
    written = [asdict(question) for question in note.questions]
    parts = (
        note.id,
        note.title,
        written,
        _quoted(project, note),
        project.outline,
        _public(project),
    )

    def anew() -> tuple[tuple[QuestionView, ...], tuple[dict[str, Any], ...]]:
        views = question_views(project, note, "")
        return views, tuple(_row(project, note, view) for view in views)

    return project.cache.memo("questions", parts, anew)


def _row(project: Project, note: Note, view: QuestionView) -> dict[str, Any]:
    return {
        "id": view.id,
        "topic": note.id,
        "phase": project.roadmap.topics[note.id].phase,
        "title": note.title,
        "url": f"{project.note_url(note.id)}#{view.anchor}",
        "prompt_html": typeset(view.prompt_html)[0],
        "options": [[letter, typeset(html)[0]] for letter, html in view.options],
        "answer": view.answer,
        "explanation_html": typeset(view.explanation_html)[0],
    }


def _quoted(project: Project, note: Note) -> list[str]:
    """Return the questions' texts with what they quote, where they quote anything."""
    macros = project.quotes.inline_macros()
    texts = [
        text
        for question in note.questions
        for text in (question.prompt, *question.options, question.explanation)
        if "{{" in text
    ]
    return [expand(text, macros, "")[0] for text in texts]


def _public(project: Project) -> list[tuple[str, object]]:
    return [(name, module.members) for name, module in sorted(project.source.modules.items())]


def _resolve(project: Project, note: Note, text: str, page_url: str) -> str:
    """Turn links to names and to Markdown files into addresses."""
    if "[" not in text:
        return text
    folder = project.roadmap.phase(project.roadmap.topics[note.id].phase).slug

    def api(match: re.Match[str]) -> str:
        url = project.api_url(match[2])
        return f"[{match[1]}]({relative_url(url, page_url)})" if url else match[0]

    def page(match: re.Match[str]) -> str:
        uri = posixpath.normpath(posixpath.join(folder, match[1]))
        stem = uri.removesuffix(".md")
        url = "" if stem == "index" else f"{stem.removesuffix('/index')}/"
        return f"]({relative_url(url + (match[2] or ''), page_url)})"

    here = project.note_url(note.id) or ""
    if here != page_url:  # an anchor of the note itself
        text = re.sub(r"\]\((?=#)", f"]({relative_url(here, page_url)}", text)
    return _PAGE.sub(page, _API.sub(api, text))


def _unwrap(fragment: str) -> str:
    fragment = fragment.strip()
    if fragment.startswith("<p>") and fragment.count("<p>") == 1:
        return fragment.removeprefix("<p>").removesuffix("</p>")
    return fragment
