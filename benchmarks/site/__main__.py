"""Measures the site itself: ``python -m benchmarks.site [--only PART] [--quick]``.

Generates a site of the finished size, times its builds and the author's loop on it, weighs what a
reader gets, builds the same content with other builders, and adds the rows to
``evidence/site.json``, whose history stands on the site.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.site import author, builds, compare, readers
from benchmarks.site.generate import Generator
from journey_site.files import write_text
from journey_site.paritylog import commit_of
from journey_site.sitelog import SITE_FILE

ROOT = Path(__file__).resolve().parents[2]
Rows = list[dict[str, Any]]


def loop(project: Path, saves: int) -> Rows:
    """Return the rows of the author's loop."""
    found = author.measure(project, saves)
    rows = [
        {
            "measure": "save to browser",
            "subject": f"a {kind}, full size",
            "value": round(statistics.median(found[kind]), 2),
            "unit": "s",
            "bar": bar,
            "better": "less",
        }
        for kind, bar in (("note", 1.5), ("notebook", 1.5), ("module", 2.0))
    ]
    rows.append(
        {
            "measure": "memory of the server",
            "subject": f"after {3 * saves} saves, full size",
            "value": found["memory_last_mb"],
            "unit": "MB",
            "bar": 700,
            "better": "less",
        }
    )
    return rows


def own_site(folder: Path) -> Path:
    """Build this project's own site."""
    builds.run_build(ROOT, folder)
    return folder


def main() -> int:
    """Measure what was asked for, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parts = ("builds", "author", "readers", "compare")
    parser.add_argument("--only", choices=parts, action="append", help="this part; may be repeated")
    parser.add_argument("--quick", action="store_true", help="few rounds, nothing is written")
    options = parser.parse_args()
    chosen = options.only or parts
    console = Console()
    os.environ.setdefault("JOURNEY_DATA", "")
    rows: Rows = []
    with tempfile.TemporaryDirectory(prefix="journey-site-") as name:
        folder = Path(name)
        project, built = folder / "full", folder / "built"
        if set(chosen) & {"builds", "author", "compare"}:
            console.print("Generating a site of the finished size ...")
            Generator(project).run()
        saves, rounds = (5, 1) if options.quick else (67, 3)  # 201 in all: does memory grow?
        work: dict[str, Callable[[], Rows]] = {
            "builds": lambda: builds.measure(project, built, rounds) + readers.full_size(built),
            "author": lambda: loop(project, saves),
            "readers": lambda: readers.measure(own_site(folder / "own"), runs=rounds),
            "compare": lambda: compare.measure(
                project, folder, rounds=1 if options.quick else 2, saves=2 if options.quick else 5
            ),
        }
        for part in parts:
            if part in chosen:
                console.print(f"Measuring: {part} ...")
                found = work[part]()
                rows += found
                for row in found:
                    console.print(f"  {line(row)}", highlight=False)
    if not options.quick:
        keep(rows)
        console.print(f"Written to {SITE_FILE}.")
    return 0


def line(row: dict[str, Any]) -> str:
    """Write a row in one line."""
    subject = row.get("subject") or row.get("page") or ""
    if row.get("value") is None:
        return f"{row['measure']}, {subject}: {row.get('error', 'not measured')}"
    bar = f" (bar {row['bar']})" if row.get("bar") is not None else ""
    ratio = f", {row['ratio']:.2g} times ours" if row.get("ratio") else ""
    return f"{row['measure']}, {subject}: {row['value']} {row['unit']}{bar}{ratio}"


def keep(rows: Rows) -> None:
    """Add rows to the history; a second run of a day on the same commit replaces the first."""
    path = ROOT / SITE_FILE
    kept: Rows = json.loads(path.read_text("utf-8")) if path.is_file() else []
    common = {
        "commit": commit_of(ROOT),
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }
    named = [
        {"measure": row["measure"], "subject": row.get("subject") or row.get("page") or "home"}
        | {key: row.get(key) for key in ("value", "unit", "bar", "better", "ratio", "error")}
        | common
        for row in rows
    ]
    new = {(row["measure"], row["subject"], row["commit"], row["date"]) for row in named}
    old = [r for r in kept if (r["measure"], r["subject"], r["commit"], r["date"]) not in new]
    write_text(path, json.dumps(old + named, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
