"""Exercises in the terminal: the reader's own editor, the same checks as in the page.

The reader's code runs in a process of its own, which is ended when it takes too long. What is kept
between calls (work, hints seen, exercises solved) lies in ``my-exercises/``, which git ignores.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.table import Table

from journey_site import scaffold
from journey_site.exercises import Exercise, load_exercises
from journey_site.files import write_text
from journey_site.problems import SiteError
from journey_site.roadmap import ROADMAP_FILE, load_roadmap
from journey_site.terminal import console, fail, root

WORK_FOLDER = "my-exercises"
TIME_LIMIT_S = 20.0
_STATE = ".state.json"


def register(app: typer.Typer, new_app: typer.Typer) -> None:
    """Add the commands to ``journey`` and to ``journey new``."""
    app.command("exercise")(exercise)
    new_app.command("exercise")(new_exercise)


def new_exercise(
    topic: Annotated[str, typer.Argument(help="The topic's id in roadmap.yml.")],
    ident: Annotated[str, typer.Argument(metavar="EXERCISE-ID", help="Lower-case, hyphens.")],
) -> None:
    """Start an exercise: prompt, starter, solution and checks that already fit together."""
    here = root()
    try:
        paths = scaffold.new_exercise(here, load_roadmap(here / ROADMAP_FILE), topic, ident)
    except scaffold.ScaffoldError as error:
        raise fail(str(error)) from None
    for path in paths:
        console.print(f"Written: {path.relative_to(here)}", markup=False)
    console.print(f"Try it with: journey exercise {topic}/{ident}", markup=False)


def exercise(
    ident: Annotated[
        str | None, typer.Argument(metavar="ID", help="TOPIC/EXERCISE, or the exercise alone.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only run the checks.")] = False,
    hint: Annotated[bool, typer.Option("--hint", help="Show the next hint.")] = False,
    solution: Annotated[bool, typer.Option("--solution", help="Show the solution.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Start over, after asking.")] = False,
    every: Annotated[bool, typer.Option("--list", help="List all exercises.")] = False,
) -> None:
    """Work on an exercise in your own editor; its checks run when you come back."""
    here = root()
    found = _load(here)
    if every or ident is None:
        _show_all(found, here)
        return
    item = _chosen(found, ident)
    work = here / WORK_FOLDER / f"{item.topic}--{item.name}.py"
    if hint:
        _show_hint(item, here)
        return
    if solution:
        console.print(Syntax(item.solution, "python", background_color="default"))
        return
    if reset and work.is_file():
        typer.confirm(f"Replace {work.relative_to(here)} by the starter?", abort=True)
        write_text(work, item.starter)
    if not work.is_file():
        write_text(work, item.starter)
    if not check:
        _show_prompt(item, work, here)
        _edit(work)
    raise typer.Exit(0 if _run_and_show(item, work, here) else 1)


def _load(here: Path) -> dict[str, Exercise]:
    """Return every exercise by its id; one that breaks its contract is left out, and said."""
    try:
        by_topic, problems = load_exercises(here, load_roadmap(here / ROADMAP_FILE))
    except SiteError as error:
        raise fail(str(error), 1) from None
    for problem in problems:
        fail(str(problem))
    return {item.id: item for items in by_topic.values() for item in items}


def _chosen(found: dict[str, Exercise], ident: str) -> Exercise:
    matches = [item for item in found.values() if ident in (item.id, item.name)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise fail(f"There are several: {', '.join(item.id for item in matches)}.")
    known = {item.name: item.id for item in found.values()} | {name: name for name in found}
    near = dict.fromkeys(known[name] for name in difflib.get_close_matches(ident, known, n=3))
    words = f"Did you mean {', '.join(near)}?" if near else "journey exercise --list lists them."
    raise fail(f"There is no exercise {ident!r}. {words}")


def _state(here: Path) -> dict[str, Any]:
    try:
        state = json.loads((here / WORK_FOLDER / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _remember(here: Path, item: Exercise, **values: Any) -> None:
    state = _state(here)
    state[item.id] = {**state.get(item.id, {}), **values}
    text = json.dumps(state, indent=1, sort_keys=True) + "\n"
    write_text(here / WORK_FOLDER / _STATE, text)


def _show_all(found: dict[str, Exercise], here: Path) -> None:
    state = _state(here)
    table = Table(box=None, pad_edge=False)
    for column in ("id", "level", "title", ""):
        table.add_column(column, no_wrap=column == "id")
    for item in found.values():
        started = (here / WORK_FOLDER / f"{item.topic}--{item.name}.py").is_file()
        word = "started" if started else ""
        word = "✓ solved" if state.get(item.id, {}).get("solved") else word
        table.add_row(item.id, item.level, item.title, word)
    console.print(table)


def _show_hint(item: Exercise, here: Path) -> None:
    seen = int(_state(here).get(item.id, {}).get("hints", 0))
    number = min(seen + 1, len(item.hints))
    console.print(f"Hint {number} of {len(item.hints)}", style="bold")
    console.print(Markdown(with_maths(item.hints[number - 1])))
    if number == len(item.hints):
        console.print(
            f"That was the last. Then: journey exercise {item.id} --solution", style="dim"
        )
    _remember(here, item, hints=number)


def _show_prompt(item: Exercise, work: Path, here: Path) -> None:
    console.print(f"{item.title} ({item.level})\n", style="bold", markup=False)
    console.print(Markdown(with_maths(item.prompt)))
    console.print(f"\nYour file: {work.relative_to(here)}\n", markup=False)


def with_maths(text: str) -> str:
    r"""Return Markdown in which TeX is shown as it is written.

    Examples
    --------
    >>> with_maths(r"So $a_i \| b$ and `$x$`.")
    'So $a\\_i \\\\\\| b$ and `$x$`.'
    """
    parts = re.split(r"(^`{3}.*?^`{3}|`[^`\n]*`)", text, flags=re.MULTILINE | re.DOTALL)
    for index in range(0, len(parts), 2):  # those between are code
        parts[index] = re.sub(
            r"\$\$.*?\$\$|\$[^$\n]+\$",
            lambda tex: re.sub(r"([\\`*_{}\[\]<>|~])", r"\\\1", tex[0]),
            parts[index],
            flags=re.DOTALL,
        )
    return "".join(parts)


def _edit(work: Path) -> None:
    """Open the reader's editor where one is named and someone sits at the terminal."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    try:
        subprocess.run([*shlex.split(editor), str(work)], check=False)
    except OSError as error:
        fail(f"The editor {editor!r} cannot be started: {error.strerror}.")


def _run_and_show(item: Exercise, work: Path, here: Path) -> bool:
    """Run the checks, show what came, and return whether all passed."""
    with console.status("Running the checks ..."):
        report = run_checks(work, here / item.path / "checks.py")
    if isinstance(report, str):
        fail(report)
        return False
    if report["error"]:
        console.print(f"Your code does not run. {report['error']}", style="red", markup=False)
    else:
        for outcome in report["outcomes"]:
            _show_outcome(outcome)
    if report["stdout"]:
        console.print("\nYour code printed:", style="dim")
        console.print(report["stdout"].rstrip("\n"), markup=False)
    passed = sum(outcome["passed"] for outcome in report["outcomes"])
    console.print(f"\n{passed} of {len(report['outcomes'])} checks passed.", style="bold")
    if report["passed"]:
        _remember(here, item, solved=True)
    elif not _state(here).get(item.id, {}).get("solved"):
        console.print(f"A hint: journey exercise {item.id} --hint", style="dim", markup=False)
    return bool(report["passed"])


def _show_outcome(outcome: dict[str, Any]) -> None:
    if outcome["passed"]:
        console.print(f"✓ passed  {outcome['name']}", style="green", markup=False)
        return
    console.print(f"✗ failed  {outcome['name']}", style="red", markup=False)
    for word, key in (("", "message"), ("expected  ", "expected"), ("got       ", "got")):
        if outcome[key]:
            console.print(f"    {word}{outcome[key]}", markup=False)


def run_checks(work: Path, checks: Path, limit: float = TIME_LIMIT_S) -> dict[str, Any] | str:
    """Run the checks of an exercise in a process of its own.

    Parameters
    ----------
    work, checks
        The reader's code, and the exercise's checks.
    limit
        Seconds after which it is ended.

    Returns
    -------
    dict or str
        The report of ``journey.practice``, or a sentence that says why there is none.
    """
    command = [sys.executable, "-m", "journey.practice", str(work), str(checks), "--json"]
    # Files and not pipes: a process that the reader's code started may hold a pipe open for ever.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            return f"Your code took longer than {limit:g} s and was ended: an endless loop?"
        finally:
            process.kill()
            process.wait()
        printed, said = (_read(file) for file in (out, err))
    if "No module named 'numpy'" in said:
        return "Exercises need NumPy, which is not in this environment: call 'make check' once."
    if status == 2:
        return f"The checks themselves are at fault. {said.strip()}"
    try:
        report: dict[str, Any] = json.loads(printed)
    except ValueError:
        return "Your code ended the whole run, as os._exit() does, before it could be checked."
    return report


def _read(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))
