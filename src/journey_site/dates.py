"""When each file last changed, from the repository's history, asked once for all files."""

from __future__ import annotations

import subprocess
from pathlib import Path


def last_changed(root: Path) -> dict[str, str]:
    """Return the date of each file's last commit as ``YYYY-MM-DD``.

    Parameters
    ----------
    root
        The repository's root.

    Returns
    -------
    dict
        By path relative to the root. Empty outside a repository, and in a shallow clone, which
        would give every file the date of its newest commit.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    dates: dict[str, str] = {}
    date = ""
    # A commit's line starts with NUL, which no path can; renames count as changes of the new path.
    log = _git(root, "log", "--format=%x00%as", "--name-only", "--no-renames", "-z", "--", ".")
    for part in log.replace("\n", "\0").split("\0"):
        if len(part) == 10 and part[4] == part[7] == "-" and part.replace("-", "").isdigit():
            date = part
        elif part:
            dates.setdefault(part, date)
    return dates


def _git(root: Path, *arguments: str) -> str:
    """Return what git prints, or nothing where there is no git or no repository."""
    try:
        run = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return run.stdout if run.returncode == 0 else ""
