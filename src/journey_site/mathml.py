r"""Maths typeset at build time: TeX to MathML, which every current browser draws itself.

No script, no fonts beyond one self-hosted maths font, the same on notes, notebooks and API
pages. The Markdown extension ``pymdownx.arithmatex`` (generic) marks the TeX; this module turns
each marked piece into MathML once the page is HTML.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from math_core import LatexError, LatexToMathML

_MARKED = re.compile(
    r'<(span|div) class="arithmatex">\s*(?:\\\((.*?)\\\)|\\\[(.*?)\\\])\s*</\1>', re.DOTALL
)
_HEADING = re.compile(r"<h[1-6][^>]*>(?:(?!</h[1-6]>).)*class=\"arithmatex\"", re.DOTALL)
_TRAILING = re.compile(r"</math></span>([,.;:!?)’]+)")
_CONVERTER = LatexToMathML(
    macros={"argmin": r"\operatorname*{arg\,min}", "argmax": r"\operatorname*{arg\,max}"},
    fancy_error=False,
)


class MathError(Exception):
    """Raised for TeX that cannot be typeset; carries the TeX and why."""

    def __init__(self, tex: str, reason: str) -> None:
        self.tex = tex
        super().__init__(f"This maths cannot be typeset: {reason}")


@lru_cache(maxsize=20_000)
def to_mathml(tex: str, *, display: bool) -> str:
    r"""Convert TeX to MathML.

    Examples
    --------
    >>> to_mathml("x^2", display=False)
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    try:
        return _CONVERTER.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        reason = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
        raise MathError(tex, f"{reason[0].removeprefix('Error: ')} in {tex.strip()!r}.") from None


def typeset(page_html: str) -> tuple[str, list[MathError]]:
    """Typeset every piece of marked maths in a page's HTML.

    Returns
    -------
    html, errors
        The page with MathML, and an error for each piece that could not be converted; such a
        piece stays as it is.
    """
    errors: list[MathError] = []

    def convert(match: re.Match[str]) -> str:
        display = match[3] is not None
        tex = html.unescape(match[3] if display else match[2])
        try:
            return f'<{match[1]} class="arithmatex">{to_mathml(tex, display=display)}</{match[1]}>'
        except MathError as error:
            errors.append(error)
            return match[0]

    if found := _HEADING.search(page_html):
        text = re.sub(r"<[^>]+>", "", found[0]).strip()
        errors.append(MathError(text, f"headings hold no maths, found after {text!r}."))
    page_html = _MARKED.sub(convert, page_html)
    # A comma or stop stays on the line of the maths that it follows.
    return _TRAILING.sub(r"</math>\1</span>", page_html), errors
