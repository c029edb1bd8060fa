"""Agglomerative clustering against SciPy and scikit-learn: the same heights, the same labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.cluster.hierarchy
import sklearn.cluster
from numpy.typing import NDArray

from benchmarks.harness import Pair, case
from journey.ml.cluster import AgglomerativeClustering, linkage, linkage_naive


def clouds(n: int, d: int) -> NDArray[np.float64]:
    """Return ten clouds."""
    rng = np.random.default_rng(0)
    return rng.uniform(-10, 10, size=(10, d))[rng.integers(10, size=n)] + rng.normal(size=(n, d))


def add(method: Any, n: int, d: int) -> None:
    @case(
        "journey.ml.cluster.linkage",
        reference=f"scipy.cluster.hierarchy.linkage(method='{method}')",
        label=f"{method}, {n:,} x {d}",
    )
    def prepare() -> Pair:
        X = clouds(n, d)
        theirs = scipy.cluster.hierarchy.linkage(X, method)
        assert np.abs(linkage(X, method)[:, 2] - theirs[:, 2]).max() < 1e-10
        return lambda: linkage(X, method), lambda: scipy.cluster.hierarchy.linkage(X, method)


for each in ("single", "complete", "average", "ward"):
    add(each, 3_000, 10)


@case(
    "journey.ml.cluster.AgglomerativeClustering",
    reference="sklearn.cluster.AgglomerativeClustering",
    label="Ward, 3,000 x 10",
)
def estimator() -> Pair:
    X = clouds(3_000, 10)
    ours, theirs = AgglomerativeClustering(10), sklearn.cluster.AgglomerativeClustering(10)
    assert (ours.fit(X).labels_ == theirs.fit(X).labels_).all()
    return lambda: ours.fit(X), lambda: theirs.fit(X)


@case(
    "journey.ml.cluster.linkage_naive", reference="journey.ml.cluster.linkage", label="Ward, 60 x 3"
)
def naive() -> Pair:
    X = clouds(60, 3)
    return lambda: linkage_naive(X, "ward"), lambda: linkage(X, "ward")
