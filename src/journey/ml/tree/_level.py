"""Levels of a tree and the sums of their nodes: what criteria and splitters hand each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
Gains = Callable[[Index, NDArray[np.bool_]], Floats]

# Added to the gain of every cut that is allowed, so that zero stands for those that are not.
ALLOWED = 1e-300
# Gains this near to each other, relative to the larger, are equal: rounding shall not choose.
TIE = 1e-12


@dataclass(frozen=True)
class Stats:
    """Sums of nodes: rows, weight, sums of the targets, impurity."""

    count: Index
    weight: Floats
    sums: Floats  # (nodes, classes), or (nodes, 1)
    impurity: Floats

    def take(self, chosen: Index) -> Stats:
        return Stats(
            self.count.take(chosen),
            self.weight.take(chosen),
            self.sums.take(chosen, axis=0),
            self.impurity.take(chosen),
        )


class Level:
    """Nodes that are split together: their rows, those of a node side by side."""

    def __init__(self, rows: Index, stats: Stats, min_leaf: int, min_weight: Floats | None) -> None:
        self.rows, self.stats, self.min_leaf = rows, stats, min_leaf
        self.min_weight = min_weight  # of a leaf, for each node
        sizes = stats.count
        self.starts = np.cumsum(sizes) - sizes
        self.node = np.repeat(np.arange(len(sizes)), sizes)  # of each position

    @cached_property
    def ahead(self) -> Index:
        """How many rows of its node are left of a cut after each position."""
        return np.arange(1, len(self.rows) + 1) - self.starts.take(self.node)

    @cached_property
    def behind(self) -> Index:
        """How many rows of its node are right of a cut after each position."""
        return self.stats.count.take(self.node) - self.ahead

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """Whether a cut after each position leaves enough rows on both sides."""
        if self.min_leaf == 1:
            return np.asarray(self.behind > 0)
        return np.asarray((self.ahead >= self.min_leaf) & (self.behind >= self.min_leaf))

    def count(self, chosen: NDArray[np.bool_]) -> Index:
        """Return how many positions of each node are chosen, line by line."""
        return np.add.reduceat(chosen, self.starts, axis=1, dtype=np.intp)

    def subset(self, nodes: NDArray[np.bool_]) -> Level:
        weight = None if self.min_weight is None else self.min_weight[nodes]
        rows = self.rows.compress(nodes.take(self.node))
        return Level(rows, self.stats.take(nodes.nonzero()[0]), self.min_leaf, weight)

    def finish(
        self,
        gain: Floats,
        boundary: NDArray[np.bool_],
        left: Callable[[Index], Floats],
        rows: Index,
    ) -> Floats:
        """Set the gain of cuts that are not allowed to 0, and no other's."""
        gain += ALLOWED
        gain *= boundary
        if self.min_weight is not None:
            weight, least = left(rows), self.min_weight[self.node]
            gain *= (weight >= least) & (self.stats.weight[self.node] - weight >= least)
        return gain


class Criterion(Protocol):
    """What growing needs to know of a criterion."""

    weight: Floats
    uniform: bool  # whether all weights are one

    def stats(self, rows: Index, node: Index, n_nodes: int) -> Stats: ...

    def gains(self, level: Level) -> Gains: ...

    def gains_of(self, level: Level, left: NDArray[np.bool_]) -> tuple[Floats, Floats]: ...

    def values(self, stats: Stats) -> Floats: ...

    def floor(self, root: Stats) -> float: ...


def left_weight_of(
    level: Level, weight: Floats | NDArray[np.int32] | None
) -> Callable[[Index], Floats]:
    """Return the weight left of every cut: the position, where all weights are one."""
    if weight is None:
        ahead = level.ahead.astype(np.float64)[None]
        return lambda rows: ahead
    # The running sum goes on from node to node; what came before is the same for each feature.
    before = np.cumsum(level.stats.weight) - level.stats.weight
    offset = before[level.node]

    def left(rows: Index) -> Floats:
        sums = weight.take(rows)
        np.cumsum(sums, axis=1, out=sums)
        return sums - offset

    return left


def inverse_of(left: Any, total: Floats) -> Floats:
    """Return 1 / (W w_L w_R), and 0 where a side is empty."""
    product = left * (total - left) * total
    inverse = np.zeros(product.shape)
    np.divide(1.0, product, out=inverse, where=product > 0)
    return inverse
