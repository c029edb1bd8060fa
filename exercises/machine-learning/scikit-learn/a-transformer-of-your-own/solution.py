# The idea: settings are stored as they came, so that copies can be made from them;
# everything learnt ends in an underscore, and nothing is learnt outside of fit.
import numpy as np

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import NotFittedError


class Clipper(TransformerMixin, BaseEstimator):
    """Move values beyond learnt quantiles to these."""

    def __init__(self, share=0.05):
        self.share = share

    def fit(self, X, y=None):
        if not 0 <= self.share < 0.5:
            raise ValueError(f"share: expected 0 to below 0.5, got {self.share!r}")
        self.low_ = np.quantile(X, self.share, axis=0)
        self.high_ = np.quantile(X, 1 - self.share, axis=0)
        return self

    def transform(self, X):
        if not hasattr(self, "low_"):
            raise NotFittedError("This Clipper is not fitted yet: call fit first.")
        return np.clip(X, self.low_, self.high_)
