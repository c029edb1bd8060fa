"""What the site's tests share: a small project to break, the built site, a browser."""

from __future__ import annotations

import functools
import http.server
import json
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tools.find_browser import find

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "/journey/"

ROADMAP = """\
phases:
- id: 1
  slug: programming
  title: Programming Fundamentals
  duration: 2 months
  sections:
  - title: Basics
    topics:
    - {id: sorting, text: "Sorting", build: "merge sort", check: sorted}
    - {id: searching, text: "Searching", build: "binary search", check: bisect}
  milestones:
  - {id: tool, text: "A tool"}
"""

NOTE = """\
---
topic: sorting
summary: Sorting a list by merging, counted and compared with the built-in sorted.
prerequisites: []
code: [journey.programming.sorting.merge_sort]
notebook: programming/sorting.ipynb
claim: 'Merge sort needs {{ result("sorting", "comparisons", "d") }} comparisons.'
references:
  - cite: "Knuth, D. E. (1998). The Art of Computer Programming, volume 3, section 5.2.4."
    url: https://www-cs-faculty.stanford.edu/~knuth/taocp.html
tags: [algorithms]
---
# Sorting

It took {{ result("sorting", "comparisons", "d") }} comparisons, and $n \\log_2 n$ is the bound.

{{ figure("sorting", "growth") }}

## The code

{{ code("journey.programming.sorting.merge_sort") }}

See [merge_sort][journey.programming.sorting.merge_sort] and [the phase](index.md).

```python
print(1 + 1)
```

```text title="Output"
2
```

## Self-check

1.  What does merge sort cost?
    {#cost}

    - [ ] $n$
    - [x] $n \\log n$
    - [ ] $n^2$

    ??? success "Answer"
        Each of $\\log_2 n$ levels merges $n$ items.

2.  Is it stable?
    {#stable}

    - [x] yes
    - [ ] no
    - [ ] only on even lengths

    ??? success "Answer"
        Equal items keep their order.

3.  How much memory does it need?
    {#memory}

    - [ ] none
    - [ ] a constant
    - [x] as much as the list

    ??? success "Answer"
        The merged half is a new list.
"""

CODE = '''\
"""Sorting algorithms."""

__all__ = ["merge_sort"]


def merge_sort(values: list[float]) -> list[float]:
    """Return the values in ascending order.

    Parameters
    ----------
    values
        What to sort.

    Returns
    -------
    list
        A new list.
    """
    # Two halves, each sorted.
    if len(values) < 2:
        return list(values)
    middle = len(values) // 2
    left, right = merge_sort(values[:middle]), merge_sort(values[middle:])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right
'''

EXERCISE_FOLDER = "exercises/programming/sorting/merge-two"
EXERCISE = {
    "prompt.md": """\
---
title: Merge two lists
level: easy
hints:
  - Look at the first of each.
  - "Take the smaller one: $\\\\min(a, b)$."
---
Write `merge(a, b)`. It costs $n$ steps; see [merge_sort][journey.programming.sorting.merge_sort],
[searching](index.md) and {{ result("sorting", "comparisons", "d") }} comparisons.

```python
merge([1, 3], [2])  # [1, 2, 3]
# no heading
```
""",
    "starter.py": "def merge(a, b):\n    raise NotImplementedError\n",
    "solution.py": """\
# The idea: sort.


def merge(a, b):
    return sorted(a + b)  # {{ no_macro() }}
""",
    "checks.py": """\
import numpy as np

from journey.practice import check, equal


@check("merges two sorted lists")
def merges(work):
    equal(work.merge([1, 3], [2]), [1, 2, 3], "merge([1, 3], [2])")


@check("takes empty lists")
def empty(work):
    equal(work.merge([], [1]), [1], "merge([], [1])")
""",
}

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'


def code_cell(
    ident: str, source: str, outputs: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Return a code cell."""
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": ident,
        "metadata": {},
        "outputs": outputs or [],
        "source": source,
    }


def result_output(name: str, value: Any) -> dict[str, Any]:
    """Return the output that ``record`` leaves."""
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {
            "application/vnd.journey.result+json": {"name": name, "value": value, "label": name},
            "text/plain": f"{name} = {value}",
        },
    }


def figure_output(name: str, alt: str = "A line that grows from left to right.") -> dict[str, Any]:
    """Return the output that ``figure`` leaves."""
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {
            "application/vnd.journey.figure+json": {
                "name": name,
                "alt": alt,
                "caption": "Growth.",
                "width": 640,
                "height": 380,
                "mime": "image/svg+xml",
                "dark": SVG,
            },
            "image/svg+xml": SVG,
            "text/plain": alt,
        },
    }


class Mini:
    """The small project; its files can be changed before it is loaded or built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("roadmap.yml", ROADMAP)
        self.write("docs/programming/sorting.md", NOTE)
        self.write("docs/programming/index.md", _page("Programming", "{{ phase(1) }}"))
        self.write("docs/index.md", _page("Home", "{{ home() }}"))
        self.write("src/journey/__init__.py", '"""The package."""\n')
        self.write("src/journey/programming/__init__.py", '"""Phase 1."""\n')
        self.write("src/journey/programming/sorting.py", CODE)
        self.write(
            "tests/programming/test_sorting.py", "def test_one() -> None:\n    assert True\n"
        )
        self.notebook = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "journey": {"topic": "sorting", "summary": "Merge sort counted on random lists."},
                "kernelspec": {
                    "name": "python3",
                    "display_name": "Python 3",
                    "language": "python",
                },
            },
            "cells": [
                {
                    "cell_type": "markdown",
                    "id": "title",
                    "metadata": {},
                    "source": "# Sorting: the notebook\n\nBack to [the note](../sorting.md).",
                },
                code_cell(
                    "count",
                    "from journey.programming.sorting import merge_sort\nmerge_sort([2, 1])",
                    [result_output("comparisons", 17), figure_output("growth")],
                ),
            ],
        }
        self.write("evidence/parity.json", json.dumps([PARITY]))
        self.write("evidence/benchmarks.json", json.dumps([SPEED]))

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that must be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    def line(self, name: str, needle: str) -> int:
        """Return the line of a file on which a piece stands."""
        text = (self.root / name).read_text(encoding="utf-8")
        return text.count("\n", 0, text.index(needle)) + 1

    def save_notebook(self, *, stamped: bool = True) -> None:
        """Write the notebook, with a stamp that is right unless asked otherwise."""
        from journey_site import stamps

        if stamped:
            stamp = stamps.compute_stamp(self.root, self.notebook)
            self.notebook["metadata"]["journey"]["stamp"] = {  # type: ignore[index]
                **stamp.as_metadata(),
                "versions": {"python": "3.11.7"},
                "executed": "2026-11-20",
                "seconds": 1.5,
            }
        self.write("notebooks/programming/sorting.ipynb", json.dumps(self.notebook, indent=1))

    def add_exercise(self) -> None:
        """Write an exercise of the topic."""
        for name, text in EXERCISE.items():
            self.write(f"{EXERCISE_FOLDER}/{name}", text)

    def problems(self) -> list[str]:
        """Load the project and return its problems as text."""
        from journey_site.project import load_project

        return [str(problem) for problem in load_project(self.root).problems]


PARITY = {
    "code": "journey.programming.sorting.merge_sort",
    "reference": "sorted",
    "what": "order of 100 random lists",
    "difference": 0,
    "tolerance": 0,
    "test": "tests/programming/test_sorting.py::test_one",
    "commit": "abc1234",
    "date": "2026-11-20",
}
SPEED = {
    "code": "journey.programming.sorting.merge_sort",
    "reference": "sorted",
    "label": "n = 1,000",
    "ours_s": 0.002,
    "reference_s": 0.0001,
    "ratio": 20.0,
    "ratio_low": 19.0,
    "ratio_high": 21.0,
    "commit": "abc1234",
    "date": "2026-11-20",
}


def _page(title: str, body: str) -> str:
    summary = f"A page about {title.lower()} that says enough to be a description."
    return f"---\nsummary: {summary}\n---\n# {title}\n\n{body}\n"


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """A small project without any problem."""
    project = Mini(tmp_path)
    project.save_notebook()
    return project


def dedent(text: str) -> str:
    """Return a text without its common indentation."""
    return textwrap.dedent(text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chrome or Chromium of this machine."""
    path = find()
    assert path, "The page tests need Chrome or Chromium: install one, or set CHROME_PATH."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        yield running
        running.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """Open a page in a window of its own."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@dataclass(frozen=True)
class Site:
    """A served build."""

    url: str
    folder: Path


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Serves the build below the prefix, quietly, with the 404 page where Pages would show it."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, *args: Any, **kwargs: Any) -> None:
        if code != 404:
            super().send_error(code, *args, **kwargs)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the site strictly for the address it is served from."""
    folder = tmp_path_factory.mktemp("site")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(SiteHandler, directory=str(folder))
    )
    url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    environment = os.environ | {
        "SITE_URL": url,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if built.returncode:
        server.server_close()
        pytest.fail(built.stdout + built.stderr)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(url, folder)
    server.shutdown()
    server.server_close()


def open_page(
    browser: Browser, site: Site, path: str, *, width: int = 1280, height: int = 800,
    dark: bool = False,
) -> Page:  # fmt: skip
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(site.url + path, wait_until="load")
    return page


@pytest.fixture(scope="session")
def complete(site: Site) -> Site:
    """The built site with the library that computes the schedule."""
    if not (site.folder / "assets" / "vendor" / "ts-fsrs.mjs").is_file():
        pytest.skip("The site is without ts-fsrs.mjs: 'make runtime' fetches it.")
    return site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, whose tabs share one store."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(15_000)
    yield made
    made.close()
