"""Charts: the picture is valid and safe, marks stand where the axes say, odd values do no harm."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.live import Plot
from journey.live._axis import Axis, axis_over, log_ticks, nice_ticks, written
from journey.live._frame import BOLD, FONT
from journey.live._svg import DASHES, MARKERS, SERIES, cut, text_width, wrap
from tests.live.pictures import SVG, lines, parse, places_of, stroked, texts

ROOT = Path(__file__).resolve().parents[2]
ALT = "A chart that a test has made."
BOX = (0.0, 0.0, 10.0, 6.0)


def everything() -> Plot:
    """Return a chart with one of each."""
    x, y = np.linspace(-2, 2, 20), np.linspace(-1, 1, 15)
    plot = Plot(alt=ALT, title="Title " * 15, x_label="across", y_label="up", equal=True)
    plot.contours(x, y, np.hypot.outer(y, x), [0.5, 1.0]).rule(x=1, label="rule").rule(y=0.5)
    for series in range(7):
        plot.line([-2, 2], [-1, 1 - series / 5], label=f"line {series}", markers=True)
        plot.points([0.1 * series], [0], label=f"points {series}", series=series)
    return plot.points([0], [0], color="muted", outlined=True).text(0, 0, "here", anchor="middle")


# ---------------------------------------------------------------- the picture


def test_a_picture_is_what_the_page_lets_through() -> None:
    parse(everything()._repr_svg_())
    parse(Plot(alt=ALT).bars(["a", "b"], [1, 2], label="bars")._repr_svg_())
    parse(Plot(alt=ALT)._repr_svg_())


def test_a_picture_is_the_same_each_time_and_changes_no_input() -> None:
    x, y = np.arange(5.0), np.array([1.0, np.nan, 3.0, np.inf, -1.0])
    kept = x.copy(), y.copy()
    plot = Plot(alt=ALT).line(x, y).points(x, y)
    assert (
        plot._repr_svg_() == plot._repr_svg_() == Plot(alt=ALT).line(x, y).points(x, y)._repr_svg_()
    )
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    y[0] = 2.0  # what is drawn is what was given
    assert plot._repr_svg_() == Plot(alt=ALT).line(*kept).points(*kept)._repr_svg_()


@given(words=st.text(max_size=40))
def test_any_text_is_text(words: str) -> None:
    plot = Plot(alt=f"{ALT} {words}", title=words, x_label=words, y_label=words)
    root = parse(plot.line([0, 1], [0, 1], label=words).text(0.5, 0.5, words)._repr_svg_())
    assert ElementTree.tostring(root).count(b"<") < 60


def test_markup_in_a_text_is_shown_as_it_is_written() -> None:
    nasty = '<script>alert("x")</script> & "quotes"'
    root = parse(Plot(alt=f"{ALT} {nasty}", title=nasty)._repr_svg_())
    assert root.get("aria-label") == f"{ALT} {nasty}"
    assert " ".join(texts(root)).startswith(nasty)


def test_who_does_not_see_the_chart_hears_its_legend_and_its_bars() -> None:
    chart = plot().bars(["one", "two"], [1000, 2], label="lengths").rule(x=3, label="limit")
    told = f"{ALT} lengths; limit; one 1,000; two 2."
    assert parse(chart._repr_svg_()).get("aria-label") == told
    assert repr(chart) == f"Plot: {told}"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def test_series_are_seen_on_every_ground_of_both_themes() -> None:
    css = (ROOT / "overrides/assets/stylesheets/journey.css").read_text(encoding="utf-8")
    grounds = re.findall(r"--j-(?:paper|surface): (#[0-9a-f]{6})", css)
    assert len(grounds) == 4
    for colour in SERIES:
        for ground in grounds:
            dark, light = sorted((luminance(colour), luminance(ground)))
            assert (light + 0.05) / (dark + 0.05) >= 3, (colour, ground)


def test_no_two_series_are_told_by_colour_alone() -> None:
    assert len(set(SERIES)) == len(set(MARKERS)) == len(set(DASHES)) == 7
    drawn = {
        Plot(alt=ALT).points([0], [0], series=s)._repr_svg_().split(' fill="')[-2] for s in range(7)
    }
    assert len(drawn) == 7


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("x_log", "y_log"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_a_line_stands_where_the_numbers_on_the_axes_say(x_log: bool, y_log: bool) -> None:
    plot = Plot(alt=ALT, x_log=x_log, y_log=y_log, x_range=(0.5, 2000), y_range=(0.8, 120))
    # Numbers that are written on the axes, whichever kind they are.
    x = [1.0, 1000.0] if x_log else [500.0, 1500.0]
    y = [1.0, 100.0] if y_log else [50.0, 100.0]
    root = parse(plot.line(x, y)._repr_svg_())
    (line,) = stroked(root, SERIES[0])
    for (across, up), a, b in zip(line, x, y, strict=True):
        # Both axes may have a number of the same text: one stands lowest, one leftmost.
        under, beside = places_of(root, f"{a:,.0f}"), places_of(root, f"{b:,.0f}")
        assert across == pytest.approx(max(under, key=lambda place: place[1])[0], abs=0.11)
        assert up == pytest.approx(min(beside)[1] - 6, abs=0.11)


def test_equal_units_are_equally_long() -> None:
    angle = np.linspace(0, 2 * np.pi, 200)
    for height in (100, 400):
        plot = Plot(alt=ALT, equal=True, height=height)
        root = parse(plot.line(3 * np.cos(angle), 3 * np.sin(angle) + 40)._repr_svg_())
        (circle,) = stroked(root, SERIES[0])
        wide, high = np.ptp(circle, axis=0)
        assert wide == pytest.approx(high, abs=0.3)
        assert 0.8 * height < high < height


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    values = [100.0, 25.0, 0.0, 12.5]
    plot = Plot(alt=ALT).bars(["one", "two", "none", "<four>"], values, decimals=1)
    root = parse(plot.rule(x=200, label="beyond")._repr_svg_())
    (path,) = [p for p in root.iter(f"{SVG}path") if p.get("fill") == SERIES[0]]
    widths = [np.ptp(bar[:, 0]) for bar in lines(path.get("d", ""))]
    np.testing.assert_allclose(widths, [w * widths[0] / 100 for w in (100, 25, 12.5)], atol=0.2)
    assert {"100.0", "25.0", "0.0", "12.5", "one", "two", "none", "<four>"} <= texts(root).keys()
    assert 0.3 < widths[0] / 480 < 0.5  # the axis reaches to the rule


def test_texts_stay_inside_and_apart() -> None:
    plot = Plot(alt=ALT, title="t", y_label="y", x_label="x", x_range=(0, 1e6), y_range=(-1e5, 0))
    for series in range(4):
        plot.line([0, 1e6], [-1e5, 0], label=f"series number {series}")
    for picture in (plot, everything(), Plot(alt=ALT).bars(["n" * 90, "b"], [5_000_000, 1])):
        root = parse(picture._repr_svg_())
        height = float(root.get("viewBox", "").split()[3])
        boxes = []
        for element in root.iter(f"{SVG}text"):
            x, y, words = (
                float(element.get("x", "")),
                float(element.get("y", "")),
                element.text or "",
            )
            bold = BOLD if element.get("font-weight") else 1
            width = text_width(words, FONT * bold)
            left = (
                x
                - {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")] * width
            )
            assert left >= -0.5, words
            assert left + width <= 500.5, words
            assert 12 < y < height, words
            if words != "here":  # what the reader places may lie on anything
                boxes.append((left, y - 13, left + width, y + 4, words))
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                assert apart, (a, b)


def test_the_estimated_width_is_no_less_than_a_wide_font_needs() -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(family="DejaVu Sans")  # among the widest that a system may have
    for words in (
        "gradient-descent: 3.8 after 100 steps",
        "10,000",
        "Illinois",
        "MWM 0.001",
        "insertion sort",
        "−2",
        "1e-12",
    ):
        needed = TextPath((0, 0), words, size=17, prop=font).get_extents().width
        assert 0.97 * needed < text_width(words, 17) < 1.35 * needed, words


# ---------------------------------------------------------------- odd values


def test_a_line_is_broken_where_a_value_has_no_place() -> None:
    x = [1, 2, 3, 4, 5, 6, 7]
    y = [1, 2, np.nan, 3, 4, -1, 6]
    for log, parts in ((False, 2), (True, 2)):
        plot = Plot(alt=ALT, y_log=log).line(x, y)
        drawn = stroked(parse(plot._repr_svg_()), SERIES[0])
        assert len(drawn) == parts, log
    assert [len(part) for part in drawn] == [2, 2]  # 6 stands alone: its neighbour is below 0


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values",
    [[], [0.0], [3.0, 3.0], [np.nan], [np.inf, -np.inf], [1e308, -1e308], [5e-324, 1e308],
     [0, 5e-324], [1e300, 1e301], [1e-300, 2e-300], [1 + 1e-15, 1.0], [-5, -5]],
)  # fmt: skip
def test_any_numbers_give_a_picture_without_a_warning(values: list[float], log: bool) -> None:
    plot = Plot(alt=ALT, x_log=log, y_log=log).line(values, values, markers=True)
    parse(plot.points(values, values[::-1]).rule(y=1)._repr_svg_())


@settings(max_examples=100, deadline=None)
@given(values=st.lists(st.floats(), max_size=8), log=st.booleans())
def test_any_list_of_numbers_gives_a_picture(values: list[float], log: bool) -> None:
    plot = Plot(alt=ALT, x_log=log).line(values, values[::-1], markers=True)
    parse(plot.points(values, values)._repr_svg_())


def test_a_path_that_explodes_leaves_the_picture_in_its_direction() -> None:
    plot = Plot(alt=ALT, x_range=(-1, 1), y_range=(-1, 1)).line(
        [0, 1e6, -1e200, 1e300], [0, 5e5, 0, 1]
    )
    root = parse(plot._repr_svg_())
    first = stroked(root, SERIES[0])[0]
    frame = stroked(root, "var(--j-line, #d9d5c9)")[0]
    right = frame[:, 0].max()
    assert first[1, 0] == pytest.approx(right, abs=0.15)
    assert (first[0, 1] - first[1, 1]) / np.ptp(frame[:, 1]) == pytest.approx(0.25, abs=0.01)


# ---------------------------------------------------------------- parts


# Not on the border itself, where the last bit decides what is inside.
PLACE = st.integers(-100, 100).map(lambda k: k / 4 + 0.1)


@given(points=st.lists(st.tuples(PLACE, PLACE), min_size=2, max_size=6))
def test_cutting_keeps_what_is_inside_and_nothing_else(points: list[tuple[float, float]]) -> None:
    line = np.array(points)
    pieces = cut(line, BOX)
    for piece in pieces:
        assert (piece >= np.array(BOX[:2]) - 1e-9).all()
        assert (piece <= np.array(BOX[2:]) + 1e-9).all()
    kept = sum(float(np.hypot(*np.diff(piece, axis=0).T).sum()) for piece in pieces)
    shares = (np.arange(400) + 0.5) / 400
    expected = slack = 0.0
    for a, b in pairwise(line):
        places = a + shares[:, None] * (b - a)
        inside = ((places >= BOX[:2]) & (places <= BOX[2:])).all(axis=1)
        expected += float(np.hypot(*(b - a)) * inside.mean())
        slack += float(np.hypot(*(b - a))) / 400
    assert kept == pytest.approx(expected, abs=2 * slack + 1e-9)


def test_cutting_joins_what_belongs_together() -> None:
    inside = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]])
    assert [piece.tolist() for piece in cut(inside, BOX)] == [inside.tolist()]
    out_and_back = np.array([[1.0, 1.0], [20.0, 1.0], [20.0, 2.0], [1.0, 2.0]])
    assert [piece.tolist() for piece in cut(out_and_back, BOX)] == [
        [[1, 1], [10, 1]], [[10, 2], [1, 2]],
    ]  # fmt: skip
    assert cut(np.array([[11.0, 0.0], [11.0, 5.0]]), BOX) == []
    assert cut(np.array([[-1.0, 5.0], [1.0, 8.0]]), BOX) == []  # past the corner


@given(low=st.floats(-1e9, 1e9), width=st.floats(1e-6, 1e9), most=st.integers(2, 9))
def test_nice_numbers_are_nice(low: float, width: float, most: int) -> None:
    high = low + width
    if high - low < 1e-9 * abs(low):  # closer than the numbers can be told apart
        return
    ticks = nice_ticks(low, high, most)
    assert len(ticks) <= most + 1
    assert len(ticks) >= most // 3
    assert all(low - 1e-6 * width <= tick <= high + 1e-6 * width for tick in ticks)
    for a, b in pairwise(ticks):
        digit = (b - a) / 10 ** math.floor(math.log10((b - a) * 1.000001))
        assert min(abs(digit - nice) for nice in (1, 2, 5)) < 1e-3


@given(low=st.floats(1e-12, 1e12), factor=st.floats(1.05, 1e15), log=st.booleans())
def test_numbers_on_an_axis_are_told_apart(low: float, factor: float, log: bool) -> None:
    ticks = Axis(low, low * factor, log).ticks(6)
    written_down = [text for _, text in ticks]
    assert 1 <= len(ticks) <= 7
    assert len(set(written_down)) == len(ticks)
    for number, text in ticks:
        assert float(text.replace(",", "")) == pytest.approx(number, rel=1e-3)
        slack = 1e-6 * (low if log else low * (factor - 1))
        assert low - slack <= number <= low * factor * (1 + 1e-6)


def test_powers_of_ten() -> None:
    assert log_ticks(1e-6, 1e6, 6) == [1e-6, 1e-3, 1.0, 1e3, 1e6]
    assert [text for _, text in Axis(0.5, 2e4, True).ticks(6)] == [
        "1",
        "10",
        "100",
        "1,000",
        "10,000",
    ]
    assert [written(10.0**k, 10.0**k) for k in (-9, -4, 7)] == ["1e-9", "0.0001", "1e7"]


def test_an_axis_holds_its_values_with_a_little_room() -> None:
    axis = axis_over(np.array([2.0, 12.0, np.nan, np.inf]), log=False)
    assert (axis.low, axis.high) == pytest.approx((1.6, 12.4))
    axis = axis_over(np.array([-1.0, 0.0, 1.0, 100.0]), log=True)
    assert 0.8 < axis.low < 1 < 100 < axis.high < 125


def test_long_texts_are_broken_between_words() -> None:
    words = "one two three four five six seven eight nine ten"
    broken = wrap(words, 17, 150)
    assert " ".join(broken) == words
    assert len(broken) > 1
    assert all(text_width(line, 17) <= 150 for line in broken)
    assert wrap("incomprehensibilities", 17, 20) == ["incomprehensibilities"]


def plot(**keywords: Any) -> Plot:
    return Plot(alt=ALT, **keywords)


BAD: list[tuple[Any, type[Exception], str]] = [
    (lambda: Plot(alt=None), TypeError, "Plot: alt: expected text, got None"),
    (lambda: Plot(alt=" short "), ValueError, "Plot: alt: expected a sentence of at least 20 char"),
    (lambda: plot(x_range=(1, 1)), ValueError, "Plot: x_range: expected two numbers that"),
    (lambda: plot(y_range=5), ValueError, "Plot: y_range: expected two numbers that rise"),
    (lambda: plot(y_range=(0, math.nan)), ValueError, "Plot: y_range: expected two numbers"),
    (lambda: plot(x_range=(0, 1), x_log=True), ValueError, "x_range: expected two numbers a"),
    (lambda: plot(equal=True, y_log=True), ValueError, "equal: expected False where an axis"),
    (lambda: plot(height=9), ValueError, "Plot: height: expected 50 to 2000, got 9"),
    (lambda: plot().line([1, 2], [1]), ValueError, "line: y: expected 2 numbers, as in x, g"),
    (lambda: plot().line([[1]], [1]), ValueError, r"line: x: expected a list of numbers, got"),
    (lambda: plot().line(["a"], [1]), ValueError, "line: x: expected a list of numbers, got"),
    (lambda: plot().line([1], [1], color="red"), ValueError, "line: color: expected 'ink' or"),
    (lambda: plot().points([1], [1], series=-1), ValueError, "points: series: expected a who"),
    (lambda: plot().points([1], [1], series=1.5), ValueError, "points: series: expected a who"),
    (lambda: plot().bars(["a"], [1, 2]), ValueError, "bars: values: expected 1, as names, got"),
    (lambda: plot().bars(["a"], [-1]), ValueError, "bars: values: expected finite numbers of"),
    (lambda: plot(x_log=True).bars(["a"], [1]), ValueError, "bars: expected one set of bars"),
    (lambda: plot().bars("a", [1]).bars("b", [1]), ValueError, "bars: expected one set of bar"),
    (lambda: plot().contours([0, 1], [0, 1], [1]), ValueError, "contours: z: expected shape"),
    (lambda: plot().contours([0], [0, 1], [[1], [1]], []), ValueError, "contours: x: expected"),
    (lambda: plot().rule(), ValueError, "rule: expected either x or y, got x=None and y=None"),
    (lambda: plot().rule(x=1, y=1), ValueError, "rule: expected either x or y, got x=1 and"),
    (lambda: plot().text(0, 0, "a", anchor="left"), ValueError, "text: anchor: expected start"),
]


@pytest.mark.parametrize(("call", "kind", "message"), BAD)
def test_bad_input_is_named(call: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        call()
