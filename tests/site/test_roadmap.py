"""The roadmap: the real one holds what it must, and every way to break it names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from journey_site.problems import SiteError
from journey_site.roadmap import load_roadmap
from tests.site.conftest import ROADMAP, ROOT, Mini


def test_the_real_roadmap_is_complete() -> None:
    roadmap = load_roadmap(ROOT / "roadmap.yml")
    assert [phase.id for phase in roadmap.phases] == list(range(1, 10))
    assert len(roadmap.topics) == 141
    assert len(roadmap.milestones) == 16
    assert roadmap.topics["k-means"].check == "sklearn.cluster"
    assert roadmap.topics["oop"].build is None


BREAKS = [
    ("duration: 2 months", "length: 2 months", 5, "Unknown key 'length'"),
    ("duration: 2 months", "length: 2 months", 2, "'duration' is missing"),
    ("- id: 1", "- id: 2", 2, "Phases count from 1"),
    ("- id: 1", "- id: one", 2, "'id': expected a whole number, got text"),
    ("slug: programming", "slug: Pro gramming", 3, "not lower-case words"),
    ("{id: sorting, text", "{id: Sorting!, text", 9, "not lower-case words"),
    ("{id: searching, text", "{id: sorting, text", 10, "used twice, first on line 9"),
    ("{id: tool, text", "{id: sorting, text", 12, "used twice, first on line 9"),
    ('text: "Sorting", build', 'build2: x, text: "S", build', 9, "Unknown key 'build2'"),
    ('text: "Sorting", ', "", 9, "'text' is missing"),
    ("check: sorted}", "check: [sorted]}", 9, "'check': expected text, got a list"),
    ("check: sorted}", "mark: {state: lost, date: 2026-01-01}}", 9, "A mark is 'learning'"),
    ("check: sorted}", "mark: {state: done, date: soon}}", 9, "expected a date such as"),
    ("  sections:", "  sections: 3\n  other:", 6, "'sections': expected a list"),
    ("- id: 1", "- id: 1\n  id: 1", 3, "stands here twice"),
    ("title: Basics", "title: [Basics", 8, "not valid YAML"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), BREAKS)
def test_every_mistake_names_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    path = tmp_path / "roadmap.yml"
    assert old in ROADMAP
    path.write_text(ROADMAP.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        load_roadmap(path)
    found = [str(problem) for problem in caught.value.problems]
    assert any(t.startswith(f"roadmap.yml:{line}: ") and words in t for t in found), found


@pytest.mark.parametrize("text", ["", "phases: []", "phases: 1", "- 1", "phases:"])
def test_a_roadmap_without_phases(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roadmap.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SiteError, match=r"roadmap\.yml:1"):
        load_roadmap(path)


def test_a_missing_or_unreadable_roadmap(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"roadmap\.yml: This file is missing"):
        load_roadmap(tmp_path / "roadmap.yml")
    (tmp_path / "roadmap.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SiteError, match="not UTF-8"):
        load_roadmap(tmp_path / "roadmap.yml")


def test_a_mark_is_kept_and_shown_as_hers(mini: Mini) -> None:
    from journey_site.project import load_project

    mini.edit("roadmap.yml", "check: sorted}", "mark: {state: learning, date: 2026-11-01}}")
    project = load_project(mini.root)
    view = project.topic_view(project.roadmap.topics["sorting"])
    assert (view.mark, view.mark_date) == ("learning", "2026-11-01")
