"""`organize` on trees that nobody thought of: nothing is lost, and undo gives everything back."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.projects.command_line_tool.organize._duplicates import find_copies
from journey.projects.command_line_tool.organize._kinds import By, Rule
from journey.projects.command_line_tool.organize._names import key, numbered, packed, unpacked
from journey.projects.command_line_tool.organize._plan import Duplicates, plan_sort
from journey.projects.command_line_tool.organize._runs import Runs
from tests.projects.killing import WAYS, Scripted, clear, content, files, tree

# Few names, so that they clash, also with the folders that are made.
PARTS = st.sampled_from(
    ["a.txt", "A.TXT", "a (2).txt", "b.jpg", "c", ".hidden", "documents", "other", "duplicates"]
    + (["caf\udce9.txt", "\n"] if sys.platform == "linux" else [])
)
CONTENTS = st.sampled_from([b"", b"x", b"y", b"the same length 1", b"the same length 2"])
TREES = st.lists(
    st.tuples(st.lists(PARTS, min_size=1, max_size=3), CONTENTS, st.integers(0, 2)), max_size=12
)


def build(root: Path, entries: list[tuple[list[str], bytes, int]]) -> None:
    root.mkdir(parents=True)
    for parts, text, kind in entries:
        path = root.joinpath(*parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == 0 and sys.platform != "win32":
                path.symlink_to("/nowhere" if text else "relative")
            elif not path.is_symlink():
                path.write_bytes(text)
        except (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError):
            continue  # a folder is where a file was to be, or the other way round


@pytest.mark.parametrize("way", WAYS if sys.platform != "win32" else ["rename"])
@given(
    entries=TREES,
    by=st.sampled_from(By),
    rules=st.sampled_from([(), (Rule("*.txt", "other"),), (Rule("*", "deep/{extension}"),)]),
    recursive=st.booleans(),
    duplicates=st.sampled_from(Duplicates),
    apart=st.booleans(),
)
@settings(max_examples=60)
def test_sorting_loses_nothing_and_undo_gives_everything_back(
    way: str,
    entries: list[tuple[list[str], bytes, int]],
    by: By,
    rules: tuple[Rule, ...],
    recursive: bool,
    duplicates: Duplicates,
    apart: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder).resolve()
        root, into = base / "root", base / "into" if apart else base / "root"
        build(root, entries)
        before, contents = tree(base), Counter(map(content, files(base)))

        runs = Runs(base / ".state", Scripted(way, into if apart else Path()))
        plan = plan_sort(root, into, by=by, rules=rules, recursive=recursive, duplicates=duplicates)
        planned = [(move.source, move.target) for move in plan.moves]
        assert len({key(str(target)) for _, target in planned}) == len(planned)
        assert tree(base) == before  # a plan changes nothing
        report = runs.apply(plan)

        # what was planned was done, and nothing else
        assert [(move.source, move.target) for move in report.done] == planned
        assert report.failed == []
        now = [path for path in files(base) if ".state" not in path.parts]
        assert Counter(map(content, now)) == contents
        # A copy that was skipped may be the only one that the next run looks at.
        alone = duplicates is Duplicates.SKIP and (apart or not recursive)
        if not alone and not any(each.failed for each in plan.left):
            again = plan_sort(
                root, into, by=by, rules=rules, recursive=recursive, duplicates=duplicates
            )
            assert again.moves == []

        if report.id is not None:
            undo = runs.plan_undo(runs.find(report.id))
            assert undo.left == []
            assert runs.apply(undo).failed == []
            clear(base / ".state")
        assert tree(base) == before


NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300
)


@given(NAMES, st.integers(2, 10**6))
def test_numbered_names_fit_and_differ(name: str, number: int) -> None:
    longer = numbered(name, number)
    assert len(longer.encode()) <= max(255, len(f" ({number})"))
    assert longer != name
    assert numbered(name, number + 1) != longer


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@given(st.binary(min_size=1, max_size=50))
def test_any_bytes_come_back_from_the_journal(name: bytes) -> None:
    text = name.decode(sys.getfilesystemencoding(), "surrogateescape")
    assert unpacked(packed(text)) == text


@given(st.lists(st.binary(max_size=3), max_size=12))
@settings(max_examples=40)
def test_copies_are_those_with_equal_content(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(contents):
            path = Path(folder) / f"{number:02}"
            path.write_bytes(text)
            paths.append(path)
        found = find_copies([(path, path.stat().st_size) for path in paths])
        first: dict[bytes, Path] = {}
        wanted = {}
        for path, text in zip(paths, contents, strict=True):
            if text and first.setdefault(text, path) != path:
                wanted[path] = first[text]
        assert found.original == wanted
