"""Agglomerative clustering: from samples to the table of merges.

Single linkage follows a minimum spanning tree and needs no matrix. The other methods follow chains
of nearest neighbours through a full matrix of distances.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_array

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Method = Literal["single", "complete", "average", "ward"]

METHODS = ("single", "complete", "average", "ward")


def linkage(X: ArrayLike, method: Method = "single") -> Array:
    """Merge the two closest clusters again and again, from single samples up to one cluster.

    The table has SciPy's form. Row i says that the clusters in columns 0 and 1, the lower number
    first, become cluster n + i, at the height in column 2, with the number of samples in column 3.
    Clusters below n are samples. Distances are Euclidean. Left out: distances as input, other
    metrics, and the methods centroid, median and weighted.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), at least two.
    method
        How far two clusters are apart: the least distance between their samples (`"single"`), the
        largest (`"complete"`), the mean (`"average"`), or the root of twice the increase of the
        sum of squares within clusters (`"ward"`).

    Returns
    -------
    NDArray
        The merges, shape (n_samples - 1, 4), by rising height.

    Raises
    ------
    ValueError
        If the method is unknown or the samples are malformed.

    References
    ----------
    Muellner, D. (2011). Modern hierarchical, agglomerative clustering algorithms.
    arXiv:1109.2378. Sections 3.2 and 3.3.

    Lance, G. N. & Williams, W. T. (1967). A general theory of classificatory sorting strategies: 1.
    Hierarchical systems. The Computer Journal 9(4), 373-380.

    Examples
    --------
    >>> linkage([[0.0], [1.0], [4.0]], "complete").tolist()
    [[0.0, 1.0, 1.0, 2.0], [2.0, 3.0, 4.0, 3.0]]
    """
    check_method("method", method)
    points = np.asarray(check_array(X, min_samples=2), dtype=np.float64)
    return merges_of(points, method)


def merges_of(points: Array, method: Method, lower_first: bool = True) -> Array:
    """Return the table of merges of checked samples."""
    if method == "single":
        return _sorted(*_prim(points), lower_first)
    squared = _squared_distances(points)
    if method == "ward":
        a, b, height = _chain(squared, method)
        return _sorted(a, b, np.sqrt(height), lower_first)
    return _sorted(*_chain(np.sqrt(squared, out=squared), method), lower_first)


def check_method(name: str, method: str) -> None:
    """Refuse what is no method of linkage."""
    if method not in METHODS:
        raise ValueError(f"{name}: expected one of {', '.join(METHODS)}, got {method!r}")


def _squared_distances(X: Array, block: int = 64) -> Array:
    """Return all squared distances, summed feature by feature, so that equal rows are at 0."""
    n = len(X)
    squared = np.empty((n, n))
    columns = np.ascontiguousarray(X.T)
    for start in range(0, n, block):
        stop = min(start + block, n)
        part = np.zeros((stop - start, n - start))
        step = np.empty_like(part)
        for column in columns:
            np.subtract(column[start:stop, None], column[start:], out=step)
            step *= step
            part += step
        squared[start:stop, start:] = part
        squared[start:, start:stop] = part.T
    return squared


def _prim(X: Array) -> tuple[Index, Index, Array]:
    """Return the edges that join each sample to the one before it, in Prim's order.

    A tree grows from the first sample, each time by the sample nearest to it, at this distance. A
    tree that has entered a cluster of single linkage fills it before it leaves. So clusters are
    runs of samples in this order, and each sample may as well be joined to the one before it.
    """
    n = len(X)
    order = np.zeros(n, dtype=np.intp)
    height = np.empty(n - 1)
    left = np.arange(1, n, dtype=np.intp)  # samples outside the tree
    columns = X[1:].T.copy()  # it is written to
    best = np.full(n - 1, np.inf)
    buffer = np.empty_like(columns)
    for i in range(n - 1):
        np.subtract(columns, X[order[i], :, None], out=buffer)
        reach = np.sqrt(np.einsum("ij,ij->j", buffer, buffer))
        np.fmin(best, reach, out=best)  # what is in the tree is nan in all features
        pick = int(best.argmin())
        order[i + 1], height[i] = left[pick], best[pick]
        columns[:, pick], best[pick] = np.nan, np.inf
        if i % 64 == 63:  # now and then, drop what is in the tree
            stay = ~np.isnan(columns[0])
            left, best = left[stay], best[stay]
            columns = np.ascontiguousarray(columns[:, stay])
            buffer = np.empty_like(columns)
    return order[:-1], order[1:], height


def _chain(distance: Array, method: Method) -> tuple[Index, Index, Array]:
    """Return merges of pairs that are each other's nearest, in the order in which they are found.

    From any cluster go to its nearest, from there to its nearest, and so on: distances fall, so
    the walk ends at two clusters that are nearest to each other. Merge them; the rest of the chain
    stays valid. A merged cluster keeps the place of one of its samples. The matrix is overwritten.
    """
    n = len(distance)
    np.fill_diagonal(distance, np.inf)
    name = np.arange(n, dtype=np.intp)  # a sample of the cluster in each place
    size = np.ones(n)  # 0 where a place is empty
    empty = np.zeros(n)  # infinity there
    a, b = np.zeros((2, n - 1), dtype=np.intp)
    height = np.empty(n - 1)
    chain: list[int] = []
    for i in range(n - 1):
        if not chain:
            chain.append(int(empty.argmin()))  # the first place that is not empty
        while True:
            x = chain[-1]
            row = distance[x] + empty
            y = int(row.argmin())
            if len(chain) > 1:
                before = chain[-2]
                if row[y] >= row[before]:  # of equally near ones, turn back
                    y = before
                    break
            chain.append(y)
        del chain[-2:]
        x, y = min(x, y), max(x, y)
        a[i], b[i], height[i] = name[x], name[y], distance[x, y]
        merged = _updated(distance[x], distance[y], height[i], size[x], size[y], size, method)
        merged[y] = np.inf
        distance[y] = distance[:, y] = merged
        size[x], size[y], empty[x] = 0, size[x] + size[y], np.inf
        if i % 256 == 255 and 4 * np.count_nonzero(size) < 3 * len(size):  # drop empty places
            stay = np.flatnonzero(size)
            place = np.cumsum(size > 0) - 1
            chain = place[chain].tolist() if chain else []
            distance = distance[np.ix_(stay, stay)]
            name, size, empty = name[stay], size[stay], empty[stay]
    return a, b, height


def _updated(
    x: Array, y: Array, between: float, n_x: float, n_y: float, size: Array, method: Method
) -> Array:
    """Return distances to the union of two clusters from the distances to both (Lance-Williams).

    For Ward's method all of them are twice the increase of the sum of squares. What comes out for
    empty places means nothing.
    """
    if method == "complete":
        return np.maximum(x, y)
    if method == "average":
        mean = n_x * x
        mean += n_y * y
        mean /= n_x + n_y
        return mean
    return np.asarray(((size + n_x) * x + (size + n_y) * y - size * between) / (size + n_x + n_y))


def _sorted(a: Index, b: Index, height: Array, lower_first: bool) -> Array:
    """Return merges by rising height; a and b are samples of the clusters that merge."""
    order = np.argsort(height, kind="stable")
    n = len(height) + 1
    top = list(range(2 * n - 1))  # a node above, nearer to the root; its own where it is a root
    size = [1] * n
    rows = []

    def root(node: int) -> int:
        while top[node] != node:
            top[node] = node = top[top[node]]
        return node

    for new, (i, j) in enumerate(zip(a[order].tolist(), b[order].tolist(), strict=True), start=n):
        left, right = root(i), root(j)
        if lower_first and left > right:
            left, right = right, left
        top[left] = top[right] = new
        size.append(size[left] + size[right])
        rows.append((left, right, 0.0, size[new]))
    merges = np.array(rows, dtype=np.float64)
    merges[:, 2] = height[order]
    return merges
