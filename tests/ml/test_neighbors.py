"""Nearest neighbours: identities, the definition, scikit-learn, then the edges."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.sparse
import sklearn.neighbors
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets

from journey.ml.neighbors import (
    KDTree,
    KNeighborsClassifier,
    KNeighborsRegressor,
    NearestNeighbors,
    kneighbors_naive,
)
from journey.ml.neighbors._brute import BruteForce
from journey.ml.neighbors._metric import Metric

Array = NDArray[np.float64]
Parity = Callable[..., None]

METRICS: list[dict[str, Any]] = [
    {"metric": "euclidean"},
    {"metric": "manhattan"},
    {"metric": "chebyshev"},
    {"metric": "minkowski", "p": 3},
    {"metric": "minkowski", "p": 1.5},
]
ALGORITHMS: list[Any] = ["brute", "kd_tree"]


def cloud(n: int, d: int, seed: int = 0) -> Array:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * rng.uniform(0.5, 3, size=d) + rng.integers(0, 3, size=(n, 1))


REAL = {
    "iris": datasets.load_iris(),
    "wine": datasets.load_wine(),
    "breast cancer": datasets.load_breast_cancer(),
    "digits": datasets.load_digits(),
}
REAL["digits"].data, REAL["digits"].target = REAL["digits"].data[:700], REAL["digits"].target[:700]


def standardised(X: Array) -> Array:
    spread = X.std(axis=0)
    return np.asarray((X - X.mean(axis=0)) / np.where(spread > 0, spread, 1))


# Identities


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_sample_is_its_own_nearest(algorithm: Any) -> None:
    X = cloud(700, 3)
    distances, indices = NearestNeighbors(n_neighbors=1, algorithm=algorithm).fit(X).kneighbors(X)
    assert (distances == 0).all()
    np.testing.assert_array_equal(indices[:, 0], np.arange(700))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_on_a_line_the_neighbours_are_known(algorithm: Any) -> None:
    X = np.arange(200.0)[:, None]
    model = NearestNeighbors(n_neighbors=3, algorithm=algorithm, leaf_size=4).fit(X)
    distances, indices = model.kneighbors([[50.2], [-4.0], [1000.0]])
    assert indices.tolist() == [[50, 51, 49], [0, 1, 2], [199, 198, 197]]
    np.testing.assert_allclose(distances[0], [0.2, 0.8, 1.2], rtol=1e-12)
    inside = model.radius_neighbors([[50.0]], radius=2.0)[1][0]
    assert inside.tolist() == [48, 49, 50, 51, 52]  # the border belongs to it


def test_one_neighbour_remembers_and_all_neighbours_average() -> None:
    X, y = REAL["wine"].data, REAL["wine"].target
    assert KNeighborsClassifier(1).fit(X, y).score(X, y) == 1
    shares = KNeighborsClassifier(len(X)).fit(X, y).predict_proba(X[:3])
    np.testing.assert_allclose(shares, np.tile(np.bincount(y) / len(y), (3, 1)), rtol=1e-14)
    mean = KNeighborsRegressor(len(X)).fit(X, y).predict(X[:3])
    np.testing.assert_allclose(mean, y.mean(), rtol=1e-14)


def test_the_risk_of_one_neighbour_is_the_one_that_cover_and_hart_give() -> None:
    # Labels that do not depend on the features: P(1) = 0.2, so the Bayes risk is 0.2 and the
    # risk of one neighbour 2 * 0.2 * 0.8 = 0.32, with a standard error of 0.0033 here.
    rng = np.random.default_rng(0)
    X, y = rng.uniform(size=(40_000, 2)), rng.uniform(size=40_000) < 0.2
    wrong = 1 - KNeighborsClassifier(1).fit(X[:20_000], y[:20_000]).score(X[20_000:], y[20_000:])
    assert abs(wrong - 0.32) < 4 * 0.0033


def test_each_sample_left_out() -> None:
    X, y = REAL["iris"].data, REAL["iris"].target
    model = KNeighborsClassifier(5).fit(X, y)
    for i in range(0, 150, 7):
        others = np.arange(150) != i
        alone = KNeighborsClassifier(5).fit(X[others], y[others])
        assert (model.predict_proba(None)[i] == alone.predict_proba(X[i : i + 1])[0]).all()
    target = X[:, 0]
    left_out = KNeighborsRegressor(3, weights="distance").fit(X[:, 1:], target).predict(None)
    others = np.arange(150) != 4
    alone_too = KNeighborsRegressor(3, weights="distance").fit(X[others, 1:], target[others])
    assert left_out[4] == alone_too.predict(X[4:5, 1:])[0]


def test_weights_by_hand() -> None:
    X, y = [[0.0], [1.0], [4.0]], [10.0, 20.0, 40.0]
    model = KNeighborsRegressor(2, weights="distance").fit(X, y)
    # At 0.25 the distances are 0.25 and 0.75: weights 4 and 4/3.
    np.testing.assert_allclose(model.predict([[0.25]]), [(4 * 10 + 4 / 3 * 20) / (16 / 3)])
    assert model.predict([[1.0]]) == 20  # on a sample, only that sample counts
    shares = KNeighborsClassifier(3, weights="distance").fit(X, ["a", "b", "b"])
    np.testing.assert_allclose(shares.predict_proba([[2.0]]), [[1 / 4, 3 / 4]])
    flat = KNeighborsRegressor(2, weights=np.ones_like).fit(X, y)
    assert flat.predict([[0.25]]) == KNeighborsRegressor(2).fit(X, y).predict([[0.25]]) == 15


# The definition against the fast searches


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_naive_equals_fast(metric: dict[str, Any], algorithm: Any, parity: Parity) -> None:
    power = {"euclidean": 2, "manhattan": 1, "chebyshev": np.inf}.get(
        metric["metric"], metric.get("p", 2)
    )
    worst = 0.0
    for n, d, k in ((1, 1, 1), (40, 2, 40), (900, 2, 7), (700, 5, 3), (300, 20, 12), (1200, 40, 5)):
        X, Q = cloud(n, d, seed=n), cloud(60, d, seed=d)
        distances, indices = kneighbors_naive(X, Q, k, p=power)
        model = NearestNeighbors(n_neighbors=k, algorithm=algorithm, leaf_size=8, **metric).fit(X)
        ours = model.kneighbors(Q)
        np.testing.assert_array_equal(ours[1], indices)
        worst = max(worst, np.abs(ours[0] / distances - 1).max())
    parity(
        "journey.ml.neighbors.NearestNeighbors",
        reference="journey.ml.neighbors.kneighbors_naive",
        what=f"distances by {algorithm}, five metrics, relative; indices are equal",
        difference=worst,
        tolerance=1e-14,
    )


@pytest.mark.parametrize("p", [1.0, 2.0, 3.0, np.inf])
def test_ties_go_to_the_lower_index(p: float) -> None:
    # Whole numbers: distances are exact, and nearly every query has ties.
    rng = np.random.default_rng(0)
    X, Q = rng.integers(0, 5, size=(400, 3)), rng.integers(0, 5, size=(50, 3))
    exact = (np.abs(X - Q[:, None]) ** p).sum(axis=2) if p < 9 else np.abs(X - Q[:, None]).max(2)
    for k, algorithm in product((1, 4, 30, 400), ALGORITHMS):
        model = NearestNeighbors(n_neighbors=k, p=p, algorithm=algorithm, leaf_size=5).fit(X)
        wanted = np.argsort(exact, axis=1, kind="stable")[:, :k]
        np.testing.assert_array_equal(model.kneighbors(Q, return_distance=False), wanted)
        for radius in (0, 1, 2):
            found = model.radius_neighbors(Q, radius, return_distance=False)
            limit = radius if p > 9 else radius**p
            for one, row in zip(found, exact, strict=True):
                np.testing.assert_array_equal(one, np.flatnonzero(row <= limit))


def test_both_searches_agree_to_the_last_bit() -> None:
    for d, metric in product((2, 7, 24), METRICS):
        X, Q = cloud(600, d), cloud(80, d, seed=1)
        brute, tree = (
            NearestNeighbors(n_neighbors=9, algorithm=a, **metric).fit(X) for a in ALGORITHMS
        )
        for ours, theirs in zip(brute.kneighbors(Q), tree.kneighbors(Q), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        radius = float(np.median(brute.kneighbors(Q)[0]))
        for ours, theirs in zip(
            brute.radius_neighbors(Q, radius), tree.radius_neighbors(Q, radius), strict=True
        ):
            np.testing.assert_array_equal(np.concatenate(ours), np.concatenate(theirs))


def test_a_tree_computes_few_distances_in_two_dimensions_and_most_in_twenty() -> None:
    shares = {}
    for d in (2, 20):
        X, Q = np.random.default_rng(0).normal(size=(2, 4000, d))
        tree = KDTree(X)
        assert tree.get_n_calls() == 0
        tree.query(Q[:200], k=3)
        shares[d] = tree.get_n_calls() / (200 * 4000)
        tree.reset_n_calls()
        tree.query_radius(Q[:1], 100.0)
        assert tree.get_n_calls() >= 4000  # all of them, and what fills up short leaves
    assert shares[2] < 0.05
    assert shares[20] > 0.5


def test_data_on_which_single_precision_is_too_coarse() -> None:
    # Two clouds, each much smaller than the last digit of their distance in single precision.
    rng = np.random.default_rng(0)
    X = np.concatenate([rng.normal(size=(400, 12)) * 1e-6, rng.normal(size=(400, 12)) * 1e-6 + 1e3])
    X[:, 5] += 1e4
    brute = BruteForce(X, Metric(2.0))
    assert brute._precision is np.float32
    reduced, indices = brute.nearest(X[::7], 4)
    assert brute._precision is np.float64
    distances, wanted = kneighbors_naive(X, X[::7], 4)
    np.testing.assert_array_equal(indices, wanted)
    np.testing.assert_allclose(np.sqrt(reduced), distances, rtol=1e-13)
    rows, ids, _ = (
        np.concatenate(c) for c in zip(*brute.within(X, np.full(800, 1.0)), strict=True)
    )
    assert len(rows) == 2 * 400**2
    assert ((rows < 400) == (ids < 400)).all()
    for data, limit in ((X, 1.0), (cloud(500, 12), 60.0)):  # the same pairs without distances
        brute, limits = BruteForce(data, Metric(2.0)), np.full(len(data), limit)
        plain, full = list(brute.pairs(data, limits)), list(brute.within(data, limits))
        assert sum(len(rows) for rows, _ in plain) > 2 * len(data)
        for some, others in zip(plain, full, strict=True):
            np.testing.assert_array_equal(some, others[:2])


@pytest.mark.parametrize("factor", [1e-170, 1e-30, 1e25, 1e150])
def test_units_do_not_matter(factor: float) -> None:
    X, Q = cloud(300, 6), cloud(40, 6, seed=1)
    one = NearestNeighbors(algorithm="brute").fit(X).kneighbors(Q, return_distance=False)
    two = NearestNeighbors(algorithm="brute").fit(X * factor)
    if factor == 1e-170:  # squares below the smallest number: distances are zero, ties by index
        assert (two.kneighbors(Q * factor)[0] == 0).all()
    else:
        np.testing.assert_array_equal(two.kneighbors(Q * factor, return_distance=False), one)


# scikit-learn


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_kneighbors(metric: dict[str, Any], algorithm: Any, parity: Parity) -> None:
    different, worst = 0, 0.0
    for name, data in REAL.items():
        X = standardised(data.data)
        # A step off the grid: where distances are equal, scikit-learn's order is by chance.
        X = X + 1e-3 * np.random.default_rng(0).normal(size=X.shape)
        options: dict[str, Any] = {"n_neighbors": 11, "algorithm": algorithm, **metric}
        ours = NearestNeighbors(**options).fit(X[::2])
        theirs = sklearn.neighbors.NearestNeighbors(**options).fit(X[::2])
        assert ours.effective_metric_ == theirs.effective_metric_, name
        for Q in (X[1::2], None):
            (a, i), (b, j) = ours.kneighbors(Q), theirs.kneighbors(Q)
            different += (i != j).sum()
            worst = max(worst, np.abs(a - b).max() / np.abs(X).max())
    for what, difference, tolerance in (
        ("indices that differ", different, 0),
        ("distances, relative to the largest value", worst, 1e-13),
    ):
        parity(
            "journey.ml.neighbors.NearestNeighbors",
            reference=f"sklearn.neighbors.NearestNeighbors(algorithm='{algorithm}')",
            what=f"{what}, five metrics, {len(REAL)} real data sets",
            difference=difference,
            tolerance=tolerance,
        )


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_radius_neighbors(algorithm: Any, parity: Parity) -> None:
    different, worst = 0, 0.0
    for metric, data in product(METRICS[:4], REAL.values()):
        X = standardised(data.data)
        ours = NearestNeighbors(algorithm=algorithm, **metric).fit(X[::2])
        theirs = sklearn.neighbors.NearestNeighbors(algorithm=algorithm, **metric).fit(X[::2])
        radius = 1.001 * float(np.median(ours.kneighbors()[0]))
        for Q in (X[1::2], None):
            a, i = ours.radius_neighbors(Q, radius)
            b, j = theirs.radius_neighbors(Q, radius)
            for far, some, their_far, theirs_some in zip(a, i, b, j, strict=True):
                order = np.argsort(theirs_some)
                different += len(set(some) ^ set(theirs_some))
                if len(some):
                    worst = max(worst, np.abs(far - their_far[order]).max() / np.abs(X).max())
    for what, difference, tolerance in (
        ("neighbours within a radius that differ", different, 0),
        ("distances within a radius, relative to the largest value", worst, 1e-13),
    ):
        parity(
            "journey.ml.neighbors.NearestNeighbors",
            reference=f"sklearn.neighbors.NearestNeighbors(algorithm='{algorithm}')",
            what=f"{what}, four metrics, {len(REAL)} real data sets",
            difference=difference,
            tolerance=tolerance,
        )


def test_tree(parity: Parity) -> None:
    different, worst = 0, 0.0
    for d, power in product((1, 2, 3, 6), (1, 2, 4)):
        X, Q = cloud(1500, d), cloud(200, d, seed=9)
        ours = KDTree(X, leaf_size=10, p=power)
        theirs = sklearn.neighbors.KDTree(X, leaf_size=10, metric="minkowski", p=power)
        (a, i), (b, j) = ours.query(Q, k=6), theirs.query(Q, k=6)
        different += (i != j).sum()
        worst = max(worst, np.abs(a - b).max() / np.abs(X).max())
        radii = np.random.default_rng(d).uniform(0.1, 3, size=200)
        counts = ours.query_radius(Q, radii, count_only=True)
        different += np.abs(counts - theirs.query_radius(Q, radii, count_only=True)).sum()
        i, a = ours.query_radius(Q, radii, return_distance=True, sort_results=True)
        j, b = theirs.query_radius(Q, radii, return_distance=True, sort_results=True)
        different += (np.concatenate(i) != np.concatenate(j)).sum()
        worst = max(worst, np.abs(np.concatenate(a) - np.concatenate(b)).max() / np.abs(X).max())
    for what, difference, tolerance in (
        ("indices and counts that differ", different, 0),
        ("distances, relative to the largest value", worst, 1e-14),
    ):
        parity(
            "journey.ml.neighbors.KDTree",
            reference="sklearn.neighbors.KDTree",
            what=f"{what}, 1 to 6 features, three powers",
            difference=difference,
            tolerance=tolerance,
        )


@pytest.mark.parametrize("mode", ["connectivity", "distance"])
def test_graph(mode: str, parity: Parity) -> None:
    X = cloud(300, 3)
    worst = 0.0
    for Q in (None, X[:50], X):
        ours = NearestNeighbors().fit(X).kneighbors_graph(Q, 4, mode)
        theirs = sklearn.neighbors.NearestNeighbors().fit(X).kneighbors_graph(Q, 4, mode)
        np.testing.assert_array_equal(ours.indptr, theirs.indptr)
        same = scipy.sparse.csr_matrix(ours[:3], ours.shape)
        worst = max(
            worst, np.abs(ours.toarray() - theirs.toarray()).max(), abs(same - theirs).max()
        )
    parity(
        "journey.ml.neighbors.Graph",
        reference="sklearn.neighbors.NearestNeighbors.kneighbors_graph",
        what=f"entries of the matrix, mode='{mode}'",
        difference=worst,
        tolerance=1e-13,
    )


def gauss(distances: Array) -> Array:
    return np.asarray(np.exp(-distances / 5))


# Half of every third sample is one that was fitted on. Only the tree is asked about these:
# scikit-learn's brute force gets their distance of zero from a matrix product, not always as
# exactly zero, and weights of one over the distance then stand on a rounding error.
WEIGHTS: list[Any] = ["uniform", "distance", gauss]


@pytest.mark.parametrize("weights", WEIGHTS, ids=["uniform", "distance", "callable"])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_classifier(algorithm: Any, weights: Any, parity: Parity) -> None:
    different, worst = 0, 0.0
    for data, metric, k in product(REAL.values(), METRICS[:2], (1, 4, 15)):
        X = standardised(data.data)
        X = X + 1e-3 * np.random.default_rng(0).normal(size=X.shape)
        y = data.target_names[data.target] if k == 4 else data.target
        options: dict[str, Any] = {"weights": weights, "algorithm": algorithm, **metric}
        ours = KNeighborsClassifier(k, **options).fit(X[::2], y[::2])
        theirs = sklearn.neighbors.KNeighborsClassifier(k, **options).fit(X[::2], y[::2])
        Q = X[1::2] if algorithm == "brute" else X[::3]
        different += (ours.predict(Q) != theirs.predict(Q)).sum()
        worst = max(worst, np.abs(ours.predict_proba(Q) - theirs.predict_proba(Q)).max())
    name = weights if isinstance(weights, str) else "callable"
    for what, difference, tolerance in (
        ("predicted classes that differ", different, 0),
        ("shares of the votes", worst, 1e-11),
    ):
        parity(
            "journey.ml.neighbors.KNeighborsClassifier",
            reference=f"sklearn.neighbors.KNeighborsClassifier(algorithm='{algorithm}')",
            what=f"{what}, weights {name}, two metrics, {len(REAL)} real data sets",
            difference=difference,
            tolerance=tolerance,
        )


@pytest.mark.parametrize("weights", WEIGHTS, ids=["uniform", "distance", "callable"])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_regressor(algorithm: Any, weights: Any, parity: Parity) -> None:
    worst = 0.0
    X, y = datasets.load_diabetes(return_X_y=True)
    X = standardised(X) + 1e-3 * np.random.default_rng(0).normal(size=X.shape)
    for metric, k, several in product(METRICS, (1, 6, 25), (False, True)):
        target = np.column_stack([y, -(y**2), np.arange(len(y))]) if several else y
        options: dict[str, Any] = {"weights": weights, "algorithm": algorithm, **metric}
        ours = KNeighborsRegressor(k, **options).fit(X[::2], target[::2])
        theirs = sklearn.neighbors.KNeighborsRegressor(k, **options).fit(X[::2], target[::2])
        Q = X[1::2] if algorithm == "brute" else X[::3]
        gap = np.abs(ours.predict(Q) - theirs.predict(Q)).max() / np.abs(target).max()
        worst = max(worst, gap)
        score = theirs.score(X[1::2], target[1::2])
        assert ours.score(X[1::2], target[1::2]) == pytest.approx(score, rel=1e-9)
    name = weights if isinstance(weights, str) else "callable"
    parity(
        "journey.ml.neighbors.KNeighborsRegressor",
        reference=f"sklearn.neighbors.KNeighborsRegressor(algorithm='{algorithm}')",
        what=f"predictions, weights {name}, five metrics, relative to the largest target",
        difference=worst,
        tolerance=1e-11,
    )


def test_naive_against_scikit_learn(parity: Parity) -> None:
    worst = 0.0
    for d, power in product((1, 3, 9), (1, 2, 3)):
        X, Q = cloud(200, d), cloud(30, d, seed=1)
        theirs = sklearn.neighbors.KDTree(X, metric="minkowski", p=power).query(Q, k=5)
        ours = kneighbors_naive(X, Q, 5, p=power)
        np.testing.assert_array_equal(ours[1], theirs[1])
        worst = max(worst, np.abs(ours[0] / theirs[0] - 1).max())
    parity(
        "journey.ml.neighbors.kneighbors_naive",
        reference="sklearn.neighbors.KDTree",
        what="distances, relative; indices are equal",
        difference=worst,
        tolerance=1e-13,
    )


# Types and edges


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_dtypes(algorithm: Any) -> None:
    X = cloud(400, 3).astype(np.float32)
    model = NearestNeighbors(algorithm=algorithm).fit(X)
    theirs = sklearn.neighbors.NearestNeighbors(algorithm=algorithm).fit(X)
    distances, indices = model.kneighbors(X)
    assert distances.dtype == theirs.kneighbors(X)[0].dtype == np.float64
    assert indices.dtype == np.intp
    np.testing.assert_array_equal(indices, theirs.kneighbors(X)[1])
    double = NearestNeighbors(algorithm=algorithm).fit(X.astype(np.float64))
    np.testing.assert_array_equal(double.kneighbors(X)[0], distances)
    whole = NearestNeighbors(n_neighbors=1).fit([[0, 1], [5, 5]]).kneighbors([[4, 4]])
    assert whole[1].tolist() == [[1]]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_edges(algorithm: Any) -> None:
    options: dict[str, Any] = {"algorithm": algorithm, "leaf_size": 2}
    one = KNeighborsClassifier(1, **options).fit([[3.0, 4.0]], ["only"])
    assert one.predict([[9.0, 9.0]]) == ["only"]
    assert one.predict_proba([[9.0, 9.0]]).tolist() == [[1.0]]
    same = NearestNeighbors(n_neighbors=3, **options).fit(np.ones((9, 2)))
    assert same.kneighbors([[1.0, 2.0]])[1].tolist() == [[0, 1, 2]]
    # Sample 8 is not among its first four candidates, all of them its duplicates.
    assert same.kneighbors()[1].tolist()[8] == [0, 1, 2]
    assert same.kneighbors()[1].tolist()[1] == [0, 2, 3]
    wide = NearestNeighbors(n_neighbors=2, **options).fit(cloud(4, 30))
    np.testing.assert_array_equal(
        wide.kneighbors(cloud(4, 30))[1], kneighbors_naive(cloud(4, 30), cloud(4, 30), 2)[1]
    )
    constant = np.column_stack([np.arange(50.0), np.full(50, 7.0)])
    found = NearestNeighbors(n_neighbors=2, **options).fit(constant).kneighbors([[20.1, 0.0]])
    assert found[1].tolist() == [[20, 21]]
    nothing = NearestNeighbors(radius=0.5, **options).fit(constant).radius_neighbors([[0.0, 0.0]])
    assert [len(each[0]) for each in nothing] == [0, 0]


def test_far_queries_and_many_duplicates() -> None:
    X = np.concatenate([np.zeros((300, 2)), cloud(500, 2)])
    Q = np.array([[1e9, 0.0], [0.0, 0.0], [-1e5, 1e5], [0.5, 0.5]])
    for algorithm in ALGORITHMS:
        model = NearestNeighbors(n_neighbors=7, algorithm=algorithm).fit(X)
        np.testing.assert_array_equal(model.kneighbors(Q)[1], kneighbors_naive(X, Q, 7)[1])


def test_order_of_the_samples_does_not_matter() -> None:
    X, y = REAL["breast cancer"].data, REAL["breast cancer"].target
    order = np.random.default_rng(0).permutation(len(X))
    one, two = KNeighborsClassifier(7).fit(X, y), KNeighborsClassifier(7).fit(X[order], y[order])
    np.testing.assert_array_equal(one.predict_proba(X + 0.1), two.predict_proba(X + 0.1))
    again = KNeighborsClassifier(7).fit(X, y)
    np.testing.assert_array_equal(one.predict_proba(X), again.predict_proba(X))


def test_names_of_labels_do_not_matter() -> None:
    X, y = REAL["wine"].data, REAL["wine"].target
    names = np.array(["barbera", "barolo", "grignolino"])
    plain = KNeighborsClassifier(3).fit(X, y)
    named = KNeighborsClassifier(3).fit(X, names[y])
    np.testing.assert_array_equal(names[plain.predict(X)], named.predict(X))
    assert named.classes_.tolist() == names.tolist()
    assert KNeighborsClassifier(2).fit([[0.0], [1.0]], [True, False]).predict([[0.4]]) == [False]


def test_inputs_are_left_alone() -> None:
    X, y = cloud(600, 2), np.arange(600.0)
    kept, kept_y = X.copy(), y.copy()
    X.flags.writeable = y.flags.writeable = False
    for algorithm in ("brute", "kd_tree"):
        model = KNeighborsRegressor(algorithm=algorithm, weights="distance").fit(X, y)
        model.predict(X)
        model.kneighbors_graph()
    KDTree(X).query_radius(X, 0.3)
    np.testing.assert_array_equal(X, kept)
    np.testing.assert_array_equal(y, kept_y)
    # Nor does changing the samples afterwards change the model.
    loose = kept.copy()
    model = KNeighborsRegressor().fit(loose, y)
    before = model.predict(kept)
    loose[:] = 0
    np.testing.assert_array_equal(model.predict(kept), before)


# Bad input


@pytest.mark.parametrize(
    ("params", "kind", "message"),
    [
        ({"n_neighbors": 0}, ValueError, "n_neighbors: expected an integer of at least 1, got 0"),
        ({"n_neighbors": 2.5}, TypeError, "n_neighbors: expected an integer, got 2.5"),
        ({"weights": "near"}, ValueError, "weights: expected one of 'uniform', 'distance', got"),
        ({"algorithm": "ball_tree"}, ValueError, "algorithm: expected one of 'auto', 'brute'"),
        ({"leaf_size": 0}, ValueError, "leaf_size: expected an integer of at least 1"),
        ({"metric": "cosine"}, ValueError, "metric: expected one of 'euclidean'"),
        ({"p": 0.5}, ValueError, "p: expected a finite number of at least 1, got 0.5"),
    ],
)
@pytest.mark.parametrize("kind_of", [KNeighborsClassifier, KNeighborsRegressor])
def test_bad_parameters(
    kind_of: Any, params: dict[str, Any], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        kind_of(**params).fit(np.arange(12.0).reshape(6, 2), np.arange(6))


def test_bad_calls() -> None:
    X = np.arange(12.0).reshape(6, 2)
    model = NearestNeighbors().fit(X)
    with pytest.raises(ValueError, match=r"Expected n_neighbors <= n_samples_fit, but n_neigh.* 7"):
        model.kneighbors(X, 7)
    with pytest.raises(ValueError, match="Expected n_neighbors < n_samples_fit"):
        model.kneighbors(n_neighbors=6)
    with pytest.raises(ValueError, match="mode: expected one of 'connectivity', 'distance'"):
        model.kneighbors_graph(X, mode="adjacency")
    with pytest.raises(ValueError, match="radius: expected a finite number of at least 0, got -1"):
        NearestNeighbors(radius=-1).fit(X)
    with pytest.raises(ValueError, match="return_distance must be True if sort_results"):
        model.radius_neighbors(X, sort_results=True, return_distance=False)
    with pytest.raises(ValueError, match="return_distance must be True if sort_results"):
        KDTree(X).query_radius(X, 1.0, sort_results=True)
    with pytest.raises(ValueError, match="expected at most 6, got 7"):
        KDTree(X).query(X, k=7)
    with pytest.raises(ValueError, match="expected 2 features, got 1"):
        KDTree(X).query(X[:, :1])
    with pytest.raises(ValueError, match="count_only and return_distance: expected one of them"):
        KDTree(X).query_radius(X, 1.0, count_only=True, return_distance=True)
    with pytest.raises(ValueError, match="r: expected one radius of at least 0, or 6 of them"):
        KDTree(X).query_radius(X, [1.0, 2.0])
    odd = KNeighborsRegressor(2, weights=lambda distances: distances[0]).fit(X, X[:, 0])
    with pytest.raises(ValueError, match=r"weights: expected a function that returns shape \(6, 2"):
        odd.predict(X)


# Properties


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.integers(1, 120),
    d=st.integers(1, 6),
    whole=st.booleans(),
    p=st.sampled_from([1.0, 2.0, 2.5]),
    leaf_size=st.integers(1, 40),
)
def test_searches_agree(seed: int, n: int, d: int, whole: bool, p: float, leaf_size: int) -> None:
    rng = np.random.default_rng(seed)
    X, Q = rng.normal(scale=2, size=(n, d)), rng.normal(scale=3, size=(15, d))
    if whole:
        X, Q = X.round(), Q.round()
    k = int(rng.integers(1, n + 1))
    brute, tree = (
        NearestNeighbors(n_neighbors=k, p=p, algorithm=a, leaf_size=leaf_size).fit(X)
        for a in ALGORITHMS
    )
    np.testing.assert_array_equal(brute.kneighbors(Q), tree.kneighbors(Q))
    distances = brute.kneighbors(Q)[0]
    assert (np.diff(distances, axis=1) >= 0).all()
    np.testing.assert_allclose(distances, kneighbors_naive(X, Q, k, p=p)[0], rtol=1e-12)
    radius = float(distances[0, -1])
    one, two = (m.radius_neighbors(Q, radius, return_distance=False) for m in (brute, tree))
    for some, others in zip(one, two, strict=True):
        np.testing.assert_array_equal(some, others)


# In company


def test_works_inside_scikit_learn() -> None:
    from sklearn.model_selection import GridSearchCV, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X, y = REAL["wine"].data, REAL["wine"].target
    kinds: list[Any] = [KNeighborsClassifier, sklearn.neighbors.KNeighborsClassifier]
    ours, theirs = (make_pipeline(StandardScaler(), kind(7)) for kind in kinds)
    np.testing.assert_allclose(cross_val_score(ours, X, y), cross_val_score(theirs, X, y))
    grids = [GridSearchCV(kind(), {"n_neighbors": [1, 5, 20, 60]}).fit(X, y) for kind in kinds]
    assert grids[0].best_params_ == grids[1].best_params_
