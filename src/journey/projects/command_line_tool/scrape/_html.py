"""HTML as it is found: read by Python's own parser through Beautiful Soup, with two repairs.

That parser knows no end tags that may be left out: in `<li>Tea<li>Coffee`, the second item would
lie in the first, and so would its words. `_Soup` closes what a browser closes. And three kinds of
broken HTML cost the parser quadratic time, since it looks for an end that never comes, again for
each beginning; `harmless` removes them first.
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

__all__ = ["clean", "harmless", "parsed", "text_in"]

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb",
    "rp", "rt", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})
_XML = re.compile(r"<\?xml[^>]{0,1000}>", re.IGNORECASE)

# What a start tag closes where that is still open, and how far up it looks: the essentials of
# the HTML standard, section 13.1.2.4, "Optional tags".
_CELLS = frozenset({"td", "th"})
_TABLE = frozenset({"table"})
_BLOCKS = (
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr main menu nav ol p pre section table ul"
)
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(
        _BLOCKS.split(),
        (frozenset({"p"}), frozenset({"button", "table", "td", "th", "caption", "object"})),
    ),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}))),
    **dict.fromkeys(_CELLS, (_CELLS, _TABLE | {"tr"})),
    "tr": (_CELLS | {"tr"}, _TABLE),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"), (_CELLS | {"tr", "thead", "tbody", "tfoot"}, _TABLE)
    ),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
}
_LOOK = 100  # no further up, or deep nesting would cost quadratic time


class _Soup(BeautifulSoup):
    """Beautiful Soup that knows which end tags may be left out."""

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        closes, stop = _CLOSES.get(name, (frozenset(), frozenset()))
        if any(self.open_tag_counter.get(other) for other in closes):
            self._close(closes, stop)
        return super().handle_starttag(name, *args, **kwargs)

    def _close(self, closes: frozenset[str], stop: frozenset[str]) -> None:
        outermost = 0
        for at in range(len(self.tagStack) - 1, max(0, len(self.tagStack) - _LOOK), -1):
            if self.tagStack[at].name in stop:
                break
            if self.tagStack[at].name in closes:
                outermost = at
        if outermost:
            self.endData()
            while len(self.tagStack) > outermost:
                self.popTag()


def parsed(html: str) -> BeautifulSoup:
    """Return the tree of a page; there always is one.

    Examples
    --------
    >>> [text_in(item) for item in parsed("<ul><li>Tea<li>Coffee</ul>")("li")]
    ['Tea', 'Coffee']
    """
    # Beautiful Soup warns of text that looks like a file's name, and of XML. It is HTML by its
    # type, and with a line's end it looks like no name.
    html = _XML.sub("", harmless(html)) + "\n"
    try:
        return _Soup(html, "html.parser")
    except (ParserRejectedMarkup, AssertionError):  # of a marked section that nobody knows
        return _Soup(html.replace("<!", "&lt;!"), "html.parser")


def clean(text: str) -> str:
    """Return the text without what no file takes: halves of surrogate pairs and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def text_in(element: Tag) -> str:
    """Return what a reader sees: no scripts; blocks and line breaks part words, bold does not.

    Examples
    --------
    >>> text_in(parsed("<p>A<b>B</b><br>C<div>D</div><script>E</script>"))
    'AB C D'
    """
    parts: list[str] = []
    stack: list[object] = [element]
    while stack:
        node = stack.pop()
        if type(node) in (str, NavigableString, CData):
            parts.append(str(node))
        elif isinstance(node, Tag) and (node is element or node.name not in _UNSEEN):
            if node.name not in _INLINE:
                parts.append(" ")
                stack.append(" ")
            stack.extend(reversed(node.contents))
    if element.name in ("script", "style", "title", "textarea", "template"):
        return clean(" ".join(element.get_text().split()))
    return clean(" ".join("".join(parts).split()))


_CONDITION = re.compile(r"<!\[(?:if|endif)[^\]<>]{0,200}\]>", re.IGNORECASE)


def harmless(html: str) -> str:
    """Return the HTML without beginnings that never end, each of which would be searched for.

    Behind the last `-->` no comment can end, behind the last `]]>` no marked section, behind the
    last `>` no tag: where such beginnings are many, they are made text. What word processors write
    (`<![if ...]>`) is dropped.

    Examples
    --------
    >>> harmless("<p>fine") == "<p>fine", len(harmless("<!--" * 1000))
    (True, 7000)
    """
    html = _CONDITION.sub("", html)
    for start, end in (("<!--", "-->"), ("<![", "]]>"), ("<", ">")):
        at = html.rfind(end) + 1
        if html.count(start, at) > 50:
            html = html[:at] + html[at:].replace(start, "&lt;" + start[1:])
    return html
