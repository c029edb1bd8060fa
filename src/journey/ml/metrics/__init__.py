"""Measures of how good a result is: of a classification, and of a clustering.

A clustering is held against the data alone (the silhouette), or against a labelling that is known
(the adjusted Rand index).
"""

from journey.ml.metrics._classification import accuracy_score
from journey.ml.metrics._rand import adjusted_rand_score
from journey.ml.metrics._silhouette import silhouette_samples, silhouette_score
from journey.ml.metrics._targets import UndefinedMetricWarning

__all__ = [
    "UndefinedMetricWarning",
    "accuracy_score",
    "adjusted_rand_score",
    "silhouette_samples",
    "silhouette_score",
]
