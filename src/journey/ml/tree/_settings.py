"""What the parameters of trees and forests stand for, and how one tree is grown from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._criteria import Classes, Squared
from journey.ml.tree._grow import Limits
from journey.ml.tree._level import Criterion, Floats, Index
from journey.ml.tree._prune import best_first, pruned
from journey.ml.tree._tree import Tree
from journey.ml.utils import check_choice, check_integer, check_real

CLASSIFIERS = ("gini", "entropy", "log_loss")
REGRESSORS = ("squared_error",)


def limits_of(model: Any, n_samples: int) -> Limits:
    """Return when growing stops, from an estimator's parameters."""
    depth = model.max_depth
    return Limits(
        max_depth=np.inf if depth is None else check_integer("max_depth", depth, 1),
        min_samples_split=max(
            2, _share("min_samples_split", model.min_samples_split, 2, n_samples)
        ),
        min_samples_leaf=_share("min_samples_leaf", model.min_samples_leaf, 1, n_samples),
        min_impurity_decrease=check_real("min_impurity_decrease", model.min_impurity_decrease, 0),
        min_weight_fraction_leaf=_up_to_half(model.min_weight_fraction_leaf),
    )


def _up_to_half(value: object) -> float:
    share = check_real("min_weight_fraction_leaf", value, 0)
    if share > 0.5:
        raise ValueError(f"min_weight_fraction_leaf: expected at most 0.5, got {value!r}")
    return share


def _share(name: str, value: object, low: int, n_samples: int) -> int:
    if isinstance(value, Integral):
        return check_integer(name, value, low)
    share = check_real(name, value, 0)
    if not 0 < share <= 1:
        raise ValueError(f"{name}: expected an integer or a share in (0, 1], got {value!r}")
    return math.ceil(share * n_samples)


def features_of(value: object, d: int) -> int:
    """Return how many of d features are looked at for each cut."""
    if value is None:
        return d
    if isinstance(value, str):
        check_choice("max_features", value, ("sqrt", "log2"))
        return max(1, int(math.sqrt(d) if value == "sqrt" else math.log2(d)))
    if isinstance(value, Integral):
        return min(check_integer("max_features", value, 1), d)
    share = check_real("max_features", value, 0)
    if not 0 < share <= 1:
        raise ValueError(f"max_features: expected an integer or a share in (0, 1], got {value!r}")
    return max(1, int(share * d))


def criterion_of(model: Any, y: NDArray[Any], n_classes: int, weight: Floats) -> Criterion:
    """Return the criterion by its name; classes come as codes, with their number."""
    if n_classes:
        name = check_choice("criterion", model.criterion, CLASSIFIERS)
        return Classes(y, n_classes, weight, entropy=name != "gini")
    check_choice("criterion", model.criterion, REGRESSORS)
    return Squared(y, weight)


def class_weights(class_weight: object, classes: NDArray[Any], codes: Index) -> Floats:
    """Return the weight of each class.

    "balanced" gives each the same sum of weights over the samples.
    """
    if class_weight is None:
        return np.ones(len(classes))
    if isinstance(class_weight, str):
        check_choice("class_weight", class_weight, ("balanced",))
        return len(codes) / (len(classes) * np.bincount(codes, minlength=len(classes)))
    if not isinstance(class_weight, Mapping):
        raise ValueError(
            f"class_weight: expected None, 'balanced' or a dictionary, got {class_weight!r}"
        )
    labels = classes.tolist()
    unknown = [label for label in class_weight if label not in labels]
    if unknown:
        raise ValueError(f"class_weight: expected labels of {labels}, got {unknown}")
    return np.array([check_real("class_weight", class_weight.get(c, 1.0), 0) for c in labels])


def trimmed(model: Any, tree: Tree) -> Tree:
    """Return the tree as `max_leaf_nodes` and `ccp_alpha` leave it."""
    if model.max_leaf_nodes is not None:
        tree = best_first(tree, check_integer("max_leaf_nodes", model.max_leaf_nodes, 2))
    if check_real("ccp_alpha", model.ccp_alpha, 0) > 0:
        tree = pruned(tree, model.ccp_alpha)
    return tree
