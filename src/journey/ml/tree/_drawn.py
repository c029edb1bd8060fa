"""Cuts over features drawn at random: the best one, as in forests, or one at a random place.

The best cuts come from one sort of whole numbers: a key holds the node, the rank of the row's
value and the row's place. Sorting keys, instead of places by their keys, is what NumPy does at the
speed of the processor's widest instructions. Random places need no sort at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import ALLOWED, Criterion, Floats, Index, Level
from journey.ml.tree._presorted import Cuts, first_best, pick
from journey.ml.utils import FloatArray, Rng

# Elements sorted and scored at a time: few enough that they stay in the fast caches.
_BLOCK = 30_000


class Drawn:
    """Chooses cuts among features drawn anew for each node.

    Rows of the criterion are those of all trees that grow together; ``source`` names the row of X
    that each of them stands for.
    """

    def __init__(
        self,
        X: FloatArray,
        ranks: NDArray[np.int32] | None,
        source: Index,
        criterion: Criterion,
        max_features: int,
        rng: Rng,
    ) -> None:
        self.X, self.ranks, self.source = X, ranks, source
        # A feature a line: the rows of a node come from near each other.
        self.table: NDArray[Any] = np.ascontiguousarray((X if ranks is None else ranks).T)
        self.criterion, self.max_features, self.rng = criterion, max_features, rng

    def cut(self, level: Level) -> Cuts:
        features = self._draw(len(level.starts))
        cuts, constant = self._cut(level, features)
        if not constant.any():
            return cuts
        # A node whose features were all constant goes on until it meets one that is not. That one
        # is any of its varied features, with equal chances.
        rest = level.subset(constant)
        chosen, found = self._varied(rest)
        if not found.any():
            return cuts
        again = np.flatnonzero(constant)[found]
        rest = rest.subset(found)
        more, _ = self._cut(rest, chosen[None, found])
        at = np.isin(level.node, again)
        for whole, part in ((cuts.gain, more.gain), (cuts.feature, more.feature),
                            (cuts.threshold, more.threshold)):  # fmt: skip
            whole[again] = part
        cuts.rows[at], cuts.right[at] = more.rows, more.right
        return cuts

    def keep(self, left: Index, right: Index) -> None:
        """Nothing is kept from level to level."""

    def _draw(self, nodes: int) -> Index:
        """Return different features for each node, of shape (max_features, nodes)."""
        d = self.X.shape[1]
        if self.max_features >= d:
            return np.repeat(np.arange(d)[:, None], nodes, axis=1)
        drawn = np.empty((self.max_features, nodes), dtype=np.intp)
        for i, uniform in enumerate(self.rng.random((self.max_features, nodes))):
            # The number among the d - i features that are left, then past those already taken.
            number = (uniform * (d - i)).astype(np.intp)
            for taken in np.sort(drawn[:i], axis=0):
                number += number >= taken
            drawn[i] = number
        return drawn

    def _varied(self, level: Level) -> tuple[Index, NDArray[np.bool_]]:
        """Return for each node one of its features that vary, and whether there is any."""
        rows = self.source[level.rows]
        d, nodes = self.X.shape[1], len(level.starts)
        varied = np.empty((d, nodes), dtype=np.bool_)
        for column, line in zip(self.X.T, varied, strict=True):
            values = column[rows]
            np.less(
                np.minimum.reduceat(values, level.starts),
                np.maximum.reduceat(values, level.starts),
                out=line,
            )
        number = varied.sum(axis=0)
        nth = (self.rng.random(nodes) * number).astype(np.intp)
        chosen = (np.cumsum(varied, axis=0) > nth).argmax(axis=0)
        return chosen, number > 0

    def _cut(self, level: Level, features: Index) -> tuple[Cuts, NDArray[np.bool_]]:
        if self.ranks is None:
            return self._random(level, features)
        m, lines = len(level.rows), len(features)
        rows, gain = np.empty((lines, m), dtype=np.intp), np.empty((lines, m))
        constant = np.empty((lines, len(level.starts)), dtype=np.bool_)
        score = self.criterion.gains(level)
        for some, ranks in self._blocks(level, features):
            rows[some], boundary, constant[some] = _sorted(level, ranks)
            gain[some] = score(rows[some], boundary)
        line = first_best(np.maximum.reduceat(gain, level.starts, axis=1))
        feature = features[line, np.arange(len(line))]
        flat = line.take(level.node) * m
        flat += np.arange(m)
        chosen = rows.ravel().take(flat)
        cuts = pick(
            level, gain.ravel().take(flat), chosen, feature,
            lambda at: self.X[self.source.take(chosen.take(at)), feature],
        )  # fmt: skip
        return cuts, np.asarray(constant.all(axis=0))

    def _blocks(self, level: Level, features: Index) -> Iterator[tuple[slice, NDArray[Any]]]:
        """Yield a few lines of features at a time, with their entries in the table."""
        source = self.source.take(level.rows)
        first_of = features * self.table.shape[1]
        step = max(1, _BLOCK // len(source))
        for first in range(0, len(features), step):
            some = slice(first, first + step)
            places = first_of[some].repeat(level.stats.count, axis=1)
            places += source
            yield some, self.table.take(places)

    def _random(self, level: Level, features: Index) -> tuple[Cuts, NDArray[np.bool_]]:
        m, lines = len(level.rows), len(features)
        threshold = np.empty(features.shape)
        constant = np.empty(features.shape, dtype=np.bool_)
        left = np.empty((lines, m), dtype=np.bool_)
        for some, values in self._blocks(level, features):
            low = np.minimum.reduceat(values, level.starts, axis=1).astype(np.float64)
            high = np.maximum.reduceat(values, level.starts, axis=1).astype(np.float64)
            constant[some] = low == high
            at: Floats = low + self.rng.random(low.shape) * (high - low)
            threshold[some] = at = np.where(at < high, at, low)
            left[some] = values <= at.repeat(level.stats.count, axis=1)
        gain = self._gains(level, left)
        line = first_best(gain)
        column = np.arange(len(line))
        right = ~left.ravel().take(line.take(level.node) * m + np.arange(m))
        cuts = Cuts(
            gain[line, column], features[line, column], threshold[line, column],
            level.rows.copy(), right,
        )  # fmt: skip
        return cuts, np.asarray(constant.all(axis=0))

    def _gains(self, level: Level, left: NDArray[np.bool_]) -> Floats:
        """Return the gain of one cut a node, line by line; 0 for those not allowed."""
        gain, weight = self.criterion.gains_of(level, left)
        n_left = weight if self.criterion.uniform else level.count(left)
        n_right = level.stats.count - n_left
        gain += ALLOWED
        gain *= (n_left >= level.min_leaf) & (n_right >= level.min_leaf)
        if (least := level.min_weight) is not None:
            gain *= (weight >= least) & (level.stats.weight - weight >= least)
        return gain


def _sorted(
    level: Level, ranks: NDArray[np.int32]
) -> tuple[Index, NDArray[np.bool_], NDArray[np.bool_]]:
    """Sort the rows of each node by their ranks, line by line.

    Returns the rows, where a cut may be, and which nodes hold one value only.
    """
    nodes, ends = len(level.starts), level.starts + level.stats.count - 1
    place_bits = int(level.stats.count.max() - 1).bit_length()
    rank_bits = int(ranks.max()).bit_length()
    bits = place_bits + rank_bits + (nodes - 1).bit_length()
    kind: Any = np.int32 if bits < 32 else np.int64
    keys = ranks.astype(kind)
    keys <<= place_bits
    keys += (level.node.astype(kind) << (place_bits + rank_bits)) + (level.ahead - 1).astype(kind)
    keys.sort(axis=1)
    rows = (keys & ((1 << place_bits) - 1)).astype(np.intp)
    rows += level.starts.take(level.node)
    keys >>= place_bits
    boundary = np.zeros(keys.shape, dtype=np.bool_)
    np.not_equal(keys[:, 1:], keys[:, :-1], out=boundary[:, :-1])
    boundary &= level.allowed
    return level.rows.take(rows), boundary, keys[:, level.starts] == keys[:, ends]


def ranks_of(X: FloatArray) -> NDArray[np.int32]:
    """Return the rank of each value among the different ones of its feature."""
    ranks = np.empty(X.shape, dtype=np.int32)
    for line, column in zip(ranks.T, np.ascontiguousarray(X.T), strict=True):
        order = column.argsort()
        ordered = column[order]
        line[order[1:]] = np.cumsum(ordered[1:] != ordered[:-1])
        line[order[0]] = 0
    return ranks
