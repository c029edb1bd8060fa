"""Choosing and judging models on data they have not seen: splits, cross-validation, searches.

Metrics and scorers live in `journey.ml.metrics`.
"""

from journey.ml.model_selection._estimates import (
    corrected_interval,
    cross_val_score_naive,
    ridge_leave_one_out,
)
from journey.ml.model_selection._kfold import (
    GroupKFold,
    KFold,
    LeaveOneOut,
    RepeatedKFold,
    StratifiedKFold,
)
from journey.ml.model_selection._parameters import ParameterGrid, ParameterSampler
from journey.ml.model_selection._predict import cross_val_predict
from journey.ml.model_selection._results import one_standard_error
from journey.ml.model_selection._search import GridSearchCV, RandomizedSearchCV
from journey.ml.model_selection._shuffled import (
    ShuffleSplit,
    StratifiedShuffleSplit,
    train_test_split,
)
from journey.ml.model_selection._time import TimeSeriesSplit
from journey.ml.model_selection._validation import (
    FitFailedWarning,
    check_cv,
    cross_val_score,
    cross_validate,
)

__all__ = [
    "FitFailedWarning",
    "GridSearchCV",
    "GroupKFold",
    "KFold",
    "LeaveOneOut",
    "ParameterGrid",
    "ParameterSampler",
    "RandomizedSearchCV",
    "RepeatedKFold",
    "ShuffleSplit",
    "StratifiedKFold",
    "StratifiedShuffleSplit",
    "TimeSeriesSplit",
    "check_cv",
    "corrected_interval",
    "cross_val_predict",
    "cross_val_score",
    "cross_val_score_naive",
    "cross_validate",
    "one_standard_error",
    "ridge_leave_one_out",
    "train_test_split",
]
