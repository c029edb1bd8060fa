"""Lloyd's algorithm by its definition: what the fast versions are held against."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def lloyd_naive(
    X: ArrayLike, centers: ArrayLike, *, max_iter: int = 300
) -> tuple[NDArray[np.float64], NDArray[np.intp], list[float]]:
    r"""Run k-means from given centres, one sample and one centre at a time.

    For reading and for tests: every distance is computed, nothing is kept between rounds, and an
    empty cluster keeps its centre. [KMeans][journey.ml.cluster.KMeans] is the one to use.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    centers
        Starting centres of shape (n_clusters, n_features).
    max_iter
        The most rounds to run.

    Returns
    -------
    centers : NDArray
        Centres of shape (n_clusters, n_features).
    labels : NDArray
        The nearest centre of each sample.
    history : list of float
        The inertia after each assignment; it never rises.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Transactions on Information Theory
    28(2), 129-137. Method I.

    Examples
    --------
    >>> centers, labels, history = lloyd_naive([[0.0], [1.0], [5.0]], [[0.0], [1.0]])
    >>> centers.ravel().tolist(), labels.tolist(), history
    ([0.5, 5.0], [0, 0, 1], [16.0, 5.0, 0.5])
    """
    X, centers = np.array(X, dtype=np.float64), np.array(centers, dtype=np.float64)
    labels, history = np.full(len(X), -1), []
    for _ in range(max_iter):
        squared = np.array([[((x - c) ** 2).sum() for c in centers] for x in X])
        old, labels = labels, squared.argmin(axis=1)  # step 1: nearest centre
        history.append(float(squared.min(axis=1).sum()))
        if (labels == old).all():
            break
        for j in np.unique(labels):
            centers[j] = X[labels == j].mean(axis=0)  # step 2: mean of the cluster
    return centers, labels, history
