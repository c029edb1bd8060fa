"""A page of HTML that needs nothing else: text, tables, and a frame for figures.

Whatever comes from data is escaped here. A policy in the page's head forbids every script and every
request, so that nothing in a table's cell can run. The same content gives the same bytes. Figures
are drawn in `_svg`.
"""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

__all__ = ["Html", "bullets", "cell", "escape", "grid", "number", "page", "paragraph", "percent"]


class Html(str):
    """Text that is HTML already; everything else is escaped before it enters a page."""

    __slots__ = ()


def escape(value: object, limit: int = 80) -> Html:
    r"""Return a value as text of a page: cut to a length, harmless, with nothing invisible.

    Parameters
    ----------
    value
        Anything with a `str`.
    limit
        Characters kept; longer text ends in an ellipsis.

    Returns
    -------
    Html
        Escaped text.

    Examples
    --------
    >>> escape("<script>")
    '&lt;script&gt;'
    >>> escape("a\x00b\u202ec")
    'a\\x00b\\u202ec'
    """
    if isinstance(value, Html):
        return value
    text = str(value)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    shown = "".join(_visible(each) for each in text)
    return Html(html.escape(shown, quote=True))


def _visible(letter: str) -> str:
    # Control characters break documents, and marks of direction turn around what follows.
    if letter in "\n\t":
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return letter.encode("unicode_escape").decode("ascii")
    return letter


def number(value: object, digits: int = 4) -> str:
    """Return a number in few digits: whole ones in groups of three, others rounded.

    Examples
    --------
    >>> number(1234567), number(0.000123456), number(12.3456), number(-0.0), number(None)
    ('1,234,567', '0.0001235', '12.35', '0', '–')
    """
    if value is None or isinstance(value, str):
        return value or "–"
    real = float(value)  # type: ignore[arg-type]
    if math.isnan(real):
        return "–"
    if math.isinf(real):
        return "∞" if real > 0 else "−∞"
    if real == int(real) and abs(real) < 1e15:
        text = f"{int(real):,}"
    elif abs(real) >= 10 ** (digits - 1):
        text = f"{real:,.0f}"
    else:
        text = f"{real:.{digits}g}"
    return text.replace("-", "−") if not text.lower().count("e") else text


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(0.1234), percent(float("nan"))
    ('12.3 %', '–')
    """
    if share is None or math.isnan(share):
        return "–"
    return f"{100 * share:.{digits}f} %".replace("-", "−")


def cell(value: Any) -> Html:
    """Return a table cell's content: numbers in few digits, text escaped."""
    if isinstance(value, Html):
        return value
    if isinstance(value, bool | np.bool_):
        return Html("yes" if value else "no")
    if value is None or isinstance(value, int | float | np.integer | np.floating):
        return Html(number(value))
    return escape(value)


def paragraph(text: object, kind: str = "") -> Html:
    """Return a paragraph; `kind` is a class of the style sheet."""
    mark = f' class="{kind}"' if kind else ""
    return Html(f"<p{mark}>{escape(text, 2000)}</p>\n")


def bullets(items: Iterable[object]) -> Html:
    """Return a list of points."""
    return Html(
        "<ul>\n" + "".join(f"<li>{escape(item, 2000)}</li>\n" for item in items) + "</ul>\n"
    )


def table(
    caption: str, header: Sequence[object], rows: Iterable[Sequence[object]], *, text: int = 1
) -> Html:
    """Return a table in a box that scrolls sideways, its first column heading each row.

    Parameters
    ----------
    caption
        What the table shows; also the name of the box for those who do not see it.
    header
        Names of the columns.
    rows
        Cells of each row.
    text
        How many columns from the left hold text; the others are set to the right, as numbers.

    Returns
    -------
    Html
        The table.
    """
    head = "".join(
        f'<th scope="col"{_side(place, text)}>{escape(name)}</th>'
        for place, name in enumerate(header)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell(value)}</th>'
            if place == 0
            else f"<td{_side(place, text)}>{cell(value)}</td>"
            for place, value in enumerate(row)
        )
        + "</tr>\n"
        for row in rows
    )
    name = escape(caption, 300)
    return Html(
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n<table>\n'
        f"<caption>{name}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )


def _side(place: int, text: int) -> str:
    return "" if place < text else ' class="n"'


def grid(parts: Iterable[str]) -> Html:
    """Return figures or cards beside each other, as many as fit."""
    return Html('<div class="grid">\n' + "".join(parts) + "</div>\n")


def card(heading: object, parts: Iterable[str]) -> Html:
    """Return a box with a heading of the third level."""
    return Html(f'<section class="card">\n<h3>{escape(heading)}</h3>\n{"".join(parts)}</section>\n')


def details(summary: str, content: str) -> Html:
    """Return what is folded away until someone opens it."""
    return Html(f"<details>\n<summary>{escape(summary, 200)}</summary>\n{content}</details>\n")


def page(title: str, lead: str, sections: Sequence[tuple[str, str, str]]) -> str:
    """Return the whole document.

    Parameters
    ----------
    title
        Its title and first heading.
    lead
        One or two sentences below it.
    sections
        Id, heading and content (HTML) of each section; those without content are left out.

    Returns
    -------
    str
        The document.
    """
    shown = [row for row in sections if row[2]]
    links = "".join(f'<li><a href="#{name}">{escape(head)}</a></li>\n' for name, head, _ in shown)
    body = "".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(head)}</h2>\n'
        f"{content}</section>\n"
        for name, head, content in shown
    )
    heading = escape(title, 200)
    return (
        "<!doctype html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'\">\n"
        f"<title>{heading}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header>\n<h1>{heading}</h1>\n{paragraph(lead, 'lead')}</header>\n"
        f'<nav aria-label="Contents">\n<ul>\n{links}</ul>\n</nav>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )


_STYLE = """\
:root{--ink:#1c2733;--muted:#52606d;--line:#d5dbe1;--paper:#fff;--box:#f5f7f9;--accent:#1769aa;
--second:#b3480b;--soft:#9fc3e0;--warn:#8a4b00;--warnbox:#fff4e0}
@media (prefers-color-scheme:dark){:root{--ink:#e4e9ee;--muted:#a3b0bc;--line:#3a4652;
--paper:#14191f;--box:#1d242c;--accent:#6db3ec;--second:#f2a36b;--soft:#40627f;--warn:#ffc877;
--warnbox:#33291a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:1120px;margin:0 auto;padding:16px}
h1{font-size:1.7rem;line-height:1.25;margin:.6em 0 .3em;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:2em 0 .5em;padding-top:.5em;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .4em;overflow-wrap:anywhere}
p,ul{margin:.5em 0;max-width:75ch;overflow-wrap:anywhere}
.lead,.note,caption,figcaption,summary{color:var(--muted)}
.note,figcaption,caption{font-size:.875rem}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;list-style:none;max-width:none}
a{color:var(--accent)}
nav a{display:inline-block;padding:4px 0}
.scroll{overflow-x:auto;margin:1em 0;border:1px solid var(--line);border-radius:6px}
.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);
outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.875rem}
caption{text-align:left;padding:8px 10px}
th,td{padding:5px 10px;border-top:1px solid var(--line);text-align:left;vertical-align:top}
thead th{background:var(--box);vertical-align:bottom}
tbody th{font-weight:600;min-width:7em;max-width:16em;overflow-wrap:anywhere}
td{max-width:24em;overflow-wrap:anywhere}
td:not(.n){min-width:6em}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));
margin:1em 0}
.card{border:1px solid var(--line);border-radius:6px;padding:12px;min-width:0}
figure{margin:.5em 0;max-width:520px;min-width:0}
svg{display:block;width:100%;height:auto}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
fill:var(--ink)}
svg .m{fill:var(--muted)}
svg .axis{stroke:var(--line);stroke-width:1;fill:none}
svg .bar{fill:var(--accent)}
svg .dot{fill:var(--accent);stroke:var(--paper);stroke-width:.7}
svg .thin{fill:none;stroke:var(--soft);stroke-width:.8}
svg .thick{fill:none;stroke:var(--accent);stroke-width:2.5}
svg .whisker{fill:none;stroke:var(--accent);stroke-width:1.6}
svg .ref{fill:none;stroke:var(--second);stroke-width:1.5;stroke-dasharray:5 4}
svg .plus{fill:var(--accent)}
svg .minus{fill:var(--second)}
svg .on{fill:var(--paper)}
.warnings{list-style:none;padding:0;max-width:none}
.warnings li{background:var(--warnbox);border-left:4px solid var(--warn);margin:.5em 0;
padding:8px 12px;border-radius:0 6px 6px 0;max-width:85ch}
.warnings strong{color:var(--warn)}
summary{cursor:pointer;padding:6px 0}
td.hit{background:var(--box);font-weight:600}
@media (max-width:480px){main{padding:12px}th,td{padding:5px 7px}}
@media print{.scroll{overflow:visible}details>*{display:block}}
"""
