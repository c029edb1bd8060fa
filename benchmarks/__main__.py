"""Runs the benchmarks: ``python -m benchmarks [FILTER] [--quick]``."""

from __future__ import annotations

import os

# Before NumPy is imported anywhere: one thread on each side, so that algorithms are compared and
# not thread pools.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import contextlib
import datetime
import importlib
import importlib.metadata
import json
import platform
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from benchmarks.harness import CASES, measure
from journey_site.evidencelog import SPEED_FILE, ratio, seconds
from journey_site.files import write_text
from journey_site.paritylog import _fingerprint, commit_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure the chosen cases and merge them into the committed results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("filter", nargs="?", default="", help="part of a dotted name or label")
    parser.add_argument("--quick", action="store_true", help="three rounds, nothing is written")
    options = parser.parse_args()
    for path in sorted((ROOT / "benchmarks").glob("bench_*.py")):
        importlib.import_module(f"benchmarks.{path.stem}")
    chosen = [item for item in CASES if options.filter in f"{item.code} {item.label}"]
    if not chosen:
        print(f"No benchmark matches {options.filter!r}.", file=sys.stderr)
        return 1
    console = Console()
    path = ROOT / SPEED_FILE
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    if path.is_file():
        rows = {(row["code"], row["label"]): row for row in json.loads(path.read_text("utf-8"))}
    common = {
        "commit": commit_of(ROOT),
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "versions": _versions("numpy", "scipy", "scikit-learn", "torch"),
    }
    for item in track(chosen, description="Timing", console=console, transient=True):
        measured = measure(item, rounds=3 if options.quick else 9)
        console.print(
            f"{item.code} ({item.label}): {seconds(measured['ours_s'])}, {item.reference} "
            f"{seconds(measured['reference_s'])}, ratio {ratio(measured['ratio'])} "
            f"({ratio(measured['ratio_low'])} to {ratio(measured['ratio_high'])})",
            highlight=False,
        )
        rows[item.code, item.label] = {
            "code": item.code,
            "reference": item.reference,
            "label": item.label,
            **{key: float(f"{value:.4g}") for key, value in measured.items()},
            **common,
            "source": _fingerprint(ROOT, item.code),
        }
    if not options.quick:
        if not options.filter:  # a full run drops what no longer exists
            current = {(item.code, item.label) for item in CASES}
            rows = {key: row for key, row in rows.items() if key in current}
        ordered = [rows[key] for key in sorted(rows)]
        write_text(path, json.dumps(ordered, indent=1, ensure_ascii=False) + "\n")
        console.print(f"Written to {SPEED_FILE}.")
    return 0


def _versions(*names: str) -> dict[str, str]:
    """Return the versions of those that are installed; PyTorch need not be."""
    found: dict[str, str] = {}
    for name in names:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


if __name__ == "__main__":
    sys.exit(main())
