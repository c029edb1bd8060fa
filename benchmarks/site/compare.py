"""The same content built by other builders, in turns, and from a save to the browser.

``python -m benchmarks.site --only compare``. Each builder gets an environment of its own under
``.cache/compare``, with fixed versions; where one cannot be set up or fails, its rows say so. Ours
does more on the way (numbers checked, formulas typeset, links and pictures verified, cards drawn):
that is in its times.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.site import author, plain

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "compare"
SPHINX = (
    *("sphinx==9.0.4", "myst-nb==1.4.0", "furo==2025.12.19"),
    *("sphinx-autobuild==2025.8.25", "numpy==2.4.6"),
)
ZENSICAL = ("zensical==0.0.73", "mkdocstrings==1.0.8", "mkdocstrings-python==2.0.11")
_LIMIT_S = 900
Rows = list[dict[str, Any]]


@dataclass(eq=False)
class Builder:
    """One builder: how it builds, what it leaves, and how it serves."""

    name: str
    folder: Path
    build: list[str]
    made: tuple[str, ...]  # what a cold build must not find
    serve: list[str]
    places: author.Kinds
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    pages: int = 0
    error: str = ""

    def run(self, *, cold: bool) -> None:
        """Build once, and note the time."""
        if self.error:
            return
        if cold:
            for name in self.made:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        start = time.perf_counter()
        try:
            done = subprocess.run(
                self.build,
                cwd=self.folder,
                env=os.environ | quiet,
                capture_output=True,
                text=True,
                timeout=_LIMIT_S,
            )
        except subprocess.TimeoutExpired:
            self.error = f"more than {_LIMIT_S} s"
            return
        (self.cold if cold else self.warm).append(time.perf_counter() - start)
        if done.returncode:
            self.error = "the build failed"
            print(done.stdout[-1500:], done.stderr[-1500:], file=sys.stderr)
        self.pages = sum(1 for _ in (self.folder / "site").rglob("*.html"))


def environment(name: str, pins: tuple[str, ...]) -> Path:
    """Make an environment, once, and return the folder of its programs."""
    folder = FOLDER / name
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    done = folder / "pins"
    if not done.is_file() or done.read_text("utf-8") != " ".join(pins):
        shutil.rmtree(folder, ignore_errors=True)
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", str(folder)], check=True)
        into = [*uv, "pip", "install", "--quiet", "--python", str(programs / "python")]
        subprocess.run([*into, *pins], check=True)
        done.write_text(" ".join(pins), "utf-8")
    return programs


def builders(project: Path, folder: Path) -> list[Builder]:
    """Write each builder's tree beside the generated project, and return all four."""
    mkdocs = [sys.executable, "-m", "mkdocs"]
    found = [
        Builder(
            "this project",
            project,
            [*mkdocs, "build", "--quiet", "-d", "site"],
            (".cache", "site"),
            [*mkdocs, "serve", "--dev-addr"],
            author.kinds(project),
        )
    ]
    module = author.kinds(project)["module"][1].relative_to(project)

    def places(tree: Path, end: str) -> author.Kinds:
        note = tree / "docs/machine-learning/k-means"
        api = f"api/ml/{module.stem}"
        changes = {kind: item[2] for kind, item in author.kinds(project).items()}
        return {
            "note": (f"machine-learning/k-means{end}", note.with_suffix(".md"), changes["note"]),
            "notebook": (
                f"machine-learning/k-means/notebook{end}",
                note / "notebook.ipynb",
                changes["notebook"],
            ),
            "module": (f"{api}{end}", tree / module, changes["module"]),
        }

    tree = folder / "mkdocs"
    plain.write(project, tree, sphinx=False)
    found.append(
        Builder(
            "MkDocs with the same plugins",
            tree,
            [*mkdocs, "build", "--quiet", "-d", "site"],
            ("site", ".cache"),
            [*mkdocs, "serve", "--quiet", "--dev-addr"],
            places(tree, "/"),
        )
    )
    tree = folder / "sphinx"
    plain.write(project, tree, sphinx=True)
    programs = environment("sphinx", SPHINX)
    sphinx = ["-q", "-j", "2", "docs", "site"]
    found.append(
        Builder(
            "Sphinx with myst-nb",
            tree,
            [str(programs / "sphinx-build"), "-b", "html", *sphinx],
            ("site",),
            [str(programs / "python"), "-c", _AUTOBUILD, *sphinx],
            places(tree, ".html"),
        )
    )
    tree = folder / "zensical"
    plain.write(project, tree, sphinx=False)
    programs = environment("zensical", ZENSICAL)
    zensical = str(programs / "zensical")
    only = places(tree, "/")
    found.append(
        Builder(
            "Zensical, without notebooks, log and tags",
            tree,
            [zensical, "build"],
            ("site", ".cache"),
            [zensical, "serve", "--dev-addr"],
            {"note": only["note"]},
        )
    )
    return found


_AUTOBUILD = """
import sys
from sphinx_autobuild.__main__ import main
address = sys.argv.pop()
main([*sys.argv[1:], "--watch", "src", "--port", address.rpartition(":")[2]])
"""


def measure(project: Path, folder: Path, *, rounds: int = 2, saves: int = 5) -> Rows:
    """Return the rows of the comparison.

    Parameters
    ----------
    project
        The generated project; its cache is removed.
    folder
        Where the other builders' trees are written.
    rounds
        How often each builds cold, and then warm, in turns; the fastest counts.
    saves
        How many saves of each kind are timed; the median counts.
    """
    all_of_them = builders(project, folder)
    for _ in range(rounds):
        for cold in (True, False):
            for builder in all_of_them:
                builder.run(cold=cold)
    rows: Rows = []
    for name, times in (
        ("cold build", lambda b: b.cold),
        ("warm build, nothing changed", lambda b: b.warm),
    ):
        rows += _compared(name, {b: _best(b, times) for b in all_of_them})
    seconds: dict[str, dict[Builder, float | str]] = {}
    for builder in all_of_them:
        try:
            if builder.error:
                raise RuntimeError(builder.error)
            found = author.measure(builder.folder, saves, builder.serve, builder.places)
        except Exception as error:
            print(f"{builder.name}: {error}", file=sys.stderr)
            found = {}
        for kind in builder.places:
            value = statistics.median(found[kind]) if found else "not measured: it failed"
            seconds.setdefault(kind, {})[builder] = value
    for kind, values in seconds.items():
        rows += _compared(f"save to browser, a {kind}", values)
    return rows


def _best(builder: Builder, times: Callable[[Builder], list[float]]) -> float | str:
    return builder.error or min(times(builder))


def _compared(measure: str, values: dict[Builder, float | str]) -> Rows:
    """Return rows with the ratio of each builder's time to ours."""
    ours = next(iter(values.values()))
    rows: Rows = []
    for builder, value in values.items():
        known = not isinstance(value, str)
        pages = f", {builder.pages} pages" if builder.pages else ""
        rows.append(
            {
                "measure": f"compared: {measure}",
                "subject": f"{builder.name}{pages}",
                "value": round(value, 2) if known else None,
                "unit": "s",
                "ratio": value / ours if known and not isinstance(ours, str) else None,
                "error": None if known else value,
            }
        )
    return rows
