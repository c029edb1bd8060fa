r"""All self-check questions as a deck for Anki: stable ids, the same bytes each time.

A note's GUID comes from its question's permanent id, so importing a later deck updates what the
reader has and leaves their schedule alone. Anki updates a note only where the file's is newer;
each carries the date of its Markdown file's last commit.

Maths is left as TeX between ``\(`` and ``\)``: Anki brings MathJax along, in every version and on
every device, while its older desktop versions draw no MathML.
"""

from __future__ import annotations

import datetime
import html
import importlib.metadata
import io
import itertools
import re
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

from journey_site.notes import Note
from journey_site.project import SITE_NAME, Project
from journey_site.questions import QuestionView, notes_in_order, root_views

if TYPE_CHECKING:
    import genanki

DECK_FILE = "assets/journey.apkg"
# Never changed: Anki knows the deck and the kind of note by these.
DECK_ID, MODEL_ID = 1_763_981_204_117, 1_763_981_204_118
_FIELDS = ("Id", "Topic", "Question", "Options", "Answer", "Explanation", "Link")
_EPOCH = datetime.date(2026, 1, 1)  # of notes without a date, as outside a repository
_MACROS = {r"\argmin": r"\operatorname*{arg\,min}", r"\argmax": r"\operatorname*{arg\,max}"}
_FRONT = (
    '<p class="topic">{{Topic}}</p><div class="question">{{Question}}</div>'
    '<ol type="A">{{Options}}</ol>'
)
_BACK = (
    '{{FrontSide}}<hr id="answer"><p><strong>{{Answer}}</strong></p>{{Explanation}}'
    '<p class="topic">{{Link}}</p>'
)
_CSS = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; text-align: left;
  color: #1d2523; background: #fbfaf6; max-width: 38em; margin: 0 auto; padding: 0 1em; }
.nightMode.card, .night_mode .card { color: #e8ece9; background: #13191a; }
.topic { font-size: 14px; opacity: 0.8; }
.question { font-weight: 600; }
li { margin: 0.3em 0; }
"""


def deck(project: Project, site_url: str, dates: dict[str, str]) -> bytes:
    """Return the deck's file, or nothing where there are no questions.

    Parameters
    ----------
    project
        The project.
    site_url
        The site's address, which links lead to; empty for a deck without links.
    dates
        When each file last changed, as ``YYYY-MM-DD``, by its path from the project's root.
    """
    rows = [
        (
            _fields(
                note, view, f"{site_url}{project.note_url(note.id)}" if site_url else "", site_url
            ),
            _tags(project, note),
            _seconds(dates.get(note.page.path, "")),
        )
        for note in notes_in_order(project)
        for view in root_views(project, note)
    ]
    if not rows:
        return b""
    versions = (importlib.metadata.version("genanki"), sqlite3.sqlite_version)
    return project.cache.memo("deck", (rows, versions), lambda: _packed(rows))


def count(project: Project) -> int:
    """Return how many questions the deck holds."""
    return sum(len(note.questions) for note in project.notes.values())


def _tags(project: Project, note: Note) -> list[str]:
    slug = project.roadmap.phase(project.roadmap.topics[note.id].phase).slug
    return ["journey", f"journey::{slug}", f"journey::{slug}::{note.id}"]


def _seconds(date: str) -> int:
    day = datetime.date.fromisoformat(date) if date else _EPOCH
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())


def _fields(note: Note, view: QuestionView, url: str, site_url: str) -> list[str]:
    title = html.escape(note.title)
    address = html.escape(f"{url}#{view.anchor}")
    fields = [
        view.id,
        title,
        view.prompt_html,
        "".join(f"<li>{text}</li>" for _, text in view.options),
        f"{view.answer}. {dict(view.options)[view.answer]}",
        view.explanation_html,
    ]
    link = f'<a href="{address}">{title}</a>' if url else ""
    return [*(_for_anki(text, site_url) for text in fields), link]


def _for_anki(text: str, site_url: str) -> str:
    """Let links lead to the site, and TeX hold only what MathJax knows."""

    def link(match: re.Match[str]) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:", match[1], re.IGNORECASE):
            return match[0]
        return f'href="{html.escape(site_url)}{match[1]}"' if site_url else ""

    text = re.sub(r'href="([^"]*)"', link, text)
    for name, meaning in _MACROS.items():
        text = re.sub(rf"{re.escape(name)}(?![a-zA-Z])", lambda _, m=meaning: m, text)  # type: ignore[misc]
    return text


def _model() -> genanki.Model:
    import genanki

    return genanki.Model(
        MODEL_ID,
        f"{SITE_NAME}: question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=0,
    )


def _packed(rows: list[tuple[list[str], list[str], int]]) -> bytes:
    """Return the rows as a package, whose times and order are those of the questions."""
    import genanki

    class Dated(genanki.Note):  # type: ignore[misc]
        """A note with a time of its own, where the library gives all the package's."""

        changed = 0

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, ids: Any) -> None:
            super().write_to_db(cursor, self.changed, deck_id, ids)

    made = genanki.Deck(DECK_ID, SITE_NAME, "Every self-check question of the site.")
    model = _model()
    for number, (fields, tags, changed) in enumerate(rows):
        note = Dated(
            model=model,
            fields=fields,
            tags=tags,
            guid=genanki.guid_for("journey", fields[0]),
            due=number,
        )
        note.changed = changed
        made.add_note(note)
    newest = max(changed for _, _, changed in rows)
    connection = sqlite3.connect(":memory:")
    try:
        start = itertools.count(_seconds("") * 1000)
        genanki.Package(made).write_to_db(connection.cursor(), newest, start)
        connection.commit()
        collection = connection.serialize()
    finally:
        connection.close()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, content)
    return stream.getvalue()
