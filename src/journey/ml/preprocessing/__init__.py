"""New columns from old ones: products, bins, and any function of a table as a step.

Features of dates and texts are made in `journey.ml.feature_extraction`.
"""

from journey.ml.preprocessing._discretizer import KBinsDiscretizer
from journey.ml.preprocessing._function import FunctionTransformer
from journey.ml.preprocessing._polynomial import PolynomialFeatures

__all__ = ["FunctionTransformer", "KBinsDiscretizer", "PolynomialFeatures"]
