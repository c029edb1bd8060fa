"""Cost-complexity pruning of decision trees, and trees with a given number of leaves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import sklearn.tree
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor, Tree
from journey.ml.tree._prune import pruned, weakest_links

Array = NDArray[Any]
Data = tuple[Array, Array]


def made(seed: int = 0, classes: int = 2, n: int = 300) -> Data:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, 4)).astype(np.float32).astype(float)
    f = X[:, 0] * X[:, 1] + X[:, 2] + rng.standard_normal(n)
    return X, f if not classes else np.digitize(f, np.linspace(-1, 1, classes + 1)[1:-1])


SETS: dict[str, Callable[[], Data]] = {
    "breast cancer": lambda: load_breast_cancer(return_X_y=True),
    "wine": lambda: load_wine(return_X_y=True),
    "two made": made,
    "five made": lambda: made(1, 5),
    "diabetes": lambda: load_diabetes(return_X_y=True),
    "numbers made": lambda: made(2, 0),
}


def kind_of(y: Array) -> Any:
    return DecisionTreeRegressor if y.dtype.kind == "f" else DecisionTreeClassifier


def cost(tree: Tree) -> Array:
    return tree.impurity * tree.weighted_n_node_samples / tree.weighted_n_node_samples[0]


def subtrees(tree: Tree, node: int = 0) -> list[tuple[float, int]]:
    """Return impurity and number of leaves of all subtrees with the same root, by brute force."""
    found = [(float(cost(tree)[node]), 1)]
    left, right = tree.children_left[node], tree.children_right[node]
    if left >= 0:
        pairs = product(subtrees(tree, int(left)), subtrees(tree, int(right)))
        found += [(a + b, m + n) for (a, m), (b, n) in pairs]
    return found


# Identities and brute force ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_no_subtree_at_all_costs_less_than_the_pruned_one(seed: int) -> None:
    X, y = made(seed, n=200)
    whole = DecisionTreeClassifier(max_depth=4).fit(X, y)
    every = subtrees(whole.tree_)
    path = whole.cost_complexity_pruning_path(X, y)
    middles = (path.ccp_alphas[:-1] + path.ccp_alphas[1:]) / 2
    for alpha in [*middles, 2 * path.ccp_alphas[-1]]:
        best = min(impurity + alpha * leaves for impurity, leaves in every)
        tree = DecisionTreeClassifier(max_depth=4, ccp_alpha=alpha).fit(X, y).tree_
        own = cost(tree)[tree.children_left < 0].sum() + alpha * tree.n_leaves
        assert own == pytest.approx(best, rel=1e-12)


@pytest.mark.parametrize("name", SETS)
def test_the_path_is_a_path(name: str) -> None:
    X, y = SETS[name]()
    model = kind_of(y)().fit(X, y)
    path = model.cost_complexity_pruning_path(X, y)
    assert path.ccp_alphas[0] == 0
    # It never falls, but for rounding.
    assert (np.diff(path.ccp_alphas) >= -1e-12 * path.ccp_alphas[-1]).all()
    assert (np.diff(path.impurities) >= -1e-12 * path.impurities[-1]).all()
    assert path.impurities[-1] == pytest.approx(model.tree_.impurity[0], rel=1e-9)
    leaves = []
    for alpha in path.ccp_alphas[:: max(1, len(path.ccp_alphas) // 10)]:
        leaves.append(kind_of(y)(ccp_alpha=alpha).fit(X, y).get_n_leaves())
    assert (np.diff(leaves) <= 0).all()
    assert kind_of(y)(ccp_alpha=1.01 * path.ccp_alphas[-1]).fit(X, y).get_n_leaves() == 1


def test_links_that_are_cut_off_are_those_of_the_definition() -> None:
    X, y = made(3, n=150)
    tree = DecisionTreeClassifier().fit(X, y).tree_
    cut = np.zeros(tree.node_count, dtype=np.bool_)
    for alpha, left, node in weakest_links(tree):
        now = tree.keep(cut)
        costs, links = cost(now), []
        for root in np.flatnonzero(now.children_left >= 0):
            end, stack = [], [int(root)]
            while stack:
                at = stack.pop()
                if now.children_left[at] < 0:
                    end.append(at)
                else:
                    stack += [int(now.children_left[at]), int(now.children_right[at])]
            links.append((costs[root] - costs[end].sum()) / (len(end) - 1))
        assert alpha == pytest.approx(min(links), abs=1e-12)
        cut[node] = True
        after = tree.keep(cut)
        assert left == pytest.approx(cost(after)[after.children_left < 0].sum(), abs=1e-12)


def test_keeping_all_and_nothing() -> None:
    X, y = made()
    tree = DecisionTreeClassifier().fit(X, y).tree_
    none = np.zeros(tree.node_count, dtype=np.bool_)
    for name in ("children_left", "children_right", "feature", "threshold", "value"):
        np.testing.assert_array_equal(getattr(tree.keep(none), name), getattr(tree, name))
    root = tree.keep(~none)
    assert root.node_count == 1
    assert root.children_left[0] == -1
    assert root.feature[0] == -2


def test_pruning_does_not_change_the_tree_it_starts_from() -> None:
    X, y = made()
    tree = DecisionTreeClassifier().fit(X, y).tree_
    before = tree.children_left.copy(), tree.threshold.copy()
    pruned(tree, 0.01)
    np.testing.assert_array_equal(tree.children_left, before[0])
    np.testing.assert_array_equal(tree.threshold, before[1])


def test_leaves_are_opened_by_what_their_cut_gains() -> None:
    X, y = made(4)
    whole = DecisionTreeClassifier().fit(X, y).tree_
    impurities = []
    for leaves in range(2, 20):
        tree = DecisionTreeClassifier(max_leaf_nodes=leaves).fit(X, y).tree_
        assert tree.n_leaves == leaves
        impurities.append(cost(tree)[tree.children_left < 0].sum())
    assert (np.diff(impurities) < 0).all()
    many = DecisionTreeClassifier(max_leaf_nodes=10**6).fit(X, y).tree_
    np.testing.assert_array_equal(many.threshold, whole.threshold)


# scikit-learn -----------------------------------------------------------------------------------


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", SETS)
def test_the_path_is_that_of_sklearn(
    name: str, weighted: bool, parity: Callable[..., None]
) -> None:
    X, y = SETS[name]()
    X = X.astype(np.float32).astype(float)
    w = np.random.default_rng(0).uniform(0.5, 2, len(y)) if weighted else None
    kind = kind_of(y)
    # Where cuts tie, scikit-learn draws lots. So seeds are tried until its nodes are as impure as
    # ours; the tree then has the same path.
    setting: dict[str, Any] = {"min_samples_leaf": 8, "min_impurity_decrease": 1e-7}
    theirs = getattr(sklearn.tree, kind.__name__)(**setting, random_state=0)
    ours = kind(**setting)
    want = ours.fit(X, y, w).tree_.impurity
    for seed in range(200):
        got = theirs.set_params(random_state=seed).fit(X, y, w).tree_.impurity
        if len(got) == len(want) and np.allclose(got, want, rtol=1e-9, atol=1e-12):
            break
    else:
        raise AssertionError("no seed gave the same impurities")
    a = ours.cost_complexity_pruning_path(X, y, w)
    b = theirs.cost_complexity_pruning_path(X, y, w)
    size = a.impurities[-1]

    def compare(what: str, difference: float, tolerance: float) -> None:
        parity(
            f"journey.ml.tree.{kind.__name__}",
            reference=f"sklearn.tree.{kind.__name__}",
            what=what,
            difference=difference,
            tolerance=tolerance,
        )

    compare("lengths of pruning paths", abs(len(a.ccp_alphas) - len(b.ccp_alphas)), 0)
    gap = np.abs(a.ccp_alphas - b.ccp_alphas).max() / size
    compare("alphas of the pruning path, relative to the impurity", gap, 1e-12)
    gap = np.abs(a.impurities - b.impurities).max() / size
    compare("impurities of the pruning path, relative", gap, 1e-12)
    wrong, worst = 0, 0.0
    apart = np.diff(a.ccp_alphas) > 1e-9 * size  # of links as weak as each other rounding chooses
    for alpha in ((a.ccp_alphas[:-1] + a.ccp_alphas[1:]) / 2)[apart]:
        setting["ccp_alpha"] = alpha
        one = kind(**setting).fit(X, y, w)
        other = theirs.set_params(ccp_alpha=alpha).fit(X, y, w)
        wrong += abs(one.get_n_leaves() - other.get_n_leaves())
        worst = max(worst, abs(one.score(X, y, w) - other.score(X, y, w)))
    compare("leaves of all pruned trees that differ", wrong, 0)
    compare("scores of all pruned trees on their samples", worst, 1e-12)
