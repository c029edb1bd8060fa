# The idea: the tree says which rows go together, and the second derivative
# says how far to move them.
import numpy as np

from journey.ml.tree import DecisionTreeRegressor


def boost(X, y, X_new, rounds, rate, depth):
    """Return the probabilities of class 1 by boosting with the log loss."""
    start = np.log(np.mean(y) / (1 - np.mean(y)))
    F, F_new = np.full(len(y), start), np.full(len(X_new), start)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-F))
        tree = DecisionTreeRegressor(max_depth=depth).fit(X, y - p)
        leaf, leaf_new = tree.apply(X), tree.apply(X_new)
        for each in np.unique(leaf):
            here = leaf == each
            step = np.sum((y - p)[here]) / np.sum((p * (1 - p))[here])
            F[here] += rate * step
            F_new[leaf_new == each] += rate * step
    return 1 / (1 + np.exp(-F_new))
