"""What can be drawn in a chart: lines, points, bars, contours, rules and words.

Each knows which values it shows, so that the axes can hold them, and how it looks in a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from journey.live._axis import Floats
from journey.live._frame import Frame
from journey.live._svg import DASHES, MARKERS, cut, filled, marks, path, stroke, write

BAR = 40.0  # height of a bar with the gap below it


class Mark(Protocol):
    """Something in a chart."""

    @property
    def x(self) -> Floats:
        """Values that the first axis must hold."""

    @property
    def y(self) -> Floats:
        """Values that the second axis must hold."""

    def draw(self, frame: Frame) -> str:
        """Return it as SVG."""


@dataclass(frozen=True)
class Line:
    """A line through points, some of them marked."""

    x: Floats
    y: Floats
    series: int
    ink: int | str
    width: float
    marked: bool

    def draw(self, frame: Frame) -> str:
        """Return it as SVG, cut at the frame."""
        points = frame.place(self.x, self.y)
        dash = DASHES[self.series % len(DASHES)]
        drawn = stroke(path(cut(points, frame.box)), self.ink, self.width, dash=dash)
        if self.marked:
            inside = frame.inside(points)
            # Marks that would hide an earlier one are left out: a path may end in many small steps.
            _, first = np.unique(np.rint(inside / 6), axis=0, return_index=True)
            places = inside[np.sort(first)]
            marker = MARKERS[self.series % len(MARKERS)]
            drawn += filled(marks(places, marker, 1.8 * self.width), self.ink)
        return drawn


@dataclass(frozen=True)
class Points:
    """Marks of one kind."""

    x: Floats
    y: Floats
    series: int
    ink: int | str
    size: float
    outlined: bool

    def draw(self, frame: Frame) -> str:
        """Return it as SVG, without the points that lie outside the frame."""
        marker = MARKERS[self.series % len(MARKERS)]
        data = marks(frame.inside(frame.place(self.x, self.y)), marker, self.size)
        edge, width = ("ink", 2.5) if self.outlined else ("paper", 1)
        return filled(data, self.ink, edge=edge, width=width)


@dataclass(frozen=True)
class Bars:
    """Bars to the right, each with its value behind it."""

    names: list[str]
    lengths: Floats
    texts: list[str]
    ink: int | str
    y: Floats  # none: the rows are numbered

    @property
    def x(self) -> Floats:
        """The lengths, and the 0 where all begin."""
        return np.append(self.lengths, 0.0)

    def draw(self, frame: Frame) -> str:
        """Return it as SVG."""
        rows = np.arange(len(self.names), dtype=np.float64)
        starts, ends = frame.place(0 * rows, rows), frame.place(self.lengths, rows)
        half = np.array([0.0, 0.33 * BAR])
        data = [
            path([np.stack([start - half, end - half, end + half, start + half])]) + "z"
            for start, end in zip(starts, ends, strict=True)
            if end[0] > start[0] + 0.1
        ]
        # In a column at the right, where no rule can cross them.
        right = frame.box[2]
        return filled("".join(data), self.ink) + "".join(
            write(right, y + 6, text, anchor="end")
            for y, text in zip(ends[:, 1].tolist(), self.texts, strict=True)
        )


@dataclass(frozen=True)
class Contours:
    """Contour lines, level by level, the lower the stronger."""

    x: Floats
    y: Floats
    levels: list[list[Floats]]

    def draw(self, frame: Frame) -> str:
        """Return it as SVG, cut at the frame."""
        drawn = []
        for lines, opacity in zip(
            self.levels, np.linspace(0.9, 0.4, len(self.levels)).tolist(), strict=True
        ):
            parts = [part for line in lines for part in cut(frame.place(*line.T), frame.box)]
            drawn.append(stroke(path(parts), "muted", 1.2, opacity=opacity))
        return "".join(drawn)


@dataclass(frozen=True)
class Rule:
    """A straight dashed line across the chart, upright where it has an `x`."""

    x: Floats
    y: Floats

    def draw(self, frame: Frame) -> str:
        """Return it as SVG."""
        left, top, right, bottom = frame.box
        if len(self.x):
            across = frame.left + frame.x.share(self.x) * frame.width
            ends = np.stack([np.repeat(across, 2), [top, bottom]], axis=1)
        else:
            down = frame.top + (1 - frame.y.share(self.y)) * frame.height
            ends = np.stack([[left, right], np.repeat(down, 2)], axis=1)
        return stroke(path(cut(ends, frame.box)), "ink", 2, dash="7 4")


@dataclass(frozen=True)
class Words:
    """A text at a point."""

    x: Floats
    y: Floats
    words: str
    anchor: str

    def draw(self, frame: Frame) -> str:
        """Return it as SVG, or nothing where the point lies outside the frame."""
        places = frame.inside(frame.place(self.x, self.y)).tolist()
        return "".join(write(x, y + 6, self.words, anchor=self.anchor) for x, y in places)
