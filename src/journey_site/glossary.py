"""The glossary: terms read from ``docs/glossary.md`` and shown as tooltips where they occur.

Only the first occurrence on a page gets its tooltip, and none in code, maths, links or headings.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

_ENTRY = re.compile(r"^(?P<term>[^\s:#|<>{][^\n]*)\n+: +(?P<text>(?:.+\n?)+)", re.MULTILINE)
_TOKEN = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_SKIP = {
    "a", "abbr", "button", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "kbd", "label", "math", "pre", "script", "style", "summary", "svg", "th", "time",
}  # fmt: skip


def read_glossary(path: Path) -> dict[str, str]:
    """Return each term with the first sentence of its definition; empty where there is no file."""
    if not path.is_file():
        return {}
    terms = {}
    for entry in _ENTRY.finditer(path.read_text(encoding="utf-8")):
        text = " ".join(entry["text"].split())
        first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text, maxsplit=1)[0]
        terms[entry["term"].strip()] = re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", first)
    return terms


class Tooltips:
    """Marks glossary terms in a page's HTML.

    Parameters
    ----------
    terms
        Each term and the text of its tooltip.
    """

    def __init__(self, terms: dict[str, str]) -> None:
        self._texts = terms
        self._by_key = {self._key(term): term for term in terms}
        ordered = sorted(terms, key=len, reverse=True)
        choices = "|".join(self._pattern(term) for term in ordered)
        self._find = re.compile(rf"(?<![\w-])({choices})(?:s|es)?(?![\w-])") if terms else None

    @staticmethod
    def _key(text: str) -> str:
        return text[:1].lower() + text[1:]

    @staticmethod
    def _pattern(term: str) -> str:
        rest = re.escape(term[1:]).replace(r"\ ", r"\s+")
        return f"[{term[0].lower()}{term[0].upper()}]{rest}" if len(term) > 3 else re.escape(term)

    def mark(self, page_html: str) -> str:
        """Wrap the first occurrence of each term in ``<abbr>``."""
        if self._find is None:
            return page_html
        used: set[str] = set()
        skipped: list[str] = []
        parts = _TOKEN.split(page_html)
        for index, part in enumerate(parts):
            if index % 2:
                tag = _TAG.match(part)
                if tag and tag[2].lower() in _SKIP and not part.endswith("/>"):
                    if not tag[1]:
                        skipped.append(tag[2].lower())
                    elif skipped and tag[2].lower() in skipped:
                        while skipped.pop() != tag[2].lower():
                            pass
            elif part.strip() and not skipped:
                parts[index] = self._find.sub(lambda match: self._wrap(match, used), part)
        return "".join(parts)

    def _wrap(self, match: re.Match[str], used: set[str]) -> str:
        term = self._by_key.get(self._key(" ".join(match[1].split())))
        if term is None or term in used:
            return match[0]
        used.add(term)
        return f'<abbr title="{html.escape(self._texts[term])}">{match[0]}</abbr>'
