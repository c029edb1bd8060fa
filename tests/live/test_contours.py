"""Contour lines: closed forms, what must hold for any, and Matplotlib's own tracer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contourpy import LineType, contour_generator
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import RegularGridInterpolator
from scipy.spatial import cKDTree

from journey.live import contour_lines
from journey.mathematics.optimize import beale, himmelblau, rosen

Parity = Callable[..., None]
Lines = list[np.ndarray]


def reference(x: Any, y: Any, z: Any, level: float) -> Lines:
    tracer = contour_generator(
        x, y, z, name="serial", corner_mask=False, line_type=LineType.Separate
    )
    return tracer.lines(level)


def apart(ours: Lines, theirs: Lines) -> float:
    """Return how far a segment of one is from the nearest of the other, both ways.

    A segment is told by its middle and by its two ends, in either direction.
    """
    clouds = []
    for lines in (ours, theirs):
        segments = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
        ends = np.concatenate([*segments, np.empty((0, 2, 2))])
        clouds.append(np.concatenate([ends.mean(axis=1), np.abs(ends[:, 0] - ends[:, 1])], axis=1))
    if not len(clouds[0]) or not len(clouds[1]):
        return 0.0 if len(clouds[0]) == len(clouds[1]) else np.inf
    there, back = cKDTree(clouds[0]).query(clouds[1])[0], cKDTree(clouds[1]).query(clouds[0])[0]
    return float(max(there.max(), back.max()))


def test_a_plane_has_straight_lines() -> None:
    x, y = np.linspace(0, 1, 5), np.linspace(0, 2, 9)
    (line,) = contour_lines(x, y, np.add.outer(y, x), 1.05)
    np.testing.assert_allclose(line.sum(axis=1), 1.05, rtol=1e-15)


def test_a_cone_has_circles() -> None:
    x = np.linspace(-2, 2, 81)
    z = np.hypot.outer(x, x)
    for level in (0.51, 1.0, 1.9):
        (line,) = contour_lines(x, x, z, level)
        assert (line[0] == line[-1]).all()
        # Linear interpolation of a function with second derivative 1/r errs by h^2 / 8r.
        np.testing.assert_allclose(np.hypot(*line.T), level, atol=0.05**2 / 8 / level * 1.5)
        around = 0.5 * np.sum(line[:-1, 0] * line[1:, 1] - line[1:, 0] * line[:-1, 1])
        assert around == pytest.approx(-np.pi * level**2, rel=0.01)  # clockwise: higher outside


def test_higher_values_are_on_the_left() -> None:
    rng = np.random.default_rng(0)
    x, y = np.sort(rng.normal(size=12)), np.sort(rng.normal(size=9))
    z = rng.normal(size=(9, 12))
    value = RegularGridInterpolator((y, x), z)
    for line in contour_lines(x, y, z, 0.1):
        ends = line[:-1], line[1:]
        middle, along = (ends[0] + ends[1]) / 2, ends[1] - ends[0]
        good = np.hypot(*along.T) > 1e-3
        left = middle[good] + 1e-4 * np.stack([-along[:, 1], along[:, 0]], axis=1)[good]
        inside = ((left > (x[0], y[0])) & (left < (x[-1], y[-1]))).all(axis=1)
        higher = value(left[inside][:, ::-1]) > value(middle[good][inside][:, ::-1])
        assert higher.mean() > 0.95  # a chord of a bent line may pass the value next to it


@pytest.mark.parametrize(("high", "around_the_high_corners"), [(1.5, True), (3.0, False)])
def test_at_a_saddle_the_middle_decides(high: float, around_the_high_corners: bool) -> None:
    # Lower left and upper right are above 1; the mean of the four is 0.75 or 1.5.
    lines = contour_lines([0, 1], [0, 1], [[high, 0.0], [0.0, high]], 1.0)
    assert len(lines) == 2
    for line in lines:
        across, up = line.mean(axis=0)
        assert ((across < 0.5) == (up < 0.5)) == around_the_high_corners


SURFACES = [
    ("rosen", rosen, (-2.2, 2.2), (-1.2, 2.8), np.geomspace(0.5, 1000, 9)),
    ("beale", beale, (-4.0, 4.0), (-4.0, 4.0), np.geomspace(0.5, 10000, 9)),
    ("himmelblau", himmelblau, (-5.5, 5.5), (-5.0, 5.0), np.geomspace(1, 300, 9)),
    ("waves", lambda p: np.sin(3 * p[0]) * np.cos(4 * p[1]), (-3.0, 3.0), (-2.0, 2.0),
     np.linspace(-0.9, 0.93, 9)),
    ("noise", lambda p: np.random.default_rng(0).normal(size=p[0].shape), (0.0, 1.0), (0.0, 1.0),
     np.linspace(-2, 2, 9)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "f", "xs", "ys", "levels"), SURFACES, ids=[s[0] for s in SURFACES]
)
def test_against_contourpy(
    name: str, f: Any, xs: Any, ys: Any, levels: Any, parity: Parity
) -> None:
    x, y = np.linspace(*xs, 60), np.linspace(*ys, 47)
    z = f(np.array(np.meshgrid(x, y)))
    worst, pieces = 0.0, 0
    for level in levels:
        ours, theirs = contour_lines(x, y, z, level), reference(x, y, z, level)
        worst = max(worst, apart(ours, theirs) / (xs[1] - xs[0]))
        pieces += len(ours) - len(theirs)
        assert sum(map(len, ours)) == sum(map(len, theirs)) > 10
    assert pieces == 0
    parity(
        "journey.live.contour_lines",
        reference="contourpy (Matplotlib's contour)",
        what="place of the lines, 5 surfaces, as a share of the width",
        difference=worst,
        tolerance=1e-12,
    )


def test_cells_that_are_not_finite_have_no_line(parity: Parity) -> None:
    rng = np.random.default_rng(1)
    x = np.arange(30.0)
    z = rng.normal(size=(30, 30))
    hidden = rng.uniform(size=z.shape) < 0.1
    theirs = reference(x, x, np.ma.array(z, mask=hidden), 0.2)
    for filler in (np.nan, np.inf, -np.inf):
        ours = contour_lines(x, x, np.where(hidden, filler, z), 0.2)
        assert len(ours) == len(theirs)
        parity(
            "journey.live.contour_lines",
            reference="contourpy (Matplotlib's contour)",
            what="place of the lines, holes in the grid",
            difference=apart(ours, theirs),
            tolerance=1e-12,
        )
    assert contour_lines(x, x, np.full((30, 30), np.nan), 0.0) == []


@settings(max_examples=200, deadline=None)
@given(
    rows=st.integers(2, 6),
    columns=st.integers(2, 6),
    level=st.integers(-2, 2),
    data=st.data(),
)
def test_small_grids_of_whole_numbers(
    rows: int, columns: int, level: int, data: st.DataObject
) -> None:
    cells = st.lists(st.integers(-3, 3), min_size=rows * columns, max_size=rows * columns)
    z = np.array(data.draw(cells), dtype=float).reshape(rows, columns)
    x, y = np.arange(columns, dtype=float), np.arange(rows, dtype=float)
    ours, theirs = contour_lines(x, y, z, level + 0.5), reference(x, y, z, level + 0.5)
    assert len(ours) == len(theirs)
    assert apart(ours, theirs) < 1e-14
    for line in ours:
        on_border = (line[0] == 0) | (line[0] == (columns - 1, rows - 1))
        assert (line[0] == line[-1]).all() or on_border.any()
    # A value that is hit exactly moves nothing by more than a little.
    exact, near = contour_lines(x, y, z, level), contour_lines(x, y, z, level + 1e-9)
    assert len(exact) == len(near)
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(exact, near, strict=True))


def test_types_and_inputs() -> None:
    x, y, z = [0, 1], np.array([0, 1], dtype=np.float32), np.array([[0, 1], [2, 3]])
    kept = z.copy()
    (line,) = contour_lines(x, y, z, 1)
    assert line.dtype == np.float64
    np.testing.assert_array_equal(z, kept)


BAD: list[tuple[Any, str]] = [
    (([0], [0, 1], [[1], [2]], 1), r"x: expected at least two positions, got shape \(1,\)"),
    ((0, [0, 1], [[1], [2]], 1), r"x: expected at least two positions, got shape \(\)"),
    (([0, 1], [1, 0], [[1, 2], [3, 4]], 1), "y: expected finite positions that rise"),
    (([0, np.nan], [0, 1], [[1, 2], [3, 4]], 1), "x: expected finite positions that rise"),
    (
        ([0, 1, 2], [0, 1], [[1, 2], [3, 4]], 1),
        r"z: expected shape \(2, 3\), a row for each y, got",
    ),
    (([0, 1], [0, 1], [[1, 2], [3, 4]], np.nan), "level: expected a finite number, got nan"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_is_named(arguments: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"contour_lines: {message}"):
        contour_lines(*arguments)
