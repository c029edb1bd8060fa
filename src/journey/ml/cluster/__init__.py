"""Clustering: k-means with its starts, its mini-batch form and the elbow; DBSCAN and HDBSCAN.

Measures of a clustering live in `journey.ml.metrics`.
"""

from journey.ml.cluster._dbscan import DBSCAN, dbscan_naive
from journey.ml.cluster._elbow import ElbowCurve, elbow_curve
from journey.ml.cluster._hdbscan import HDBSCAN
from journey.ml.cluster._init import kmeans_plusplus
from journey.ml.cluster._kmeans import KMeans
from journey.ml.cluster._minibatch import MiniBatchKMeans
from journey.ml.cluster._naive import lloyd_naive

__all__ = [
    "DBSCAN",
    "HDBSCAN",
    "ElbowCurve",
    "KMeans",
    "MiniBatchKMeans",
    "dbscan_naive",
    "elbow_curve",
    "kmeans_plusplus",
    "lloyd_naive",
]
