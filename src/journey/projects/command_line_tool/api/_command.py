"""The command line of `journey-tool api`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from journey.projects.command_line_tool._output import ExitCode, Output, ToolError
from journey.projects.command_line_tool.api import _format
from journey.projects.command_line_tool.api._cache import Cache
from journey.projects.command_line_tool.api._client import BASE, Crossref, NotFound, Query
from journey.projects.command_line_tool.api._model import Work

__all__ = ["api"]

api = typer.Typer(no_args_is_help=True, help="Find papers and cite them, through Crossref's API.")


class Format(StrEnum):
    """How works are shown."""

    table = "table"
    bibtex = "bibtex"
    cite = "cite"


class Sort(StrEnum):
    """Which works come first."""

    relevance = "relevance"
    published = "published"
    cited = "cited"


Mailto = Annotated[
    str, typer.Option(help="Your address, which Crossref asks for.", metavar="ADDRESS")
]
CacheFile = Annotated[
    Path | None, typer.Option(help="Keep answers in this file.", show_default=False)
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep no answers, and use none.")]
Days = Annotated[float, typer.Option(help="For how many days a kept answer counts.", min=0)]
Base = Annotated[str, typer.Option(help="Where the service is.", metavar="URL")]
Shape = Annotated[Format, typer.Option("--format", help="table, bibtex, or cite (for a page).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No messages but errors.")]


def _cache_file(said: Path | None) -> Path:
    return said or Path(typer.get_app_dir("journey-tool")) / "crossref.sqlite"


def _client(
    out: Output, mailto: str, cache: Path | None, no_cache: bool, days: float, base: str
) -> Crossref:
    kept = None if no_cache else Cache(_cache_file(cache))
    return Crossref(
        mailto=mailto, base=base.rstrip("/"), cache=kept, max_age=days * 86_400, note=out.note
    )


def _show(out: Output, works: Sequence[Work], shape: Format, title: str) -> None:
    if out.as_json:
        out.document([_format.record(work) for work in works])
    elif shape is Format.table:
        out.table([_format.row(work) for work in works], _format.COLUMNS, title)
    else:
        text = _format.bibtex(works) if shape is Format.bibtex else _format.cite(works)
        typer.echo(text, nl=False)


@api.command()
def works(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="Words to look for.")
    ] = None,
    title: Annotated[str, typer.Option(help="Words in the title.")] = "",
    author: Annotated[str, typer.Option(help="Names of authors.")] = "",
    since: Annotated[int | None, typer.Option(help="First year.", min=1000, max=9999)] = None,
    until: Annotated[int | None, typer.Option(help="Last year.", min=1000, max=9999)] = None,
    kind: Annotated[str, typer.Option("--type", help="Such as journal-article.")] = "",
    sort: Annotated[Sort, typer.Option(help="Which come first.")] = Sort.relevance,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many.", min=1)] = 10,
    count: Annotated[bool, typer.Option("--count", help="Tell how many there are.")] = False,
    shape: Shape = Format.table,
    mailto: Mailto = "",
    cache: CacheFile = None,
    no_cache: NoCache = False,
    max_days: Days = 7.0,
    base: Base = BASE,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find works: papers, books, data sets.

    All that is said must hold. Pages are fetched as far as they are needed, at the rate that the
    service announces, and kept for some days.
    """
    words = " ".join(query or [])
    if not any((words, title, author, since, until, kind)):
        raise ToolError("works: expected words or a filter to look for, got none", ExitCode.USAGE)
    if since is not None and until is not None and since > until:
        raise ToolError(f"--since: expected at most --until ({until}), got {since}", ExitCode.USAGE)
    if any(c in kind for c in ",:"):
        raise ToolError(f"--type: expected one type, got {kind!r}", ExitCode.USAGE)
    key = "is-referenced-by-count" if sort is Sort.cited else sort.value
    wanted = Query(words, title, author, since, until, kind, key)
    out = Output(as_json=as_json, quiet=quiet)
    with _client(out, mailto, cache, no_cache, max_days, base) as client:
        if count:
            total = client.total(wanted)
            out.document({"total": total}) if as_json else typer.echo(total)
            return
        found: list[Work] = []
        with out.progress() as progress:
            task = progress.add_task("works", total=limit)
            for item in client.works(wanted, limit):
                found.append(item)
                progress.advance(task)
    _show(out, found, shape, f"{len(found)} works")


@api.command()
def work(
    dois: Annotated[list[str], typer.Argument(metavar="DOI", help="DOIs, or their addresses.")],
    shape: Shape = Format.table,
    mailto: Mailto = "",
    cache: CacheFile = None,
    no_cache: NoCache = False,
    max_days: Days = 7.0,
    base: Base = BASE,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the works with these DOIs, for instance as references of a page.

    A DOI that Crossref does not know is reported, and the others are shown.
    """
    out = Output(as_json=as_json, quiet=quiet)
    found, missing = [], 0
    with _client(out, mailto, cache, no_cache, max_days, base) as client:
        for doi in dois:
            try:
                found.append(client.work(doi))
            except NotFound:
                missing += 1
                out.warn(f"{doi}: not at Crossref")
    _show(out, found, shape, f"{len(found)} works")
    if missing:
        raise typer.Exit(ExitCode.SOME_FAILED)


@api.command()
def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Forget all answers.")] = False,
    older: Annotated[
        float | None, typer.Option(help="Forget answers older than so many days.", min=0)
    ] = None,
    cache: CacheFile = None,
    as_json: Json = False,
) -> None:
    """Show how many answers are kept, or forget them."""
    kept = Cache(_cache_file(cache))
    forgotten = 0
    if clear or older is not None:
        before = None if clear or older is None else time.time() - older * 86_400
        forgotten = kept.clear(before)
    state = {"file": str(kept.path), "answers": len(kept), "forgotten": forgotten}
    if as_json:
        Output(as_json=True).document(state)
    else:
        typer.echo(f"{kept.path}: {len(kept)} answers, {forgotten} forgotten")
