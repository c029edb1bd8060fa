"""Growing trees a level at a time, and putting their nodes in order.

Which cut a node gets is the splitter's business (`_presorted`, `_drawn`). Here it is decided which
nodes are split at all, and what a finished tree looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from journey.ml.tree._criteria import Criterion, Index, Level, Stats
from journey.ml.tree._presorted import Cuts
from journey.ml.tree._tree import Tree


class Splitter(Protocol):
    """What growing needs to know of a splitter."""

    def cut(self, level: Level) -> Cuts: ...

    def keep(self, left: Index, right: Index) -> None: ...


@dataclass(frozen=True)
class Limits:
    """When a node is not split."""

    max_depth: float = np.inf
    min_samples_split: int = 2
    min_samples_leaf: int = 1
    min_impurity_decrease: float = 0.0


def grow(
    criterion: Criterion, splitter: Splitter, rows: Index, sizes: Index, limits: Limits, d: int
) -> list[Tree]:
    """Grow one tree for each run of ``sizes`` rows."""
    tree = np.arange(len(sizes))
    roots = stats = criterion.stats(rows, np.repeat(tree, sizes), len(sizes))
    floor = criterion.floor(roots)
    ids, n_nodes = tree, len(sizes)
    grown, splits = [stats], []
    depth = 0
    while True:
        least = max(limits.min_samples_split, 2 * limits.min_samples_leaf)
        going = (stats.impurity > floor) & (stats.count >= least)
        going &= depth < limits.max_depth
        if depth == 0:
            # Later levels hold only rows of nodes that go on; here they are picked.
            rows = rows[np.repeat(going, sizes)]
            splitter.keep(rows, rows[:0])
        tree, ids, stats = tree[going], ids[going], stats.take(going)
        if not len(ids):
            break
        level = Level(rows, stats, limits.min_samples_leaf)
        cuts = splitter.cut(level)
        decrease = cuts.gain / roots.weight[tree]
        done = cuts.gain > 0
        done &= decrease >= limits.min_impurity_decrease - np.finfo(np.float64).eps
        number = np.cumsum(done) - 1
        child = 2 * number[level.node] + cuts.right
        rows = cuts.rows
        if not done.all():
            stay = done[level.node]
            rows, child = rows[stay], child[stay]
        tree, ids = tree[done].repeat(2), ids[done]
        if not len(ids):
            break
        stats = criterion.stats(rows, child, 2 * len(ids))
        splits.append((ids, n_nodes, cuts.feature[done], cuts.threshold[done]))
        grown.append(stats)
        ids = n_nodes + np.arange(2 * len(ids))
        n_nodes += len(ids)
        depth += 1
        # The children to be split next: all left ones, then all right ones, their rows in order.
        going = (stats.impurity > floor) & (stats.count >= least)
        going &= depth < limits.max_depth
        on = going[child]
        side = child & 1 == 1
        left, right = rows[on & ~side], rows[on & side]
        splitter.keep(left, right)
        rows = np.concatenate([left, right])
        chosen = np.concatenate([np.arange(0, len(ids), 2), np.arange(1, len(ids), 2)])
        tree, ids, stats = tree[chosen], ids[chosen], stats.take(chosen)
    return _assemble(criterion, grown, splits, len(sizes), d)


def _assemble(criterion, grown, splits, n_trees: int, d: int) -> list[Tree]:  # type: ignore[no-untyped-def]
    """Number the nodes as a walk meets them: a node, all on its left, all on its right."""
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
        one = np.arange(first, first + 2 * len(ids), 2)
        place[one] = place[ids] + 1
        place[one + 1] = place[ids] + 1 + size[one]
        feature[ids], threshold[ids] = chosen, cut
        left[ids], right[ids] = place[one], place[one + 1]
    order = np.empty(n, dtype=np.intp)
    order[place] = np.arange(n)
    stats = stats.take(order)
    feature, threshold, left, right = (a[order] for a in (feature, threshold, left, right))
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
