"""The command ``journey``: new pages, notebook runs, checks and the state of the roadmap.

What it does with exercises is in :mod:`journey_site.practice_cli`.
"""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from journey_site import anki as anki_deck
from journey_site import dates, live_cli, paritylog, practice_cli, runner, scaffold, stamps
from journey_site.checks import run_checks
from journey_site.files import write_bytes
from journey_site.problems import SiteError
from journey_site.project import Project, load_project
from journey_site.roadmap import ROADMAP_FILE, load_roadmap
from journey_site.terminal import console, errors
from journey_site.terminal import fail as _fail
from journey_site.terminal import root as _root
from journey_site.views import Chip

app = typer.Typer(
    help="Write, run and check Bhumika's AI Engineer Journey.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
new_app = typer.Typer(
    help="Start a note, a notebook, an exercise or a log entry.", no_args_is_help=True
)
app.add_typer(new_app, name="new")
live_cli.register(app)
practice_cli.register(app, new_app)

Topics = Annotated[list[str] | None, typer.Argument(help="Topic ids; none means all that apply.")]


def _load() -> Project:
    try:
        return load_project(_root())
    except SiteError as error:
        raise _fail(str(error), 1) from None


def _created(path: Path, root: Path) -> None:
    console.print(f"Written: {path.relative_to(root)}", markup=False)


@new_app.command("topic")
def new_topic(topic: Annotated[str, typer.Argument(help="The topic's id in roadmap.yml.")]) -> None:
    """Start a topic's note, with front matter and sections as the contract asks."""
    root = _root()
    try:
        path = scaffold.new_note(root, load_roadmap(root / ROADMAP_FILE), topic)
    except scaffold.ScaffoldError as error:
        raise _fail(str(error)) from None
    _created(path, root)


@new_app.command("notebook")
def new_notebook(
    topic: Annotated[str, typer.Argument(help="The topic's id in roadmap.yml.")],
) -> None:
    """Start a topic's notebook, with a recorded result and a figure as examples."""
    root = _root()
    try:
        path = scaffold.new_notebook(root, load_roadmap(root / ROADMAP_FILE), topic)
    except scaffold.ScaffoldError as error:
        raise _fail(str(error)) from None
    _created(path, root)
    console.print(f"Run it with: journey run {topic}", markup=False)


@new_app.command("log")
def new_log(title: Annotated[str, typer.Argument(help="The entry's title.")]) -> None:
    """Start an entry of the learning log, dated today."""
    root = _root()
    try:
        path = scaffold.new_log(root, title, datetime.date.today())
    except scaffold.ScaffoldError as error:
        raise _fail(str(error)) from None
    _created(path, root)


@app.command()
def run(
    topics: Topics = None,
    every: Annotated[bool, typer.Option("--all", help="Fresh ones too.")] = False,
    jobs: Annotated[int, typer.Option(help="How many at a time; 0: one a core.")] = 0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare with the committed outputs, write nothing.")
    ] = False,
    sample: Annotated[
        int, typer.Option(help="With --verify: only so many, another choice each day.")
    ] = 0,
    seed: Annotated[
        int | None, typer.Option(help="Seed of that choice; default: the date.")
    ] = None,
) -> None:
    """Execute the notebooks that are stale, in parallel; a failure leaves its file alone."""
    if sentence := runner.missing_libraries():
        raise _fail(sentence)
    root = _root()
    paths = _chosen(root, topics or [], everything=every or verify)
    if sample:
        day = datetime.date.today().toordinal() if seed is None else seed
        paths = random.Random(day).sample(paths, min(sample, len(paths)))
    if not paths:
        console.print("Every notebook is fresh.")
        return
    outcomes = []
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Verifying" if verify else "Executing", total=len(paths))
        for outcome in runner.run_all(paths, root, jobs=jobs, verify=verify):
            outcomes.append(outcome)
            word = "failed" if outcome.error else "changed" if outcome.changed else "same outputs"
            progress.console.print(
                f"{outcome.path}: {word}, {outcome.seconds:.1f} s", markup=False, highlight=False
            )
            progress.advance(task)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        errors.print(f"\n{outcome.path}: {outcome.error}", markup=False)
    if failed:
        raise typer.Exit(1)


def _chosen(root: Path, topics: list[str], *, everything: bool) -> list[Path]:
    paths = {
        path.stem: path
        for path in sorted((root / "notebooks").rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    }
    if unknown := [topic for topic in topics if topic not in paths]:
        raise _fail(f"There is no notebook {unknown[0]!r}; there are {', '.join(paths) or 'none'}.")
    chosen = []
    for name, path in paths.items():
        if topics and name not in topics:
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            place = f"{path.relative_to(root)}:{error.lineno}"
            raise _fail(f"{place}: This notebook is not JSON: {error.msg}.", 1) from None
        if topics or everything or stamps.staleness(root, data):
            chosen.append(path)
    return chosen


@app.command()
def check() -> None:
    """Check roadmap, notes, notebooks, stamps and evidence, in seconds."""
    problems = run_checks(_root())
    for problem in problems:
        errors.print(str(problem), markup=False, soft_wrap=True)
    if problems:
        raise _fail(f"{len(problems)} problem{'s' * (len(problems) > 1)}.", 1)
    console.print("No problems.")


@app.command()
def parity(
    only: Annotated[
        str, typer.Argument(metavar="[TESTS]", help="Part of a test file's path; default: all.")
    ] = "",
) -> None:
    """Run the tests that compare with a reference and write down the largest differences."""
    root = _root()
    try:
        rows = paritylog.measure(root, only)
    except paritylog.ParityFailure as failure:
        raise _fail(f"Nothing was written: {failure}", 1) from None
    changed = paritylog.update(root, rows)
    console.print(f"{len(rows)} comparisons, {changed} new or changed.")


@app.command()
def anki(
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("journey.apkg"),
    site_url: Annotated[str, typer.Option(help="The site's address, for the cards' links.")] = "",
) -> None:
    """Write every self-check question into a deck for Anki; a later one updates an earlier."""
    project = _load()
    address = f"{site_url.rstrip('/')}/" if site_url else ""
    deck = anki_deck.deck(project, address, dates.last_changed(project.root))
    if not deck:
        raise _fail("There are no questions yet.", 1)
    write_bytes(output, deck)
    console.print(f"Written: {output}, {anki_deck.count(project)} questions.", markup=False)


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Show the roadmap with the evidence so far."""
    project = _load()
    if as_json:
        rows = [
            {
                "id": view.id,
                "phase": topic.phase,
                "state": view.state,
                "evidence": {chip.kind: chip.label if chip.there else None for chip in view.chips},
            }
            for topic in project.roadmap.topics.values()
            for view in [project.topic_view(topic)]
        ]
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for phase in project.site_view.phases:
        table = Table(
            title=f"{phase.id} {phase.title}: {phase.finished} of {len(phase.topics)} topics",
            title_justify="left",
            expand=False,
        )
        kinds = ("note", "notebook", "code", "tests", "parity", "exercises")
        for column in ("topic", *kinds, "state"):
            table.add_column(column, no_wrap=True)
        for view in phase.topics:
            chips = {chip.kind: chip for chip in view.chips}
            table.add_row(
                view.id, *(_shown(chips.get(kind)) for kind in kinds), _STATES[view.state]
            )
        console.print(table)
    site = project.site_view
    console.print(
        f"{site.topics_finished} of {site.topics_total} topics finished, "
        f"{site.milestones_finished} of {site.milestones_total} milestones, {site.tests} tests, "
        f"{site.parity_rows} comparisons with a reference."
    )


_STATES = {"finished": "finished", "started": "started", "none": "not yet"}


def _shown(chip: Chip | None) -> str:
    if chip is None:
        return "–"  # the roadmap asks for none
    if not chip.there:
        return ""
    return chip.label.split()[0] if chip.label[0].isdigit() else "yes"
