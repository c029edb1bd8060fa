"""Commands of the live part: ``journey runtime`` fetches, ``live`` records, ``colab`` installs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from journey_site import installcell, livecode, runtime
from journey_site.project import find_root

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def fetch_runtime(
    require: Annotated[
        bool, typer.Option("--require", help="Fail where a file cannot be had.")
    ] = False,
) -> None:
    """Fetch the browser's Python, once; every file is checked against requirements/live.json."""
    found = runtime.load_runtime(find_root(Path.cwd()))
    if found is None:
        errors.print(f"There is no {runtime.LOCK_FILE}, so pages have no Python.", style="red")
        raise typer.Exit(2)
    failures = runtime.fetch(found, lambda text: console.print(text, markup=False))
    if missing := found.missing():
        errors.print(
            f"{len(missing)} files of the browser's Python cannot be had, so pages show their code "
            f"without running it; {runtime.GIVEN} may name a folder that has them.",
            markup=False,
        )
        for failure in failures:
            errors.print(f"  {failure}", markup=False)
        if require:
            raise typer.Exit(1)


def record_pictures() -> None:
    """Run every page's live blocks on this machine and keep the pictures that they end with."""
    root = find_root(Path.cwd())
    try:
        for name, changed in livecode.record(root):
            console.print(f"{name}: {'changed' if changed else 'as it was'}", markup=False)
    except livecode.BlockFailure as failure:
        errors.print(str(failure), style="red", markup=False)
        raise typer.Exit(1) from None


def write_install_cells() -> None:
    """Let every notebook install the package where it is missing, as on Colab."""
    root = find_root(Path.cwd())
    if not installcell.repository(root):
        errors.print("pyproject.toml names no repository: [project.urls] Repository = ...")
    for path, changed in installcell.write_cells(root):
        console.print(f"{path.relative_to(root)}: {'changed' if changed else 'as it was'}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("runtime")(fetch_runtime)
    app.command("live")(record_pictures)
    app.command("colab")(write_install_cells)
