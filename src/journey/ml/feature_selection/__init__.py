"""Scores of single features against the target, and the choice of the best of them.

Choices made by a model's coefficients, or by trying subsets, are not here.
"""

from journey.ml.feature_selection._mutual_information import (
    mutual_info_classif,
    mutual_info_regression,
)
from journey.ml.feature_selection._naive import mutual_info_naive
from journey.ml.feature_selection._select import SelectKBest
from journey.ml.feature_selection._univariate import f_classif, f_regression

__all__ = [
    "SelectKBest",
    "f_classif",
    "f_regression",
    "mutual_info_classif",
    "mutual_info_naive",
    "mutual_info_regression",
]
