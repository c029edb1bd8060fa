"""Writes and watches ``evidence/parity.json``: what the tests measured, and of which code.

Reading for the site is in :mod:`journey_site.evidencelog`.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from journey_site import stamps
from journey_site.evidencelog import PARITY_FILE
from journey_site.files import write_text
from journey_site.problems import Problem, SiteError, line_of


class ParityFailure(Exception):
    """Raised when the tests that measure do not pass; carries their report."""


def commit_of(root: Path) -> str:
    """Return the short name of the current commit, or ``unknown`` outside a repository."""
    found = subprocess.run(
        ["git", "rev-parse", "--short=7", "HEAD"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.strip() or "unknown"


def measure(root: Path, only: str = "") -> list[dict[str, Any]]:
    """Run the tests that measure and return one row a comparison, with the largest difference.

    Parameters
    ----------
    root
        The repository's folder.
    only
        Part of the path of the test files to run. The rows of the others stay as they were.

    Raises
    ------
    ParityFailure
        If no file is called so, if a test fails, or if a file whose comparisons are on record
        makes none now, as it does where its reference is not installed.
    """
    files = [
        name
        for path in sorted((root / "tests").rglob("test_*.py"))
        if only in (name := path.relative_to(root).as_posix())
        and "parity(" in path.read_text(encoding="utf-8")
        and "site" not in path.parts
    ]
    if not files:
        raise ParityFailure(f"No test file that compares has {only!r} in its path.")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.jsonl"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--record-parity", str(target), *files],
            cwd=root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if run.returncode:
            raise ParityFailure(run.stdout[-4000:] + run.stderr[-2000:])
        lines = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
    recorded = [row for row in _recorded(root) if (root / _file(row)).is_file()]
    return merged([json.loads(line) for line in lines], recorded, files)


def merged(
    measured: list[dict[str, Any]], recorded: list[dict[str, Any]], files: list[str]
) -> list[dict[str, Any]]:
    """Return the largest difference of each comparison, and the rows of files that did not run.

    Raises
    ------
    ParityFailure
        If one of the files has rows on record and measured nothing.
    """
    ran = {_file(row) for row in measured}
    if silent := sorted({_file(row) for row in recorded} & set(files) - ran):
        raise ParityFailure(
            f"{', '.join(silent)} compared nothing, though comparisons are on record: is the "
            "reference installed?"
        )
    kept = [row for row in recorded if _file(row) not in files]  # with the code they measured
    largest: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in [*kept, *measured]:
        key = (row["code"], row["reference"], row["what"])
        if key not in largest or row["difference"] > largest[key]["difference"]:
            largest[key] = row
    return [largest[key] for key in sorted(largest)]


def _file(row: dict[str, Any]) -> str:
    return str(row["test"]).partition("::")[0]


def _recorded(root: Path) -> list[dict[str, Any]]:
    path = root / PARITY_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def update(root: Path, rows: list[dict[str, Any]]) -> int:
    """Write the rows; those whose values and code did not change keep commit and date.

    Returns
    -------
    int
        How many rows are new or changed.
    """
    path = root / PARITY_FILE
    before = {(row["code"], row["reference"], row["what"]): row for row in _recorded(root)}
    commit, date = commit_of(root), datetime.date.today().isoformat()
    written, changed = [], 0
    for row in rows:
        if "source" in row:  # not measured this time
            written.append(row)
            continue
        row = {**row, "source": _fingerprint(root, row["code"])}
        old = before.get((row["code"], row["reference"], row["what"]), {})
        if {key: old.get(key) for key in row} == row:
            row |= {"commit": old["commit"], "date": old["date"]}
        else:
            row |= {"commit": commit, "date": date}
            changed += 1
        written.append(row)
    write_text(path, json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    return changed


def _fingerprint(root: Path, code: str) -> str:
    """Return the hash of the module that a dotted name lies in and of all that it imports."""
    known = stamps.module_names(root)
    while code and code not in known:
        code = code.rpartition(".")[0]
    return stamps.fingerprint(root, code) if code else ""


def check(root: Path) -> list[Problem]:
    """Return a problem for each row that was measured on other code than today's."""
    path = root / PARITY_FILE
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise SiteError(
            [Problem(PARITY_FILE, error.lineno, f"This is not JSON: {error.msg}.")]
        ) from None
    stale: dict[str, Problem] = {}
    for row in rows:
        if "source" in row and row["source"] != _fingerprint(root, row["code"]):
            line = line_of(text, json.dumps(row["code"]))
            stale.setdefault(
                row["code"],
                Problem(
                    PARITY_FILE,
                    line,
                    f"{row['code']} changed since it was compared: run 'make parity'.",
                ),
            )
    return list(stale.values())
