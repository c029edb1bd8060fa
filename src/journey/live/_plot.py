"""A small chart as SVG, drawn in the page's own colours.

It knows lines, points, bars, contours and text on even or logarithmic axes, and nothing else: no
styles, no subplots, no animation. The figures of notebooks are Matplotlib's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from journey.live._axis import Axis, axis_over
from journey.live._contours import contour_lines, grid_of
from journey.live._frame import (
    EDGE,
    FONT,
    LINE,
    WIDTH,
    Entry,
    Frame,
    Sample,
    Ticks,
    axes,
    heading,
    legend,
)
from journey.live._given import (
    alt_of,
    ink_of,
    lengths_of,
    levels_of,
    numbers,
    pair,
    range_of,
    series_of,
)
from journey.live._marks import BAR, Bars, Contours, Line, Mark, Points, Rule, Words
from journey.live._svg import DASHES, MARKERS, clean, shorten, tenths, text_width

_RIGHT = 16.0  # room right of the frame


class Plot:
    """A chart for a live block.

    Each call of a method adds something and returns the chart. What has a `label` stands in the
    legend. Every series has a colour, a mark and a line style of its own, so that none is told by
    colour alone. Lines are cut at the border, points outside it are left out, and a line is broken
    where a value is not finite (or not above 0 on a logarithmic axis).

    Parameters
    ----------
    alt
        What the chart shows, for those who do not see it, at least 20 characters. Where the chart
        changes with a slider, so should this: put the numbers into it. The bars' values and the
        texts of the legend are added by themselves.
    title
        Stands above; broken into lines where it is long.
    x_label, y_label
        What the axes mean.
    x_range, y_range
        The stretches shown; without them, all of the data.
    x_log, y_log
        Whether an axis is logarithmic.
    equal
        Whether one unit is as long upwards as it is to the right, as distances and directions
        need it. Then `height` is the most that may be used.
    height
        Height between the axes, where the whole chart is 500 wide. Bars take what they need.

    Raises
    ------
    TypeError
        If `alt` is no text.
    ValueError
        If `alt` is too short, a range does not rise, or an argument is out of its range.

    Examples
    --------
    >>> from journey.live import Plot
    >>> plot = Plot(alt="A straight line that rises from 0 to 4.", x_label="n")
    >>> plot.line([0, 1, 2], [0, 2, 4], label="2 n")
    Plot: A straight line that rises from 0 to 4. 2 n.
    >>> plot._repr_svg_()[:55]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50'
    """

    def __init__(
        self,
        *,
        alt: str,
        title: str = "",
        x_label: str = "",
        y_label: str = "",
        x_range: tuple[float, float] | None = None,
        y_range: tuple[float, float] | None = None,
        x_log: bool = False,
        y_log: bool = False,
        equal: bool = False,
        height: float = 300,
    ) -> None:
        if equal and (x_log or y_log):
            raise ValueError("Plot: equal: expected False where an axis is logarithmic, got True")
        if not 50 <= height <= 2000:
            raise ValueError(f"Plot: height: expected 50 to 2000, got {height!r}")
        self._alt = alt_of(alt)
        self._title, self._x_label, self._y_label = title, x_label, y_label
        self._x_range = range_of("x_range", x_range, x_log)
        self._y_range = range_of("y_range", y_range, y_log)
        self._x_log, self._y_log = x_log, y_log
        self._equal, self._height = equal, float(height)
        self._grid = True
        self._bars: Bars | None = None
        self._used = 0
        self._marks: list[Mark] = []
        self._legend: list[Entry] = []

    def line(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        label: str = "",
        series: int | None = None,
        color: str = "",
        markers: bool = False,
        width: float = 2.5,
    ) -> Self:
        """Add a line through points.

        Parameters
        ----------
        x, y
            Places of the points, shape (n,).
        label
            Its text in the legend.
        series
            Number of its colour, mark and line style; without it, the next that is free.
        color
            `"ink"` or `"muted"` in place of the series' colour.
        markers
            Whether to mark the points; marks that would lie on each other are left out.
        width
            Of the line; the whole chart is 500 wide.

        Returns
        -------
        Plot
        """
        px, py = pair("line", x, y)
        number = series_of("line", self._next(series))
        ink = ink_of("line", number, color)
        dash, marker = DASHES[number % len(DASHES)], MARKERS[number % len(MARKERS)]
        sample = Sample(ink, dash, marker if markers else "")
        return self._add(Line(px, py, number, ink, width, markers), label, sample)

    def points(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        label: str = "",
        series: int | None = None,
        color: str = "",
        size: float = 5,
        outlined: bool = False,
    ) -> Self:
        """Add points.

        Parameters
        ----------
        x, y
            Their places, shape (n,).
        label, series, color
            As for [line][journey.live.Plot.line].
        size
            Radius of the marks; the whole chart is 500 wide.
        outlined
            Whether the marks have a strong edge, to stand out among others.

        Returns
        -------
        Plot
        """
        px, py = pair("points", x, y)
        number = series_of("points", self._next(series))
        ink = ink_of("points", number, color)
        sample = Sample(ink, marker=MARKERS[number % len(MARKERS)])
        return self._add(Points(px, py, number, ink, size, outlined), label, sample)

    def bars(
        self, names: Sequence[str], values: ArrayLike, *, label: str = "", decimals: int = 0
    ) -> Self:
        """Add bars to the right, one below the other, each with its name and its value.

        Parameters
        ----------
        names
            What is written left of the bars.
        values
            Their lengths, shape (n,), 0 or above.
        label
            Their text in the legend.
        decimals
            With how many decimals the values are written.

        Returns
        -------
        Plot

        Raises
        ------
        ValueError
            If there is not one value for each name, a value is not finite or below 0, the chart
            has bars already, or its first axis is logarithmic (bars start at 0).
        """
        lengths = lengths_of("bars", names, values)
        if self._bars or self._x_log:
            raise ValueError("bars: expected one set of bars, on an axis that is not logarithmic")
        shown = [shorten(str(name), FONT, 0.4 * WIDTH) for name in names]
        texts = [f"{length:,.{decimals}f}" for length in lengths]
        number = self._next(None)
        self._bars = Bars(shown, lengths, texts, number, np.empty(0))
        return self._add(self._bars, label, Sample(number, area=True))

    def contours(
        self, x: ArrayLike, y: ArrayLike, z: ArrayLike, levels: int | ArrayLike = 10
    ) -> Self:
        """Add contour lines of values on a grid, the lower the stronger.

        Parameters
        ----------
        x, y
            Positions of the columns, shape (n,), and rows, shape (m,), rising. Without ranges of
            its own the chart shows just this rectangle.
        z
            Values, shape (m, n).
        levels
            The values to trace, or how many between the smallest and the largest.

        Returns
        -------
        Plot

        Raises
        ------
        ValueError
            If the shapes do not fit together.
        """
        px, py, values = grid_of("contours", x, y, z)
        traced = [contour_lines(px, py, values, level) for level in levels_of(values, levels)]
        self._x_range = self._x_range or range_of("contours: x", (px[0], px[-1]), self._x_log)
        self._y_range = self._y_range or range_of("contours: y", (py[0], py[-1]), self._y_log)
        self._grid = False
        return self._add(Contours(px, py, traced))

    def rule(self, *, x: float | None = None, y: float | None = None, label: str = "") -> Self:
        """Add a dashed line straight across the chart.

        Parameters
        ----------
        x, y
            Where it stands upright, or lies: one of the two.
        label
            Its text in the legend.

        Returns
        -------
        Plot

        Raises
        ------
        ValueError
            If not exactly one of `x` and `y` is given.
        """
        if (x is None) == (y is None):
            raise ValueError(f"rule: expected either x or y, got x={x!r} and y={y!r}")
        px = numbers("rule", "x", [] if x is None else [x])
        py = numbers("rule", "y", [] if y is None else [y])
        return self._add(Rule(px, py), label, Sample("ink", "7 4"))

    def text(self, x: float, y: float, words: str, *, anchor: str = "start") -> Self:
        """Write something at a point of the chart.

        Parameters
        ----------
        x, y
            Where.
        words
            What.
        anchor
            Which part of the text stands at `x`: `"start"`, `"middle"` or `"end"`.

        Returns
        -------
        Plot

        Raises
        ------
        ValueError
            If the anchor is none of the three.
        """
        if anchor not in ("start", "middle", "end"):
            raise ValueError(f"text: anchor: expected start, middle or end, got {anchor!r}")
        px, py = pair("text", [x], [y])
        return self._add(Words(px, py, str(words), anchor))

    def _next(self, series: int | None) -> int:
        if series is not None:
            return series
        self._used += 1
        return self._used - 1

    def _add(self, mark: Mark, label: str = "", sample: Sample | None = None) -> Self:
        self._marks.append(mark)
        if label and sample:
            self._legend.append((str(label), sample))
        return self

    def _frame(self, top: float) -> tuple[Frame, Ticks, Ticks]:
        """Return the rectangle between the axes, and the numbers on both."""
        across = np.concatenate([*(mark.x for mark in self._marks), np.empty(0)])
        up = np.concatenate([*(mark.y for mark in self._marks), np.empty(0)])
        x = self._x_range or axis_over(across, self._x_log)
        y = self._y_range or axis_over(up, self._y_log)
        height = self._height
        if self._bars:
            rows = len(self._bars.names)
            y, height = Axis(rows - 0.5, -0.5), BAR * rows
            y_ticks = [(float(row), name) for row, name in enumerate(self._bars.names)]
        else:
            y_ticks = y.ticks(max(2, int(height / 55)))
        left = max((text_width(text, FONT) for _, text in y_ticks), default=0.0) + EDGE + 10
        width = WIDTH - left - _RIGHT
        if self._bars and not self._x_range:  # from 0, with room for the longest bar's value
            room = max(text_width(text, FONT) for text in self._bars.texts) + 10
            x = Axis(0.0, (float(across.max()) or 1.0) * width / (width - room))
        if self._equal:
            unit = min(width / (x.high - x.low), height / (y.high - y.low))
            width, height = unit * (x.high - x.low), unit * (y.high - y.low)
        return Frame(left, top, width, height, x, y), x.ticks(max(2, int(width / 85))), y_ticks

    def _repr_svg_(self) -> str:
        """Return the chart as an SVG picture."""
        above, top = heading(self._title, self._y_label)
        frame, x_ticks, y_ticks = self._frame(top)
        around = axes(frame, x_ticks, y_ticks, self._x_label, grid=self._grid and not self._bars)
        bottom = frame.box[3] + LINE * (2 if self._x_label else 1) + 10
        below, end = legend(self._legend, bottom)
        drawn = [*above, *around, *(mark.draw(frame) for mark in self._marks), *below]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {tenths(end + EDGE)}" '
            f'font-size="{FONT:g}" role="img" aria-label="{clean(self._told())}">'
            f"{''.join(drawn)}</svg>"
        )

    def __repr__(self) -> str:
        return f"Plot: {self._told()}"

    def _told(self) -> str:
        """Return what stands for the chart where it is not seen."""
        told = [label for label, _ in self._legend]
        if self._bars:
            told += map(" ".join, zip(self._bars.names, self._bars.texts, strict=True))
        return f"{self._alt} {'; '.join(told)}." if told else self._alt
