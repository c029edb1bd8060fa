"""UMAP's first half: from distances to the nearest neighbours to a fuzzy graph.

Each sample gets a distance of its own: rho, where its neighbours begin, and sigma, how fast they
fade. The estimator is in `_umap`, the layout of the graph in `_umap_layout`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import FloatArray, check_array, check_integer, check_real

Array = NDArray[np.float64]
Index = NDArray[np.intp]

FLOOR = 1e-3  # the least sigma, as a share of the mean distance


class FuzzyGraph(NamedTuple):
    """A weighted graph as a list of its edges, in order of row and then of column.

    A symmetric graph holds every edge in both directions. `scipy.sparse.coo_array((graph.weights,
    (graph.rows, graph.cols)))` makes a sparse matrix of it.

    Attributes
    ----------
    rows : Index
        Where each edge starts.
    cols : Index
        Where it ends.
    weights : Array
        How surely it is there, above 0 and at most 1.
    n_samples : int
        How many samples there are, those without an edge included.

    Examples
    --------
    >>> one = np.array([0, 1])
    >>> FuzzyGraph(one, one[::-1], np.array([0.5, 0.5]), 2).toarray()
    array([[0. , 0.5],
           [0.5, 0. ]])
    """

    rows: Index
    cols: Index
    weights: Array
    n_samples: int

    def toarray(self) -> Array:
        """Return the weights as a square table.

        Returns
        -------
        Array
            Weights of shape (n_samples, n_samples), 0 where there is no edge.
        """
        table = np.zeros((self.n_samples, self.n_samples))
        table[self.rows, self.cols] = self.weights
        return table


def smooth_knn_dist(
    distances: ArrayLike,
    k: float,
    *,
    local_connectivity: float = 1.0,
    n_iter: int = 64,
    tolerance: float = 1e-5,
) -> tuple[Array, Array]:
    r"""Return each sample's sigma and rho: the width and the start of its neighbourhood.

    rho is the distance to the nearest sample that is not in the same place. sigma solves
    $\sum_j \exp(-\max(0, d_j - \rho) / \sigma) = \log_2 k$, the sample itself left out, by
    bisection, for all samples at once. It is at least a thousandth of the mean distance.

    Parameters
    ----------
    distances
        Sorted distances of shape (n_samples, n_neighbors); the first is that of the sample to
        itself.
    k
        The number of neighbours that the sum stands for.
    local_connectivity
        How many neighbours are surely connected; between whole numbers rho is interpolated.
    n_iter
        The most halvings.
    tolerance
        A sample's search ends when its sum is this near.

    Returns
    -------
    sigmas : Array
        Widths of shape (n_samples,).
    rhos : Array
        Starts of shape (n_samples,).

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP: uniform manifold approximation and
    projection for dimension reduction. arXiv:1802.03426. Section 3.1 and algorithm 3.

    Examples
    --------
    >>> sigmas, rhos = smooth_knn_dist([[0.0, 1.0, 2.0, 3.0]], 4)
    >>> rhos
    array([1.])
    >>> float(np.exp(-np.array([0, 1, 2]) / sigmas).sum().round(4))
    2.0
    """
    table = check_array(distances, name="distances")  # gaps keep its precision
    target = np.log2(check_real("k", k, 1))
    rhos = _starts(table, check_real("local_connectivity", local_connectivity, 0))
    steps = check_integer("n_iter", n_iter, 1)
    sigmas = widths(table[:, 1:] - rhos[:, None], target, steps, tolerance)
    means = np.where(rhos > 0, table.mean(axis=1), table.mean())
    return np.maximum(sigmas, FLOOR * means), rhos.astype(np.float64)


def widths(gaps: FloatArray, target: float, n_iter: int = 64, tolerance: float = 1e-5) -> Array:
    """Return each row's sigma, at which the row's strengths sum to the target."""
    gaps = np.maximum(gaps, 0).astype(np.float64)
    low, high = np.zeros(len(gaps)), np.full(len(gaps), np.inf)
    sigmas = np.ones(len(gaps))
    open_: Index = np.arange(len(gaps))
    for _ in range(n_iter):
        sums = np.exp(-gaps[open_] / sigmas[open_, None]).sum(axis=1)
        wide = sums > target
        searched = np.abs(sums - target) >= tolerance
        open_, wide = open_[searched], wide[searched]
        high[open_[wide]] = sigmas[open_[wide]]
        low[open_[~wide]] = sigmas[open_[~wide]]
        ends = high[open_]
        sigmas[open_] = np.where(np.isinf(ends), 2 * sigmas[open_], (low[open_] + ends) / 2)
    return sigmas


def _starts(table: FloatArray, connectivity: float) -> FloatArray:
    """Return rho of each row: the distance to its ``connectivity``-th other place."""
    k = table.shape[1]
    none = table.dtype.type(np.inf)
    order = np.sort(np.where(table > 0, table, none), axis=1)  # zeros go to the end
    places = np.isfinite(order).sum(axis=1)
    # Position 0 stands for the sample itself, so that positions below 1 are interpolated too.
    order = np.pad(order, ((0, 0), (1, 1)), constant_values=(0, np.inf))
    whole = int(min(np.floor(connectivity), k))
    part = connectivity - whole if whole < k else 0.0
    below, above = order[:, whole], order[:, whole + 1]
    with np.errstate(invalid="ignore"):
        step = np.where(np.isfinite(above), above - below, 0) * part if part else 0
    furthest = order[np.arange(len(order)), places]
    out: FloatArray = np.where(places >= connectivity, below + step, furthest)
    return out


def membership_strengths(
    distances: ArrayLike, sigmas: ArrayLike, rhos: ArrayLike
) -> NDArray[np.float64]:
    r"""Return how surely each neighbour belongs: $\exp(-\max(0, d - \rho) / \sigma)$.

    Parameters
    ----------
    distances
        Distances of shape (n_samples, n_neighbors).
    sigmas
        Widths of shape (n_samples,).
    rhos
        Starts of shape (n_samples,).

    Returns
    -------
    NDArray
        Strengths of the distances' shape, 1 up to rho.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Algorithm 2.

    Examples
    --------
    >>> membership_strengths([[0.0, 1.0, 2.0]], [1.0], [1.0]).round(3)
    array([[1.   , 1.   , 0.368]])
    """
    table = np.asarray(distances, dtype=np.float64)
    gaps = np.maximum(table - np.asarray(rhos, dtype=np.float64)[:, None], 0)
    wide = np.broadcast_to(np.asarray(sigmas, dtype=np.float64)[:, None], gaps.shape)
    # Without a width only what lies at the start belongs.
    ratios = np.divide(gaps, wide, out=np.where(gaps > 0, np.inf, 0.0), where=wide > 0)
    out: Array = np.exp(-ratios)
    return out


def fuzzy_simplicial_set(
    indices: ArrayLike,
    distances: ArrayLike,
    *,
    local_connectivity: float = 1.0,
    set_op_mix_ratio: float = 1.0,
) -> FuzzyGraph:
    r"""Join the samples' neighbourhoods to one symmetric fuzzy graph.

    Where $a$ is the strength of $j$ among the neighbours of $i$, and $b$ that of $i$ among those
    of $j$, the edge's weight is $a + b - ab$: the chance that at least one of the two exists.

    Parameters
    ----------
    indices
        Neighbours of shape (n_samples, n_neighbors), no sample twice in a row; a sample that
        stands in its own row is left out of the graph.
    distances
        Their distances, sorted; the first column is taken for the sample itself.
    local_connectivity
        See [smooth_knn_dist][journey.ml.manifold.smooth_knn_dist].
    set_op_mix_ratio
        1 for the union $a + b - ab$, 0 for the intersection $ab$, or a mixture.

    Returns
    -------
    FuzzyGraph
        The symmetric graph.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Algorithms 1 and 2.

    Examples
    --------
    >>> near, far = [[0, 1], [1, 0], [2, 1]], [[0, 1], [0, 1], [0, 3]]
    >>> fuzzy_simplicial_set(near, far).toarray()
    array([[0., 1., 0.],
           [1., 0., 1.],
           [0., 1., 0.]])
    """
    near = np.asarray(indices, dtype=np.intp)
    table = check_array(distances, name="distances")
    if near.shape != table.shape:
        raise ValueError(
            f"indices: expected the shape of distances {table.shape}, got {near.shape}"
        )
    if near.min() < 0 or near.max() >= len(near):
        raise ValueError(f"indices: expected numbers from 0 to {len(near) - 1}")
    mix = check_real("set_op_mix_ratio", set_op_mix_ratio, 0)
    if mix > 1:
        raise ValueError(f"set_op_mix_ratio: expected a number from 0 to 1, got {mix:g}")
    n, k = near.shape
    sigmas, rhos = smooth_knn_dist(table, k, local_connectivity=local_connectivity)
    strengths = membership_strengths(table, sigmas, rhos).ravel()
    rows, cols = np.repeat(np.arange(n, dtype=np.intp), k), near.ravel()
    there = (rows != cols) & (strengths > 0)
    rows, cols, strengths = rows[there], cols[there], strengths[there]
    # Both directions of an edge meet under one key; 64 bits also where an index has 32.
    ahead = rows.astype(np.int64) * n + cols
    back = cols.astype(np.int64) * n + rows
    keys, place = np.unique(np.concatenate([ahead, back]), return_inverse=True)
    own = np.bincount(place[: len(rows)], strengths, len(keys))
    other = np.bincount(place[len(rows) :], strengths, len(keys))
    more, less = np.maximum(own, other), np.minimum(own, other)
    weights = mix * (more + less * (1 - more)) + (1 - mix) * more * less
    kept = weights > 0
    keys = keys[kept]
    return FuzzyGraph((keys // n).astype(np.intp), (keys % n).astype(np.intp), weights[kept], n)


def fuzzy_simplicial_set_naive(X: ArrayLike, n_neighbors: int) -> FloatArray:
    """Return the fuzzy graph's weights by the definition, sample by sample: the tests' oracle.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), no two the same.
    n_neighbors
        Neighbours of each sample, the sample itself among them.

    Returns
    -------
    FloatArray
        Weights of shape (n_samples, n_samples).

    Examples
    --------
    >>> fuzzy_simplicial_set_naive([[0.0], [1.0], [4.0]], 2)
    array([[0., 1., 0.],
           [1., 0., 1.],
           [0., 1., 0.]])
    """
    table = np.asarray(X, dtype=np.float64)
    strengths = np.zeros((len(table), len(table)))
    for i, sample in enumerate(table):
        distances = np.sqrt(((table - sample) ** 2).sum(axis=1))
        near = np.argsort(distances, kind="stable")[1:n_neighbors]
        gaps = distances[near] - distances[near[0]]
        low, high = 0.0, 1e6
        for _ in range(200):
            sigma = (low + high) / 2
            wide = np.exp(-gaps / sigma).sum() > np.log2(n_neighbors)
            low, high = (low, sigma) if wide else (sigma, high)
        strengths[i, near] = np.exp(-gaps / max(sigma, 1e-3 * distances[near].sum() / n_neighbors))
    out: Array = strengths + strengths.T - strengths * strengths.T
    return out
