"""Smaller trees from a grown one: cost-complexity pruning, and a given number of leaves.

Both leave the tree as it is and say which of its nodes become leaves.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._tree import Tree


@dataclass(frozen=True)
class PruningPath:
    """The trees that pruning passes on its way to the root.

    Attributes
    ----------
    ccp_alphas : NDArray
        The alpha from which on each tree is the best one; it never falls.
    impurities : NDArray
        The impurity of each tree: that of its leaves, weighted by their share of the samples.
    """

    ccp_alphas: NDArray[np.float64]
    impurities: NDArray[np.float64]


def weakest_links(tree: Tree) -> Iterator[tuple[float, float, int]]:
    """Yield alpha, impurity of the tree that is left, and the node cut off, link by link."""
    cost = tree.impurity * tree.weighted_n_node_samples / tree.weighted_n_node_samples[0]
    parent = tree.parents()
    inner = tree.children_left >= 0
    leaves = (~inner).astype(np.intp)
    below = np.where(inner, 0.0, cost)
    for node in range(tree.node_count - 1, 0, -1):  # children come after their parents
        leaves[parent[node]] += leaves[node]
        below[parent[node]] += below[node]
    link = np.full(tree.node_count, np.inf)
    link[inner] = (cost[inner] - below[inner]) / (leaves[inner] - 1)
    # After the subtree of each node: where the nodes that are not below it go on.
    end = np.arange(1, tree.node_count + 1)
    for node in range(tree.node_count - 1, -1, -1):
        if inner[node]:
            end[node] = end[tree.children_right[node]]
    while np.isfinite(link[0]):
        node = int(link.argmin())
        alpha, worse, fewer = float(link[node]), cost[node] - below[node], leaves[node] - 1
        link[node : end[node]] = np.inf
        below[node], leaves[node] = cost[node], 1
        above = int(parent[node])
        while above >= 0:
            below[above] += worse
            leaves[above] -= fewer
            link[above] = (cost[above] - below[above]) / (leaves[above] - 1)
            above = int(parent[above])
        yield alpha, float(below[0]), node


def pruning_path(tree: Tree) -> PruningPath:
    """Return the alphas and impurities of all trees between the whole one and its root."""
    at_leaves = tree.children_left < 0
    cost = tree.impurity * tree.weighted_n_node_samples / tree.weighted_n_node_samples[0]
    steps = [(alpha, impurity) for alpha, impurity, _ in weakest_links(tree)]
    alphas, impurities = zip((0.0, float(cost[at_leaves].sum())), *steps, strict=True)
    return PruningPath(np.array(alphas), np.array(impurities))


def pruned(tree: Tree, alpha: float) -> Tree:
    """Return the smallest subtree with the least impurity plus alpha times leaves."""
    cut_off = np.zeros(tree.node_count, dtype=np.bool_)
    for link, _, node in weakest_links(tree):
        if link > alpha:
            break
        cut_off[node] = True
    return tree.keep(cut_off)


def best_first(tree: Tree, max_leaf_nodes: int) -> Tree:
    """Return the tree that splits, again and again, the leaf whose cut lowers impurity most."""
    fall = tree.decreases()
    inner = tree.children_left >= 0
    cut_off = inner.copy()
    open_leaves = [(-fall[0], 0)] if inner[0] else []
    for _ in range(max_leaf_nodes - 1):
        if not open_leaves:
            break
        _, node = heapq.heappop(open_leaves)
        cut_off[node] = False
        for child in (int(tree.children_left[node]), int(tree.children_right[node])):
            if inner[child]:
                heapq.heappush(open_leaves, (-fall[child], child))
    return tree.keep(cut_off)
