"""Manifold learning: layouts of samples in few dimensions that keep neighbours together."""

from journey.ml.manifold._trust import trustworthiness
from journey.ml.manifold._tsne import TSNE
from journey.ml.manifold._tsne_affinities import conditional_probabilities, joint_probabilities
from journey.ml.manifold._tsne_forces import repulsion_barnes_hut, repulsion_exact, repulsion_fft
from journey.ml.manifold._umap import UMAP
from journey.ml.manifold._umap_curve import (
    attraction,
    find_ab_params,
    fuzzy_cross_entropy,
    repulsion,
)
from journey.ml.manifold._umap_graph import (
    FuzzyGraph,
    fuzzy_simplicial_set,
    fuzzy_simplicial_set_naive,
    membership_strengths,
    smooth_knn_dist,
)
from journey.ml.manifold._umap_layout import epochs_per_sample, optimize_layout
from journey.ml.manifold._umap_spectral import connected_components, spectral_layout

__all__ = [
    "TSNE",
    "UMAP",
    "FuzzyGraph",
    "attraction",
    "conditional_probabilities",
    "connected_components",
    "epochs_per_sample",
    "find_ab_params",
    "fuzzy_cross_entropy",
    "fuzzy_simplicial_set",
    "fuzzy_simplicial_set_naive",
    "joint_probabilities",
    "membership_strengths",
    "optimize_layout",
    "repulsion",
    "repulsion_barnes_hut",
    "repulsion_exact",
    "repulsion_fft",
    "smooth_knn_dist",
    "spectral_layout",
    "trustworthiness",
]
