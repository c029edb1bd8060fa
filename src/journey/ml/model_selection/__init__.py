"""Choosing and judging models on data they have not seen: splits, cross-validation, searches.

Metrics and scorers live in `journey.ml.metrics`. Of scikit-learn's module, halving searches,
splitters that leave whole groups out, and `permutation_test_score` are left out.
"""

from journey.ml.model_selection._bias_variance import (
    BiasVariance,
    bias_variance_bootstrap,
    bias_variance_decomposition,
    smoother_bias_variance,
)
from journey.ml.model_selection._curves import learning_curve, validation_curve
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
    "BiasVariance",
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
    "bias_variance_bootstrap",
    "bias_variance_decomposition",
    "check_cv",
    "corrected_interval",
    "cross_val_predict",
    "cross_val_score",
    "cross_val_score_naive",
    "cross_validate",
    "learning_curve",
    "one_standard_error",
    "ridge_leave_one_out",
    "smoother_bias_variance",
    "train_test_split",
    "validation_curve",
]
