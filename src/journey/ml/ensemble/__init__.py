"""Ensembles: forests, bagging and AdaBoost.

Single trees are in `journey.ml.tree`.
"""

from journey.ml.ensemble._adaboost import AdaBoostClassifier
from journey.ml.ensemble._bagging import BaggingClassifier, BaggingRegressor
from journey.ml.ensemble._classifiers import ExtraTreesClassifier, RandomForestClassifier
from journey.ml.ensemble._regressors import ExtraTreesRegressor, RandomForestRegressor

__all__ = [
    "AdaBoostClassifier",
    "BaggingClassifier",
    "BaggingRegressor",
    "ExtraTreesClassifier",
    "ExtraTreesRegressor",
    "RandomForestClassifier",
    "RandomForestRegressor",
]
