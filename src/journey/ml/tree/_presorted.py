"""The best cut of every node over all features, from orders that are sorted once.

Each feature keeps the rows sorted by node and, within a node, by value. A level is scored with
running sums over these orders. Splitting the nodes splits the orders and keeps them sorted, so
nothing is sorted again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import TIE, Criterion, Floats, Index, Level
from journey.ml.utils import FloatArray

# Elements scored at a time: few enough that they stay in the fast caches.
_BLOCK = 40_000


@dataclass(frozen=True)
class Cuts:
    """One cut for each node of a level; its gain is 0 where there is none."""

    gain: Floats
    feature: Index
    threshold: Floats
    rows: Index  # the rows of the level, those of a node side by side
    right: NDArray[np.bool_]  # of each of them, whether it goes to the right


class Presorted:
    """Chooses cuts over all features.

    X has the rows of the criterion; ``sizes`` of those in ``rows`` belong to each tree in turn.
    """

    def __init__(self, X: FloatArray, rows: Index, sizes: Index, criterion: Criterion) -> None:
        self.criterion = criterion
        columns = np.ascontiguousarray(X[rows].T)
        order = np.empty(columns.shape, dtype=np.intp)
        for end, size in zip(np.cumsum(sizes), sizes, strict=True):
            order[:, end - size : end] = columns[:, end - size : end].argsort(axis=1) + end - size
        self.values = np.take_along_axis(columns, order, axis=1)
        self.order = rows[order]
        # Columns that hold one value never give a cut.
        varied = columns.min(axis=1) < columns.max(axis=1)
        self.features = np.flatnonzero(varied)
        if not varied.all():
            self.values, self.order = self.values[varied], self.order[varied]

    def cut(self, level: Level) -> Cuts:
        m, starts = len(level.rows), level.starts
        score = self.criterion.gains(level)
        best = np.zeros((len(self.features), len(starts)))
        step = max(1, _BLOCK // m)
        for first in range(0, len(self.features), step):
            some = slice(first, first + step)
            gain = score(self.order[some], _boundaries(self.values[some], level))
            np.maximum.reduceat(gain, starts, axis=1, out=best[some])
        if not len(self.features):
            nothing = np.zeros(len(starts))
            chosen = np.zeros(len(starts), dtype=np.intp)
            return Cuts(nothing, chosen, nothing, level.rows, np.zeros(m, dtype=np.bool_))
        chosen = first_best(best)
        flat = chosen[level.node] * m + np.arange(m)
        rows = self.order.take(flat)
        if step >= len(self.features):
            gain = gain.take(flat)
        else:  # blocks of other features have come between
            gain = score(rows[None], _boundaries(self.values.take(flat)[None], level))[0]
        return pick(
            level, gain, rows, self.features[chosen], lambda at: self.values.take(flat.take(at))
        )

    def keep(self, left: Index, right: Index) -> None:
        """Go on with the rows that are split next: first the left ones, then the right."""
        side = np.zeros(len(self.criterion.weight), dtype=np.uint8)
        side[left], side[right] = 1, 2
        at = side.take(self.order.ravel())
        places = np.concatenate(
            [
                (at == number).nonzero()[0].reshape(len(self.features), len(rows))
                for number, rows in ((1, left), (2, right))
            ],
            axis=1,
        )
        self.order, self.values = self.order.take(places), self.values.take(places)


def _boundaries(values: FloatArray, level: Level) -> NDArray[np.bool_]:
    found = np.zeros(values.shape, dtype=np.bool_)
    np.not_equal(values[:, 1:], values[:, :-1], out=found[:, :-1])
    found &= level.allowed
    return found


def first_best(best: Floats) -> Index:
    """Return for each column the first line that is as good as any."""
    return np.asarray((best >= best.max(axis=0) * (1 - TIE)).argmax(axis=0))


def pick(
    level: Level,
    gain: Floats,
    rows: Index,
    feature: Index,
    value_at: Callable[[Index], FloatArray],
) -> Cuts:
    """Return the first best cut of each node, its rows sorted by the feature that was chosen.

    ``value_at`` gives the values of one position for each node.
    """
    best = np.maximum.reduceat(gain, level.starts)
    hits = (gain >= (best * (1 - TIE)).take(level.node)).nonzero()[0]
    where = hits.take(np.searchsorted(level.node.take(hits), np.arange(len(best))))
    last = np.minimum(where + 1, len(rows) - 1)
    low, high = value_at(where).astype(np.float64), value_at(last).astype(np.float64)
    threshold = low / 2 + high / 2
    # Halfway between neighbouring numbers may be the upper one, which must stay on the right.
    threshold = np.where(threshold < high, threshold, low)
    right = np.arange(len(rows)) > where.take(level.node)
    return Cuts(best, feature, threshold, rows, right)
