"""Numbers from what is not a number yet: dates and short texts.

Bags of words and TF-IDF belong to the wing of language, `journey.nlp`.
"""

from journey.ml.feature_extraction._dates import cyclic_features, date_features
from journey.ml.feature_extraction._texts import text_features

__all__ = ["cyclic_features", "date_features", "text_features"]
