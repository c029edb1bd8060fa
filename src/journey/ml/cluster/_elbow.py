"""How the inertia falls with the number of clusters, and where the curve bends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.cluster._kmeans import KMeans


class ElbowCurve(NamedTuple):
    """Inertias over numbers of clusters, and the number at the bend.

    Attributes
    ----------
    n_clusters
        The numbers of clusters that were tried, rising.
    inertias
        The inertia of each.
    elbow
        The number at which the curve is farthest below the line between its ends.

    Examples
    --------
    >>> curve = elbow_curve([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]], range(1, 7))
    >>> curve.elbow
    3
    """

    n_clusters: NDArray[np.intp]
    inertias: NDArray[np.float64]
    elbow: int


def elbow_curve(
    X: ArrayLike,
    n_clusters: Iterable[int] = range(1, 11),
    *,
    random_state: int | None = 0,
    sample_weight: ArrayLike | None = None,
    **params: Any,
) -> ElbowCurve:
    """Fit k-means for several numbers of clusters and find the bend of the inertias.

    Both axes are scaled to [0, 1]; the elbow is where the curve lies farthest below the straight
    line between its ends. There is one on every falling curve, also where the data has no clusters:
    look at the curve, and at the silhouette, before believing it.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    n_clusters
        Numbers of clusters to try; at least two different ones.
    random_state
        Seed, used afresh for each number.
    sample_weight
        Weights of shape (n_samples,).
    **params
        Further parameters of [KMeans][journey.ml.cluster.KMeans].

    Returns
    -------
    ElbowCurve
        Numbers, inertias and the elbow.

    Raises
    ------
    ValueError
        If fewer than two different numbers are given.

    References
    ----------
    Thorndike, R. L. (1953). Who belongs in the family? Psychometrika 18(4), 267-276.

    Satopaa, V. et al. (2011). Finding a "kneedle" in a haystack. ICDCS Workshops. Section III.

    Examples
    --------
    >>> curve = elbow_curve([[0.0], [1.0], [10.0], [11.0]], [1, 2, 3, 4])
    >>> curve.inertias.tolist(), curve.elbow
    ([101.0, 1.0, 0.5, 0.0], 2)
    """
    numbers = np.array(sorted(set(n_clusters)), dtype=np.intp)
    if len(numbers) < 2:
        raise ValueError(
            f"n_clusters: expected at least two different numbers, got {numbers.tolist()}"
        )
    inertias = np.array(
        [
            KMeans(int(k), random_state=random_state, **params)
            .fit(X, sample_weight=sample_weight)
            .inertia_
            for k in numbers
        ]
    )
    across = (numbers - numbers[0]) / (numbers[-1] - numbers[0])
    span = inertias[0] - inertias[-1]
    up = (inertias - inertias[-1]) / span if span else np.zeros(len(numbers))
    below = 1 - across - up  # the height of the line from (0, 1) to (1, 0) above the curve
    return ElbowCurve(numbers, inertias, int(numbers[below.argmax()]))
