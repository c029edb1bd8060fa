"""From a ragged list of candidates to the k nearest of each query, ties by index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.ml.neighbors._metric import Array

Index = NDArray[np.intp]


def smallest(rows: Index, reduced: Array, ids: Index, k: int, n_rows: int) -> tuple[Array, Index]:
    """Return the k nearest candidates of each row, by distance and then by index.

    ``rows`` says whose candidate each is; it rises, and every row has at least k.
    """
    counts = np.bincount(rows, minlength=n_rows)
    starts = np.cumsum(counts) - counts
    usual = 4 * k + 32
    width = min(int(counts.max(initial=k)), usual)
    # Most rows have a few candidates more than k: a table, filled up with infinity.
    table = np.full((n_rows, width), np.inf)
    names = np.full((n_rows, width), np.iinfo(np.intp).max, dtype=np.intp)
    place = np.arange(len(rows)) - starts[rows]
    fits = counts[rows] <= usual
    if fits.all():
        table[rows, place], names[rows, place] = reduced, ids
    else:
        table[rows[fits], place[fits]], names[rows[fits], place[fits]] = reduced[fits], ids[fits]
    order = np.argsort(table, axis=1)[:, : k + 1]
    best, chosen = np.take_along_axis(table, order, 1), np.take_along_axis(names, order, 1)
    tied = np.flatnonzero((best[:, 1:] == best[:, :-1]).any(axis=1) & (counts <= usual))
    if len(tied):  # first by index, then stably by distance
        few, named = table[tied], names[tied]
        order = np.argsort(named, axis=1)
        few, named = np.take_along_axis(few, order, 1), np.take_along_axis(named, order, 1)
        order = np.argsort(few, axis=1, kind="stable")[:, :k]
        best[tied, :k] = np.take_along_axis(few, order, 1)
        chosen[tied, :k] = np.take_along_axis(named, order, 1)
    for row in np.flatnonzero(counts > usual):
        own = slice(starts[row], starts[row] + counts[row])
        order = np.lexsort((ids[own], reduced[own]))[:k]
        best[row, :k], chosen[row, :k] = reduced[own][order], ids[own][order]
    return best[:, :k], chosen[:, :k]
