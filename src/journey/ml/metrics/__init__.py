"""Measures of how good a result is: of a clustering, so far.

Against the data alone (the silhouette), or against a labelling that is known (the adjusted Rand
index).
"""

from journey.ml.metrics._rand import adjusted_rand_score
from journey.ml.metrics._silhouette import silhouette_samples, silhouette_score

__all__ = ["adjusted_rand_score", "silhouette_samples", "silhouette_score"]
