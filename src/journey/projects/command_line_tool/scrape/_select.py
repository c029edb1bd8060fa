"""What is taken from a page: rows by selectors, and the links to follow.

The first element that matches gives a column its value: its text as a reader sees it, or an
attribute, where addresses are resolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import soupsieve
from bs4 import BeautifulSoup, Tag

from journey.projects.command_line_tool.scrape._html import clean, parsed, text_in
from journey.projects.command_line_tool.scrape._urls import normalise

__all__ = ["Extract", "Field", "Page", "SelectorError"]

_FIELD = re.compile(
    r"(?P<name>[^=@]+?)\s*=(?P<css>.*?)(?:@(?P<attribute>[A-Za-z_:][\w:.-]*))?", re.S
)
_ADDRESSES = frozenset({"href", "src", "action", "cite", "poster"})


class SelectorError(ValueError):
    """A selector that cannot be understood."""


def _compiled(css: str, option: str) -> soupsieve.SoupSieve:
    try:
        return soupsieve.compile(css)
    except (soupsieve.SelectorSyntaxError, ValueError, RecursionError) as error:
        words = str(error).partition("\n")[0]
        raise SelectorError(f"{option}: {css!r} is no CSS selector: {words}") from error


@dataclass(frozen=True)
class Field:
    """One column: its name, what it selects, and which attribute is taken instead of the text.

    Parameters
    ----------
    name
        The column's name.
    css
        The first element that matches is taken; "" or ":scope" is the row itself.
    attribute
        "" takes the text.
    """

    name: str
    css: str
    attribute: str = ""

    @classmethod
    def parse(cls, text: str) -> Field:
        """Read `name=css` or `name=css@attribute`.

        Raises
        ------
        SelectorError
            If there is no name, or the selector is none.

        Examples
        --------
        >>> Field.parse("link=h2 > a@href")
        Field(name='link', css='h2 > a', attribute='href')
        >>> Field.parse("mail=a[href*='@example']")
        Field(name='mail', css="a[href*='@example']", attribute='')
        """
        found = _FIELD.fullmatch(text.strip())
        if not found:
            raise SelectorError(f"--select: expected name=css or name=css@attribute, got {text!r}")
        css = found["css"].strip()
        if css:
            _compiled(css, "--select")
        elif not found["attribute"]:
            raise SelectorError(f"--select: expected a selector behind '=', got {text!r}")
        if found["name"].casefold() == "url":
            raise SelectorError("--select: the name url is taken: it is the page's address")
        return cls(found["name"], css, (found["attribute"] or "").lower())


@dataclass(frozen=True)
class Page:
    """What was taken from a page.

    Parameters
    ----------
    rows
        One value for each field, in order; None where nothing matched.
    links
        Normalised addresses, in order, each once.
    note
        What was odd, or "".
    """

    rows: list[list[str | None]]
    links: list[str]
    note: str = ""


@dataclass(frozen=True)
class Extract:
    """What to take from each page.

    Parameters
    ----------
    fields
        The columns.
    row
        A row for each element that matches; "" is one row for the page.
    follow
        The elements whose `href` is followed; "" follows nothing.

    Raises
    ------
    SelectorError
        If a selector is none, or two columns have one name.

    Examples
    --------
    >>> extract = Extract([Field.parse("name=b"), Field.parse("more=a@href")], row="li")
    >>> html = "<ul><li><b>One</b> <a href=1>more</a><li><b>Two</b></ul>"
    >>> extract.take(html, "http://a/list/").rows
    [['One', 'http://a/list/1'], ['Two', None]]
    """

    fields: Sequence[Field]
    row: str = ""
    follow: str = ""
    _sieves: dict[str, soupsieve.SoupSieve] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [f.name.casefold() for f in self.fields]  # as columns of SQLite are compared
        for column in self.fields:
            if names.count(column.name.casefold()) > 1:
                raise SelectorError(f"--select: the name {column.name} stands twice")
        for css, option in ((self.row, "--row"), (self.follow, "--follow")):
            if css:
                self._sieves[css] = _compiled(css, option)
        for column in self.fields:
            if column.css:
                self._sieves[column.css] = _compiled(column.css, "--select")

    def take(self, html: str, url: str) -> Page:
        """Return rows and links of a page.

        Parameters
        ----------
        html
            The text.
        url
            Where it came from; links and addresses are resolved against it, or against the page's
            own `base` element.
        """
        soup = parsed(html)
        base = _base(soup, url)
        rows = [
            [self._value(element, column, base) for column in self.fields]
            for element in (self._sieves[self.row].select(soup) if self.row else [soup])
        ]
        links, odd = self._links(soup, base)
        odd_ones = "1 link is" if odd == 1 else f"{odd} links are"
        return Page(rows, links, f"{odd_ones} no address" if odd else "")

    def _value(self, element: Tag, column: Field, base: str) -> str | None:
        own = column.css in ("", ":scope")
        found = element if own else self._sieves[column.css].select_one(element)
        if found is None:
            return None
        if not column.attribute:
            return text_in(found)
        value = found.get(column.attribute)
        if value is None:
            return None
        text = clean(value if isinstance(value, str) else " ".join(value))
        if column.attribute in _ADDRESSES:
            try:
                return normalise(text, base)
            except ValueError:
                return text
        return text

    def _links(self, soup: BeautifulSoup, base: str) -> tuple[list[str], int]:
        links: dict[str, None] = {}
        odd = 0
        for element in self._sieves[self.follow].select(soup) if self.follow else []:
            target = element.get("href")
            if not isinstance(target, str) or _OTHER_SCHEME.match(target):
                continue
            try:
                links[normalise(target, base)] = None
            except ValueError:
                odd += 1
        return list(links), odd


_OTHER_SCHEME = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _base(soup: BeautifulSoup, url: str) -> str:
    element = soup.find("base", href=True)
    try:
        return normalise(str(element["href"]), url) if isinstance(element, Tag) else url
    except ValueError:
        return url
