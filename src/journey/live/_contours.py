"""Contour lines of values on a grid, by marching squares. How they are drawn is not here."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Which corners of a cell are above the level (as bits: 1 lower left, 2 lower right, 4 upper right,
# 8 upper left) says which pieces of line cross it. A piece is written as the sides where it enters
# and leaves (0 bottom, 1 right, 2 top, 3 left), with the higher values to its left. Cases 5 and 10
# are saddles; 16 and 17 are the same two where the middle of the cell is above the level.
_PIECES: dict[int, list[tuple[int, int]]] = {
    1: [(0, 3)], 2: [(1, 0)], 3: [(1, 3)], 4: [(2, 1)], 5: [(0, 3), (2, 1)], 6: [(2, 0)],
    7: [(2, 3)], 8: [(3, 2)], 9: [(0, 2)], 10: [(1, 0), (3, 2)], 11: [(1, 2)], 12: [(3, 1)],
    13: [(0, 1)], 14: [(3, 0)], 16: [(0, 1), (2, 3)], 17: [(1, 2), (3, 0)],
}  # fmt: skip
_TABLE = np.full((18, 2, 2), -1, dtype=np.int64)  # case, first or second piece, enters or leaves
for _case, _pieces in _PIECES.items():
    _TABLE[_case, : len(_pieces)] = _pieces


def contour_lines(x: ArrayLike, y: ArrayLike, z: ArrayLike, level: float) -> list[Floats]:
    """Trace where values on a grid cross a level.

    Every cell of the grid is looked at on its own: which of its corners are above the level says
    which of its sides the line crosses, and linear interpolation says where. The pieces are then
    joined. At a saddle, where only two opposite corners are above, the mean of the four decides
    which way the lines turn. Cells with a corner that is not finite have no line.

    Parameters
    ----------
    x
        Positions of the columns, shape (n,), rising.
    y
        Positions of the rows, shape (m,), rising.
    z
        Values, shape (m, n).
    level
        The value to trace.

    Returns
    -------
    list of ndarray
        Lines of shape (points, 2), higher values on their left; closed ones end where they begin.

    Raises
    ------
    ValueError
        If the shapes do not fit together, a position does not rise, or the level is not finite.

    References
    ----------
    Lorensen, W. E. and Cline, H. E. (1987). Marching cubes: a high resolution 3D surface
    construction algorithm. Computer Graphics 21(4), 163-169. Section 4, here in two dimensions.

    Examples
    --------
    >>> from journey.live import contour_lines
    >>> contour_lines([0, 1], [0, 1], [[0, 1], [0, 1]], 0.25)
    [array([[0.25, 1.  ],
           [0.25, 0.  ]])]
    """
    columns, rows, values = grid_of("contour_lines", x, y, z)
    if not np.isfinite(level):
        raise ValueError(f"contour_lines: level: expected a finite number, got {level!r}")
    chains = _chains(*_pieces_of(values, level))
    if not chains:
        return []
    points = _points(np.concatenate(chains), columns, rows, values, level)
    return np.split(points, np.cumsum([len(chain) for chain in chains])[:-1])


def grid_of(method: str, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return the positions of columns and rows, and the values, as arrays that fit together."""
    columns, rows, values = (np.asarray(part, dtype=np.float64) for part in (x, y, z))
    for name, places in (("x", columns), ("y", rows)):
        if places.ndim != 1 or len(places) < 2:
            raise ValueError(
                f"{method}: {name}: expected at least two positions, got shape {places.shape}"
            )
        if not (np.isfinite(places).all() and (np.diff(places) > 0).all()):
            raise ValueError(f"{method}: {name}: expected finite positions that rise")
    if values.shape != (len(rows), len(columns)):
        raise ValueError(
            f"{method}: z: expected shape ({len(rows)}, {len(columns)}), a row for each y, "
            f"got {values.shape}"
        )
    return columns, rows, values


def _pieces_of(z: Floats, level: float) -> tuple[list[int], list[int]]:
    """Return the sides where each piece of line starts and ends.

    Sides are numbered over the whole grid, so that neighbours agree: side k runs to the right from
    grid point k, side `z.size + k` up from it.
    """
    corners = z[:-1, :-1], z[:-1, 1:], z[1:, 1:], z[1:, :-1]
    case = sum((corner > level) * np.int64(1 << bit) for bit, corner in enumerate(corners))
    with np.errstate(invalid="ignore"):  # the mean of inf and -inf
        middle = sum(corner / 4 for corner in corners)
    case = np.where((case == 5) & (middle > level), 16, case)
    case = np.where((case == 10) & (middle > level), 17, case)
    case = np.where(np.isfinite(middle), case, 0)
    i, j = np.nonzero(_TABLE[case, 0, 0] >= 0)
    sides = _TABLE[case[i, j]]  # (cells, pieces, 2)
    n = z.shape[1]
    number = (i * n + j)[:, None, None] + np.array([0, z.size + 1, n, z.size])[sides]
    number = number[sides[:, :, 0] >= 0]
    return number[:, 0].tolist(), number[:, 1].tolist()


def _chains(starts: list[int], ends: list[int]) -> list[list[int]]:
    """Join the pieces: where one ends, the piece of the next cell starts."""
    follow = dict(zip(starts, ends, strict=True))
    ended = set(ends)
    chains = []
    # Open lines first, from their first side on; what is left over goes in circles.
    for first in [side for side in starts if side not in ended] + starts:
        if first in follow:
            chain = [first]
            while (side := follow.pop(chain[-1], -1)) >= 0:
                chain.append(side)
            chains.append(chain)
    return chains


def _points(sides: Whole, x: Floats, y: Floats, z: Floats, level: float) -> Floats:
    """Return where the line crosses each side, shape (sides, 2)."""
    here = sides % z.size
    there = here + np.where(sides < z.size, 1, len(x))  # the point to the right, or above
    heights = z.ravel()
    share = (level - heights[here]) / (heights[there] - heights[here])
    places = np.array([[place % len(x), place // len(x)] for place in (here, there)])
    across = x[places[:, 0]]  # (here and there, sides)
    up = y[places[:, 1]]
    return np.stack([part[0] + share * (part[1] - part[0]) for part in (across, up)], axis=1)
