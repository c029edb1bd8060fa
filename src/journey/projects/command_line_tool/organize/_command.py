"""The command line of `journey-tool organize`."""

from __future__ import annotations

import base64
import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from journey.projects.command_line_tool._output import ExitCode, Output, ToolError, printable
from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._kinds import By, parse_rule
from journey.projects.command_line_tool.organize._plan import Duplicates, Move, Plan, plan_sort
from journey.projects.command_line_tool.organize._runs import Report, Runs, default_state
from journey.projects.command_line_tool.organize._scan import Left
from journey.projects.command_line_tool.organize._settle import Settled

__all__ = ["organize"]

organize = typer.Typer(no_args_is_help=True, help="Sort files into folders, and undo it.")

_Apply = Annotated[bool, typer.Option("--apply", help="Do it; without this it is only shown.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks.")]
_State = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where journals are kept; the variable JOURNEY_TOOL_STATE, else the user's own place.",
        show_default=False,
    ),
]


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    """Turn what cannot be done into the program's own error."""
    try:
        yield
    except OrganizeError as error:
        raise ToolError(str(error), ExitCode.USAGE if error.usage else ExitCode.FAILED) from error
    except OSError as error:
        raise ToolError(str(error)) from error


@organize.command()
def sort(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="What is sorted.", exists=True, file_okay=False)
    ],
    by: Annotated[By, typer.Option(help="What decides where a file goes.")] = By.TYPE,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB=FOLDER",
            help="Files whose name matches go there; may be given more than once, the first that "
            "matches counts, the rest is sorted as --by says. The folder may hold {type}, {year}, "
            "{month}, {size} and {extension}.",
            show_default=False,
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Make the folders there instead of in the sorted one.",
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Take files from the folders below, too.")
    ] = False,
    duplicates: Annotated[
        Duplicates,
        typer.Option(
            help="What is done with a file that has the content of another: keep treats it as any "
            "other, skip leaves it, folder collects it in duplicates/."
        ),
    ] = Duplicates.KEEP,
    apply: _Apply = False,
    json: _Json = False,
    quiet: _Quiet = False,
    state: _State = None,
) -> None:
    """Sort the files of a folder into folders by type, date, size or rule.

    Shows what would move; with --apply it moves. Nothing is ever overwritten: where a name is
    taken, the file gets a number. Hidden files, relative links, what links point to, files with
    several hard links, sockets and devices stay. What is done is written into a journal first, so
    that a run that is killed can be finished, and every run can be undone.
    """
    out = Output(as_json=json, quiet=quiet)
    with _errors():
        rules = [parse_rule(text) for text in rule or ()]
        if into is not None and not Path(os.path.realpath(into)).parent.is_dir():
            raise OrganizeError(f"--into: {into.parent} is not a folder", usage=True)
        runs = Runs(state or default_state())
        problems = _settle_first(runs, out) if apply else []
        plan = plan_sort(
            folder,
            into,
            by=by,
            rules=rules,
            recursive=recursive,
            duplicates=duplicates,
            leave={runs.state},
        )
        report = _carry_out(runs, plan, out) if apply else None
    _show(out, plan, report, problems)


@organize.command()
def undo(
    journal: Annotated[
        str | None,
        typer.Argument(
            metavar="RUN", help="Its number, or the path of its journal.", show_default=False
        ),
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="The last run that is not undone yet.")
    ] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Bring back files, too, that were changed since.")
    ] = False,
    apply: _Apply = False,
    json: _Json = False,
    quiet: _Quiet = False,
    state: _State = None,
) -> None:
    """Bring the files of a run back to where they were.

    Shows what would move; with --apply it moves. Nothing is overwritten: what cannot be brought
    back is named, and stays. Folders that the run made are removed if they are empty.
    """
    if (journal is None) != last:
        raise ToolError("expected either the number of a run or --last", ExitCode.USAGE)
    out = Output(as_json=json, quiet=quiet)
    with _errors():
        runs = Runs(state or default_state())
        problems = _settle_first(runs, out) if apply else []
        plan = runs.plan_undo(runs.find(journal), changed=changed)
        report = _carry_out(runs, plan, out) if apply else None
    _show(out, plan, report, problems)


@organize.command()
def recover(json: _Json = False, quiet: _Quiet = False, state: _State = None) -> None:
    """Finish or roll back what a killed run left half done.

    The next run with --apply does the same before it begins.
    """
    out = Output(as_json=json, quiet=quiet)
    with _errors():
        settled, problems = Runs(state or default_state()).recover()
    if json:
        out.document({"settled": [_settled(each) for each in settled], "problems": problems})
    elif settled:
        out.table([_settled(each) for each in settled], ["run", "file", "outcome"], "Settled")
    elif not problems:
        out.note("no run was interrupted")
    for problem in problems:
        out.warn(problem)
    if problems or any(each.failed for each in settled):
        raise typer.Exit(ExitCode.SOME_FAILED)


@organize.command()
def history(json: _Json = False, state: _State = None) -> None:
    """List the runs of the past, the last one last."""
    out = Output(as_json=json)
    with _errors():
        entries = Runs(state or default_state()).history()
    rows = [
        {
            "run": entry.log.id,
            "at": entry.log.header.get("at"),
            "what": entry.log.kind,
            "moved": len(entry.log.done()),
            **(_named("folder", entry.log.source) if entry.log.header else {}),
            "state": entry.state,
            "journal": printable(str(entry.log.path)),
        }
        for entry in entries
    ]
    if json or rows:
        out.table(rows, ["run", "at", "what", "moved", "folder", "state"], "Runs")
    else:
        out.note("there are no runs yet")


def _settle_first(runs: Runs, out: Output) -> list[str]:
    """Settle what a kill left before anything new begins, and tell of it."""
    settled, problems = runs.recover()
    for each in settled:
        out.note(f"run {each.run} was interrupted; {each.path}: {each.outcome}")
    problems += [f"run {e.run}: {e.path}: {e.outcome}" for e in settled if e.failed]
    for problem in problems:
        out.warn(problem)
    return problems


def _carry_out(runs: Runs, plan: Plan, out: Output) -> Report:
    with out.progress() as progress:
        task = progress.add_task("moving", total=len(plan.moves))
        return runs.apply(plan, lambda _: progress.advance(task))


def _show(out: Output, plan: Plan, report: Report | None, problems: Sequence[str]) -> None:
    """Show a plan, or what became of it, and end with the exit code."""
    moves = plan.moves if report is None else report.done
    failed = [each for each in plan.left if each.failed] + (report.failed if report else [])
    stays = [each for each in plan.left if not each.failed]
    if out.as_json:
        out.document(
            {
                **_named("source", plan.source),
                **_named("into", plan.into),
                "applied": report is not None,
                "run": report.id if report else None,
                "moves": [_moved(move) for move in moves],
                "left": [_left(each) for each in stays],
                "failed": [_left(each) for each in failed],
            }
        )
    else:
        _tables(out, plan, report, moves, stays)
    for each in failed:
        out.warn(f"{each.path}: {each.why}")
    if failed or problems:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _tables(
    out: Output, plan: Plan, report: Report | None, moves: Sequence[Move], stays: Sequence[Left]
) -> None:
    if moves:
        title = "Would move" if report is None else "Moved"
        out.table([_moved(move) for move in moves], ["from", "to", "size"], title)
    if stays:
        out.table([_left(each) for each in stays], ["path", "why"], "Stays")
    size = sum(move.facts.size for move in moves)
    files = "1 file" if len(moves) == 1 else f"{len(moves):,} files"
    if report is None:
        hint = "; nothing is changed without --apply" if moves else ""
        out.note(f"{files} would move ({size:,} bytes){hint}")
    elif report.id is None:
        out.note("there was nothing to do")
    elif plan.kind == "undo":
        gone = len(report.removed)
        folders = "1 empty folder" if gone == 1 else f"{gone:,} empty folders"
        out.note(f"{files} brought back; {folders} removed")
    else:
        out.note(f"{files} moved ({size:,} bytes); `journey-tool organize undo {report.id}`")


def _named(name: str, path: Path) -> dict[str, str]:
    """Return a path as scripts can take it: readable, and exact where it is not UTF-8."""
    exact = os.fsencode(path)
    named = {name: printable(str(path))}
    try:
        exact.decode()
    except UnicodeDecodeError:
        named[f"{name}_base64"] = base64.b64encode(exact).decode()
    return named


def _moved(move: Move) -> dict[str, Any]:
    return {
        **_named("from", move.source),
        **_named("to", move.target),
        "size": move.facts.size,
    }


def _left(each: Left) -> dict[str, Any]:
    return {**_named("path", each.path), "why": printable(each.why)}


def _settled(each: Settled) -> dict[str, Any]:
    return {"run": each.run, **_named("file", each.path), "outcome": each.outcome}
