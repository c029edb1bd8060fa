"""Scaling numbers: by mean and variance, range, quantiles, length, or a power of most likelihood.

What is missing is filled in `journey.ml.impute`.
"""

from journey.ml.preprocessing._normalizer import Normalizer, normalize
from journey.ml.preprocessing._power import PowerTransformer, power_likelihood
from journey.ml.preprocessing._range import MinMaxScaler
from journey.ml.preprocessing._robust import RobustScaler
from journey.ml.preprocessing._standard import StandardScaler

__all__ = [
    "MinMaxScaler",
    "Normalizer",
    "PowerTransformer",
    "RobustScaler",
    "StandardScaler",
    "normalize",
    "power_likelihood",
]
