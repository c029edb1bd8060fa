"""Forests for numbers: random forests, and extremely randomised trees."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from numpy.typing import ArrayLike

from journey.ml.base import RegressorMixin
from journey.ml.ensemble._forest import Forest, out_of_bag, warn_unseen
from journey.ml.tree import DecisionTreeRegressor
from journey.ml.tree._level import Floats
from journey.ml.utils import check_sample_weight, check_target, validate_data


class ForestRegressor(RegressorMixin, Forest):
    """What both forests for numbers share."""

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Grow the trees.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        ForestRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True)
        target = check_target(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        grown = self._grow(table, target, weight, 0)
        self.estimators_ = self._wrapped(DecisionTreeRegressor, grown.trees)
        if self.oob_score:
            prediction, number = out_of_bag(grown, table)
            warn_unseen(number)
            self.oob_prediction_ = prediction[:, 0]
            seen = number > 0
            rest = ((target - self.oob_prediction_)[seen] ** 2).sum()
            spread = ((target[seen] - target[seen].mean()) ** 2).sum()
            self.oob_score_ = float(1 - rest / spread) if spread > 0 else 0.0
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Return the mean over the trees of the value of a sample's leaf.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        return self._mean(X)[:, 0]


class RandomForestRegressor(ForestRegressor):
    r"""The mean of trees, each grown on samples drawn with replacement.

    By default every cut looks at all features, as in scikit-learn: the trees then are bagged
    trees, and `max_features=1/3` is nearer to Breiman's forest.
    scikit-learn's `n_jobs`, `verbose`, `warm_start` and `monotonic_cst`,
    its other criteria, missing values, sparse input and
    several targets are left out. Seeds draw other numbers than scikit-learn's.

    Parameters
    ----------
    n_estimators
        Number of trees. Default: 100.
    criterion
        "squared_error".
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
        all. Default: 1.0, all.
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
    ccp_alpha
        Price of a leaf in cost-complexity pruning of each tree. Default: 0.
    max_samples
        Number or share of samples that each tree draws. Default: as many as there are.

    Attributes
    ----------
    estimators_ : list
        The trees, as fitted estimators.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: $R^2$ out of bag.
    oob_prediction_ : NDArray
        The predictions behind it; NaN for samples that every tree had seen.

    References
    ----------
    Breiman, L. (2001). Random forests. Machine Learning 45(1), 5-32.

    Examples
    --------
    >>> from journey.ml.ensemble import RandomForestRegressor
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, [0.0, 0.0, 4.0, 4.0] * 5
    >>> RandomForestRegressor(25, random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array([0., 4.])
    """

    def __init__(
        self,
        n_estimators: int = 100,
        *,
        criterion: str = "squared_error",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = 1.0,
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        bootstrap: bool = True,
        oob_score: bool = False,
        random_state: Any = None,
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


class ExtraTreesRegressor(ForestRegressor):
    r"""The mean of trees whose thresholds are drawn at random.

    Of each feature that is looked at, one threshold is drawn between the least and the largest
    value in the node; the best of these cuts is made. Nothing has to be sorted.
    scikit-learn's `n_jobs`, `verbose`, `warm_start` and `monotonic_cst`,
    its other criteria, missing values, sparse input and
    several targets are left out. Seeds draw other numbers than scikit-learn's.

    Parameters
    ----------
    n_estimators
        Number of trees. Default: 100.
    criterion
        "squared_error".
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
        all. Default: 1.0, all.
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
    ccp_alpha
        Price of a leaf in cost-complexity pruning of each tree. Default: 0.
    max_samples
        Number or share of samples that each tree draws. Default: as many as there are.

    Attributes
    ----------
    estimators_ : list
        The trees, as fitted estimators.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: $R^2$ out of bag.
    oob_prediction_ : NDArray
        The predictions behind it; NaN for samples that every tree had seen.

    References
    ----------
    Geurts, P., Ernst, D., Wehenkel, L. (2006). Extremely randomized trees. Machine Learning 63,
    3-42.

    Examples
    --------
    >>> from journey.ml.ensemble import ExtraTreesRegressor
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], [0.0, 0.0, 4.0, 4.0]
    >>> ExtraTreesRegressor(25, random_state=0).fit(X, y).predict([[0.0], [3.0]])
    array([0., 4.])
    """

    _random_cuts: ClassVar[bool] = True

    def __init__(
        self,
        n_estimators: int = 100,
        *,
        criterion: str = "squared_error",
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None = 1.0,
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        bootstrap: bool = False,
        oob_score: bool = False,
        random_state: Any = None,
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
