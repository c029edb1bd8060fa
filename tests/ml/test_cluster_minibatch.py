"""Mini-batch k-means: one batch by hand, scikit-learn with the same seed, then the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.cluster
from numpy.typing import NDArray
from sklearn import datasets

from journey.ml.cluster import KMeans, MiniBatchKMeans

Array = NDArray[np.float64]
Parity = Callable[..., None]


def jittered(X: Array) -> Array:
    """A step off the grid of round numbers, where exact ties are decided by rounding errors."""
    return X + 1e-3 * X.std() * np.random.default_rng(0).normal(size=X.shape)


REAL = {
    "iris": jittered(datasets.load_iris().data),
    "wine": jittered(datasets.load_wine().data),
    "digits": jittered(datasets.load_digits().data),
}


def test_a_center_is_the_running_mean_of_its_samples() -> None:
    start = np.array([[0.0], [10.0]])
    model = MiniBatchKMeans(2, init=start, reassignment_ratio=0, compute_labels=False)
    model.partial_fit([[1.0], [9.0], [2.0]])
    assert model.cluster_centers_.ravel().tolist() == [1.5, 9.0]  # the start itself has no weight
    model.partial_fit([[3.0]], sample_weight=[2.0])
    assert model.cluster_centers_.ravel().tolist() == [2.25, 9.0]  # (1 + 2 + 2 * 3) / 4
    assert model.n_steps_ == 2


def test_one_cluster_and_one_batch_is_the_mean() -> None:
    X = REAL["iris"]
    model = MiniBatchKMeans(1, random_state=0).partial_fit(X)
    np.testing.assert_allclose(model.cluster_centers_[0], X.mean(axis=0), rtol=1e-13)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"batch_size": 50, "init": "random"},
        {"batch_size": 32, "max_no_improvement": None, "max_iter": 8},
        {"tol": 1e-2, "batch_size": 64},
        {"compute_labels": False, "init_size": 60},
        {"batch_size": 20, "reassignment_ratio": 0.5, "n_clusters": 12},
    ],
    ids=str,
)
def test_same_seed_same_result(params: dict[str, Any], parity: Parity) -> None:
    worst = 0.0
    for name, X in REAL.items():
        weight = np.random.default_rng(2).uniform(0.2, 2, size=len(X))
        for seed in range(3):
            options = {"n_clusters": 5, "random_state": seed, **params}
            ours = MiniBatchKMeans(**options).fit(X, sample_weight=weight)
            theirs = sklearn.cluster.MiniBatchKMeans(**options).fit(X, sample_weight=weight)
            assert (ours.n_steps_, ours.n_iter_) == (theirs.n_steps_, theirs.n_iter_), name
            gap = np.abs(ours.cluster_centers_ - theirs.cluster_centers_).max()
            worst = max(worst, gap / np.abs(X).max(), abs(ours.inertia_ / theirs.inertia_ - 1))
            assert hasattr(ours, "labels_") == options.get("compute_labels", True)
    parity(
        "journey.ml.cluster.MiniBatchKMeans",
        reference="sklearn.cluster.MiniBatchKMeans",
        what="centres and inertia, same seed, 3 real data sets, relative",
        difference=worst,
        tolerance=1e-12,
    )


def test_partial_fit_batch_by_batch(parity: Parity) -> None:
    X = REAL["digits"]
    ours = MiniBatchKMeans(10, random_state=4)
    theirs = sklearn.cluster.MiniBatchKMeans(10, random_state=4)
    for batch in np.array_split(X, 12):
        ours.partial_fit(batch)
        theirs.partial_fit(batch)
        np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    parity(
        "journey.ml.cluster.MiniBatchKMeans",
        reference="sklearn.cluster.MiniBatchKMeans.partial_fit",
        what="centres after 12 batches",
        difference=np.abs(ours.cluster_centers_ - theirs.cluster_centers_).max(),
        tolerance=1e-11,
    )


def test_near_lloyd_at_a_fraction_of_the_samples() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(scale=6, size=(8, 4))[rng.integers(8, size=20_000)] + rng.normal(
        size=(20_000, 4)
    )
    start = X[:8] + 0.0
    full = KMeans(8, init=start).fit(X)
    quick = MiniBatchKMeans(8, init=start, random_state=0, batch_size=256).fit(X)
    assert full.inertia_ <= quick.inertia_ < 1.1 * full.inertia_
    assert quick.n_steps_ * 256 < full.n_iter_ * 20_000


def test_rarely_used_centers_restart() -> None:
    X = np.random.default_rng(0).normal(size=(500, 2))
    start = np.array([[0.0, 0.0], [900.0, 900.0]])
    kept = MiniBatchKMeans(2, init=start, reassignment_ratio=0, random_state=0).fit(X)
    moved = MiniBatchKMeans(2, init=start, random_state=0).fit(X)
    assert kept.cluster_centers_[1].tolist() == [900.0, 900.0]
    assert np.abs(moved.cluster_centers_).max() < 5


def test_types_seeds_and_inputs() -> None:
    X = REAL["iris"].astype(np.float32)
    X.flags.writeable = False
    model = MiniBatchKMeans(3, random_state=np.random.default_rng(0)).fit(X)
    again = MiniBatchKMeans(3, random_state=np.random.default_rng(0)).fit(X)
    assert model.cluster_centers_.dtype == np.float32
    np.testing.assert_array_equal(model.cluster_centers_, again.cluster_centers_)
    np.testing.assert_array_equal(model.labels_, model.predict(X))
    assert model.get_feature_names_out()[0] == "minibatchkmeans0"


def test_one_row_and_duplicates() -> None:
    assert MiniBatchKMeans(1, random_state=0).fit([[2.0, 3.0]]).cluster_centers_.tolist() == [
        [2, 3]
    ]
    model = MiniBatchKMeans(3, random_state=0).fit(np.ones((10, 2)))
    assert model.inertia_ == 0


def test_verbose_and_patience(capsys: pytest.CaptureFixture[str]) -> None:
    X = REAL["iris"]
    model = MiniBatchKMeans(3, batch_size=30, random_state=0, verbose=1, max_iter=4)
    model.set_params(max_no_improvement=None).fit(X)
    assert model.n_steps_ == 4 * 150 // 30
    assert "20 batches, smoothed inertia a sample" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"batch_size": 0}, "batch_size: expected an integer of at least 1, got 0"),
        ({"max_no_improvement": -1}, "max_no_improvement: expected an integer of at least 0"),
        ({"reassignment_ratio": -1}, "reassignment_ratio: expected a finite number of at least 0"),
        ({"max_iter": 0}, "max_iter: expected an integer of at least 1"),
        ({"n_clusters": 200}, "n_samples=150 should be >= n_clusters=200"),
    ],
)
def test_bad_parameters(params: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MiniBatchKMeans(**{"random_state": 0, **params}).fit(REAL["iris"])


def test_bad_sizes() -> None:
    with pytest.warns(RuntimeWarning, match="init_size: expected at least n_clusters=8, got 4"):
        MiniBatchKMeans(8, init_size=4, random_state=0).fit(REAL["iris"])
    with pytest.raises(ValueError, match="n_samples=2 should be >= n_clusters=8"):
        MiniBatchKMeans(8).partial_fit([[0.0], [1.0]])
