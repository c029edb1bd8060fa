"""What the commands of journey-tool have in common: settings, manual, output, ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey.projects.command_line_tool import _manual, _settings, main
from journey.projects.command_line_tool._cli import app
from journey.projects.command_line_tool._output import ExitCode, Output, ToolError, printable

ROOT = Path(__file__).parents[2]
WORDS = [words for words, _ in _manual.commands(app)]


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty file of settings, which tests may fill."""
    path = tmp_path / "settings.toml"
    path.write_text("")
    monkeypatch.setenv("JOURNEY_TOOL_CONFIG", str(path))
    return path


# ---------------------------------------------------------------- settings


def test_settings_are_defaults_and_the_command_line_wins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], no_settings_of_this_machine: Path
) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    no_settings_of_this_machine.write_text(f"[api.cache]\njson = true\ncache = {str(one)!r}\n")
    assert call("api", "cache") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["file"] == str(one)
    assert call("api", "cache", "--cache", str(other)) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["file"] == str(other)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[api.cache]\ncolour = 1", "api.cache.colour: expected one of cache, clear, json"),
        ("[sing]\nloud = true", "sing: expected one of [api], [manual], [organize], [scrape]"),
        ("api = 3", "api: expected one of [api]"),
        ("[api.dance]\nx = 1", "api.dance: expected one of [api.cache], [api.work], [api.works]"),
        ("[api.cache\n", "settings.toml: "),
        ("\xff", "settings.toml: "),
    ],
)
def test_a_wrong_setting_is_named(
    no_settings_of_this_machine: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    place: str,
) -> None:
    no_settings_of_this_machine.write_text(text, encoding="latin-1")
    assert call("manual") == ExitCode.USAGE
    assert place in " ".join(capsys.readouterr().err.split()).replace("settings. toml", "")


def test_a_file_that_was_named_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing.toml"
    assert call("--config", str(missing), "manual") == ExitCode.USAGE
    assert "no such configuration file" in " ".join(capsys.readouterr().err.split())
    monkeypatch.setenv("JOURNEY_TOOL_CONFIG", str(missing))
    with pytest.raises(ToolError, match="no such configuration file"):
        _settings.load(None, {})
    monkeypatch.delenv("JOURNEY_TOOL_CONFIG")
    monkeypatch.setattr("typer.get_app_dir", lambda name: str(tmp_path / "nowhere"))
    assert _settings.load(None, {}) == {}


# ---------------------------------------------------------------- the manual


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_every_command_is_in_the_manual_with_all_its_options(words: tuple[str, ...]) -> None:
    command = dict(_manual.commands(app))[words]
    page, reference = _manual.roff(app), _manual.markdown(app)
    section = reference.split(f"### `{' '.join(words)}`\n")[1].split("\n### ")[0]
    for parameter in command.params:
        if parameter.name == "help":
            continue
        name = max(parameter.opts, key=len)
        if parameter.param_type_name == "option":
            assert f"{name} " in section or f"{name}`" in section
            assert name.replace("-", "\\-") in page
        assert parameter.help, f"{' '.join(words)}: {name} has no help"


def test_the_page_of_the_site_is_what_the_program_prints() -> None:
    page = (ROOT / "docs/programming/projects/command-line-tool.md").read_text(encoding="utf-8")
    start, end = (
        "<!-- journey-tool manual --format markdown -->\n\n",
        "\n<!-- end of the manual -->",
    )
    assert page.split(start)[1].split(end)[0] == _manual.markdown(app)


def test_no_line_of_the_page_is_a_request_by_accident() -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".I", ".B", ".br"}
    requests = {line.split()[0] for line in _manual.roff(app).splitlines() if line[:1] in ".'"}
    assert requests <= known


def test_the_manual_has_two_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("manual") == ExitCode.OK
    assert capsys.readouterr().out.startswith(".TH JOURNEY\\-TOOL 1")
    assert call("manual", "--format", "html") == ExitCode.USAGE
    assert "--format: expected man or markdown, got 'html'" in capsys.readouterr().err


# ---------------------------------------------------------------- output and ends


@given(st.text())
def test_what_is_printed_moves_no_cursor(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    shown.encode("utf-8")
    if text.isprintable():
        assert shown == text


def test_names_that_are_no_utf8_are_shown_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    name = b"caf\xe9\x1b[31m.txt".decode("utf-8", "surrogateescape")
    Output().table([{"name": name, "size": 3}], ["name", "size"], "files")
    shown = capsys.readouterr().out
    assert r"caf\udce9\x1b[31m.txt" in shown
    Output(as_json=True).table([{"name": name}], ["name"], "files")
    assert json.loads(capsys.readouterr().out) == [{"name": name}]


def test_markup_in_names_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    Output().note("[red]a[/red].txt")
    assert "[red]a[/red].txt" in capsys.readouterr().err


def test_messages_can_be_silenced_but_errors_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    out = Output(quiet=True)
    out.note("working")
    out.error("broken")
    assert capsys.readouterr().err == "error: broken\n"


def test_ctrl_c_ends_with_the_shells_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(app: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(_manual, "roff", interrupted)
    assert call("manual") == ExitCode.INTERRUPTED
    assert "error: interrupted" in capsys.readouterr().err


def test_the_installed_program_runs_and_completes() -> None:
    program = [sys.executable, "-m", "journey.projects.command_line_tool"]
    shown = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("journey-tool ")
    wrong = subprocess.run([*program, "dance"], capture_output=True, text=True)
    assert wrong.returncode == ExitCode.USAGE
    assert "No such command 'dance'" in wrong.stderr


def test_importing_the_package_asks_for_no_extra() -> None:
    check = (
        "import sys, journey.projects.command_line_tool\n"
        "sys.exit(bool({'typer', 'rich', 'httpx', 'bs4', 'protego'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


def test_without_the_extra_there_is_one_sentence() -> None:
    program = (
        "import sys; sys.modules['typer'] = None\n"
        "from journey.projects.command_line_tool import main; main([])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.strip() == "journey-tool needs typer: install the extra `tool`"


@pytest.mark.skipif(sys.platform == "win32", reason="bash's completion is asked for")
def test_the_shell_completes_commands_and_options() -> None:
    def completed(words: str) -> list[str]:
        ended = subprocess.run(
            [sys.executable, "-m", "journey.projects.command_line_tool"],
            env={
                **os.environ,
                "_JOURNEY_TOOL_COMPLETE": "complete_bash",
                "COMP_WORDS": words,
                "COMP_CWORD": str(len(words.split(" ")) - 1),
            },
            capture_output=True, text=True,
        )  # fmt: skip
        return ended.stdout.split()

    assert completed("journey-tool org") == ["organize"]
    assert {"sort", "undo", "recover", "history"} <= set(completed("journey-tool organize "))
    assert "--apply" in completed("journey-tool organize sort --a")
