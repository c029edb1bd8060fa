"""The data as k-means works on it, and the assignment of one block of samples.

Distances come from one matrix product: |x - c|^2 = |x|^2 - 2 c.x + |c|^2, and |x|^2 is the same for
every centre, so the nearest centre has the least |c|^2 - 2 c.x. With a one below each sample that
is a single product of matrices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import FloatArray

Labels = NDArray[np.int32]
# Up to here it is faster to hold the scores centre by centre and reduce whole rows; beyond, sample
# by sample with argmin. Measured; the results are the same.
_FEW = 32
# Up to here the samples lie in memory feature by feature, which the score product of small
# dimensions likes; beyond, sample by sample, which saves the transposition. Measured, too.
_NARROW = 32


class Points(NamedTuple):
    """Samples in columns, moved to mean zero, a row of ones below them; and their weights.

    Moving the mean to zero costs a pass and saves digits: far from the origin the product above
    is the difference of large numbers.
    """

    rows: FloatArray  # (n_features + 1, n_samples)
    mean: FloatArray  # (n_features,)
    weight: NDArray[np.float64]  # (n_samples,)


def points_of(X: FloatArray, weight: NDArray[np.float64]) -> Points:
    """Return the samples of ``X``, centred, as columns; ``X`` is left as it is."""
    mean = X.mean(axis=0)
    return Points(shifted(X, mean), mean, weight)


def shifted(X: FloatArray, origin: FloatArray) -> FloatArray:
    """Return ``X - origin`` in columns with a row of ones below: (n_features + 1, n_samples)."""
    order: Literal["C", "F"] = "C" if X.shape[1] <= _NARROW else "F"
    rows: FloatArray = np.empty((X.shape[1] + 1, X.shape[0]), dtype=X.dtype, order=order)
    np.subtract(X.T, origin[:, None], out=rows[:-1])
    rows[-1] = 1
    return rows


def blocks(n_samples: int, width: int) -> Iterator[slice]:
    """Yield slices of the samples, so short that ``width`` numbers for each stay in the cache."""
    size = min(max(65_536 // width, 512), 8_192)
    for start in range(0, n_samples, size):
        yield slice(start, start + size)


def affine(centers: FloatArray) -> FloatArray:
    """Return the matrix that turns a sample with a one below it into its scores."""
    norms = np.einsum("ij,ij->i", centers, centers)
    return np.concatenate([-2 * centers, norms[:, None]], axis=1)  # (k, n_features + 1)


def nearest(rows: FloatArray, scorer: FloatArray) -> Labels:
    """Return each column's nearest centre, the first one of several that are equally near."""
    k = len(scorer)
    labels: Labels = np.empty(rows.shape[1], dtype=np.int32)
    if k > _FEW:
        labels[:] = (rows.T @ scorer.T).argmin(axis=1)
        return labels
    scores = scorer @ rows  # (k, n)
    # argmin along the long way without its slow strided walk: mark the minima, let the first of
    # them win by giving it the largest rank.
    ranks = np.arange(k - 1, -1, -1, dtype=np.uint8)[:, None]
    marks = np.equal(scores, np.minimum.reduce(scores, axis=0)).view(np.uint8)
    marks *= ranks
    labels[:] = k - 1
    labels -= np.maximum.reduce(marks, axis=0)
    return labels


def assign(X: FloatArray, centers: FloatArray) -> Labels:
    """Return the nearest centre of each row of ``X``, block by block."""
    # A whole number, so that whole-number data stays exact: there samples often are equally far
    # from two centres, and a rounding error should not decide between them.
    origin = np.rint(centers.mean(axis=0))
    scorer = affine(centers - origin)
    labels = np.empty(len(X), dtype=np.int32)
    for block in blocks(len(X), len(centers)):
        labels[block] = nearest(shifted(X[block], origin), scorer)
    return labels


def squared_distances_to_own(
    rows: FloatArray, centers: FloatArray, labels: Labels
) -> NDArray[np.float64]:
    """Return each column's squared distance to its own centre, from the differences themselves."""
    out = np.empty(len(labels))
    wide = rows.flags.f_contiguous
    columns = np.ascontiguousarray(centers.T)
    for block in blocks(len(labels), len(rows)):
        own = centers[labels[block]].T if wide else columns.take(labels[block], axis=1)
        gaps = rows[:-1, block] - own
        out[block] = np.einsum("ij,ij->j", gaps, gaps)
    return out


def inertia_of(X: FloatArray, centers: FloatArray, labels: Labels, weight: FloatArray) -> float:
    """Return the weighted sum of squared distances of the rows of ``X`` to their own centres."""
    total = 0.0
    for block in blocks(len(X), X.shape[1]):
        gaps = X[block] - centers[labels[block]]
        total += float(np.einsum("ij,ij->i", gaps, gaps) @ weight[block])
    return total
