"""What both decision trees share: growing from checked data, the way down, pruning."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.tree._drawn import Drawn, ranks_of
from journey.ml.tree._grow import Splitter, grow
from journey.ml.tree._level import Floats, Index
from journey.ml.tree._presorted import Presorted
from journey.ml.tree._prune import PruningPath, pruning_path
from journey.ml.tree._settings import criterion_of, features_of, limits_of, trimmed
from journey.ml.tree._tree import Tree
from journey.ml.utils import (
    FloatArray,
    check_choice,
    check_is_fitted,
    check_random_state,
    validate_data,
)


class DecisionTree(BaseEstimator):
    """Parameters and methods of both trees."""

    tree_: Tree
    n_features_in_: int

    def __init__(
        self,
        *,
        criterion: str,
        splitter: str = "best",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = None,
        random_state: Any = None,
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        ccp_alpha: float = 0.0,
    ) -> None:
        self.criterion = criterion
        self.splitter = splitter
        self.max_depth = max_depth
        self.min_samples_split = min_samples_split
        self.min_samples_leaf = min_samples_leaf
        self.min_weight_fraction_leaf = min_weight_fraction_leaf
        self.max_features = max_features
        self.random_state = random_state
        self.max_leaf_nodes = max_leaf_nodes
        self.min_impurity_decrease = min_impurity_decrease
        self.ccp_alpha = ccp_alpha

    def _grow(
        self, X: FloatArray, y: NDArray[Any], weight: Floats, n_classes: int, *, trim: bool = True
    ) -> Tree:
        n, d = X.shape
        best = check_choice("splitter", self.splitter, ("best", "random")) == "best"
        limits = limits_of(self, n)
        self.max_features_ = features_of(self.max_features, d)
        criterion = criterion_of(self, y, n_classes, weight)
        rows = np.flatnonzero(weight > 0)
        sizes = np.array([len(rows)])
        presort = best and self.max_features_ == d
        if self.random_state is not None or not presort:  # fresh entropy takes a tenth of iris
            rng = check_random_state(self.random_state)
        splitter: Splitter
        if presort:
            splitter = Presorted(X, rows, sizes, criterion)
        else:
            ranks = ranks_of(X) if best else None
            every, X = np.arange(n), np.ascontiguousarray(X)
            splitter = Drawn(X, ranks, every, criterion, self.max_features_, rng)
        (tree,) = grow(criterion, splitter, rows, sizes, limits, d)
        return trimmed(self, tree) if trim else tree

    def _values(self, X: ArrayLike) -> Floats:
        """Return the value of the leaf of each sample."""
        leaves = self.apply(X)
        return self.tree_.value[:, 0].take(leaves, axis=0)

    def apply(self, X: ArrayLike) -> Index:
        """Return the leaf that each sample ends in.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of nodes of `tree_`, of shape (n_samples,).
        """
        check_is_fitted(self, "tree_")
        return self.tree_.apply(validate_data(self, X, reset=False))

    def decision_path(self, X: ArrayLike) -> NDArray[np.bool_]:
        """Return which nodes each sample passes on its way, root and leaf included.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Truth values of shape (n_samples, n_nodes). scikit-learn's are a sparse matrix.
        """
        check_is_fitted(self, "tree_")
        return self.tree_.decision_path(validate_data(self, X, reset=False))

    def get_depth(self) -> int:
        """Return the number of cuts on the longest way to a leaf."""
        check_is_fitted(self, "tree_")
        return self.tree_.max_depth

    def get_n_leaves(self) -> int:
        """Return the number of leaves."""
        check_is_fitted(self, "tree_")
        return self.tree_.n_leaves

    @property
    def feature_importances_(self) -> Floats:
        """Each feature's share of the decrease of impurity over all cuts."""
        check_is_fitted(self, "tree_")
        return self.tree_.compute_feature_importances()

    def _path(self, X: FloatArray, y: NDArray[Any], weight: Floats, n_classes: int) -> PruningPath:
        return pruning_path(self._grow(X, y, weight, n_classes, trim=False))
