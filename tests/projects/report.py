"""What a report says, read back by Python's own parser: tables by caption, figures, oddities."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Report(HTMLParser):
    """A parsed report; `tables` has rows of text by caption, `figures` the texts of the images."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, list[list[str]]] = {}
        self.figures: list[str | None] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self._caption = ""
        self._row: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if tag in ("svg", "img"):
            self.figures.append(given.get("aria-label") or given.get("alt"))
        if tag == "caption":
            self._caption = ""
        if tag == "tr":
            self._row = []
        if tag in ("td", "th"):
            self._row.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "caption":
            self.tables[self._caption] = []
        if tag == "tr":
            self.tables[self._caption].append(self._row)

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.words += data
        if "caption" in self._open:
            self._caption += data
        elif self._open and self._open[-1] in ("td", "th"):
            self._row[-1] += data

    def table(self, caption: str) -> dict[str, dict[str, str]]:
        """Return the one table whose caption begins so: rows by their heading, cells by column."""
        (found,) = [rows for name, rows in self.tables.items() if name.startswith(caption)]
        return {row[0]: dict(zip(found[0], row, strict=True)) for row in found[1:]}


def is_sound(text: str) -> Report:
    """Return the report, having held that it is closed, harmless and described."""
    report = Report(text)
    assert text.startswith("<!doctype html>")
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\';' in text
    assert not report.tags & {"script", "iframe", "object", "img", "link", "form", "foreignobject"}
    assert not [name for name in report.attributes if name.startswith("on") or name == "src"]
    assert all(figure and len(figure) > 10 for figure in report.figures)
    assert len(set(report.ids)) == len(report.ids)
    assert all(link[0] == "#" and link[1:] in report.ids for link in report.links)
    assert "nan" not in report.words.lower().split()
    assert "NaN" not in text
    return report
