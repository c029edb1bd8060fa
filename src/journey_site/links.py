"""Links in Markdown sources: each relative target must exist; a mistake is named with its line.

Anchors and everything that is only known once the site is built are checked in
:mod:`journey_site.sitecheck`.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from journey_site.problems import Problem

if TYPE_CHECKING:
    from journey_site.pages import Draft

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+).+?\1")


def find_links(markdown: str) -> Iterator[tuple[int, bool, str, str]]:
    """Yield line, whether it is a picture, text and target of every inline link outside code."""
    fence = ""
    for number, line in enumerate(markdown.split("\n")):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence):
            fence = ""
        elif not fence:
            bare = _CODE.sub(lambda match: " " * len(match[0]), line)
            for match in _LINK.finditer(bare):
                yield number, match[1] == "!", match[2], match[3]


def check_targets(draft: Draft, markdown: str, first_line: int, known: set[str]) -> list[Problem]:
    """Check that every relative link of a page leads to a file of the docs tree.

    Parameters
    ----------
    draft
        The page.
    markdown
        Its Markdown.
    first_line
        The line of the file on which that Markdown starts.
    known
        The paths of all files in the docs tree.
    """
    problems = []
    for offset, picture, text, target in find_links(markdown):
        line = first_line + offset
        if picture and not text.strip():
            problems.append(Problem(draft.path, line, f"The picture {target!r} has no alt text."))
        if re.match(r"[a-z][a-z0-9+.-]*:|#|//", target, re.IGNORECASE):
            continue
        way = unquote(target.partition("#")[0].partition("?")[0])
        if way.startswith("/"):
            message = f"The link {target!r} is absolute; write it relative to this file."
            problems.append(Problem(draft.path, line, message))
            continue
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(draft.uri), way))
        if goal not in known and f"{goal}/index.md" not in known:
            near = difflib.get_close_matches(goal, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            message = f"The link {target!r} leads to no file.{hint}"
            problems.append(Problem(draft.path, line, message))
    return problems
