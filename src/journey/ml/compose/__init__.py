"""Different transformers for different columns of one table.

Chains of steps are `journey.ml.pipeline`'s.
"""

from journey.ml.compose._column_transformer import ColumnTransformer, make_column_transformer
from journey.ml.compose._columns import make_column_selector

__all__ = ["ColumnTransformer", "make_column_selector", "make_column_transformer"]
