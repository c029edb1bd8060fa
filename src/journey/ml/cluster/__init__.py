"""Clustering: k-means with its starts, its mini-batch form and the elbow.

Measures of a clustering live in `journey.ml.metrics`.
"""

from journey.ml.cluster._elbow import ElbowCurve, elbow_curve
from journey.ml.cluster._init import kmeans_plusplus
from journey.ml.cluster._kmeans import KMeans
from journey.ml.cluster._minibatch import MiniBatchKMeans
from journey.ml.cluster._naive import lloyd_naive

__all__ = [
    "ElbowCurve",
    "KMeans",
    "MiniBatchKMeans",
    "elbow_curve",
    "kmeans_plusplus",
    "lloyd_naive",
]
