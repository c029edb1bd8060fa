"""HDBSCAN: its tree against SciPy and DBSCAN, its clusters against scikit-learn, then the edges."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.cluster.hierarchy
import scipy.sparse.csgraph
import scipy.spatial.distance
import sklearn.cluster
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets

from journey.ml.cluster import DBSCAN, HDBSCAN
from journey.ml.cluster._hdbscan import stabilities
from journey.ml.cluster._hierarchy import condensed, merges_of, spanning_tree
from journey.ml.neighbors._metric import Metric

Array = NDArray[np.float64]
Parity = Callable[..., None]


def standardised(X: Array) -> Array:
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


CASES: dict[str, Array] = {
    "iris": datasets.load_iris().data,
    "wine": standardised(datasets.load_wine().data),
    "breast cancer": standardised(datasets.load_breast_cancer().data),
    "digits": datasets.load_digits().data[:900],
    "moons": datasets.make_moons(800, noise=0.08, random_state=0)[0],
    "clouds": datasets.make_blobs(1500, centers=12, cluster_std=[0.3, 0.5, 1] * 4, random_state=1)[
        0
    ],
    "uniform": np.random.default_rng(0).uniform(size=(1000, 2)),
}


def mutual(X: Array, k: int) -> tuple[Array, Array]:
    """The core distances, and the whole matrix of mutual reachability."""
    distance = scipy.spatial.distance.cdist(X, X)
    core = np.sort(distance, axis=1)[:, k - 1]
    return core, np.maximum(distance, np.maximum(core, core[:, None]))


# Identities


@pytest.mark.parametrize("name", CASES)
def test_the_tree_is_a_minimum_spanning_tree(name: str) -> None:
    X = CASES[name][:500]
    core, matrix = mutual(X, 5)
    source, target, length = spanning_tree(X, core, Metric(2.0))
    np.testing.assert_allclose(length, matrix[source, target], rtol=1e-12)
    theirs = scipy.sparse.csgraph.minimum_spanning_tree(matrix)
    np.testing.assert_allclose(np.sort(length), np.sort(theirs.data), rtol=1e-12)
    np.fill_diagonal(matrix, 0)
    linkage = scipy.cluster.hierarchy.linkage(scipy.spatial.distance.squareform(matrix), "single")
    merges = merges_of(source, target, length)
    np.testing.assert_allclose(merges.distance, linkage[:, 2], rtol=1e-12)
    assert merges.size[-1] == len(X)


@pytest.mark.parametrize("name", ["iris", "moons", "clouds"])
def test_a_cut_through_the_tree_is_dbscan(name: str) -> None:
    X = CASES[name]
    core, _ = mutual(X, 6)
    source, target, length = spanning_tree(X, core, Metric(2.0))
    for eps in np.quantile(length, [0.3, 0.6, 0.9, 0.99]) * 1.0001:
        cut = length <= eps
        graph = scipy.sparse.csr_matrix(
            (np.ones(cut.sum()), (source[cut], target[cut])), shape=(len(X), len(X))
        )
        parts = scipy.sparse.csgraph.connected_components(graph, directed=False)[1]
        model = DBSCAN(eps=eps, min_samples=6).fit(X)
        inside = model.core_sample_indices_
        pairs = set(zip(parts[inside].tolist(), model.labels_[inside].tolist(), strict=True))
        assert len(pairs) == model.labels_.max() + 1 == len(set(parts[inside].tolist()))


def test_stabilities_by_hand() -> None:
    # Distances within are 1 and 2, between the groups 10; with k = 1 these are the merges.
    X = np.array([0.0, 1, 2, 12, 14, 16])[:, None]
    tree = condensed(merges_of(*spanning_tree(X, np.zeros(6), Metric(2.0))), 3)
    assert tree.parent.tolist() == [-1, 0, 0]
    np.testing.assert_allclose(tree.birth, [0, 0.1, 0.1])
    assert tree.owner.tolist() == [1, 1, 1, 2, 2, 2]
    np.testing.assert_allclose(tree.leave, [1, 1, 1, 0.5, 0.5, 0.5])
    # Cluster 1: three samples from 0.1 to 1; the whole: six from 0 to 0.1.
    np.testing.assert_allclose(stabilities(tree), [0.6, 2.7, 1.2])
    model = HDBSCAN(3, 1).fit(X)
    assert model.labels_.tolist() == [0, 0, 0, 1, 1, 1]
    assert model.probabilities_.tolist() == [1] * 6


def test_densities_that_one_radius_cannot_serve() -> None:
    rng = np.random.default_rng(0)
    places = (((0, 0), 0.05), ((0.3, 0), 0.05), ((15, 0), 2.5), ((-15, 0), 2.5))
    X = np.concatenate([rng.normal(at, scale, size=(60, 2)) for at, scale in places])
    truth = np.repeat([0, 1, 2, 3], 60)
    best = max(
        sklearn.metrics.adjusted_rand_score(truth, DBSCAN(eps=eps).fit(X).labels_)
        for eps in np.geomspace(0.01, 10, 60)
    )
    ours = sklearn.metrics.adjusted_rand_score(truth, HDBSCAN(10).fit(X).labels_)
    assert ours > best + 0.1


# scikit-learn


@pytest.fixture
def stable_sort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make scikit-learn's sort of the tree's edges stable.

    Core distances make many edges exactly equally long. scikit-learn sorts them by NumPy's default,
    whose order of equal values depends on the processor's instructions; ours is stable.
    """

    class Stable:
        def __getattr__(self, name: str) -> Any:
            return getattr(np, name)

        @staticmethod
        def argsort(values: Array) -> NDArray[np.intp]:
            return np.argsort(values, kind="stable")

    module = importlib.import_module("sklearn.cluster._hdbscan.hdbscan")
    monkeypatch.setattr(module, "np", Stable())


@pytest.mark.parametrize("method", ["eom", "leaf"])
@pytest.mark.parametrize("single", [False, True])
def test_same_labels(method: Any, single: bool, stable_sort: None, parity: Parity) -> None:
    different, worst, clusters = 0, 0.0, 0
    for X, size, k in product(CASES.values(), (2, 5, 15), (None, 1, 8)):
        options: dict[str, Any] = {
            "cluster_selection_method": method,
            "allow_single_cluster": single,
        }
        ours = HDBSCAN(size, k, **options).fit(X)
        theirs = sklearn.cluster.HDBSCAN(size, min_samples=k, copy=True, **options).fit(X)
        different += (ours.labels_ != theirs.labels_).sum()
        worst = max(worst, np.abs(ours.probabilities_ - theirs.probabilities_).max())
        clusters += ours.labels_.max() + 1
    assert clusters > 100
    for what, difference, tolerance in (
        ("labels that differ, numbering included", different, 0),
        ("probabilities", worst, 1e-12),
    ):
        parity(
            "journey.ml.cluster.HDBSCAN",
            reference=f"sklearn.cluster.HDBSCAN(cluster_selection_method='{method}'), sort stable",
            what=f"{what}, allow_single_cluster={single}, {len(CASES)} data sets",
            difference=difference,
            tolerance=tolerance,
        )


def test_other_metrics(stable_sort: None, parity: Parity) -> None:
    different = 0
    for X, metric in product(list(CASES.values())[:3], ("manhattan", "chebyshev")):
        theirs = sklearn.cluster.HDBSCAN(6, metric=metric, copy=True).fit(X)
        for algorithm in ("brute", "kd_tree"):
            ours = HDBSCAN(6, metric=metric, algorithm=algorithm).fit(X)
            different += (ours.labels_ != theirs.labels_).sum()
    parity(
        "journey.ml.cluster.HDBSCAN",
        reference="sklearn.cluster.HDBSCAN(metric=...), sort stable",
        what="labels that differ, two other metrics, 3 real data sets",
        difference=different,
        tolerance=0,
    )


# Types and edges


def test_dtypes_and_inputs(stable_sort: None) -> None:
    X = CASES["clouds"].astype(np.float32)
    kept = X.copy()
    X.flags.writeable = False
    model = HDBSCAN(10).fit(X)
    assert model.labels_.dtype == np.intp
    assert model.probabilities_.dtype == np.float64
    theirs = sklearn.cluster.HDBSCAN(10, copy=True).fit(kept)
    np.testing.assert_array_equal(model.labels_, theirs.labels_)
    np.testing.assert_array_equal(X, kept)
    np.testing.assert_array_equal(model.labels_, HDBSCAN(10).fit_predict(X))
    assert HDBSCAN(2).fit([[0], [1], [50], [51]]).labels_.tolist() == [0, 0, 1, 1]


def test_edges(stable_sort: None) -> None:
    duplicates = np.repeat([[0.0, 0], [3, 3], [9, 1]], 8, axis=0)
    tables = (
        duplicates,
        np.ones((12, 2)),
        np.array([[0.0], [1.0]]),
        np.random.default_rng(0).normal(size=(9, 30)),
        np.column_stack([np.arange(20.0) ** 2, np.full(20, 3.0)]),
    )
    for X, single, method in product(tables, (False, True), ("eom", "leaf")):
        options: dict[str, Any] = {
            "allow_single_cluster": single,
            "cluster_selection_method": method,
        }
        ours = HDBSCAN(2, **options).fit(X)
        theirs = sklearn.cluster.HDBSCAN(2, copy=True, **options).fit(X)
        np.testing.assert_array_equal(ours.labels_, theirs.labels_)
        np.testing.assert_array_equal(ours.probabilities_, theirs.probabilities_)
    groups = HDBSCAN(5).fit(duplicates).labels_.reshape(3, 8)
    assert sorted(groups[:, 0]) == [0, 1, 2]
    assert (groups == groups[:, :1]).all()


@pytest.mark.parametrize(
    ("params", "kind", "message"),
    [
        (
            {"min_cluster_size": 1},
            ValueError,
            "min_cluster_size: expected an integer of at least 2",
        ),
        ({"min_samples": 0}, ValueError, "min_samples: expected an integer of at least 1, got 0"),
        (
            {"min_samples": 7},
            ValueError,
            r"min_samples \(7\) must be at most the number of samples",
        ),
        ({"metric": "cosine"}, ValueError, "metric: expected one of 'euclidean'"),
        ({"algorithm": "prims"}, ValueError, "algorithm: expected one of 'auto', 'brute'"),
        (
            {"cluster_selection_method": "best"},
            ValueError,
            "cluster_selection_method: expected one of 'eom', 'leaf', got 'best'",
        ),
    ],
)
def test_bad_parameters(params: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        HDBSCAN(**{"min_cluster_size": 2, **params}).fit(np.arange(12.0).reshape(6, 2))


def test_one_sample_is_too_few() -> None:
    with pytest.raises(ValueError, match="n_samples=1 while HDBSCAN requires more than one sample"):
        HDBSCAN(2, 1).fit([[0.0, 1.0]])


# Properties


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(4, 90), size=st.integers(2, 8))
def test_order_and_scale_do_not_matter(seed: int, n: int, size: int) -> None:
    # min_samples = 1: no core distances, so no two merges at the same distance.
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2)) * rng.choice([0.1, 1.0], size=(n, 1))
    model = HDBSCAN(size, 1).fit(X)
    order = rng.permutation(n)
    other = HDBSCAN(size, 1).fit(4 * X[order] + 1)
    pairs = set(zip(model.labels_[order].tolist(), other.labels_.tolist(), strict=True))
    assert len(pairs) == len(set(model.labels_)) == len(set(other.labels_))
    assert all((a == -1) == (b == -1) for a, b in pairs)
    assert ((model.probabilities_ > 0) == (model.labels_ >= 0)).all()
    assert model.probabilities_.max() <= 1
    counts = np.bincount(model.labels_[model.labels_ >= 0], minlength=1)
    assert counts.max() == 0 or counts.min() >= size
