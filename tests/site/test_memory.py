"""Questions outside their note: the list of permanent ids, the review page's file, the deck."""

from __future__ import annotations

import html
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from journey_site import anki, progressids, questions
from journey_site.checks import run_checks
from journey_site.cli import app
from journey_site.project import Project, load_project
from tests.site.conftest import ROOT, Mini

SORTING = "docs/programming/sorting.md"
SITE = "https://example.org/journey/"


@pytest.fixture
def listed(mini: Mini) -> Mini:
    """The small project with an exercise, and its ids listed."""
    mini.write("exercises/programming/sorting/merge/prompt.md", "Merge.\n")
    progressids.write_ids(load_project(mini.root))
    return mini


def _ids(mini: Mini) -> list[str]:
    lines = (mini.root / "progress-ids.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _said(mini: Mini) -> list[str]:
    return [str(problem) for problem in progressids.check_ids(load_project(mini.root))]


# ---------------------------------------------------------------- the list of ids


def test_every_question_and_exercise_is_listed_by_the_command(listed: Mini) -> None:
    assert _ids(listed) == [
        "exercise sorting/merge",
        "question sorting/cost",
        "question sorting/memory",
        "question sorting/stable",
    ]
    assert _said(listed) == []
    assert progressids.write_ids(load_project(listed.root)) == []


def test_an_id_that_is_not_listed_is_a_problem_of_the_check(listed: Mini) -> None:
    listed.edit("progress-ids.txt", "question sorting/stable\n", "")
    said = [str(problem) for problem in run_checks(listed.root)]
    assert any("'question sorting/stable' is published but not listed" in text for text in said)


@pytest.mark.parametrize("gone", ["question sorting/stable", "exercise sorting/merge"])
def test_an_id_that_vanished_is_named_with_its_line(listed: Mini, gone: str) -> None:
    if gone.startswith("question"):
        listed.edit(SORTING, "{#stable}", "{#is-it-stable}")
    else:
        (listed.root / "exercises/programming/sorting/merge/prompt.md").unlink()
        (listed.root / "exercises/programming/sorting/merge").rmdir()
    line = listed.line("progress-ids.txt", gone)
    assert any(text.startswith(f"progress-ids.txt:{line}: '{gone}' was") for text in _said(listed))
    progressids.write_ids(load_project(listed.root))
    assert gone in _ids(listed), "the command never removes a line"
    assert any(f"'{gone}' was published and is gone" in text for text in _said(listed))


def test_the_questions_of_a_note_that_was_removed_have_vanished(listed: Mini) -> None:
    (listed.root / SORTING).unlink()
    assert len([text for text in _said(listed) if "is gone" in text]) == 3


def test_a_note_that_cannot_be_read_does_not_make_its_questions_vanish(listed: Mini) -> None:
    listed.edit(SORTING, "prerequisites: []", "prerequisites: [oops]")
    assert "sorting" not in load_project(listed.root).notes
    assert _said(listed) == []


def test_a_retired_id_may_be_gone_but_never_used_again(listed: Mini) -> None:
    listed.edit("progress-ids.txt", "sorting/stable\n", "sorting/stable retired\n")
    line = listed.line("progress-ids.txt", "question sorting/stable")
    (said,) = _said(listed)
    assert said.startswith(f"progress-ids.txt:{line}: 'question sorting/stable' is retired")
    listed.edit(SORTING, "{#stable}", "{#keeps-order}")
    progressids.write_ids(load_project(listed.root))
    assert _said(listed) == []
    assert "question sorting/stable retired" in _ids(listed)


@pytest.mark.parametrize(
    "text", ["sorting/cost", "question cost", "topic a/b", "question a/b gone"]
)
def test_a_line_that_is_no_id_is_named(listed: Mini, text: str) -> None:
    listed.edit("progress-ids.txt", "question sorting/cost\n", f"question sorting/cost\n{text}\n")
    line = listed.line("progress-ids.txt", f"\n{text}\n") + 1
    assert any(said.startswith(f"progress-ids.txt:{line}: Expected") for said in _said(listed))


def test_the_ids_of_this_site_are_listed() -> None:
    assert progressids.check_ids(load_project(ROOT)) == []


# ---------------------------------------------------------------- the review page's file


def _rows(project: Project) -> list[dict[str, Any]]:
    return json.loads(questions.questions_json(project))["questions"]


def test_the_file_holds_every_question_as_its_note_does(mini: Mini) -> None:
    project = load_project(mini.root)
    first, second, third = _rows(project)
    assert [row["id"] for row in (first, second, third)] == [
        "sorting/cost", "sorting/stable", "sorting/memory",
    ]  # fmt: skip
    assert second == {
        "id": "sorting/stable",
        "topic": "sorting",
        "phase": 1,
        "title": "Sorting",
        "url": "programming/sorting/#question-stable",
        "prompt_html": "<p>Is it stable?</p>",
        "options": [["A", "yes"], ["B", "no"], ["C", "only on even lengths"]],
        "answer": "A",
        "explanation_html": "<p>Equal items keep their order.</p>",
    }
    assert first["answer"] == "B"
    assert "<math>" in first["options"][1][1]
    assert "\\log" not in json.dumps(first), "maths is typeset"


def test_links_lead_from_the_sites_root_and_results_are_quoted(mini: Mini) -> None:
    mini.edit(
        SORTING,
        "        Equal items keep their order.\n",
        '        It took {{ result("sorting", "comparisons", "d") }}: see [one](../index.md),\n'
        "        [two](index.md#topic), [three](searching.md), [four](https://example.org/a.md)\n"
        "        and [five][journey.programming.sorting.merge_sort], or [six](#the-code).\n",
    )
    project = load_project(mini.root)
    text = _rows(project)[1]["explanation_html"]
    assert "It took 17" in text
    places = ["./", "programming/#topic", "programming/searching/", "https://example.org/a.md"]
    places += ["api/programming/sorting/#journey.programming.sorting.merge_sort"]
    places += ["programming/sorting/#the-code"]
    for place in places:
        assert f'href="{place}"' in text, (place, text)
    note = project.notes["sorting"]
    shown = questions.question_views(project, note, "programming/sorting/")[1].explanation_html
    for place in ("../../", "../#topic", "../searching/", "#the-code"):
        assert f'href="{place}"' in shown, (place, shown)


def test_every_question_of_this_site_is_in_the_file() -> None:
    rows = _rows(load_project(ROOT))
    listed, _ = progressids.read_ids(ROOT)
    asked = {item.ident for item in listed if item.ident.startswith("question ")}
    assert {f"question {row['id']}" for row in rows} == asked
    for row in rows:
        letters = [letter for letter, _ in row["options"]]
        assert row["answer"] in letters
        assert letters == list("ABCDEF"[: len(letters)])
        assert 'class="arithmatex">\\' not in json.dumps(row)


# ---------------------------------------------------------------- the deck


def _opened(deck: bytes, folder: Path) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        assert package.namelist() == ["collection.anki2", "media"]
        assert json.loads(package.read("media")) == {}
        path = folder / "collection.anki2"
        path.write_bytes(package.read("collection.anki2"))
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT guid, mid, mod, tags, flds FROM notes ORDER BY id")
        notes = {guid: (mid, mod, tags, flds.split("\x1f")) for guid, mid, mod, tags, flds in rows}
        cards = connection.execute("SELECT count(*), count(DISTINCT nid) FROM cards").fetchone()
        decks, models = connection.execute("SELECT decks, models FROM col").fetchone()
    finally:
        connection.close()
    return {
        "notes": notes,
        "cards": cards,
        "decks": json.loads(decks),
        "models": json.loads(models),
    }


def test_the_deck_holds_every_question_with_its_answer(tmp_path: Path) -> None:
    project = load_project(ROOT)
    opened = _opened(anki.deck(project, SITE, {}), tmp_path)
    rows = {row["id"]: row for row in _rows(project)}
    notes = {fields[0]: fields for _, _, _, fields in opened["notes"].values()}
    assert notes.keys() == rows.keys()
    assert opened["cards"] == (len(rows), len(rows))
    for ident, (_, topic, _, options, answer, why, link) in notes.items():
        row = rows[ident]
        assert html.unescape(topic) == row["title"]  # fields are HTML
        assert options.count("<li>") == len(row["options"])
        assert answer.startswith(f"{row['answer']}. ")
        assert f"<li>{answer.partition('. ')[2]}</li>" in options
        assert why
        assert f'href="{SITE}{row["url"]}"' in link
    assert str(anki.DECK_ID) in opened["decks"]
    (model,) = opened["models"].values()
    assert model["flds"][0]["name"] == "Id"


def test_maths_is_left_for_anki_to_typeset(mini: Mini, tmp_path: Path) -> None:
    mini.edit(SORTING, "Each of $\\log_2 n$ levels", "Each of $\\argmin_x x < n$ levels")
    notes = _opened(anki.deck(load_project(mini.root), SITE, {}), tmp_path)["notes"]
    fields = {fields[0]: fields for _, _, _, fields in notes.values()}["sorting/cost"]
    assert "\\(n \\log n\\)" in fields[3]
    assert "\\(\\operatorname*{arg\\,min}_x x &lt; n\\)" in fields[5]
    assert "<math" not in "".join(fields)


def test_a_later_deck_updates_what_an_earlier_one_brought(mini: Mini, tmp_path: Path) -> None:
    first = _opened(anki.deck(load_project(mini.root), SITE, {SORTING: "2026-11-20"}), tmp_path)
    mini.edit(SORTING, "Is it stable?", "Is merge sort stable?")
    mini.edit(SORTING, "1.  What does", "1.  What does, at most,")
    later = _opened(anki.deck(load_project(mini.root), SITE, {SORTING: "2026-11-25"}), tmp_path)
    assert first["notes"].keys() == later["notes"].keys()
    assert first["decks"].keys() == later["decks"].keys()
    assert first["models"].keys() == later["models"].keys()
    for guid, (mid, changed, _, _) in first["notes"].items():
        assert later["notes"][guid][0] == mid
        assert later["notes"][guid][1] - changed == 5 * 86_400, "newer, or Anki would not update"


def test_the_deck_is_the_same_each_time(mini: Mini) -> None:
    decks = [anki.deck(load_project(mini.root), SITE, {}) for _ in range(2)]
    assert decks[0] == decks[1]
    assert decks[0] != anki.deck(load_project(mini.root), SITE, {SORTING: "2026-11-25"})


def test_a_deck_without_an_address_has_no_links(mini: Mini, tmp_path: Path) -> None:
    mini.edit(SORTING, "Equal items keep", "Equal items [keep](index.md)")
    opened = _opened(anki.deck(load_project(mini.root), "", {}), tmp_path)
    assert all("href" not in "".join(fields) for _, _, _, fields in opened["notes"].values())


def test_no_questions_make_no_deck(mini: Mini) -> None:
    (mini.root / SORTING).unlink()
    assert anki.deck(load_project(mini.root), SITE, {}) == b""


def test_the_command_writes_the_deck(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini.root)
    result = CliRunner().invoke(app, ["anki", "--output", "deck.apkg", "--site-url", SITE[:-1]])
    assert result.exit_code == 0, result.output
    assert "3 questions" in result.output
    deck = (mini.root / "deck.apkg").read_bytes()
    assert deck == anki.deck(load_project(mini.root), SITE, {})
