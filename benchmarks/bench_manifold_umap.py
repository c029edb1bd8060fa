"""UMAP against umap-learn, compiled beforehand: the whole fit, and its parts."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness

from benchmarks.harness import Pair, case
from journey.ml.manifold import (
    UMAP,
    fuzzy_simplicial_set,
    fuzzy_simplicial_set_naive,
)
from journey.ml.neighbors import NearestNeighbors


def umap_learn() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import umap

    return umap


def add(label: str, n: int) -> None:
    @case("journey.ml.manifold.UMAP", reference="umap.UMAP", label=label)
    def prepare() -> Pair:
        X, umap = load_digits().data[:n], umap_learn()

        def theirs() -> Any:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return umap.UMAP(random_state=0, n_jobs=1).fit_transform(X)

        # The first call compiles; both do 500 epochs, and neither is much better.
        quality = [trustworthiness(X, e) for e in (UMAP(random_state=0).fit_transform(X), theirs())]
        assert quality[0] > quality[1] - 0.01
        return lambda: UMAP(random_state=0).fit_transform(X), theirs


add("digits, 1,797 x 64", 1797)
add("digits, 500 x 64", 500)


@case(
    "journey.ml.manifold.fuzzy_simplicial_set",
    reference="umap.umap_.fuzzy_simplicial_set",
    label="digits, 1,797 samples, neighbours given",
)
def graph() -> Pair:
    X, umap = load_digits().data, umap_learn()
    distances, indices = NearestNeighbors(n_neighbors=15).fit(X).kneighbors(X)
    rng = np.random.RandomState(0)
    given: dict[str, Any] = {"knn_indices": indices, "knn_dists": distances}

    def theirs() -> Any:
        return umap.umap_.fuzzy_simplicial_set(X, 15, rng, "euclidean", **given)[0]

    ours = fuzzy_simplicial_set(indices, distances)
    assert np.abs(ours.toarray() - theirs().toarray()).max() < 1e-5
    return lambda: fuzzy_simplicial_set(indices, distances), theirs


@case(
    "journey.ml.manifold.fuzzy_simplicial_set_naive",
    reference="journey.ml.manifold.fuzzy_simplicial_set",
    label="digits, 300 samples, with the search for neighbours",
)
def naive() -> Pair:
    X = load_digits().data[:300]

    def fast() -> Any:
        distances, indices = NearestNeighbors(n_neighbors=15).fit(X).kneighbors(X)
        return fuzzy_simplicial_set(indices, distances)

    assert np.abs(fuzzy_simplicial_set_naive(X, 15) - fast().toarray()).max() < 1e-4
    return lambda: fuzzy_simplicial_set_naive(X, 15), fast
