"""Forests: means of many trees that are made to differ.

Single trees are in `journey.ml.tree`.
"""

from journey.ml.ensemble._classifiers import ExtraTreesClassifier, RandomForestClassifier
from journey.ml.ensemble._regressors import ExtraTreesRegressor, RandomForestRegressor

__all__ = [
    "ExtraTreesClassifier",
    "ExtraTreesRegressor",
    "RandomForestClassifier",
    "RandomForestRegressor",
]
