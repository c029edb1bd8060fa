"""One face for all searches: brute force or a tree, chosen by name or by what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from journey.ml.neighbors import _tree
from journey.ml.neighbors._brute import BruteForce
from journey.ml.neighbors._metric import Array, Metric
from journey.ml.neighbors._select import Index
from journey.ml.utils import check_choice, check_integer

ALGORITHMS = ("auto", "brute", "kd_tree")
# "auto" takes the tree up to so many features, from so many samples times 2^features on. Where the
# tree would have to open most leaves, products of matrices are faster. Measured.
_TREE_FEATURES = 5
_TREE_SAMPLES = 500


class Searcher(Protocol):
    """What answers both questions: the k nearest, and all within a radius."""

    def nearest(self, Q: Array, k: int) -> tuple[Array, Index]:
        """Return reduced distances and indices of the k nearest samples, (n_queries, k)."""

    def within(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index, Array]]:
        """Yield queries, indices and reduced distances of all pairs within the query's radius."""

    def pairs(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index]]:
        """Yield queries and indices of all pairs within the query's radius, no distances."""


class TreeSearch:
    """A k-d tree with its metric."""

    def __init__(self, X: Array, metric: Metric, leaf_size: int) -> None:
        self.tree, self.metric = _tree.build(X, leaf_size), metric

    def nearest(self, Q: Array, k: int) -> tuple[Array, Index]:
        """Return reduced distances and indices of the k nearest samples, (n_queries, k)."""
        return _tree.nearest(self.tree, Q, k, self.metric)

    def within(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index, Array]]:
        """Yield queries, indices and reduced distances of all pairs within the query's radius."""
        return _tree.within(self.tree, Q, radii, self.metric)

    def pairs(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index]]:
        """Yield queries and indices of all pairs within the query's radius, no distances."""
        return (found[:2] for found in self.within(Q, radii))


def searcher(X: Array, metric: Metric, algorithm: object, leaf_size: object) -> Searcher:
    """Return the samples prepared for searching."""
    name = check_choice("algorithm", algorithm, ALGORITHMS)
    size = check_integer("leaf_size", leaf_size, 1)
    n, d = X.shape
    pays = d <= _TREE_FEATURES and n >= _TREE_SAMPLES << d
    if name == "kd_tree" or (name == "auto" and pays):
        return TreeSearch(X, metric, size)
    return BruteForce(X, metric)


def all_within(search: Searcher, Q: Array, radii: Array, n: int) -> tuple[Index, Index, Array]:
    """Return all pairs within the radii at once, by query and then by index."""
    none = np.empty(0, dtype=np.intp)
    found = [(none, none, np.empty(0)), *search.within(Q, radii)]
    rows, ids, reduced = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(rows.astype(np.int64) * n + ids)  # 32-bit products could overflow
    return rows[order], ids[order], reduced[order]
