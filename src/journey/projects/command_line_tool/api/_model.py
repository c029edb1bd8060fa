"""Papers as Crossref describes them: typed, and read strictly from its JSON.

The fields are those of Crossref's published format of a work. What the format allows to be absent
may be absent; what it requires but has the wrong shape is an error that names the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

__all__ = ["FormatError", "Page", "Person", "Work", "read_page", "read_single", "read_work"]


class FormatError(Exception):
    """An answer does not have the documented form; the message names the place in it."""


@dataclass(frozen=True)
class Person:
    """An author; organisations have a family name alone."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """The initials of the given names: `J. R.` for `John Ronald`, `J.-P.` for `Jean-Paul`."""
        words = self.given.replace(".", ". ").split()
        return " ".join(
            "-".join(f"{part[0]}." for part in word.split("-") if part) for word in words
        )


@dataclass(frozen=True)
class Work:
    """A paper, a book, a data set: anything that has a DOI at Crossref.

    Attributes
    ----------
    doi, type, title, publisher
        As Crossref has them; the title is the first of several, empty where there is none.
    authors
        In order.
    date
        Year, month and day of the earliest publication, as far as they are known.
    container
        The journal, the proceedings or the book that it appeared in.
    volume, issue, page
        Where in it.
    cited_by
        By how many works at Crossref.
    """

    doi: str
    type: str
    title: str
    publisher: str
    authors: tuple[Person, ...] = ()
    date: tuple[int, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    cited_by: int = 0

    @property
    def year(self) -> int | None:
        """The year of publication, None where it is not known."""
        return self.date[0] if self.date else None

    @property
    def url(self) -> str:
        """The permanent address."""
        return f"https://doi.org/{quote(self.doi, safe='/:;()')}"


@dataclass(frozen=True)
class Page:
    """One page of a list: its works, how many there are in all, and the cursor of the next."""

    works: tuple[Work, ...]
    total: int
    cursor: str | None


def read_page(answer: object) -> Page:
    """Read an answer with a list of works.

    Parameters
    ----------
    answer
        The parsed JSON.

    Raises
    ------
    FormatError
        If it does not have the documented form.
    """
    message = _message(answer, "work-list")
    items = _get(message, "items", list, "message")
    works = tuple(read_work(item, f"message.items[{i}]") for i, item in enumerate(items))
    total = _get(message, "total-results", int, "message")
    return Page(works, total, _get(message, "next-cursor", str, "message", None))


def read_single(answer: object) -> Work:
    """Read an answer with one work; see `read_page`.

    Parameters
    ----------
    answer
        The parsed JSON.

    Raises
    ------
    FormatError
        If it does not have the documented form.
    """
    return read_work(_message(answer, "work"), "message")


def read_work(item: object, place: str = "work") -> Work:
    """Read one work.

    Parameters
    ----------
    item
        The parsed JSON of it.
    place
        Where it stands in the answer, for the messages of errors.

    Raises
    ------
    FormatError
        If it does not have the documented form.
    """
    work = _mapping(item, place)
    people = _get(work, "author", list, place, [])

    def text(key: str) -> str:
        return _clean(_get(work, key, str, place, ""))

    page, number = text("page"), text("article-number")
    return Work(
        doi=_get(work, "DOI", str, place),
        type=text("type"),
        title=_first(work, "title", place),
        publisher=text("publisher"),
        authors=tuple(_person(p, f"{place}.author[{i}]") for i, p in enumerate(people)),
        date=_date(work, place),
        container=_first(work, "container-title", place),
        volume=text("volume"),
        issue=text("issue"),
        page=page or number,
        cited_by=_get(work, "is-referenced-by-count", int, place, 0),
    )


def _message(answer: object, kind: str) -> Mapping[str, Any]:
    whole = _mapping(answer, "answer")
    status = _get(whole, "status", str, "answer")
    if status != "ok":
        raise FormatError(f"answer.status: expected 'ok', got {status!r}")
    got = _get(whole, "message-type", str, "answer")
    if got != kind:
        raise FormatError(f"answer.message-type: expected {kind!r}, got {got!r}")
    return _mapping(whole.get("message"), "message")


def _person(item: object, place: str) -> Person:
    person = _mapping(item, place)
    # Organisations are listed among the authors with a name of one piece.
    family = _get(person, "family", str, place, "") or _get(person, "name", str, place, "")
    return Person(_clean(family), _clean(_get(person, "given", str, place, "")))


def _date(work: Mapping[str, Any], place: str) -> tuple[int, ...]:
    issued = work.get("issued")
    if issued is None:
        return ()
    parts = _get(_mapping(issued, f"{place}.issued"), "date-parts", list, f"{place}.issued", [])
    first = parts[0] if parts else []
    if not isinstance(first, list):
        raise FormatError(f"{place}.issued.date-parts[0]: expected a list, got {first!r}")
    known: list[int] = []
    for part in first:
        if part is None:  # Crossref writes [[null]] where no date is known
            break
        if not isinstance(part, int) or isinstance(part, bool):
            raise FormatError(f"{place}.issued.date-parts: expected whole numbers, got {part!r}")
        known.append(part)
    return tuple(known)


def _first(work: Mapping[str, Any], key: str, place: str) -> str:
    for text in _get(work, key, list, place, []):
        if not isinstance(text, str):
            raise FormatError(f"{place}.{key}: expected texts, got {text!r}")
        return _clean(text)
    return ""


def _clean(text: str) -> str:
    """Return `text` on one line; titles come with line breaks, indents and worse in them."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FormatError(f"{place}: expected an object, got {_short(value)}")
    return value


_REQUIRED = object()


def _get(
    mapping: Mapping[str, Any], key: str, kind: type, place: str, default: object = _REQUIRED
) -> Any:
    value = mapping.get(key)
    if value is None and default is not _REQUIRED:
        return default
    if not isinstance(value, kind) or isinstance(value, bool):
        names = {str: "a text", int: "a whole number", list: "a list"}
        raise FormatError(f"{place}.{key}: expected {names[kind]}, got {_short(value)}")
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
