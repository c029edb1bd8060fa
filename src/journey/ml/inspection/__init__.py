"""Looking into models and what was done to them: what they use, how, and whether test rows leak.

Measures of predictions live in `journey.ml.metrics`. Of scikit-learn's module, the displays and the
boundaries of decisions are left out.
"""

from journey.ml.inspection._leakage import LeakageReport, leakage_probe
from journey.ml.inspection._partial import partial_dependence, partial_dependence_naive
from journey.ml.inspection._permutation import (
    permutation_importance,
    permutation_importance_naive,
)

__all__ = [
    "LeakageReport",
    "leakage_probe",
    "partial_dependence",
    "partial_dependence_naive",
    "permutation_importance",
    "permutation_importance_naive",
]
