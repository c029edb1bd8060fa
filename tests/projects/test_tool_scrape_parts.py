"""The parts by themselves: addresses, selectors, what may be private, waits, files of results."""

from __future__ import annotations

import csv
import io
import ipaddress
import itertools
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journey.projects.command_line_tool._politeness import Backoff, http_date, retry_after
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._robots import LIMIT, Robots, token_of
from journey.projects.command_line_tool.scrape._select import Extract, Field, SelectorError
from journey.projects.command_line_tool.scrape._urls import (
    host_of,
    is_public,
    login_of,
    normalise,
    origin_of,
)
from journey.projects.command_line_tool.scrape._write import FORMATS, guarded, write

# ---------------------------------------------------------------- addresses

HOME = "http://example.org/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://EXAMPLE.org", HOME),
        ("http://example.org:80", HOME),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org:080/", HOME),
        ("http://example.org:/", HOME),
        ("http://example.org./", HOME),
        ("http://example.org/#top", HOME),
        ("http://example.org/?", HOME),
        ("http://example.org?a=1", "http://example.org/?a=1"),
        ("http://example.org/a/../b/./c", "http://example.org/b/c"),
        ("http://example.org/a/b/..", "http://example.org/a/"),
        ("http://example.org/../../a", "http://example.org/a"),
        ("http://example.org/%2e%2E/a", "http://example.org/a"),
        ("http://example.org//a//", "http://example.org//a//"),
        ("http://example.org/%7euser%2f", "http://example.org/~user%2F"),
        ("http://example.org/é b", "http://example.org/%C3%A9%20b"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/?q=a+b&c=%20é", "http://example.org/?q=a+b&c=%20%C3%A9"),
        ("http://example.org/?b=2&a=1", "http://example.org/?b=2&a=1"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://%65xample.org/", HOME),
        ("http://[::0001]:80/a", "http://[::1]/a"),
        ("http://me:secret@example.org/", HOME),
        ("  http://example.org/a\n", "http://example.org/a"),
        ("ht\ntp://exa\tmple.org/", HOME),
        ("http:\\\\example.org\\a\\b?c\\d", "http://example.org/a/b?c%5Cd"),
        ("http://example.org\\@evil.example/", "http://example.org/@evil.example/"),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    assert normalise(url) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "/a", "ftp://example.org/", "javascript:alert(1)", "mailto:a@b", "http:",
        "http://", "http:///a", "http://:80/", "http://[::1/", "http://[x]/", "http://a b/",
        "http://a:port/", "http://a:65536/", "http://a:-1/", "http://<script>/", "http://☃.example/",
        "http://a%00b/", "http://a%2fb/", "http://a/\ud800".replace("a/", "a\ud800/"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        normalise(url)
    with pytest.raises(ValueError, match="expected") as caught:
        normalise(url.replace("://", "://me:secret@") or "me:secret@")
    assert "secret" not in str(caught.value) or "//" not in url


@given(
    st.sampled_from(["http://", "https://", "HTTP://me:pw@"]),
    st.sampled_from(["a", "Example.ORG", "a.b.", "[::1]", "127.0.0.1", "bücher.example"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(alphabet=st.sampled_from('ab/.%2eEfFé ?&=#+;:@\\[]|"<>^`{}~\t\x00\ud800')),
)
@example("http://", "a", "", "/a/%2e%2e/%2e/..")
@example("http://", "a", "", "/%%32%65/")
@example("http://", "a", "", "//..//b")
def test_normalising_again_changes_nothing_and_httpx_sends_exactly_that(
    scheme: str, host: str, port: str, rest: str
) -> None:
    url = normalise(scheme + host + port + "/" + rest)
    assert normalise(url) == url
    assert url.isascii()
    assert "#" not in url
    assert "pw" not in url
    parts = urlsplit(url)
    assert ".." not in parts.path.split("/")
    target = httpx.URL(url).raw_path.decode("ascii")
    assert target == parts.path + (f"?{parts.query}" if parts.query else "")
    assert (host_of(url), origin_of(url)) == (parts.hostname, url[: len(origin_of(url))])


@given(st.text(max_size=40))
@example("http://[")
@example("//[::1")
@example("http://a:b:c/")
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    for base in (None, "https://example.org/a/b?c"):
        try:
            url = normalise(text, base)
        except ValueError:
            continue
        assert normalise(url, base) == url


@given(
    st.lists(st.sampled_from(["a", "b", ".", "..", ""]), max_size=6),
    st.lists(st.sampled_from(["a", "b", ".", "..", ""]), min_size=1, max_size=6),
)
def test_links_are_resolved_as_the_standard_library_does(base: list[str], link: list[str]) -> None:
    place = "http://a/" + "/".join(part for part in base if part)
    target = "/".join(part or "c" for part in link)
    assert normalise(target, place) == normalise(urljoin(place, target))


def test_the_login_of_an_address() -> None:
    assert login_of("http://a/") is None
    assert login_of("http://me@a/") == ("me", "")
    assert login_of("http://m%65:p%3Aw@a/") == ("me", "p:w")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("8.8.8.8", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("::ffff:8.8.8.8", True), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_hides_nothing(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(address))
        assert is_public(str(wrapped)) == is_public(str(address))


# ---------------------------------------------------------------- selectors

LIST = """
<base href="/shop/"><ul>
<li class="item new"><b>Tea <i>green</i></b><br>3&nbsp;€ <a href="tea?x=1#y">more</a>
<li class=item><b>Cof<wbr>fee</b><script>var no</script><style>b{}</style><a>none</a>
<li><div>Left</div><div>Right</div><img src=" cup.png " alt="a  cup">
</ul>"""


@pytest.mark.parametrize(
    ("select", "values"),
    [
        ("x=b", ["Tea green", "Coffee", None]),
        ("x=:scope", ["Tea green 3 € more", "Coffeenone", "Left Right"]),
        ("x=a@href", ["http://a/shop/tea?x=1", None, None]),
        ("x=@class", ["item new", "item", None]),
        ("x=img@src", [None, None, "http://a/shop/cup.png"]),
        ("x=img@ALT", [None, None, "a  cup"]),
        ("x=b, div", ["Tea green", "Coffee", "Left"]),
        ("x=script", [None, "var no", None]),
        ("x=:scope > div:nth-of-type(2)", [None, None, "Right"]),
    ],
)
def test_values(select: str, values: list[str | None]) -> None:
    extract = Extract([Field.parse(select)], row="li")
    assert [row[0] for row in extract.take(LIST, "http://a/b/c").rows] == values


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a=b", Field("a", "b")),
        (" a b = c > d ", Field("a b", "c > d")),
        ("a=b@href", Field("a", "b", "href")),
        ("a=@href", Field("a", "", "href")),
        ("a=b [x=y]@data-z", Field("a", "b [x=y]", "data-z")),
        ('a=b[x="u@v"]', Field("a", 'b[x="u@v"]')),
        ('a=b[x="u@v"]@w', Field("a", 'b[x="u@v"]', "w")),
        ("ä=b", Field("ä", "b")),
    ],
)
def test_select_is_read(text: str, field: Field) -> None:
    assert Field.parse(text) == field


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["h1"], "--select: expected name=css or name=css@attribute, got 'h1'"),
        (["=h1"], "--select: expected name=css or name=css@attribute, got '=h1'"),
        (["a@b=h1"], "--select: expected name=css or name=css@attribute, got 'a@b=h1'"),
        (["a="], "--select: expected a selector behind '=', got 'a='"),
        (["a=h1["], "--select: 'h1[' is no CSS selector: Malformed attribute selector"),
        (["a=:nope"], "--select: ':nope' is no CSS selector: ':nope' was detected"),
        (["URL=h1"], "--select: the name url is taken: it is the page's address"),
        (["a=h1", "A=h2"], "--select: the name a stands twice"),
    ],
)
def test_what_is_no_selector_is_said(texts: list[str], why: str) -> None:
    with pytest.raises(SelectorError) as caught:
        Extract([Field.parse(text) for text in texts])
    assert str(caught.value).startswith(why)


@pytest.mark.parametrize("option", ["row", "follow"])
def test_row_and_follow_are_checked_too(option: str) -> None:
    with pytest.raises(SelectorError, match=f"--{option}: '>' is no CSS selector"):
        Extract([], **{option: ">"})


NAMES = st.text(st.characters(categories=["L", "N"], include_characters=" -_"), min_size=1).filter(
    lambda name: name.strip() == name and name.casefold() != "url"
)


@given(
    NAMES,
    st.sampled_from(["", "h1", "a > b", "a[href*='@']", '[x="a=b@c"]', ":is(a, b)", "a:not(.b)"]),
    st.sampled_from(["", "href", "data-x", "xml:lang", "v-on.x"]),
)
def test_what_is_written_is_read_back(name: str, css: str, attribute: str) -> None:
    text = f"{name}={css}" + (f"@{attribute}" if attribute else "")
    if not css and not attribute:
        with pytest.raises(SelectorError):
            Field.parse(text)
    else:
        assert Field.parse(text) == Field(name, css, attribute)


@given(st.text(max_size=30))
def test_any_text_is_a_column_or_a_selector_error(text: str) -> None:
    try:
        column = Field.parse(text)
    except SelectorError:
        return
    assert len(Extract([column]).take("<p class=a>b", "http://a/").rows) == 1


@given(st.text(alphabet=st.sampled_from("<>!-[]/abpi='\" &#;?\n\0"), max_size=200))
@example("<!--" * 60)
@example("<a x='" * 60)
def test_any_text_is_a_page(html: str) -> None:
    page = Extract([Field.parse("p=p"), Field.parse("h=a@href")], follow="a").take(
        html, "http://a/"
    )
    assert len(page.rows) == 1
    assert [normalise(link) for link in page.links] == page.links


def test_links_stand_once_in_order_and_odd_ones_are_counted() -> None:
    html = (
        "<a href=b><a href=/a><a href='b#x'><a href='HTTP://A:80/b'><a href=tel:1><a>"
        "<a href='http://[x'><a href='javascript:x()'><a href=' DATA:x'><area href=c><a href=''>"
    )
    page = Extract([], follow="a, area").take(html, "http://a/")
    assert page.links == ["http://a/b", "http://a/a", "http://a/c", "http://a/"]
    assert page.note == "1 link is no address"


@pytest.mark.parametrize("base", ["", "http://[x", "javascript:x"])
def test_a_base_that_is_none_does_not_count(base: str) -> None:
    page = Extract([], follow="a").take(f"<base href='{base}'><a href=c>", "http://a/b/")
    assert page.links == ["http://a/b/c"]


# ---------------------------------------------------------------- waits


def test_back_off_stays_within_its_bounds_and_uses_all_of_them() -> None:
    backoff = Backoff(base=2.0, cap=30.0, seed=1)
    for attempt in range(12):
        bound = min(30.0, 2.0 * 2**attempt)
        waits = [backoff.wait(attempt) for _ in range(300)]
        assert all(0 <= wait <= bound for wait in waits)
        assert min(waits) < 0.1 * bound
        assert max(waits) > 0.9 * bound
    assert backoff.wait(10**6) <= 30


def test_the_same_seed_waits_the_same() -> None:
    first, second = Backoff(seed=7), Backoff(seed=7)
    assert [first.wait(n) for n in range(9)] == [second.wait(n) for n in range(9)]


@given(st.text(max_size=30))
@example("9" * 400)
@example("Fri, 99 Foo 99999 99:99:99 GMT")
def test_any_retry_after_is_a_wait_or_none(text: str) -> None:
    wait = retry_after({"retry-after": text}, 0.0)
    assert wait is None or wait >= 0
    assert retry_after({}, 0.0) is None
    assert http_date(None) is None


@pytest.mark.parametrize(
    ("agent", "token"),
    [("journey-tool/0.1", "journey-tool"), ("My_Bot 2", "My_Bot"), ("bot", "bot"), ("1x", "1x")],
)
def test_the_token_of_an_agent(agent: str, token: str) -> None:
    assert token_of(agent) == token


def test_robots_txt_is_read_up_to_its_limit() -> None:
    rules = b"User-agent: *\nDisallow: /a\n"
    body = rules + b"#" * (LIMIT - len(rules) - 13) + b"\nDisallow: /b" + b"\nDisallow: /c"
    robots = Robots.read(body, "me")
    assert [robots.allows(f"http://x/{name}") for name in "abcd"] == [False, False, True, True]


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"urls": []}, "URL: expected at least one address"),
        ({"urls": ["x"]}, "expected an address with http:// or https://, got 'x'"),
        ({"depth": -1}, "--depth: expected 0 or more, got -1"),
        ({"max_pages": 0}, "--max-pages: expected 1 or more, got 0"),
        ({"workers": 0}, "--workers: expected 1 or more, got 0"),
        ({"retries": -1}, "--retries: expected 0 or more, got -1"),
        ({"max_size": 0}, "--max-size: expected 1 or more, got 0"),
        ({"rate": -0.1}, "--rate: expected seconds, 0 or more, got -0.1"),
        ({"rate": float("nan")}, "--rate: expected seconds, 0 or more, got nan"),
        ({"timeout": 0.0}, "--timeout: expected seconds above 0, got 0.0"),
        ({"timeout": float("inf")}, "--timeout: expected seconds above 0, got inf"),
        ({"user_agent": " "}, "--user-agent: expected printable ASCII, got ' '"),
        ({"user_agent": "a\r\nX: y"}, "--user-agent: expected printable ASCII"),
        ({"follow": "a["}, "--follow: 'a[' is no CSS selector"),
    ],
)
def test_options_that_cannot_be_meant(values: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError) as caught:
        Options(**{"urls": [HOME], **values})  # type: ignore[arg-type]
    assert str(caught.value).startswith(why)


def test_options_come_back_as_they_were_but_for_passwords() -> None:
    options = Options(["http://me:pw@b/", "http://a/", "http://a/#x"], depth=2, select=["x=h1"])
    kept = json.loads(json.dumps(options.kept()))
    assert "pw" not in json.dumps(kept)
    back, origins = Options.from_kept(kept)
    assert origins == ["http://b"]
    assert back.logins == {}
    assert back.kept() == {**options.kept(), "logins": []}
    assert back.urls == ["http://b/", "http://a/"]
    assert back.follow == "a[href]"


# ---------------------------------------------------------------- files of results

COLUMNS = ["url", "name", 'odd "name", x']
ROWS = [
    ["http://a/", 'Say "hi", you', "two\nlines"],
    ["http://b/", None, ""],
    ["http://c/", "=1+1", "日本 \u2028 é"],
]


def read_back(path: Path) -> list[list[Any]]:
    """Return what other programs read: the columns, then the rows."""
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        return [list(lines[0]), *(list(line.values()) for line in lines)]
    with closing(sqlite3.connect(path)) as base:
        found = base.execute("SELECT * FROM rows")
        return [[name for name, *_ in found.description], *map(list, found)]


@pytest.mark.parametrize("ending", FORMATS)
def test_files_are_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"rows{ending}"
    path.write_text("old", encoding="utf-8")
    write(path, COLUMNS, ROWS)
    expected: list[list[Any]] = [list(COLUMNS), *ROWS]
    if ending == ".csv":  # which knows no None, and runs formulas
        expected[2] = ["http://b/", "", ""]
        expected[3] = ["http://c/", "'=1+1", ROWS[2][2]]
    assert read_back(path) == expected
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_stays_as_it_was_when_writing_fails(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"rows{ending}"
    path.write_text("old", encoding="utf-8")

    def rows() -> object:
        yield ROWS[0]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        write(path, COLUMNS, rows())  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("-5", "-5"),
        ("+1,234.5", "+1,234.5"), ("-3 %", "-3 %"), ("1=1", "1=1"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str | None, written: str) -> None:
    assert guarded(cell) == written


CELLS = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(list(FORMATS)))
def test_any_cells_are_read_back(rows: list[tuple[str | None, str | None]], ending: str) -> None:
    content = FORMATS[ending](["a", "b"], rows)
    if ending == ".csv":
        back = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))[1:]
        assert back == [[guarded(cell) for cell in row] for row in rows]
        cells = itertools.chain.from_iterable(back)
        assert not [cell for cell in cells if cell[:1] in ("=", "@", "\t", "\r")]
    elif ending == ".jsonl":
        lines = content.decode("utf-8").split("\n")
        assert lines.pop() == ""
        assert [tuple(json.loads(line).values()) for line in lines] == rows
    else:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(content)
            assert base.execute("SELECT * FROM rows").fetchall() == rows
