"""Measures of how good a result is, and scorers that apply them to an estimator.

A clustering is held against the data alone (the silhouette), or against a labelling that is known
(the adjusted Rand index).
"""

from journey.ml.metrics._classification import accuracy_score
from journey.ml.metrics._rand import adjusted_rand_score
from journey.ml.metrics._regression import (
    mean_absolute_error,
    mean_squared_error,
    r2_score,
    root_mean_squared_error,
)
from journey.ml.metrics._scorer import check_scoring, get_scorer, get_scorer_names, make_scorer
from journey.ml.metrics._silhouette import silhouette_samples, silhouette_score
from journey.ml.metrics._targets import UndefinedMetricWarning

__all__ = [
    "UndefinedMetricWarning",
    "accuracy_score",
    "adjusted_rand_score",
    "check_scoring",
    "get_scorer",
    "get_scorer_names",
    "make_scorer",
    "mean_absolute_error",
    "mean_squared_error",
    "r2_score",
    "root_mean_squared_error",
    "silhouette_samples",
    "silhouette_score",
]
