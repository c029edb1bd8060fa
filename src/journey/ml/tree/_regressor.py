"""The decision tree for numbers."""

from __future__ import annotations

from typing import Any, Self

from numpy.typing import ArrayLike

from journey.ml.base import RegressorMixin
from journey.ml.tree._base import DecisionTree
from journey.ml.tree._level import Floats
from journey.ml.tree._prune import PruningPath
from journey.ml.utils import FloatArray, check_sample_weight, check_target, validate_data


class DecisionTreeRegressor(RegressorMixin, DecisionTree):
    r"""A tree of cuts along features, with the mean of its samples at each leaf.

    Growing is exact, as in
    [DecisionTreeClassifier][journey.ml.tree.DecisionTreeClassifier], with the mean squared distance
    to the mean as impurity. scikit-learn's other criteria and `monotonic_cst`, missing values,
    sparse input and several targets are left out.

    Parameters
    ----------
    criterion
        "squared_error".
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
    ccp_alpha
        Price of a leaf in cost-complexity pruning. Default: 0, no pruning.

    Attributes
    ----------
    tree_ : Tree
        The tree as arrays.
    feature_importances_ : NDArray
        Each feature's share of the decrease of impurity.
    max_features_ : int
        How many features are looked at for each cut.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984). Classification and regression
    trees, chapter 8.

    Examples
    --------
    >>> from journey.ml.tree import DecisionTreeRegressor
    >>> tree = DecisionTreeRegressor(max_depth=1).fit([[0.0], [1.0], [2.0]], [1.0, 1.0, 4.0])
    >>> tree.predict([[0.5], [7.0]])
    array([1., 4.])
    """

    def __init__(
        self,
        *,
        criterion: str = "squared_error",
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

    def _check(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None
    ) -> tuple[FloatArray, Floats, Floats]:
        table = validate_data(self, X, reset=True)
        target = check_target(y, len(table))
        return table, target, check_sample_weight(sample_weight, len(table))

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Grow the tree.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one. Samples of weight 0 are left out.

        Returns
        -------
        DecisionTreeRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self.tree_ = self._grow(*self._check(X, y, sample_weight), 0)
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Return the mean target of the leaf of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        return self._values(X)[:, 0]

    def cost_complexity_pruning_path(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> PruningPath:
        """Return the alphas at which pruning cuts off a link, and the impurities that are left.

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
        PruningPath
            With `ccp_alphas` and `impurities`.
        """
        other = type(self)(**self.get_params(deep=False))
        return other._path(*other._check(X, y, sample_weight), 0)
