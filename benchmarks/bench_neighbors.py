"""Nearest neighbours against scikit-learn, one thread: fit and predict, the same predictions."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.neighbors
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from benchmarks.harness import Pair, case
from journey.ml.neighbors import (
    KDTree,
    KNeighborsClassifier,
    KNeighborsRegressor,
    NearestNeighbors,
    kneighbors_naive,
)

Array = NDArray[np.float64]


def clouds(n: int, d: int, seed: int) -> tuple[Array, NDArray[np.intp]]:
    """Return overlapping clouds and which of four each sample is from."""
    rng = np.random.default_rng(seed)
    y = rng.integers(4, size=n)
    return np.random.default_rng(0).normal(scale=2, size=(4, d))[y] + rng.normal(size=(n, d)), y


def add(label: str, n: int, n_queries: int, d: int, k: int, **options: Any) -> None:
    algorithm = options.get("algorithm", "auto")

    @case(
        "journey.ml.neighbors.KNeighborsClassifier",
        reference=f"sklearn.neighbors.KNeighborsClassifier(algorithm='{algorithm}')",
        label=label,
    )
    def prepare() -> Pair:
        X, y = clouds(n, d, 1)
        Q, _ = clouds(n_queries, d, 2)

        def run(kind: Any) -> Any:
            return kind(k, **options).fit(X, y).predict(Q)

        ours, theirs = KNeighborsClassifier, sklearn.neighbors.KNeighborsClassifier
        assert (run(ours) == run(theirs)).all()
        return lambda: run(ours), lambda: run(theirs)


add("20,000 x 10, 2,000 queries, k = 5", 20_000, 2_000, 10, 5)
add("20,000 x 50, 2,000 queries, k = 5", 20_000, 2_000, 50, 5)
add("5,000 x 784, 500 queries, k = 3", 5_000, 500, 784, 3)
add("50,000 x 16, 2,000 queries, k = 15", 50_000, 2_000, 16, 15)
add("20,000 x 2, 5,000 queries, k = 5", 20_000, 5_000, 2, 5)
add("100,000 x 3, 10,000 queries, k = 5", 100_000, 10_000, 3, 5)
add("20,000 x 5, 2,000 queries, k = 5", 20_000, 2_000, 5, 5)
add("100,000 x 5, 5,000 queries, k = 10", 100_000, 5_000, 5, 10)


@case(
    "journey.ml.neighbors.KNeighborsClassifier",
    reference="sklearn.neighbors.KNeighborsClassifier(algorithm='brute')",
    label="digits, 1,200 x 64, 597 queries, k = 3",
)
def digits() -> Pair:
    X, y = load_digits(return_X_y=True)

    def run(kind: Any) -> Any:
        return kind(3, algorithm="brute").fit(X[:1200], y[:1200]).predict(X[1200:])

    # Grey values are whole numbers: where distances are equal, scikit-learn's order is by chance.
    assert (run(KNeighborsClassifier) != run(sklearn.neighbors.KNeighborsClassifier)).sum() <= 2
    return (
        lambda: run(KNeighborsClassifier),
        lambda: run(sklearn.neighbors.KNeighborsClassifier),
    )


@case(
    "journey.ml.neighbors.KNeighborsRegressor",
    reference="sklearn.neighbors.KNeighborsRegressor(weights='distance')",
    label="20,000 x 12, 2,000 queries, k = 10",
)
def regressor() -> Pair:
    X, y = clouds(20_000, 12, 1)
    Q, _ = clouds(2_000, 12, 2)

    def run(kind: Any) -> Any:
        return kind(10, weights="distance").fit(X, X[:, 0] * y).predict(Q)

    ours, theirs = KNeighborsRegressor, sklearn.neighbors.KNeighborsRegressor
    assert np.abs(run(ours) - run(theirs)).max() < 1e-9
    return lambda: run(ours), lambda: run(theirs)


@case(
    "journey.ml.neighbors.NearestNeighbors",
    reference="sklearn.neighbors.NearestNeighbors.radius_neighbors",
    label="20,000 x 2, all samples, about 30 neighbours each",
)
def radius() -> Pair:
    X, _ = clouds(20_000, 2, 1)

    def run(kind: Any) -> Any:
        return kind(radius=0.13).fit(X).radius_neighbors(X, return_distance=False)

    ours, theirs = NearestNeighbors, sklearn.neighbors.NearestNeighbors
    assert [len(a) for a in run(ours)] == [len(b) for b in run(theirs)]
    return lambda: run(ours), lambda: run(theirs)


@case(
    "journey.ml.neighbors.KDTree",
    reference="sklearn.neighbors.KDTree",
    label="20,000 x 3, built, 5,000 queries, k = 5",
)
def tree() -> Pair:
    X, _ = clouds(20_000, 3, 1)
    Q, _ = clouds(5_000, 3, 2)
    assert (KDTree(X).query(Q, k=5)[1] == sklearn.neighbors.KDTree(X).query(Q, k=5)[1]).all()
    return (
        lambda: KDTree(X).query(Q, k=5),
        lambda: sklearn.neighbors.KDTree(X).query(Q, k=5),
    )


@case(
    "journey.ml.neighbors.kneighbors_naive",
    reference="journey.ml.neighbors.NearestNeighbors(algorithm='brute')",
    label="5,000 x 10, 500 queries, k = 5",
)
def naive() -> Pair:
    X, _ = clouds(5_000, 10, 1)
    Q, _ = clouds(500, 10, 2)
    model = NearestNeighbors(algorithm="brute").fit(X)
    assert (kneighbors_naive(X, Q, 5)[1] == model.kneighbors(Q)[1]).all()
    return lambda: kneighbors_naive(X, Q, 5), lambda: model.kneighbors(Q)
