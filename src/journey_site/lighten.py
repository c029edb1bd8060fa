"""Finished pages made lighter without changing what they show.

Pygments wraps every name, bracket and operator in an element of its own, which is half of a
notebook page's size, and the theme gives those the plain colour of code. Templates leave runs of
spaces between elements. Marks for the search index have done their work before.
"""

from __future__ import annotations

import re

from journey_site.findable import MARK

_PLAIN = re.compile(r'<span class="(?:n|p|o|w)">([^<]*)</span>')
# In notebooks, which hold the most code, only keywords, strings and comments keep their colour.
_NOTEBOOK = re.compile(r'<span class="(?!k|s[12]?"|sd|c)[a-z0-9]+">([^<]*)</span>')
_ADJACENT = re.compile(r'(<span class="(\w+)">[^<]*)</span><span class="\2">')
_KEPT = re.compile(r"(<(?P<tag>pre|script|style|svg|textarea|math)\b.*?</(?P=tag)>)", re.DOTALL)
_SPACES = re.compile(r"\s{2,}")


def lighten(page_html: str, *, notebook: bool = False) -> str:
    r"""Return a page without elements and spaces that show nothing.

    Parameters
    ----------
    page_html
        The finished page.
    notebook
        Whether it is a notebook's page, whose code gets fewer colours.

    Examples
    --------
    >>> lighten('<p>a   b</p>\n\n  <pre>  <span class="n">x</span></pre>')
    '<p>a b</p>\n<pre>  x</pre>'
    """
    page_html = page_html.replace(MARK, "")
    parts = []
    position = 0
    for kept in _KEPT.finditer(page_html):
        block = kept[0]
        if kept["tag"] == "pre":
            block = (_NOTEBOOK if notebook else _PLAIN).sub(r"\1", block)
            while (merged := _ADJACENT.sub(r"\1", block)) != block:
                block = merged
        parts += [_SPACES.sub(_one, page_html[position : kept.start()]), block]
        position = kept.end()
    parts.append(_SPACES.sub(_one, page_html[position:]))
    return "".join(parts)


def _one(run: re.Match[str]) -> str:
    return "\n" if "\n" in run[0] else " "
