"""DBSCAN: identities, the definition, scikit-learn with its numbering, then the edges."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.sparse
import sklearn.cluster
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from sklearn import datasets

from journey.ml.cluster import DBSCAN, dbscan_naive
from journey.ml.cluster._dbscan import components

Array = NDArray[np.float64]
Parity = Callable[..., None]


def standardised(X: Array) -> Array:
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


# Radii at which there are clusters, border samples and noise.
CASES: dict[str, tuple[Array, float]] = {
    "iris": (datasets.load_iris().data, 0.5),
    "wine": (standardised(datasets.load_wine().data), 2.3),
    "breast cancer": (standardised(datasets.load_breast_cancer().data), 3.0),
    "digits": (datasets.load_digits().data, 22.0),
    "moons": (datasets.make_moons(800, noise=0.08, random_state=0)[0], 0.12),
    "clouds": (
        datasets.make_blobs(3000, centers=12, cluster_std=[0.3, 0.5, 1] * 4, random_state=1)[0],
        0.3,
    ),
    "uniform": (np.random.default_rng(0).uniform(size=(2000, 2)), 0.02),
    "whole numbers": (np.random.default_rng(1).integers(0, 12, size=(120, 2)) * 1.0, 1.0),
}


# Identities


def test_chains_of_samples_and_what_lies_alone() -> None:
    X = np.array([0, 1, 2, 3, 10, 11, 12, 30.0])[:, None]
    model = DBSCAN(eps=1, min_samples=3).fit(X)
    assert model.labels_.tolist() == [0, 0, 0, 0, 1, 1, 1, -1]
    assert model.core_sample_indices_.tolist() == [1, 2, 5]
    assert model.components_.ravel().tolist() == [1, 2, 11]


def test_with_one_sample_enough_it_is_the_components_of_a_graph() -> None:
    X = CASES["uniform"][0]
    near = ((X[:, None] - X) ** 2).sum(axis=2) <= 0.02**2
    number, labels = connected_components(scipy.sparse.csr_matrix(near))
    ours = DBSCAN(eps=0.02, min_samples=1).fit(X)
    assert ours.labels_.max() + 1 == number > 100
    np.testing.assert_array_equal(ours.labels_, labels)  # both number by the first sample


def test_components_of_random_graphs_and_of_a_long_path() -> None:
    rng = np.random.default_rng(0)
    for n, m in ((50, 30), (300, 200), (1000, 2000), (5, 0)):
        a, b = rng.integers(n, size=(2, m))
        graph = scipy.sparse.csr_matrix((np.ones(m), (a, b)), shape=(n, n))
        labels = connected_components(graph, directed=False)[1]
        first = [int(np.flatnonzero(labels == label)[0]) for label in labels]
        np.testing.assert_array_equal(components(n, a, b), first)
    path = rng.permutation(20_000)
    assert (components(20_000, path[1:], path[:-1]) == 0).all()


def test_a_border_sample_joins_the_first_of_its_clusters() -> None:
    # The sample at 2 has three neighbours, too few for a core sample, and reaches both groups.
    X = np.array([0, 0, 0.5, 1, 2, 3, 3.5, 4, 4])[:, None]
    for table in (X, X[::-1]):
        model = DBSCAN(eps=1, min_samples=4).fit(table)
        assert model.labels_.tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1]
        assert 4 not in model.core_sample_indices_
    assert DBSCAN(eps=1, min_samples=3).fit(X).labels_.tolist() == [0] * 9  # a core sample now


def test_order_moves_only_border_samples_and_numbers() -> None:
    X, eps = CASES["clouds"]
    order = np.random.default_rng(0).permutation(len(X))
    one, two = DBSCAN(eps=eps).fit(X), DBSCAN(eps=eps).fit(X[order])
    np.testing.assert_array_equal(
        np.sort(order[two.core_sample_indices_]), one.core_sample_indices_
    )
    np.testing.assert_array_equal(one.labels_[order] == -1, two.labels_ == -1)
    core = one.core_sample_indices_
    back = np.empty_like(two.labels_)
    back[order] = two.labels_
    pairs = set(zip(one.labels_[core].tolist(), back[core].tolist(), strict=True))
    assert len(pairs) == one.labels_.max() + 1 == two.labels_.max() + 1


def test_weights_are_repetitions() -> None:
    X = CASES["moons"][0][:300]
    weight = np.random.default_rng(0).integers(1, 4, size=300)
    weighted = DBSCAN(eps=0.15, min_samples=9).fit(X, sample_weight=weight)
    repeated = DBSCAN(eps=0.15, min_samples=9).fit(X.repeat(weight, axis=0))
    np.testing.assert_array_equal(weighted.labels_.repeat(weight), repeated.labels_)
    theirs = sklearn.cluster.DBSCAN(eps=0.15, min_samples=9).fit(X, sample_weight=weight)
    np.testing.assert_array_equal(weighted.labels_, theirs.labels_)


# The definition against the fast version


@pytest.mark.parametrize("algorithm", ["brute", "kd_tree"])
def test_naive_equals_fast(algorithm: Any, parity: Parity) -> None:
    different = 0
    for (X, eps), min_samples in product(CASES.values(), (1, 5, 12)):
        model = DBSCAN(eps, min_samples=min_samples, algorithm=algorithm).fit(X[:900])
        different += (model.labels_ != dbscan_naive(X[:900], eps, min_samples)).sum()
    parity(
        "journey.ml.cluster.DBSCAN",
        reference="journey.ml.cluster.dbscan_naive",
        what=f"labels that differ, algorithm='{algorithm}', {len(CASES)} data sets",
        difference=different,
        tolerance=0,
    )


# scikit-learn


@pytest.mark.parametrize("metric", ["euclidean", "manhattan", "chebyshev"])
def test_same_labels(metric: str, parity: Parity) -> None:
    different, clusters, noise, border = 0, 0, 0, 0
    for (X, eps), min_samples in product(CASES.values(), (2, 5, 12)):
        options: dict[str, Any] = {"min_samples": min_samples, "metric": metric}
        ours = DBSCAN(eps, **options).fit(X)
        theirs = sklearn.cluster.DBSCAN(eps, **options).fit(X)
        different += (ours.labels_ != theirs.labels_).sum()
        np.testing.assert_array_equal(ours.core_sample_indices_, theirs.core_sample_indices_)
        np.testing.assert_array_equal(ours.components_, theirs.components_)
        clusters += ours.labels_.max() + 1
        noise += (ours.labels_ == -1).sum()
        border += (ours.labels_ >= 0).sum() - len(ours.core_sample_indices_)
    assert min(clusters, noise, border) > 100  # or the comparison would say little
    parity(
        "journey.ml.cluster.DBSCAN",
        reference="sklearn.cluster.DBSCAN",
        what=f"labels that differ, numbering included, metric='{metric}', {len(CASES)} data sets",
        difference=different,
        tolerance=0,
    )


def test_naive_against_scikit_learn(parity: Parity) -> None:
    different = 0
    for (X, eps), min_samples in product(CASES.values(), (2, 7)):
        theirs = sklearn.cluster.DBSCAN(eps=eps, min_samples=min_samples).fit(X[:900])
        different += (dbscan_naive(X[:900], eps, min_samples) != theirs.labels_).sum()
    parity(
        "journey.ml.cluster.dbscan_naive",
        reference="sklearn.cluster.DBSCAN",
        what=f"labels that differ, numbering included, {len(CASES)} data sets",
        difference=different,
        tolerance=0,
    )


# Types and edges


def test_dtypes() -> None:
    X = CASES["moons"][0].astype(np.float32)
    model = DBSCAN(eps=0.12).fit(X)
    theirs = sklearn.cluster.DBSCAN(eps=0.12).fit(X)
    np.testing.assert_array_equal(model.labels_, theirs.labels_)
    assert model.components_.dtype == theirs.components_.dtype == np.float32
    assert model.labels_.dtype == model.core_sample_indices_.dtype == np.intp
    assert DBSCAN(1, min_samples=2).fit([[0], [1], [9]]).labels_.tolist() == [0, 0, -1]


def test_edges() -> None:
    assert DBSCAN(min_samples=1).fit([[3.0, 4.0]]).labels_.tolist() == [0]
    assert DBSCAN(min_samples=2).fit([[3.0, 4.0]]).labels_.tolist() == [-1]
    same = DBSCAN(eps=1e-9, min_samples=30).fit(np.ones((30, 3)))
    assert same.labels_.tolist() == [0] * 30
    nothing = DBSCAN(eps=1e-9, min_samples=2).fit(np.arange(10.0)[:, None])
    assert nothing.labels_.tolist() == [-1] * 10
    assert nothing.components_.shape == (0, 1)
    wide = np.random.default_rng(0).normal(size=(5, 40))
    assert DBSCAN(eps=100, min_samples=2).fit(wide).labels_.tolist() == [0] * 5
    constant = np.column_stack([np.arange(9.0), np.full(9, 5.0)])
    assert DBSCAN(eps=1, min_samples=2).fit(constant).labels_.tolist() == [0] * 9


def test_inputs_are_left_alone() -> None:
    X = CASES["moons"][0].copy()
    weight = np.ones(len(X))
    X.flags.writeable = weight.flags.writeable = False
    one = DBSCAN(eps=0.12).fit(X, sample_weight=weight).labels_
    np.testing.assert_array_equal(X, CASES["moons"][0])
    np.testing.assert_array_equal(one, DBSCAN(eps=0.12).fit_predict(X))


@pytest.mark.parametrize(
    ("params", "kind", "message"),
    [
        ({"eps": 0}, ValueError, "eps: expected a number above 0, got 0"),
        ({"eps": -1.0}, ValueError, "eps: expected a finite number of at least 0, got -1.0"),
        ({"eps": "wide"}, TypeError, "eps: expected a number, got 'wide'"),
        ({"min_samples": 0}, ValueError, "min_samples: expected an integer of at least 1, got 0"),
        ({"metric": "cosine"}, ValueError, "metric: expected one of 'euclidean'"),
        ({"algorithm": "ball_tree"}, ValueError, "algorithm: expected one of 'auto', 'brute'"),
        (
            {"metric": "minkowski", "p": 0.2},
            ValueError,
            "p: expected a finite number of at least 1",
        ),
    ],
)
def test_bad_parameters(params: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        DBSCAN(**params).fit(np.arange(12.0).reshape(6, 2))


def test_bad_weights() -> None:
    with pytest.raises(ValueError, match="sample_weight: expected no negative weight, got -1"):
        DBSCAN().fit([[0.0], [1.0]], sample_weight=[-1, 1])


# Properties


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.integers(1, 80),
    eps=st.floats(0.1, 3),
    min_samples=st.integers(1, 6),
    whole=st.booleans(),
)
def test_definition_holds(seed: int, n: int, eps: float, min_samples: int, whole: bool) -> None:
    X = np.random.default_rng(seed).normal(scale=3, size=(n, 2))
    X = X.round() if whole else X
    model = DBSCAN(eps, min_samples=min_samples).fit(X)
    np.testing.assert_array_equal(model.labels_, dbscan_naive(X, eps, min_samples))
    near = ((X[:, None] - X) ** 2).sum(axis=2) <= eps * eps
    core = np.zeros(n, dtype=bool)
    core[model.core_sample_indices_] = True
    np.testing.assert_array_equal(core, near.sum(axis=1) >= min_samples)
    assert ((model.labels_ == -1) == ~near[:, core].any(axis=1)).all()
    both = near & core & core[:, None]
    assert (model.labels_[np.nonzero(both)[0]] == model.labels_[np.nonzero(both)[1]]).all()
