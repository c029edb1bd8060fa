"""HDBSCAN's tree: from distances to a spanning tree, merges, and clusters that are large enough.

The estimator, and which clusters it keeps, are in `_hdbscan`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.neighbors._metric import Metric

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class Merges(NamedTuple):
    """Row i joins two nodes into node n + i; nodes below n are samples."""

    left: list[int]
    right: list[int]
    distance: list[float]
    size: list[int]


class Condensed(NamedTuple):
    """Clusters that stay large while distances fall; levels are one over the distance.

    Cluster 0 holds all samples. A cluster ends where it breaks into two that are both large; what
    breaks off and is small just leaves it.
    """

    parent: Index  # (n_clusters,): the cluster it broke off from; -1 for the first
    birth: Array  # (n_clusters,): the level at which it began
    size: Index  # (n_clusters,): samples at that level
    owner: Index  # (n_samples,): the last cluster that a sample was in
    leave: Array  # (n_samples,): the level at which it left


def spanning_tree(X: Array, core: Array, metric: Metric) -> tuple[Index, Index, Array]:
    """Return a minimum spanning tree under mutual reachability, by Prim's algorithm.

    The mutual reachability of two samples is the largest of their distance and both core
    distances. The tree grows from the first sample, each time by the sample that is nearest to
    it, the lower index first. n rounds over what is left, so time is quadratic and memory linear.
    """
    n = len(X)
    source, target = np.zeros((2, n - 1), dtype=np.intp)
    length = np.empty(n - 1)
    columns = np.asfortranarray(X)  # the features of all samples are added one by one
    left = np.arange(1, n, dtype=np.intp)  # samples outside the tree
    rows, radius = columns[left], core[left]
    best, via = np.full(n - 1, np.inf), np.zeros(n - 1, dtype=np.intp)
    newest = 0
    for i in range(n - 1):
        reach = metric.root(metric.between(rows, np.broadcast_to(X[newest], rows.shape)))
        np.maximum(reach, radius, out=reach)
        np.maximum(reach, core[newest], out=reach)
        nearer = reach < best
        best[nearer], via[nearer] = reach[nearer], newest
        pick = int(best.argmin())
        newest = int(left[pick])
        source[i], target[i], length[i] = via[pick], newest, best[pick]
        radius[pick] = best[pick] = np.inf  # in the tree now: never nearer, never picked
        if i % 64 == 63:  # now and then, drop what is in the tree
            stay = radius < np.inf
            left, rows, radius = left[stay], np.asfortranarray(rows[stay]), radius[stay]
            best, via = best[stay], via[stay]
    return source, target, length


def merges_of(source: Index, target: Index, length: Array) -> Merges:
    """Return the merges of single linkage: the tree's edges from short to long."""
    order = np.argsort(length, kind="stable")
    n = len(length) + 1
    top = list(range(2 * n - 1))  # a node above, nearer to the root; its own where it is a root
    size = [1] * n + [0] * (n - 1)
    merges = Merges([], [], length[order].tolist(), [])

    def root(node: int) -> int:
        while top[node] != node:
            top[node] = node = top[top[node]]
        return node

    pairs = zip(source[order].tolist(), target[order].tolist(), strict=True)
    for new, (a, b) in enumerate(pairs, start=n):
        left, right = root(a), root(b)
        top[left] = top[right] = new
        size[new] = size[left] + size[right]
        merges.left.append(left)
        merges.right.append(right)
        merges.size.append(size[new])
    return merges


def condensed(merges: Merges, min_cluster_size: int) -> Condensed:
    """Return the clusters of at least this size (2 or more), from the top of the merges down."""
    n = len(merges.left) + 1
    size = [1] * n + merges.size
    parent, birth, sizes = [-1], [0.0], [n]
    owner, leave = np.zeros(n, dtype=np.intp), np.zeros(n)
    queue = [(2 * n - 2, 0)]  # nodes with their cluster, from the root on, level by level
    for node, cluster in queue:  # it grows while it is read
        left, right = merges.left[node - n], merges.right[node - n]
        distance = merges.distance[node - n]
        level = 1 / distance if distance > 0 else np.inf
        breaks = min(size[left], size[right]) >= min_cluster_size
        for child in (left, right):
            if size[child] < min_cluster_size:
                members = _samples(merges, child)
                owner[members], leave[members] = cluster, level
                continue
            if breaks:
                parent.append(cluster)
                birth.append(level)
                sizes.append(size[child])
            queue.append((child, len(parent) - 1 if breaks else cluster))
    return Condensed(
        np.array(parent, dtype=np.intp),
        np.array(birth),
        np.array(sizes, dtype=np.intp),
        owner,
        leave,
    )


def _samples(merges: Merges, node: int) -> list[int]:
    n = len(merges.left) + 1
    found, stack = [], [node]
    while stack:
        node = stack.pop()
        if node < n:
            found.append(node)
        else:
            stack += (merges.left[node - n], merges.right[node - n])
    return found
