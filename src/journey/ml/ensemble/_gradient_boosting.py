"""Gradient boosting as first described: trees on residuals, then the best step in each leaf."""

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
from journey.ml.ensemble._histogram import Bins, Limits, grow
from journey.ml.tree._level import Floats
from journey.ml.utils import FloatArray, check_integer, check_random_state, check_real

# From this many rows on, cuts are looked for among quantiles.
_EXACT = 2_000
_BINS = 1_023


class TreeBoosting(Boosting):
    """Parameters of both, and the loop."""

    def __init__(
        self,
        *,
        learning_rate: float = 0.1,
        n_estimators: int = 100,
        subsample: float = 1.0,
        min_samples_split: int = 2,
        min_samples_leaf: int = 1,
        max_depth: int | None = 3,
        max_leaf_nodes: int | None = None,
        random_state: Any = None,
    ) -> None:
        self.learning_rate = learning_rate
        self.n_estimators = n_estimators
        self.subsample = subsample
        self.min_samples_split = min_samples_split
        self.min_samples_leaf = min_samples_leaf
        self.max_depth = max_depth
        self.max_leaf_nodes = max_leaf_nodes
        self.random_state = random_state

    def _boost(self, X: FloatArray, y: NDArray[Any], weight: Floats) -> None:
        n = len(y)
        rate = self._rate()
        rounds = check_integer("n_estimators", self.n_estimators, 1)
        share = check_real("subsample", self.subsample, 0)
        if not 0 < share <= 1:
            raise ValueError(f"subsample: expected a share in (0, 1], got {self.subsample!r}")
        leaves, depth = self.max_leaf_nodes, self.max_depth
        limits = Limits(
            None if leaves is None else check_integer("max_leaf_nodes", leaves, 2),
            None if depth is None else check_integer("max_depth", depth, 1),
            check_integer("min_samples_leaf", self.min_samples_leaf, 1),
            split=check_integer("min_samples_split", self.min_samples_split, 2),
            curvature=1e-300,
        )
        rng = check_random_state(self.random_state)
        bins = Bins(X, n if n < _EXACT else _BINS, twice=False)
        loss = self._loss
        shrink = (loss.columns - 1) / loss.columns if loss.columns > 1 else 1.0
        self._start = loss.start(y, weight)
        raw = np.tile(self._start, (n, 1))
        self._stages, scores = [], []
        rows = np.arange(n)
        equal = bool((weight == 1).all())
        for _ in range(rounds):
            if share < 1:
                rows = np.sort(np.argsort(rng.random(n))[: max(1, int(share * n))])
            gradients, curvatures = loss.derivatives(y, raw)
            trees = []
            for column in range(loss.columns):
                g = gradients[:, column] * weight
                h = weight if curvatures is None else curvatures[:, column] * weight
                # The tree follows the residuals; the curvature decides the steps alone.
                tree, leaf = grow(bins, g, None if equal else weight, limits, rows)
                leaf, size = leaf[rows], tree.node_count
                below = sums(leaf, h[rows], size)
                value = np.where(
                    below > 1e-150,
                    -rate * shrink * sums(leaf, g[rows], size) / np.maximum(below, 1e-150),
                    0.0,
                )
                trees.append(with_values(tree, value))
                if share == 1:
                    raw[:, column] += value.take(leaf)
            if share < 1:
                add(raw, trees, X)
            self._stages.append(trees)
            scores.append(np.average(loss.values(y, raw)[rows], weights=weight[rows]))
        # scikit-learn's squared error is not halved here, and ours is.
        self.train_score_ = np.array(scores) * (2 if self._kind == "regressor" else 1)
        self.n_estimators_ = len(self._stages)


class GradientBoostingRegressor(BoostedRegressor, TreeBoosting):
    """Gradient boosting for numbers: the mean, then trees on what is left.

    With fewer than 2,000 rows cuts are exact; with more they are looked for among 1,023 quantiles
    of each feature, which is what makes it fast. scikit-learn's other losses, `init`, `criterion`,
    `max_features`, early stopping, `ccp_alpha`, `warm_start`, `oob_improvement_` and importances
    are left out.

    Parameters
    ----------
    learning_rate
        The factor of each tree. Default: 0.1.
    n_estimators
        Number of stages. Default: 100.
    subsample
        Share of rows, drawn without replacement, that each stage sees. Default: all.
    min_samples_split
        Fewest rows of a node that is split. Default: 2.
    min_samples_leaf
        Fewest rows on each side of a cut. Default: 1.
    max_depth
        Largest number of cuts to a leaf. Default: 3; `None` for no limit.
    max_leaf_nodes
        Largest number of leaves; those are split first that gain most. Default: no limit.
    random_state
        Seed of the rows drawn.

    Attributes
    ----------
    n_estimators_ : int
        Number of stages.
    train_score_ : NDArray
        The mean squared error after each stage, on the rows that it saw.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), 1189-1232, algorithm 1.

    Friedman, J. H. (2002). Stochastic gradient boosting. Computational Statistics & Data Analysis
    38(4), 367-378.

    Examples
    --------
    >>> from journey.ml.ensemble import GradientBoostingRegressor
    >>> model = GradientBoostingRegressor(n_estimators=1, max_depth=1, learning_rate=0.5)
    >>> model.fit([[0.0], [1.0]], [0.0, 8.0]).predict([[0.0], [1.0]])
    array([2., 6.])
    """


class GradientBoostingClassifier(BoostedClassifier, TreeBoosting):
    """Gradient boosting for classes: the log-odds, then trees on what is left.

    As [GradientBoostingRegressor][journey.ml.ensemble.GradientBoostingRegressor], for the
    logarithmic loss, with one tree a stage for two classes and one a class for more. A leaf takes
    one Newton step. The same is left out.

    Parameters
    ----------
    learning_rate
        The factor of each tree. Default: 0.1.
    n_estimators
        Number of stages. Default: 100.
    subsample
        Share of rows, drawn without replacement, that each stage sees. Default: all.
    min_samples_split
        Fewest rows of a node that is split. Default: 2.
    min_samples_leaf
        Fewest rows on each side of a cut. Default: 1.
    max_depth
        Largest number of cuts to a leaf. Default: 3; `None` for no limit.
    max_leaf_nodes
        Largest number of leaves; those are split first that gain most. Default: no limit.
    random_state
        Seed of the rows drawn.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    n_estimators_ : int
        Number of stages.
    train_score_ : NDArray
        The mean loss after each stage, on the rows that it saw.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), 1189-1232, algorithms 5 and 6.

    Examples
    --------
    >>> from journey.ml.ensemble import GradientBoostingClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], ["low", "low", "high", "high"]
    >>> GradientBoostingClassifier(n_estimators=3).fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """
