"""Figures of the reports as inline SVG: bars, intervals, curves, points, squares.

Each is a `figure` with a text for those who do not see it and a caption for all. Coordinates are
rounded to a tenth, so the same numbers give the same bytes. Colours come from the page's style.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.projects.kaggle_pipeline._html import Html, escape, number

__all__ = ["bars", "curves", "histogram", "intervals", "points", "squares", "ticks"]

_WIDTH = 360.0
_LABEL = 118.0  # room for the names on the left
_LETTERS = 17  # that fit into it


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Return round numbers between two ends, at most `most` of them and one.

    Examples
    --------
    >>> ticks(0.0, 9.7)
    [0.0, 5.0]
    >>> ticks(0.13, 0.38)
    [0.2, 0.3]
    """
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return [low]
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= raw * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{place * step:.12g}") for place in range(first, last + 1)]


def _at(value: float) -> str:
    return f"{value + 0.0:.1f}".replace("-0.0", "0.0")


def _text(x: float, y: float, words: object, *, anchor: str = "start", kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_at(x)}" y="{_at(y)}"{side}{mark}>{escape(words, 40)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<path class="{kind}" d="M{_at(x1)} {_at(y1)}L{_at(x2)} {_at(y2)}"/>'


def _box(x: float, y: float, width: float, height: float, kind: str, more: str = "") -> str:
    return (
        f'<rect class="{kind}" x="{_at(x)}" y="{_at(y)}" width="{_at(max(width, 0.0))}" '
        f'height="{_at(max(height, 0.0))}"{more}/>'
    )


def _figure(parts: Iterable[str], height: float, alt: str, caption: object) -> Html:
    told = f"<figcaption>{escape(caption, 400)}</figcaption>\n" if caption else ""
    return Html(
        f'<figure>\n<svg role="img" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" '
        f'aria-label="{escape(alt, 600)}">{"".join(parts)}</svg>\n{told}</figure>\n'
    )


def _name(label: object) -> str:
    text = str(label)
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def _finite(values: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64).ravel()
    return array[np.isfinite(array)]


class _Axes:
    """A frame with a horizontal and a vertical scale."""

    def __init__(
        self, x: tuple[float, float], y: tuple[float, float], height: float, left: float = 44.0
    ) -> None:
        self.left, self.right, self.top, self.bottom = left, _WIDTH - 10, 8.0, height - 34
        self.x_range, self.y_range = _opened(x), _opened(y)

    def x(self, value: float) -> float:
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def drawn(self, x_label: str, *, y_ticks: bool = True) -> list[str]:
        parts = [_line(self.left, self.bottom, self.right, self.bottom, "axis")]
        for tick in ticks(*self.x_range):
            place = self.x(tick)
            parts.append(_line(place, self.bottom, place, self.bottom + 4, "axis"))
            near = "end" if place > self.right - 14 else "middle"
            parts.append(_text(place, self.bottom + 15, number(tick, 6), anchor=near, kind="m"))
        if y_ticks:
            for tick in ticks(*self.y_range):
                parts.append(_line(self.left, self.y(tick), self.right, self.y(tick), "axis"))
                parts.append(
                    _text(self.left - 5, self.y(tick) + 4, number(tick, 6), anchor="end", kind="m")
                )
        middle = (self.left + self.right) / 2
        parts.append(_text(middle, self.bottom + 30, x_label, anchor="middle", kind="m"))
        return parts


def _opened(ends: tuple[float, float]) -> tuple[float, float]:
    low, high = float(ends[0]), float(ends[1])
    if not high > low:
        half = abs(low) * 0.05 or 0.5
        low, high = low - half, high + half
    return low, high


def histogram(
    edges: ArrayLike, counts: ArrayLike, *, alt: str, caption: object = "", label: str = ""
) -> Html:
    """Return bars over a number line: one count between each two edges."""
    borders, heights = _finite(edges), np.asarray(counts, dtype=np.float64)
    most = float(heights.max()) if len(heights) else 1.0
    axes = _Axes((borders[0], borders[-1]), (0.0, most or 1.0), 150)
    parts = axes.drawn(label)
    for low, high, count in zip(borders[:-1], borders[1:], heights, strict=True):
        left, right, top = axes.x(low), axes.x(high), axes.y(count)
        parts.append(_box(left + 0.5, top, right - left - 1, axes.bottom - top, "bar"))
    return _figure(parts, 150, alt, caption)


def bars(
    labels: Sequence[object],
    values: ArrayLike,
    *,
    alt: str,
    caption: object = "",
    shown: Sequence[str] = (),
    most: float | None = None,
) -> Html:
    """Return one horizontal bar a label; `shown` are the words at their ends."""
    lengths = np.nan_to_num(np.asarray(values, dtype=np.float64))
    longest = most or (float(lengths.max()) if len(lengths) else 0.0) or 1.0
    words = list(shown) or [number(each) for each in lengths]
    room = _WIDTH - _LABEL - 10 - 7 * max((len(each) for each in words), default=0) - 8
    parts = []
    for row, (label, length, word) in enumerate(zip(labels, lengths, words, strict=True)):
        y = 6 + 22 * row
        width = max(0.0, length) / longest * room
        parts.append(_text(_LABEL - 6, y + 13, _name(label), anchor="end"))
        parts.append(_box(_LABEL, y, width, 16, "bar"))
        parts.append(_text(_LABEL + width + 5, y + 13, word, kind="m"))
    return _figure(parts, 10 + 22 * len(lengths), alt, caption)


def intervals(
    labels: Sequence[object],
    low: ArrayLike,
    middle: ArrayLike,
    high: ArrayLike,
    *,
    alt: str,
    caption: object = "",
    reference: float | None = None,
    label: str = "",
    ends: tuple[float, float] | None = None,
) -> Html:
    """Return a point with a whisker a label, and a dashed line at the reference."""
    bottoms, places, tops = (np.asarray(each, dtype=np.float64) for each in (low, middle, high))
    known = _finite([*bottoms, *places, *tops, *([] if reference is None else [reference])])
    if ends is None:
        ends = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    height = 24.0 * len(places) + 46
    axes = _Axes(ends, (0.0, 1.0), height, left=_LABEL)
    parts = axes.drawn(label, y_ticks=False)
    if reference is not None:
        parts.append(_line(axes.x(reference), 4, axes.x(reference), axes.bottom, "ref"))
    for row, (name, at) in enumerate(zip(labels, places, strict=True)):
        y = 18.0 + 24 * row
        parts.append(_text(_LABEL - 8, y + 4, _name(name), anchor="end"))
        if math.isfinite(bottoms[row]) and math.isfinite(tops[row]):
            parts.append(_line(axes.x(bottoms[row]), y, axes.x(tops[row]), y, "whisker"))
        if math.isfinite(at):
            parts.append(_circle(axes.x(at), y, 4))
    return _figure(parts, height, alt, caption)


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle class="dot" cx="{_at(x)}" cy="{_at(y)}" r="{radius:g}"/>'


def curves(
    x: ArrayLike,
    mean: ArrayLike,
    single: ArrayLike,
    *,
    alt: str,
    caption: object = "",
    label: str = "",
    rug: ArrayLike = (),
) -> Html:
    """Return a thick curve over thin ones, with marks below where the data lie."""
    at, thick = np.asarray(x, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    thin = np.asarray(single, dtype=np.float64).reshape(-1, len(at))
    known = _finite(np.concatenate([thick, thin.ravel()]))
    axes = _Axes((at[0], at[-1]), (float(known.min()), float(known.max())), 210)
    parts = axes.drawn(label)
    for curve, kind in [*((each, "thin") for each in thin), (thick, "thick")]:
        joined = "L".join(
            f"{_at(axes.x(a))} {_at(axes.y(b))}" for a, b in zip(at, curve, strict=True)
        )
        parts.append(f'<path class="{kind}" d="M{joined}"/>')
    for mark in _finite(rug):
        if at[0] <= mark <= at[-1]:
            parts.append(_line(axes.x(mark), axes.bottom - 6, axes.x(mark), axes.bottom, "ref"))
    return _figure(parts, 210, alt, caption)


def points(
    x: ArrayLike,
    y: ArrayLike,
    *,
    alt: str,
    caption: object = "",
    label: str = "",
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    diagonal: bool = False,
    level: float | None = None,
    square: tuple[float, float] | None = None,
) -> Html:
    """Return points, with vertical whiskers where given, and a diagonal or a level to compare."""
    across, up = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    extra: list[Any] = [each for each in (low, high) if each is not None]
    heights = _finite(np.concatenate([up, *extra, [] if level is None else [level]]))
    x_ends = square or (float(across.min()), float(across.max()))
    y_ends = square or (float(heights.min()), float(heights.max()))
    axes = _Axes(x_ends, y_ends, 240)
    parts = axes.drawn(label)
    if diagonal:
        (a, b), (c, d) = axes.x_range, axes.y_range
        first, last = max(a, c), min(b, d)
        parts.append(_line(axes.x(first), axes.y(first), axes.x(last), axes.y(last), "ref"))
    if level is not None:
        parts.append(_line(axes.left, axes.y(level), axes.right, axes.y(level), "ref"))
    if low is not None and high is not None:
        for a, b, c in zip(across, np.asarray(low), np.asarray(high), strict=True):
            parts.append(_line(axes.x(a), axes.y(b), axes.x(a), axes.y(c), "whisker"))
    radius = 4 if len(across) <= 30 else 2.2
    parts += [_circle(axes.x(a), axes.y(b), radius) for a, b in zip(across, up, strict=True)]
    return _figure(parts, 240, alt, caption)


def squares(labels: Sequence[object], matrix: ArrayLike, *, alt: str, caption: object = "") -> Html:
    """Return a matrix of numbers from -1 to 1 as squares: colour for sign, opacity for size."""
    values = np.asarray(matrix, dtype=np.float64)
    size = (_WIDTH - _LABEL - 6) / max(len(labels), 1)
    size = min(size, 34.0)
    parts = []
    for row, label in enumerate(labels):
        y = 20 + size * row
        parts.append(_text(_LABEL - 6, y + size / 2 + 4, _name(label), anchor="end"))
        middle = _LABEL + size * (row + 0.5)
        parts.append(_text(middle, 14, str(row + 1), anchor="middle", kind="m"))
        for column, value in enumerate(values[row]):
            x = _LABEL + size * column
            if not math.isfinite(value):
                parts.append(_text(x + size / 2, y + size / 2 + 4, "–", anchor="middle", kind="m"))
                continue
            kind = "plus" if value >= 0 else "minus"
            faint = f' fill-opacity="{0.06 + 0.94 * min(abs(value), 1.0):.2f}"'
            parts.append(_box(x + 0.5, y + 0.5, size - 1, size - 1, kind, faint))
    return _figure(parts, 26 + size * len(labels), alt, caption)
