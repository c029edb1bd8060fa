"""What estimators share: checks of arrays, weights, parameters and seeds, and their errors.

The checks speak scikit-learn's language (the same kinds of error, float32 kept, a seed that draws
the same numbers) without importing it. Algorithms do not live here.
"""

from journey.ml.utils._arrays import (
    FloatArray,
    check_array,
    check_mixed_array,
    validate_data,
    validate_mixed_data,
)
from journey.ml.utils._errors import (
    ConvergenceWarning,
    DataConversionWarning,
    NotFittedError,
    convergence_warning,
    data_conversion_warning,
)
from journey.ml.utils._target import check_labels, check_target
from journey.ml.utils._validation import (
    Rng,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    check_sample_weight,
)

__all__ = [
    "ConvergenceWarning",
    "DataConversionWarning",
    "FloatArray",
    "NotFittedError",
    "Rng",
    "check_array",
    "check_choice",
    "check_integer",
    "check_is_fitted",
    "check_labels",
    "check_mixed_array",
    "check_random_state",
    "check_real",
    "check_sample_weight",
    "check_target",
    "convergence_warning",
    "data_conversion_warning",
    "validate_data",
    "validate_mixed_data",
]
