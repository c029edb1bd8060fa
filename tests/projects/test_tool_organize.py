"""`organize`: names, rules, what a folder holds, the plan, the command line."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path, PurePath
from typing import Any

import pytest

from journey.projects.command_line_tool import main
from journey.projects.command_line_tool.organize._duplicates import BLOCK, find_copies
from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._kinds import By, Rule, folder_for, parse_rule
from journey.projects.command_line_tool.organize._names import (
    LONGEST,
    key,
    numbered,
    packed,
    split,
    unpacked,
)
from journey.projects.command_line_tool.organize._plan import Duplicates, Plan, plan_sort
from journey.projects.command_line_tool.organize._scan import scan
from journey.projects.command_line_tool.organize._system import Facts

links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
bytes_names = pytest.mark.skipif(sys.platform != "linux", reason="names are text there")


def put(folder: Path, name: str, content: str | bytes = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def moves(plan: Plan) -> dict[str, str]:
    return {move.source.as_posix(): move.target.as_posix() for move in plan.moves}


def left(plan: Plan) -> dict[str, str]:
    return {each.path.as_posix(): each.why for each in plan.left}


# Names


@pytest.mark.parametrize("name", ["plain.txt", "é", "a\nb", "日本", "a\\b", '"'])
def test_names_come_back_from_the_journal(name: str) -> None:
    assert unpacked(json.loads(json.dumps(packed(name)))) == name


@bytes_names
def test_every_byte_comes_back_from_the_journal() -> None:
    name = os.fsdecode(bytes(b for b in range(1, 256) if b != ord("/")))
    assert unpacked(json.loads(json.dumps(packed(name)))) == name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.txt", ("a", ".txt")),
        ("a.tar.gz", ("a", ".tar.gz")),
        ("A.TAR.GZ", ("A", ".TAR.GZ")),
        ("tar.gz", ("tar", ".gz")),
        ("a.b.c", ("a.b", ".c")),
        ("README", ("README", "")),
        (".bashrc", (".bashrc", "")),
        ("dot.", ("dot.", "")),
    ],
)
def test_split(name: str, parts: tuple[str, str]) -> None:
    assert split(name) == parts
    assert "".join(split(name)) == name


def test_a_number_goes_before_the_extension() -> None:
    assert numbered("a.txt", 2) == "a (2).txt"
    assert numbered("README", 10) == "README (10)"


@pytest.mark.parametrize("name", ["x" * 251 + ".txt", "é" * 127, "." + "y" * 254, "a." + "z" * 253])
def test_a_numbered_name_is_never_too_long(name: str) -> None:
    longer = numbered(name, 123)
    assert len(os.fsencode(longer)) <= LONGEST
    assert "(123)" in longer


def test_names_that_some_disk_takes_for_one_have_the_same_key() -> None:
    assert key("Straße.TXT") == key("STRASSE.txt")
    assert key("é") == key("e\N{COMBINING ACUTE ACCENT}") == key("É")
    assert key("a") != key("b")


# Where a file belongs


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("a.JPG", "images"),
        ("a.tar.gz", "archives"),
        ("a.gz", "archives"),
        ("a.py", "code"),
        ("a.ipynb", "code"),
        ("a.csv", "data"),
        ("a.pdf", "documents"),
        ("a.mp3", "audio"),
        ("a.mkv", "videos"),
        ("a.exe", "programs"),
        ("a.woff2", "fonts"),
        ("a.unknown", "other"),
        ("a", "other"),
    ],
)
def test_by_type(name: str, folder: str) -> None:
    assert folder_for(PurePath(name), Facts("file", 1, 0, 1), By.TYPE) == PurePath(folder)


@pytest.mark.parametrize(
    ("size", "folder"),
    [
        (0, "empty"),
        (1, "under-1-MB"),
        (10**6 - 1, "under-1-MB"),
        (10**6, "under-100-MB"),
        (10**8, "under-1-GB"),
        (10**9, "1-GB-and-more"),
    ],
)
def test_by_size(size: int, folder: str) -> None:
    assert folder_for(PurePath("a"), Facts("file", size, 0, 1), By.SIZE) == PurePath(folder)


def test_by_date() -> None:
    middle_of_march = 1_710_500_000 * 10**9  # the same month in every time zone
    facts = Facts("file", 1, middle_of_march, 1)
    assert folder_for(PurePath("a"), facts, By.DATE) == PurePath("2024", "03")


def test_a_time_that_nobody_can_tell_has_a_folder_of_its_own() -> None:
    facts = Facts("file", 1, 10**30, 1)
    assert folder_for(PurePath("a"), facts, By.DATE) == PurePath("no-year", "no-month")


def test_the_first_rule_that_matches_decides() -> None:
    rules = [Rule("IMG_*.jpg", "photos/{extension}"), Rule("*.jpg", "pictures")]
    facts = Facts("file", 1, 0, 1)
    assert folder_for(PurePath("img_1.JPG"), facts, By.RULE, rules) == PurePath("photos", "jpg")
    assert folder_for(PurePath("x.jpg"), facts, By.RULE, rules) == PurePath("pictures")
    assert folder_for(PurePath("x.png"), facts, By.RULE, rules) is None
    assert folder_for(PurePath("x.png"), facts, By.TYPE, rules) == PurePath("images")


def test_a_rule_with_a_slash_is_about_the_path() -> None:
    rules = [Rule("work/*", "office")]
    facts = Facts("file", 1, 0, 1)
    assert folder_for(PurePath("work", "a"), facts, By.RULE, rules) == PurePath("office")
    assert folder_for(PurePath("a"), facts, By.RULE, rules) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*.pdf", "expected GLOB=FOLDER, got '*.pdf'"),
        ("=x", "expected GLOB=FOLDER"),
        ("*=", "expected GLOB=FOLDER"),
        ("*=../x", "below the one that is sorted into"),
        ("*=/etc", "below the one that is sorted into"),
        ("*=a/../../b", "below the one that is sorted into"),
        ("*=.hidden", "none hidden"),
        ("*=.", "below"),
        ("*=C:x", "no drive"),
        ("*=a\\..\\b", "with / between its parts"),
        ("*={nonsense}", "expected one of {extension}, {month}, {size}, {type}, {year}, got"),
        ("*={type.__class__}", "expected one of"),
        ("*={}", "expected one of"),
        ("*={type", "expected '}' before end of string"),
    ],
)
def test_wrong_rules(text: str, words: str) -> None:
    with pytest.raises(OrganizeError) as caught:
        parse_rule(text)
    assert words in str(caught.value)
    assert caught.value.usage


# What is in a folder


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, ".hidden")
    put(tmp_path, ".git/config")
    put(tmp_path, "seen")
    found, others = scan(tmp_path, recursive=True)
    assert [each.path.name for each in found] == ["seen"]
    assert others == []


def test_folders_are_looked_into_on_demand_and_never_where_they_are_left(tmp_path: Path) -> None:
    put(tmp_path, "a")
    put(tmp_path, "b/c")
    put(tmp_path, "state/journal")
    assert [each.path.name for each in scan(tmp_path)[0]] == ["a"]
    found, _ = scan(tmp_path, recursive=True, leave={tmp_path / "state"})
    assert [each.path.as_posix() for each in found] == ["a", "b/c"]


@links
def test_what_is_no_plain_file_is_left_with_a_reason(tmp_path: Path) -> None:
    put(tmp_path, "one")
    os.link(tmp_path / "one", tmp_path / "two")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path must be short
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
        found, others = scan(tmp_path)
    assert found == []
    assert {each.path.name: each.why for each in others} == {
        "one": "has 2 hard links",
        "two": "has 2 hard links",
        "pipe": "neither a file nor a link",
        "socket": "neither a file nor a link",
    }
    assert not any(each.failed for each in others)


@links
def test_links_are_never_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(tmp_path, "outside/secret.txt")
    put(root, "a.txt")
    put(root, "b.txt")
    put(root, "c.txt")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "relative").symlink_to("a.txt")
    (root / "absolute").symlink_to(root / "b.txt")
    (root / "broken").symlink_to("/nowhere/at/all")
    found, others = scan(root, recursive=True)
    assert [each.path.as_posix() for each in found] == ["absolute", "broken", "c.txt", "folder"]
    assert {each.path.name: each.why for each in others} == {
        "relative": "a relative link: it would point elsewhere",
        "a.txt": "the link relative points to it",
        "b.txt": "the link absolute points to it",
    }


@links
def test_a_link_that_a_link_points_to_stays(tmp_path: Path) -> None:
    (tmp_path / "first").symlink_to(tmp_path / "second")
    (tmp_path / "second").symlink_to("/nowhere")
    found, others = scan(Path(os.path.realpath(tmp_path)))
    assert [each.path.name for each in found] == ["first"]
    assert [each.why for each in others] == ["the link first points to it"]


def test_a_folder_that_cannot_be_read_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "closed/a")
    put(tmp_path, "open/b")
    scandir = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found, others = scan(tmp_path, recursive=True)
    assert [each.path.as_posix() for each in found] == ["open/b"]
    assert [(each.path.name, each.why, each.failed) for each in others] == [
        ("closed", "permission denied", True)
    ]


# Duplicates


def test_copies_are_found_by_size_then_by_ends_then_by_everything(tmp_path: Path) -> None:
    big = bytes(3 * BLOCK)
    middle = big[:BLOCK] + b"x" + big[BLOCK + 1 :]  # differs where no end is
    files = [
        put(tmp_path, "a", big),
        put(tmp_path, "b", middle),
        put(tmp_path, "c", big),
        put(tmp_path, "d", b"x" + big[1:]),
        put(tmp_path, "d2", big[:-1] + b"x"),
        put(tmp_path, "small", b"once"),
        put(tmp_path, "e", b"twin"),
        put(tmp_path, "f", b"twin"),
        put(tmp_path, "nothing", b""),
        put(tmp_path, "nothing too", b""),
        put(tmp_path, "alone", b"of its own size"),
    ]
    copies = find_copies([(path, path.stat().st_size) for path in files])
    a, _, c, _, _, _, e, f, *_ = files
    assert copies.original == {c: a, f: e}
    assert copies.read_ends == 8  # not those whose size is theirs alone, nor the empty ones
    assert copies.read_whole == 3


def test_a_file_that_cannot_be_read_is_no_copy(tmp_path: Path) -> None:
    paths = [put(tmp_path, name, b"same") for name in "ab"] + [tmp_path / "gone"]
    copies = find_copies([(path, 4) for path in paths])
    assert copies.original == {paths[1]: paths[0]}
    assert copies.unreadable == {paths[2]: "no such file or directory"}


# The plan


def test_a_plan_numbers_names_that_clash(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "x/a.txt")
    put(tmp_path, "y/A.TXT")
    put(tmp_path, "documents/a.txt")
    plan = plan_sort(tmp_path, recursive=True)
    assert moves(plan) == {
        "a.txt": "documents/a (2).txt",
        "x/a.txt": "documents/a (3).txt",
        "y/A.TXT": "documents/A (4).TXT",
    }
    assert plan.folders == []


def test_names_that_differ_in_case_clash_on_every_disk(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "documents/A.TXT")
    assert moves(plan_sort(tmp_path)) == {"a.txt": "documents/a (2).txt"}


def test_a_plan_names_the_folders_that_are_missing(tmp_path: Path) -> None:
    put(tmp_path, "from/a.jpg")
    plan = plan_sort(tmp_path / "from", tmp_path / "to", rules=[Rule("*", "x/y")])
    assert [folder.as_posix() for folder in plan.folders] == [".", "x", "x/y"]


def test_what_is_in_place_is_not_planned(tmp_path: Path) -> None:
    put(tmp_path, "images/a.jpg")
    put(tmp_path, "images/a (2).jpg")
    plan = plan_sort(tmp_path, recursive=True)
    assert plan.moves == []
    assert plan.left == []


def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "documents")
    put(tmp_path, "a.txt")
    plan = plan_sort(tmp_path)
    assert moves(plan) == {"documents": "other/documents"}
    assert left(plan) == {"a.txt": "documents is not a folder"}
    assert plan.left[0].failed


@links
def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "root"
    put(root, "a.txt")
    (root / "documents").symlink_to(tmp_path / "elsewhere")
    plan = plan_sort(root)
    assert "a.txt" not in moves(plan)
    assert left(plan) == {"a.txt": "documents is a link, which is not followed"}


@pytest.mark.parametrize("duplicates", Duplicates)
def test_duplicates(tmp_path: Path, duplicates: Duplicates) -> None:
    put(tmp_path, "a.txt", "same")
    put(tmp_path, "b.txt", "same")
    put(tmp_path, "c.jpg", "same")
    put(tmp_path, "d.txt", "else")
    plan = plan_sort(tmp_path, duplicates=duplicates)
    planned, others = moves(plan), left(plan)
    assert planned["a.txt"] == "documents/a.txt"
    assert planned["d.txt"] == "documents/d.txt"
    if duplicates is Duplicates.KEEP:
        assert planned["b.txt"] == "documents/b.txt"
        assert planned["c.jpg"] == "images/c.jpg"
    elif duplicates is Duplicates.SKIP:
        assert others == {"b.txt": "has the content of a.txt", "c.jpg": "has the content of a.txt"}
    else:
        assert planned["b.txt"] == "duplicates/b.txt"
        assert planned["c.jpg"] == "duplicates/c.jpg"


def test_what_is_in_the_folder_already_is_the_original(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "same")
    put(tmp_path, "documents/z.txt", "same")
    plan = plan_sort(tmp_path, duplicates=Duplicates.SKIP)
    assert plan.moves == []
    shown = str(Path("documents") / "z.txt")
    assert left(plan) == {"a.txt": f"has the content of {shown}"}


def test_sorting_again_leaves_the_folder_of_duplicates(tmp_path: Path) -> None:
    put(tmp_path, "duplicates/a.txt", "same")
    put(tmp_path, "documents/a.txt", "same")
    plan = plan_sort(tmp_path, recursive=True, duplicates=Duplicates.FOLDER)
    assert plan.moves == []


# The command line


@pytest.fixture
def tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Run the program; return its exit code, what it printed, and what it said."""
    monkeypatch.setenv("JOURNEY_TOOL_STATE", str(tmp_path / "state"))
    config = put(tmp_path, "config.toml")
    monkeypatch.setenv("JOURNEY_TOOL_CONFIG", str(config))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["organize", *map(str, arguments)])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def test_a_dry_run_shows_and_changes_nothing(tool: Any, tmp_path: Path) -> None:
    put(tmp_path, "box/a.txt", "hello")
    code, out, err = tool("sort", tmp_path / "box")
    assert code == 0
    assert "Would move" in out
    assert "a.txt" in out
    assert "1 file would move (5 bytes); nothing is changed without --apply" in err
    assert [path.name for path in (tmp_path / "box").iterdir()] == ["a.txt"]
    assert not (tmp_path / "state").exists()


def test_sort_history_undo(tool: Any, tmp_path: Path) -> None:
    box = tmp_path / "box"
    put(box, "a.txt", "hello")
    code, out, err = tool("sort", box, "--apply")
    assert (code, "Moved" in out) == (0, True)
    assert "`journey-tool organize undo 1`" in err
    assert (box / "documents/a.txt").read_text() == "hello"

    code, out, err = tool("undo", "--last")
    assert code == 0
    assert (box / "documents/a.txt").exists()
    code, out, err = tool("undo", "--last", "--apply")
    assert code == 0
    assert "1 file brought back; 1 empty folder removed" in err
    assert [path.name for path in box.iterdir()] == ["a.txt"]

    code, out, err = tool("history", "--json")
    rows = json.loads(out)
    assert [(row["run"], row["what"], row["moved"], row["state"]) for row in rows] == [
        ("1", "sort", 1, "undone"),
        ("2", "undo", 1, "finished"),
    ]
    code, out, err = tool("undo", "--last")
    assert (code, err) == (3, "error: there is no run that could be undone\n")
    code, out, err = tool("undo", rows[0]["journal"])
    assert (code, err) == (3, "error: run 1 is undone already\n")
    code, out, err = tool("undo", "2")
    assert (code, err) == (2, "error: run 2 is an undo; sort again instead\n")


def test_json(tool: Any, tmp_path: Path) -> None:
    box = Path(os.path.realpath(tmp_path)) / "box"
    put(box, "a.jpg", "picture")
    put(box, "documents")
    put(box, "b.txt")
    code, out, err = tool("sort", box, "--json", "--apply")
    assert code == 1
    assert json.loads(out) == {
        "source": str(box),
        "into": str(box),
        "applied": True,
        "run": "1",
        "moves": [
            {"from": "a.jpg", "to": str(Path("images/a.jpg")), "size": 7},
            {"from": "documents", "to": str(Path("other/documents")), "size": 0},
        ],
        "left": [],
        "failed": [{"path": "b.txt", "why": "documents is not a folder"}],
    }
    assert err == "warning: b.txt: documents is not a folder\n"


@bytes_names
def test_a_name_that_is_not_utf8_is_shown_and_exact_for_scripts(tool: Any, tmp_path: Path) -> None:
    box = tmp_path / "box"
    put(box, os.fsdecode(b"caf\xe9\x1b[2J.txt"), "hello")
    code, out, _ = tool("sort", box, "--json")
    assert code == 0
    (move,) = json.loads(out)["moves"]
    assert move["from"] == "caf\\udce9\\x1b[2J.txt"
    assert move["from_base64"] == "Y2Fm6RtbMkoudHh0"
    code, out, _ = tool("sort", box, "--apply")
    assert code == 0
    assert "\x1b[2J" not in out  # a name cannot clear the screen
    assert (box / "documents" / os.fsdecode(b"caf\xe9\x1b[2J.txt")).read_text() == "hello"


def test_settings_come_from_the_file_and_the_command_line_wins(tool: Any, tmp_path: Path) -> None:
    box = tmp_path / "box"
    put(box, "a.txt", "x")
    put(box, "b.jpg", "x")
    put(
        tmp_path,
        "config.toml",
        '[organize.sort]\nby = "size"\nrule = ["*.txt=texts", "*.doc=texts"]\n',
    )
    _, out, _ = tool("sort", box, "--json")
    assert [Path(move["to"]).as_posix() for move in json.loads(out)["moves"]] == [
        "texts/a.txt",
        "under-1-MB/b.jpg",
    ]
    _, out, _ = tool("sort", box, "--json", "--by", "type", "--rule", "*.jpg=mine")
    assert [Path(move["to"]).as_posix() for move in json.loads(out)["moves"]] == [
        "documents/a.txt",
        "mine/b.jpg",
    ]


def test_what_is_wrong_with_the_words_is_said(tool: Any, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    code, _, err = tool("sort", tmp_path / "box", "--rule", "nonsense")
    assert (code, err) == (2, "error: --rule: expected GLOB=FOLDER, got 'nonsense'\n")
    code, _, err = tool("sort", tmp_path / "box", "--into", tmp_path / "no/where")
    assert code == 2
    assert "is not a folder" in err
    assert tool("sort", tmp_path / "nowhere")[0] == 2
    assert tool("sort", tmp_path / "box", "--by", "colour")[0] == 2
    code, _, err = tool("undo")
    assert (code, err) == (2, "error: expected either the number of a run or --last\n")
    assert tool("undo", "1", "--last")[0] == 2
    code, _, err = tool("undo", "7")
    assert (code, err) == (
        2,
        "error: 7: no such run; `journey-tool organize history` lists them\n",
    )


def test_where_there_is_nothing_it_says_so(tool: Any, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    assert tool("recover") == (0, "", "no run was interrupted\n")
    assert tool("history") == (0, "", "there are no runs yet\n")
    assert tool("sort", tmp_path / "box") == (0, "", "0 files would move (0 bytes)\n")
    assert tool("sort", tmp_path / "box", "--apply") == (0, "", "there was nothing to do\n")
    assert json.loads(tool("recover", "--json")[1]) == {"settled": [], "problems": []}
    assert json.loads(tool("history", "--json")[1]) == []


def test_the_journals_are_left_alone_where_they_are_in_the_folder(
    tool: Any, tmp_path: Path
) -> None:
    put(tmp_path, "box/a.txt")
    state = tmp_path / "box" / "state"
    assert tool("sort", tmp_path / "box", "--state", state, "--recursive", "--apply")[0] == 0
    code, out, _ = tool("sort", tmp_path / "box", "--state", state, "--recursive", "--json")
    assert code == 0
    assert json.loads(out)["moves"] == []
