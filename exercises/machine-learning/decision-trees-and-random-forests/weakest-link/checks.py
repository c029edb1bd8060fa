import numpy as np

from journey.ml.tree import DecisionTreeClassifier
from journey.practice import check, close, equal, holds, unchanged


def example():
    left = np.array([1, -1, 3, -1, -1])
    right = np.array([2, -1, 4, -1, -1])
    return left, right, np.array([0.5, 0.0, 0.25, 0.0, 0.125])


def grown(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(60, 3))
    y = (X[:, 0] + rng.normal(size=60) > 0).astype(int)
    model = DecisionTreeClassifier().fit(X, y)
    tree = model.tree_
    cost = tree.impurity * tree.n_node_samples / 60
    alphas = model.cost_complexity_pruning_path(X, y).ccp_alphas[1:]
    return (tree.children_left, tree.children_right, cost), alphas


def pair(got, node, alpha, what):
    holds(type(got) is tuple and len(got) == 2, what, expected="a pair (node, alpha)", got=got)
    holds(got[0] == node, what, expected=f"node {node}", got=got[0])
    close(got[1], alpha, f"the alpha: {what}", within=1e-9)


@check("finds the link of the example: node 2 at 0.125")
def first(work):
    pair(work.weakest_link(*example()), 2, 0.125, "weakest_link of the example")


@check("divides by the leaves that are saved, one fewer than the branch has")
def divides(work):
    # Three leaves below the root, two below node 2; both nodes lower the cost by 0.3 and 0.2.
    left, right, _ = example()
    cost = np.array([0.5, 0.1, 0.3, 0.1, 0.0])
    pair(work.weakest_link(left, right, cost), 0, 0.15, "costs 0.5, 0.1, 0.3, 0.1, 0")


@check("asks the leaves of the branch, not only its two children")
def deep(work):
    left, right, _ = example()
    cost = np.array([0.9, 0.1, 0.7, 0.05, 0.05])
    pair(work.weakest_link(left, right, cost), 0, 0.35, "costs 0.9, 0.1, 0.7, 0.05, 0.05")


@check("takes the lowest number on a tie")
def tie(work):
    left, right = np.array([1, 3, 5, -1, -1, -1, -1]), np.array([2, 4, 6, -1, -1, -1, -1])
    cost = np.array([4.0, 0.5, 0.5, 0.0, 0.25, 0.25, 0.0])
    pair(work.weakest_link(left, right, cost), 1, 0.25, "two links of 0.25, nodes 1 and 2")


@check("does not count nodes that cannot be reached")
def unreachable(work):
    left, right, cost = example()
    left[2] = right[2] = -1
    left = np.append(left, [6, -1, -1])
    right = np.append(right, [7, -1, -1])
    cost = np.append(cost, [0.01, 0.0, 0.0])
    pair(work.weakest_link(left, right, cost), 0, 0.25, "a tree of 3 nodes, and 5 left over")


@check("is None for a tree that is only a leaf")
def leaf(work):
    one = np.array([-1]), np.array([-1]), np.array([0.3])
    equal(work.weakest_link(*one), None, "weakest_link of a leaf")
    equal(work.pruning_alphas(*one), [], "pruning_alphas of a leaf")


@check("cuts links off until the root is left")
def path(work):
    close(np.array(work.pruning_alphas(*example())), np.array([0.125, 0.25]),
          "pruning_alphas of the example", within=1e-9)  # fmt: skip


@check("gives the alphas of grown trees")
def real(work):
    for seed in range(3):
        tree, alphas = grown(seed)
        got = work.pruning_alphas(*tree)
        holds(len(got) == len(alphas), f"the number of alphas of grown tree {seed}",
              expected=f"{len(alphas)}", got=len(got))  # fmt: skip
        close(np.array(got), alphas, f"the alphas of grown tree {seed}", within=1e-9)


@check("leaves the tree as it was")
def keeps(work):
    unchanged(work.pruning_alphas, *example(), call="pruning_alphas(left, right, cost)")
