"""Executing notebooks: stamps written, failures reported, nothing half-written, drift noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from journey_site import runner, stamps
from journey_site.cli import app
from tests.site.conftest import Mini, code_cell

NAME = "notebooks/programming/sorting.ipynb"


def _with(mini: Mini, *sources: str, tags: tuple[str, ...] = ()) -> Path:
    """Give the notebook these cells (which use nothing of the package) and save it."""
    mini.notebook["cells"] = [mini.notebook["cells"][0]] + [
        code_cell(f"cell-{number}", source) for number, source in enumerate(sources, start=1)
    ]
    for cell in mini.notebook["cells"][1:]:
        cell["metadata"] = {"tags": list(tags)}
    mini.notebook["metadata"]["journey"].pop("stamp", None)
    mini.save_notebook(stamped=False)
    return mini.root / NAME


def test_a_run_writes_outputs_and_a_stamp_and_a_second_changes_nothing_else(mini: Mini) -> None:
    path = _with(mini, "print('a')\nprint('b')\n1 + 1")
    outcome = runner.run_one(path, mini.root)
    assert outcome.error == ""
    first = json.loads(path.read_text(encoding="utf-8"))
    assert first["cells"][1]["outputs"][0]["text"] == "a\nb\n"
    assert stamps.staleness(mini.root, first) == []
    assert runner.run_one(path, mini.root).changed is False
    second = json.loads(path.read_text(encoding="utf-8"))
    for notebook in (first, second):
        notebook["metadata"]["journey"].pop("stamp")
    assert first == second


def test_sources_may_be_lists_of_lines(mini: Mini) -> None:
    path = _with(mini, "print(1)")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] = ["x = 2\n", "print(x)"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert runner.run_one(path, mini.root).error == ""
    assert '"2\\n"' in path.read_text(encoding="utf-8")


def test_a_failing_cell_is_reported_and_the_file_stays(mini: Mini) -> None:
    path = _with(mini, "x = 1", "y = x / 0  # here")
    before = path.read_bytes()
    outcome = runner.run_one(path, mini.root)
    assert "cell 3 (cell-2) failed: ZeroDivisionError: division by zero" in outcome.error
    assert "y = x / 0  # here" in outcome.error
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name], "a temporary file was left"


def test_an_intended_error_is_kept(mini: Mini) -> None:
    path = _with(mini, "1 / 0", tags=("raises-exception",))
    assert runner.run_one(path, mini.root).error == ""
    output = json.loads(path.read_text(encoding="utf-8"))["cells"][1]["outputs"][0]
    assert output["traceback"] == ["ZeroDivisionError: division by zero"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("object()", "memory address"),
        ("import sys; print('careful', file=sys.stderr)", "wrote to stderr"),
        ("import warnings; warnings.warn('old')", "wrote to stderr"),
    ],
)
def test_outputs_that_break_the_contract(mini: Mini, source: str, words: str) -> None:
    path = _with(mini, source)
    before = path.read_bytes()
    assert words in runner.run_one(path, mini.root).error
    assert path.read_bytes() == before


def test_verifying_notices_drift_and_writes_nothing(mini: Mini) -> None:
    path = _with(mini, "print('new')")
    assert runner.run_one(path, mini.root).error == ""
    assert runner.run_one(path, mini.root, verify=True).error == ""
    text = path.read_text(encoding="utf-8").replace('"new\\n"', '"old\\n"')
    path.write_text(text, encoding="utf-8")
    outcome = runner.run_one(path, mini.root, verify=True)
    assert "cell 2 (cell-1): the outputs differ" in outcome.error
    assert "old" in outcome.error
    assert "new" in outcome.error
    assert path.read_text(encoding="utf-8") == text


def _call(mini: Mini, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(mini.root / "docs")
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_the_command_runs_what_is_stale_only(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = _call(mini, monkeypatch, "run")
    assert (code, text.strip()) == (0, "Every notebook is fresh.")
    _with(mini, "1 / 0")
    code, text = _call(mini, monkeypatch, "run")
    assert code == 1
    assert "ZeroDivisionError" in text
    code, text = _call(mini, monkeypatch, "run", "nothing")
    assert code == 2
    assert "There is no notebook 'nothing'" in text


def test_the_command_checks(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = "".join(f"question sorting/{name}\n" for name in ("cost", "memory", "stable"))
    mini.write("progress-ids.txt", ids)
    code, text = _call(mini, monkeypatch, "check")
    assert (code, text.strip()) == (0, "No problems.")
    mini.edit("docs/programming/sorting.md", "topic: sorting", "topic: sortin")
    code, text = _call(mini, monkeypatch, "check")
    assert code == 1
    assert "docs/programming/sorting.md:2: 'topic': the roadmap has no topic 'sortin'." in text


def test_the_command_shows_the_state(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = _call(mini, monkeypatch, "status")
    assert code == 0
    assert "1 Programming Fundamentals: 1 of 2 topics" in text
    code, text = _call(mini, monkeypatch, "status", "--json")
    rows = {row["id"]: row for row in json.loads(text)}
    assert rows["sorting"]["state"] == "finished"
    assert rows["sorting"]["evidence"]["tests"] == "1 tests"
    assert rows["searching"]["state"] == "none"


@pytest.mark.parametrize("arguments", [["topic", "searching"], ["notebook", "searching"]])
def test_scaffolds_meet_the_contract_and_never_overwrite(
    mini: Mini, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    code, text = _call(mini, monkeypatch, "new", *arguments)
    assert code == 0, text
    written = mini.root / text.split("Written: ")[1].split()[0]
    before = written.read_bytes()
    code, text = _call(mini, monkeypatch, "new", *arguments)
    assert code == 2
    assert "exists already" in text
    assert written.read_bytes() == before
    if arguments[0] == "notebook":
        assert runner.run_one(written, mini.root).error == "" or "journey" in str(written)


def test_scaffolds_refuse_unknown_topics(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = _call(mini, monkeypatch, "new", "topic", "serching")
    assert code == 2
    assert "Did you mean searching" in text


def test_a_log_entry(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _ = _call(mini, monkeypatch, "new", "log", "What went wrong: sorting")
    assert code == 0
    path = next((mini.root / "docs" / "log" / "posts").glob("*.md"))
    assert path.name.endswith("-what-went-wrong-sorting.md")
    assert "<!-- more -->" in path.read_text(encoding="utf-8")


def test_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["status"])
    assert result.exit_code == 2
    assert "Call this inside the project" in " ".join(result.output.split())


@pytest.mark.parametrize("command", [[], ["new"], ["run"], ["check"], ["status"], ["parity"]])
def test_help(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output
