"""Elkan's algorithm: Lloyd's result with most distances never computed.

The triangle inequality bounds every distance from what is known of the last round. What the bounds
decide need not be measured. It pays where distances are dear and samples rarely change cluster;
it needs a table of n_samples by n_clusters bounds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.ml.cluster._lloyd import Run, assign_and_sum, averages, finish, move
from journey.ml.cluster._points import Labels, Points, blocks
from journey.ml.utils import FloatArray


def elkan(points: Points, centers: FloatArray, *, max_iter: int, tol: float) -> Run:
    """Run Elkan's algorithm: same labels, centres and rounds as Lloyd's from the same start."""
    samples = np.ascontiguousarray(points.rows[:-1].T)  # (n_samples, n_features)
    n_samples, k = len(samples), len(centers)
    labels = np.full(n_samples, -1, dtype=np.int32)
    sums = np.zeros((k + 1, len(points.rows)))
    lower = np.empty((n_samples, k), dtype=samples.dtype)  # lower <= distance to each centre
    for j, center in enumerate(centers):
        gaps = samples - center
        lower[:, j] = np.sqrt(np.einsum("ij,ij->i", gaps, gaps))
    upper = lower.min(axis=1)  # upper >= distance to the own centre
    new = lower.argmin(axis=1).astype(np.int32)
    n_distances = n_samples * k
    settled = False
    for n_iter in range(1, max_iter + 1):
        changed = False
        half = _half_gaps(centers)
        for block in blocks(n_samples, k):
            if n_iter > 1:
                n_distances += _reassign(
                    samples[block], centers, half, new[block], upper[block], lower[block]
                )
            changed |= move(points, block, labels, new[block], sums)
        old, centers = centers, averages(points, centers, labels, sums)
        settled = not changed
        shift = np.sqrt(((centers - old) ** 2).sum(axis=1))
        if settled or (shift**2).sum() <= tol:
            break
        upper += shift[labels]  # a centre that moved by s is at most s farther, at least s nearer
        lower -= shift
    if not settled:
        assign_and_sum(points, centers, labels, sums)
        n_distances += n_samples * k
    return finish(points, centers, labels, n_iter, n_distances)


def _half_gaps(centers: FloatArray) -> FloatArray:
    """Return half the distances between centres, infinity on the diagonal."""
    half = np.empty((len(centers), len(centers)), dtype=centers.dtype)
    for j, center in enumerate(centers):
        gaps = centers - center
        half[j] = np.sqrt(np.einsum("ij,ij->i", gaps, gaps)) / 2
    np.fill_diagonal(half, np.inf)
    return half


def _reassign(
    samples: FloatArray,
    centers: FloatArray,
    half: FloatArray,
    labels: Labels,
    upper: FloatArray,
    lower: FloatArray,
) -> int:
    """Update labels and bounds of a block in place; return how many distances were computed."""
    # No other centre can be nearer than half the way to the nearest other centre.
    rows = np.flatnonzero(upper > half.min(axis=1)[labels])
    rows = rows[_candidates(rows, half, labels, upper, lower).any(axis=1)]
    own = labels[rows]
    upper[rows] = lower[rows, own] = _distances(samples, rows, centers, own)
    computed = len(rows)
    # With the own distance exact, ask again which other centres are still possible.
    which, others = np.nonzero(_candidates(rows, half, labels, upper, lower))
    measured = np.full((len(rows), len(centers)), np.inf, dtype=lower.dtype)
    measured[which, others] = _distances(samples, rows[which], centers, others)
    lower[rows[which], others] = measured[which, others]
    computed += len(which)
    best = measured.argmin(axis=1)
    distance = measured[np.arange(len(rows)), best]
    nearer = distance < upper[rows]  # a tie leaves the sample where it is
    labels[rows[nearer]] = best[nearer]
    upper[rows[nearer]] = distance[nearer]
    return computed


def _candidates(
    rows: NDArray[np.intp], half: FloatArray, labels: Labels, upper: FloatArray, lower: FloatArray
) -> NDArray[np.bool_]:
    reach = upper[rows, None]
    possible = (reach > lower[rows]) & (reach > half[labels[rows]])
    return np.asarray(possible)  # the own centre is out: its half gap is infinite


def _distances(
    samples: FloatArray, rows: NDArray[np.intp], centers: FloatArray, which: NDArray[np.integer]
) -> FloatArray:
    gaps = samples[rows] - centers[which]
    out: FloatArray = np.sqrt(np.einsum("ij,ij->i", gaps, gaps))
    return out
