"""Trees on binned features: a cut is looked for among bins, not among rows.

A node's histogram holds the sums of gradients and of curvatures and the number of rows, up to and
with each bin. One child's is counted, the other's is the difference to the parent's.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import Floats, Index
from journey.ml.tree._tree import Tree
from journey.ml.utils import FloatArray

_HIGHEST = float(np.finfo(np.float64).max)


@dataclass(frozen=True)
class Limits:
    """What stops a tree from growing."""

    leaves: int | None
    depth: int | None
    samples: int
    l2: float = 0.0
    split: int = 2
    curvature: float = 1e-3


class Bins:
    """A table as codes of bins; NaN has the last bin of its feature.

    With at most ``most`` distinct values each has a bin of its own, else bins are quantiles.
    """

    def __init__(self, X: FloatArray, most: int, *, twice: bool) -> None:
        self.twice = twice  # whether missing values may come, in `doubled` features
        n, d = X.shape
        self.bounds: list[Floats] = []
        self.values: list[Floats | None] = []
        self.missing = bool(np.isnan(X).any())
        codes = np.empty((n, d), dtype=np.intp)
        for feature in range(d):
            column = X[:, feature].astype(np.float64)
            absent = np.isnan(column)
            known = column[~absent]
            distinct = np.unique(known)
            if len(distinct) <= most:
                bounds = distinct[:-1] / 2 + distinct[1:] / 2
                self.values.append(distinct)
            else:
                shares = np.linspace(0, 100, most + 1)[1:-1]
                bounds = np.unique(np.percentile(known, shares, method="midpoint"))
                self.values.append(None)
            self.bounds.append(bounds)
            codes[:, feature] = np.searchsorted(bounds, column)
            codes[absent, feature] = -1
        self.width = max(len(bounds) for bounds in self.bounds) + 1 + self.missing
        codes[codes < 0] = self.width - 1
        # A feature by itself is read from a row of its own, in the fewest bytes.
        self.features = np.ascontiguousarray(codes.T.astype(np.min_scalar_type(self.width)))
        # Each feature has numbers of its own, so that one count serves all of them.
        self.packed = codes + np.arange(d) * self.width
        # Room that stays: new pages of memory for each large node would cost more than the counts.
        self.numbers, self.weights = np.empty((n, d), dtype=np.intp), np.empty((n, d))


@dataclass
class _Node:
    number: int
    rows: Index
    depth: int
    table: Floats
    cut: int


class _Grower:
    def __init__(self, bins: Bins, gradient: Floats, curvature: Floats | None, limits: Limits):
        self.bins, self.limits = bins, limits
        self.sources = [gradient] if curvature is None else [gradient, curvature]
        self.shape = (len(self.sources) + 1, bins.packed.shape[1], bins.width)

    def table(self, rows: Index, out: Floats) -> None:
        """Put sums up to each bin into ``out``: gradients, curvatures if they differ, rows."""
        _, d, width = self.shape
        flat = self.bins.numbers[: len(rows)]
        self.bins.packed.take(rows, axis=0, out=flat, mode="clip")
        weights = self.bins.weights[: len(rows)]
        for part, source in zip(out, self.sources, strict=False):
            weights[:] = source.take(rows)[:, None]
            sums = np.bincount(flat.ravel(), weights.ravel(), d * width)
            np.cumsum(sums.reshape(d, width), axis=1, out=part)
        counts = np.bincount(flat.ravel(), minlength=d * width)
        out[-1] = np.cumsum(counts.reshape(d, width), axis=1)

    def best(self, tables: Floats) -> tuple[Floats, Index]:
        """Return for each node the best gain and the place of its cut."""
        limits, width = self.limits, self.bins.width - self.bins.missing
        left, total = tables[..., :width], tables[:, :, :1, -1:]
        if self.bins.missing:  # once with the missing on the right, once on the left
            absent = tables[..., -1:] - tables[..., -2:-1]
            left = np.concatenate([left, left + absent], axis=3)
        right = total - left
        wrong = (left[:, -1] < limits.samples) | (right[:, -1] < limits.samples)
        h = -1  # where the curvature is 1, its sum is the number of rows
        if len(self.sources) > 1:
            h, least = 1, limits.curvature
            wrong |= (left[:, h] < least) | (right[:, h] < least)
        with np.errstate(divide="ignore", invalid="ignore"):
            gain = _gain(left[:, 0], left[:, h], limits.l2)
            gain += _gain(right[:, 0], right[:, h], limits.l2)
            whole = _gain(total[:, 0], total[:, h], limits.l2).ravel()
        gain[wrong] = -np.inf
        gain = gain.reshape(len(tables), -1)
        most = gain.max(axis=1)
        best = most - whole
        # The first of cuts that gain the same but for rounding.
        near = gain >= (most - 1e-10 * np.abs(np.where(np.isfinite(best), best, 0)))[:, None]
        return best, near.argmax(axis=1)

    def grow(self, rows: Index) -> tuple[Tree, Index]:
        """Return the tree, without values, and the leaf of each of the rows."""
        limits, bins = self.limits, self.bins
        width = bins.width - bins.missing
        least = max(2 * limits.samples, limits.split)
        weight = self.sources[0].take(rows)
        floor = 1e-14 * float(weight @ weight)
        if len(self.sources) > 1:
            floor /= max(float(self.sources[1].take(rows).mean()), 1e-300)
        left, right, feature, bound, count = [-1], [-1], [-2], [-2.0], [len(rows)]
        within = [rows]
        queue: list[tuple[float, int, _Node]] = []

        def may_split(rows: Index, depth: int) -> bool:
            return len(rows) >= least and (limits.depth is None or depth < limits.depth)

        def offer(nodes: list[_Node], tables: Floats) -> None:
            gains, cuts = self.best(tables)
            for node, gain, cut in zip(nodes, gains.tolist(), cuts.tolist(), strict=True):
                node.cut = cut
                if gain > floor:
                    heapq.heappush(queue, (-gain, node.number, node))

        if may_split(rows, 0):
            tables = np.empty((1, *self.shape))
            self.table(rows, tables[0])
            offer([_Node(0, rows, 0, tables[0], 0)], tables)
        leaves = 1
        while queue and (limits.leaves is None or leaves < limits.leaves):
            node = heapq.heappop(queue)[2]
            options = width * (1 + bins.missing)
            along, cut = divmod(node.cut, options)
            absent_left, cut = divmod(cut, width)
            codes = bins.features[along].take(node.rows)
            side = codes <= cut
            known = codes < width if bins.missing else None
            if bins.twice and (known is None or known.all()):
                # None is missing here: later ones go where most go.
                absent_left = int(2 * np.count_nonzero(side) > len(side))
            elif known is not None and absent_left:
                side |= ~known
            parts = [node.rows.compress(side), node.rows.compress(~side)]
            number = len(left)
            # Missing values are compared in a second copy of the features (see `doubled`).
            feature[node.number] = along + (self.shape[1] if absent_left else 0)
            bound[node.number] = self._bound(along, cut, codes)
            left[node.number], right[node.number] = number, number + 1
            for part in parts:
                left.append(-1)
                right.append(-1)
                feature.append(-2)
                bound.append(-2.0)
                count.append(len(part))
            within += parts
            leaves += 1
            able = [may_split(part, node.depth + 1) for part in parts]
            if not any(able) or leaves == limits.leaves:
                continue
            small = int(len(parts[1]) < len(parts[0]))
            tables = np.empty((2, *self.shape))
            self.table(parts[small], tables[small])
            np.subtract(node.table, tables[small], out=tables[1 - small])
            nodes = [_Node(number + i, parts[i], node.depth + 1, tables[i], 0) for i in (0, 1)]
            offer([nodes[i] for i in (0, 1) if able[i]], tables if all(able) else tables[able])
        leaf = np.zeros(len(self.sources[0]), dtype=np.intp)
        for place, inside in enumerate(within):
            if left[place] < 0:
                leaf[inside] = place
        size = len(left)
        tree = Tree(
            n_features=self.shape[1],
            children_left=np.array(left, dtype=np.intp),
            children_right=np.array(right, dtype=np.intp),
            feature=np.array(feature, dtype=np.intp),
            threshold=np.array(bound),
            impurity=np.zeros(size),
            n_node_samples=np.array(count, dtype=np.intp),
            weighted_n_node_samples=np.array(count, dtype=np.float64),
            value=np.zeros((size, 1, 1)),
        )
        return tree, leaf

    def _bound(self, feature: int, cut: int, codes: NDArray[Any]) -> float:
        """Return the number to compare with: midway between the values beside the cut."""
        bounds, values = self.bins.bounds[feature], self.bins.values[feature]
        above = codes > cut
        if self.bins.missing:
            above &= codes < self.bins.width - 1
        if not above.any():
            return _HIGHEST  # the missing against all others
        if values is None:
            return float(bounds[cut])
        low = values[codes[codes <= cut].max()]
        return float(low / 2 + values[codes[above].min()] / 2)


def _gain(gradient: Floats, curvature: Floats, l2: float) -> Floats:
    return np.asarray(gradient * gradient / (curvature + l2))


def grow(
    bins: Bins, gradient: Floats, curvature: Floats | None, limits: Limits, rows: Index
) -> tuple[Tree, Index]:
    """Grow a tree that lowers a loss, given its derivatives at each row.

    Parameters
    ----------
    bins
        The features.
    gradient, curvature
        First and second derivatives; a curvature of `None` is 1 everywhere.
    limits
        What stops it.
    rows
        The rows to take.

    Returns
    -------
    tree
        The tree; its values are 0.
    leaf
        The leaf of each row that was taken.
    """
    return _Grower(bins, gradient, curvature, limits).grow(rows)


def doubled(X: FloatArray) -> FloatArray:
    """Return the features twice: with missing values above all numbers, and below all."""
    absent = np.isnan(X)
    return np.hstack([np.where(absent, np.inf, X), np.where(absent, -np.inf, X)])
