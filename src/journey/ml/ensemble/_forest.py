"""What all forests share: parameters, growing, importances, the mean over the trees."""

from __future__ import annotations

import warnings
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.ensemble._growing import Grown, Sample, grow_forest
from journey.ml.tree._level import Floats, Index
from journey.ml.tree._tree import Descent, Tree
from journey.ml.utils import (
    FloatArray,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    validate_data,
)


class Forest(BaseEstimator):
    """Parameters and methods of all forests."""

    _random_cuts: ClassVar[bool] = False
    estimators_: list[Any]
    n_features_in_: int

    def __init__(
        self,
        n_estimators: int = 100,
        *,
        criterion: str,
        max_depth: int | None = None,
        min_samples_split: float = 2,
        min_samples_leaf: float = 1,
        min_weight_fraction_leaf: float = 0.0,
        max_features: float | str | None,
        max_leaf_nodes: int | None = None,
        min_impurity_decrease: float = 0.0,
        bootstrap: bool,
        oob_score: bool = False,
        random_state: Any = None,
        ccp_alpha: float = 0.0,
        max_samples: float | None = None,
    ) -> None:
        self.n_estimators = n_estimators
        self.criterion = criterion
        self.max_depth = max_depth
        self.min_samples_split = min_samples_split
        self.min_samples_leaf = min_samples_leaf
        self.min_weight_fraction_leaf = min_weight_fraction_leaf
        self.max_features = max_features
        self.max_leaf_nodes = max_leaf_nodes
        self.min_impurity_decrease = min_impurity_decrease
        self.bootstrap = bootstrap
        self.oob_score = oob_score
        self.random_state = random_state
        self.ccp_alpha = ccp_alpha
        self.max_samples = max_samples

    def _sample(self, n: int) -> Sample:
        value = self.max_samples
        if not self.bootstrap:
            if value is not None:
                raise ValueError("max_samples: expected None where bootstrap is False")
            if self.oob_score:
                raise ValueError(
                    "oob_score: Out of bag estimation only available if bootstrap=True"
                )
            return Sample(None)
        if value is None:
            return Sample(n)
        if isinstance(value, Integral):
            size = check_integer("max_samples", value, 1)
            if size > n:
                raise ValueError(f"max_samples: expected at most n_samples={n}, got {size}")
            return Sample(size)
        share = check_real("max_samples", value, 0)
        if not 0 < share <= 1:
            raise ValueError(f"max_samples: expected a share in (0, 1], got {value!r}")
        return Sample(max(1, round(share * n)))

    def _grow(self, X: FloatArray, y: NDArray[Any], weight: Floats, n_classes: int) -> Grown:
        return grow_forest(
            self, X, y, weight, n_classes,
            n_trees=check_integer("n_estimators", self.n_estimators, 1),
            sample=self._sample(len(X)),
            random_cuts=self._random_cuts,
            rng=check_random_state(self.random_state),
        )  # fmt: skip

    def _wrapped(self, kind: Any, trees: list[Tree], **learnt: Any) -> list[Any]:
        """Return the trees as estimators, which take the forest's parameters."""
        names = kind().get_params()
        settings = {name: value for name, value in self.get_params().items() if name in names}
        settings["random_state"] = None
        if self._random_cuts:
            settings["splitter"] = "random"
        found = []
        for tree in trees:
            each = kind(**settings)
            each.tree_, each.n_features_in_ = tree, tree.n_features
            for name, value in learnt.items():
                setattr(each, name, value)
            found.append(each)
        return found

    def _trees(self) -> list[Tree]:
        return [each.tree_ for each in self.estimators_]

    def _mean(self, X: ArrayLike) -> Floats:
        """Return the mean over the trees of the values of the leaves."""
        check_is_fitted(self, "estimators_")
        table = validate_data(self, X, reset=False)
        return mean_value(self._trees(), table)

    def apply(self, X: ArrayLike) -> Index:
        """Return the leaf that each sample ends in, in each tree.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of nodes, of shape (n_samples, n_estimators).
        """
        check_is_fitted(self, "estimators_")
        descent = Descent(self._trees())
        return descent.leaves(validate_data(self, X, reset=False)) - descent.roots

    @property
    def feature_importances_(self) -> Floats:
        """Each feature's share of the decrease of impurity, the mean over the trees."""
        check_is_fitted(self, "estimators_")
        parts = [t.compute_feature_importances() for t in self._trees() if t.node_count > 1]
        if not parts:
            return np.zeros(self.n_features_in_)
        mean = np.mean(parts, axis=0)
        return np.asarray(mean / mean.sum())


def mean_value(trees: list[Tree], X: FloatArray) -> Floats:
    """Return the mean over trees of the values at the leaves, of shape (samples, values)."""
    descent = Descent(trees)
    values = np.concatenate([tree.value[:, 0] for tree in trees])
    total = np.zeros((len(X), values.shape[1]))
    for leaves in descent.leaves(X).T:
        total += values.take(leaves, axis=0)
    return total / len(trees)


def out_of_bag(grown: Grown, X: FloatArray) -> tuple[Floats, NDArray[np.intp]]:
    """Return for each sample the mean over trees that had not seen it, and their number."""
    total = np.zeros((len(X), grown.trees[0].value.shape[2]))
    for tree, unseen in zip(grown.trees, grown.unseen, strict=True):
        total[unseen] += tree.value[:, 0].take(tree.apply(X[unseen]), axis=0)
    number = grown.unseen.sum(axis=0)
    with np.errstate(invalid="ignore"):
        return total / number[:, None], number


def warn_unseen(number: NDArray[np.intp]) -> None:
    """Warn where a sample was drawn by every tree."""
    if not number.all():
        warnings.warn(
            f"{int((number == 0).sum())} samples were drawn by every tree and have no out-of-bag "
            "prediction; grow more trees (n_estimators)",
            UserWarning,
            stacklevel=3,
        )
