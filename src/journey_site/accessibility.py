"""Names for landmarks that the theme leaves without one, put into finished pages.

Each replacement stands for a fault that axe reports on the theme's own markup. A copy of the
theme's templates would drift with each release; a replacement that no longer matches does nothing,
and the browser tests then say whether it is still needed.
"""

from __future__ import annotations

import itertools
import re

_NESTED = re.compile(
    r'(<nav class="md-nav" data-md-level="\d") aria-labelledby="[^"]*"( aria-expanded="\w+">\s*'
    r'<label class="md-nav__title" for="[^"]*">\s*<span class="md-nav__icon md-icon"></span>)'
    r"(.*?)(</label>)",
    re.DOTALL,
)
_FIXED = (
    ('data-md-component="search" role="dialog"', "Search"),
    ('<nav class="md-tags"', "Tags"),
    ('<nav class="md-nav md-nav--primary"', "Back to the log"),
    ('<nav class="md-nav"', "About this entry"),
)


def name_landmarks(page_html: str) -> str:
    """Give every navigation landmark and the search dialogue of a page a name of its own."""
    for start, name in _FIXED:
        page_html = re.sub(
            rf"{re.escape(start)}(?=\s*>)", f'{start} aria-label="{name}"', page_html
        )

    # One stands under every entry of the log's list, so each needs a name of its own.
    numbers = itertools.count(1)
    page_html = re.sub(
        r'<nav class="md-post__action"',
        lambda match: f'{match[0]} aria-label="Read on, entry {next(numbers)}"',
        page_html,
    )

    def named(match: re.Match[str]) -> str:
        title = " ".join(re.sub(r"<[^>]+>", "", match[3]).split()).replace('"', "&quot;")
        return f'{match[1]} aria-label="Pages of {title}"{match[2]}{match[3]}{match[4]}'

    return _NESTED.sub(named, page_html)
