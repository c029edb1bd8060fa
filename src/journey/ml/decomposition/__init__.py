"""Fewer columns that keep most: PCA, PCA in portions, truncated SVD, the randomised SVD."""

from journey.ml.decomposition._incremental import IncrementalPCA
from journey.ml.decomposition._naive import pca_naive
from journey.ml.decomposition._pca import PCA
from journey.ml.decomposition._randomized import randomized_svd
from journey.ml.decomposition._truncated import TruncatedSVD

__all__ = ["PCA", "IncrementalPCA", "TruncatedSVD", "pca_naive", "randomized_svd"]
