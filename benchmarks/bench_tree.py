"""Decision trees against scikit-learn: fit and predict, the same settings, equal quality."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.tree
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris

from benchmarks.harness import Pair, case
from journey.ml import tree

Array = NDArray[Any]


def made(n: int, d: int, classes: int) -> tuple[Array, Array]:
    """Return samples with a curved truth and noise."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, d))
    f = X[:, 0] * X[:, 1] + X[:, 2] + rng.standard_normal(n)
    if not classes:
        return X, f
    return X, np.digitize(f, np.quantile(f, np.linspace(0, 1, classes + 1)[1:-1]))


def add(name: str, label: str, data: Any, **setting: Any) -> None:
    @case(f"journey.ml.tree.{name}", reference=f"sklearn.tree.{name}", label=label)
    def prepare() -> Pair:
        X, y = data()
        ours = getattr(tree, name)(**setting)
        theirs = getattr(sklearn.tree, name)(random_state=0, **setting)
        # Ties are broken in other ways: as many leaves but for a few, and as good on the samples.
        leaves = ours.fit(X, y).get_n_leaves() / theirs.fit(X, y).get_n_leaves()
        assert abs(leaves - 1) < 0.03
        assert abs(ours.score(X, y) - theirs.score(X, y)) < 0.01
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


def bundled(load: Any) -> Any:
    return lambda: load(return_X_y=True)


add("DecisionTreeClassifier", "iris, 150 x 4", bundled(load_iris))
add("DecisionTreeClassifier", "breast cancer, 569 x 30", bundled(load_breast_cancer))
add("DecisionTreeClassifier", "digits, 1,797 x 64", bundled(load_digits))
add("DecisionTreeClassifier", "20,000 x 10, 2 classes", lambda: made(20_000, 10, 2))
add("DecisionTreeClassifier", "20,000 x 10, 20 classes", lambda: made(20_000, 10, 20))
add(
    "DecisionTreeClassifier", "20,000 x 10, 2 classes, entropy", lambda: made(20_000, 10, 2),
    criterion="entropy",
)  # fmt: skip
add("DecisionTreeRegressor", "diabetes, 442 x 10", bundled(load_diabetes))
add("DecisionTreeRegressor", "20,000 x 10", lambda: made(20_000, 10, 0))
add("DecisionTreeRegressor", "20,000 x 10, depth 6", lambda: made(20_000, 10, 0), max_depth=6)


@case(
    "journey.ml.tree.best_cut_naive",
    reference="journey.ml.tree.DecisionTreeClassifier",
    label="one cut, breast cancer, 569 x 30",
)
def naive() -> Pair:
    X, y = load_breast_cancer(return_X_y=True)
    stump = tree.DecisionTreeClassifier(max_depth=1)
    found = tree.best_cut_naive(X, y)
    assert found is not None
    assert found[0] == stump.fit(X, y).tree_.feature[0]
    return lambda: tree.best_cut_naive(X, y), lambda: stump.fit(X, y)
