"""Exercises: contracts with file and line, the section of the page, the commands."""

from __future__ import annotations

import json
import stat
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from journey_site import practice_cli
from journey_site.cli import app
from journey_site.exercises import load_exercises, read_exercise, sources
from journey_site.inline import to_html
from journey_site.pages import Draft, Pages
from journey_site.practice_section import practice_section
from journey_site.project import load_project
from journey_site.roadmap import load_roadmap
from tests.site.conftest import EXERCISE, Mini
from tests.site.conftest import EXERCISE_FOLDER as FOLDER

PROMPT, STARTER = EXERCISE["prompt.md"], EXERCISE["starter.py"]
SOLUTION, CHECKS = EXERCISE["solution.py"], EXERCISE["checks.py"]


@pytest.fixture
def practice(mini: Mini) -> Mini:
    """The small project with one exercise."""
    mini.add_exercise()
    return mini


def test_a_sound_exercise_is_read(practice: Mini) -> None:
    project = load_project(practice.root)
    assert project.problems == []
    (exercise,) = project.exercises["sorting"]
    assert exercise.id == "sorting/merge-two"
    assert (exercise.title, exercise.level) == ("Merge two lists", "easy")
    assert exercise.check_names == ("merges two sorted lists", "takes empty lists")
    assert len(exercise.hints) == 2
    assert read_exercise(practice.root / FOLDER, practice.root) == (exercise, [])


def test_it_is_counted_and_its_chip_leads_to_it(practice: Mini) -> None:
    project = load_project(practice.root)
    assert project.evidence("sorting").exercises == 1
    (chip,) = [c for c in project.topic_view(project.roadmap.topics["sorting"]).chips
               if c.kind == "exercises"]  # fmt: skip
    assert (chip.label, chip.there, chip.url) == (
        "1 exercise",
        True,
        "programming/sorting/#exercises",
    )
    practice.edit(f"{FOLDER}/prompt.md", "level: easy", "level: mild")
    assert load_project(practice.root).evidence("sorting").exercises == 0, "a broken one is none"


def _expect(mini: Mini, path: str, line: int, words: str) -> None:
    place = f"{path}:{line}: " if line else f"{path}: "
    found = [text for text in mini.problems() if text.startswith(place)]
    assert any(words in text for text in found), mini.problems()


P, S, C = (f"{FOLDER}/{name}.py" for name in ("prompt", "starter", "checks"))
P = f"{FOLDER}/prompt.md"
BROKEN = [
    (P, "level: easy", "level: mild", 3, "expected easy, medium or hard, got 'mild'"),
    (P, "level: easy", "level: easy\ncolour: red", 4, "Unknown key 'colour'"),
    (P, "title: Merge two lists\n", "", 2, "'title' is missing"),
    (P, "title: Merge two lists", "title: [a]", 2, "expected text, got list"),
    (P, "title: Merge two lists", f"title: {'long ' * 20}", 2, "at most 70 characters"),
    (P, "title: Merge two lists", "title: Merge $n$ lists", 2, "without maths"),
    (P, "title: Merge two lists", "title: ''", 2, "expected one line"),
    (P, "  - Look at the first of each.\n", "", 4, "expected 2 to 6 of them, got 1"),
    (P, "  - Look at the first of each.", "  - 3", 5, "expected a sentence"),
    (P, "  - Look at the first of each.", "  - ' '", 5, "expected a sentence"),
    (P, "hints:", "hints: ]", 4, "not valid YAML"),
    (P, "---\nWrite", "Write", 1, "never ends"),
    (P, "Write `merge", "## Task\n\nWrite `merge", 8, "has no headings"),
    (P, "(index.md)", "(gone.md)", 9, "'gone.md' leads to no file"),
    (S, "def merge(a, b):", "def merge(a, b:", 1, "This is not Python"),
    (S, STARTER, "# nothing\n", 1, "holds no code"),
    (S, "def merge", "import torch\n\n\ndef merge", 1, "'torch' cannot be had in the browser"),
    (C, "import numpy as np", "import numpy as np\nfrom scipy.stats import t", 2, "'scipy.stats'"),
    (C, '@check("takes empty lists")', '@check("merges two sorted lists")', 11, "Two checks are"),
    (C, '@check("takes empty lists")', "@check(name)", 11, "needs the check's name as a text"),
    (C, '@check("takes empty lists")\n', "", 1, "at least two checks, this one 1"),
    (C, "def empty(work):", "def empty():", 12, "takes one argument"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "line", "words"), BROKEN)
def test_each_violation_names_file_and_line(
    practice: Mini, path: str, old: str, new: str, line: int, words: str
) -> None:
    practice.edit(path, old, new)
    _expect(practice, path, line, words)
    assert load_project(practice.root).exercises == {}


def test_an_empty_prompt(practice: Mini) -> None:
    practice.write(P, PROMPT[: PROMPT.index("---\nWrite") + 4])
    _expect(practice, P, 8, "says nothing")


@pytest.mark.parametrize("name", ["prompt.md", "starter.py", "solution.py", "checks.py"])
def test_a_missing_file(practice: Mini, name: str) -> None:
    (practice.root / FOLDER / name).unlink()
    _expect(practice, f"{FOLDER}/{name}", 0, "This file is missing")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{FOLDER}/notes.txt", "and no other"),
        ("exercises/programming/sorting/Merge_Two/checks.py", "lower-case words and hyphens"),
        ("exercises/programming/sorting/loose.py", "Expected an exercise's folder"),
        ("exercises/programming/sortng/a/checks.py", "has no topic 'sortng'"),
        ("exercises/mathmatics/sorting/a/checks.py", "folder of a phase, one of programming"),
    ],
)
def test_what_does_not_belong_there(practice: Mini, path: str, words: str) -> None:
    practice.write(path, "x = 1\n")
    assert any(words in text for text in practice.problems()), practice.problems()


def test_a_file_that_is_no_text(practice: Mini) -> None:
    (practice.root / FOLDER / "checks.py").write_bytes(b"\xff\xfe")
    _expect(practice, f"{FOLDER}/checks.py", 0, "not UTF-8")


def test_what_python_leaves_behind_is_no_mistake(practice: Mini) -> None:
    practice.write(f"{FOLDER}/__pycache__/checks.pyc", "")
    practice.write("exercises/.DS_Store", "")
    assert practice.problems() == []


# ---------------------------------------------------------------- the page


def _page(mini: Mini) -> tuple[str, Draft]:
    project = load_project(mini.root)
    pages = Pages(project, {})
    uri = "programming/sorting.md"
    note = project.notes["sorting"].page
    draft = Draft(uri=uri, url="programming/sorting/", path=note.path, text=note.body)
    return pages.prepare(draft, note.body, note.body_line), draft


def test_the_section_stands_between_self_check_and_foot(practice: Mini) -> None:
    text, draft = _page(practice)
    assert draft.problems == []
    check, section = text.index("## Self-check"), text.index("## Exercises {#exercises}")
    foot = text.rindex("\ue000")
    assert check < section < foot
    shown = text[section:foot]
    assert 'id="exercise-merge-two"' in shown
    assert 'data-exercise="sorting/merge-two"' in shown
    assert 'data-checks="../../assets/exercises/sorting.json"' in shown
    assert "### Merge two lists {#exercise-merge-two-title}" in shown
    assert "and 17 comparisons" in shown, "prompts quote results as notes do"
    assert f"```python\n{STARTER}```" in shown
    assert f"```python\n{SOLUTION}```" in shown, "code is not searched for macros"
    assert "<summary>Hint 2 of 2</summary>" in shown
    assert shown.count("<details") == shown.count("</details>") == 3


def test_a_note_without_exercises_has_no_section(mini: Mini) -> None:
    assert "exercises" not in _page(mini)[0].split("## Self-check")[1]
    assert practice_section((), "programming/sorting/", {}) == ("", [])


def test_mistakes_in_a_prompt_name_its_own_line(practice: Mini) -> None:
    practice.edit(P, '"comparisons", "d"', '"gone"')
    practice.edit(P, "journey.programming.sorting.merge_sort", "journey.nothing")
    _, draft = _page(practice)
    assert [(p.path, p.line) for p in draft.problems] == [(P, 9), (P, 8)]


def test_maths_that_cannot_be_typeset_names_its_own_line(practice: Mini) -> None:
    practice.edit(P, "It costs $n$", "It costs $\\nonsense{n}$")
    practice.edit(P, "$\\\\min(a, b)$", "$\\\\rubbish(a, b)$")
    _, draft = _page(practice)
    pages = Pages(load_project(practice.root), {})
    (exercise,) = pages.project.exercises["sorting"]
    shown = to_html(f"{exercise.prompt}\n\n{exercise.hints[1]}")
    _, problems = pages.finish(draft, shown)
    assert [(p.path, p.line) for p in problems] == [(P, 8), (P, 6)]


@pytest.mark.parametrize("name", ["prompt.md", "starter.py", "solution.py", "checks.py"])
def test_a_saved_file_makes_the_notes_page_anew_and_no_other(practice: Mini, name: str) -> None:
    def keys() -> list[str]:
        pages = Pages(load_project(practice.root), {})
        return [
            pages.dependencies.world,
            *(pages.dependencies.page(uri, f"docs/{uri}", "text")
              for uri in ("programming/sorting.md", "programming/index.md", "index.md")),
        ]  # fmt: skip

    before = keys()
    path = practice.root / FOLDER / name
    path.write_text(path.read_text("utf-8").replace("merge", "join"), "utf-8")
    after = keys()
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        True, False, True, True,
    ]  # fmt: skip


def test_the_scripts_file_holds_what_runs(practice: Mini) -> None:
    project = load_project(practice.root)
    found = json.loads(sources(project.exercises["sorting"]))
    assert found == {
        "sorting/merge-two": {"checks": CHECKS, "starter": STARTER, "solution": SOLUTION}
    }


def test_easy_ones_come_first(practice: Mini) -> None:
    for name, level in (("a-hard-one", "hard"), ("b-easy-one", "easy")):
        for file in ("prompt.md", "starter.py", "solution.py", "checks.py"):
            text = (practice.root / FOLDER / file).read_text("utf-8")
            text = text.replace("level: easy", f"level: {level}")
            practice.write(f"exercises/programming/sorting/{name}/{file}", text)
    found = load_project(practice.root).exercises["sorting"]
    assert [item.name for item in found] == ["b-easy-one", "merge-two", "a-hard-one"]


# ---------------------------------------------------------------- the commands


def _call(*arguments: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), input=text)
    return result.exit_code, result.output


@pytest.fixture
def inside(practice: Mini, monkeypatch: pytest.MonkeyPatch) -> Mini:
    monkeypatch.chdir(practice.root)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return practice


WORK = "my-exercises/sorting--merge-two.py"


def test_scaffolded_files_fit_together(inside: Mini) -> None:
    status, output = _call("new", "exercise", "searching", "double-it")
    assert status == 0, output
    assert inside.problems() == []
    exercise = load_project(inside.root).exercises["searching"][0]
    assert exercise.title == "Double it"
    assert _call("exercise", "double-it", "--check")[0] == 1
    work = inside.root / "my-exercises/searching--double-it.py"
    assert work.read_text("utf-8") == exercise.starter
    work.write_text(exercise.solution, "utf-8")
    assert _call("exercise", "double-it", "--check")[0] == 0
    work.write_text("def double(x):\n    return 2 * x\n", "utf-8")
    status, output = _call("exercise", "double-it", "--check")
    assert status == 1
    assert "✗ failed  doubles the numbers of a list, and does not repeat the list" in output


def test_scaffolding_refuses_and_never_overwrites(inside: Mini) -> None:
    assert _call("new", "exercise", "sorting", "merge-two")[0] == 2
    assert (inside.root / P).read_text("utf-8") == PROMPT
    status, output = _call("new", "exercise", "sortin", "new-one")
    assert status == 2
    assert "sorting" in output
    assert _call("new", "exercise", "sorting", "New One")[0] == 2
    assert sorted(p.name for p in (inside.root / "exercises/programming").iterdir()) == ["sorting"]


def test_the_prompt_the_checks_and_the_status(inside: Mini) -> None:
    status, output = _call("exercise", "sorting/merge-two")
    assert status == 1
    assert "Merge two lists (easy)" in output
    assert WORK in output
    assert "Line 2 is not written yet." in output
    assert "0 of 2 checks passed." in output
    inside.write(WORK, "print('hello')\ndef merge(a, b):\n    return a + b\n")
    status, output = _call("exercise", "sorting/merge-two", "--check")
    assert status == 1
    assert "✗ failed  merges two sorted lists" in output
    assert "✓ passed  takes empty lists" in output
    assert "expected  [1, 2, 3]" in output
    assert "got       [1, 3, 2]" in output
    assert "hello" in output
    assert "Merge two lists" not in output
    inside.write(WORK, SOLUTION)
    status, output = _call("exercise", "merge-two")
    assert status == 0
    assert "2 of 2 checks passed." in output
    assert (inside.root / WORK).read_text("utf-8") == SOLUTION, "work is never overwritten"
    assert "solved" in _call("exercise", "--list")[1]


def test_code_that_does_not_run(inside: Mini) -> None:
    inside.write(WORK, "def merge(:\n")
    status, output = _call("exercise", "merge-two", "--check")
    assert status == 1
    assert "Your code does not run. Line 1: SyntaxError" in output


def test_an_endless_loop_is_ended(inside: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    inside.write(WORK, "while True: pass\n")
    start = time.monotonic()
    report = practice_cli.run_checks(inside.root / WORK, inside.root / C, limit=1.5)
    assert time.monotonic() - start < 10
    assert report == "Your code took longer than 1.5 s and was ended: an endless loop?"
    monkeypatch.setattr(practice_cli, "run_checks", lambda *arguments: report)
    status, output = _call("exercise", "merge-two", "--check")
    assert status == 1
    assert "was ended" in output


def test_code_that_ends_the_process(inside: Mini) -> None:
    inside.write(WORK, "import os\nos._exit(0)\n")
    status, output = _call("exercise", "merge-two", "--check")
    assert status == 1
    assert "ended the whole run" in output


def test_broken_checks_are_said_to_be_at_fault(inside: Mini) -> None:
    inside.edit(C, "import numpy as np", "1 / 0")
    status, output = _call("exercise", "merge-two", "--check")
    assert status == 1
    assert "The checks themselves are at fault." in output
    assert "ZeroDivisionError" in output


def test_hints_one_after_the_other_and_the_solution(inside: Mini) -> None:
    assert "Hint 1 of 2" in _call("exercise", "merge-two", "--hint")[1]
    assert "min(a, b)" in _call("exercise", "merge-two", "--hint")[1]
    assert "Hint 2 of 2" in _call("exercise", "merge-two", "--hint")[1]
    status, output = _call("exercise", "merge-two", "--solution")
    assert status == 0
    assert "return sorted(a + b)" in output
    assert not (inside.root / WORK).exists()


def test_reset_asks_first(inside: Mini) -> None:
    inside.write(WORK, SOLUTION)
    assert _call("exercise", "merge-two", "--reset", text="n\n")[0] == 1
    assert (inside.root / WORK).read_text("utf-8") == SOLUTION
    assert _call("exercise", "merge-two", "--reset", "--check", text="y\n")[0] == 1
    assert (inside.root / WORK).read_text("utf-8") == STARTER


def test_an_unknown_id_and_one_that_two_have(inside: Mini) -> None:
    status, output = _call("exercise", "merge-tow")
    assert status == 2
    assert "Did you mean sorting/merge-two?" in output
    for file in ("prompt.md", "starter.py", "solution.py", "checks.py"):
        text = (inside.root / FOLDER / file).read_text("utf-8")
        inside.write(f"exercises/programming/searching/merge-two/{file}", text)
    status, output = _call("exercise", "merge-two")
    assert status == 2
    assert "There are several" in output
    assert _call("exercise", "searching/merge-two", "--hint")[0] == 0


def test_the_editor_is_opened_where_someone_sits_there(
    inside: Mini, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "an editor"
    editor.write_text(f'#!/bin/sh\nprintf \'%s\' "{SOLUTION}" > "$2"\n', "utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    work = inside.root / WORK
    work.parent.mkdir()
    monkeypatch.setenv("EDITOR", f"'{editor}' --wait")
    practice_cli._edit(work)
    assert not work.exists(), "nobody sits there"
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    practice_cli._edit(work)
    assert work.read_text("utf-8") == SOLUTION
    monkeypatch.setenv("VISUAL", "an-editor-that-nobody-has")
    practice_cli._edit(work)


def test_the_real_exercises_load_from_the_cache_as_without(practice: Mini, tmp_path: Path) -> None:
    from journey_site.cache import Cache

    roadmap = load_roadmap(practice.root / "roadmap.yml")
    plain = load_exercises(practice.root, roadmap)
    cache = Cache(tmp_path / "cache")
    assert load_exercises(practice.root, roadmap, cache) == plain
    again = load_exercises(practice.root, roadmap, Cache(tmp_path / "cache"))
    assert again == plain
    assert [item.digest for item in again[0]["sorting"]] == [
        item.digest for item in plain[0]["sorting"]
    ]
