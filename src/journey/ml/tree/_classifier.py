"""The decision tree for classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import ClassifierMixin
from journey.ml.tree._base import DecisionTree
from journey.ml.tree._level import Floats
from journey.ml.tree._prune import PruningPath
from journey.ml.tree._settings import class_weights
from journey.ml.utils import FloatArray, check_labels, check_sample_weight, validate_data


class DecisionTreeClassifier(ClassifierMixin, DecisionTree):
    r"""A tree of cuts along features, with a class at each leaf.

    Growing is exact: each node gets the cut with the largest decrease of impurity over all
    features and all places between different values. Of equal cuts the one of the first feature,
    then of the lowest threshold, is taken; scikit-learn draws the feature by lot.
    scikit-learn's `monotonic_cst`, missing values, sparse input and
    several targets are left out. Values are compared as they are, in float64; scikit-learn rounds
    them to float32 and takes neighbours within $10^{-7}$ for equal.

    Parameters
    ----------
    criterion
        Impurity: "gini" (default), or "entropy", which is also called "log_loss".
    splitter
        "best" (default); "random" takes one random threshold a feature, and the best of those.
    max_depth
        Largest number of cuts to a leaf. Default: no limit.
    min_samples_split
        Fewest samples, or share of all samples, of a node that is split. Default: 2.
    min_samples_leaf
        Fewest samples, or share, on each side of a cut. Default: 1.
    min_weight_fraction_leaf
        Least share of all weight on each side of a cut. Default: 0.
    max_features
        How many features are drawn for each cut: a number, a share, "sqrt" or "log2". Default: all.
    random_state
        Seed for features and thresholds that are drawn.
    max_leaf_nodes
        Largest number of leaves; those are split first that gain most. Default: no limit.
    min_impurity_decrease
        Least decrease of impurity, times the node's share of all weight. Default: 0.
    class_weight
        Weight of each class by its label, or "balanced". Default: all one.
    ccp_alpha
        Price of a leaf in cost-complexity pruning. Default: 0, no pruning.

    Attributes
    ----------
    tree_ : Tree
        The tree as arrays.
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    max_features_ : int
        How many features are looked at for each cut.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984). Classification and regression
    trees, chapters 2 and 3.

    Examples
    --------
    >>> from journey.ml.tree import DecisionTreeClassifier
    >>> X, y = [[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [3.0, 0.0]], ["a", "a", "b", "b"]
    >>> tree = DecisionTreeClassifier().fit(X, y)
    >>> tree.predict([[1.2, 5.0]]), float(tree.tree_.threshold[0])
    (array(['a'], dtype='<U1'), 1.5)
    """

    def __init__(
        self,
        *,
        criterion: str = "gini",
        splitter: str = "best",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = None,
        random_state: Any = None,
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        class_weight: Mapping[Any, float] | str | None = None,
        ccp_alpha: float = 0.0,
    ) -> None:
        super().__init__(
            criterion=criterion,
            splitter=splitter,
            max_depth=max_depth,
            min_samples_split=min_samples_split,
            min_samples_leaf=min_samples_leaf,
            min_weight_fraction_leaf=min_weight_fraction_leaf,
            max_features=max_features,
            random_state=random_state,
            max_leaf_nodes=max_leaf_nodes,
            min_impurity_decrease=min_impurity_decrease,
            ccp_alpha=ccp_alpha,
        )
        self.class_weight = class_weight

    def _check(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None
    ) -> tuple[FloatArray, NDArray[np.intp], Floats]:
        table = validate_data(self, X, reset=True)
        self.classes_, codes = check_labels(y, len(table))
        self.n_classes_ = len(self.classes_)
        weight = check_sample_weight(sample_weight, len(table))
        if self.class_weight is not None:
            weight *= class_weights(self.class_weight, self.classes_, codes)[codes]
        return table, codes, weight

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Grow the tree.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one. Samples of weight 0 are left out.

        Returns
        -------
        DecisionTreeClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table, codes, weight = self._check(X, y, sample_weight)
        self.tree_ = self._grow(table, codes, weight, self.n_classes_)
        return self

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the shares of the classes in the leaf of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        return self._values(X)

    def predict_log_proba(self, X: ArrayLike) -> Floats:
        """Return the logarithms of `predict_proba`.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Log-probabilities of shape (n_samples, n_classes); minus infinity for classes that the
            leaf does not hold.
        """
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most frequent class of the leaf of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,); of equally frequent ones the first.
        """
        leaves = self.apply(X)
        classes = self.classes_[self.tree_.value[:, 0].argmax(axis=1)]
        return np.asarray(classes[leaves])

    def cost_complexity_pruning_path(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> PruningPath:
        """Return the alphas at which pruning cuts off a link, and the impurities that are left.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        PruningPath
            With `ccp_alphas` and `impurities`.
        """
        other = type(self)(**self.get_params(deep=False))
        table, codes, weight = other._check(X, y, sample_weight)
        return other._path(table, codes, weight, other.n_classes_)
