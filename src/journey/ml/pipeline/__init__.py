"""Chains of transformers that end in an estimator, fitted on training rows only.

Different transformers for different columns are `journey.ml.compose`'s.
"""

from journey.ml.pipeline._pipeline import Pipeline, make_pipeline

__all__ = ["Pipeline", "make_pipeline"]
