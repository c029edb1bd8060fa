"""What stands around a chart's marks: title, axes with their numbers, and the legend.

Heights follow from the texts, so that nothing overlaps; the width is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from journey.live._axis import Axis, Floats
from journey.live._svg import Box, filled, marks, path, stroke, text_width, wrap, write

# On a phone the picture is about 320 pixels wide; 18 units of 500 are then 11.5 pixels.
WIDTH, FONT = 500.0, 18.0
LINE = 24.0  # from one line of text to the next
EDGE = 5.0
BOLD = 1.12  # how much wider bold letters are
SAMPLE = 34.0  # the piece of line in the legend

Ticks = list[tuple[float, str]]
Entry = tuple[str, "Sample"]


@dataclass(frozen=True)
class Sample:
    """How a legend entry is drawn: a line, a mark, or both; `area` is a bar."""

    ink: int | str
    dash: str | None = None
    marker: str = ""
    area: bool = False


@dataclass(frozen=True)
class Frame:
    """The rectangle between the axes, and how values are placed in it."""

    left: float
    top: float
    width: float
    height: float
    x: Axis
    y: Axis

    @property
    def box(self) -> Box:
        """The rectangle's borders."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    def place(self, x: Floats, y: Floats) -> Floats:
        """Return points in the picture's units, shape (n, 2); NaN where there is no place."""
        with np.errstate(over="ignore", invalid="ignore"):
            across = self.left + self.x.share(x) * self.width
            down = self.top + (1 - self.y.share(y)) * self.height
        # A path that explodes leaves the picture by far; beyond this nothing can be told apart.
        return np.clip(np.stack([across, down], axis=1), -1e9, 1e9)

    def inside(self, points: Floats) -> Floats:
        """Return the points that lie in the rectangle."""
        left, top, right, bottom = self.box
        slack = 0.05
        good = (points >= (left - slack, top - slack)) & (points <= (right + slack, bottom + slack))
        return points[good.all(axis=1)]


def heading(title: str, y_label: str) -> tuple[list[str], float]:
    """Return what stands above the frame, and how much height it takes."""
    texts, y = [], EDGE
    for line in wrap(title, BOLD * FONT, WIDTH - 2 * EDGE) if title else []:
        y += LINE
        texts.append(write(EDGE, y - 6, line, more=' font-weight="600"'))
    if y_label:
        y += LINE
        texts.append(write(EDGE, y - 6, y_label, ink="muted"))
    return texts, y + 10


def axes(frame: Frame, x_ticks: Ticks, y_ticks: Ticks, x_label: str, *, grid: bool) -> list[str]:
    """Return the frame's lines, numbers and label."""
    left, top, right, bottom = frame.box
    lines = [np.array([(left, top), (left, bottom), (right, bottom)])]
    texts = []
    for number, text in x_ticks:
        x = left + float(frame.x.share(np.array(number))) * frame.width
        lines.append(np.array([(x, top if grid else bottom), (x, bottom + 5)]))
        half = text_width(text, FONT) / 2  # never beyond the picture's edge
        texts.append(
            write(min(x, WIDTH - EDGE - half), bottom + LINE, text, ink="muted", anchor="middle")
        )
    for number, text in y_ticks:
        y = top + (1 - float(frame.y.share(np.array(number)))) * frame.height
        if text:
            lines.append(np.array([(left - 5, y), (right if grid else left, y)]))
        texts.append(write(left - 9, y + 6, text, ink="muted", anchor="end"))
    if x_label:
        texts.append(
            write((left + right) / 2, bottom + 2 * LINE, x_label, ink="muted", anchor="middle")
        )
    return [stroke(path(lines), "line", 1), *texts]


def legend(entries: Sequence[Entry], y: float) -> tuple[list[str], float]:
    """Return the legend's drawing from a height on, and where it ends."""
    if not entries:
        return [], y
    # Columns as wide as the longest entry, so that a changing number moves nothing else.
    widest = max(text_width(label, FONT) for label, _ in entries) + SAMPLE + 26
    columns = max(1, min(len(entries), int(WIDTH // widest)))
    drawn = []
    for index, (label, sample) in enumerate(entries):
        row, column = divmod(index, columns)
        x, middle = EDGE + column * WIDTH / columns, y + row * LINE + 12
        drawn += [*_sample(sample, x, middle), write(x + SAMPLE + 8, middle + 6, label)]
    return drawn, y + LINE * -(-len(entries) // columns)


def _sample(sample: Sample, x: float, y: float) -> list[str]:
    middle = np.array([[x + SAMPLE / 2, y]])
    if sample.area:
        corners = [(x + 8, y - 8), (x + SAMPLE, y - 8), (x + SAMPLE, y + 8), (x + 8, y + 8)]
        return [filled(path([np.array(corners)]) + "z", sample.ink)]
    parts = []
    if sample.dash is not None:
        line = path([np.array([(x, y), (x + SAMPLE, y)])])
        parts.append(stroke(line, sample.ink, 2.5, dash=sample.dash))
    if sample.marker:
        parts.append(filled(marks(middle, sample.marker, 6), sample.ink))
    return parts
