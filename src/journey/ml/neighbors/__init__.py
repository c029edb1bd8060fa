"""Nearest neighbours: exact searches by brute force and by k-d tree, a classifier, a regressor."""

from journey.ml.neighbors._base import Graph
from journey.ml.neighbors._kd_tree import KDTree
from journey.ml.neighbors._naive import kneighbors_naive
from journey.ml.neighbors._supervised import KNeighborsClassifier, KNeighborsRegressor
from journey.ml.neighbors._unsupervised import NearestNeighbors

__all__ = [
    "Graph",
    "KDTree",
    "KNeighborsClassifier",
    "KNeighborsRegressor",
    "NearestNeighbors",
    "kneighbors_naive",
]
