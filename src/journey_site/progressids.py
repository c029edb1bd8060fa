"""Permanent ids of questions and exercises: a committed list of every one ever published.

A reader's progress is kept in their browser under these ids, out of the site's reach, so the check
fails when one vanishes, and when one is published that is not yet listed. What is no longer asked
is marked ``retired`` and its id never used again. Topics need no list: ``roadmap.yml`` is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from journey_site.addresses import read_list
from journey_site.files import write_text
from journey_site.problems import Problem
from journey_site.project import Project
from journey_site.questions import notes_in_order, permanent_id

IDS_FILE = "progress-ids.txt"
_HEAD = (
    "# Every question and exercise this site has ever published, by its permanent id.\n"
    "# Lines are never removed; 'retired' after an id says that it is no longer asked.\n"
)
_KINDS = ("exercise", "question")


@dataclass(frozen=True)
class Listed:
    """A line of the list."""

    ident: str  # kind and permanent id, e.g. "question k-means/mean-is-best"
    line: int
    retired: bool

    def below(self, topics: set[str]) -> bool:
        """Return whether it is a question of one of the topics."""
        kind, _, ident = self.ident.partition(" ")
        return kind == "question" and ident.partition("/")[0] in topics


def published_ids(project: Project) -> dict[str, str]:
    """Return what the project publishes: kind and permanent id, each with its file or folder."""
    found = {
        f"question {permanent_id(note, question)}": note.page.path
        for note in notes_in_order(project)
        for question in note.questions
    }
    for folder in sorted((project.root / "exercises").glob("*/*/*")):
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            path = folder.relative_to(project.root).as_posix()
            found[f"exercise {folder.parent.name}/{folder.name}"] = path
    return found


def read_ids(root: Path) -> tuple[list[Listed], list[Problem]]:
    """Return the lines of the list, and what is wrong with them."""
    found, problems = [], []
    for text, line in read_list(root / IDS_FILE).items():
        words = text.split()
        retired = words[2:] == ["retired"]
        if len(words) != 2 + retired or words[0] not in _KINDS or words[1].count("/") != 1:
            message = f"Expected 'question <topic>/<id>' or 'exercise <topic>/<id>', got {text!r}."
            problems.append(Problem(IDS_FILE, line, message))
        else:
            found.append(Listed(" ".join(words[:2]), line, retired))
    return found, problems


def check_ids(project: Project) -> list[Problem]:
    """Compare the list with what the project publishes.

    Questions of a note that cannot be read are left out: the note's own problems are reported.
    """
    listed, problems = read_ids(project.root)
    published, unread = published_ids(project), _unread(project)
    for item in listed:
        if item.retired and item.ident in published:
            message = f"{item.ident!r} is retired and stands in {published[item.ident]}: another "
            message += "thing needs another id, or it would get the old one's progress."
            problems.append(Problem(IDS_FILE, item.line, message))
        elif not item.retired and item.ident not in published and not item.below(unread):
            message = f"{item.ident!r} was published and is gone, but readers' progress hangs on "
            message += "it: restore the id, or write 'retired' after it where nothing replaces it."
            problems.append(Problem(IDS_FILE, item.line, message))
    problems += [
        Problem(
            IDS_FILE,
            0,
            f"{ident!r} is published but not listed: run 'make addresses', commit the file.",
        )
        for ident in sorted(published.keys() - {item.ident for item in listed})
    ]
    return problems


def write_ids(project: Project) -> list[str]:
    """Add what is published to the list and return the new ids; every other line stays."""
    path = project.root / IDS_FILE
    lines = read_list(path)
    listed, _ = read_ids(project.root)
    new = sorted(published_ids(project).keys() - {item.ident for item in listed})
    if new:
        write_text(path, _HEAD + _lines({*lines, *new}))
    return new


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in sorted(texts))


def _unread(project: Project) -> set[str]:
    """Return the topics whose note is there and could not be read."""
    docs = project.root / "docs"
    return {
        topic.id
        for topic in project.roadmap.topics.values()
        if topic.id not in project.notes
        and (docs / project.roadmap.phase(topic.phase).slug / f"{topic.id}.md").is_file()
    }
