"""Preparing columns: scaling numbers, encoding categories, and making new columns from old ones.

Scalers work by mean and variance, range, quantiles, length or a power of most likelihood; encoders
by a column for each category, its place, or its mean target. What is missing is filled in
`journey.ml.impute`; features of dates and texts are made in `journey.ml.feature_extraction`.
"""

from journey.ml.preprocessing._discretizer import KBinsDiscretizer
from journey.ml.preprocessing._function import FunctionTransformer
from journey.ml.preprocessing._normalizer import Normalizer, normalize
from journey.ml.preprocessing._onehot import OneHotEncoder
from journey.ml.preprocessing._ordinal import OrdinalEncoder
from journey.ml.preprocessing._polynomial import PolynomialFeatures
from journey.ml.preprocessing._power import PowerTransformer, power_likelihood
from journey.ml.preprocessing._range import MinMaxScaler
from journey.ml.preprocessing._robust import RobustScaler
from journey.ml.preprocessing._standard import StandardScaler
from journey.ml.preprocessing._target import TargetEncoder, target_means

__all__ = [
    "FunctionTransformer",
    "KBinsDiscretizer",
    "MinMaxScaler",
    "Normalizer",
    "OneHotEncoder",
    "OrdinalEncoder",
    "PolynomialFeatures",
    "PowerTransformer",
    "RobustScaler",
    "StandardScaler",
    "TargetEncoder",
    "normalize",
    "power_likelihood",
    "target_means",
]
