"""Live blocks: fences that readers may run, found in a page's Markdown and marked for the script.

A fence whose info string is ``python live``, with an id if it likes (``python live id="race"``),
may be followed by a fence titled "Output" with what it prints. The page shows both, as recorded;
``overrides/assets/javascripts/live.js`` adds the buttons. Pictures that blocks end with are kept in
``evidence/live/``, written by ``journey live`` and held up to date by a test.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journey_site.files import write_text
from journey_site.macros import Blocks

RECORDED = "evidence/live"
_FENCE = re.compile(
    r"^(?P<mark>`{3,})python live(?P<options>[^\n]*)\n(?P<code>.*?)^(?P=mark)[ ]*$"
    r"(?P<output>\n\s*?\n?(?P<mark2>`{3,})text title=\"Output\"\n.*?^(?P=mark2)[ ]*$)?",
    re.MULTILINE | re.DOTALL,
)
_OPTIONS = re.compile(r'(?: id="(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)")? *\Z')
_ANY = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$", re.MULTILINE)


_IN_BROWSER = {"journey", "matplotlib", "numpy"} | set(sys.stdlib_module_names)
_CALLED = {"sklearn": "scikit-learn", "scipy": "SciPy", "torch": "PyTorch", "pandas": "pandas"}


def missing_in_browser(codes: list[str]) -> list[str]:
    """Return what a notebook's cells import that the browser's Python does not have, in words.

    Examples
    --------
    >>> missing_in_browser(["import numpy as np", "from sklearn.cluster import KMeans"])
    ['scikit-learn']
    >>> missing_in_browser(["from journey.datasets import load_penguins", "%pip install x"])
    ['IPython', 'the data sets']
    """
    found = set()
    for code in codes:
        try:
            tree = ast.parse(code)
        except SyntaxError:  # a line that only a notebook understands
            found.add("IPython")
            continue
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [item.name for item in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{item.name}" for item in node.names)]
            for name in names:
                first = name.partition(".")[0]
                if name.startswith("journey.datasets"):
                    found.add("the data sets")
                elif first not in _IN_BROWSER:
                    found.add(_CALLED.get(first, first))
    return sorted(found, key=lambda name: (name.startswith("the "), name.lower()))


@dataclass(frozen=True)
class LiveBlock:
    """One live block of a page."""

    id: str
    number: int  # among the page's live blocks, from 1
    code: str
    start: int  # where its fence starts in the page's Markdown
    end: int
    output: str  # the fence of its printed output, or nothing


def find_blocks(markdown: str) -> tuple[list[LiveBlock], list[tuple[int, str]]]:
    """Return a page's live blocks, and what is wrong: offset and sentence.

    Parameters
    ----------
    markdown
        The page's text; macros are expanded or not.
    """
    blocks: list[LiveBlock] = []
    wrong: list[tuple[int, str]] = []
    seen: set[str] = set()
    for match in _FENCE.finditer(markdown):
        options = _OPTIONS.match(match["options"])
        if options is None:
            given = match["options"].strip()
            message = f'A live block takes id="small-letters" and nothing else, got {given!r}.'
            wrong.append((match.start(), message))
            continue
        number = len(blocks) + 1
        ident = options["id"] or str(number)
        if ident in seen:
            wrong.append((match.start(), f"Two live blocks of this page have the id {ident!r}."))
        seen.add(ident)
        output = (match["output"] or "").strip()
        blocks.append(LiveBlock(ident, number, match["code"], match.start(), match.end(), output))
    starts = {block.start for block in blocks} | {offset for offset, _ in wrong}
    for match in _ANY.finditer(markdown):
        words = match["info"].split()
        if words[:1] == ["python"] and "live" in words[1:] and match.start() not in starts:
            message = "A live block starts its line with ```python live, is closed, not indented."
            wrong.append((match.start(), message))
    return blocks, wrong


def recorded_path(uri: str, block: LiveBlock) -> str:
    """Return where a block's picture is kept, relative to the project's root."""
    return f"{RECORDED}/{Path(uri).stem}/{block.id}.svg"


def mark_blocks(markdown: str, uri: str, root: Path, blocks: Blocks) -> str:
    """Put every live block of a page into an element of its own, with what was recorded.

    Parameters
    ----------
    markdown
        The page's text.
    uri
        The page's path in the docs tree.
    root
        The project's root.
    blocks
        Takes the markup.
    """
    for block in reversed(find_blocks(markdown)[0]):
        parts = [
            blocks.hold(
                f'<div class="j-live" id="live-{block.id}" data-live="{block.id}" '
                f'data-number="{block.number}">'
            ),
            f"```python\n{block.code}```",
        ]
        picture = root / recorded_path(uri, block)
        if block.output:
            parts += [blocks.hold('<div class="j-live__recorded">'), block.output]
            parts.append(blocks.hold("</div>"))
        elif picture.is_file():
            svg = picture.read_text(encoding="utf-8").strip()
            parts.append(blocks.hold(f'<div class="j-live__recorded">{svg}</div>'))
        parts.append(blocks.hold("</div>"))
        joined = "\n\n".join(parts)
        markdown = f"{markdown[: block.start]}{joined}{markdown[block.end :]}"
    return markdown


def pages_with_blocks(root: Path) -> Iterator[tuple[str, list[LiveBlock]]]:
    """Yield the path in the docs tree and the blocks of each page that has some."""
    docs = root / "docs"
    for path in sorted(docs.rglob("*.md")):
        blocks, _ = find_blocks(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        if blocks:
            yield path.relative_to(docs).as_posix(), blocks


class BlockFailure(Exception):
    """Raised where a block does not run; its message names page and block, with the traceback."""


def told_by(root: Path, blocks: list[LiveBlock]) -> list[list[tuple[str, Any]]]:
    """Run a page's blocks on this machine, in order, and return what each of them told.

    Raises
    ------
    BlockFailure
        If the package itself cannot be run.
    """
    done = subprocess.run(
        [sys.executable, "-m", "journey.live"],
        cwd=root,
        input=json.dumps([{"id": block.id, "code": block.code} for block in blocks]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BlockFailure(done.stderr.strip())
    return [[(kind, what) for kind, what in block] for block in json.loads(done.stdout)]


def record(root: Path) -> Iterator[tuple[str, bool]]:
    """Run every page's blocks and keep their pictures; yield each path and whether it changed.

    Raises
    ------
    BlockFailure
        If a block fails; what was kept before stays.
    """
    wanted: dict[str, str] = {}
    for uri, blocks in pages_with_blocks(root):
        for block, told in zip(blocks, told_by(root, blocks), strict=True):
            for kind, what in told:
                if kind == "error":
                    raise BlockFailure(f"docs/{uri}, block {block.id}:\n{what['text']}")
            pictures = [what for kind, what in told if kind == "svg"]
            if pictures:
                wanted[recorded_path(uri, block)] = pictures[-1].strip() + "\n"
    for name, svg in wanted.items():
        path = root / name
        changed = not path.is_file() or path.read_text(encoding="utf-8") != svg
        if changed:
            write_text(path, svg)
        yield name, changed
    for path in sorted((root / RECORDED).rglob("*.svg")):
        if path.relative_to(root).as_posix() not in wanted:
            path.unlink()
            yield path.relative_to(root).as_posix(), True
