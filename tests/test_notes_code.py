"""Every Python block of every page runs, and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(
    r"^```python[^\n]*\n(?P<code>.*?)^```\n(?:\s*```text title=\"Output\"\n(?P<output>.*?)^```)?",
    re.MULTILINE | re.DOTALL,
)
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "docs").rglob("*.md")
    if "```python" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("page", PAGES)
def test_blocks_of_a_page_run_and_print_what_it_says(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "page"}
    blocks = list(FENCE.finditer(text))
    assert len(blocks) == text.count("```python"), "a block is not closed, or is indented"
    for block in blocks:
        line = text.count("\n", 0, block.start("code")) + 1
        printed = io.StringIO()
        # Blank lines in front, so that a traceback names the line of the page.
        source = "\n" * (line - 1) + block["code"]
        with contextlib.redirect_stdout(printed):
            exec(compile(source, page, "exec", dont_inherit=True), namespace)
        if block["output"] is not None or printed.getvalue():
            assert printed.getvalue() == (block["output"] or ""), f"{page}:{line}"


def test_every_note_has_a_block_that_runs() -> None:
    from journey_site.project import load_project

    for note in load_project(ROOT).notes.values():
        assert note.page.path in PAGES, f"{note.page.path} has no Python block"
