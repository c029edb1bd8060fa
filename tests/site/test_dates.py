"""Dates from the history: the last change of each file, and none where they would be wrong."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from journey_site.dates import last_changed


def _commit(root: Path, day: str, **files: str) -> None:
    for name, text in files.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    stamp = f"{day}T12:00:00+0000"
    author = {"NAME": "A", "EMAIL": "a@example.org", "DATE": stamp}
    environment = os.environ | {
        f"GIT_{who}_{key}": value
        for who in ("AUTHOR", "COMMITTER")
        for key, value in author.items()
    }
    for arguments in (["add", "."], ["commit", "-qm", day]):
        subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)


def test_each_file_has_the_date_of_its_last_change(tmp_path: Path) -> None:
    assert last_changed(tmp_path) == {}, "no repository"
    root = tmp_path / "one"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    _commit(root, "2026-01-05", a="1", b="1")
    _commit(root, "2026-02-06", b="2", c="1")
    dates = last_changed(root)
    assert dates == {"a.md": "2026-01-05", "b.md": "2026-02-06", "c.md": "2026-02-06"}
    copy = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", root.as_uri(), str(copy)], check=True)
    assert last_changed(copy) == {}, "a shallow clone knows one date only"
