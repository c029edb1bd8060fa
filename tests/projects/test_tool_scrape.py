"""The crawl against a server on this machine: what is asked for, when, and what comes of it."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey.projects.command_line_tool.scrape._crawl import MAX_HOPS, MAX_WAIT
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._state import State
from tests.projects.misbehaving import (
    Crawled,
    Server,
    Stall,
    TestClock,
    answer,
    in_thread,
    moved,
    scraped,
    served,
)


@pytest.fixture
def site() -> Iterator[Server]:
    with served() as server:
        yield server


def page(title: str, *links: str) -> bytes:
    return answer(f"<title>{title}</title>" + "".join(f'<a href="{link}">.</a>' for link in links))


def shop(site: Server) -> None:
    """Seven pages in three levels, with a link back, one to itself, and several spellings."""
    site.pages |= {
        "/": page("home", "/a", "b", "/c/../a", "#top", "mailto:me@example.org"),
        "/a": page("a", "/d", "/", f"HTTP://127.0.0.1:{site.port}/%61"),
        "/b": page("b", "/e", "/d"),
        "/d": page("d", "/f"),
        "/e": page("e", "/g?x=%7e"),
        "/f": page("f"),
        "/g?x=~": page("g"),
    }


def times(found: Crawled, host: str) -> list[float]:
    return [when for when, name, _ in found.log if name == host]


def gaps(found: Crawled, host: str) -> list[float]:
    return [later - sooner for sooner, later in itertools.pairwise(times(found, host))]


# ---------------------------------------------------------------- which pages, in which order


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_page_is_fetched_once_and_rows_stand_in_order_of_links(
    site: Server, workers: int
) -> None:
    shop(site)
    found = scraped([site.url], follow="a[href]", workers=workers)
    assert [title for _, title in found.rows] == ["home", "a", "b", "d", "e", "f", "g"]
    assert found.rows[0][0] == f"{site.url}/"
    assert sorted(site.asked) == sorted(["/robots.txt", *site.pages])
    assert found.counts["done"] == found.counts["rows"] == 7
    assert found.requests == 8
    assert found.ticks[-1] == (7, 7)
    assert not found.notes


@pytest.mark.parametrize(("depth", "pages"), [(0, 1), (1, 3), (2, 5), (3, 7), (9, 7)])
def test_depth_counts_links(site: Server, depth: int, pages: int) -> None:
    shop(site)
    assert scraped([site.url], depth=depth).counts["done"] == pages


def test_a_page_counts_by_the_shortest_way_however_slow(site: Server) -> None:
    """The long way is answered at once, the short one last: /c lies one link deep all the same."""
    site.pages |= {
        "/": page("home", "/a", "/slow"),
        "/a": page("a", "/b"),
        "/b": page("b", "/c"),
        "/slow": [answer("", "503 Service Unavailable", Retry_After="9"), page("slow", "/c")],
        "/c": page("c", "/last"),
        "/last": page("last"),
    }
    found = scraped([site.url], depth=3, retries=1)
    assert [title for _, title in found.rows] == ["home", "a", "slow", "b", "c", "last"]


@pytest.mark.parametrize("workers", [1, 8])
def test_max_pages_keeps_the_first_in_order(site: Server, workers: int) -> None:
    shop(site)
    found = scraped([site.url], follow="a", max_pages=4, workers=workers)
    assert [title for _, title in found.rows] == ["home", "a", "b", "d"]
    assert found.counts["not_visited"] == 2
    assert "/e" not in site.asked


def test_only_hosts_that_were_named_are_asked(site: Server) -> None:
    site.pages["/"] = page("home", f"{site.other}/there", "//localhost/")
    found = scraped([site.url], depth=1)
    assert found.counts["done"] == 1
    assert site.asked == ["/robots.txt", "/"]


def test_any_host_asks_the_other_robots_txt_too(site: Server) -> None:
    site.pages |= {"/": page("home", f"{site.other}/there"), "/there": page("there")}
    found = scraped([site.url], depth=1, same_host=False, trusted={"127.0.0.1", "localhost"})
    assert [row[1] for row in found.rows] == ["home", "there"]
    assert [(host, path) for _, host, path in found.log] == [
        ("127.0.0.1", "/robots.txt"), ("127.0.0.1", "/"),
        ("localhost", "/robots.txt"), ("localhost", "/there"),
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["link", "number", "redirect"])
def test_a_page_cannot_send_the_scraper_into_the_local_network(site: Server, way: str) -> None:
    target = {"number": f"http://2130706433:{site.port}/secret"}.get(way, f"{site.other}/secret")
    site.pages |= {"/": moved(target) if way == "redirect" else page("home", target)}
    found = scraped([site.url], depth=1, same_host=False)
    assert "/secret" not in site.asked
    (note,) = [note for url, note in found.notes.items() if url.endswith("/secret")]
    assert "robots.txt could not be read" in note
    assert "is a host of the local network" in note


@pytest.mark.parametrize("addresses", [["93.184.216.34", "127.0.0.1"], ["127.0.0.1"], ["::1"]])
def test_a_name_that_also_leads_into_the_local_network_is_not_asked(
    site: Server, monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    """All addresses of a name are looked at, and no other look-up follows before connecting."""
    looked_up: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port)) for name in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    found = scraped([f"http://evil.example:{site.port}/"], trusted=set())
    assert "evil.example is a host of the local network" in str(found.notes)
    assert looked_up == ["evil.example"]
    assert site.asked == []


# ---------------------------------------------------------------- rates


@pytest.mark.parametrize("workers", [1, 8])
def test_requests_to_a_host_keep_their_distance(site: Server, workers: int) -> None:
    shop(site)
    found = scraped([site.url], follow="a", rate=2.5, workers=workers)
    assert len(found.log) == 8
    assert gaps(found, "127.0.0.1") == [2.5] * 7


def test_a_host_waits_for_no_other(site: Server) -> None:
    hosts = (site.url, site.other)
    site.pages |= {f"/{n}": page(str(n)) for n in range(4)}
    site.pages["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 100")
    found = scraped([f"{host}/{n}" for host in hosts for n in range(4)], rate=100, workers=8)
    for host in ("127.0.0.1", "localhost"):
        assert times(found, host) == [0, 100, 200, 300, 400]


@pytest.mark.parametrize(("delay", "gap"), [("7", 7.0), ("0.5", 2.0), ("soon", 2.0), ("-1", 2.0)])
def test_crawl_delay_is_kept_where_it_is_longer(site: Server, delay: str, gap: float) -> None:
    shop(site)
    site.pages["/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {delay}")
    found = scraped([site.url], depth=1, rate=2.0)
    assert gaps(found, "127.0.0.1") == [gap] * 3
    assert found.said == (["127.0.0.1 asks for 7 s between requests"] if gap == 7 else [])


# ---------------------------------------------------------------- robots.txt


def test_robots_txt_is_asked_for_once_and_obeyed(site: Server) -> None:
    shop(site)
    site.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /b\nDisallow: /*x=\nAllow: /bb")
    found = scraped([site.url], follow="a")
    assert [title for _, title in found.rows] == ["home", "a", "d", "f"]
    assert found.notes == {f"{site.url}/b": "skipped: robots.txt forbids it"}
    assert site.count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("agent", "allowed"),
    [("journey-tool/1", False), ("Other/2.0 (+https://example.org)", True), ("curl", False)],
)
def test_the_group_of_the_scrapers_own_name_counts(site: Server, agent: str, allowed: bool) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: other\nAllow: /\n"
    site.pages |= {"/": page("home"), "/robots.txt": answer(rules)}
    assert scraped([site.url], user_agent=agent).counts["done"] == allowed
    assert site.heads[0]["user-agent"] == agent


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "410 Gone", "400 Bad Request"]
)
def test_no_robots_txt_allows_everything(site: Server, status: str) -> None:
    site.pages |= {"/": page("home"), "/robots.txt": answer("Disallow: /", status)}
    assert scraped([site.url]).counts["done"] == 1


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        (answer("", "500 Internal Server Error"), "500 Internal Server Error"),
        (answer("", "503 Service Unavailable"), "503 Service Unavailable"),
        (answer("", "429 Too Many Requests"), "429 Too Many Requests"),
        (b"", "Server disconnected without sending a response."),
        (answer("Allow: /", Content_Encoding="gzip"), "not gzip, though it says so"),
    ],
    ids=["500", "503", "429", "closed", "not-gzip"],
)
def test_robots_txt_that_cannot_be_had_forbids_everything(
    site: Server, robots: bytes, why: str
) -> None:
    site.pages |= {"/": page("home"), "/robots.txt": robots}
    found = scraped([site.url, f"{site.url}/a"])
    note = f"failed: robots.txt could not be read ({why}), so nothing is fetched"
    assert found.notes == {f"{site.url}/": note, f"{site.url}/a": note}
    assert site.asked == ["/robots.txt"]


def test_robots_txt_is_asked_for_again_like_a_page(site: Server) -> None:
    site.pages |= {
        "/": page("home"),
        "/robots.txt": [answer("", "503 Busy", Retry_After="20"), answer("User-agent: *")],
    }
    found = scraped([site.url], retries=1)
    assert [(when, path) for when, _, path in found.log] == [
        (0.0, "/robots.txt"), (20.0, "/robots.txt"), (20.0, "/"),
    ]  # fmt: skip
    assert found.said == ["127.0.0.1: 503 Service Unavailable; again in 20 s"]


@pytest.mark.parametrize(("hops", "allowed"), [(1, False), (5, False), (6, True)])
def test_robots_txt_may_lie_behind_five_redirects(site: Server, hops: int, allowed: bool) -> None:
    site.pages |= {"/": page("home"), "/robots.txt": moved("/r1", "301 Moved Permanently")}
    site.pages |= {f"/r{n}": moved(f"/r{n + 1}") for n in range(1, hops)}
    site.pages[f"/r{hops}"] = answer("User-agent: *\nDisallow: /")
    assert scraped([site.url]).counts["done"] == allowed


def test_a_redirect_loop_of_robots_txt_counts_as_none(site: Server) -> None:
    site.pages |= {"/": page("home"), "/robots.txt": moved("/robots.txt")}
    assert scraped([site.url]).counts["done"] == 1
    assert site.count("/robots.txt") == 6


def test_only_the_first_500_kib_of_robots_txt_count(site: Server) -> None:
    rules = b"User-agent: *\nDisallow: /first\n"
    filler = b"# nothing\n" * (500 * 1024 // 10)
    body = rules + filler + b"Disallow: /last\n"
    site.pages |= {
        "/robots.txt": answer(body), "/first": page("first"), "/last": page("last"),
    }  # fmt: skip
    found = scraped([f"{site.url}/first", f"{site.url}/last"], max_size=1000)
    assert [row[1] for row in found.rows] == ["last"]


@pytest.mark.parametrize(
    "body",
    [b"\xef\xbb\xbfUser-agent: *\nDisallow: /", b"\xff\xfe\0 <html>\nUSER-AGENT:*\rdisallow:/"],
)
def test_odd_bytes_in_robots_txt_hide_no_rule(site: Server, body: bytes) -> None:
    site.pages |= {"/": page("home"), "/robots.txt": answer(body)}
    assert scraped([site.url]).counts["skipped"] == 1


# ---------------------------------------------------------------- failures and retries


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_for_again_with_growing_waits(site: Server, status: int) -> None:
    bad = answer("", f"{status} Bad")
    site.pages["/"] = [bad, bad, bad, page("home")]
    found = scraped([site.url], retries=3)
    assert [row[1] for row in found.rows] == ["home"]
    assert site.count("/") == 4
    waits = gaps(found, "127.0.0.1")[1:]
    assert all(0 <= wait <= 2**attempt for attempt, wait in enumerate(waits))
    assert waits == [wait for wait in found.clock.slept if wait > 0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 501, 505])
def test_what_will_not_pass_is_asked_for_once(site: Server, status: int) -> None:
    site.pages["/"] = answer("", f"{status} Bad")
    found = scraped([site.url], retries=3)
    assert site.count("/") == 1
    assert found.counts["failed"] == 1
    assert found.notes[f"{site.url}/"].startswith(f"failed: {status}")


def test_after_the_last_retry_the_page_has_failed(site: Server) -> None:
    site.pages["/"] = answer("", "500 Oops")
    found = scraped([site.url], retries=2)
    assert site.count("/") == 3
    assert found.notes == {f"{site.url}/": "failed: 500 Internal Server Error"}


def test_the_whole_host_rests_while_one_page_waits(site: Server) -> None:
    site.pages |= {
        "/a": [answer("", "429 Slow Down", Retry_After="60"), page("a")], "/b": page("b"),
    }  # fmt: skip
    found = scraped([f"{site.url}/a", f"{site.url}/b"], retries=1, workers=1)
    assert [(when, path) for when, _, path in found.log] == [
        (0.0, "/robots.txt"), (0.0, "/a"), (60.0, "/a"), (60.0, "/b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("30", 30.0),
        ("Fri, 15 Jan 2027 08:00:45 GMT", 45.0),
        ("Friday, 15-Jan-27 08:00:45 GMT", 45.0),
        ("Fri, 15 Jan 2027 07:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
        ("", None),
    ],
    ids=["seconds", "date", "old date format", "past", "word", "negative", "digits", "empty"],
)
def test_retry_after_is_kept(site: Server, said: str, wait: float | None) -> None:
    busy = answer("", "503 Busy", Retry_After=said.encode().decode("latin-1"))
    site.pages["/"] = [busy, page("home")]
    found = scraped([site.url], retries=1)
    waited = gaps(found, "127.0.0.1")[1]
    assert waited == wait if wait else 0 <= waited <= 1
    assert found.counts["done"] == 1


@pytest.mark.parametrize(
    "said", ["301", "99999999999999999999999", "Sat, 15 Jan 2028 08:00:00 GMT"]
)
def test_a_host_that_asks_for_too_long_is_left_alone_until_another_run(
    site: Server, said: str
) -> None:
    assert MAX_WAIT == 300
    site.pages |= {"/a": answer("", "503 Busy", Retry_After=said), "/b": page("b")}
    site.pages["/c"] = page("c")

    def run() -> None:
        options = Options([f"{site.url}/{name}" for name in "abc"], retries=5, workers=1, rate=0)
        state = State(None, options.kept())
        state.begin(options.urls)
        found = Crawled(options, state)
        assert site.asked == ["/robots.txt", "/a"]
        assert found.counts["waiting"] == 3
        assert "127.0.0.1 asks to be left alone for" in found.said[0]
        site.pages["/a"] = page("a")
        later = Crawled(options, state)
        assert [row[1] for row in later.rows] == ["a", "b", "c"]
        state.close()

    in_thread(run)


def test_a_host_whose_robots_txt_lies_on_a_closed_one_is_not_asked_forever(site: Server) -> None:
    site.pages |= {
        "/robots.txt": moved(f"{site.other}/rules"),
        "/rules": answer("", "503 Busy", Retry_After="4000"),
    }
    found = scraped([site.url, f"{site.url}/a"], trusted={"127.0.0.1", "localhost"})
    assert site.asked == ["/robots.txt", "/rules"]
    assert found.counts["waiting"] == 2


def test_nobody_listens(site: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = scraped([f"http://127.0.0.1:{port}/"], retries=2)
    assert found.requests == 3
    (note,) = found.notes.values()
    assert note.startswith("failed: robots.txt could not be read (")


def test_a_server_that_speaks_no_tls(site: Server) -> None:
    found = scraped([site.url.replace("http:", "https:")], retries=1)
    assert found.requests == 2
    (note,) = found.notes.values()
    assert "SSL" in note


@pytest.mark.parametrize(
    "head", [b"", answer("<title>x")[:20], answer("<title>x", Content_Length="5000")],
    ids=["silent", "in the head", "in the body"],
)  # fmt: skip
def test_a_server_that_drips_and_falls_silent_meets_the_deadline(site: Server, head: bytes) -> None:
    """The deadline is the clock's: it ends when the server says that nothing more will come."""
    clock = TestClock()
    site.stalled = clock.expire
    site.pages["/"] = Stall(head)
    found = scraped([site.url], clock=clock, timeout=12.5)
    assert found.notes == {f"{site.url}/": "failed: no whole answer in 12.5 s"}
    assert clock.deadlines == [12.5, 12.5]


# ---------------------------------------------------------------- redirects


def test_a_redirect_is_followed_and_its_target_fetched_once(site: Server) -> None:
    site.pages |= {
        "/": page("home", "/old", "/older", "/new"),
        "/older": moved("old", "301 Moved Permanently"),
        "/old": moved(f"{site.url}/new#part", "308 Permanent Redirect"),
        "/new": page("new"),
    }
    found = scraped([site.url], depth=1)
    assert found.rows == [[f"{site.url}/", "home"], [f"{site.url}/new", "new"]]
    assert sorted(site.asked) == sorted(["/robots.txt", *site.pages])
    assert found.counts["redirected"] == 2


def test_where_a_redirect_leads_stands_in_its_place(site: Server) -> None:
    site.pages |= {"/a": moved("/x"), "/x": page("x"), "/b": page("b"), "/c": moved("/x")}
    for workers in (1, 8):
        found = scraped([f"{site.url}/{name}" for name in "abc"], workers=workers)
        assert [row[1] for row in found.rows] == ["x", "b"]


@pytest.mark.parametrize(("length", "loop"), [(1, "/1 -> /1"), (3, "/1 -> /2 -> /3 -> /1")])
def test_a_redirect_loop_is_named(site: Server, length: int, loop: str) -> None:
    site.pages |= {f"/{n}": moved(f"/{n % length + 1}") for n in range(1, length + 1)}
    found = scraped([f"{site.url}/1"], workers=1)
    (note,) = found.notes.values()
    shown = note.replace(site.url, "").removeprefix("failed: redirect loop: ")
    places = shown.split(" -> ")
    assert places[0] == places[-1]
    assert sorted(places[1:]) == sorted(loop.split(" -> ")[1:])
    assert len(site.asked) == length + 1


def test_a_loop_that_many_pages_enter_ends(site: Server) -> None:
    site.pages |= {f"/{n}": moved("/loop1") for n in range(20)}
    site.pages |= {"/loop1": moved("/loop2"), "/loop2": moved("/loop1")}
    found = scraped([f"{site.url}/{n}" for n in range(20)])
    assert len(site.asked) == 1 + 22
    assert found.counts["failed"] == 1


@pytest.mark.parametrize(("hops", "done"), [(MAX_HOPS, 1), (MAX_HOPS + 1, 0)])
def test_ten_redirects_and_no_more(site: Server, hops: int, done: int) -> None:
    site.pages |= {f"/{n}": moved(f"/{n + 1}") for n in range(hops)}
    site.pages[f"/{hops}"] = page("there")
    found = scraped([f"{site.url}/0"])
    assert found.counts["done"] == done
    if not done:
        assert found.notes == {f"{site.url}/{MAX_HOPS}": "failed: more than 10 redirects"}


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://localhost:1/", "redirects to another host, localhost; --any-host follows it"),
        ("file:///etc/passwd", "a redirect: expected an address with http"),
        ("ftp://127.0.0.1/", "a redirect: expected an address with http"),
        ("http://[bad/", "a redirect: expected"),
        ("http://:80/", "a redirect: expected a host"),
        ("", "a redirect to nowhere"),
    ],
)
def test_redirects_that_are_not_followed(site: Server, target: str, why: str) -> None:
    site.pages["/"] = moved(target)
    (note,) = scraped([site.url]).notes.values()
    assert note.startswith(f"failed: {why}")


def test_every_hop_meets_robots_txt_and_the_rate(site: Server) -> None:
    site.pages |= {
        "/": moved("/1"), "/1": moved("/private/2"), "/private/2": page("secret"),
        "/robots.txt": answer("User-agent: *\nDisallow: /private"),
    }  # fmt: skip
    found = scraped([site.url], rate=3)
    assert found.notes == {f"{site.url}/private/2": "skipped: robots.txt forbids it"}
    assert gaps(found, "127.0.0.1") == [3, 3]


def test_cookies_are_not_kept(site: Server) -> None:
    cookie = {"Set_Cookie": "session=1; Path=/"}
    site.pages |= {"/": answer("<a href=/a>", **cookie), "/a": answer("a", **cookie)}
    scraped([site.url], depth=1)
    assert len(site.heads) == 3
    assert not [head for head in site.heads if "cookie" in head]


# ---------------------------------------------------------------- passwords


def test_a_password_goes_to_its_origin_and_into_no_file(site: Server, tmp_path: Path) -> None:
    site.pages |= {
        "/": page("home", "/a", f"{site.other}/b", f"http://u:hidden2@127.0.0.1:{site.port}/c"),
        **{f"/{name}": page(name) for name in "abc"},
        "/a": moved(f"{site.other}/moved"),
    }
    path = tmp_path / "state"

    def run() -> Crawled:
        url = site.url.replace("//", "//me:hidden1@")
        options = Options([url], depth=1, same_host=False, rate=0, retries=0)
        assert "hidden" not in repr(options)
        state = State(path, options.kept())
        try:
            state.begin(options.urls)
            return Crawled(
                options, state, cache=tmp_path / "cache", trusted={"127.0.0.1", "localhost"}
            )
        finally:
            state.close()

    found = in_thread(run)
    told = {head["host"].split(":")[0]: "authorization" in head for head in site.heads}
    assert told == {"127.0.0.1": True, "localhost": False}
    assert {head.get("authorization") for head in site.heads} == {
        "Basic bWU6aGlkZGVuMQ==", None,
    }  # fmt: skip
    assert not any("hidden" in str(row) for row in found.rows)
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"hidden" not in file.read_bytes()
