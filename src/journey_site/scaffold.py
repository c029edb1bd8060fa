"""New notes, notebooks, exercises and log entries, which already meet the contracts' form."""

from __future__ import annotations

import datetime
import difflib
import json
import re
from pathlib import Path

from journey_site.files import write_text
from journey_site.logposts import slugify
from journey_site.roadmap import Roadmap, Topic

_NOTE = """\
---
topic: {id}
summary: {text}: one sentence of 40 to 180 characters that says what the reader gets.
prerequisites: []
code: []
{notebook}claim: ''
references:
  - cite: "Author, A. (year). Title. Journal, section."
tags: []
---
# {text}

<!-- Why it matters, in two to four sentences. To cover: {covers} -->

## The idea

<!-- One picture that carries it, alone on its line: {{{{ figure("{id}", "name") }}}} -->

## The mathematics

<!-- Derived, not asserted; the notebook checks it numerically. -->

## The code

<!-- {{{{ code("journey....") }}}}, alone on its line. -->

## Worked numbers

<!-- {{{{ result("{id}", "name", ".3f") }}}}: never a number typed by hand. -->

## Where it fails, and what practitioners do

## Self-check

<!-- Three to six questions; spread the right answers over the letters. Ids never change. -->

1.  Question?
    {{#question-in-two-words}}

    - [ ] wrong
    - [x] right
    - [ ] wrong

    ??? success "Answer"
        Why.
"""

_LOG = """\
---
date: {date}
summary: {title}. One sentence for the feed, with what was measured.
evidence: []
---
# {title}

What happened, in one paragraph.

<!-- more -->

What was built, what was measured, what was wrong and how it showed.
"""

_EXERCISE = {
    "prompt.md": """\
---
title: {title}
level: easy
hints:
  - "A first hint, that says where to start."
  - "A second one, that says more; the last leaves only the typing to do."
---
What the reader learns by it, and why it is worth knowing, in two or three sentences, with maths
such as $2x = x + x$ where it helps.

Write `double(x)`, which returns twice a number or twice each number of a list.

```python
double(21)  # 42
```
""",
    "starter.py": """\
def double(x):
    \"\"\"Return twice a number, or twice each number of a list.\"\"\"
    raise NotImplementedError
""",
    "solution.py": """\
# The idea: one sentence or two that say why this works.


def double(x):
    \"\"\"Return twice a number, or twice each number of a list.\"\"\"
    return [double(item) for item in x] if isinstance(x, list) else 2 * x
""",
    "checks.py": """\
from journey.practice import check, equal, unchanged


@check("doubles a number, and does not add 2 to it")
def number(work):
    equal(work.double(21), 42, "double(21)")
    equal(work.double(-1), -2, "double(-1)")


@check("doubles the numbers of a list, and does not repeat the list")
def numbers(work):
    equal(work.double([1, 2]), [2, 4], "double([1, 2])")
    equal(work.double([]), [], "double([])")


@check("leaves the list it was given as it was")
def keeps(work):
    unchanged(work.double, [1, 2], call="double([1, 2])")
""",
}


class ScaffoldError(Exception):
    """Raised where nothing can be written; its message says why."""


def _topic(roadmap: Roadmap, ident: str) -> Topic:
    if ident not in roadmap.topics:
        near = difflib.get_close_matches(ident, roadmap.topics, n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise ScaffoldError(f"The roadmap has no topic {ident!r}.{hint}")
    return roadmap.topics[ident]


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise ScaffoldError(f"{path} exists already and stays as it is.")
    write_text(path, text)
    return path


def new_note(root: Path, roadmap: Roadmap, ident: str) -> Path:
    """Write a note's skeleton and return its path."""
    topic = _topic(roadmap, ident)
    slug = roadmap.phase(topic.phase).slug
    covers = "; ".join(filter(None, [topic.text, topic.build, *topic.covers]))
    has_notebook = (root / "notebooks" / slug / f"{ident}.ipynb").is_file()
    text = _NOTE.format(
        id=ident,
        text=topic.text,
        covers=covers,
        notebook=f"notebook: {slug}/{ident}.ipynb\n" if has_notebook else "",
    )
    return _write(root / "docs" / slug / f"{ident}.md", text)


def new_notebook(root: Path, roadmap: Roadmap, ident: str) -> Path:
    """Write a notebook's skeleton and return its path."""
    topic = _topic(roadmap, ident)
    slug = roadmap.phase(topic.phase).slug
    cells = [
        (
            "markdown",
            "title",
            f"# {topic.text}: the notebook\n\nWhat is run here, and on what data.",
        ),
        (
            "code",
            "setup",
            "import numpy as np\n\nfrom journey.notebook import SERIES, figure, record",
        ),
        ("markdown", "compare", "## Ours and the reference"),
        ("code", "record-a-result", 'record("example", 1.0, label="what the number is")'),
        (
            "code",
            "draw-a-figure",
            "def draw(ax):\n    ax.plot(np.arange(5), color=SERIES[0])\n\n\n"
            'figure(draw, name="example", alt="A straight line that rises from zero to four.")',
        ),
    ]
    notebook = {
        "cells": [
            {
                "cell_type": kind,
                "id": ident_,
                "metadata": {},
                "source": text,
                **({"execution_count": None, "outputs": []} if kind == "code" else {}),
            }
            for kind, ident_, text in cells
        ],
        "metadata": {
            "journey": {
                "data": [],
                "summary": f"{topic.text}: what this notebook runs, compares and records.",
                "topic": ident,
            },
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return _write(root / "notebooks" / slug / f"{ident}.ipynb", text)


def new_exercise(root: Path, roadmap: Roadmap, topic: str, ident: str) -> list[Path]:
    """Write an exercise's four files and return their paths."""
    slug = roadmap.phase(_topic(roadmap, topic).phase).slug
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident):
        message = f"An exercise's id is lower-case words and hyphens ('two-loops'), got {ident!r}."
        raise ScaffoldError(message)
    folder = root / "exercises" / slug / topic / ident
    if folder.exists():
        raise ScaffoldError(f"{folder} exists already and stays as it is.")
    title = ident.replace("-", " ").capitalize()
    return [
        _write(folder / name, text.replace("{title}", title)) for name, text in _EXERCISE.items()
    ]


def new_log(root: Path, title: str, today: datetime.date) -> Path:
    """Write a log entry's skeleton and return its path."""
    slug = slugify(title)
    if not slug:
        raise ScaffoldError(f"The title {title!r} holds no letters to make an address of.")
    text = _LOG.format(date=today.isoformat(), title=title.strip())
    return _write(root / "docs" / "log" / "posts" / f"{today.isoformat()}-{slug}.md", text)
