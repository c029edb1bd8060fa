"""What a table of merges says: the order of its leaves, flat clusters, cophenetic distances.

The order of the leaves puts every cluster in a row, its lower child first. Two samples meet at the
highest gap between them in that order, so n - 1 gaps hold all that the functions here need.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_integer, check_real

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class Layout(NamedTuple):
    """Where clusters stand in the order of the leaves."""

    left: Index  # (n - 1,): the children of each merge
    right: Index
    height: Array  # (n - 1,)
    size: Index  # (2n - 1,): samples below each node
    start: Index  # (2n - 1,): the place of its first leaf
    gap: Array  # (n - 1,): the height at which the leaves at i and i + 1 meet

    @property
    def leaves(self) -> Index:
        """The samples from left to right."""
        return np.argsort(self.start[: len(self.gap) + 1])


def layout(Z: ArrayLike) -> Layout:
    """Return where the clusters of a table of merges stand; the table is checked."""
    merges = np.asarray(Z, dtype=np.float64)
    if merges.ndim != 2 or merges.shape[1:] != (4,) or len(merges) == 0:
        raise ValueError(f"Z: expected merges of shape (n - 1, 4), got {merges.shape}")
    n = len(merges) + 1
    if not np.isfinite(merges).all() or (merges[:, 2] < 0).any():
        raise ValueError("Z: expected finite numbers and heights of at least 0")
    if (np.diff(merges[:, 2]) < 0).any():
        raise ValueError("Z: expected rising heights")
    children = merges[:, :2].astype(np.intp)
    known = children < n + np.arange(n - 1)[:, None]
    if not known.all() or not np.array_equal(np.sort(children, axis=None), np.arange(2 * n - 2)):
        raise ValueError("Z: expected each cluster to be merged once, after it was formed")
    left, right = children.T
    size = np.ones(2 * n - 1, dtype=np.intp)
    start = np.zeros(2 * n - 1, dtype=np.intp)
    gap = np.empty(n - 1)
    for i in range(n - 1):
        size[n + i] = size[left[i]] + size[right[i]]
    for i in range(n - 2, -1, -1):
        start[left[i]] = start[n + i]
        start[right[i]] = start[n + i] + size[left[i]]
        gap[start[right[i]] - 1] = merges[i, 2]
    return Layout(left, right, merges[:, 2], size, start, gap)


def fcluster(
    Z: ArrayLike, t: float, criterion: Literal["distance", "maxclust"] = "distance"
) -> Index:
    """Cut a tree of merges into flat clusters.

    Parameters
    ----------
    Z
        Merges as from [linkage][journey.ml.cluster.linkage].
    t
        For `"distance"` the height of the cut: merges up to it are kept. For `"maxclust"` the
        largest number of clusters; where merges are equally high there may be fewer.
    criterion
        `"distance"` or `"maxclust"`. Unlike in SciPy there is no `"inconsistent"`.

    Returns
    -------
    NDArray
        Numbers of the samples' clusters from 1, as in SciPy.

    Raises
    ------
    ValueError
        If the table or the cut is malformed.

    Examples
    --------
    >>> fcluster([[0, 1, 1, 2], [2, 3, 4, 3]], 2, "maxclust").tolist()
    [1, 1, 2]
    """
    at = layout(Z)
    n = len(at.gap) + 1
    if criterion == "distance":
        cut = check_real("t", t, 0)
    elif criterion == "maxclust":
        most = check_integer("t", t, 1)
        if most >= n:
            return np.arange(1, n + 1, dtype=np.intp)
        cut = float(at.height[n - 1 - most])
    else:
        raise ValueError(f"criterion: expected distance or maxclust, got {criterion!r}")
    return _numbered(at, cut)


def _numbered(at: Layout, cut: float) -> Index:
    """Return the samples' clusters at a height, numbered as in SciPy.

    SciPy walks down the tree, left before right, and numbers a cluster where it meets its top. A
    single sample gets its number when the walk leaves the merge above it.
    """
    n = len(at.gap) + 1
    above = np.full(2 * n - 1, 2 * n - 2, dtype=np.intp)
    above[at.left] = above[at.right] = np.arange(n, 2 * n - 1, dtype=np.intp)
    inside = np.concatenate([np.ones(n, dtype=np.bool_), at.height <= cut])
    inside_above = inside[above]
    inside_above[-1] = False
    heads = np.flatnonzero(inside & ~inside_above)
    visit = np.where(heads < n, above[heads], heads)
    end = at.start + at.size
    order = heads[np.lexsort((at.start[heads], at.size[visit], end[visit]))]
    rank = np.zeros(n, dtype=np.intp)  # by the place of the cluster's first leaf
    rank[at.start[order]] = np.arange(1, len(order) + 1, dtype=np.intp)
    first = np.maximum.accumulate(np.where(rank > 0, np.arange(n, dtype=np.intp), 0))
    return np.asarray(rank[first][at.start[:n]])


def cophenet(Z: ArrayLike) -> Array:
    """Return the height at which each pair of samples comes into one cluster.

    Parameters
    ----------
    Z
        Merges as from [linkage][journey.ml.cluster.linkage].

    Returns
    -------
    NDArray
        Heights of the pairs (0, 1), (0, 2), ..., (n - 2, n - 1), n (n - 1) / 2 of them.

    Raises
    ------
    ValueError
        If the table is malformed.

    References
    ----------
    Sokal, R. R. & Rohlf, F. J. (1962). The comparison of dendrograms by objective methods. Taxon
    11(2), 33-40.

    Examples
    --------
    >>> cophenet([[0, 1, 1, 2], [2, 3, 4, 3]]).tolist()
    [1.0, 4.0, 4.0]
    """
    at = layout(Z)
    n = len(at.gap) + 1
    meet = np.zeros((n, n))
    for i in range(n - 1):
        meet[i, i + 1 :] = meet[i + 1 :, i] = np.maximum.accumulate(at.gap[i:])
    place = at.start[:n]
    return np.asarray(meet[np.ix_(place, place)][np.triu_indices(n, 1)])
