"""What servers send: lies about length, packing, type and encoding; broken HTML; the cache."""

from __future__ import annotations

import contextlib
import gzip
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey.projects.command_line_tool.scrape._bodies import BodyError, Unpacker, text_of
from journey.projects.command_line_tool.scrape._cache import Cache, Stored
from journey.projects.command_line_tool.scrape._html import harmless
from journey.projects.command_line_tool.scrape._select import Extract, Field
from tests.projects.misbehaving import (
    NOW,
    Crawled,
    Endless,
    Server,
    TestClock,
    answer,
    scraped,
    served,
)


@pytest.fixture
def site() -> Iterator[Server]:
    with served() as server:
        yield server


def note_of(found: Crawled) -> str:
    (note,) = found.notes.values()
    return note


# ---------------------------------------------------------------- lies about the body

PAGE = b"<title>home</title>" + b"<p>words " * 100


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "Server disconnected without sending a response."),
        (b"HTTP/1.1 200 OK\r\nContent-", "Server disconnected without sending a response."),
        (b"220 mail.example ready\r\n\r\n", "illegal status line"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n", "bad Content-Length"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "Receive buffer too long"),
        (answer(PAGE, Content_Length="5000"), "peer closed connection without sending complete"),
        (
            answer(b"ffff\r\nonly this", Content_Length=None, Transfer_Encoding="chunked"),
            "peer closed connection without sending complete",
        ),
        (
            answer(b"nonsense\r\n", Content_Length=None, Transfer_Encoding="chunked"),
            "illegal chunk header",
        ),
    ],
    ids=[
        "closed", "closed in the head", "another protocol", "no number", "endless head",
        "cut off", "chunk cut off", "no chunks",
    ],
)  # fmt: skip
def test_an_answer_that_breaks_off_is_asked_for_again_and_never_taken(
    site: Server, raw: bytes, why: str
) -> None:
    site.pages["/"] = raw
    found = scraped([site.url], retries=1)
    assert note_of(found).startswith("failed: ")
    assert why in note_of(found)
    assert site.count("/") == 2
    assert not found.rows


def test_a_body_that_is_longer_than_it_says_is_cut(site: Server) -> None:
    site.pages["/"] = answer("<title>home</title><p>more", Content_Length="19")
    found = scraped([site.url], select=["title=title", "p=p"])
    assert found.rows == [[f"{site.url}/", "home", None]]


def test_a_body_without_any_length_ends_with_the_connection(site: Server) -> None:
    site.pages["/"] = answer(PAGE, Content_Length=None)
    assert scraped([site.url]).rows == [[f"{site.url}/", "home"]]


@pytest.mark.parametrize("status", ["200 OK", "204 No Content", "206 Partial Content"])
def test_an_empty_page_is_a_page(site: Server, status: str) -> None:
    site.pages["/"] = answer("", status)
    assert scraped([site.url]).rows == [[f"{site.url}/", None]]


@pytest.mark.parametrize("packed", [False, True])
def test_an_endless_body_is_left_at_the_limit(site: Server, packed: bool) -> None:
    again, packing = b"<p>again" * 1000, zlib.compressobj(wbits=31)
    head = answer("", Content_Length=None, Content_Encoding="gzip" if packed else None)
    if packed:
        head += packing.compress(again) + packing.flush(zlib.Z_FULL_FLUSH)
        again = packing.compress(again) + packing.flush(zlib.Z_FULL_FLUSH)
    site.pages["/"] = Endless(head, again)
    found = scraped([site.url], max_size=100_000, retries=3)
    assert note_of(found) == "failed: more than 100,000 bytes"
    assert site.count("/") == 1


def test_a_body_that_says_it_is_too_large_is_not_read(site: Server) -> None:
    site.pages["/"] = Endless(answer("", Content_Length="200000000"), b"")
    assert note_of(scraped([site.url])) == "failed: more than 2,000,000 bytes"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("GZip", gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:])),
        ("x-gzip", gzip.compress(PAGE) + b"trailing rubbish"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
        ("", PAGE),
    ],
    ids=["gzip", "two gzips", "rubbish behind", "deflate", "deflate, raw", "identity", "none"],
)
def test_packed_pages_are_unpacked(site: Server, coding: str, body: bytes) -> None:
    site.pages["/"] = answer(body, Content_Encoding=coding)
    assert scraped([site.url]).rows == [[f"{site.url}/", "home"]]


@pytest.mark.parametrize(
    ("coding", "body", "why"),
    [
        ("gzip", PAGE, "not gzip, though it says so"),
        ("deflate", PAGE, "not deflate, though it says so"),
        ("gzip", gzip.compress(PAGE)[:-20], "the gzip data ended early"),
        ("gzip", gzip.compress(PAGE)[:-8] + bytes(8), "not gzip, though it says so"),
        ("br", PAGE, "packed in a way that was not asked for: 'br'"),
        ("gzip, gzip", PAGE, "packed in a way that was not asked for: 'gzip, gzip'"),
        ("gzip", gzip.compress(bytes(10**8)), "more than 2,000,000 bytes"),
    ],
    ids=["plain", "plain deflate", "cut", "bad sum", "brotli", "twice", "bomb"],
)
def test_lies_about_packing(site: Server, coding: str, body: bytes, why: str) -> None:
    site.pages["/"] = answer(body, Content_Encoding=coding)
    assert note_of(scraped([site.url])) == f"failed: {why}"


def test_a_bomb_costs_the_limit_however_it_is_cut() -> None:
    bomb = gzip.compress(bytes(10**7))
    for size in (1, 7, 4096, len(bomb)):
        unpacker = Unpacker("gzip", 10_000)
        with pytest.raises(BodyError):
            list(map(unpacker.feed, (bomb[at : at + size] for at in range(0, len(bomb), size))))
        assert len(unpacker.body) == 10_001


@pytest.mark.parametrize("size", [1, 2, 3, 10, 10**6])
def test_unpacking_does_not_depend_on_the_chunks(size: int) -> None:
    packed = gzip.compress(PAGE) + gzip.compress(PAGE)
    unpacker = Unpacker("gzip", 10**6)
    for at in range(0, len(packed), size):
        unpacker.feed(packed[at : at + size])
    assert unpacker.close() == PAGE + PAGE


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("text/html", True), ("TEXT/HTML ;charset=utf-8", True), ("application/xhtml+xml", True),
        (None, True), ("image/png", False), ("application/json", False), ("text/plain", False),
    ],
)  # fmt: skip
def test_only_html_is_read(site: Server, kind: str | None, read: bool) -> None:
    body = Endless(answer("", Content_Type=kind, Content_Length=None), b"x")
    site.pages["/"] = answer("<title>home", Content_Type=kind) if read else body
    found = scraped([site.url])
    assert found.counts["done"] == read
    if not read:
        assert note_of(found) == f"skipped: not HTML: {kind}"


# ---------------------------------------------------------------- encodings

WORDS = "Grüße – žluťoučký"


@pytest.mark.parametrize(
    ("body", "header", "text", "note"),
    [
        ("é".encode(), "", "é", ""),
        (b"caf\xe9 \x80", "", "café €", ""),
        (b"caf\xe9 \x80", "charset=iso-8859-1", "café €", ""),
        (b"caf\xe9", "charset=utf-8", "caf\ufffd", "1 character was not utf-8"),
        (b"\xff\xe9\xe8", "charset='UTF8'", "\ufffd" * 3, "3 characters were not utf-8"),
        ("é".encode(), "charset=latin1", "Ã©", ""),
        (WORDS.encode("utf-8-sig"), "charset=ascii", WORDS, ""),
        (WORDS.encode("utf-16"), "charset=utf-8", WORDS, ""),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "", WORDS, ""),
        (WORDS.encode("utf-16-le"), "charset=utf-16", WORDS, ""),
        ("ž".encode("iso8859-2"), "charset=iso-8859-2", "ž", ""),
        ("日本".encode("shift_jis"), "charset=Shift_JIS", "日本", ""),
        ("中文".encode("gbk"), "charset=gb2312", "中文", ""),
        ("Привет".encode("koi8-r"), "charset=koi8-r", "Привет", ""),
        ("é".encode(), "charset=klingon", "é", "unknown encoding 'klingon'"),
        (b"+ADw-script+AD4-", "charset=utf-7", "+ADw-script+AD4-", "unknown encoding 'utf-7'"),
        (b"uryyb", "charset=rot13", "uryyb", "unknown encoding 'rot13'"),
        (b"68656c6c6f", "charset=hex", "68656c6c6f", "unknown encoding 'hex'"),
        (b"x", "charset=\x00", "x", "unknown encoding '\\x00'"),
        (b"", "charset=utf-16", "", ""),
    ],
)
def test_the_encoding_is_what_the_page_says_as_far_as_that_goes(
    body: bytes, header: str, text: str, note: str
) -> None:
    assert text_of(body, f"text/html; {header}") == (text, note)


@pytest.mark.parametrize(
    ("meta", "body", "text"),
    [
        (b"<meta charset=iso-8859-2>", b"\xbe", "ž"),
        (b"<META HTTP-EQUIV=x CONTENT='text/html; charset=windows-1251'>", b"\xcf", "П"),
        (b"<meta charset='utf-16'>", "é".encode(), "é"),
        (b"<!--" + b" " * 1100 + b"--><meta charset=iso-8859-2>", b"\xbe", "¾"),
    ],
)
def test_the_meta_element_counts_where_nothing_else_does(
    meta: bytes, body: bytes, text: str
) -> None:
    assert text_of(meta + body)[0].endswith(text)
    assert text_of(meta + b"a", "text/html; charset=utf-8")[1] == ""


def test_a_wrong_label_costs_letters_and_is_told(site: Server) -> None:
    site.pages["/"] = answer(b"<title>caf\xe9</title>")
    found = scraped([site.url])
    assert found.rows == [[f"{site.url}/", "caf\ufffd"]]
    assert found.notes == {f"{site.url}/": "done: 1 character was not utf-8"}


# ---------------------------------------------------------------- broken HTML

BROKEN = {
    "unclosed": "<table><tr><td>A<td><b>B<tr><td>C",
    "crossed": "<b><i>A</b></i><p>B</div></p></span>C",
    "no quotes end": "<a href='x>A</a><p>B",
    "nul": "<p>A\0B</p>",
    "doctype": "<!DOCTYPE <<<p>A",
    "section": "<![CDATA[A]]><![endif]><p>B<![foo[",
    "entities": "&#xD800;&#99999999;&nosuch;&amp&lt",
    "end": "A<",
    "comment": "A<!--B",
    "unknown section": "<!doctype x [<![foo[ ]]><!ENTITY",
    "feed": "<?xml version='1.0'?><rss>A",
}


@pytest.mark.parametrize("html", BROKEN.values(), ids=list(BROKEN))
def test_broken_html_is_read_as_far_as_it_goes(html: str) -> None:
    extract = Extract([Field.parse("title=title")], follow="a")
    page = extract.take(f"<title>T</title><a href=/1>{html}", "http://a/")
    assert page.rows == [["T"]]
    assert page.links[:1] == ["http://a/1"]


@pytest.mark.parametrize("text", ["", " ", "http://a/", "page.html", "<?xml version='1.0'?><rss/>"])
def test_a_page_that_is_no_page_has_an_empty_row_and_warns_of_nothing(text: str) -> None:
    assert Extract([Field.parse("title=title")]).take(text, "http://a/").rows == [[None]]


@pytest.mark.parametrize("start", ["<!--", "<![CDATA[", "<![CDATA[>", "<?", "</a ", '<a x="', "<"])
def test_beginnings_that_never_end_are_few(start: str) -> None:
    """Each would be searched for to the end of the text: quadratic time from a page of 1 MB."""
    html = harmless("<p>fine</p>" + start * 30_000)
    assert html.startswith("<p>fine</p>")
    tail = html[html.rfind(">") + 1 :]
    assert tail.count("<") <= 50
    assert html[html.rfind("-->") + 1 :].count("<!--") <= 50
    assert html[html.rfind("]]>") + 1 :].count("<![") <= 50
    extract = Extract([Field.parse("p=p")])
    ((text,),) = extract.take(f"<p>fine</p>{start * 30_000}", "http://a/").rows
    assert text == "fine"


IMPLIED = {
    "<ul><li>A<ul><li>B<li>C</ul><li>D</ul>": ("li", ["A B C", "B", "C", "D"]),
    "<ol><li>A</li><li>B<p>C<p>D</ol>E": ("li", ["A", "B C D"]),
    "<dl><dt>A<dd>B<dt>C<dd>D</dl>": ("dt, dd", ["A", "B", "C", "D"]),
    "<table><tr><td>A<td>B<b>C<tr><th>D<td><table><tr><td>E</table><td>F</table>G": (
        "td, th", ["A", "BC", "D", "E", "E", "F"],
    ),
    "<table><thead><tr><th>A<tbody><tr><td>B<tr><td>C<tfoot><tr><td>D</table>": (
        "tr", ["A", "B", "C", "D"],
    ),
    "<select><optgroup label=x><option>A<option>B<optgroup><option>C</select>": (
        "option", ["A", "B", "C"],
    ),
    "<p>A<p>B<div>C</div>D<p>E<table><tr><td>F<p>G</table>": ("p", ["A", "B", "E", "G"]),
    "<p><i>A<p>B</i>C": ("p", ["A", "BC"]),
    "<li>A<div>B<li>C": ("li", ["A B", "C"]),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), IMPLIED.items(), ids=range(len(IMPLIED)))
def test_end_tags_that_may_be_left_out(html: str, expected: tuple[str, list[str]]) -> None:
    extract = Extract([Field("text", ":scope")], row=expected[0])
    assert [row[0] for row in extract.take(html, "http://a/").rows] == expected[1]


def test_deep_nesting_is_no_recursion() -> None:
    extract = Extract([Field.parse("b=b"), Field.parse("all=:root")], follow="a")
    page = extract.take("<div>" * 20_000 + "<b>deep</b><a href=x>", "http://a/")
    assert page.rows[0][0] == "deep"
    assert page.links == ["http://a/x"]


def test_what_word_processors_write_is_dropped() -> None:
    html = "<p><![if !supportLists]>1.<![endif]> One</p>" * 100
    assert harmless(html) == "<p>1. One</p>" * 100


# ---------------------------------------------------------------- the cache


def cached(site: Server, folder: Path, clock: TestClock, **options: object) -> Crawled:
    return scraped([site.url], cache=folder, clock=clock, **options)


def test_a_fresh_page_is_not_asked_for(site: Server, tmp_path: Path) -> None:
    clock = TestClock()
    site.pages |= {
        "/": answer("<title>home", Cache_Control="max-age=60"),
        "/robots.txt": answer("User-agent: *", Cache_Control="max-age=60"),
    }
    first = cached(site, tmp_path, clock)
    again = cached(site, tmp_path, clock, rate=50.0)
    assert again.rows == first.rows
    assert (first.requests, again.requests) == (2, 0)
    assert again.sources == {"cache": 1}
    assert clock.slept == []  # what is not asked for keeps nobody waiting
    clock.time += 61
    assert cached(site, tmp_path, clock).requests == 2


@pytest.mark.parametrize(
    ("given", "question"),
    [
        ({"ETag": '"v1"'}, {"if-none-match": '"v1"'}),
        (
            {"Last_Modified": "Thu, 01 Jan 2026 00:00:00 GMT"},
            {"if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        ),
        ({"ETag": 'W/"v1"', "Cache_Control": "no-cache"}, {"if-none-match": 'W/"v1"'}),
    ],
    ids=["etag", "date", "no-cache"],
)
def test_a_stale_page_is_asked_for_with_what_is_known(
    site: Server, tmp_path: Path, given: dict[str, str], question: dict[str, str]
) -> None:
    clock = TestClock()
    same = answer("", "304 Not Modified", Content_Length=None, Content_Type=None)
    site.pages["/"] = [answer("<title>home", **given), same, answer("<title>new", **given)]
    assert cached(site, tmp_path, clock).sources == {"network": 1}
    again = cached(site, tmp_path, clock)
    assert again.sources == {"revalidated": 1}
    assert again.rows == [[f"{site.url}/", "home"]]
    asked = {n: v for n, v in site.heads[-1].items() if n.startswith("if-")}
    assert asked == question
    assert cached(site, tmp_path, clock).rows == [[f"{site.url}/", "new"]]


def test_a_304_may_make_the_page_fresh_again(site: Server, tmp_path: Path) -> None:
    clock = TestClock()
    same = answer("", "304 Not Modified", Content_Length=None, Cache_Control="max-age=99")
    site.pages["/"] = [answer("<title>home", ETag='"1"'), same]
    for sources in ({"network": 1}, {"revalidated": 1}, {"cache": 1}):
        assert cached(site, tmp_path, clock).sources == sources
    assert site.count("/") == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": "max-age=60, no-store", "ETag": '"1"'},
        {"Cache_Control": "max-age=60", "Vary": "Accept, *"},
        {"Cache_Control": "max-age=0"},
        {"Cache_Control": "max-age=60", "Age": "61"},
        {"Expires": "Fri, 15 Jan 2027 07:59:00 GMT"},
        {"Expires": "0", "Cache_Control": ""},
        {},
    ],
    ids=["no-store", "vary", "zero", "old", "expired", "expires 0", "nothing"],
)
def test_what_may_not_be_kept_is_asked_for_each_time(
    site: Server, tmp_path: Path, headers: dict[str, str]
) -> None:
    site.pages["/"] = answer("<title>home", **headers)
    for _ in range(2):
        cached(site, tmp_path, TestClock())
    assert site.count("/") == 2
    assert not [head for head in site.heads if any(name.startswith("if-") for name in head)]


def test_a_304_out_of_nowhere_is_an_error(site: Server, tmp_path: Path) -> None:
    site.pages["/"] = answer("", "304 Not Modified", Content_Length=None)
    found = cached(site, tmp_path, TestClock())
    assert note_of(found) == "failed: 304 Not Modified, though nothing was known before"


def test_an_answer_that_varies_by_agent_is_each_agents_own(site: Server, tmp_path: Path) -> None:
    site.pages["/"] = answer("<title>home", Cache_Control="max-age=60", Vary="User-Agent")
    for agent in ("one", "two", "one", "two"):
        cached(site, tmp_path, TestClock(), user_agent=agent)
    assert site.count("/") == 2


def test_a_page_with_a_password_is_not_kept(site: Server, tmp_path: Path) -> None:
    site.pages["/"] = answer("<title>home", Cache_Control="max-age=60")
    for _ in range(2):
        scraped([site.url.replace("//", "//me:pw@")], cache=tmp_path)
    assert site.count("/") == 2
    cached(site, tmp_path, TestClock())
    scraped([site.url.replace("//", "//me:pw@")], cache=tmp_path)  # may be another page for me
    assert site.count("/") == 4


@pytest.mark.parametrize(
    ("headers", "stored", "fresh"),
    [
        ({"cache-control": "max-age=60"}, NOW, 60),
        ({"cache-control": 'public, MAX-AGE="60"'}, NOW - 20, 40),
        ({"cache-control": "max-age=60", "age": "50"}, NOW, 10),
        ({"cache-control": "max-age=60", "date": "Fri, 15 Jan 2027 07:59:30 GMT"}, NOW, 30),
        ({"cache-control": "max-age=60", "expires": "Fri, 15 Jan 2027 09:00:00 GMT"}, NOW, 60),
        ({"expires": "Fri, 15 Jan 2027 08:01:00 GMT"}, NOW, 60),
        ({"cache-control": "max-age=sixty"}, NOW, 0),
        ({"cache-control": "s-maxage=60"}, NOW, 0),
        ({"cache-control": "no-cache, max-age=60"}, NOW, 0),
    ],
)
def test_freshness(headers: dict[str, str], stored: float, fresh: float) -> None:
    assert Stored(headers, b"", stored).fresh_for(NOW) == fresh


def test_a_damaged_cache_is_begun_anew(site: Server, tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"no database " * 1000)
    site.pages["/"] = answer("<title>home", Cache_Control="max-age=60")
    for _ in range(2):
        cached(site, tmp_path, TestClock())
    assert site.count("/") == 1


def test_a_secret_cookie_is_not_kept(tmp_path: Path) -> None:
    with contextlib.closing(Cache(tmp_path)) as cache:
        headers = {"set-cookie": "session=secret", "cache-control": "max-age=60"}
        assert cache.put("http://a/", "me", headers, b"body", NOW)
        stored = cache.get("http://a/", "me")
        assert stored == Stored({"cache-control": "max-age=60"}, b"body", NOW)
    with contextlib.closing(sqlite3.connect(tmp_path / "answers.sqlite")) as base:
        assert "secret" not in "".join(base.iterdump())


def test_a_page_that_ages_in_the_queue_is_asked_for(site: Server, tmp_path: Path) -> None:
    """The cache says fresh when the page is queued and stale when its turn has come."""
    clock = TestClock()
    site.pages |= {
        "/": answer("<title>home", Cache_Control="max-age=60"),
        "/robots.txt": [answer(""), answer("", "503 Busy", Retry_After="100"), answer("")],
    }
    cached(site, tmp_path, clock)
    assert cached(site, tmp_path, clock, retries=1).sources == {"network": 1}


def test_the_cache_of_another_folder_does_not_count(site: Server, tmp_path: Path) -> None:
    site.pages["/"] = answer("<title>home", Cache_Control="max-age=60")
    for name in ("a", "b"):
        cached(site, tmp_path / name, TestClock())
    assert site.count("/") == 2
