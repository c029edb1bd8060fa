"""``python -m journey.practice WORK.py CHECKS.py``: the checks of an exercise in a process.

It sets no limit of time; its caller does, and ends the process. What the reader's code writes past
Python's own streams is thrown away, so that the report is the only thing on the standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from journey.practice._run import BrokenChecks, Report, run


def main() -> int:
    """Run the checks, print the report; return 0 where all passed, 1 where not, 2 on misuse."""
    parser = argparse.ArgumentParser(prog="python -m journey.practice", description=__doc__)
    parser.add_argument("work", type=Path, help="the reader's code")
    parser.add_argument("checks", type=Path, help="the exercise's checks")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    given = parser.parse_args()
    try:
        code, checks = (path.read_text(encoding="utf-8") for path in (given.work, given.checks))
    except (OSError, UnicodeDecodeError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    sys.stdout.flush()
    report_to = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        report = run(code, checks)
    except BrokenChecks as error:
        print(f"{given.checks}: {error}", file=sys.stderr)
        return 2
    text = json.dumps(report.as_dict()) if given.json else in_words(report)
    with os.fdopen(report_to, "wb") as stream:
        stream.write(f"{text}\n".encode())
    return 0 if report.passed else 1


def in_words(report: Report) -> str:
    """Return a report as lines of text."""
    lines = [f"The code does not run. {report.error}"] if report.error else []
    for outcome in report.outcomes:
        lines.append(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name}")
        lines += [
            f"        {word}{text}"
            for word, text in (
                ("", outcome.message),
                ("expected ", outcome.expected),
                ("got      ", outcome.got),
            )
            if text and not outcome.passed
        ]
    if report.stdout:
        lines += ["printed:", *(f"    {line}" for line in report.stdout.splitlines())]
    return "\n".join(lines)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # nothing that the reader's code left for the end of the process runs
