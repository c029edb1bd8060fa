"""Correlation: Pearson's, Spearman's and Kendall's, with p-values, and partial correlation.

Called as in `scipy.stats`, for two variables of one dimension; `partial_correlation` has no
namesake there. Not here: missing values, resampling, and what a correlation does not say, which is
`journey.mathematics.causal`.
"""

from journey.mathematics.stats.correlation._kendall import (
    count_inversions,
    kendalltau,
    kendalltau_naive,
)
from journey.mathematics.stats.correlation._partial import (
    partial_correlation,
    partial_correlation_matrix,
)
from journey.mathematics.stats.correlation._pearson import pearsonr
from journey.mathematics.stats.correlation._ranks import rankdata, spearmanr
from journey.mathematics.stats.correlation._result import (
    NearConstantInputWarning,
    PearsonRResult,
    SignificanceResult,
)

__all__ = [
    "NearConstantInputWarning",
    "PearsonRResult",
    "SignificanceResult",
    "count_inversions",
    "kendalltau",
    "kendalltau_naive",
    "partial_correlation",
    "partial_correlation_matrix",
    "pearsonr",
    "rankdata",
    "spearmanr",
]
