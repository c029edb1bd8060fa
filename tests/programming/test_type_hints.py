"""What the page on type hints says of this repository's own types."""

from __future__ import annotations

import re
import tokenize
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
IGNORE = re.compile(r"#\s*type:\s*ignore(\[[a-z-]+(?:, ?[a-z-]+)*\])?")


def mypy_settings() -> dict[str, Any]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings: dict[str, Any] = tomllib.loads(text)["tool"]["mypy"]
    return settings


def ignores(path: Path) -> list[tuple[int, str | None]]:
    """Return line and codes of each comment that silences the checker."""
    if b"type: ignore" not in path.read_bytes():
        return []
    with path.open("rb") as file:
        comments = [t for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT]
    found = ((comment.start[0], IGNORE.search(comment.string)) for comment in comments)
    return [(line, match[1]) for line, match in found if match]


def test_the_configuration_on_the_page_is_this_repositorys() -> None:
    page = (ROOT / "docs/programming/type-hints-and-mypy.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    said: dict[str, Any] = tomllib.loads(shown)["tool"]["mypy"]
    assert said == {name: mypy_settings()[name] for name in said}
    assert said["strict"] is True


def test_every_ignore_names_its_code() -> None:
    found = [(path, *ignore) for path in SOURCES for ignore in ignores(path)]
    assert len(found) > 20  # the search sees them
    assert [(path.name, line) for path, line, codes in found if codes is None] == []


def test_a_bare_ignore_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("x = 1  # type: ignore\ny = '# type: ignore'\nz = 1  # type: ignore[misc]\n")
    assert ignores(path) == [(1, None), (3, "[misc]")]


def test_the_packages_say_that_they_are_typed() -> None:
    for package in mypy_settings()["packages"]:
        assert (ROOT / "src" / package / "py.typed").exists()
