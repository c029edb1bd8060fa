"""Clustering: k-means with its starts and the elbow; DBSCAN, HDBSCAN; trees of merges.

Measures of a clustering live in `journey.ml.metrics`.
"""

from journey.ml.cluster._agglomerative import AgglomerativeClustering
from journey.ml.cluster._cut import cophenet, fcluster
from journey.ml.cluster._dbscan import DBSCAN, dbscan_naive
from journey.ml.cluster._dendrogram import Dendrogram, dendrogram
from journey.ml.cluster._elbow import ElbowCurve, elbow_curve
from journey.ml.cluster._hdbscan import HDBSCAN
from journey.ml.cluster._init import kmeans_plusplus
from journey.ml.cluster._kmeans import KMeans
from journey.ml.cluster._linkage import linkage
from journey.ml.cluster._linkage_naive import linkage_naive
from journey.ml.cluster._minibatch import MiniBatchKMeans
from journey.ml.cluster._naive import lloyd_naive

__all__ = [
    "DBSCAN",
    "HDBSCAN",
    "AgglomerativeClustering",
    "Dendrogram",
    "ElbowCurve",
    "KMeans",
    "MiniBatchKMeans",
    "cophenet",
    "dbscan_naive",
    "dendrogram",
    "elbow_curve",
    "fcluster",
    "kmeans_plusplus",
    "linkage",
    "linkage_naive",
    "lloyd_naive",
]
