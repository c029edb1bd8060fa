"""The built site checked as a browser would meet it: links, anchors, pictures, maths, requests.

Works on the HTML files alone, whatever built them.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from journey_site.cache import Cache
from journey_site.parallel import spread
from journey_site.problems import Problem, line_of

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_RAW_MACRO = re.compile(r"\{\{ *[a-z]\w* *\(")
_RAW_MATH = re.compile(r'class="arithmatex">\s*\\[(\[]')


@dataclass
class BuiltPage:
    """What one HTML file holds."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # pictures, scripts, styles
    third_party: list[str] = field(default_factory=list)
    no_alt: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    raw_math: bool = False
    raw_macro: str = ""
    bare_heads: list[str] = field(default_factory=list)  # what follows each empty head cell


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self._head: str | None = None  # the text of the head cell that is open
        self._math = False  # formulas alone are silent to some readers of screens
        self._bare = False  # whether the head cell before this one was empty

    def handle_data(self, data: str) -> None:
        if self._head is not None and not self._math:
            self._head += data
        if not self.page.raw_macro and (found := _RAW_MACRO.search(data)):
            self.page.raw_macro = found[0]

    def handle_endtag(self, tag: str) -> None:
        if tag == "math":
            self._math = False
        elif tag == "th" and self._head is not None:
            text = self._head.strip()
            if self._bare:
                self.page.bare_heads.append(text)
            self._head, self._bare = None, not text
        elif tag == "tr":
            if self._bare:
                self.page.bare_heads.append("")
            self._bare = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        page = self.page
        if ident := given.get("id"):
            if ident in page.ids:
                page.doubled.append(ident)
            page.ids.add(ident)
        self._math |= tag == "math"
        if tag == "th":
            self._head = given.get("aria-label", "")
        if tag == "a" and "name" in given:
            page.ids.add(given["name"])
        if tag == "a" and "href" in given:
            page.links.append(given["href"])
        elif tag == "img":
            if "alt" not in given:
                page.no_alt.append(given.get("src", ""))
            self._file(given.get("src", ""))
        elif tag in {"script", "iframe", "source", "video", "audio"} and "src" in given:
            self._file(given["src"])
        elif tag == "link" and given.get("rel") in {
            "stylesheet",
            "icon",
            "preload",
            "preconnect",
            "modulepreload",
            "apple-touch-icon",
        }:
            self._file(given.get("href", ""))

    handle_startendtag = handle_starttag

    def _file(self, target: str) -> None:
        if target.startswith("data:") or not target:
            return
        (self.page.third_party if _EXTERNAL.match(target) else self.page.files).append(target)


def read_page(text: str) -> BuiltPage:
    """Collect what matters of one page's HTML."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.page.raw_math = bool(_RAW_MATH.search(text))
    return reader.page


def address(site: Path, path: Path) -> str:
    """Return the address of an HTML file, relative to the site's root; ``/`` for the home page."""
    name = path.relative_to(site).as_posix()
    return name.removesuffix("index.html") or "/"


def addresses_of(site: Path) -> list[str]:
    """Return the address of every page and redirect of a built site."""
    return [address(site, path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def check_site(
    site: Path,
    sources: dict[str, tuple[str, str]],
    *,
    base: str = "/",
    cache: Cache | None = None,
) -> list[Problem]:
    """Check every page of a built site.

    Parameters
    ----------
    site
        The folder it was built into.
    sources
        For each page's address the file it came from and that file's text, so that a problem can
        name the line an author would mend.
    base
        The path that the site will be served under; addresses that start with it lead into it.
    cache
        Keeps what was read of a page by the page's content.

    Returns
    -------
    problems
        Broken links and anchors, missing files and alt texts, ids used twice, maths left as TeX,
        macros left as written, head cells of tables without a word,
        and anything that a browser would fetch from elsewhere.
    """
    pages = _read_pages(site, cache or Cache(None))
    problems: list[Problem] = []
    for url, page in pages.items():
        page.links = [_inside(target, base) for target in page.links]
        page.files = [_inside(target, base) for target in page.files]
        source, text = sources.get(url.lstrip("/"), (f"site/{url.lstrip('/')}", ""))

        def report(message: str, needle: str = "", *, file: str = source, body: str = text) -> None:
            problems.append(Problem(file, line_of(body, needle) if needle else 0, message))

        for target in page.links:
            if message := _broken(site, url, target, pages):
                anchor = target.rpartition("#")[2] if "#" in target else target
                report(message, anchor.rstrip("/").rpartition("/")[2])
        for target in page.files:
            if not _file_of(site, url, target).is_file():
                report(f"The page needs {target!r}, which is not in the site.", target)
        for target in page.third_party:
            report(f"The page would fetch {target!r} from elsewhere.", target)
        for target in page.no_alt:
            report(f"The picture {target!r} has no alt text.", target.rpartition("/")[2])
        for ident in page.doubled:
            report(f"The id {ident!r} stands on the page twice.", ident)
        for after in page.bare_heads:
            where = f"before {after!r}" if after else "at the end"
            report(
                f"A table's head cell {where} is empty: say what stands below it.",
                f"| {after}" if after else "| |",
            )
        if page.raw_math:
            report("Some maths was not typeset.", "$")
        if page.raw_macro:
            report(f"The macro {page.raw_macro!r} stands where it is not read.", page.raw_macro)
    return problems


def _read_pages(site: Path, cache: Cache) -> dict[str, BuiltPage]:
    """Read every page of a site, on all cores where they are new."""
    pages: dict[str, BuiltPage] = {}
    new: list[tuple[str, str, str]] = []
    for path in sorted(site.rglob("*.html")):
        url, text = address(site, path), path.read_text(encoding="utf-8")
        key = cache.key("built", text)
        found, page = cache.load(key)
        if found:
            pages[url] = page
        else:
            new.append((url, key, text))
    for (url, key, _), page in zip(new, spread(read_page, [item[2] for item in new]), strict=True):
        cache.store(key, page)
        pages[url] = page
    return {url: pages[url] for url in sorted(pages)}


def _inside(target: str, base: str) -> str:
    """Turn an address from the server's root into one from the site's."""
    return "/" + target.removeprefix(base) if target.startswith(base) else target


def _resolve(url: str, target: str) -> tuple[str, str]:
    way, _, anchor = target.partition("#")
    way = unquote(way.partition("?")[0])
    if not way:
        return url, unquote(anchor)
    base = "" if url == "/" else (url if url.endswith("/") else posixpath.dirname(url))
    joined = way.lstrip("/") if way.startswith("/") else posixpath.join(base, way)
    goal = posixpath.normpath(joined or ".")
    if goal in ("", "."):
        return "/", unquote(anchor)
    if way.endswith(("/", "..", ".")):
        goal += "/"
    return goal, unquote(anchor)


def _file_of(site: Path, url: str, target: str) -> Path:
    return site / _resolve(url, target)[0].strip("/")


def _broken(site: Path, url: str, target: str, pages: dict[str, BuiltPage]) -> str:
    """Return why a link is broken, or nothing."""
    if _EXTERNAL.match(target):
        return ""
    goal, anchor = _resolve(url, target)
    page = pages.get(goal) or pages.get(goal.removesuffix("index.html") or "/")
    if page is None:
        if goal != "/" and (site / goal.strip("/")).is_file():
            return ""
        return f"The link {target!r} leads to no page."
    if anchor and anchor not in page.ids and not anchor.startswith((":~:", "__")):
        return f"The link {target!r} names an anchor that its page does not have."
    return ""
