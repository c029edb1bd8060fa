"""Looking into what was done to data and models: so far, whether test rows leak into training.

Measures of predictions live in `journey.ml.metrics`.
"""

from journey.ml.inspection._leakage import LeakageReport, leakage_probe

__all__ = ["LeakageReport", "leakage_probe"]
