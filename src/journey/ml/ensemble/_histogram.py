"""Trees on binned features: a cut is looked for among bins, not among rows.

A node's histogram holds for each bin the sums of gradients and of curvatures and the number of
rows. One child's is counted, the other's is the difference to the parent's.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

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
        # Each feature has numbers of its own, so that one count serves all of them.
        self.packed = codes + np.arange(d) * self.width

    def codes(self, feature: int, rows: Index) -> Index:
        """Return the bins of some rows along a feature."""
        return np.asarray(self.packed[:, feature].take(rows) - feature * self.width)


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
        self.gradient, self.curvature = gradient, curvature
        self.d = bins.packed.shape[1]

    def table(self, rows: Index) -> Floats:
        """Return sums of shape (2 or 3, features, bins): gradients, curvatures, rows."""
        size = self.d * self.bins.width
        flat = self.bins.packed.take(rows, axis=0).ravel()
        parts = [np.bincount(flat, np.repeat(self.gradient[rows], self.d), size)]
        if self.curvature is not None:
            parts.append(np.bincount(flat, np.repeat(self.curvature[rows], self.d), size))
        parts.append(np.bincount(flat, minlength=size).astype(np.float64))
        return np.array(parts, dtype=np.float64).reshape(-1, self.d, self.bins.width)

    def best(self, tables: Floats) -> tuple[Floats, Index]:
        """Return for each node the best gain and the place of its cut."""
        limits, width = self.limits, self.bins.width - self.bins.missing
        left = np.cumsum(tables[..., :width], axis=3)
        total = tables[:, :, :1, :].sum(axis=3, keepdims=True)
        if self.bins.missing:  # once with the missing on the right, once on the left
            left = np.concatenate([left, left + tables[..., width:]], axis=3)
        right = total - left
        enough = (left[:, -1] >= limits.samples) & (right[:, -1] >= limits.samples)
        least = limits.curvature
        h = 1 if tables.shape[1] == 3 else -1
        enough &= (left[:, h] >= least) & (right[:, h] >= least)
        with np.errstate(divide="ignore", invalid="ignore"):
            gain = left[:, 0] ** 2 / (left[:, h] + limits.l2)
            gain += right[:, 0] ** 2 / (right[:, h] + limits.l2)
            gain -= total[:, 0] ** 2 / (total[:, h] + limits.l2)
        gain = np.where(enough, gain, -np.inf).reshape(len(tables), -1)
        best = gain.max(axis=1)
        # The first of cuts that gain the same but for rounding.
        near = gain >= (best - 1e-10 * np.abs(np.where(np.isfinite(best), best, 0)))[:, None]
        return best, near.argmax(axis=1)

    def grow(self, rows: Index) -> tuple[Tree, Index]:
        """Return the tree, without values, and the leaf of each of the rows."""
        limits, bins = self.limits, self.bins
        width = bins.width - bins.missing
        least = max(2 * limits.samples, limits.split)
        weight = self.gradient[rows]
        floor = 1e-14 * float(weight @ weight)
        if self.curvature is not None:
            floor /= max(float(self.curvature[rows].mean()), 1e-300)
        left, right, feature, bound, count = [-1], [-1], [-2], [-2.0], [len(rows)]
        leaf = np.zeros(len(self.gradient), dtype=np.intp)
        queue: list[tuple[float, int, _Node]] = []

        def may_split(rows: Index, depth: int) -> bool:
            return len(rows) >= least and (limits.depth is None or depth < limits.depth)

        def offer(nodes: list[_Node]) -> None:
            gains, cuts = self.best(np.array([node.table for node in nodes]))
            for node, gain, cut in zip(nodes, gains.tolist(), cuts.tolist(), strict=True):
                node.cut = cut
                if gain > floor:
                    heapq.heappush(queue, (-gain, node.number, node))

        if may_split(rows, 0):
            offer([_Node(0, rows, 0, self.table(rows), 0)])
        leaves = 1
        while queue and (limits.leaves is None or leaves < limits.leaves):
            node = heapq.heappop(queue)[2]
            options = width * (1 + bins.missing)
            along, cut = divmod(node.cut, options)
            absent_left, cut = divmod(cut, width)
            codes = bins.codes(along, node.rows)
            side = codes <= cut
            known = codes < width if bins.missing else np.ones(len(codes), dtype=np.bool_)
            if bins.twice and known.all():  # none here: later ones go where most go
                absent_left = int(2 * np.count_nonzero(side) > len(side))
            elif absent_left:
                side |= ~known
            parts = [node.rows[side], node.rows[~side]]
            number = len(left)
            # Missing values are compared in a second copy of the features (see `doubled`).
            feature[node.number] = along + (self.d if absent_left else 0)
            bound[node.number] = self._bound(along, cut, codes, known)
            left[node.number], right[node.number] = number, number + 1
            for part in parts:
                left.append(-1)
                right.append(-1)
                feature.append(-2)
                bound.append(-2.0)
                count.append(len(part))
            leaf[parts[0]], leaf[parts[1]] = number, number + 1
            leaves += 1
            able = [may_split(part, node.depth + 1) for part in parts]
            if not any(able) or leaves == limits.leaves:
                continue
            small = int(len(parts[1]) < len(parts[0]))
            counted = self.table(parts[small])
            tables = [counted, node.table - counted]
            if small:
                tables.reverse()
            offer(
                [
                    _Node(number + i, parts[i], node.depth + 1, tables[i], 0)
                    for i in (0, 1)
                    if able[i]
                ]
            )
        size = len(left)
        tree = Tree(
            n_features=self.d,
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

    def _bound(self, feature: int, cut: int, codes: Index, known: NDArray[np.bool_]) -> float:
        """Return the number to compare with: midway between the values beside the cut."""
        bounds, values = self.bins.bounds[feature], self.bins.values[feature]
        above = codes[known & (codes > cut)]
        if not len(above):
            return _HIGHEST  # the missing against all others
        if values is None:
            return float(bounds[cut])
        low = values[codes[codes <= cut].max()]
        return float(low / 2 + values[above.min()] / 2)


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
