"""Every exercise: its solution passes, its starter does not, and every check can fail."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from journey.practice import run
from journey_site.exercises import Exercise, load_exercises
from journey_site.inline import to_html
from journey_site.mathml import typeset
from journey_site.roadmap import load_roadmap
from tests.wrong_answers import WRONG, Wrong

ROOT = Path(__file__).resolve().parent.parent
FOUND, PROBLEMS = load_exercises(ROOT, load_roadmap(ROOT / "roadmap.yml"))
EXERCISES = {item.id: item for items in FOUND.values() for item in items}
ALL = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def failed(exercise: Exercise, code: str) -> list[str]:
    """Run some code; return the names of the checks that it fails."""
    return [outcome.name for outcome in run(code, exercise.checks).outcomes if not outcome.passed]


def test_all_keep_their_contract() -> None:
    assert PROBLEMS == []


def test_every_finished_topic_has_some_from_easy_to_hard() -> None:
    for topic in ("sorting-and-searching", "gradients-and-descent", "k-means"):
        assert [item.level for item in FOUND[topic]] == ["easy", "medium", "hard"]


@ALL
def test_the_solution_passes_every_check(
    exercise: Exercise, record_property: pytest.RecordProperty
) -> None:
    start = time.perf_counter()
    report = run(exercise.solution, exercise.checks)
    record_property("seconds", time.perf_counter() - start)  # to be below 2 in the browser
    assert report.error is None
    assert [outcome for outcome in report.outcomes if not outcome.passed] == []
    assert tuple(outcome.name for outcome in report.outcomes) == exercise.check_names
    assert report.stdout == ""


@ALL
def test_the_starter_runs_and_fails(exercise: Exercise) -> None:
    report = run(exercise.starter, exercise.checks)
    assert report.error is None, "a starter runs, so that what is missing is said by the checks"
    assert not report.passed


@ALL
def test_printing_does_not_help(exercise: Exercise) -> None:
    """All that the checks could want to see, printed on import and in every call."""
    words = "\n".join([exercise.solution, *exercise.check_names, "passed", "True"])
    names = re.findall(r"^def (\w+)", exercise.solution, re.MULTILINE)
    code = f"WORDS = {words!r}\nprint(WORDS)\n"
    for name in names:
        code += f"def {name}(*arguments, **named):\n    print(WORDS)\n"
    report = run(code, exercise.checks)
    assert report.stdout.startswith(words[:100])
    assert [outcome.name for outcome in report.outcomes if outcome.passed] == []


@pytest.mark.parametrize(
    ("ident", "wrong"),
    [
        pytest.param(ident, wrong, id=f"{ident}: {wrong.check}")
        for ident, answers in WRONG.items()
        for wrong in answers
    ],
)
def test_a_wrong_answer_fails_by_the_check_that_says_why(ident: str, wrong: Wrong) -> None:
    exercise = EXERCISES[ident]
    assert wrong.old in exercise.solution, "the solution has changed"
    code = exercise.solution.replace(wrong.old, wrong.new)
    report = run(code, exercise.checks)
    assert report.error is None, report.error
    assert wrong.check in [outcome.name for outcome in report.outcomes if not outcome.passed]


@ALL
def test_every_check_is_failed_by_some_wrong_answer(exercise: Exercise) -> None:
    assert {wrong.check for wrong in WRONG[exercise.id]} == set(exercise.check_names)


@ALL
def test_the_words_are_typeset(exercise: Exercise) -> None:
    for text in (exercise.prompt, *exercise.hints):
        html, errors = typeset(to_html(text))
        assert errors == []
        assert "$" not in re.sub(r"<(pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)


@ALL
def test_code_fits_a_page_and_says_its_idea(exercise: Exercise) -> None:
    for code in (exercise.starter, exercise.solution):
        assert max(len(line) for line in code.splitlines()) <= 84
    assert exercise.solution.startswith("# The idea: ")
    # Hints lead up to the solution and do not hold it.
    body = max(exercise.solution.split("\ndef "), key=len)
    assert all(body not in hint for hint in exercise.hints)
