"""K-means: identities, the definition, scikit-learn, then the edges."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import sklearn.cluster
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets

from journey.ml.cluster import KMeans, elbow_curve, kmeans_plusplus, lloyd_naive
from journey.ml.utils import ConvergenceWarning

Array = NDArray[np.float64]
Parity = Callable[..., None]


def blobs(n: int, d: int, k: int, *, spread: float = 2.0, seed: int = 0) -> Array:
    rng = np.random.default_rng(seed)
    return rng.normal(scale=5, size=(k, d))[rng.integers(k, size=n)] + rng.normal(
        scale=spread, size=(n, d)
    )


def start_for(X: Array, k: int, seed: int = 0) -> Array:
    """Samples moved a little: exact ties between two samples as centres are left to luck."""
    rng = np.random.default_rng(seed)
    return X[rng.choice(len(X), k, replace=False)] + 0.01 * X.std() * rng.normal(size=(k, len(X.T)))


REAL = {
    "iris": datasets.load_iris().data,
    "wine": datasets.load_wine().data,
    "breast cancer": datasets.load_breast_cancer().data,
    "digits": datasets.load_digits().data,
}


# Identities


def test_one_cluster_is_the_mean() -> None:
    X = REAL["iris"]
    model = KMeans(1, random_state=0).fit(X)
    np.testing.assert_allclose(model.cluster_centers_[0], X.mean(axis=0), rtol=1e-14)
    assert model.inertia_ == pytest.approx(X.var(axis=0).sum() * len(X), rel=1e-13)
    assert KMeans(1, algorithm="elkan", random_state=0).fit(X).inertia_ == model.inertia_


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_as_many_clusters_as_samples_is_exact(algorithm: Any) -> None:
    X = blobs(25, 3, 4)
    model = KMeans(25, algorithm=algorithm, random_state=0).fit(X)
    assert model.inertia_ == 0
    assert sorted(model.labels_) == list(range(25))


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_the_result_is_a_fixed_point_of_both_steps(algorithm: Any) -> None:
    X = blobs(600, 5, 7)
    model = KMeans(7, algorithm=algorithm, tol=0, random_state=1).fit(X)
    squared = ((X[:, None] - model.cluster_centers_) ** 2).sum(axis=2)
    np.testing.assert_array_equal(model.labels_, squared.argmin(axis=1))
    for j in range(7):
        mean = X[model.labels_ == j].mean(axis=0)
        np.testing.assert_allclose(model.cluster_centers_[j], mean, atol=1e-13)
    assert model.inertia_ == pytest.approx(squared.min(axis=1).sum(), rel=1e-13)
    assert model.score(X) == pytest.approx(-model.inertia_, rel=1e-13)
    np.testing.assert_allclose(model.transform(X), np.sqrt(squared), rtol=1e-12)


def test_inertia_never_rises() -> None:
    X = blobs(800, 4, 9, spread=4)
    start = start_for(X, 9)
    falling = [KMeans(9, init=start, tol=0, max_iter=i).fit(X).inertia_ for i in range(1, 15)]
    assert (np.diff(falling) <= 1e-9).all()
    assert falling[0] > 1.05 * falling[-1]


def test_the_best_of_many_starts_is_the_best_partition() -> None:
    X = np.random.default_rng(3).normal(size=(9, 2))
    least = min(
        sum(((X[labels == j] - X[labels == j].mean(axis=0)) ** 2).sum() for j in set(labels))
        for labels in map(np.array, product(range(3), repeat=9))
        if len(set(labels)) == 3
    )
    model = KMeans(3, init="random", n_init=60, random_state=0).fit(X)
    assert model.inertia_ == pytest.approx(least, rel=1e-12)


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_weights_are_repetitions(algorithm: Any) -> None:
    X = blobs(200, 3, 4)
    weight = np.random.default_rng(0).integers(0, 4, size=200)
    start = start_for(X, 4)
    weighted = KMeans(4, init=start, tol=0, algorithm=algorithm).fit(X, sample_weight=weight)
    repeated = KMeans(4, init=start, tol=0, algorithm=algorithm).fit(X.repeat(weight, axis=0))
    np.testing.assert_allclose(weighted.cluster_centers_, repeated.cluster_centers_, atol=1e-13)
    assert weighted.inertia_ == pytest.approx(repeated.inertia_, rel=1e-13)


# The definition against the fast versions


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
# One shape for each path: few and many clusters, narrow and wide data.
@pytest.mark.parametrize(("n", "d", "k"), [(300, 2, 3), (250, 40, 5), (300, 3, 35), (120, 70, 40)])
def test_naive_equals_fast(n: int, d: int, k: int, algorithm: Any, parity: Parity) -> None:
    X = blobs(n, d, k, spread=3, seed=n + k)
    start = start_for(X, k)
    centers, labels, history = lloyd_naive(X, start)
    model = KMeans(k, init=start, tol=0, algorithm=algorithm).fit(X)
    np.testing.assert_array_equal(model.labels_, labels)
    assert model.n_iter_ == len(history)
    parity(
        "journey.ml.cluster.KMeans",
        reference="journey.ml.cluster.lloyd_naive",
        what=f"centres from the same start, algorithm='{algorithm}'",
        difference=np.abs(model.cluster_centers_ - centers).max(),
        tolerance=1e-12,
    )


def test_naive_against_scikit_learn(parity: Parity) -> None:
    worst = 0.0
    for seed in range(5):
        X = blobs(120, 3, 4, spread=3, seed=seed)
        start = start_for(X, 4, seed)
        centers, labels, _ = lloyd_naive(X, start)
        theirs = sklearn.cluster.KMeans(4, init=start, n_init=1, tol=0).fit(X)
        np.testing.assert_array_equal(labels, theirs.labels_)
        worst = max(worst, np.abs(centers - theirs.cluster_centers_).max())
    parity(
        "journey.ml.cluster.lloyd_naive",
        reference="sklearn.cluster.KMeans",
        what="centres from the same start",
        difference=worst,
        tolerance=1e-12,
    )


def test_elkan_computes_fewer_distances() -> None:
    X = blobs(3000, 8, 20, spread=1)
    start = start_for(X, 20)
    lloyd, elkan = (KMeans(20, init=start, tol=0, algorithm=a).fit(X) for a in ("lloyd", "elkan"))
    np.testing.assert_array_equal(lloyd.labels_, elkan.labels_)
    assert lloyd.n_distances_ == 3000 * 20 * lloyd.n_iter_
    assert 3000 * 20 < elkan.n_distances_ < lloyd.n_distances_ / 4


# scikit-learn


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
@pytest.mark.parametrize("name", REAL)
def test_same_start_same_result(name: str, algorithm: Any, parity: Parity) -> None:
    X = REAL[name]
    labels = rounds = 0
    centers = inertia = 0.0
    for k in (2, 3, 10, 36):
        options: dict[str, Any] = {"init": start_for(X, k, seed=k), "algorithm": algorithm}
        ours = KMeans(k, **options).fit(X)
        theirs = sklearn.cluster.KMeans(k, n_init=1, **options).fit(X)
        labels += (ours.labels_ != theirs.labels_).sum()
        labels += (ours.predict(X[::-1]) != theirs.predict(X[::-1])).sum()
        rounds += ours.n_iter_ != theirs.n_iter_
        gap = np.abs(ours.cluster_centers_ - theirs.cluster_centers_).max()
        centers = max(centers, gap / np.abs(X).max())
        inertia = max(inertia, abs(ours.inertia_ / theirs.inertia_ - 1))
    for what, difference, tolerance in (
        ("labels that differ, fit and predict", labels, 0),
        ("number of rounds", rounds, 0),
        ("centres, relative to the largest value", centers, 1e-13),
        ("inertia, relative", inertia, 1e-13),
    ):
        parity(
            "journey.ml.cluster.KMeans",
            reference=f"sklearn.cluster.KMeans(algorithm='{algorithm}')",
            what=f"{what}, same start, {len(REAL)} real data sets",
            difference=difference,
            tolerance=tolerance,
        )


@pytest.mark.parametrize(
    ("init", "n_init"), [("k-means++", "auto"), ("k-means++", 3), ("random", 4)]
)
def test_same_seed_same_result(init: str, n_init: Any, parity: Parity) -> None:
    worst = 0.0
    for name, X in REAL.items():
        # A step off the grid of whole numbers, where exact ties are decided by rounding errors.
        X = X + 1e-3 * X.std() * np.random.default_rng(0).normal(size=X.shape)
        weight = np.random.default_rng(1).uniform(0.5, 2, size=len(X))
        for seed in range(4):
            options: dict[str, Any] = {"init": init, "n_init": n_init, "random_state": seed}
            ours = KMeans(6, **options).fit(X, sample_weight=weight)
            theirs = sklearn.cluster.KMeans(6, **options).fit(X, sample_weight=weight)
            np.testing.assert_array_equal(ours.labels_, theirs.labels_, err_msg=name)
            worst = max(worst, abs(ours.inertia_ / theirs.inertia_ - 1))
    parity(
        "journey.ml.cluster.KMeans",
        reference="sklearn.cluster.KMeans",
        what=f"inertia with weights, same seed, init='{init}', relative",
        difference=worst,
        tolerance=1e-13,
    )


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
@pytest.mark.parametrize("n_far", [1, 3])
def test_empty_clusters_are_relocated_alike(n_far: int, algorithm: Any, parity: Parity) -> None:
    X = blobs(500, 4, 5)
    weight = np.random.default_rng(0).uniform(0.1, 3, size=500)
    start = start_for(X, 8)
    start[:n_far] += 1_000 * np.arange(1, n_far + 1)[:, None]  # nobody's nearest
    ours = KMeans(8, init=start, algorithm=algorithm).fit(X, sample_weight=weight)
    theirs = sklearn.cluster.KMeans(8, init=start, n_init=1, algorithm=algorithm)
    theirs.fit(X, sample_weight=weight)
    assert len(set(ours.labels_)) == 8
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    assert ours.n_iter_ == theirs.n_iter_
    parity(
        "journey.ml.cluster.KMeans",
        reference=f"sklearn.cluster.KMeans(algorithm='{algorithm}')",
        what="centres after empty clusters were relocated",
        difference=np.abs(ours.cluster_centers_ - theirs.cluster_centers_).max(),
        tolerance=1e-12,
    )


def test_plusplus_chooses_the_same_samples(parity: Parity) -> None:
    different = 0
    for name, X in REAL.items():
        weight = np.random.default_rng(0).uniform(size=len(X))
        for seed, trials in product(range(8), (None, 1, 5)):
            options: dict[str, Any] = {
                "sample_weight": weight,
                "random_state": seed,
                "n_local_trials": trials,
            }
            centers, ours = kmeans_plusplus(X, 12, **options)
            _, theirs = sklearn.cluster.kmeans_plusplus(X, 12, **options)
            different += (ours != theirs).sum()
            np.testing.assert_array_equal(centers, X[ours], err_msg=name)
    parity(
        "journey.ml.cluster.kmeans_plusplus",
        reference="sklearn.cluster.kmeans_plusplus",
        what="chosen samples that differ, same seed, 4 real data sets, 24 draws each",
        difference=different,
        tolerance=0,
    )


def test_plusplus_draws_by_squared_distance() -> None:
    # From the sample at 0, the others are drawn with weights w D^2 = 1, 4, 18 (of 23).
    X, weight = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([1e9, 1.0, 1.0, 2.0])
    rng = np.random.RandomState(0)
    picks = [
        kmeans_plusplus(X, 2, sample_weight=weight, random_state=rng, n_local_trials=1)[1][1]
        for _ in range(4_000)
    ]
    counts, expected = np.bincount(picks, minlength=4)[1:], np.array([1, 4, 18]) / 23 * 4_000
    assert ((counts - expected) ** 2 / expected).sum() < 13.8  # chi-squared, 2 df, p = 0.001


def test_plusplus_avoids_duplicates_and_weightless_samples() -> None:
    X = np.repeat(np.arange(5.0)[:, None], 4, axis=0)
    weight = np.ones(20)
    weight[16:] = 0  # the value 4 has no weight at all
    for seed in range(20):
        _, chosen = kmeans_plusplus(X, 4, sample_weight=weight, random_state=seed)
        assert sorted(X[chosen, 0]) == [0, 1, 2, 3]


def test_elbow_against_scikit_learn(parity: Parity) -> None:
    corners = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]])
    X = np.random.default_rng(2).normal(size=(400, 2)) + corners.repeat(100, axis=0)
    curve = elbow_curve(X, range(1, 10), random_state=3)
    theirs = [sklearn.cluster.KMeans(k, random_state=3).fit(X).inertia_ for k in range(1, 10)]
    assert curve.elbow == 4
    assert curve.n_clusters.tolist() == list(range(1, 10))
    parity(
        "journey.ml.cluster.elbow_curve",
        reference="sklearn.cluster.KMeans",
        what="inertias for 1 to 9 clusters, same seed, relative",
        difference=np.abs(curve.inertias / theirs - 1).max(),
        tolerance=1e-13,
    )


# Types and edges


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_float32_stays_float32(algorithm: Any) -> None:
    X = blobs(3000, 6, 5, spread=1).astype(np.float32)
    start = start_for(X, 5).astype(np.float32)
    model = KMeans(5, init=start, algorithm=algorithm).fit(X)
    assert model.cluster_centers_.dtype == model.transform(X).dtype == np.float32
    assert model.labels_.dtype == np.int32
    double = KMeans(5, init=start, algorithm=algorithm).fit(X.astype(np.float64))
    np.testing.assert_array_equal(model.labels_, double.labels_)
    theirs = sklearn.cluster.KMeans(5, init=start, n_init=1, algorithm=algorithm).fit(X)
    for reference in (double, theirs):  # a few units in the last of float32's seven digits
        gap = np.abs(model.cluster_centers_ - reference.cluster_centers_).max()
        assert gap < 1e-6 * np.abs(X).max()


def test_integers_and_lists_are_taken() -> None:
    rows = [[0, 0], [0, 1], [9, 9], [9, 8]]
    model = KMeans(2, random_state=0).fit(rows)
    assert model.cluster_centers_.dtype == np.float64
    assert model.labels_[0] == model.labels_[1] != model.labels_[2] == model.labels_[3]


def test_far_from_the_origin_nothing_changes() -> None:
    X = np.round(blobs(500, 3, 4, spread=1) * 64) / 64  # sums with the offset are exact
    start = start_for(X, 4).round(2)
    near = KMeans(4, init=start, tol=0).fit(X)
    far = KMeans(4, init=start + 2.0**27, tol=0).fit(X + 2.0**27)
    np.testing.assert_array_equal(near.labels_, far.labels_)
    np.testing.assert_array_equal(far.predict(X + 2.0**27), near.labels_)
    assert far.inertia_ == pytest.approx(near.inertia_, rel=1e-6)


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
@pytest.mark.parametrize("X", [np.ones((1, 1)), np.ones((6, 2)), np.zeros((3, 20))])
def test_one_row_and_constant_columns(X: Array, algorithm: Any) -> None:
    model = KMeans(1, algorithm=algorithm, random_state=0).fit(X)
    np.testing.assert_array_equal(model.cluster_centers_[0], X[0])
    assert model.inertia_ == 0
    assert not model.labels_.any()


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_fewer_distinct_samples_than_clusters(algorithm: Any) -> None:
    X = np.repeat([[0.0, 0.0], [3.0, 4.0]], 5, axis=0)
    with pytest.warns(ConvergenceWarning, match=r"distinct clusters \(2\) found smaller") as seen:
        model = KMeans(4, algorithm=algorithm, random_state=0).fit(X)
    assert issubclass(seen[0].category, sklearn.exceptions.ConvergenceWarning)
    assert model.inertia_ == 0
    assert {tuple(c) for c in model.cluster_centers_} <= {(0.0, 0.0), (3.0, 4.0)}


def test_more_features_than_samples() -> None:
    X = np.random.default_rng(0).normal(size=(6, 200))
    start = start_for(X, 3)
    theirs = sklearn.cluster.KMeans(3, init=start, n_init=1).fit(X)
    np.testing.assert_array_equal(KMeans(3, init=start).fit(X).labels_, theirs.labels_)


def test_stopped_early_labels_fit_the_centers() -> None:
    X = blobs(900, 3, 8, spread=4)
    start = start_for(X, 8)
    for algorithm in ("lloyd", "elkan"):
        model = KMeans(8, init=start, max_iter=2, algorithm=algorithm).fit(X)  # type: ignore[arg-type]
        np.testing.assert_array_equal(model.labels_, model.predict(X))
        theirs = sklearn.cluster.KMeans(8, init=start, n_init=1, max_iter=2).fit(X)
        np.testing.assert_array_equal(model.labels_, theirs.labels_)
        assert model.n_iter_ == 2


def test_same_seed_same_numbers() -> None:
    X = blobs(300, 4, 5)
    for seed in (0, 7):
        first, second = (KMeans(5, random_state=seed).fit(X) for _ in range(2))
        np.testing.assert_array_equal(first.cluster_centers_, second.cluster_centers_)
    drawn = [KMeans(5, random_state=np.random.default_rng(1)).fit(X).inertia_ for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_inputs_are_left_alone() -> None:
    X, weight = blobs(100, 3, 3), np.ones(100)
    start = start_for(X, 3)
    before = X.copy(), weight.copy(), start.copy()
    for array in (X, weight, start):
        array.flags.writeable = False
    for algorithm in ("lloyd", "elkan"):
        model = KMeans(3, init=start, copy_x=False, algorithm=algorithm)  # type: ignore[arg-type]
        model.fit(X, sample_weight=weight).predict(X)
    for array, kept in zip((X, weight, start), before, strict=True):
        np.testing.assert_array_equal(array, kept)


def test_init_by_function() -> None:
    X = blobs(200, 2, 3)

    def first_rows(table: Array, n_clusters: int, random_state: object) -> Array:
        assert isinstance(random_state, np.random.RandomState)
        return table[:n_clusters]

    by_function = KMeans(3, init=first_rows, n_init=1, random_state=0).fit(X)
    by_array = KMeans(3, init=X[:3]).fit(X)
    np.testing.assert_array_equal(by_function.labels_, by_array.labels_)


def test_verbose_prints_a_line_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    KMeans(2, n_init=2, verbose=1, random_state=0).fit(blobs(50, 2, 2))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Run 1/2", "Run 2/2"]


@pytest.mark.parametrize(
    ("params", "kind", "message"),
    [
        ({"n_clusters": 0}, ValueError, "n_clusters: expected an integer of at least 1, got 0"),
        ({"n_clusters": 2.5}, TypeError, "n_clusters: expected an integer, got 2.5"),
        ({"n_clusters": 9}, ValueError, "n_samples=6 should be >= n_clusters=9"),
        ({"init": "best"}, ValueError, "init: expected one of 'k-means\\+\\+', 'random', got"),
        ({"init": [[1.0, 2.0]]}, ValueError, "init: expected centres of shape \\(2, 2\\)"),
        ({"n_init": "many"}, ValueError, "n_init: expected one of 'auto', got 'many'"),
        ({"n_init": 0}, ValueError, "n_init: expected an integer of at least 1"),
        ({"max_iter": 0}, ValueError, "max_iter: expected an integer of at least 1"),
        ({"tol": -1}, ValueError, "tol: expected a finite number of at least 0, got -1"),
        ({"algorithm": "full"}, ValueError, "algorithm: expected one of 'lloyd', 'elkan'"),
        ({"random_state": "x"}, TypeError, "random_state: expected None, an integer"),
    ],
)
def test_bad_parameters(params: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        KMeans(**{"n_clusters": 2, **params}).fit(np.arange(12.0).reshape(6, 2))


def test_given_centers_are_run_once() -> None:
    X = np.arange(12.0).reshape(6, 2)
    with pytest.warns(RuntimeWarning, match="only one of n_init=3 runs"):
        KMeans(2, init=X[:2], n_init=3).fit(X)


def test_bad_calls_of_the_helpers() -> None:
    with pytest.raises(ValueError, match="n_samples=2 should be >= n_clusters=3"):
        kmeans_plusplus([[0.0], [1.0]], 3)
    with pytest.raises(ValueError, match=r"at least two different numbers, got \[4\]"):
        elbow_curve(blobs(10, 2, 2), [4, 4])


# Properties


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 6), shift=st.floats(-100, 100))
def test_order_and_place_of_the_samples_do_not_matter(seed: int, k: int, shift: float) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, 3))
    start = rng.normal(size=(k, 3))
    model = KMeans(k, init=start, tol=0).fit(X)
    order = rng.permutation(40)
    shuffled = KMeans(k, init=start, tol=0).fit(X[order])
    moved = KMeans(k, init=2 * start + shift, tol=0).fit(2 * X + shift)
    np.testing.assert_array_equal(shuffled.labels_, model.labels_[order])
    np.testing.assert_array_equal(moved.labels_, model.labels_)
    assert moved.inertia_ == pytest.approx(4 * model.inertia_, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 8), n=st.integers(24, 80))
def test_elkan_is_lloyd(seed: int, k: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    X, weight = rng.normal(size=(n, 2)), rng.uniform(0, 2, size=n)
    # Near samples, so that no cluster is empty: one that loses its only sample shares a centre for
    # a round, and the two algorithms break that tie differently.
    start = start_for(X, k, seed)
    lloyd = KMeans(k, init=start, tol=0).fit(X, sample_weight=weight)
    elkan = KMeans(k, init=start, tol=0, algorithm="elkan").fit(X, sample_weight=weight)
    np.testing.assert_array_equal(lloyd.labels_, elkan.labels_)
    assert elkan.inertia_ == pytest.approx(lloyd.inertia_, rel=1e-12)
    assert lloyd.n_iter_ == elkan.n_iter_
    assert elkan.n_distances_ <= lloyd.n_distances_ + n * lloyd.n_iter_


# In company


def test_works_inside_scikit_learn() -> None:
    from sklearn.base import clone
    from sklearn.model_selection import GridSearchCV, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X = REAL["wine"]
    ours, theirs = (
        make_pipeline(StandardScaler(), kind(3, random_state=0))
        for kind in (KMeans, sklearn.cluster.KMeans)
    )
    np.testing.assert_array_equal(ours.fit_predict(X), theirs.fit_predict(X))
    np.testing.assert_allclose(ours.transform(X), theirs.transform(X), atol=1e-12)
    np.testing.assert_allclose(cross_val_score(ours, X), cross_val_score(theirs, X), rtol=1e-12)
    assert list(ours[-1].get_feature_names_out()) == ["kmeans0", "kmeans1", "kmeans2"]
    grid = GridSearchCV(KMeans(random_state=0), {"n_clusters": [2, 3, 4]}).fit(X)
    assert grid.best_params_ == {"n_clusters": 4}
    assert clone(KMeans(5, tol=0.1)).get_params() == KMeans(5, tol=0.1).get_params()


def test_scikit_learn_is_not_needed() -> None:
    code = (
        "import sys, numpy as np; from journey.ml.cluster import KMeans, MiniBatchKMeans\n"
        "import journey.ml.metrics, journey.datasets\n"
        "X = np.arange(20.).reshape(10, 2); KMeans(2).fit(X).predict(X)\n"
        "try: MiniBatchKMeans(2).predict(X)\n"
        "except ValueError as e: print(type(e).__module__)\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'sklearn', 'scipy', 'pooch'}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split("\n")[:2] == ["journey.ml.utils._errors", "[]"]


def test_no_warnings_on_well_behaved_data() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        KMeans(3, random_state=0).fit(blobs(100, 2, 3)).transform(blobs(10, 2, 3))
