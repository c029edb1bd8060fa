"""Builds of the full-size site, timed: cold and strict, then warm, with the memory they took."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.site.author import memory_mb


def run_build(project: Path, site: Path, *, strict: bool = True) -> tuple[float, float]:
    """Build once and return the seconds it took and the most memory it held, in MiB.

    Raises
    ------
    RuntimeError
        If the build fails.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    peak, start = 0.0, time.perf_counter()
    process = subprocess.Popen(
        [*command, "--strict"] if strict else command,
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while process.poll() is None:
        peak = max(peak, memory_mb(process.pid))
        time.sleep(0.2)
    seconds = time.perf_counter() - start
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"The build failed:\n{said[-2000:]}")
    return seconds, peak


def list_addresses(project: Path, site: Path) -> None:
    """Write the list of addresses that a strict build asks for."""
    os.environ["JOURNEY_WRITE_ADDRESSES"] = "1"
    try:
        run_build(project, site, strict=False)
    finally:
        del os.environ["JOURNEY_WRITE_ADDRESSES"]


def measure(project: Path, site: Path, rounds: int = 3) -> list[dict[str, Any]]:
    """Return the rows of a cold strict build, warm builds and their memory.

    Parameters
    ----------
    project
        A generated project.
    site
        Where it is built; the last build stays there.
    rounds
        How many warm builds; the middle one counts.
    """
    list_addresses(project, site)
    shutil.rmtree(project / ".cache", ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    cold, cold_peak = run_build(project, site)
    warm = sorted(run_build(project, site) for _ in range(rounds))
    middle = warm[len(warm) // 2]

    def row(measure: str, value: float, unit: str, bar: float) -> dict[str, Any]:
        return {
            "measure": measure,
            "subject": "full size",
            "value": round(value, 1),
            "unit": unit,
            "bar": bar,
            "better": "less",
        }

    return [
        row("cold strict build", cold, "s", 60),
        row("warm strict build", middle[0], "s", 10),
        row("peak memory of a build", max(cold_peak, *(peak for _, peak in warm)), "MB", 700),
    ]
