"""The builder and the engine together, on the small project: what builds, and what must not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import ROOT, Mini

CONFIG = f"""\
INHERIT: {(ROOT / "mkdocs.yml").as_posix()}
docs_dir: docs
watch: []
theme:
  custom_dir: {(ROOT / "overrides").as_posix()}
"""
LOG = """\
---
date: 2026-11-20
summary: An entry that says what was measured.
evidence: [sorting, journey.programming.sorting.merge_sort]
---
# An entry

First paragraph.

<!-- more -->

The rest.
"""


@pytest.fixture
def whole(mini: Mini) -> Mini:
    """The small project with a configuration, so that it can be built."""
    mini.write("mkdocs.yml", CONFIG)
    mini.write("docs/log/index.md", "---\nsummary: What was done here, told.\n---\n# Log\n")
    mini.write("docs/log/posts/one.md", LOG)
    page = "---\nsummary: A page that other pages link to, as on the real site.\n---\n# {}\n"
    for name in ("about", "roadmap/index", "glossary", "tags"):
        mini.write(f"docs/{name}.md", page.format(name))
    _build(mini, JOURNEY_WRITE_ADDRESSES="1")
    return mini


def _build(mini: Mini, **environment: str) -> tuple[int, str, Path]:
    site = mini.root / "site"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)],
        cwd=mini.root,
        env=os.environ
        | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr, site


def test_a_sound_project_builds_strictly(whole: Mini) -> None:
    code, log, site = _build(whole)
    assert code == 0, log
    assert "Deprecat" not in log, "a real warning would not be seen"
    note = (site / "programming/sorting/index.html").read_text(encoding="utf-8")
    assert "It took 17 comparisons" in note
    assert "<math>" in note
    assert 'src="../../assets/figures/sorting/growth-light.svg"' in note
    assert "def" in note
    assert "Return the values in ascending order" not in note, "docstrings are dropped"
    assert 'href="../../api/programming/sorting/#journey.programming.sorting.merge_sort"' in note
    assert 'id="question-stable" data-question="sorting/stable" data-answer="A"' in note
    asked = json.loads((site / "assets/questions.json").read_text(encoding="utf-8"))["questions"]
    assert [row["id"] for row in asked] == ["sorting/cost", "sorting/stable", "sorting/memory"]
    assert (site / "assets/journey.apkg").read_bytes()[:2] == b"PK"
    assert "{{" not in note
    assert "\ue000" not in note
    notebook = (site / "programming/sorting/notebook/index.html").read_text(encoding="utf-8")
    assert "Sorting: the notebook" in notebook
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "It took 17 comparisons" in index
    assert "Return the values in ascending order" in index, "docstrings are found on API pages"
    for noise in (
        "only on even lengths",
        "merged = []",
        "Largest difference",
        "data-search-exclude",
    ):
        assert noise not in index, "neither wrong options nor code nor tables are found"
    assert "data-search-exclude" not in note + notebook, "the marks have done their work"
    assert (site / "programming/sorting/notebook/sorting.ipynb").is_file()
    assert (site / "assets/figures/sorting/growth-dark.svg").is_file()
    api = (site / "api/programming/sorting/index.html").read_text(encoding="utf-8")
    assert 'href="../../../programming/sorting/"' in api
    assert "order of 100 random lists" in api
    assert (site / "1/index.html").is_file()
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "bound" in index
    assert "merge_sort([2, 1])" not in index, "code of notebooks is kept out of the search"
    milestone = (site / "programming/projects/tool/index.html").read_text(encoding="utf-8")
    assert "not built yet" in milestone


def test_every_violation_is_a_build_error_with_file_and_line(whole: Mini) -> None:
    note = "docs/programming/sorting.md"
    broken = {
        '{{ result("sorting", "nothing") }}': "named 'nothing'",
        '{{ figure("sorting", "nothing") }}': "named 'nothing'",
        '{{ result("knitting", "x") }}': "no notebook 'knitting'",
        '{{ code("journey.programming.nothing") }}': "no code 'journey.programming.nothing'",
        "{{ shout() }}": "no macro 'shout'",
        "[gone](gone.md)": "leads to no file",
        "[section](index.md#no-such-section)": "an anchor that its page does not have",
        "![](../assets/x.svg)": "no alt text",
        r"$\nonsense{x}$": "cannot be typeset",
        "[no](#here)": "an anchor that its page does not have",
        "[m][journey.programming.sorting.nothing]": "not public",
    }
    marker = "## The code"
    whole.edit(note, marker, "\n\n".join(broken) + f"\n\n{marker}")
    whole.write("docs/assets/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    whole.edit("src/journey/programming/sorting.py", "<= right[0]", "< right[0]")
    whole.edit("docs/log/posts/one.md", "[sorting, journey", "[nothing-known, journey")
    whole.edit("addresses.txt", "about/\n", "about/\nold/page/\n")
    whole.edit("progress-ids.txt", "question sorting/cost\n", "question sorting/costs\n")
    code, log, _ = _build(whole)
    assert code != 0
    for text, words in broken.items():
        line = whole.line(note, text)
        assert any(f"{note}:{line}: " in row and words in row for row in log.splitlines()), (
            f"{text!r} on line {line} was not named:\n{log}"
        )
    assert "notebooks/programming/sorting.ipynb: This notebook is stale" in log
    line = whole.line("addresses.txt", "old/page/")
    assert f"addresses.txt:{line}: 'old/page/' was published" in log
    line = whole.line("progress-ids.txt", "question sorting/costs")
    assert f"progress-ids.txt:{line}: 'question sorting/costs' was published and is gone" in log
    assert "progress-ids.txt: 'question sorting/cost' is published but not listed" in log
    line = whole.line("docs/log/posts/one.md", "evidence:")
    assert f"docs/log/posts/one.md:{line}: 'evidence': 'nothing-known'" in log


def test_a_malformed_roadmap_stops_the_build(whole: Mini) -> None:
    whole.edit("roadmap.yml", "slug: programming", "slugg: programming")
    code, log, _ = _build(whole)
    assert code != 0
    assert "roadmap.yml:3: Unknown key 'slugg'" in log
    assert "Traceback" not in log


def test_a_broken_page_does_not_hide_the_others(whole: Mini) -> None:
    whole.edit("docs/programming/sorting.md", "topic: sorting", "topic: nothing")
    code, log, site = _build(whole)
    assert code != 0
    assert "docs/programming/sorting.md:2: 'topic': the roadmap has no topic 'nothing'." in log
    assert (site / "roadmap/index.html").is_file()
