"""Ensembles: forests, bagging, boosting, voting and stacking.

Single trees are in `journey.ml.tree`.
"""

from journey.ml.ensemble._adaboost import AdaBoostClassifier
from journey.ml.ensemble._adaboost_regressor import AdaBoostRegressor
from journey.ml.ensemble._bagging import BaggingClassifier, BaggingRegressor
from journey.ml.ensemble._classifiers import ExtraTreesClassifier, RandomForestClassifier
from journey.ml.ensemble._gradient_boosting import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
)
from journey.ml.ensemble._hist_boosting import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)
from journey.ml.ensemble._naive import gradient_boosting_naive
from journey.ml.ensemble._regressors import ExtraTreesRegressor, RandomForestRegressor
from journey.ml.ensemble._stacking import StackingClassifier, StackingRegressor
from journey.ml.ensemble._voting import VotingClassifier, VotingRegressor

__all__ = [
    "AdaBoostClassifier",
    "AdaBoostRegressor",
    "BaggingClassifier",
    "BaggingRegressor",
    "ExtraTreesClassifier",
    "ExtraTreesRegressor",
    "GradientBoostingClassifier",
    "GradientBoostingRegressor",
    "HistGradientBoostingClassifier",
    "HistGradientBoostingRegressor",
    "RandomForestClassifier",
    "RandomForestRegressor",
    "StackingClassifier",
    "StackingRegressor",
    "VotingClassifier",
    "VotingRegressor",
    "gradient_boosting_naive",
]
