"""Mixtures of normal distributions, fitted by EM. Names and results are scikit-learn's."""

from journey.ml.mixture._gaussian_mixture import GaussianMixture
from journey.ml.mixture._information import missing_information

__all__ = ["GaussianMixture", "missing_information"]
