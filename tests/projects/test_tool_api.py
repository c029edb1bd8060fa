"""The client of Crossref's API: against a local server that answers in the documented form."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from journey.projects.command_line_tool import main
from journey.projects.command_line_tool._output import ExitCode, ToolError
from journey.projects.command_line_tool._politeness import Backoff
from journey.projects.command_line_tool.api import _format
from journey.projects.command_line_tool.api._cache import Cache
from journey.projects.command_line_tool.api._client import Crossref, NotFound, Query
from journey.projects.command_line_tool.api._model import (
    FormatError,
    Person,
    Work,
    read_page,
    read_single,
    read_work,
)

HERE = Path(__file__).parent / "crossref"
SCHEMA = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
WORKS: list[dict[str, Any]] = json.loads((HERE / "works.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
Script = tuple[int, dict[str, str], bytes]


@dataclass
class Service:
    """A stand-in for Crossref: its works, what it was asked, and what goes wrong first."""

    works: list[dict[str, Any]]
    base: str = ""
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    trouble: list[Script] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self, target: str, agent: str) -> Script:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, query, agent))
        if self.trouble:
            return self.trouble.pop(0)
        if parts.path == "/works":
            return self.ok("work-list", self.listed(query))
        name = unquote(parts.path.removeprefix("/works/")).lower()
        for work in self.works:
            if work["DOI"] == name:
                return self.ok("work", work)
        return 404, {}, b"Resource not found."

    def listed(self, query: dict[str, str]) -> dict[str, Any]:
        rows = int(query["rows"])
        start = 0 if query.get("cursor", "*") == "*" else int(query["cursor"].removeprefix("+/="))
        message: dict[str, Any] = {
            "total-results": len(self.works),
            "items": self.works[start : start + rows],
            "items-per-page": rows,
            "facets": {},
        }
        if "cursor" in query:  # signs that must be quoted in an address
            message["next-cursor"] = f"+/={start + rows}"
        return message

    def ok(self, kind: str, message: object) -> Script:
        whole = {
            "status": "ok",
            "message-type": kind,
            "message-version": "1.0.0",
            "message": message,
        }
        VALIDATOR.validate(whole)
        return 200, self.headers, json.dumps(whole).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    here = Service(WORKS)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = here.answer(self.path, self.headers.get("User-Agent", ""))
            if status == 0:  # hangs up
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


class Clock:
    """A clock that moves when someone sleeps."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Halfway(Backoff):
    """Waits half of what it may."""

    def wait(self, attempt: int) -> float:
        return 0.5 * self.base * 2.0**attempt


def client(service: Service, **settings: Any) -> Crossref:
    clock = settings.pop("clock", Clock())
    return Crossref(base=service.base, sleep=clock.sleep, now=clock, backoff=Halfway(), **settings)


# ---------------------------------------------------------------- reading the documented form


def _named(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"family": text}, optional={"given": text}) | st.builds(
        lambda name: {"name": name}, text
    )


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DATE = st.lists(
    st.lists(st.integers(0, 9999) | st.none(), min_size=1, max_size=3), min_size=1, max_size=2
)
DOCUMENTED = st.fixed_dictionaries(
    {"DOI": TEXT, "type": TEXT},
    optional={
        "title": st.lists(TEXT, max_size=2),
        "publisher": TEXT,
        "author": st.lists(_named(TEXT), max_size=8),
        "issued": st.builds(lambda parts: {"date-parts": parts}, DATE),
        "container-title": st.lists(TEXT, max_size=2),
        "volume": TEXT,
        "issue": TEXT,
        "page": TEXT,
        "article-number": TEXT,
        "is-referenced-by-count": st.integers(0, 10**6),
        "something-new": st.none() | st.integers() | TEXT,
    },
)


@given(st.lists(DOCUMENTED, max_size=4), st.integers(0, 10**9))
def test_everything_that_the_schema_allows_is_read_and_shown(
    items: list[dict[str, Any]], total: int
) -> None:
    whole = {
        "status": "ok",
        "message-type": "work-list",
        "message-version": "1.0.0",
        "message": {"total-results": total, "items": items},
    }
    VALIDATOR.validate(whole)
    page = read_page(whole)
    assert page.total == total
    assert [work.doi for work in page.works] == [item["DOI"] for item in items]
    for work in page.works:
        json.dumps(_format.record(work))
        assert list(_format.row(work)) == list(_format.COLUMNS)
    assert _format.bibtex(page.works).count("@") >= len(items)
    assert _format.cite(page.works).count("  - cite: ") >= len(items)


@given(DOCUMENTED, st.data())
def test_what_breaks_the_schema_is_refused_with_its_place(
    item: dict[str, Any], data: st.DataObject
) -> None:
    # The value of one field that the client reads is replaced by one of another kind.
    name = data.draw(st.sampled_from([n for n in item if n != "something-new"]))
    wrong: object = {"a": 1} if name != "issued" else "1908"
    whole = {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
        "message": {**item, name: wrong},
    }
    assert not VALIDATOR.is_valid(whole)
    with pytest.raises(FormatError, match=rf"message\.{name}"):
        read_single(whole)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ([], r"answer: expected an object, got \[\]"),
        ({"status": "failed"}, "answer.status: expected 'ok', got 'failed'"),
        (
            {"status": "ok", "message-type": "work"},
            "message-type: expected 'work-list', got 'work'",
        ),
        ({"status": "ok", "message-type": "work-list"}, "message: expected an object, got None"),
    ],
)
def test_another_answer_is_refused(answer: object, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_page(answer)


def test_dates_are_as_long_as_they_are_known() -> None:
    dates = [read_work(item).date for item in WORKS]
    assert dates == [(1908, 3), (1986, 10), (2019, 7, 25), (), ()]


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Ronald J.", "R. J."), ("J.R.R.", "J. R. R."), ("Jean-Paul", "J.-P."), ("", "")],
)
def test_initials(given: str, initials: str) -> None:
    assert Person("X", given).initials == initials


# ---------------------------------------------------------------- the client


def test_pages_are_fetched_by_cursor_and_only_as_needed(service: Service) -> None:
    service.works = [{"DOI": f"10.1/{i}", "type": "other"} for i in range(25)]
    with client(service) as crossref:
        some = crossref.works(Query("x"), limit=100, rows=10)
        assert [next(some).doi for _ in range(3)] == ["10.1/0", "10.1/1", "10.1/2"]
        assert len(service.asked) == 1
        assert [work.doi for work in some] == [f"10.1/{i}" for i in range(3, 25)]
    cursors = [query["cursor"] for _, query, _ in service.asked]
    assert cursors == ["*", "+/=10", "+/=20"]


@pytest.mark.parametrize("limit", [1, 9, 10, 11, 20, 24, 25, 26])
@pytest.mark.parametrize("count", [0, 1, 20, 25])
def test_never_more_than_the_limit(service: Service, limit: int, count: int) -> None:
    service.works = [{"DOI": f"10.1/{i}", "type": "other"} for i in range(count)]
    with client(service) as crossref:
        found = list(crossref.works(Query("x"), limit=limit, rows=10))
    assert [work.doi for work in found] == [f"10.1/{i}" for i in range(min(limit, count))]
    assert len(service.asked) <= min(limit, count) // 10 + 1


def test_the_query_is_crossrefs(service: Service) -> None:
    query = Query("deep nets", "learning", "Hinton", 1980, 1990, "journal-article", "published")
    with client(service, mailto="someone@example.org") as crossref:
        assert crossref.total(query) == len(WORKS)
    path, asked, agent = service.asked[0]
    assert path == "/works"
    assert asked.pop("select").startswith("DOI,type,title,")
    assert asked == {
        "query": "deep nets",
        "query.title": "learning",
        "query.author": "Hinton",
        "filter": "from-pub-date:1980,until-pub-date:1990,type:journal-article",
        "sort": "published",
        "order": "desc",
        "rows": "0",
    }
    assert agent.startswith("journey-tool/")
    assert "(mailto:someone@example.org)" in agent


@pytest.mark.parametrize("before", ["", "doi:", "https://doi.org/", " DOI: ", "http://dx.doi.org/"])
def test_a_doi_may_come_in_any_dress(service: Service, before: str) -> None:
    if before.startswith("http://dx"):
        with client(service) as crossref, pytest.raises(ToolError, match="DOI: expected"):
            crossref.work(f"{before}10.1093/biomet/6.1.1")
        return
    with client(service) as crossref:
        work = crossref.work(f"{before}10.1093/BIOMET/6.1.1")
    assert (work.title, work.year) == ("The Probable Error of a Mean", 1908)
    assert service.asked[0][0] == "/works/10.1093%2Fbiomet%2F6.1.1"


@pytest.mark.parametrize("doi", ["", "10.1", "10./x y", "11.1/x", "10.1/"])
def test_what_is_no_doi_is_not_asked(service: Service, doi: str) -> None:
    with client(service) as crossref, pytest.raises(ToolError, match="DOI: expected"):
        crossref.work(doi)
    assert service.asked == []


def test_an_unknown_doi_is_not_asked_again(service: Service) -> None:
    with client(service) as crossref, pytest.raises(NotFound, match="not at Crossref"):
        crossref.work("10.1/none")
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 0])
def test_passing_trouble_is_tried_again(service: Service, status: int) -> None:
    clock = Clock()
    service.trouble = [(status, {}, b"")] * 3
    with client(service, clock=clock) as crossref:
        assert crossref.work("10.1038/323533a0").year == 1986
    assert len(service.asked) == 4
    assert clock.slept == [0.5, 1.0, 2.0]  # half of what the back-off allows


def test_lasting_trouble_ends(service: Service) -> None:
    service.trouble = [(503, {}, b"")] * 9
    with client(service) as crossref, pytest.raises(ToolError, match=r"503 \(after 5 attempts\)"):
        crossref.work("10.1038/323533a0")
    assert len(service.asked) == 5


def test_a_refusal_is_not_tried_again(service: Service) -> None:
    service.trouble = [(400, {}, b"filter: unknown")]
    with client(service) as crossref, pytest.raises(ToolError, match="400: filter: unknown"):
        crossref.work("10.1038/323533a0")
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("value", "wait"),
    [("7", 7.0), ("Mon, 12 Jan 1970 13:46:50 GMT", 10.0), ("soon", 0.5), ("0", 0.5), ("²", 0.5)],
)
def test_the_service_says_how_long_to_wait(service: Service, value: str, wait: float) -> None:
    clock = Clock()
    service.trouble = [(429, {"Retry-After": value}, b"")]
    with client(service, clock=clock) as crossref:
        crossref.work("10.1038/323533a0")
    assert clock.slept == [wait]


def test_nobody_waits_for_an_hour(service: Service) -> None:
    service.trouble = [(503, {"Retry-After": "3600"}, b"")]
    with client(service) as crossref, pytest.raises(ToolError, match="asks to wait for 3600 s"):
        crossref.work("10.1038/323533a0")


def test_the_announced_rate_is_kept(service: Service) -> None:
    clock = Clock()
    service.headers = {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "2s"}
    with client(service, clock=clock) as crossref:
        for _ in range(4):
            crossref.work("10.1038/323533a0")
    assert clock.slept == pytest.approx([0.4, 0.4, 0.4])


@pytest.mark.parametrize(
    "headers", [{"X-Rate-Limit-Limit": "0", "X-Rate-Limit-Interval": "1s"}, {}]
)
def test_a_rate_that_says_nothing_is_ignored(service: Service, headers: dict[str, str]) -> None:
    clock = Clock()
    service.headers = headers
    with client(service, clock=clock) as crossref:
        crossref.work("10.1038/323533a0")
        crossref.work("10.1038/323533a0")
    assert clock.slept == []


def test_an_answer_that_is_no_json_is_an_error_and_not_kept(
    service: Service, tmp_path: Path
) -> None:
    service.trouble = [(200, {}, b"<html>maintenance</html>")]
    cache = Cache(tmp_path / "c.sqlite")
    with client(service, cache=cache) as crossref:
        with pytest.raises(ToolError, match="not the documented form"):
            crossref.work("10.1038/323533a0")
        assert len(cache) == 0
        assert crossref.work("10.1038/323533a0").year == 1986


# ---------------------------------------------------------------- the cache


def test_a_kept_answer_counts_for_its_time(service: Service, tmp_path: Path) -> None:
    clock = Clock()
    cache = Cache(tmp_path / "folder" / "c.sqlite")
    with client(service, clock=clock, cache=cache, max_age=60.0) as crossref:
        first = crossref.work("10.1038/323533a0")
        clock.time += 59
        assert crossref.work("doi:10.1038/323533A0") == first
        assert len(service.asked) == 1
        clock.time += 1
        assert crossref.work("10.1038/323533a0") == first
        assert len(service.asked) == 2


def test_an_old_answer_is_better_than_none(service: Service, tmp_path: Path) -> None:
    clock, said = Clock(), []
    cache = Cache(tmp_path / "c.sqlite")
    with client(service, clock=clock, cache=cache, note=said.append) as crossref:
        first = crossref.work("10.1038/323533a0")
        clock.time += 30 * 86_400
        service.trouble = [(503, {}, b"")] * 5
        assert crossref.work("10.1038/323533a0") == first
    assert "the answer is 30 days old" in said[-1]


def test_the_address_of_the_user_is_not_kept(service: Service, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.sqlite")
    with client(service, cache=cache, mailto="someone@example.org") as crossref:
        crossref.work("10.1038/323533a0")
    assert b"example.org" not in cache.path.read_bytes()


def test_answers_are_forgotten_by_age(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.sqlite")
    assert (len(cache), cache.clear(), cache.get("a")) == (0, 0, None)
    for at in range(5):
        cache.put(f"a{at}", float(at), "{}")
    assert cache.clear(before=3.0) == 3
    assert cache.get("a3") == (3.0, "{}")
    assert cache.clear() == 2


def test_a_file_that_is_no_cache_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear diary, " * 100)
    with pytest.raises(ToolError, match="cannot be used as a cache"):
        Cache(path).put("a", 0.0, "{}")
    assert path.read_text() == "dear diary, " * 100


# ---------------------------------------------------------------- how works are shown

RUMELHART = read_work(WORKS[1])


def test_bibtex() -> None:
    assert _format.bibtex([RUMELHART]) == (
        "@article{rumelhart1986,\n"
        "  author = {Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.},\n"
        "  title = {{Learning representations by back-propagating errors}},\n"
        "  year = {1986},\n  journal = {Nature},\n  volume = {323},\n  number = {6088},\n"
        "  pages = {533--536},\n  publisher = {Springer Science and Business Media LLC},\n"
        "  doi = {10.1038/323533a0},\n}\n"
    )


def test_bibtex_keys_differ_and_tex_is_quoted() -> None:
    work = Work("10.1/x", "book", "50 % of {all} \\LaTeX_users", "A & B", (Person("Erdős", "P."),))
    text = _format.bibtex([work, work])
    assert "@book{erdos,\n" in text
    assert "@book{erdos-2,\n" in text
    assert r"{{50 \% of \{all\} \textbackslash{}LaTeX\_users}}" in text
    assert r"A \& B" in text


def test_cite_is_what_pages_take() -> None:
    assert _format.cite([RUMELHART]) == (
        '  - cite: "Rumelhart, D. E., Hinton, G. E., Williams, R. J. (1986). Learning '
        'representations by back-propagating errors. Nature 323(6088), 533–536."\n'
        "    url: https://doi.org/10.1038/323533a0\n"
    )


def test_cite_quotes_an_address_that_ends_with_a_colon() -> None:
    works = [Work("10.1/x:", "book", "A title: its end", "P"), Work(":", "", "", "")]
    assert [entry["url"] for entry in yaml.safe_load(_format.cite(works))] == [
        "https://doi.org/10.1/x:",
        "https://doi.org/:",
    ]


@given(st.lists(st.builds(read_work, DOCUMENTED), max_size=3))
def test_cite_is_yaml_whatever_the_title(works: list[Work]) -> None:
    read = yaml.safe_load(_format.cite(works)) or []
    assert [entry["url"] for entry in read] == [work.url for work in works]
    assert all(
        work.title.rstrip(".") in entry["cite"] for work, entry in zip(works, read, strict=True)
    )


# ---------------------------------------------------------------- the command


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["api", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def asks(service: Service, tmp_path: Path) -> Callable[..., int]:
    cache = str(tmp_path / "c.sqlite")

    def ask(*arguments: str) -> int:
        return call(*arguments, "--base", service.base, "--cache", cache)

    return ask


def test_works_as_a_table(asks: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert asks("works", "learning", "--limit", "2") == ExitCode.OK
    shown = capsys.readouterr()
    assert "Rumelhart" in shown.out
    assert "1986" in shown.out
    assert shown.err == ""


def test_works_as_json(asks: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert asks("works", "--title", "mean", "--json", "-n", "1") == ExitCode.OK
    (found,) = json.loads(capsys.readouterr().out)
    assert found["doi"] == "10.1093/biomet/6.1.1"
    assert found["authors"] == [{"family": "Student", "given": ""}]
    assert found["date"] == "1908-03"


def test_how_many(asks: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert asks("works", "x", "--count") == ExitCode.OK
    assert capsys.readouterr().out == "5\n"
    assert asks("works", "x", "--count", "--json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == {"total": 5}


def test_some_dois_are_not_there(
    asks: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    code = asks("work", "10.1/none", "10.1038/323533a0", "--format", "cite")
    shown = capsys.readouterr()
    assert code == ExitCode.SOME_FAILED
    assert "10.1/none: not at Crossref" in shown.err
    assert shown.out.startswith('  - cite: "Rumelhart')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["works"], "works: expected words or a filter"),
        (["works", "x", "--since", "2000", "--until", "1999"], "--since: expected at most --until"),
        (["works", "--type", "a,b"], "--type: expected one type"),
        (["work", "hello"], "DOI: expected something like 10.1000/182, got 'hello'"),
    ],
)
def test_a_wrong_command_line_is_named(
    asks: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    assert asks(*arguments) == ExitCode.USAGE
    assert message in " ".join(capsys.readouterr().err.split())


def test_an_unreachable_service_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    code = call("work", "10.1/x", "--base", "http://127.0.0.1:9", "--no-cache", "--quiet")
    assert code == ExitCode.FAILED
    shown = capsys.readouterr().err
    assert shown.startswith("error: http://127.0.0.1:9/works/10.1%2Fx: ConnectError")
    assert "Traceback" not in shown


def test_the_cache_is_shown_and_cleared(
    asks: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks("work", "10.1038/323533a0")
    capsys.readouterr()
    for arguments, answers, forgotten in (([], 1, 0), (["--clear"], 0, 1)):
        assert call("cache", "--json", "--cache", str(tmp_path / "c.sqlite"), *arguments) == 0
        state = json.loads(capsys.readouterr().out)
        assert (state["answers"], state["forgotten"]) == (answers, forgotten)
