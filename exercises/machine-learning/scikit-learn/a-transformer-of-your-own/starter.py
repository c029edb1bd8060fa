import numpy as np

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import NotFittedError


class Clipper(TransformerMixin, BaseEstimator):
    """Move values beyond learnt quantiles to these."""

    def __init__(self, share=0.05):
        raise NotImplementedError

    def fit(self, X, y=None):
        raise NotImplementedError

    def transform(self, X):
        raise NotImplementedError
