"""Agglomerative clustering: closed forms, the definition, SciPy and scikit-learn, the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.cluster.hierarchy as reference
import sklearn.cluster
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial.distance import pdist, squareform
from sklearn import datasets

from journey.ml.cluster import (
    AgglomerativeClustering,
    cophenet,
    dendrogram,
    fcluster,
    linkage,
    linkage_naive,
)

Array = NDArray[np.float64]
Parity = Callable[..., None]
METHODS: list[Any] = ["single", "complete", "average", "ward"]

# No two distances are equal here, so the tree is unique.
CASES: dict[str, Array] = {
    "two": np.array([[0.0, 1.0], [3.0, 5.0]]),
    "three": np.array([[0.0], [1.0], [2.5]]),
    "normal, 200 x 3": np.random.default_rng(0).normal(size=(200, 3)),
    "normal, 60 x 90": np.random.default_rng(1).normal(size=(60, 90)),
    "far from zero": np.random.default_rng(2).normal(size=(80, 2)) + 1000,
    "diabetes": datasets.load_diabetes().data[:300] * 20,
    "moons": datasets.make_moons(400, noise=0.08, random_state=0)[0],
    "blobs, 1,000 x 4": datasets.make_blobs(1000, 4, centers=9, random_state=0)[0],
}
# Here many are.
TIED: dict[str, Array] = {
    "iris": datasets.load_iris().data,
    "digits": datasets.load_digits().data[:300],
    "grid": np.stack(np.meshgrid(np.arange(6.0), np.arange(7.0)), axis=-1).reshape(-1, 2),
    "same": np.full((7, 2), 3.1),
    "twice": np.repeat(np.random.default_rng(3).normal(size=(15, 2)), 2, axis=0),
}


def squares_within(X: Array, labels: NDArray[np.intp]) -> float:
    groups = [X[labels == label] for label in np.unique(labels)]
    return float(sum(((g - g.mean(axis=0)) ** 2).sum() for g in groups))


# Closed forms and identities


@pytest.mark.parametrize(
    ("method", "heights"),
    [
        ("single", [1, 2, 4]),
        ("complete", [1, 2, 7]),
        ("average", [1, 2, 5.5]),
        ("ward", [1, 2, np.sqrt(2 * 5.5**2)]),
    ],
)
def test_two_pairs_on_a_line(method: Any, heights: list[float]) -> None:
    Z = linkage(np.array([[0.0], [1.0], [5.0], [7.0]]), method)
    assert Z[:, [0, 1, 3]].tolist() == [[0, 1, 2], [2, 3, 2], [4, 5, 4]]
    np.testing.assert_allclose(Z[:, 2], heights, rtol=1e-14)


def test_half_the_squares_of_wards_heights_add_up_to_the_sum_of_squares() -> None:
    for X in CASES.values():
        total = ((X - X.mean(axis=0)) ** 2).sum()
        np.testing.assert_allclose((linkage(X, "ward")[:, 2] ** 2).sum() / 2, total, rtol=1e-9)


def test_a_cut_of_ward_has_the_sum_of_squares_of_the_merges_below() -> None:
    X = CASES["normal, 200 x 3"]
    Z = linkage(X, "ward")
    for k in (2, 3, 10, 50):
        within = squares_within(X, fcluster(Z, k, "maxclust"))
        np.testing.assert_allclose((Z[: 200 - k, 2] ** 2).sum() / 2, within, rtol=1e-9)


def test_single_linkage_meets_at_the_least_largest_step_of_a_path() -> None:
    X = CASES["normal, 60 x 90"]
    step = squareform(pdist(X))
    for middle in range(len(X)):
        step = np.minimum(step, np.maximum(step[:, [middle]], step[middle]))
    np.testing.assert_allclose(squareform(cophenet(linkage(X, "single"))), step, rtol=1e-12)


# The definition


@pytest.mark.parametrize("method", METHODS)
def test_naive_equals_fast(method: Any) -> None:
    for X in (np.random.default_rng(5).normal(size=(40, 2)), CASES["three"], CASES["two"]):
        np.testing.assert_allclose(linkage(X, method), linkage_naive(X, method), atol=1e-12)


# SciPy and scikit-learn


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", CASES)
def test_the_tables_are_scipys(data: str, method: Any, parity: Parity) -> None:
    ours, theirs = linkage(CASES[data], method), reference.linkage(CASES[data], method)
    np.testing.assert_array_equal(ours[:, [0, 1, 3]], theirs[:, [0, 1, 3]])
    parity(
        "journey.ml.cluster.linkage",
        reference=f"scipy.cluster.hierarchy.linkage(method='{method}')",
        what="heights, largest difference",
        difference=float(np.abs(ours[:, 2] - theirs[:, 2]).max()),
        tolerance=1e-10,
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", TIED)
def test_with_ties_the_heights_that_are_unique_are_scipys(data: str, method: Any) -> None:
    X = TIED[data]
    ours = linkage(X, method)
    assert (np.diff(ours[:, 2]) >= 0).all()
    assert sorted(ours[:, :2].ravel()) == list(range(2 * len(X) - 2))
    if method == "single" or data in ("same", "twice"):
        np.testing.assert_allclose(ours[:, 2], reference.linkage(X, method)[:, 2], atol=1e-10)


@pytest.mark.parametrize("data", [*CASES, *TIED])
@pytest.mark.parametrize("method", METHODS)
def test_cuts_cophenetic_distances_and_dendrograms_are_scipys(
    data: str, method: Any, parity: Parity
) -> None:
    def equal(name: str, ours: Any, theirs: Any) -> None:
        parity(
            f"journey.ml.cluster.{name}",
            reference=f"scipy.cluster.hierarchy.{name}",
            what="numbers that differ",
            difference=int((ours != np.asarray(theirs)).sum()),
            tolerance=0,
        )

    Z = reference.linkage({**CASES, **TIED}[data], method)
    n = len(Z) + 1
    for k in {1, 2, 3, 5, 12, n - 1, n, n + 4}:
        equal("fcluster", fcluster(Z, k, "maxclust"), reference.fcluster(Z, k, "maxclust"))
    for t in (0.0, *Z[:: max(1, n // 9), 2], Z[-1, 2] + 1):
        equal("fcluster", fcluster(Z, t), reference.fcluster(Z, t, "distance"))
    equal("cophenet", cophenet(Z), reference.cophenet(Z))
    ours, theirs = dendrogram(Z), reference.dendrogram(Z, no_plot=True)
    equal("dendrogram", ours.leaves, theirs["leaves"])
    equal("dendrogram", ours.icoord, theirs["icoord"])
    equal("dendrogram", ours.dcoord, theirs["dcoord"])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", CASES)
def test_the_estimator_is_scikit_learns(data: str, method: Any, parity: Parity) -> None:
    X = CASES[data]
    for k in {1, 2, min(5, len(X)), min(20, len(X))}:
        options: dict[str, Any] = {"linkage": method, "compute_distances": True}
        ours = AgglomerativeClustering(k, **options).fit(X)
        theirs = sklearn.cluster.AgglomerativeClustering(k, **options).fit(X)
        np.testing.assert_array_equal(ours.children_, theirs.children_)
        np.testing.assert_allclose(ours.distances_, theirs.distances_, atol=1e-10)
        assert ours.n_leaves_ == theirs.n_leaves_
        parity(
            "journey.ml.cluster.AgglomerativeClustering",
            reference=f"sklearn.cluster.AgglomerativeClustering(linkage='{method}')",
            what="labels that differ",
            difference=int((ours.labels_ != theirs.labels_).sum()),
            tolerance=0,
        )


@pytest.mark.parametrize("method", METHODS)
def test_a_threshold_cuts_as_in_scikit_learn(method: Any) -> None:
    X = CASES["moons"]
    for threshold in (0.0, 0.1, 0.5, 2.0, 100.0):
        options: dict[str, Any] = {"linkage": method, "distance_threshold": threshold}
        ours = AgglomerativeClustering(None, **options).fit(X)
        theirs = sklearn.cluster.AgglomerativeClustering(None, **options).fit(X)
        assert ours.n_clusters_ == theirs.n_clusters_
        np.testing.assert_array_equal(ours.labels_, theirs.labels_)


# Edges


def test_integers_and_float32_are_clustered_as_float64() -> None:
    X = np.arange(12).reshape(6, 2) ** 2
    np.testing.assert_array_equal(linkage(X, "ward"), linkage(X.astype(np.float32), "ward"))


def test_equal_samples_merge_at_zero() -> None:
    for method in METHODS:
        assert (linkage(TIED["twice"], method)[:15, 2] == 0).all()
        assert (linkage(TIED["same"], method)[:, 2] == 0).all()


def test_inputs_stay_as_they_were_and_a_second_fit_forgets_the_first() -> None:
    X, line = CASES["moons"].copy(), np.array([[0.0], [1.0], [5.0]])
    for method in METHODS:
        linkage(line, method)
        assert line.ravel().tolist() == [0, 1, 5]
        Z = linkage(X, method)
        before = Z.copy()
        fcluster(Z, 3, "maxclust")
        np.testing.assert_array_equal(Z, before)
    np.testing.assert_array_equal(X, CASES["moons"])
    model = AgglomerativeClustering(2, compute_distances=True).fit(X)
    model.set_params(compute_distances=False).fit(X)
    assert not hasattr(model, "distances_")


def test_bad_input_is_named() -> None:
    X, Z = CASES["three"], linkage(CASES["three"])
    for call, message in (
        (lambda: linkage(X, "nearest"), "method: expected one of"),  # type: ignore[arg-type]
        (lambda: linkage(X[:1]), "minimum of 2"),
        (lambda: linkage([[np.nan], [1.0]]), "NaN"),
        (lambda: fcluster(Z, 0, "maxclust"), "t: "),
        (lambda: fcluster(Z, -1.0), "t: "),
        (lambda: fcluster(Z, 1, "height"), "criterion: "),  # type: ignore[arg-type]
        (lambda: cophenet(Z[:, :3]), "Z: expected merges of shape"),
        (lambda: cophenet(Z[::-1]), "Z: expected rising heights"),
        (lambda: cophenet(-Z), "Z: expected finite"),
        (lambda: dendrogram([[0, 0, 1, 2], [2, 3, 4, 3]]), "Z: expected each cluster"),
        (lambda: dendrogram([[0, 3, 1, 2], [1, 2, 4, 3]]), "Z: expected each cluster"),
        (lambda: AgglomerativeClustering(4).fit(X), "n_clusters: "),
        (lambda: AgglomerativeClustering(0).fit(X), "n_clusters: "),
        (lambda: AgglomerativeClustering(None).fit(X), "n_clusters: "),
        (lambda: AgglomerativeClustering(2, distance_threshold=1.0).fit(X), "n_clusters: "),
        (lambda: AgglomerativeClustering(linkage="no").fit(X), "linkage: "),  # type: ignore[arg-type]
        (lambda: AgglomerativeClustering(metric="cosine").fit(X), "metric: "),
        (lambda: AgglomerativeClustering(1).fit(X[:1]), "1 sample"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


# Properties


@given(st.integers(2, 40), st.integers(1, 4), st.integers(0, 10_000), st.sampled_from(METHODS))
@settings(max_examples=80, deadline=None)
def test_heights_rise_and_cophenetic_distances_are_ultrametric(
    n: int, d: int, seed: int, method: Any
) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    Z = linkage(X, method)
    assert (np.diff(Z[:, 2]) >= 0).all()
    meet = squareform(cophenet(Z))
    assert (meet[:, :, None] <= np.maximum(meet[:, None], meet[None])).all()
    order = rng.permutation(n)
    again = squareform(cophenet(linkage(X[order], method)))
    np.testing.assert_allclose(again, meet[np.ix_(order, order)], rtol=1e-9, atol=1e-12)
    k = int(rng.integers(1, n + 1))
    assert len(np.unique(fcluster(Z, k, "maxclust"))) == k
