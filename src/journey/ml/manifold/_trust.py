"""How far a layout can be trusted: whether its neighbours were neighbours before."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.neighbors import NearestNeighbors
from journey.ml.utils import check_array, check_integer


def trustworthiness(X: ArrayLike, X_embedded: ArrayLike, *, n_neighbors: int = 5) -> float:
    r"""Return how far neighbours in a layout were neighbours among the samples.

    $1 - \frac{2}{nk(2n - 3k - 1)} \sum_i \sum_{j \in N_i} \max(0, r_i(j) - k)$, with $N_i$ the $k$
    nearest points of point $i$ and $r_i(j)$ the rank of sample $j$ by its distance from sample $i$.
    scikit-learn's other metrics are left out.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    X_embedded
        Points of shape (n_samples, n_components).
    n_neighbors
        The $k$ of the formula, less than half of the number of samples. Default: 5.

    Returns
    -------
    float
        1 where all neighbours were neighbours.

    Raises
    ------
    ValueError
        If there are too few samples, or not as many points.

    References
    ----------
    Venna, J., Kaski, S. (2001). Neighborhood preservation in nonlinear projection methods: an
    experimental study. ICANN 2001, 485-491.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [2.0], [3.0], [9.0], [10.0]])
    >>> mixed = X[[0, 2, 4, 1, 3, 5]]
    >>> trustworthiness(X, X, n_neighbors=2), round(trustworthiness(X, mixed, n_neighbors=2), 3)
    (1.0, 0.567)
    """
    samples, points = check_array(X), check_array(X_embedded, name="X_embedded")
    n, k = len(samples), check_integer("n_neighbors", n_neighbors, 1)
    if 2 * k >= n:
        raise ValueError(f"n_neighbors: expected less than n_samples / 2 = {n / 2}, got {k}")
    if len(points) != n:
        raise ValueError(f"X_embedded: expected {n} points, got {len(points)}")
    _, near = NearestNeighbors(n_neighbors=k).fit(points).kneighbors()
    centred = np.asarray(samples - samples.mean(axis=0), dtype=np.float64)
    norm = np.einsum("ij,ij->i", centred, centred)
    lost = 0.0
    for first in range(0, n, 512):
        rows = np.arange(first, min(n, first + 512))
        apart = norm[rows, None] + norm - 2 * centred[rows] @ centred.T
        apart[np.arange(len(rows)), rows] = np.inf
        rank = np.empty(apart.shape, dtype=np.intp)
        np.put_along_axis(rank, np.argsort(apart, axis=1), np.arange(1, n + 1)[None], axis=1)
        lost += np.maximum(np.take_along_axis(rank, near[rows], axis=1) - k, 0).sum()
    return float(1 - 2 * lost / (n * k * (2 * n - 3 * k - 1)))
