"""The cache never changes what is built, and nothing that happens to it stops a build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journey_site import fast
from journey_site.cache import Cache, digest
from journey_site.mkdocs_adapter import JourneyPlugin
from tests.site.conftest import ROOT, Mini
from tests.site.test_build import CONFIG, LOG

_EDITS = 28  # each kind once, and one again


def test_a_value_is_computed_once(tmp_path: Path) -> None:
    cache, calls = Cache(tmp_path), []
    for _ in range(2):
        assert cache.memo("kind", ("a", 1), lambda: calls.append(1) or "made") == "made"
    assert len(calls) == 1
    assert cache.memo("kind", ("a", 2), lambda: "other") == "other"
    assert cache.memo("kind2", ("a", 1), lambda: "third") == "third"


def test_another_version_computes_again(tmp_path: Path) -> None:
    Cache(tmp_path, "1").memo("kind", ("a",), lambda: "old")
    assert Cache(tmp_path, "2").memo("kind", ("a",), lambda: "new") == "new"


def test_parts_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("1") != digest(1)
    assert digest(b"a") != digest("a")


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"x" * 500, None])
def test_a_damaged_entry_is_computed_again(tmp_path: Path, damage: bytes | None) -> None:
    cache = Cache(tmp_path)
    cache.memo("kind", ("a",), lambda: "made")
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    data = entry.read_bytes()
    entry.write_bytes(data[:-1] if damage is None else damage)
    assert cache.memo("kind", ("a",), lambda: "made again") == "made again"
    assert entry.read_bytes() != (data[:-1] if damage is None else damage)


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Cache(blocked).memo("kind", ("a",), lambda: "made") == "made"


def test_no_half_written_entry_is_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(20):
        cache.store(cache.key("kind", number), number)
    assert not list(tmp_path.rglob(".new-*"))


def test_other_versions_build_plainly_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin = JourneyPlugin()
    plugin.load_config({})
    assert plugin._open_cache(tmp_path).folder is not None
    monkeypatch.setitem(fast.TESTED, "mkdocs", "0.1")
    assert plugin._open_cache(tmp_path).folder is None
    assert "tested with 0.1" in capsys.readouterr().err


@pytest.fixture
def author(mini: Mini) -> Mini:
    """The small project with a theme of its own, so that everything in it can be edited."""
    shutil.copytree(ROOT / "overrides", mini.root / "overrides")
    mini.add_exercise()
    config = CONFIG.replace((ROOT / "overrides").as_posix(), "overrides")
    watched = "watch: [src, notebooks, exercises, overrides, evidence, roadmap.yml]"
    mini.write("mkdocs.yml", config.replace("watch: []", watched))
    mini.write("docs/log/index.md", "---\nsummary: What was done here, told.\n---\n# Log\n")
    mini.write("docs/log/posts/one.md", LOG)
    page = "---\nsummary: A page that other pages link to, as on the real site.\n---\n# {}\n"
    for name in ("roadmap/index", "glossary", "tags"):
        mini.write(f"docs/{name}.md", page.format(name))
    mini.write("docs/about.md", page.format("about") + "\nText.\n\n## Heading\n\nMore.\n")
    mini.edit(
        "docs/programming/index.md", "{{ phase(1) }}", "{{ phase(1) }}\n\n[A](../about.md#heading)"
    )
    mini.write("addresses.txt", "")
    return mini


def test_cached_served_and_plain_builds_agree(author: Mini) -> None:
    root = author.root / "project"
    root.mkdir()
    for path in list(author.root.iterdir()):
        if path != root:
            shutil.move(path, root)
    run = subprocess.run(
        [sys.executable, "-m", "tests.site.series", str(root), "1", str(_EDITS)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    assert f"{_EDITS} edits agree" in run.stdout
    assert " 0 of them built in part" not in run.stdout
