"""The command line of `journey-tool scrape`."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from journey.projects.command_line_tool._output import ExitCode, Output, ToolError
from journey.projects.command_line_tool.scrape._cache import Cache
from journey.projects.command_line_tool.scrape._check import check as check_robots
from journey.projects.command_line_tool.scrape._crawl import crawl
from journey.projects.command_line_tool.scrape._options import Options, agent
from journey.projects.command_line_tool.scrape._state import State, StateError
from journey.projects.command_line_tool.scrape._write import FORMATS, write

__all__ = ["scrape"]

scrape = typer.Typer(no_args_is_help=True, help="Fetch pages politely, and select from them.")

_SHOWN = 20  # of the pages that went wrong
_JSON = typer.Option("--json", help="Results as JSON.")
_OUTPUT = typer.Option(help="Write the rows here: .csv, .jsonl or .sqlite.", metavar="FILE")
_CACHE = typer.Option(help="The folder of the cache. Default: the user's own.", metavar="FOLDER")
_NO_CACHE = typer.Option("--no-cache", help="Ask for everything, keep nothing.")
_USER_AGENT = typer.Option(help="What to call oneself; best with an address for complaints.")


def default_cache() -> Path:
    """Return the folder where the user's programs keep what they can fetch again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "journey-tool"


@scrape.command()
def run(
    urls: Annotated[list[str], typer.Argument(help="Where to begin.", metavar="URL")],
    select: Annotated[
        list[str] | None,
        typer.Option(
            help="A column: name=css, or name=css@attribute; the first match counts. "
            "May stand several times. Default: title=title.",
            metavar="NAME=CSS",
        ),
    ] = None,
    row: Annotated[
        str, typer.Option(help="A row for each element that matches.", metavar="CSS")
    ] = "",
    follow: Annotated[str, typer.Option(help="Follow the links that match.", metavar="CSS")] = "",
    depth: Annotated[
        int | None,
        typer.Option(
            help="Follow links so many levels deep. Default: all levels with --follow, else none; "
            "without --follow, all links.",
            metavar="N",
        ),
    ] = None,
    max_pages: Annotated[int, typer.Option(help="The most pages.", metavar="N")] = 100,
    same_host: Annotated[
        bool, typer.Option("--same-host/--any-host", help="Ask only hosts that were named.")
    ] = True,
    rate: Annotated[
        float,
        typer.Option(help="Seconds between two requests to one host.", metavar="SECONDS"),
    ] = 1.0,
    workers: Annotated[int, typer.Option(help="The most requests at a time.", metavar="N")] = 8,
    retries: Annotated[
        int, typer.Option(help="Ask again so often where that may help.", metavar="N")
    ] = 3,
    timeout: Annotated[
        float, typer.Option(help="Seconds for a whole answer.", metavar="SECONDS")
    ] = 30.0,
    max_size: Annotated[
        int, typer.Option(help="Bytes that a page may have, unpacked.", metavar="BYTES")
    ] = 2_000_000,
    cache: Annotated[Path | None, _CACHE] = None,
    no_cache: Annotated[bool, _NO_CACHE] = False,
    output: Annotated[Path | None, _OUTPUT] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            help="Keep the state here. Default: beside --output, until all is done.",
            metavar="FILE",
        ),
    ] = None,
    user_agent: Annotated[str | None, _USER_AGENT] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Fetch pages, take rows from them, follow links.

    Obeys robots.txt and its Crawl-delay, leaves a second between two requests to one host, and
    comes back later where a server asks for that. Without --output, the rows are shown. What was
    interrupted goes on with `scrape resume`.
    """  # fmt: skip
    try:
        options = Options(
            urls=urls, select=select or ["title=title"], row=row, follow=follow, depth=depth,
            max_pages=max_pages, same_host=same_host, rate=rate, workers=workers, retries=retries,
            timeout=timeout, max_size=max_size, user_agent=user_agent or agent(),
        )  # fmt: skip
    except ValueError as error:
        raise ToolError(str(error), ExitCode.USAGE) from error
    _check_output(output)
    place = state or (output and output.with_name(output.name + ".state"))
    if place and output and place.resolve() == output.resolve():
        raise ToolError("--state: the same file as --output", ExitCode.USAGE)
    folder = None if no_cache else cache or default_cache()
    kept = {
        "crawl": options.kept(),
        "cache": folder and str(folder.absolute()),
        "output": output and str(output.absolute()),
    }
    try:
        opened = State(place, kept)
    except StateError as error:
        raise ToolError(str(error), ExitCode.USAGE) from error
    with closing(opened):
        opened.begin(options.urls)
        code = _crawled(options, opened, place, folder, output, Output(as_json=json))
    if code == ExitCode.OK and place and not state:  # nobody asked for it, and all is done
        place.unlink()
    raise typer.Exit(code)


@scrape.command()
def resume(
    state: Annotated[Path, typer.Argument(help="The state of an interrupted run.")],
    again: Annotated[
        bool, typer.Option("--again", help="Also try the failed pages that may work now.")
    ] = False,
    output: Annotated[Path | None, _OUTPUT] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Go on where a run was interrupted, with the options that it had."""
    _check_output(output)
    out = Output(as_json=json)
    try:
        opened = State(state)
    except StateError as error:
        raise ToolError(str(error), ExitCode.USAGE) from error
    with closing(opened):
        kept = opened.options
        options, origins = Options.from_kept(kept["crawl"])
        for origin in origins:
            out.warn(f"{origin} was asked with a password; it was not kept, and is not sent now")
        if again:
            opened.again()
        folder = Path(kept["cache"]) if kept["cache"] else None
        target = output or (Path(kept["output"]) if kept["output"] else None)
        code = _crawled(options, opened, state, folder, target, out)
    raise typer.Exit(code)


@scrape.command()
def check(
    url: Annotated[str, typer.Argument(help="The address.", metavar="URL")],
    user_agent: Annotated[str | None, _USER_AGENT] = None,
    timeout: Annotated[
        float, typer.Option(help="Seconds for the answer.", metavar="SECONDS")
    ] = 30.0,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Show what robots.txt says about an address."""
    try:
        options = Options([url], timeout=timeout, user_agent=user_agent or agent())
    except ValueError as error:
        raise ToolError(str(error), ExitCode.USAGE) from error
    found = asyncio.run(check_robots(options.urls[0], options.user_agent, timeout=timeout))
    out = Output(as_json=json)
    if json:
        out.document(found)
        return
    rows = [
        {"question": name, "answer": _words(value)} for name, value in found.items() if value != ""
    ]
    out.table(rows, ["question", "answer"], "robots.txt")


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(value) or "none"
    return "none" if value is None else str(value)


def _check_output(output: Path | None) -> None:
    if output is None:
        return
    if output.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise ToolError(f"--output: expected a name with {known}, got {output}", ExitCode.USAGE)
    if not output.absolute().parent.is_dir():
        raise ToolError(f"--output: no such folder: {output.parent}", ExitCode.USAGE)


def _crawled(
    options: Options, state: State, place: Path | None, folder: Path | None,
    output: Path | None, out: Output,
) -> ExitCode:  # fmt: skip
    """Visit what waits, write what was found, and say how it went."""
    try:
        with out.progress() as progress:
            bar = progress.add_task("pages", total=None)

            def tick(settled: int, known: int) -> None:
                progress.update(bar, completed=settled, total=known)

            requests = _run(options, state, folder, out, tick)
    except KeyboardInterrupt:
        words = f": journey-tool scrape resume {place}" if place else ""
        raise ToolError(f"interrupted{words}", ExitCode.INTERRUPTED) from None
    except (sqlite3.Error, OSError) as error:
        raise ToolError(str(error)) from error
    columns = ["url", *(column.name for column in options.extract().fields)]
    if output:
        try:
            write(output, columns, state.rows())
        except OSError as error:
            raise ToolError(f"{output}: {error.strerror or error}") from error
    return _told(state, columns, requests, place, output, out)


def _run(
    options: Options, state: State, folder: Path | None, out: Output,
    tick: Callable[[int, int], None],
) -> int:  # fmt: skip
    async def visit(cache: Cache | None) -> int:
        return await crawl(options, state, cache=cache, say=out.note, progress=tick)

    if folder is None:
        return asyncio.run(visit(None))
    with closing(Cache(folder)) as cache:
        return asyncio.run(visit(cache))


def _told(
    state: State, columns: list[str], requests: int, place: Path | None, output: Path | None,
    out: Output,
) -> ExitCode:  # fmt: skip
    counts = state.counts()
    notes = state.notes()
    wrong = [n for n in notes if n[1] == "failed"] + [n for n in notes if n[1] != "failed"]
    for url, status, note in wrong[:_SHOWN]:
        out.warn(f"{url}: {note}" if status != "done" else f"{url}: read, but {note}")
    if len(wrong) > _SHOWN:
        out.warn(f"... and {len(wrong) - _SHOWN} more")
    if counts["waiting"]:
        words = f": journey-tool scrape resume {place}" if place else ""
        out.warn(f"{counts['waiting']} pages are left for later{words}")
    if output and out.as_json:
        summary = {k: v for k, v in counts.items() if k != "first_skipped"}
        sources = state.sources()
        out.document({**summary, "requests": requests, "sources": sources, "output": str(output)})
    elif out.as_json:
        out.lines(dict(zip(columns, row, strict=True)) for row in state.rows())
    elif not output:
        rows = [dict(zip(columns, row, strict=True)) for row in state.rows()]
        out.table(rows, columns, f"{len(rows)} rows")
    where = f", written to {output}" if output else ""
    left = f"; {counts['not_visited']} links not visited" if counts["not_visited"] else ""
    out.note(f"{counts['rows']} rows of {counts['done']} pages in {requests} requests{left}{where}")
    if not counts["done"]:
        return ExitCode.FAILED
    some = counts["failed"] or counts["waiting"] or counts["first_skipped"]
    return ExitCode.SOME_FAILED if some else ExitCode.OK
