"""The command and its state: killed and resumed, formats, exit codes, the configuration file."""

from __future__ import annotations

import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from journey.projects.command_line_tool import main
from journey.projects.command_line_tool._output import ExitCode
from journey.projects.command_line_tool.scrape._check import check
from journey.projects.command_line_tool.scrape._command import default_cache
from journey.projects.command_line_tool.scrape._options import Options
from journey.projects.command_line_tool.scrape._state import Entry, State, StateError
from tests.projects.misbehaving import (
    Crawled,
    Died,
    Server,
    TestClock,
    WatchedTransport,
    answer,
    in_thread,
    moved,
    served,
)
from tests.projects.test_tool_scrape_parts import read_back

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


@pytest.fixture
def site() -> Iterator[Server]:
    with served() as server:
        yield server


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, without anybody's own settings or cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOURNEY_TOOL_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def tool(place: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run `journey-tool scrape`; return exit code, results and messages."""

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            in_thread(lambda: main(["scrape", *words]))
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, " ".join(told.err.split())

    return call


def tree(site: Server, width: int = 3) -> list[str]:
    """Thirteen pages of three items each, some behind redirects; return their titles in order."""
    names = ["", *"abc"[:width], *(x + y for x in "abc"[:width] for y in "abc"[:width])]
    for name in names:
        links = [name + letter for letter in "abc"[:width]] if len(name) < 2 else []
        items = "".join(f"<li>{name}{number}" for number in range(3))
        html = f"<title>{name}</title><ul>{items}</ul>"
        html += "".join(f'<a href="/go/{link}">' for link in links)
        site.pages[f"/{name}"] = answer(html)
        site.pages[f"/go/{name}"] = moved(f"/{name}") if name[-1:] == "b" else answer(html)
    return names


RUN = ["--row", "li", "--select", "item=:scope", "--follow", "a", "--rate", "0", "--no-cache"]


def options_of(site: Server, **more: Any) -> Options:
    return Options(
        [site.url], **{"row": "li", "select": ["item=:scope"], "follow": "a", "rate": 0.0, **more}
    )


def crawled(options: Options, path: Path, *, die_at: int | None = None) -> list[list[str | None]]:
    """Begin or resume a crawl in a file, and return the rows."""

    def run() -> list[list[str | None]]:
        if path.exists():
            state = State(path)
        else:
            state = State(path, options.kept())
            state.begin(options.urls)
        try:
            return Crawled(options, state, die_at=die_at).rows
        finally:
            state.close()

    return in_thread(run)


# ---------------------------------------------------------------- interrupted and resumed


@pytest.mark.parametrize("workers", [1, 4])
def test_a_run_that_dies_before_any_request_ends_with_the_same_rows(
    site: Server, tmp_path: Path, workers: int
) -> None:
    tree(site)
    options = options_of(site, workers=workers)
    whole = crawled(options, tmp_path / "whole")
    assert len(whole) == 39
    requests = len(site.asked)
    for die_at in range(0, requests, 3):
        path = tmp_path / f"state{die_at}"
        site.asked.clear()
        with pytest.raises(Died):
            crawled(options, path, die_at=die_at)
        assert crawled(options, path) == whole
        again = len(site.asked) - requests
        assert 0 <= again <= workers + 1  # pages in flight, and robots.txt


def test_a_run_that_dies_again_and_again_gets_there(site: Server, tmp_path: Path) -> None:
    tree(site)
    options = options_of(site, workers=2)
    whole = crawled(options, tmp_path / "whole")
    for _ in range(100):
        try:
            rows = crawled(options, tmp_path / "state", die_at=3)
        except Died:
            continue
        break
    assert rows == whole


@POSIX
@pytest.mark.parametrize("victim", ["/", "/go/ab", "/go/cc"])
def test_a_killed_process_is_resumed_without_a_row_more_or_less(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]], victim: str
) -> None:
    """SIGKILL while the server has the request for one page and has not answered it."""
    tree(site)
    assert tool("run", site.url, *RUN, "--output", "whole.csv")[0] == 0
    command = [
        sys.executable, "-m", "journey.projects.command_line_tool", "scrape", "run", site.url,
        *RUN, "--output", "killed.csv", "--workers", "2",
    ]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    site.asked.clear()
    site.before = lambda path: process.kill() if path == victim else None
    assert process.wait() == -signal.SIGKILL
    assert not Path("killed.csv").exists()
    site.before = lambda path: None
    code, _, told = tool("resume", "killed.csv.state")
    assert code == 0, told
    assert Path("killed.csv").read_bytes() == Path("whole.csv").read_bytes()
    assert site.count("/") == (2 if victim == "/" else 1)


@POSIX
@pytest.mark.parametrize("moment", ["_settle", "_forget_known_links", "_insert"])
def test_a_process_killed_inside_a_transaction_leaves_none_of_it(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]], moment: str
) -> None:
    tree(site, width=2)
    assert tool("run", site.url, *RUN, "--output", "whole.jsonl")[0] == 0
    program = f"""
import os, signal, sys
from journey.projects.command_line_tool import main
from journey.projects.command_line_tool.scrape._state import State
inner, calls = State.{moment}, []
def deadly(self, *arguments, **more):
    found = inner(self, *arguments, **more)
    calls.append(found)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return found
State.{moment} = deadly
main(sys.argv[1:])
"""
    command = [sys.executable, "-c", program, "scrape", "run", site.url, *RUN]
    command += ["--output", "killed.jsonl"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert tool("resume", "killed.jsonl.state")[0] == 0
    assert Path("killed.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


@POSIX
def test_ctrl_c_keeps_the_state_and_says_how_to_go_on(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    names = tree(site)
    command = [
        sys.executable, "-m", "journey.projects.command_line_tool", "scrape", "run", site.url,
        *RUN, "--state", "kept", "--json",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    answered = threading.Event()

    def interrupt(path: str) -> None:
        if path == "/go/ab" and not answered.is_set():
            process.send_signal(signal.SIGINT)
            site.over.wait()  # no answer: the page is in flight when the signal comes

    site.before = interrupt
    out, err = process.communicate()
    assert process.returncode == ExitCode.INTERRUPTED
    assert out == b""
    assert err.decode().split("\n")[-2] == "error: interrupted: journey-tool scrape resume kept"
    answered.set()
    code, text, _ = tool("resume", "kept", "--json")
    assert code == 0
    items = [json.loads(line)["item"] for line in text.splitlines()]
    assert items == [f"{name}{number}" for name in names for number in range(3)]


def test_a_state_that_is_done_gives_its_rows_again_in_another_format(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    tree(site)
    assert tool("run", site.url, *RUN, "--state", "kept", "--output", "a.csv")[0] == 0
    site.asked.clear()
    assert tool("resume", "kept", "--output", "a.sqlite")[0] == 0
    assert site.asked == []
    assert read_back(Path("a.csv")) == read_back(Path("a.sqlite"))


def test_what_failed_may_be_tried_again(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    tree(site)
    fine = site.pages["/go/a"]
    site.pages["/go/a"] = answer("", "503 Busy")
    site.pages["/go/c"] = answer("", "404 Not Found")
    words = [*RUN, "--retries", "0", "--output", "a.jsonl"]
    code, _, told = tool("run", site.url, *words)
    assert code == ExitCode.SOME_FAILED
    assert f"warning: {site.url}/go/a: 503 Service Unavailable" in told
    assert tool("resume", "a.jsonl.state")[0] == ExitCode.SOME_FAILED
    site.pages["/go/a"] = fine
    assert tool("resume", "a.jsonl.state", "--again")[0] == ExitCode.SOME_FAILED  # for the 404
    assert site.count("/go/c") == 1
    first = [row[1][:-1] for row in read_back(Path("a.jsonl"))[1:] if row[1].endswith("0")]
    # What a second try leads to stands behind what was known.
    assert first == ["", "a", "b", "ba", "bb", "bc", "aa", "ab", "ac"]


# ---------------------------------------------------------------- the state


def test_two_runs_cannot_have_one_state(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with closing(State(path, {})):
        with pytest.raises(StateError, match="in use by another run"):
            State(path)
        with pytest.raises(StateError, match="there is already a state"):
            State(path, {})
    State(path).close()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "no such state"),
        (b"", "no state of `journey-tool scrape`"),
        (b"text " * 1000, "no state of `journey-tool scrape`"),
        ("CREATE TABLE other (x)", "no state of `journey-tool scrape`"),
        ("CREATE TABLE meta (name, value); INSERT INTO meta VALUES ('version', '9')", "version"),
    ],
    ids=["none", "empty", "text", "another's", "newer"],
)
def test_files_that_are_no_state(
    tool: Callable[..., tuple[int, str, str]], place: Path, content: bytes | str | None, why: str
) -> None:
    if isinstance(content, bytes):
        Path("state").write_bytes(content)
    elif content:
        with closing(sqlite3.connect("state")) as base:
            base.executescript(content)
    code, _, told = tool("resume", "state")
    assert code == ExitCode.USAGE
    assert why in told


def test_a_page_is_settled_once(tmp_path: Path) -> None:
    with closing(State(None, {})) as state:
        state.begin(["http://a/"])
        (page,) = state.waiting()
        for text in ("first", "second"):
            state.done(page, rows=[[text]], links=["http://a/b"])
        state.left(page, "failed", "late")
        assert list(state.rows()) == [["http://a/", "first"]]
        assert state.counts()["done"] == 1


def test_links_become_pages_level_by_level_in_order() -> None:
    with closing(State(None, {})) as state:
        state.begin(["http://a/1", "http://a/2", "http://a/1"])
        first, second = state.waiting()
        state.done(second, links=["http://a/5", "http://a/3"])
        state.done(first, links=["http://a/4", "http://a/2", "http://a/3"])
        assert state.waiting() == []
        assert state.promote(max_pages=4) == 2
        assert [(page.url, page.depth) for page in state.waiting()] == [
            ("http://a/4", 1), ("http://a/3", 1),
        ]  # fmt: skip
        assert state.counts()["not_visited"] == 1
        assert state.promote(max_pages=4) == 0
        assert state.promote(max_pages=9) == 1


def test_a_failed_write_leaves_nothing_of_it() -> None:
    with closing(State(None, {})) as state:
        state.begin(["http://a/"])
        (page,) = state.waiting()
        with pytest.raises(TypeError):
            state.done(page, rows=[["fine"], [object()]])  # type: ignore[list-item]
        assert state.waiting() == [Entry(page.id, "http://a/", 0, 1)]
        assert list(state.rows()) == []


# ---------------------------------------------------------------- the command


def test_rows_are_shown_and_messages_kept_apart(
    site: Server, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages |= {"/": answer("<title>Home\x1b[31m</title>"), "/robots.txt": answer("")}
    code, out, told = tool("run", site.url, "--no-cache")
    assert code == 0
    assert "1 rows" in out
    assert "Home\\x1b[31m" in out
    assert told == "1 rows of 1 pages in 2 requests"


def test_json_lines_and_a_summary(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    tree(site)
    _, out, _ = tool("run", site.url, *RUN, "--json", "--depth", "0")
    assert [json.loads(line)["item"] for line in out.splitlines()] == ["0", "1", "2"]
    code, out, _ = tool("run", site.url, *RUN, "--json", "--output", "a.csv")
    assert code == 0
    assert json.loads(out) == {
        "done": 13, "redirected": 4, "skipped": 0, "failed": 0, "waiting": 0, "rows": 39,
        "not_visited": 0, "requests": 18, "sources": {"network": 13}, "output": "a.csv",
    }  # fmt: skip
    assert sorted(path.name for path in place.iterdir()) == ["a.csv", "config.toml"]


def test_the_default_row_is_the_title_and_the_cache_is_the_users(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    fresh = {"Cache_Control": "max-age=1000"}
    site.pages |= {"/": answer("<title>Home", **fresh), "/robots.txt": answer("", **fresh)}
    for _ in range(2):
        assert tool("run", site.url, "--output", "a.csv")[0] == 0
    assert len(site.asked) == 2
    assert list(csv.reader(io.StringIO(Path("a.csv").read_text(encoding="utf-8")))) == [
        ["url", "title"], [f"{site.url}/", "Home"],
    ]  # fmt: skip
    assert (default_cache() / "answers.sqlite").is_file()
    assert default_cache().is_relative_to(place)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["run"], "Missing argument"),
        (["run", "example.org"], "expected an address with http:// or https://"),
        (["run", "http://a/", "--select", "h1"], "--select: expected name=css"),
        (["run", "http://a/", "--select", "x=h1["], "--select: 'h1[' is no CSS selector"),
        (["run", "http://a/", "--workers", "0"], "--workers: expected 1 or more, got 0"),
        (["run", "http://a/", "--depth", "x"], "--depth"),
        (["run", "http://a/", "--output", "a.xlsx"], "--output: expected a name with .csv, .jsonl"),
        (["run", "http://a/", "--output", "no/a.csv"], "--output: no such folder: no"),
        (["run", "http://a/", "--output", "a.csv", "--state", "./a.csv"], "--state: the same file"),
        (["resume", "nothing"], "nothing: no such state"),
        (["resume", "config.toml"], "config.toml: no state of"),
        (["check", "file:///etc/passwd"], "expected an address with http"),
    ],
)
def test_what_cannot_be_meant_ends_with_a_sentence(
    tool: Callable[..., tuple[int, str, str]], words: list[str], why: str
) -> None:
    code, out, told = tool(*words)
    assert code == ExitCode.USAGE
    assert out == ""
    assert why in told


def test_a_state_is_never_written_over(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages["/"] = answer("", "404 Not Found")
    assert tool("run", site.url, "--no-cache", "--output", "a.csv")[0] == ExitCode.FAILED
    code, _, told = tool("run", site.url, "--no-cache", "--output", "a.csv")
    assert code == ExitCode.USAGE
    assert "a.csv.state: there is already a state; resume it, or remove it" in told


def test_a_page_that_was_asked_for_and_may_not_be_fetched_is_a_failure(
    site: Server, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages |= {
        "/": answer("<title>Home</title><a href=/b>"),
        "/robots.txt": answer("User-agent: *\nDisallow: /b"),
    }
    words = ["--no-cache", "--rate", "0"]
    assert tool("run", site.url, "--depth", "1", *words)[0] == ExitCode.OK
    assert tool("run", site.url, f"{site.url}/b", *words)[0] == ExitCode.SOME_FAILED
    code, _, told = tool("run", f"{site.url}/b", *words)
    assert code == ExitCode.FAILED
    assert f"warning: {site.url}/b: robots.txt forbids it" in told


def test_only_the_first_twenty_failures_are_told(
    site: Server, tool: Callable[..., tuple[int, str, str]]
) -> None:
    urls = [f"{site.url}/{number}" for number in range(25)]
    _, _, told = tool("run", *urls, "--no-cache", "--rate", "0")
    assert told.count("404 Not Found") == 20
    assert "warning: ... and 5 more" in told


def test_a_password_is_missed_on_resuming_and_never_told(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages["/"] = answer("", "503 Busy")
    url = site.url.replace("//", "//me:hidden@")
    words = ["--no-cache", "--retries", "0", "--output", "a.csv", "--rate", "0"]
    _, out, told = tool("run", url, *words)
    assert "hidden" not in out + told
    assert b"hidden" not in Path("a.csv.state").read_bytes()
    site.pages["/"] = answer("<title>Home")
    code, _, told = tool("resume", "a.csv.state", "--again")
    assert code == 0
    assert f"{site.url} was asked with a password; it was not kept, and is not sent now" in told
    assert ["authorization" in head for head in site.heads] == [True, True, False, False]


def test_the_configuration_file_sets_lists_and_switches(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages["/"] = answer("<title>Home</title><h1 id=x>Big</h1>")
    Path("config.toml").write_text(
        '[scrape.run]\nselect = ["a=h1", "b=h1@id"]\nno-cache = true\nsame-host = false\n'
        'rate = 0\nmax-pages = 3\nuser-agent = "polite"\nstate = "kept"\njson = true\n',
        encoding="utf-8",
    )
    code, out, _ = tool("run", site.url)
    assert code == 0
    assert json.loads(out) == {"url": f"{site.url}/", "a": "Big", "b": "x"}
    assert site.heads[0]["user-agent"] == "polite"
    with closing(State(Path("kept"))) as state:
        kept = state.options["crawl"]
    assert (kept["same_host"], kept["max_pages"], kept["rate"]) == (False, 3, 0.0)
    Path("kept").unlink()
    _, out, _ = tool("run", site.url, "--select", "c=title")  # the command line wins
    assert json.loads(out) == {"url": f"{site.url}/", "c": "Home"}


@pytest.mark.parametrize("path", ["/", "/private/x"])
def test_check_says_what_robots_txt_says(
    site: Server, tool: Callable[..., tuple[int, str, str]], path: str
) -> None:
    site.pages["/robots.txt"] = moved("/rules")
    site.pages["/rules"] = answer(
        "User-agent: *\nDisallow: /private\nCrawl-delay: 3\nSitemap: http://a/map.xml"
    )
    code, out, _ = tool("check", site.url + path, "--json")
    assert code == 0
    allowed = path == "/"
    assert json.loads(out) == {
        "url": site.url + path, "robots": f"{site.url}/robots.txt", "answer": "200",
        "agent": "journey-tool", "allowed": allowed,
        "why": "" if allowed else "robots.txt forbids it", "delay": 3.0,
        "sitemaps": ["http://a/map.xml"],
    }  # fmt: skip
    _, out, _ = tool("check", site.url + path)
    assert ("yes" if allowed else "no") in out
    assert "http://a/map.xml" in out


@pytest.mark.parametrize(
    ("robots", "came", "allowed"),
    [
        (answer("", "404 Not Found"), "404", True),
        (answer("", "500 Oops"), "500", False),
        (b"", "Server disconnected without sending a response.", False),
        (moved("/robots.txt"), "302", True),
        (moved("http://[x"), "302", True),
    ],
    ids=["none", "500", "closed", "loop", "nowhere"],
)
def test_check_where_there_is_no_robots_txt(
    site: Server, robots: bytes, came: str, allowed: bool
) -> None:
    site.pages["/robots.txt"] = robots

    def run() -> dict[str, Any]:
        import asyncio

        clock = TestClock()
        transport = WatchedTransport({"127.0.0.1"}, clock)
        return asyncio.run(check(site.url, "me", clock=clock, transport=transport))

    found = in_thread(run)
    assert (found["answer"], found["allowed"]) == (came, allowed)


def test_a_file_that_cannot_be_written_is_said_and_the_state_stays(
    site: Server, place: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages["/"] = answer("<title>Home")
    (place / "a.csv").mkdir()
    code, _, told = tool("run", site.url, "--no-cache", "--rate", "0", "--output", "a.csv")
    assert code == ExitCode.FAILED
    assert "error: a.csv: " in told
    assert tool("resume", "a.csv.state", "--output", "b.csv")[0] == 0
    assert read_back(place / "b.csv")[1] == [f"{site.url}/", "Home"]
