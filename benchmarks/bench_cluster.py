"""Clustering against scikit-learn: the same start, the same inertia, the same number of rounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.cluster
import sklearn.metrics
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from benchmarks.harness import Pair, case
from journey.ml.cluster import (
    DBSCAN,
    HDBSCAN,
    KMeans,
    MiniBatchKMeans,
    dbscan_naive,
    kmeans_plusplus,
    lloyd_naive,
)
from journey.ml.metrics import silhouette_score

Array = NDArray[np.float64]


def blobs(n: int, d: int, k: int) -> Array:
    """Return overlapping clouds: many rounds, as on real data."""
    rng = np.random.default_rng(0)
    centers = rng.uniform(-10, 10, size=(k, d))
    return centers[rng.integers(k, size=n)] + rng.normal(scale=4, size=(n, d))


def fit_and_predict(X: Array, k: int, algorithm: Any) -> Pair:
    options: dict[str, Any] = {"init": X[:k] + 1e-3, "n_init": 1, "algorithm": algorithm}
    ours = KMeans(k, **options).fit(X)
    theirs = sklearn.cluster.KMeans(k, **options).fit(X)
    # Equal quality and equal work, or the comparison means nothing.
    assert ours.n_iter_ == theirs.n_iter_
    assert abs(ours.inertia_ / theirs.inertia_ - 1) < 1e-10
    return (
        lambda: KMeans(k, **options).fit(X).predict(X),
        lambda: sklearn.cluster.KMeans(k, **options).fit(X).predict(X),
    )


def add(label: str, k: int, shape: tuple[int, int] | None, algorithm: str = "lloyd") -> None:
    @case(
        "journey.ml.cluster.KMeans",
        reference=f"sklearn.cluster.KMeans(algorithm='{algorithm}')",
        label=f"{label}, k = {k}" + (", Elkan" if algorithm == "elkan" else ""),
    )
    def prepare() -> Pair:
        return fit_and_predict(blobs(*shape, k) if shape else load_digits().data, k, algorithm)


add("digits, 1,797 x 64", 10, None)
add("2,000 x 784", 10, (2_000, 784))
add("20,000 x 16", 8, (20_000, 16))
add("100,000 x 2", 8, (100_000, 2))
add("50,000 x 10", 16, (50_000, 10))
add("20,000 x 50", 64, (20_000, 50))
add("20,000 x 16", 8, (20_000, 16), "elkan")


@case(
    "journey.ml.cluster.lloyd_naive",
    reference="journey.ml.cluster.KMeans",
    label="digits, 1,797 x 64, k = 10",
)
def naive() -> Pair:
    X = load_digits().data
    fast = KMeans(10, init=X[:10] + 1e-3, tol=0)
    labels = lloyd_naive(X, X[:10] + 1e-3)[1]
    assert (labels == fast.fit(X).labels_).all()
    return lambda: lloyd_naive(X, X[:10] + 1e-3), lambda: fast.fit(X)


@case(
    "journey.ml.cluster.kmeans_plusplus",
    reference="sklearn.cluster.kmeans_plusplus",
    label="20,000 x 16, k = 32",
)
def plusplus() -> Pair:
    X = blobs(20_000, 16, 32)
    ours = kmeans_plusplus(X, 32, random_state=0)[1]
    assert (ours == sklearn.cluster.kmeans_plusplus(X, 32, random_state=0)[1]).all()
    return (
        lambda: kmeans_plusplus(X, 32, random_state=0),
        lambda: sklearn.cluster.kmeans_plusplus(X, 32, random_state=0),
    )


@case(
    "journey.ml.cluster.MiniBatchKMeans",
    reference="sklearn.cluster.MiniBatchKMeans",
    label="100,000 x 10, k = 16",
)
def minibatch() -> Pair:
    X = blobs(100_000, 10, 16)
    ours = MiniBatchKMeans(16, random_state=0)
    theirs = sklearn.cluster.MiniBatchKMeans(16, random_state=0)
    assert abs(ours.fit(X).inertia_ / theirs.fit(X).inertia_ - 1) < 1e-10
    assert ours.n_steps_ == theirs.n_steps_
    return lambda: ours.fit(X).predict(X), lambda: theirs.fit(X).predict(X)


@case(
    "journey.ml.metrics.silhouette_score",
    reference="sklearn.metrics.silhouette_score",
    label="4,000 x 10, 8 clusters",
)
def silhouette() -> Pair:
    X = blobs(4_000, 10, 8)
    labels = KMeans(8, random_state=0).fit_predict(X)
    difference = silhouette_score(X, labels) - sklearn.metrics.silhouette_score(X, labels)
    assert abs(difference) < 1e-10
    return (
        lambda: silhouette_score(X, labels),
        lambda: sklearn.metrics.silhouette_score(X, labels),
    )


def add_dbscan(label: str, X: Array, eps: float) -> None:
    @case("journey.ml.cluster.DBSCAN", reference="sklearn.cluster.DBSCAN", label=label)
    def prepare() -> Pair:
        ours, theirs = DBSCAN(eps, min_samples=10), sklearn.cluster.DBSCAN(eps, min_samples=10)
        assert (ours.fit(X).labels_ == theirs.fit(X).labels_).all()
        return lambda: ours.fit(X), lambda: theirs.fit(X)


def clouds(n: int, d: int) -> Array:
    """Return ten clouds that DBSCAN can tell apart."""
    rng = np.random.default_rng(0)
    return rng.uniform(-10, 10, size=(10, d))[rng.integers(10, size=n)] + rng.normal(
        scale=0.6, size=(n, d)
    )


add_dbscan("10,000 x 2", clouds(10_000, 2), 0.15)
add_dbscan("50,000 x 2", clouds(50_000, 2), 0.08)
add_dbscan("20,000 x 3", clouds(20_000, 3), 0.25)
add_dbscan("5,000 x 10", clouds(5_000, 10), 1.5)
add_dbscan("digits, 1,797 x 64", load_digits().data, 22.0)


@case(
    "journey.ml.cluster.dbscan_naive",
    reference="journey.ml.cluster.DBSCAN",
    label="2,000 x 2",
)
def naive_dbscan() -> Pair:
    X = clouds(2_000, 2)
    assert (dbscan_naive(X, 0.3, 10) == DBSCAN(0.3, min_samples=10).fit(X).labels_).all()
    return lambda: dbscan_naive(X, 0.3, 10), lambda: DBSCAN(0.3, min_samples=10).fit(X)


@case("journey.ml.cluster.HDBSCAN", reference="sklearn.cluster.HDBSCAN", label="3,000 x 5")
def hdbscan() -> Pair:
    X = clouds(3_000, 5)
    ours, theirs = HDBSCAN(10), sklearn.cluster.HDBSCAN(10, copy=True)
    # Where merges are equally long, scikit-learn's order depends on the processor.
    assert (ours.fit(X).labels_ >= 0).sum() > 2_000
    assert len(set(ours.labels_)) == len(set(theirs.fit(X).labels_))
    return lambda: ours.fit(X), lambda: theirs.fit(X)
