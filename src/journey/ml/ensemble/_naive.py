"""Gradient boosting as its definition says: slow, and short enough to check by eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.tree import DecisionTreeRegressor
from journey.ml.tree._level import Floats


def gradient_boosting_naive(
    X: ArrayLike, y: ArrayLike, new: ArrayLike, *, rounds: int, rate: float = 0.1, depth: int = 3
) -> Floats:
    """Predict by boosting with the squared error: the mean, then trees on what is left.

    What [GradientBoostingRegressor][journey.ml.ensemble.GradientBoostingRegressor] computes on
    fewer than 2,000 rows.

    Parameters
    ----------
    X, y
        Samples of shape (n_samples, n_features) and their targets.
    new
        Samples of shape (n_new, n_features) to predict for.
    rounds
        Number of trees.
    rate
        The factor of each tree. Default: 0.1.
    depth
        Their largest depth. Default: 3.

    Returns
    -------
    NDArray
        Predictions of shape (n_new,).

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), 1189-1232, algorithm 2.

    Examples
    --------
    >>> gradient_boosting_naive([[0.0], [1.0]], [0.0, 8.0], [[0.2]], rounds=1, rate=0.5, depth=1)
    array([2.])
    """
    target = np.asarray(y, dtype=np.float64)
    fitted = np.full(len(target), target.mean())
    predicted = np.full(len(np.asarray(new)), target.mean())
    for _ in range(rounds):
        residuals = target - fitted  # minus the gradient of half the squared error
        tree = DecisionTreeRegressor(max_depth=depth).fit(X, residuals)
        fitted += rate * tree.predict(X)
        predicted += rate * tree.predict(new)
    return predicted
