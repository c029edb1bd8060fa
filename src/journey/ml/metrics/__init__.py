"""Measures of how good a result is, and scorers that apply them to an estimator.

Labels are judged by the confusion matrix and what is made from it, scores by how they rank, and
probabilities by proper losses; whether probabilities mean what they say is asked in
`journey.ml.calibration`. A clustering is held against the data alone (the silhouette), or against a
labelling that is known (the adjusted Rand index).
"""

from journey.ml.metrics._classification import (
    accuracy_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    matthews_corrcoef,
    zero_one_loss,
)
from journey.ml.metrics._confusion import (
    confusion_matrix,
    confusion_matrix_naive,
    multilabel_confusion_matrix,
)
from journey.ml.metrics._curves import (
    ThresholdCounts,
    auc,
    confusion_matrix_at_thresholds,
    det_curve,
    precision_recall_curve,
    roc_curve,
)
from journey.ml.metrics._fscore import precision_recall_fscore_support
from journey.ml.metrics._interval import RocAucInterval, roc_auc_interval
from journey.ml.metrics._precision import (
    f1_score,
    fbeta_score,
    jaccard_score,
    precision_score,
    recall_score,
)
from journey.ml.metrics._probability import brier_score_loss, log_loss
from journey.ml.metrics._rand import adjusted_rand_score
from journey.ml.metrics._ranking import average_precision_score, roc_auc_naive, roc_auc_score
from journey.ml.metrics._regression import (
    mean_absolute_error,
    mean_squared_error,
    r2_score,
    root_mean_squared_error,
)
from journey.ml.metrics._report import classification_report
from journey.ml.metrics._scorer import check_scoring, get_scorer, get_scorer_names, make_scorer
from journey.ml.metrics._silhouette import silhouette_samples, silhouette_score
from journey.ml.metrics._targets import UndefinedMetricWarning

__all__ = [
    "RocAucInterval",
    "ThresholdCounts",
    "UndefinedMetricWarning",
    "accuracy_score",
    "adjusted_rand_score",
    "auc",
    "average_precision_score",
    "balanced_accuracy_score",
    "brier_score_loss",
    "check_scoring",
    "classification_report",
    "cohen_kappa_score",
    "confusion_matrix",
    "confusion_matrix_at_thresholds",
    "confusion_matrix_naive",
    "det_curve",
    "f1_score",
    "fbeta_score",
    "get_scorer",
    "get_scorer_names",
    "jaccard_score",
    "log_loss",
    "make_scorer",
    "matthews_corrcoef",
    "mean_absolute_error",
    "mean_squared_error",
    "multilabel_confusion_matrix",
    "precision_recall_curve",
    "precision_recall_fscore_support",
    "precision_score",
    "r2_score",
    "recall_score",
    "roc_auc_interval",
    "roc_auc_naive",
    "roc_auc_score",
    "roc_curve",
    "root_mean_squared_error",
    "silhouette_samples",
    "silhouette_score",
    "zero_one_loss",
]
