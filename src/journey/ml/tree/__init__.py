"""Decision trees: exact growth, cost-complexity pruning, and a tree's rules in words.

Forests of them are in `journey.ml.ensemble`.
"""

from journey.ml.tree._classifier import DecisionTreeClassifier
from journey.ml.tree._export import export_text
from journey.ml.tree._naive import best_cut_naive, impurity
from journey.ml.tree._prune import PruningPath
from journey.ml.tree._regressor import DecisionTreeRegressor
from journey.ml.tree._tree import Tree

__all__ = [
    "DecisionTreeClassifier",
    "DecisionTreeRegressor",
    "PruningPath",
    "Tree",
    "best_cut_naive",
    "export_text",
    "impurity",
]
