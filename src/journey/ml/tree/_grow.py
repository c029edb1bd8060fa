"""Growing trees a level at a time, and putting their nodes in order.

Which cut a node gets is the splitter's business (`_presorted`, `_drawn`). Here it is decided which
nodes are split at all, and what a finished tree looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import Criterion, Floats, Index, Level, Stats
from journey.ml.tree._presorted import Cuts
from journey.ml.tree._tree import Tree


class Splitter(Protocol):
    """What growing needs to know of a splitter."""

    def cut(self, level: Level) -> Cuts: ...

    def keep(self, left: Index, right: Index) -> None: ...


# Of a level: the nodes that were split, the first of their children, features, thresholds.
Splits = tuple[Index, int, Index, Floats]


@dataclass(frozen=True)
class Limits:
    """When a node is not split."""

    max_depth: float = np.inf
    min_samples_split: int = 2
    min_samples_leaf: int = 1
    min_impurity_decrease: float = 0.0
    min_weight_fraction_leaf: float = 0.0


def grow(
    criterion: Criterion, splitter: Splitter, rows: Index, sizes: Index, limits: Limits, d: int
) -> list[Tree]:
    """Grow one tree for each run of ``sizes`` rows."""
    tree = np.arange(len(sizes))
    roots = criterion.stats(rows, np.repeat(tree, sizes), len(sizes))
    floor = criterion.floor(roots)
    least = max(limits.min_samples_split, 2 * limits.min_samples_leaf)
    wanted = limits.min_impurity_decrease - np.finfo(np.float64).eps
    grown: list[Stats] = [roots]
    splits: list[Splits] = []
    # Of the nodes that are split next: their numbers and trees, and their rows in this order.
    share = limits.min_weight_fraction_leaf
    lightest = share * roots.weight  # leaf of each tree

    def splittable(nodes: Stats, tree: Index) -> NDArray[np.bool_]:
        going = (nodes.impurity > floor) & (nodes.count >= least)
        return going & (nodes.weight >= 2 * lightest[tree]) if share else going

    ids = np.flatnonzero(splittable(roots, tree))
    stats, n_nodes, depth = roots.take(ids), len(sizes), 0
    if len(ids) < len(sizes):
        rows = rows[np.isin(np.repeat(tree, sizes), ids)]
    splitter.keep(rows, rows[:0])
    tree = ids
    while len(ids) and depth < limits.max_depth:
        level = Level(rows, stats, limits.min_samples_leaf, lightest[tree] if share else None)
        cuts = splitter.cut(level)
        rows, right, node, feature, threshold = (
            cuts.rows, cuts.right, level.node, cuts.feature, cuts.threshold,
        )  # fmt: skip
        done = (cuts.gain > 0) & (cuts.gain / roots.weight[tree] >= wanted)
        if not done.all():
            stay = done.take(node)
            rows, right = rows.compress(stay), right.compress(stay)
            node = (np.cumsum(done) - 1).take(node.compress(stay))
            tree, ids = tree[done], ids[done]
            feature, threshold = feature[done], threshold[done]
            if not len(ids):
                break
        child = 2 * node + right
        stats = criterion.stats(rows, child, 2 * len(ids))
        splits.append((ids, n_nodes, feature, threshold))
        grown.append(stats)
        # All left children that go on, then all right ones, and their rows in the same order.
        going = splittable(stats, tree.repeat(2))
        on = going.take(child)
        on_left, on_right = rows.compress(on & ~right), rows.compress(on & right)
        splitter.keep(on_left, on_right)
        rows = np.concatenate([on_left, on_right])
        chosen = np.concatenate([2 * going[0::2].nonzero()[0], 2 * going[1::2].nonzero()[0] + 1])
        tree, ids, stats = tree[chosen >> 1], n_nodes + chosen, stats.take(chosen)
        n_nodes += len(going)
        depth += 1
    return _assemble(criterion, grown, splits, len(sizes), d)


def _assemble(
    criterion: Criterion, grown: list[Stats], splits: list[Splits], n_trees: int, d: int
) -> list[Tree]:
    """Put the nodes in the order of a walk: a node, all on its left, all on its right."""
    stats = Stats(*(np.concatenate([getattr(part, name) for part in grown])
                    for name in ("count", "weight", "sums", "impurity")))  # fmt: skip
    n = len(stats.count)
    size = np.ones(n, dtype=np.intp)
    for ids, first, _, _ in reversed(splits):
        size[ids] += size[first : first + 2 * len(ids)].reshape(-1, 2).sum(axis=1)
    ends = np.cumsum(size[:n_trees])
    place = np.empty(n, dtype=np.intp)
    place[:n_trees] = ends - size[:n_trees]
    feature, threshold = np.full(n, -2, dtype=np.intp), np.full(n, -2.0)
    left, right = np.full(n, -1, dtype=np.intp), np.full(n, -1, dtype=np.intp)
    for ids, first, chosen, cut in splits:
        below = slice(first, first + 2 * len(ids))
        one = place.take(ids) + 1
        two = one + size[below][::2]
        place[below][::2], place[below][1::2] = one, two
        feature[ids], threshold[ids] = chosen, cut
        left[ids], right[ids] = one, two
    order = np.empty(n, dtype=np.intp)
    order[place] = np.arange(n)
    stats = stats.take(order)
    feature, threshold = feature.take(order), threshold.take(order)
    left, right = left.take(order), right.take(order)
    values = criterion.values(stats)
    trees = []
    for first, end in zip(ends - size[:n_trees], ends, strict=True):
        own = slice(int(first), int(end))
        shift = np.where(left[own] >= 0, first, 0)
        trees.append(
            Tree(
                n_features=d,
                children_left=left[own] - shift,
                children_right=right[own] - shift,
                feature=feature[own],
                threshold=threshold[own],
                impurity=stats.impurity[own],
                n_node_samples=stats.count[own],
                weighted_n_node_samples=stats.weight[own],
                value=values[own][:, None, :],
            )
        )
    return trees
