"""The drawing underneath a chart: lines cut at the border, paths, marks and text as SVG.

Everything is in the picture's own units, rounded to tenths. What is drawn is not decided here.
"""

from __future__ import annotations

import html
import math
import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom

SERIES = ("#3d7dd8", "#cf5f2a", "#2a9562", "#b457c4", "#a67c14", "#d14b70", "#6f7685")
MARKERS = ("circle", "square", "triangle", "diamond", "plus", "cross", "down")
DASHES = ("", "9 5", "2 5", "12 4 3 4", "16 5", "5 3", "12 4 3 4 3 4")
_NAMED = {
    "ink": "var(--j-ink, #1d2523)",
    "muted": "var(--j-muted, #55605c)",
    "line": "var(--j-line, #d9d5c9)",
    "paper": "var(--j-paper, #fbfaf6)",
}

# Outlines of the marks, for a circle of radius 1 around them; the circle itself is drawn by arcs.
_ARM = [(-0.35, -1.0), (0.35, -1.0), (0.35, -0.35)]  # a quarter of a plus, turned three times
_PLUS = [
    (x * c - y * s, x * s + y * c) for c, s in ((1, 0), (0, 1), (-1, 0), (0, -1)) for x, y in _ARM
]
_HALF = math.sqrt(0.5)
_OUTLINES = {
    "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    "triangle": [(0.0, -1.1), (1.0, 0.8), (-1.0, 0.8)],
    "diamond": [(0.0, -1.2), (1.0, 0.0), (0.0, 1.2), (-1.0, 0.0)],
    "plus": _PLUS,
    "cross": [((x - y) * _HALF, (x + y) * _HALF) for x, y in _PLUS],
    "down": [(0.0, 1.1), (-1.0, -0.8), (1.0, -0.8)],
}


def colour(name: int | str) -> str:
    """Return the colour of a series by its number, or of the theme by its name."""
    return SERIES[name % len(SERIES)] if isinstance(name, int) else _NAMED[name]


def tenths(number: float) -> str:
    """Write a number, rounded to one decimal.

    Examples
    --------
    >>> tenths(3.04), tenths(-0.25), tenths(12.96), tenths(-0.01)
    ('3', '-0.2', '13', '0')
    """
    return f"{round(number * 10) / 10:g}"


def cut(points: Floats, box: Box) -> list[Floats]:
    """Return the parts of a line that lie inside a box; it is broken where a point is NaN.

    Each segment is the set of `a + t (b - a)` for t from 0 to 1; each border of the box cuts off
    some of these t.

    References
    ----------
    Liang, Y.-D. and Barsky, B. A. (1984). A new concept and method for line clipping. ACM
    Transactions on Graphics 3(1), 1-22.

    Examples
    --------
    >>> import numpy as np
    >>> cut(np.array([[-5.0, 5.0], [5.0, 5.0], [5.0, 20.0]]), (0.0, 0.0, 10.0, 10.0))
    [array([[ 0.,  5.],
           [ 5.,  5.],
           [ 5., 10.]])]
    """
    if len(points) < 2:
        return []
    a, b = points[:-1], points[1:]
    low, high = np.array(box[:2]), np.array(box[2:])
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        one, other = (low - a) / (b - a), (high - a) / (b - a)
    enter, leave = np.minimum(one, other), np.maximum(one, other)
    level = a == b  # parallel to a border: inside it for all t, or for none
    inside = (a >= low) & (a <= high)
    enter = np.where(level, np.where(inside, 0.0, 2.0), enter).max(axis=1)
    leave = np.where(level, 1.0, leave).min(axis=1)
    enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
    seen = np.flatnonzero(enter <= leave)  # NaN is not
    if not len(seen):
        return []
    a, step, enter, leave = a[seen], (b - a)[seen], enter[seen, None], leave[seen, None]
    first, last = a + enter * step, a + leave * step
    # A piece goes on where the segment before was seen up to its end.
    goes_on = (np.diff(seen) == 1) & (leave[:-1, 0] == 1)
    starts = [0, *(np.flatnonzero(~goes_on) + 1).tolist(), len(seen)]
    return [np.concatenate([first[i : i + 1], last[i:j]]) for i, j in pairwise(starts)]


def path(lines: list[Floats]) -> str:
    """Write lines as the data of one path: a place to start, then steps.

    Examples
    --------
    >>> import numpy as np
    >>> path([np.array([[1.0, 2.0], [3.52, 1.0], [3.53, 1.0]])])
    'M1 2l2.5-1'
    """
    parts = []
    for line in lines:
        places = np.rint(line * 10).astype(np.int64)
        steps = np.diff(places, axis=0)
        steps = steps[steps.any(axis=1)]  # too short to be seen
        if len(steps):
            x, y = places[0].tolist()
            moves = " ".join([f"{step / 10:g}" for step in steps.ravel().tolist()])
            parts.append(f"M{x / 10:g} {y / 10:g}l{moves}")
    return "".join(parts).replace(" -", "-")


def marks(points: Floats, marker: str, size: float) -> str:
    """Write marks at points as the data of one path."""
    if marker == "circle":
        arc = f"a{tenths(size)} {tenths(size)} 0 1 0 "
        wide = tenths(2 * size)
        shape = f"{arc}{wide} 0{arc}-{wide} 0z"
        offset = np.array([-size, 0.0])
    else:
        outline = np.array(_OUTLINES[marker]) * size
        offset = outline[0]
        shape = path([outline - offset]).replace("M0 0", "") + "z"
    places = np.rint((points + offset) * 10).astype(np.int64).tolist()
    return "".join([f"M{x / 10:g} {y / 10:g}{shape}" for x, y in places]).replace(" -", "-")


def clean(text: str) -> str:
    """Escape text for XML, without the characters that XML cannot hold."""
    text = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    return html.escape(" ".join(text.split()))


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is; the font is the page's, so nobody here can know."""
    thin = sum(text.count(letter) for letter in "ilj.,:;|!'()[] ")
    narrow = sum(text.count(letter) for letter in "tfr")
    wide = sum(text.count(letter) for letter in "mwMW@%—−")
    capital = sum(letter.isupper() for letter in text)
    return size * (0.61 * len(text) - 0.27 * thin - 0.2 * narrow + 0.3 * wide + 0.1 * capital)


def shorten(text: str, size: float, width: float) -> str:
    """Cut a text that is too wide by the estimate."""
    shown = text
    while text and text_width(shown, size) > width:
        text = text[:-1]
        shown = f"{text.rstrip()}…"
    return shown


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines that fit a width by the estimate."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def write(
    x: float, y: float, text: str, *, ink: str = "ink", anchor: str = "start", more: str = ""
) -> str:
    """Return a text element."""
    where = f'x="{tenths(x)}" y="{tenths(y)}" fill="{colour(ink)}"'
    anchored = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f"<text {where}{anchored}{more}>{clean(text)}</text>"


def stroke(data: str, ink: int | str, width: float, *, dash: str = "", opacity: float = 1) -> str:
    """Return a path that is drawn as a line, or nothing where there is none."""
    if not data:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    faded = f' stroke-opacity="{opacity:.2g}"' if opacity < 1 else ""
    return (
        f'<path d="{data}" fill="none" stroke="{colour(ink)}" stroke-width="{tenths(width)}" '
        f'stroke-linejoin="round"{dashed}{faded}/>'
    )


def filled(data: str, ink: int | str, *, edge: str = "paper", width: float = 1) -> str:
    """Return a path that is drawn as an area with an edge, or nothing where there is none."""
    if not data:
        return ""
    return (
        f'<path d="{data}" fill="{colour(ink)}" stroke="{colour(edge)}" '
        f'stroke-width="{tenths(width)}"/>'
    )
