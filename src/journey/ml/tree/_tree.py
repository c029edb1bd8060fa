"""A grown tree as arrays, and the way of samples down to its leaves.

Nodes are numbered as a walk meets them, so the left child of node i is node i + 1. How trees come
to be is in `_grow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import FloatArray

Floats = NDArray[np.float64]
Index = NDArray[np.intp]

# Pairs of sample and tree that go down together.
_BLOCK = 100_000


@dataclass(frozen=True)
class Tree:
    """The arrays of a tree, one entry a node, under scikit-learn's names.

    Attributes
    ----------
    n_features : int
        Number of features.
    children_left, children_right : NDArray
        Numbers of the children; -1 for a leaf.
    feature : NDArray
        The feature that is compared; -2 for a leaf.
    threshold : NDArray
        Samples whose value is at most this go to the left; -2 for a leaf.
    impurity : NDArray
        Impurity of the training samples of the node.
    n_node_samples : NDArray
        Their number.
    weighted_n_node_samples : NDArray
        Their weight.
    value : NDArray
        Shape (nodes, 1, classes): shares of the classes. Shape (nodes, 1, 1): the mean target.
    """

    n_features: int
    children_left: Index
    children_right: Index
    feature: Index
    threshold: Floats
    impurity: Floats
    n_node_samples: Index
    weighted_n_node_samples: Floats
    value: Floats

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.feature)

    @property
    def n_leaves(self) -> int:
        """Number of leaves."""
        return int((self.children_left < 0).sum())

    @property
    def max_depth(self) -> int:
        """Number of cuts on the longest way to a leaf."""
        return int(self.depths().max())

    def depths(self) -> Index:
        """Return the depth of each node; the root's is 0."""
        depth = np.zeros(self.node_count, dtype=np.intp)
        nodes = np.zeros(1, dtype=np.intp)
        while len(nodes):
            nodes = nodes[self.children_left[nodes] >= 0]
            both = np.concatenate([self.children_left[nodes], self.children_right[nodes]])
            depth[both] = np.tile(depth[nodes] + 1, 2)
            nodes = both
        return depth

    def parents(self) -> Index:
        """Return the parent of each node; the root's is -1."""
        parent = np.full(self.node_count, -1, dtype=np.intp)
        inner = np.flatnonzero(self.children_left >= 0)
        parent[self.children_left[inner]] = inner
        parent[self.children_right[inner]] = inner
        return parent

    def apply(self, X: FloatArray) -> Index:
        """Return the leaf that each sample ends in."""
        return Descent([self]).leaves(X)[:, 0]

    def decision_path(self, X: FloatArray) -> NDArray[np.bool_]:
        """Return for each sample which nodes it passes: an array of shape (samples, nodes)."""
        parent = self.parents()
        at = self.apply(X)
        path = np.zeros((len(X), self.node_count), dtype=np.bool_)
        samples = np.arange(len(X))
        while len(samples):
            path[samples, at] = True
            at = parent[at]
            samples, at = samples[at >= 0], at[at >= 0]
        return path

    def decreases(self) -> Floats:
        """Return what each node's cut takes from the impurity, as a share of all weight."""
        gain = self.weighted_n_node_samples * self.impurity
        inner = self.children_left >= 0
        fall = np.zeros(self.node_count)
        fall[inner] = (
            gain[inner] - gain[self.children_left[inner]] - gain[self.children_right[inner]]
        )
        return np.asarray(fall / self.weighted_n_node_samples[0])

    def compute_feature_importances(self, normalize: bool = True) -> Floats:
        """Return the sum of each feature's decreases, by default as shares of the whole."""
        inner = self.children_left >= 0
        falls = self.decreases()[inner]
        sums = np.zeros(self.n_features) + np.bincount(self.feature[inner], falls, self.n_features)
        total = float(sums.sum())
        return np.asarray(sums / total) if normalize and total > 0 else sums

    def keep(self, cut_off: NDArray[np.bool_]) -> Tree:
        """Return the tree whose nodes in ``cut_off`` are leaves, without what was below them."""
        below = np.zeros(self.node_count, dtype=np.bool_)
        parent = self.parents()
        nodes = np.flatnonzero(self.depths() == 1)
        while len(nodes):
            below[nodes] = (below | cut_off)[parent[nodes]]
            nodes = nodes[self.children_left[nodes] >= 0]
            nodes = np.concatenate([self.children_left[nodes], self.children_right[nodes]])
        stay = ~below
        number = np.cumsum(stay) - 1
        leaf = ((self.children_left < 0) | cut_off)[stay]

        def cut(array: NDArray[Any], at_leaf: float) -> NDArray[Any]:
            return np.where(leaf, at_leaf, array[stay]).astype(array.dtype)

        return Tree(
            n_features=self.n_features,
            children_left=cut(number[self.children_left], -1),
            children_right=cut(number[self.children_right], -1),
            feature=cut(self.feature, -2),
            threshold=cut(self.threshold, -2),
            impurity=self.impurity[stay],
            n_node_samples=self.n_node_samples[stay],
            weighted_n_node_samples=self.weighted_n_node_samples[stay],
            value=self.value[stay],
        )


class Descent:
    """Takes samples down many trees at once, a level a step.

    A leaf is its own child on both sides, so nothing has to be asked on the way; pairs that have
    arrived are left out every few steps.
    """

    def __init__(self, trees: Sequence[Tree]) -> None:
        counts = np.array([tree.node_count for tree in trees], dtype=np.intp)
        self.roots = np.cumsum(counts) - counts
        left = np.concatenate([tree.children_left for tree in trees])
        right = np.concatenate([tree.children_right for tree in trees])
        self.leaf = left < 0
        shift = np.repeat(self.roots, counts)
        itself = np.arange(len(left))
        self.child = np.empty(2 * len(left), dtype=np.intp)
        self.child[0::2] = np.where(self.leaf, itself, right + shift)
        self.child[1::2] = np.where(self.leaf, itself, left + shift)
        feature = np.concatenate([tree.feature for tree in trees])
        self.feature = np.maximum(feature, 0)
        self.threshold = np.concatenate([tree.threshold for tree in trees])

    def leaves(self, X: FloatArray) -> Index:
        """Return the leaf of each sample in each tree, counted over all trees together."""
        n, trees = len(X), len(self.roots)
        found = np.empty((n, trees), dtype=np.intp)
        step = max(1, _BLOCK // trees)
        for first in range(0, n, step):
            part = np.ascontiguousarray(X[first : first + step])
            found[first : first + step] = self._walk(part).reshape(-1, trees)
        return found

    def _walk(self, X: FloatArray) -> Index:
        n, d = X.shape
        trees = len(self.roots)
        flat = X.ravel()
        node = np.tile(self.roots, n)
        start = np.repeat(np.arange(0, n * d, d), trees)
        done = node.copy()
        which = np.arange(len(node))
        steps = 0
        while len(node):
            value = flat.take(self.feature.take(node) + start)
            side = value <= self.threshold.take(node)
            node = self.child.take(2 * node + side)
            steps += 1
            if steps % 3 == 0 or len(node) < 1000:
                at_leaf = self.leaf.take(node)
                if at_leaf.any():
                    done[which[at_leaf]] = node[at_leaf]
                    going = np.flatnonzero(~at_leaf)
                    node, start, which = node.take(going), start.take(going), which.take(going)
        return done
