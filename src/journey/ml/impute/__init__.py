"""Missing values, rows that occur twice, and values far out: found, reported, filled.

What is missing is filled by one value a column or from similar rows.
"""

from journey.ml.impute._cleaning import duplicated, outlier_bounds
from journey.ml.impute._knn import KNNImputer, knn_impute_naive, nan_euclidean_distances
from journey.ml.impute._report import MissingnessReport, missingness_report
from journey.ml.impute._simple import SimpleImputer

__all__ = [
    "KNNImputer",
    "MissingnessReport",
    "SimpleImputer",
    "duplicated",
    "knn_impute_naive",
    "missingness_report",
    "nan_euclidean_distances",
    "outlier_bounds",
]
