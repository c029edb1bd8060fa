"""The check of the built site: each kind of fault is found in HTML written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from journey_site.addresses import check_addresses, read_addresses, write_addresses
from journey_site.sitecheck import addresses_of, check_site

GOOD = '<h1 id="top">T</h1><a href="#top">x</a><img src="p.svg" alt="A p.">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.html", "a/index.html", "a/b/index.html", "404.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD.replace("p.svg", "/p.svg"), encoding="utf-8")
    (tmp_path / "p.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path


def test_a_sound_site(site: Path) -> None:
    assert check_site(site, {}) == []
    assert addresses_of(site) == ["a/b/", "a/", "/"]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="../c/">x</a>', "leads to no page"),
        ('<a href="../#no">x</a>', "names an anchor"),
        ('<a href="#no">x</a>', "names an anchor"),
        ('<a href="b/index.html#no">x</a>', "names an anchor"),
        ('<img src="../p.svg">', "no alt text"),
        ('<img src="../q.svg" alt="Q">', "not in the site"),
        ('<script src="https://cdn.example/x.js"></script>', "from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "from elsewhere"),
        ('<p id="x"></p><p id="x"></p>', "stands on the page twice"),
        ('<span class="arithmatex">\\(x\\)</span>', "not typeset"),
        ('<p>As <code>{{ result("a", "b") }}</code> says</p>', "not read"),
        ("<tr><th></th><th>right</th></tr>", "before 'right' is empty"),
        ("<tr><th>model</th><th><em> </em></th></tr>", "at the end is empty"),
        ("<tr><th><math><mi>n</mi></math></th><th>b</th></tr>", "before 'b' is empty"),
    ],
)
def test_each_fault_is_found(site: Path, html: str, message: str) -> None:
    (site / "a" / "index.html").write_text(html, encoding="utf-8")
    problems = check_site(site, {"a/": ("docs/a.md", "one\ntwo")})
    assert [p.path for p in problems] == ["docs/a.md"]
    assert message in problems[0].message


@pytest.mark.parametrize(
    "html",
    [
        '<a href="b/">x</a>',
        '<tr><th aria-label="Row"></th><th><b>b</b></th></tr><tr><td></td></tr>',
        "<p>{{ braces }} and {{ }} are text</p>",
        '<a href="b/#top">x</a>',
        '<a href="..">x</a>',
        '<a href=".">x</a>',
        '<a href="../a/b/index.html#top">x</a>',
        '<a href="https://example.org/x#y">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="/a/b/#top">x</a>',
        '<a href="/">x</a>',
        '<a href="../p.svg">x</a>',
    ],
)
def test_sound_links(site: Path, html: str) -> None:
    (site / "a" / "index.html").write_text(html, encoding="utf-8")
    assert check_site(site, {}) == []


def test_addresses_from_the_servers_root(site: Path) -> None:
    text = '<a href="/sub/a/b/">x</a><img src="/sub/p.svg" alt="P"><a href="/sub/">x</a>'
    (site / "404.html").write_text(text, encoding="utf-8")
    assert check_site(site, {}, base="/sub/") == []
    assert len(check_site(site, {})) == 3


def test_the_line_of_the_source_is_named(site: Path) -> None:
    (site / "a" / "index.html").write_text('<a href="../gone/">x</a>', encoding="utf-8")
    source = "# A\n\nText with [a link](../gone.md).\n"
    problem = check_site(site, {"a/": ("docs/a.md", source)})[0]
    assert str(problem).startswith("docs/a.md:3: ")


def test_addresses_are_permanent(tmp_path: Path) -> None:
    assert write_addresses(tmp_path, ["/", "a/"]) == ["/", "a/"]
    assert list(read_addresses(tmp_path)) == ["/", "a/"]
    assert check_addresses(tmp_path, ["/", "a/"]) == []
    gone = check_addresses(tmp_path, ["/", "b/"])
    assert [(p.path, p.line) for p in gone] == [("addresses.txt", 3), ("addresses.txt", 0)]
    assert "neither a page nor a redirect" in gone[0].message
    assert "published but not listed" in gone[1].message
    assert write_addresses(tmp_path, ["b/"]) == ["b/"]
    assert list(read_addresses(tmp_path)) == ["/", "a/", "b/"]
