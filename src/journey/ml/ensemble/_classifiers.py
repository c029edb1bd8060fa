"""Forests for classes: random forests, and extremely randomised trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import ClassifierMixin
from journey.ml.ensemble._forest import Forest, out_of_bag, warn_unseen
from journey.ml.tree import DecisionTreeClassifier
from journey.ml.tree._level import Floats
from journey.ml.tree._settings import class_weights
from journey.ml.utils import check_labels, check_sample_weight, validate_data


class ForestClassifier(ClassifierMixin, Forest):
    """What both forests for classes share."""

    class_weight: Any

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Grow the trees.

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
        ForestClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True)
        self.classes_, codes = check_labels(y, len(table))
        self.n_classes_ = len(self.classes_)
        weight = check_sample_weight(sample_weight, len(table))
        if self.class_weight is not None:
            weight *= class_weights(self.class_weight, self.classes_, codes)[codes]
        grown = self._grow(table, codes, weight, self.n_classes_)
        learnt = {"classes_": self.classes_, "n_classes_": self.n_classes_}
        self.estimators_ = self._wrapped(DecisionTreeClassifier, grown.trees, **learnt)
        if self.oob_score:
            self.oob_decision_function_, number = out_of_bag(grown, table)
            warn_unseen(number)
            right = np.nan_to_num(self.oob_decision_function_).argmax(axis=1) == codes
            self.oob_score_ = float(right.mean())
        return self

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the mean over the trees of the shares of the classes in a sample's leaf.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        return self._mean(X)

    def predict_log_proba(self, X: ArrayLike) -> Floats:
        """Return the logarithms of `predict_proba`.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Log-probabilities of shape (n_samples, n_classes).
        """
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the class with the largest mean share.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


class RandomForestClassifier(ForestClassifier):
    r"""The mean vote of trees, each grown on samples drawn with replacement.

    At each cut only some features, drawn anew, are looked at, so that the trees differ.
    scikit-learn's `n_jobs`, `verbose`, `warm_start` and `monotonic_cst`,
    `class_weight="balanced_subsample"`, missing values, sparse input and
    several targets are left out. Seeds draw other numbers than scikit-learn's.

    Parameters
    ----------
    n_estimators
        Number of trees. Default: 100.
    criterion
        Impurity: "gini" (default), or "entropy", which is also called "log_loss".
    max_depth
        Largest number of cuts to a leaf. Default: no limit.
    min_samples_split
        Fewest samples, or share of all samples, of a node that is split. Default: 2.
    min_samples_leaf
        Fewest samples, or share, on each side of a cut. Default: 1.
    min_weight_fraction_leaf
        Least share of all weight on each side of a cut. Default: 0.
    max_features
        How many features are drawn for each cut: a number, a share, "sqrt" or "log2", or `None` for
        all. Default: "sqrt".
    max_leaf_nodes
        Largest number of leaves of a tree. Default: no limit.
    min_impurity_decrease
        Least decrease of impurity, times the node's share of all weight. Default: 0.
    bootstrap
        Whether each tree gets samples drawn with replacement. Default: yes.
    oob_score
        Whether to score the forest on what its trees had not seen. Default: no.
    random_state
        Seed for samples, features.
    class_weight
        Weight of each class by its label, or "balanced". Default: all one.
    ccp_alpha
        Price of a leaf in cost-complexity pruning of each tree. Default: 0.
    max_samples
        Number or share of samples that each tree draws. Default: as many as there are.

    Attributes
    ----------
    estimators_ : list
        The trees, as fitted estimators.
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: accuracy out of bag.
    oob_decision_function_ : NDArray
        The predictions behind it; NaN for samples that every tree had seen.

    References
    ----------
    Breiman, L. (2001). Random forests. Machine Learning 45(1), 5-32.

    Examples
    --------
    >>> from journey.ml.ensemble import RandomForestClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, ["low", "low", "high", "high"] * 5
    >>> RandomForestClassifier(25, random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """

    def __init__(
        self,
        n_estimators: int = 100,
        *,
        criterion: str = "gini",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = "sqrt",
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        bootstrap: bool = True,
        oob_score: bool = False,
        random_state: Any = None,
        class_weight: Mapping[Any, float] | str | None = None,
        ccp_alpha: float = 0.0,
        max_samples: float | None = None,
    ) -> None:
        super().__init__(
            n_estimators,
            criterion=criterion,
            max_depth=max_depth,
            min_samples_split=min_samples_split,
            min_samples_leaf=min_samples_leaf,
            min_weight_fraction_leaf=min_weight_fraction_leaf,
            max_features=max_features,
            max_leaf_nodes=max_leaf_nodes,
            min_impurity_decrease=min_impurity_decrease,
            bootstrap=bootstrap,
            oob_score=oob_score,
            random_state=random_state,
            ccp_alpha=ccp_alpha,
            max_samples=max_samples,
        )
        self.class_weight = class_weight


class ExtraTreesClassifier(ForestClassifier):
    r"""The mean vote of trees whose thresholds are drawn at random.

    Of each feature that is looked at, one threshold is drawn between the least and the largest
    value in the node; the best of these cuts is made. Nothing has to be sorted.
    scikit-learn's `n_jobs`, `verbose`, `warm_start` and `monotonic_cst`,
    `class_weight="balanced_subsample"`, missing values, sparse input and
    several targets are left out. Seeds draw other numbers than scikit-learn's.

    Parameters
    ----------
    n_estimators
        Number of trees. Default: 100.
    criterion
        Impurity: "gini" (default), or "entropy", which is also called "log_loss".
    max_depth
        Largest number of cuts to a leaf. Default: no limit.
    min_samples_split
        Fewest samples, or share of all samples, of a node that is split. Default: 2.
    min_samples_leaf
        Fewest samples, or share, on each side of a cut. Default: 1.
    min_weight_fraction_leaf
        Least share of all weight on each side of a cut. Default: 0.
    max_features
        How many features are drawn for each cut: a number, a share, "sqrt" or "log2", or `None` for
        all. Default: "sqrt".
    max_leaf_nodes
        Largest number of leaves of a tree. Default: no limit.
    min_impurity_decrease
        Least decrease of impurity, times the node's share of all weight. Default: 0.
    bootstrap
        Whether each tree gets samples drawn with replacement. Default: no.
    oob_score
        Whether to score the forest on what its trees had not seen. Default: no.
    random_state
        Seed for samples, features and thresholds.
    class_weight
        Weight of each class by its label, or "balanced". Default: all one.
    ccp_alpha
        Price of a leaf in cost-complexity pruning of each tree. Default: 0.
    max_samples
        Number or share of samples that each tree draws. Default: as many as there are.

    Attributes
    ----------
    estimators_ : list
        The trees, as fitted estimators.
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: accuracy out of bag.
    oob_decision_function_ : NDArray
        The predictions behind it; NaN for samples that every tree had seen.

    References
    ----------
    Geurts, P., Ernst, D., Wehenkel, L. (2006). Extremely randomized trees. Machine Learning 63,
    3-42.

    Examples
    --------
    >>> from journey.ml.ensemble import ExtraTreesClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], ["low", "low", "high", "high"]
    >>> ExtraTreesClassifier(25, random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """

    _random_cuts: ClassVar[bool] = True

    def __init__(
        self,
        n_estimators: int = 100,
        *,
        criterion: str = "gini",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = "sqrt",
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        bootstrap: bool = False,
        oob_score: bool = False,
        random_state: Any = None,
        class_weight: Mapping[Any, float] | str | None = None,
        ccp_alpha: float = 0.0,
        max_samples: float | None = None,
    ) -> None:
        super().__init__(
            n_estimators,
            criterion=criterion,
            max_depth=max_depth,
            min_samples_split=min_samples_split,
            min_samples_leaf=min_samples_leaf,
            min_weight_fraction_leaf=min_weight_fraction_leaf,
            max_features=max_features,
            max_leaf_nodes=max_leaf_nodes,
            min_impurity_decrease=min_impurity_decrease,
            bootstrap=bootstrap,
            oob_score=oob_score,
            random_state=random_state,
            ccp_alpha=ccp_alpha,
            max_samples=max_samples,
        )
        self.class_weight = class_weight
