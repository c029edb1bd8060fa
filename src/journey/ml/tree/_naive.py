"""The best cut by its definition: every feature, every place, both impurities from scratch."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def impurity(y: ArrayLike, criterion: str = "gini") -> float:
    """Return the impurity of a group of targets.

    Parameters
    ----------
    y
        Targets of shape (n_samples,).
    criterion
        "gini", "entropy" (in bits) or "squared_error", the mean squared distance to the mean.

    Returns
    -------
    float
        The impurity, 0 where all are equal.

    Examples
    --------
    >>> impurity([0, 0, 1, 1]), impurity([0, 0, 1, 1], "entropy"), impurity([7, 7])
    (0.5, 1.0, 0.0)
    """
    if criterion == "squared_error":
        return float(np.var(np.asarray(y, dtype=np.float64)))
    p = np.unique(np.asarray(y), return_counts=True)[1] / np.size(y)
    return float(1 - p @ p) if criterion == "gini" else float(-(p @ np.log2(p))) + 0.0


def best_cut_naive(
    X: ArrayLike, y: ArrayLike, criterion: str = "gini"
) -> tuple[int, float, float] | None:
    """Return the feature, the threshold and the decrease of impurity of the best cut.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    criterion
        As in [impurity][journey.ml.tree.impurity].

    Returns
    -------
    tuple or None
        The first of the best cuts; `None` where all samples are the same.

    References
    ----------
    Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984). Classification and regression
    trees, section 2.4.2.

    Examples
    --------
    >>> best_cut_naive([[1.0], [2.0], [3.0], [4.0]], ["a", "a", "b", "b"])
    (0, 2.5, 0.5)
    """
    table, target = np.asarray(X), np.asarray(y)
    best = None
    for feature in range(table.shape[1]):
        values = np.unique(table[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = table[:, feature] <= threshold
            share = left.mean()
            after = share * impurity(target[left], criterion)
            after += (1 - share) * impurity(target[~left], criterion)
            decrease = impurity(target, criterion) - after
            if best is None or decrease > best[2] + 1e-12:
                best = feature, float(threshold), float(decrease)
    return best
