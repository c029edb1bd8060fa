"""A k-d tree in flat arrays: built and searched level by level, for many queries at once.

Node i has the children 2i + 1 and 2i + 2. All leaves are on the same level and hold the same
number of samples, give or take one, so the samples of a leaf, and those of any node, are a
contiguous block. Python's loops run over levels and features; queries, nodes and samples are
NumPy's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.neighbors._metric import Array, Metric
from journey.ml.neighbors._select import Index, smallest

_PAIRS = 1 << 17  # pairs of a query and a leaf that are looked at together
_QUERIES = 2048  # queries that go down the tree together
# The first bound comes from a node with so many times k samples: a tight bound saves more leaves
# than it costs. Measured in two to five dimensions.
_ENOUGH = 8


class Tree(NamedTuple):
    """The arrays; L is the depth, m the size of the largest leaf."""

    low: Array  # (2^(L+1) - 1, n_features): least coordinates of a node's samples
    high: Array  # the largest ones
    axis: Index  # (2^L - 1,): the feature that an inner node is cut along
    cut: Array  # (2^L - 1,): the least coordinate of its right child there
    points: Array  # (2^L, n_features, m): the samples leaf by leaf, infinity where one is short
    ids: Index  # (2^L, m): their indices in the table, n_samples where one is short
    depth: int
    smallest_leaf: int
    calls: NDArray[np.int64]  # (1,): distances computed so far, kept up to date by the searches


def build(X: Array, leaf_size: int) -> Tree:
    """Cut every node at the median of its widest feature until ``leaf_size`` is reached."""
    n, d = X.shape
    depth = 0
    while n > leaf_size << depth and n >= 2 << depth:
        depth += 1
    order = np.arange(n, dtype=np.intp)
    bounds = np.array([0, n], dtype=np.intp)
    axis = np.zeros((1 << depth) - 1, dtype=np.intp)
    cut = np.zeros((1 << depth) - 1)
    for level in range(depth):
        place, inside = _places(bounds)
        ids = order[place]  # (nodes, width); where a node is one short, its last sample again
        table = X[ids]
        widest = (table.max(axis=1) - table.min(axis=1)).argmax(axis=1)
        values = np.take_along_axis(table, widest[:, None, None], axis=2)[:, :, 0]
        values[~inside] = np.inf
        left = np.diff(bounds) // 2
        halves = np.argpartition(values, np.unique(left), axis=1)
        nodes = np.arange(len(left))
        here = slice((1 << level) - 1, (2 << level) - 1)
        axis[here], cut[here] = widest, values[nodes, halves[nodes, left]]
        order = np.take_along_axis(ids, halves, axis=1)[np.take_along_axis(inside, halves, axis=1)]
        middle = bounds[:-1] + left
        bounds = np.append(np.column_stack([bounds[:-1], middle]).ravel(), n)
    place, inside = _places(bounds)
    ids = order[place]
    points = X[ids].transpose(0, 2, 1)
    low, high = points.min(axis=2), points.max(axis=2)
    lows, highs = [low], [high]
    for _ in range(depth):
        low, high = low.reshape(-1, 2, d).min(axis=1), high.reshape(-1, 2, d).max(axis=1)
        lows.insert(0, low)
        highs.insert(0, high)
    points = np.where(inside[:, None, :], points, np.inf)
    ids[~inside] = n
    least, calls = int(np.diff(bounds).min()), np.zeros(1, dtype=np.int64)
    return Tree(
        np.concatenate(lows), np.concatenate(highs), axis, cut, points, ids, depth, least, calls
    )


def _places(bounds: Index) -> tuple[Index, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """Return the places of each node's samples, one row a node, and which of them are real."""
    width = int(np.diff(bounds).max())
    place = bounds[:-1, None] + np.arange(width, dtype=np.intp)
    return np.minimum(place, bounds[1:, None] - 1), place < bounds[1:, None]


def nearest(tree: Tree, Q: Array, k: int, metric: Metric) -> tuple[Array, Index]:
    """Return reduced distances and indices of the k nearest samples, (n_queries, k)."""
    reduced, ids = np.empty((len(Q), k)), np.empty((len(Q), k), dtype=np.intp)
    for start in range(0, len(Q), _QUERIES):
        own = slice(start, start + _QUERIES)
        reduced[own], ids[own] = _nearest(tree, Q[own], k, metric)
    return reduced, ids


def _nearest(tree: Tree, Q: Array, k: int, metric: Metric) -> tuple[Array, Index]:
    bound = _first_bound(tree, Q, k, metric)
    rows, leaves = _visit(tree, Q, bound, metric)
    if len(rows) > _PAIRS and len(Q) > 1:  # a hard case: half of the queries at a time
        half = len(Q) // 2
        parts = [_nearest(tree, part, k, metric) for part in (Q[:half], Q[half:])]
        return np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])
    found = list(_in_leaves(tree, Q, rows, leaves, bound, metric))
    whose, ids, reduced = (np.concatenate(column) for column in zip(*found, strict=True))
    return smallest(whose, reduced, ids, k, len(Q))


def within(
    tree: Tree, Q: Array, radii: Array, metric: Metric
) -> Iterator[tuple[Index, Index, Array]]:
    """Yield queries, indices and reduced distances of all pairs within the query's radius."""
    for start in range(0, len(Q), _QUERIES):
        own = slice(start, start + _QUERIES)
        rows, leaves = _visit(tree, Q[own], radii[own], metric)
        for whose, ids, reduced in _in_leaves(tree, Q[own], rows, leaves, radii[own], metric):
            yield whose + start, ids, reduced


def _first_bound(tree: Tree, Q: Array, k: int, metric: Metric) -> Array:
    """Return the k-th least reduced distance among the samples of the node that a query is in."""
    node = np.zeros(len(Q), dtype=np.intp)
    rows = np.arange(len(Q))
    up = 0  # levels above the leaves
    while tree.smallest_leaf << up < _ENOUGH * k and up < tree.depth:
        up += 1
    for _ in range(tree.depth - up):
        node = 2 * node + 1 + (Q[rows, tree.axis[node]] >= tree.cut[node])
    first = (node - ((1 << (tree.depth - up)) - 1)) << up
    blocks = [
        metric.blocks(tree.points[first + step], Q) for step in range(1 << up)
    ]  # (n_queries, m) each
    near = np.concatenate(blocks, axis=1)
    tree.calls[0] += near.size
    return np.asarray(np.partition(near, k - 1, axis=1)[:, k - 1])


def _visit(tree: Tree, Q: Array, bound: Array, metric: Metric) -> tuple[Index, Index]:
    """Return all pairs of a query and a leaf whose box is within the query's bound."""
    rows = np.arange(len(Q), dtype=np.intp)
    nodes = np.zeros(len(Q), dtype=np.intp)
    columns = np.ascontiguousarray(Q.T)
    low, high = np.ascontiguousarray(tree.low.T), np.ascontiguousarray(tree.high.T)
    for _ in range(tree.depth):
        rows = rows.repeat(2)
        nodes = (2 * nodes[:, None] + np.array([1, 2], dtype=np.intp)).ravel()
        total = np.zeros(len(rows))
        for column, least, most in zip(columns, low, high, strict=True):
            at = column[rows]
            gap = np.maximum(least[nodes] - at, at - most[nodes])
            total = metric.added(total, np.maximum(gap, 0, out=gap))
        keep = np.flatnonzero(total <= bound[rows])
        rows, nodes = rows[keep], nodes[keep]
    return rows, nodes - ((1 << tree.depth) - 1)


def _in_leaves(
    tree: Tree, Q: Array, rows: Index, leaves: Index, bound: Array, metric: Metric
) -> Iterator[tuple[Index, Index, Array]]:
    """Yield queries, indices and reduced distances of the samples in these leaves in bounds."""
    step = max(1, (_PAIRS << 4) // tree.points[0].size)
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        reduced = metric.blocks(tree.points[leaves[part]], Q[rows[part]])
        tree.calls[0] += reduced.size
        pair, member = np.nonzero(reduced <= bound[rows[part], None])
        yield rows[part][pair], tree.ids[leaves[part]][pair, member], reduced[pair, member]
