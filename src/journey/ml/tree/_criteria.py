"""What a split is judged by: impurities of nodes, and the gain of every cut at once.

A criterion knows the targets and weights of all rows. `stats` sums them up for nodes, `gains`
prepares a level and returns a function that gives the gain of every cut of rows sorted by a
feature. Where rows come from, and who picks the best cut, is in `_presorted` and `_drawn`.

The gain is the fall of the impurity times the node's weight. For the Gini index and squared
errors it is, over the classes (or the one target),

    sum over c of (W L_c - w_L T_c)^2 / (W w_L w_R),

with the node's weight W, its sums T_c, and w_L and L_c those of the rows on the left. The bracket
is the running sum of W t - T_c over the rows. It ends at zero with each node, so that one running
sum serves all nodes of a level; for counts it is a whole number, and exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import Floats, Gains, Index, Level, Stats, inverse_of, left_weight_of

_EPS = float(np.finfo(np.float64).eps)


class Squared:
    """Squared errors about the mean: the criterion of regression."""

    def __init__(self, target: Floats, weight: Floats) -> None:
        self.target, self.weight = target, weight
        self.uniform = bool((weight == 1).all())

    def stats(self, rows: Index, node: Index, n_nodes: int) -> Stats:
        y = self.target.take(rows)
        w = 1.0 if self.uniform else self.weight.take(rows)
        count = np.bincount(node, minlength=n_nodes)
        weight: Floats = np.asarray(
            count if self.uniform else np.bincount(node, w, n_nodes), dtype=np.float64
        )
        mean = np.bincount(node, w * y, n_nodes) / weight
        rest = y - mean.take(node)
        # A second pass: the first mean is right to rounding, and so its own error is put right.
        mean += np.bincount(node, w * rest, n_nodes) / weight
        rest = y - mean.take(node)
        impurity = np.bincount(node, w * rest * rest, n_nodes) / weight
        return Stats(count, weight, np.asarray(mean * weight)[:, None], impurity)

    def values(self, stats: Stats) -> Floats:
        return stats.sums / stats.weight[:, None]

    def floor(self, root: Stats) -> float:
        return _EPS * float(root.impurity.max())

    def _deviation(self, level: Level) -> Floats:
        mean = level.stats.sums[:, 0] / level.stats.weight
        rest = self.target.take(level.rows) - mean.take(level.node)
        return rest if self.uniform else self.weight.take(level.rows) * rest

    def gains(self, level: Level) -> Gains:
        rest, node = self._deviation(level), level.node
        # In whole numbers, 60 bits for each node: their running sums are exact, so that the same
        # rows on the left give the same gain in whatever order they came.
        bound = np.add.reduceat(np.abs(rest), level.starts)
        scale = np.exp2(np.floor(60 - np.log2(bound)))
        whole = np.rint(rest * scale.take(node)).astype(np.int64)
        # Each node's sum is zero but for rounding, which its last row takes.
        whole[level.starts + level.stats.count - 1] -= np.add.reduceat(whole, level.starts)
        table = np.zeros(len(self.target), dtype=np.int64)
        table[level.rows] = whole
        total = level.stats.weight.take(node)
        unit = np.square(level.stats.weight / scale).take(node)
        left_weight = left_weight_of(level, None if self.uniform else self.weight)
        factor: Floats | None = None
        if self.uniform:
            product = total * (level.ahead * level.behind)
            factor = np.divide(unit, product, out=np.zeros(len(node)), where=level.behind > 0)

        def gains(rows: Index, boundary: NDArray[np.bool_]) -> Floats:
            sums = table.take(rows)
            np.cumsum(sums, axis=1, out=sums)
            gain = sums.astype(np.float64)
            np.square(gain, out=gain)
            gain *= inverse_of(left_weight(rows), total) * unit if factor is None else factor
            return level.finish(gain, boundary, left_weight, rows)

        return gains

    def gains_of(self, level: Level, left: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        sums = np.add.reduceat(self._deviation(level) * left, level.starts, axis=1)
        if self.uniform:
            on_left: Floats = level.count(left).astype(np.float64)
        else:
            w = self.weight.take(level.rows)
            on_left = np.asarray(np.add.reduceat(w * left, level.starts, axis=1), dtype=np.float64)
        total = level.stats.weight
        return (sums * total) ** 2 * inverse_of(on_left, total), on_left


class Classes:
    """The Gini index or the entropy of the classes of a node."""

    def __init__(self, codes: Index, n_classes: int, weight: Floats, *, entropy: bool) -> None:
        self.codes, self.n_classes, self.weight, self.entropy = codes, n_classes, weight, entropy
        self.uniform = bool((weight == 1).all())
        # Whole weights are counted in integers: exact, and running sums of them are ten times as
        # fast. W L is at most the square of the whole weight, far inside 64 bits.
        self.exact = self.uniform or bool((weight == np.floor(weight)).all() and weight.sum() < 2e9)
        self._weight = weight.astype(np.int32) if self.exact else weight

    def stats(self, rows: Index, node: Index, n_nodes: int) -> Stats:
        K = self.n_classes
        # A class a line: NumPy sums long lines many times as fast as pairs of neighbours.
        cell = self.codes.take(rows)
        cell *= n_nodes
        cell += node
        weights = None if self.uniform else self.weight.take(rows)
        counted = np.bincount(cell, weights, n_nodes * K).reshape(K, n_nodes)
        sums: Floats = counted.astype(np.float64)
        weight = sums.sum(axis=0)
        share = sums / weight
        if self.entropy:
            impurity = -_xlog2x(share).sum(axis=0)
        else:
            impurity = 1.0 - (share * share).sum(axis=0)
        pure = (sums > 0).sum(axis=0) == 1
        impurity = np.where(pure, 0.0, np.maximum(impurity, 0.0))
        count = weight.astype(np.intp) if self.uniform else np.bincount(node, minlength=n_nodes)
        return Stats(count, weight, np.ascontiguousarray(sums.T), impurity)

    def values(self, stats: Stats) -> Floats:
        return stats.sums / stats.weight[:, None]

    def floor(self, root: Stats) -> float:
        return _EPS

    def gains(self, level: Level) -> Gains:
        if self.entropy:
            return self._entropy(level)
        return self._pairs(level) if self.exact and self.n_classes > 3 else self._gini(level)

    def _gini(self, level: Level) -> Gains:
        """One running sum a class; of two classes the second adds as much as the first."""
        K, node, stats = self.n_classes, level.node, level.stats
        kind: Any = np.int64 if self.exact else np.float64
        w, codes = self.weight[level.rows], self.codes[level.rows]
        total, sums = stats.weight[node], stats.sums[node]
        parts = []
        for c in range(1 if K == 2 else 0, K):
            part = np.zeros(len(self.codes), dtype=kind)
            part[level.rows] = w * (total * (codes == c) - sums[:, c])
            parts.append(part)
        times = 2.0 if K == 2 else 1.0
        left_weight = left_weight_of(level, None if self.uniform else self._weight)
        factor = inverse_of(left_weight(level.rows[None]), total) * times if self.uniform else None

        def gains(rows: Index, boundary: NDArray[np.bool_]) -> Floats:
            gain = _running(parts[0], rows)
            np.square(gain, out=gain)
            for part in parts[1:]:
                more = _running(part, rows)
                np.square(more, out=more)
                gain += more
            gain *= inverse_of(left_weight(rows), total) * times if factor is None else factor
            return level.finish(gain, boundary, left_weight, rows)

        return gains

    def _pairs(self, level: Level) -> Gains:
        """Give the same gain at a cost that does not grow with the number of classes.

        The sum of L_c^2 counts pairs of rows of one class on the left. A row of weight w that
        comes to the left adds w (2 L_c + w), where L_c is what its class has there already: a
        running sum within the groups of node and class.
        """
        K, node, stats = self.n_classes, level.node, level.stats
        codes, n = self.codes[level.rows], len(self.codes)
        groups = len(stats.weight) * K
        group = np.zeros(n, dtype=np.uint16 if groups <= 65_536 else np.intp)
        group[level.rows] = node * K + codes
        size = stats.sums.astype(np.int64)
        squares = (size * size).sum(axis=1)
        # Half the bytes where the sums are small: twice the speed.
        kind: Any = np.int32 if squares.sum() < 2**30 else np.int64
        own = np.zeros(n, dtype=kind)
        weight = self._weight.astype(kind)
        own[level.rows] = stats.sums[node, codes] * self.weight[level.rows]  # w T_c
        size = size.ravel()
        members = np.bincount(group[level.rows], minlength=groups)
        before = np.repeat(np.cumsum(size) - size, members).astype(kind)
        if self.uniform:
            steps = (2 * (np.arange(len(node)) - before) + 1).astype(kind)
        base = (np.cumsum(squares) - squares)[node].astype(kind)
        total = stats.weight[node]
        left_weight = left_weight_of(level, None if self.uniform else self._weight)

        def gains(rows: Index, boundary: NDArray[np.bool_]) -> Floats:
            order = group.take(rows).argsort(axis=1, kind="stable")
            pairs = np.empty(rows.shape, dtype=kind)
            for line, here, those in zip(pairs, order, rows, strict=True):
                if self.uniform:
                    line[here] = steps
                    continue
                w = weight.take(those.take(here))
                step = np.cumsum(w, dtype=kind)
                step -= before
                step *= 2
                step -= w
                step *= w
                line[here] = step
            np.cumsum(pairs, axis=1, out=pairs)  # sum of L_c^2, with the nodes before
            pairs -= base
            cross = own.take(rows)
            np.cumsum(cross, axis=1, out=cross)  # sum of T_c L_c
            cross -= base
            left = left_weight(rows)
            right = total - left
            right[right <= 0] = 1.0  # the end of a node, where no cut is
            np.reciprocal(right, out=right)
            gain = pairs * (1 / left + right)
            gain += right * (squares[node] - 2.0 * cross)
            gain -= squares[node] / total
            np.maximum(gain, 0.0, out=gain)
            return level.finish(gain, boundary, left_weight, rows)

        return gains

    def _entropy(self, level: Level) -> Gains:
        K, node, stats = self.n_classes, level.node, level.stats
        # Counts are looked up in a table of x log x, and so are indices.
        counted = self.exact and float(stats.weight.max()) < 1e6
        kind: Any = np.intp if counted else np.float64
        before = (np.cumsum(stats.sums, axis=0) - stats.sums)[node].astype(kind)
        sums = stats.sums[node].astype(kind)
        parts = [(self.weight * (self.codes == c)).astype(kind) for c in range(K)]
        left_weight = left_weight_of(level, None if self.uniform else self._weight)
        total = stats.weight[node]
        table = _xlog2x(np.arange(stats.weight.max() + 1)) if counted else None

        def f(x: NDArray[Any]) -> Floats:
            if table is None:
                return _xlog2x(np.maximum(x, 0.0))
            return np.asarray(table.take(x))

        unsplit = f(sums).sum(axis=1) - f(total.astype(kind))

        def gains(rows: Index, boundary: NDArray[np.bool_]) -> Floats:
            left = left_weight(rows).astype(kind)
            gain = -(f(left) + f(total.astype(kind) - left) + unsplit) + np.zeros(rows.shape)
            for c in range(K):
                part = np.cumsum(parts[c].take(rows), axis=1) - before[:, c]
                gain += f(part)
                gain += f(sums[:, c] - part)
            np.maximum(gain, 0.0, out=gain)
            return level.finish(gain, boundary, left_weight, rows)

        return gains

    def gains_of(self, level: Level, left: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        K, stats = self.n_classes, level.stats
        cell = self.codes.take(level.rows)
        cell *= len(stats.weight)
        cell += level.node
        w = None if self.uniform else self.weight.take(level.rows)
        sums = np.empty((len(left), K, len(stats.weight)))
        for line, side in zip(sums.reshape(len(left), -1), left, strict=True):
            line[:] = np.bincount(
                cell.compress(side), None if w is None else w.compress(side), len(line)
            )
        on_left, whole = sums.sum(axis=1), stats.sums.T
        if self.entropy:
            on_right = stats.weight - on_left
            inner = _xlog2x(sums) + _xlog2x(whole - sums) - _xlog2x(whole)
            outer = _xlog2x(on_left) + _xlog2x(on_right) - _xlog2x(stats.weight)
            return np.maximum(inner.sum(axis=1) - outer, 0.0), on_left
        bracket = stats.weight * sums - on_left[:, None] * whole
        return (bracket**2).sum(axis=1) * inverse_of(on_left, stats.weight), on_left


def _running(part: NDArray[Any], rows: Index) -> Floats:
    taken = part.take(rows)
    np.cumsum(taken, axis=1, out=taken)
    return taken.astype(np.float64, copy=False)


def _xlog2x(x: Floats) -> Floats:
    return x * np.log2(x, out=np.zeros(x.shape), where=x > 0)
