"""Gradient boosting on histograms: Newton steps, trees grown leaf by leaf."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.ensemble._boosting import (
    BoostedClassifier,
    BoostedRegressor,
    Boosting,
    add,
    sums,
    with_values,
)
from journey.ml.ensemble._histogram import Bins, Limits, doubled, grow
from journey.ml.model_selection import train_test_split
from journey.ml.tree._level import Floats
from journey.ml.utils import FloatArray, check_integer, check_random_state, check_real


class HistBoosting(Boosting):
    """Parameters of both, and the loop."""

    _missing = True
    _nan_allowed = True

    def __init__(
        self,
        *,
        learning_rate: float = 0.1,
        max_iter: int = 100,
        max_leaf_nodes: int | None = 31,
        max_depth: int | None = None,
        min_samples_leaf: int = 20,
        l2_regularization: float = 0.0,
        max_bins: int = 255,
        early_stopping: bool | str = "auto",
        validation_fraction: float | None = 0.1,
        n_iter_no_change: int = 10,
        tol: float = 1e-7,
        random_state: Any = None,
    ) -> None:
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.max_leaf_nodes = max_leaf_nodes
        self.max_depth = max_depth
        self.min_samples_leaf = min_samples_leaf
        self.l2_regularization = l2_regularization
        self.max_bins = max_bins
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.tol = tol
        self.random_state = random_state

    def _boost(self, X: FloatArray, y: NDArray[Any], weight: Floats) -> None:
        rate = self._rate()
        rounds = check_integer("max_iter", self.max_iter, 1)
        most = check_integer("max_bins", self.max_bins, 2)
        if most > 255:
            raise ValueError(f"max_bins: expected at most 255, got {most}")
        limits = Limits(
            _optional("max_leaf_nodes", self.max_leaf_nodes, 2),
            _optional("max_depth", self.max_depth, 1),
            check_integer("min_samples_leaf", self.min_samples_leaf, 1),
            check_real("l2_regularization", self.l2_regularization, 0),
        )
        patience = check_integer("n_iter_no_change", self.n_iter_no_change, 1)
        tol = check_real("tol", self.tol, 0)
        if self.early_stopping not in (True, False, "auto"):
            raise ValueError(
                f"early_stopping: expected True, False or 'auto', got {self.early_stopping!r}"
            )
        stops = len(y) > 10_000 if self.early_stopping == "auto" else bool(self.early_stopping)
        held: tuple[FloatArray, NDArray[Any], Floats] | None = None
        if stops and self.validation_fraction is not None:
            share = check_real("validation_fraction", self.validation_fraction, 0)
            if not 0 < share < 1:
                raise ValueError(f"validation_fraction: expected a share in (0, 1), got {share}")
            train, test = train_test_split(
                np.arange(len(y)),
                test_size=share,
                random_state=check_random_state(self.random_state),
                stratify=y if self._kind == "classifier" else None,
            )
            held = doubled(X[test]), y[test], weight[test]
            X, y, weight = X[train], y[train], weight[train]
        bins = Bins(X, most, twice=True)
        self._start = self._loss.start(y, weight)
        raw = np.tile(self._start, (len(y), 1))
        outside = np.tile(self._start, (len(held[1]), 1)) if held else raw
        self._stages = []
        kept = [np.average(self._loss.values(y, raw), weights=weight)]
        judged = [np.average(self._loss.values(held[1], outside), weights=held[2])] if held else []
        rows = np.arange(len(y))
        equal = bool((weight == 1).all())
        for _ in range(rounds):
            gradients, curvatures = self._loss.derivatives(y, raw)
            if not equal:
                ones = np.ones_like(gradients) if curvatures is None else curvatures
                gradients, curvatures = gradients * weight[:, None], ones * weight[:, None]
            trees = []
            for column in range(self._loss.columns):
                g = np.ascontiguousarray(gradients[:, column])
                h = None if curvatures is None else np.ascontiguousarray(curvatures[:, column])
                tree, leaf = grow(bins, g, h, limits, rows)
                size = tree.node_count
                below = sums(leaf, np.ones(len(y)) if h is None else h, size) + limits.l2
                value = -rate * sums(leaf, g, size) / np.where(below > 0, below, 1)
                raw[:, column] += value.take(leaf)
                trees.append(with_values(tree, value))
            self._stages.append(trees)
            kept.append(np.average(self._loss.values(y, raw), weights=weight))
            if held:
                add(outside, trees, held[0])
                judged.append(np.average(self._loss.values(held[1], outside), weights=held[2]))
            if stops and _no_better(judged if held else kept, patience, tol):
                break
        self.n_iter_ = len(self._stages)
        self.train_score_, self.validation_score_ = -np.array(kept), -np.array(judged)


def _optional(name: str, value: object, low: int) -> int | None:
    return None if value is None else check_integer(name, value, low)


def _no_better(losses: list[Any], patience: int, tol: float) -> bool:
    """Return whether none of the last losses is below the one before them."""
    if len(losses) <= patience:
        return False
    return bool(min(losses[-patience:]) >= losses[-patience - 1] - tol)


class HistGradientBoostingRegressor(BoostedRegressor, HistBoosting):
    r"""Gradient boosting for numbers, on binned features, for the squared error.

    Each stage grows a tree on the derivatives $g_i$ and $h_i$ of the loss. A leaf with sums $G$ and
    $H$ gets $-\eta G / (H + \lambda)$; the leaf is cut next whose cut gains most in
    $\sum G^2 / (H + \lambda)$. Missing values go to the side that gains more.
    scikit-learn's other losses, categorical features, constraints, `max_features`, `warm_start`,
    `scoring` and `verbose` are left out; bins are made from all rows, without weights.

    Parameters
    ----------
    learning_rate
        The factor $\eta$ of each tree. Default: 0.1.
    max_iter
        Largest number of stages. Default: 100.
    max_leaf_nodes
        Largest number of leaves of a tree. Default: 31; `None` for no limit.
    max_depth
        Largest number of cuts to a leaf. Default: no limit.
    min_samples_leaf
        Fewest rows of a leaf. Default: 20.
    l2_regularization
        The $\lambda$ above. Default: 0.
    max_bins
        Largest number of bins of a feature, at most 255 (default), missing values apart.
    early_stopping
        Whether to stop when the loss no longer falls. "auto" (default): for more than 10,000 rows.
    validation_fraction
        Share of rows to judge that by (default: 0.1); `None` takes the rows of training.
    n_iter_no_change
        How many stages in turn must bring nothing. Default: 10.
    tol
        By how much the loss must fall. Default: 1e-7.
    random_state
        Seed of the rows held back.

    Attributes
    ----------
    n_iter_ : int
        Number of stages.
    train_score_, validation_score_ : NDArray
        Minus the loss before the first stage and after each; on training rows for all fits.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), 1189-1232.

    Ke, G., et al. (2017). LightGBM: a highly efficient gradient boosting decision tree. Advances in
    Neural Information Processing Systems 30, section 2.

    Examples
    --------
    >>> from journey.ml.ensemble import HistGradientBoostingRegressor
    >>> X, y = [[0.0], [1.0], [2.0], [float("nan")]], [1.0, 1.0, 4.0, 4.0]
    >>> model = HistGradientBoostingRegressor(learning_rate=1.0, max_iter=1, min_samples_leaf=1)
    >>> model.fit(X, y).predict([[0.5], [float("nan")]])
    array([1., 4.])
    """


class HistGradientBoostingClassifier(BoostedClassifier, HistBoosting):
    r"""Gradient boosting for classes, on binned features, for the logarithmic loss.

    As [HistGradientBoostingRegressor][journey.ml.ensemble.HistGradientBoostingRegressor], which
    tells the steps, with one tree a stage for two classes and one a class for more; the same is
    left out, and `class_weight`.

    Parameters
    ----------
    learning_rate
        The factor of each tree. Default: 0.1.
    max_iter
        Largest number of stages. Default: 100.
    max_leaf_nodes
        Largest number of leaves of a tree. Default: 31; `None` for no limit.
    max_depth
        Largest number of cuts to a leaf. Default: no limit.
    min_samples_leaf
        Fewest rows of a leaf. Default: 20.
    l2_regularization
        What is added to the curvature of a leaf. Default: 0.
    max_bins
        Largest number of bins of a feature, at most 255 (default), missing values apart.
    early_stopping
        Whether to stop when the loss no longer falls. "auto" (default): for more than 10,000 rows.
    validation_fraction
        Share of rows to judge that by (default: 0.1); `None` takes the rows of training.
    n_iter_no_change
        How many stages in turn must bring nothing. Default: 10.
    tol
        By how much the loss must fall. Default: 1e-7.
    random_state
        Seed of the rows held back.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    n_iter_ : int
        Number of stages.
    train_score_, validation_score_ : NDArray
        Minus the loss before the first stage and after each; on training rows for all fits.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), 1189-1232.

    Ke, G., et al. (2017). LightGBM: a highly efficient gradient boosting decision tree. Advances in
    Neural Information Processing Systems 30, section 2.

    Examples
    --------
    >>> from journey.ml.ensemble import HistGradientBoostingClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], ["low", "low", "high", "high"]
    >>> model = HistGradientBoostingClassifier(max_iter=3, min_samples_leaf=1)
    >>> model.fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """
