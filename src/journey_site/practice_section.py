"""The section of a note's page that holds its exercises, as Markdown.

It is Markdown and not markup, so that the page's own pipeline treats it: its titles stand in the
table of contents, its code is highlighted, its maths typeset and its links followed as those of
the note. Everything can be read without JavaScript; the script makes an editor of the starter.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from journey_site.exercises import LEVELS, Exercise, sources_path
from journey_site.macros import Macro, expand
from journey_site.problems import Problem
from journey_site.render import relative_url, render


def practice_section(
    exercises: tuple[Exercise, ...], page_url: str, macros: dict[str, Macro]
) -> tuple[str, list[Problem]]:
    """Return the section of a topic's exercises, empty where there are none.

    Parameters
    ----------
    exercises
        In the order in which they are to stand.
    page_url
        The page's address, relative to the site's root.
    macros
        What their prompts and hints may quote, as notes do.
    """
    if not exercises:
        return "", []
    problems: list[Problem] = []

    def expanded(text: str, path: str, line: int) -> str:
        found, more = expand(text, macros, path, line)
        problems.extend(more)
        return found.strip()

    views = []
    for item in exercises:
        page = item.page
        hints = [
            expanded(hint, page.path, page.meta.line("hints", index))
            for index, hint in enumerate(item.hints)
        ]
        views.append(
            SimpleNamespace(
                id=item.id,
                anchor=f"exercise-{item.name}",
                title=item.title,
                level=item.level,
                dots="●" * (LEVELS.index(item.level) + 1) + "○" * (2 - LEVELS.index(item.level)),
                prompt=expanded(page.body, page.path, page.body_line),
                starter=fenced(item.starter),
                hints=hints,
                solution=fenced(item.solution),
            )
        )
    checks = relative_url(sources_path(exercises[0].topic), page_url)
    return render("exercises.html", page_url, exercises=views, checks=checks), problems


def fenced(code: str) -> str:
    r"""Return code as a fence that nothing in it can close.

    Examples
    --------
    >>> print(fenced("x = 1\n"))
    ```python
    x = 1
    ```
    """
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}python\n{code.rstrip()}\n{fence}"
