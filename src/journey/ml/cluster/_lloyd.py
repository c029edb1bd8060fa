"""Lloyd's algorithm on prepared points: assign, average, repeat.

One thing differs from the textbook, not from its result: the sums of the clusters are kept, and
only samples that changed cluster are moved from one sum to another. After a few rounds hardly any
do, and the averaging costs next to nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.cluster._points import (
    Labels,
    Points,
    affine,
    blocks,
    nearest,
    squared_distances_to_own,
)
from journey.ml.utils import FloatArray


class Run(NamedTuple):
    """What one run from one start found; centres are relative to the points' mean."""

    centers: FloatArray
    labels: Labels
    inertia: float
    n_iter: int
    n_distances: int


def lloyd(points: Points, centers: FloatArray, *, max_iter: int, tol: float) -> Run:
    """Run Lloyd's algorithm until no label changes, or the centres move by at most ``tol``."""
    n_samples, k = points.rows.shape[1], len(centers)
    labels = np.full(n_samples, -1, dtype=np.int32)
    sums = np.zeros((k + 1, len(points.rows)))  # the last row is for "no cluster yet", label -1
    settled = False
    for n_iter in range(1, max_iter + 1):  # noqa: B007
        settled = not assign_and_sum(points, centers, labels, sums)
        old, centers = centers, averages(points, centers, labels, sums)
        if settled or ((centers - old) ** 2).sum() <= tol:
            break
    if not settled:  # the centres moved after the last assignment: make the labels fit them
        assign_and_sum(points, centers, labels, sums)
    return finish(points, centers, labels, n_iter, n_samples * k * (n_iter + (not settled)))


def assign_and_sum(
    points: Points, centers: FloatArray, labels: Labels, sums: NDArray[np.float64]
) -> bool:
    """Label every sample with its nearest centre and move the clusters' sums along.

    ``labels`` and ``sums`` are changed in place; the answer says whether any label changed.
    """
    scorer = affine(centers)
    changed = False
    for block in blocks(len(labels), len(centers)):
        new = nearest(points.rows[:, block], scorer)
        changed |= move(points, block, labels, new, sums)
    return changed


def move(
    points: Points, block: slice, labels: Labels, new: Labels, sums: NDArray[np.float64]
) -> bool:
    """Give a block its new labels, in place; the answer says whether any changed."""
    moved = np.flatnonzero(new != labels[block])
    if not len(moved):
        return False
    if 2 * len(moved) > len(new):  # cheaper with the whole block: +weight -weight for the others
        moved = np.arange(len(new))
        columns = points.rows[:, block]
    else:
        columns = points.rows[:, block].take(moved, axis=1)
    # +weight where a sample arrives, -weight where it leaves: the change of all sums is a product.
    signed = np.zeros((len(sums), len(moved)), dtype=points.rows.dtype)  # (k + 1, n_moved)
    weight, column = points.weight[block][moved], np.arange(len(moved))
    signed[new[moved], column] = weight
    signed[labels[block][moved], column] -= weight
    sums += signed @ columns.T
    labels[block] = new
    return True


def averages(
    points: Points, centers: FloatArray, labels: Labels, sums: NDArray[np.float64]
) -> FloatArray:
    """Return the mean of every cluster; an empty one restarts at the sample worst served."""
    k = len(centers)
    # Counted afresh: a running total of fractional weights would miss zero by a rounding error,
    # and an empty cluster would go unnoticed.
    weights = np.bincount(labels, points.weight, minlength=k).astype(np.float64, copy=False)
    totals = sums[:k, :-1]
    empty = np.flatnonzero(weights == 0)
    if len(empty):
        totals = totals.copy()
        _relocate(points, centers, labels, empty, totals, weights)
    means = np.empty_like(totals)
    filled = weights > 0
    means[filled] = totals[filled] / weights[filled, None]
    # Still empty: fewer distinct samples than clusters. The biggest cluster's centre is harmless.
    means[~filled] = means[weights.argmax()]
    return means.astype(centers.dtype, copy=False)


def _relocate(
    points: Points,
    centers: FloatArray,
    labels: Labels,
    empty: NDArray[np.intp],
    totals: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> None:
    distances = squared_distances_to_own(points.rows, centers, labels)
    if not distances.any():
        return
    farthest = np.argpartition(distances, -len(empty))[: -len(empty) - 1 : -1]
    for cluster, sample in zip(empty, farthest, strict=True):
        weight, home = points.weight[sample], labels[sample]
        totals[cluster] = weight * points.rows[:-1, sample]
        totals[home] -= totals[cluster]
        weights[cluster] = weight
        # What is left of an only sample's cluster may be a rounding error instead of nothing.
        left = weights[home] - weight
        weights[home] = left if left > 1e-12 * weight else 0


def finish(
    points: Points, centers: FloatArray, labels: Labels, n_iter: int, n_distances: int
) -> Run:
    """Return the run with its inertia."""
    own = squared_distances_to_own(points.rows, centers, labels)
    return Run(centers, labels, float(own @ points.weight), n_iter, n_distances)
