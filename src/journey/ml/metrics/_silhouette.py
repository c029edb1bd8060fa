"""The silhouette: how much nearer a sample is to its own cluster than to the next one."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import FloatArray, Rng, check_array, check_integer, check_random_state

_BLOCK = 2**21  # distances held at a time: 16 MB


def silhouette_samples(
    X: ArrayLike,
    labels: ArrayLike,
    *,
    metric: Literal["euclidean", "precomputed"] = "euclidean",
) -> FloatArray:
    r"""Return the silhouette of every sample.

    With $a$ the mean distance to the other samples of its own cluster and $b$ the least mean
    distance to the samples of another cluster, it is $(b - a) / \max(a, b)$, and 0 for a sample
    alone in its cluster. Distances are computed in blocks: memory does not grow with the square of
    the number of samples. Metrics other than these two are left out.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), or distances of shape (n_samples, n_samples).
    labels
        Clusters of shape (n_samples,); at least 2 different ones, at most n_samples - 1.
    metric
        `"euclidean"`, or `"precomputed"` where ``X`` is a table of distances.

    Returns
    -------
    FloatArray
        Values in [-1, 1], of shape (n_samples,).

    Raises
    ------
    ValueError
        If shapes do not fit, the number of labels is out of range, or the metric is unknown.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of
    cluster analysis. Journal of Computational and Applied Mathematics 20, 53-65. Section 2.

    Examples
    --------
    >>> silhouette_samples([[0.0], [1.0], [10.0], [11.0]], [0, 0, 1, 1]).round(4).tolist()
    [0.9048, 0.8947, 0.8947, 0.9048]
    """
    if metric not in ("euclidean", "precomputed"):
        raise ValueError(f"metric: expected 'euclidean' or 'precomputed', got {metric!r}")
    table = check_array(X)
    n_samples = len(table)
    names, own = _encoded(labels, n_samples)
    if metric == "precomputed":
        _check_distances(table)
    else:
        table = table - table.mean(axis=0)  # saves digits in the products below
    sizes = np.bincount(own)
    member = np.zeros((n_samples, len(names)), dtype=table.dtype)
    member[np.arange(n_samples), own] = 1
    norms = np.einsum("ij,ij->i", table, table)
    out = np.empty(n_samples, dtype=table.dtype)
    step = max(1, _BLOCK // n_samples)
    for start in range(0, n_samples, step):
        block = slice(start, start + step)
        distances = table[block] if metric == "precomputed" else _distances(table, norms, block)
        sums = distances @ member  # (n_block, n_clusters)
        out[block] = _from_sums(sums, own[block], sizes)
    return out


def silhouette_score(
    X: ArrayLike,
    labels: ArrayLike,
    *,
    metric: Literal["euclidean", "precomputed"] = "euclidean",
    sample_size: int | None = None,
    random_state: int | Rng | None = None,
) -> float:
    """Return the mean silhouette.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), or distances of shape (n_samples, n_samples).
    labels
        Clusters of shape (n_samples,).
    metric
        As in [silhouette_samples][journey.ml.metrics.silhouette_samples].
    sample_size
        Compute it on this many samples drawn at random; default: on all.
    random_state
        Seed or generator of that draw.

    Returns
    -------
    float
        In [-1, 1]; near 1 where clusters are tight and far apart.

    Raises
    ------
    ValueError
        As `silhouette_samples` does.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes. J. Comput. Appl. Math. 20, 53-65. Section 4.

    Examples
    --------
    >>> round(silhouette_score([[0.0], [1.0], [10.0], [11.0]], [0, 0, 1, 1]), 4)
    0.8997
    """
    if sample_size is not None:
        table, names = check_array(X), np.asarray(labels)
        size = check_integer("sample_size", sample_size, 1)
        drawn = check_random_state(random_state).permutation(len(table))[:size]
        X = table[drawn][:, drawn] if metric == "precomputed" else table[drawn]
        labels = names[drawn]
    return float(silhouette_samples(X, labels, metric=metric).mean())


def _from_sums(sums: FloatArray, own: NDArray[np.intp], sizes: NDArray[np.intp]) -> FloatArray:
    at_home = np.arange(len(own)), own
    within = sums[at_home] / np.maximum(sizes[own] - 1, 1)  # a sample is no neighbour of itself
    means = sums / sizes
    means[at_home] = np.inf
    between = means.min(axis=1)
    larger = np.maximum(within, between)
    alone_or_same = (sizes[own] == 1) | (larger == 0)
    return np.where(alone_or_same, 0, (between - within) / np.where(larger == 0, 1, larger))


def _distances(X: FloatArray, norms: FloatArray, block: slice) -> FloatArray:
    squared = -2 * (X[block] @ X.T)
    squared += norms[block, None]
    squared += norms
    np.maximum(squared, 0, out=squared)
    rows = np.arange(len(squared))
    squared[rows, rows + block.start] = 0
    return np.sqrt(squared, out=squared)


def _encoded(labels: ArrayLike, n_samples: int) -> tuple[NDArray[np.generic], NDArray[np.intp]]:
    array = np.asarray(labels)
    if array.shape != (n_samples,):
        raise ValueError(
            f"labels: expected one label a sample, shape ({n_samples},), got {array.shape}"
        )
    names, own = np.unique(array, return_inverse=True)
    if not 2 <= len(names) <= n_samples - 1:
        raise ValueError(
            f"Number of labels is {len(names)}. Valid values are 2 to n_samples - 1 (inclusive)"
        )
    return names, own


def _check_distances(table: FloatArray) -> None:
    if table.shape[0] != table.shape[1]:
        raise ValueError(f"X: expected a square table of distances, got shape {table.shape}")
    if np.abs(table.diagonal()).max() > 100 * np.finfo(table.dtype).eps:
        raise ValueError("X: expected distances with zeros on the diagonal, got others")
