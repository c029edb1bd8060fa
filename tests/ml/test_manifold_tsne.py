"""t-SNE: its probabilities, its forces three ways, its descent, and scikit-learn's beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import sklearn.manifold
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.manifold._t_sne import _gradient_descent, _joint_probabilities, _kl_divergence

from journey.ml.manifold import (
    TSNE,
    conditional_probabilities,
    joint_probabilities,
    repulsion_barnes_hut,
    repulsion_exact,
    repulsion_fft,
    trustworthiness,
)
from journey.ml.manifold._tsne import _all_pairs, _descend, _near_pairs
from journey.ml.manifold._tsne_affinities import sparse_probabilities
from journey.ml.neighbors import NearestNeighbors

Array = NDArray[Any]
CODE = "journey.ml.manifold"


def squares(X: Array) -> Array:
    return ((X[:, None].astype(float) - X[None]) ** 2).sum(axis=-1)


def blobs(n: int = 60, d: int = 4, k: int = 3, seed: int = 0) -> Array:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) + 8 * rng.normal(size=(k, d))[np.arange(n) % k]


def kl(P: Array, Y: Array) -> float:
    """The definition: the sum of p log(p / q) over all pairs."""
    w = 1 / (1 + squares(Y.astype(float)))
    np.fill_diagonal(w, 0)
    q, there = w / w.sum(), P > 0
    return float((P[there] * np.log(P[there] / q[there])).sum())


def data(name: str) -> Array:
    X = {"iris": load_iris, "wine": load_wine, "cancer": load_breast_cancer}[name]().data
    return (X - X.mean(axis=0)) / X.std(axis=0)


# Probabilities ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
@pytest.mark.parametrize("perplexity", [1.5, 5.0, 25.0])
def test_each_row_has_the_perplexity(perplexity: float, scale: float) -> None:
    d = scale * squares(blobs())[~np.eye(60, dtype=bool)].reshape(60, 59)
    p, beta = conditional_probabilities(d, perplexity)
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)
    entropy = -(p * np.log(np.maximum(p, 1e-300))).sum(axis=1)
    np.testing.assert_allclose(np.exp(entropy), perplexity, rtol=1e-8)
    want = np.exp(-beta[:, None] * (d - d.min(axis=1, keepdims=True)))
    np.testing.assert_allclose(p, want / want.sum(axis=1, keepdims=True), rtol=1e-9)


def test_equal_distances_share_alike() -> None:
    p, _ = conditional_probabilities(np.ones((3, 4)), 2.0)
    np.testing.assert_allclose(p, 0.25)


def test_joint_probabilities_are_the_mean_of_both_directions() -> None:
    d = squares(blobs(20))
    P = joint_probabilities(d, 4.0)
    assert P.sum() == pytest.approx(1)
    np.testing.assert_array_equal(P, P.T)
    assert (np.diag(P) == 0).all()
    # The one-sided ones, found row by row.
    rows = np.array(
        [
            np.insert(conditional_probabilities(np.delete(d[i], i)[None], 4.0)[0], i, 0)
            for i in range(20)
        ]
    )
    np.testing.assert_allclose(P, (rows + rows.T) / 40, rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("name", ["iris", "wine", "cancer"])
def test_probabilities_equal_sklearn(name: str, parity: Callable[..., None]) -> None:
    d = squares(data(name)[:150])
    theirs = np.zeros_like(d)
    theirs[np.triu_indices(len(d), 1)] = _joint_probabilities(d.astype(np.float32), 30, 0)
    theirs += theirs.T
    ours = joint_probabilities(d, 30)
    parity(
        f"{CODE}.joint_probabilities", reference="sklearn.manifold.TSNE",
        difference=np.abs(ours - theirs / theirs.sum()).max() / ours.max(), tolerance=1e-4,
        what=f"joint probabilities, {name}, of the largest (theirs are sought to 1e-5)",
    )  # fmt: skip


def test_with_all_neighbours_the_sparse_probabilities_are_the_dense_ones() -> None:
    X = blobs(30)
    distances, near = NearestNeighbors(n_neighbors=29).fit(X).kneighbors()
    rows, columns, value = sparse_probabilities(near, distances**2, 6.0)
    dense = np.zeros((30, 30))
    dense[rows, columns] = value
    np.testing.assert_allclose(dense, joint_probabilities(squares(X), 6.0), rtol=1e-7, atol=1e-15)
    assert (np.diff(rows) >= 0).all()


def test_perplexity_beyond_the_neighbours_is_named() -> None:
    with pytest.raises(ValueError, match="perplexity: expected above 0 and at most 4 neighbours"):
        conditional_probabilities(np.ones((2, 4)), 5.0)


# Forces -------------------------------------------------------------------------------------------


def forces_naive(Y: Array) -> tuple[Array, float]:
    w = 1 / (1 + squares(Y))
    np.fill_diagonal(w, 0)
    gap = Y[:, None] - Y[None]
    return (w[:, :, None] ** 2 * gap).sum(axis=1), float(w.sum())


@pytest.mark.parametrize("n", [1, 2, 255, 256, 257, 700])
@pytest.mark.parametrize("d", [1, 2, 3])
def test_blocks_equal_the_definition(n: int, d: int) -> None:
    Y = 5 * np.random.default_rng(n).normal(size=(n, d))
    forces, total = repulsion_exact(Y)
    want, sum_ = forces_naive(Y)
    np.testing.assert_allclose(forces, want, atol=1e-11 * max(1, np.abs(want).max()))
    assert total == pytest.approx(sum_, rel=1e-12, abs=1e-12)
    single, _ = repulsion_exact(Y.astype(np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, want, atol=2e-4 * max(1.0, np.abs(want).max()))


@pytest.mark.parametrize("spread", [0.01, 1.0, 10.0, 60.0])
def test_the_grid_comes_near(spread: float) -> None:
    Y = spread * np.random.default_rng(1).normal(size=(900, 2))
    want, sum_ = forces_naive(Y)
    forces, total = repulsion_fft(Y.astype(np.float32))
    assert np.linalg.norm(forces - want) <= 0.03 * np.linalg.norm(want)
    assert total == pytest.approx(sum_, rel=0.05)


def test_a_finer_grid_is_closer(monkeypatch: pytest.MonkeyPatch) -> None:
    from journey.ml.manifold import _tsne_forces

    Y = 4 * np.random.default_rng(2).normal(size=(400, 2))
    want, _ = forces_naive(Y)
    errors = []
    for step in (0.8, 0.4, 0.2):
        monkeypatch.setattr(_tsne_forces, "_STEP", step)
        errors.append(np.linalg.norm(repulsion_fft(Y)[0] - want) / np.linalg.norm(want))
    assert errors[1] < errors[0] / 5  # of fourth order
    assert errors[2] < errors[1] / 5


@pytest.mark.parametrize("seed", range(3))
def test_the_tree_with_angle_zero_is_exact_and_errs_more_with_wider_angles(seed: int) -> None:
    rng = np.random.default_rng(seed)
    Y = rng.normal(size=(300, 2)) * [1, 20] + 15 * rng.integers(0, 3, (300, 1))
    Y[7] = Y[3]
    want, sum_ = forces_naive(Y)
    errors = []
    for angle in (0.0, 0.2, 0.5, 1.0):
        forces, total = repulsion_barnes_hut(Y, angle)
        errors.append(np.linalg.norm(forces - want) / np.linalg.norm(want))
        assert total == pytest.approx(sum_, rel=1e-9 + 0.05 * angle)
    assert errors[0] < 1e-9
    assert errors[0] < errors[1] < errors[2] < errors[3] < 0.1


def test_forces_of_points_in_one_place_are_none() -> None:
    Y = np.ones((5, 2))
    for repulsion in (repulsion_exact, repulsion_fft, repulsion_barnes_hut):
        forces, total = repulsion(Y)
        np.testing.assert_allclose(forces, 0, atol=1e-5)
        assert total == pytest.approx(20, rel=1e-3)


@given(st.integers(2, 60), st.integers(0, 10**6), st.floats(0.01, 100))
def test_forces_sum_to_nothing_and_turn_with_the_points(n: int, seed: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    Y = spread * rng.normal(size=(n, 2))
    turn = rng.uniform(0, 2 * np.pi)
    R = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    exact, total = repulsion_exact(Y)
    size = np.abs(exact).max() + 1e-12
    np.testing.assert_allclose(exact.sum(axis=0), 0, atol=1e-8 * n * max(size, spread))
    turned, same = repulsion_exact(Y @ R.T)
    np.testing.assert_allclose(turned, exact @ R.T, atol=1e-8 * max(size, spread))
    assert same == pytest.approx(total, rel=1e-8)
    tree, _ = repulsion_barnes_hut(Y, 0.0)
    np.testing.assert_allclose(tree, exact, atol=1e-8 * max(size, spread))


# Gradient -----------------------------------------------------------------------------------------


def test_the_gradient_is_that_of_the_divergence() -> None:
    X, rng = blobs(25), np.random.default_rng(3)
    P, Y = joint_probabilities(squares(X), 5.0), rng.normal(size=(25, 2))
    value, gradient = _all_pairs(P)(Y, 1.0, True)
    assert value == pytest.approx(kl(P, Y), rel=1e-10)
    for i, j in ((0, 0), (7, 1), (24, 0)):
        moved = []
        for sign in (1, -1):
            Z = Y.copy()
            Z[i, j] += sign * 1e-5
            moved.append(kl(P, Z))
        assert gradient[i, j] == pytest.approx((moved[0] - moved[1]) / 2e-5, rel=1e-6)


def test_near_pairs_give_the_same_gradient_where_all_are_near() -> None:
    X, rng = blobs(40), np.random.default_rng(4)
    Y = (3 * rng.normal(size=(40, 2))).astype(np.float32)
    P = joint_probabilities(squares(X), 5.0)
    rows, columns = np.nonzero(P)
    near = _near_pairs(rows, columns, P[rows, columns], 40, repulsion_exact)
    for factor in (1.0, 12.0):
        value, gradient = near(Y, factor, True)
        want, full = _all_pairs(P)(Y.astype(float), factor, True)
        np.testing.assert_allclose(gradient, full, atol=2e-6 * factor)
        assert value == pytest.approx(want, rel=1e-5)


# scikit-learn -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["iris", "wine"])
def test_gradient_and_divergence_equal_sklearn(name: str, parity: Callable[..., None]) -> None:
    X = data(name)
    P, rng = joint_probabilities(squares(X), 30), np.random.default_rng(5)
    upper = P[np.triu_indices(len(X), 1)]
    worst = 0.0
    for spread in (1e-4, 1.0, 30.0):
        Y = spread * rng.normal(size=(len(X), 2))
        value, gradient = _all_pairs(P)(Y, 1.0, True)
        want, flat = _kl_divergence(Y.ravel(), upper, 1, len(X), 2)
        gap = np.abs(gradient.ravel() - flat).max() / np.abs(flat).max()
        worst = max(worst, abs(value / want - 1), gap)
    parity(
        f"{CODE}.TSNE", reference="sklearn.manifold.TSNE", difference=worst, tolerance=1e-6,
        what=f"divergence and gradient for the same points, {name}, relative",
    )  # fmt: skip


def test_the_descent_is_sklearns_step_by_step(parity: Callable[..., None]) -> None:
    X = data("iris")
    objective = _all_pairs(joint_probabilities(squares(X), 30))
    start = 1e-2 * np.random.default_rng(6).normal(size=(len(X), 2))

    def flat(y: Array, **_: Any) -> tuple[float, Array]:
        value, gradient = objective(y.reshape(-1, 2), 1.0, True)
        return value, gradient.ravel()

    ours, _, _ = _descend(objective, start, 1.0, 20.0, 0.8, (0, 50), 300, 1e-7)
    theirs, _, _ = _gradient_descent(
        flat, start.ravel().copy(), 0, 50, momentum=0.8, learning_rate=20.0
    )
    parity(
        f"{CODE}.TSNE", reference="sklearn.manifold.TSNE", tolerance=1e-6,
        difference=np.abs(ours.ravel() - theirs).max() / np.abs(theirs).max(),
        what="points after 50 steps on the same gradient, relative",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "method"),
    [("iris", "fft"), ("iris", "barnes_hut"), ("wine", "fft"), ("digits", "fft")],
)
def test_the_divergence_is_no_higher_than_sklearns(
    name: str, method: str, parity: Callable[..., None]
) -> None:
    X = load_digits().data[:400] if name == "digits" else data(name)
    P = joint_probabilities(squares(X), 30)
    runs = range(4 if method == "barnes_hut" else 6)
    # Where a start ends is chance; of several the best is taken, as is done in use.
    ours, theirs = (
        min(kl(P, model(seed).fit_transform(X)) for seed in runs)
        for model in (
            lambda seed: TSNE(method=method, init="random", random_state=seed),
            lambda seed: sklearn.manifold.TSNE(init="random", random_state=seed),
        )
    )
    parity(
        f"{CODE}.TSNE", reference="sklearn.manifold.TSNE", tolerance=0.03,
        difference=max(0.0, ours / theirs - 1),
        what=f"how much higher the divergence is, {method}, {name}, best of {len(runs)} starts",
    )  # fmt: skip


@pytest.mark.parametrize("k", [1, 5, 12])
def test_trustworthiness_equals_sklearn(k: int, parity: Callable[..., None]) -> None:
    worst = 0.0
    for seed, name in enumerate(("iris", "wine", "cancer")):
        X = data(name) + 1e-6 * np.random.default_rng(seed).normal(size=data(name).shape)  # no ties
        for Y in (X[:, :2], np.random.default_rng(seed).normal(size=(len(X), 2))):
            ours = trustworthiness(X, Y, n_neighbors=k)
            theirs = sklearn.manifold.trustworthiness(X, Y, n_neighbors=k)
            worst = max(worst, abs(ours - theirs))
    parity(
        f"{CODE}.trustworthiness", reference="sklearn.manifold.trustworthiness",
        difference=worst, tolerance=1e-12, what=f"trustworthiness, {k} neighbours",
    )  # fmt: skip


def test_trustworthiness_bad_input() -> None:
    X = blobs(10)
    with pytest.raises(ValueError, match="n_neighbors: expected less than n_samples / 2 = 5"):
        trustworthiness(X, X, n_neighbors=5)
    with pytest.raises(ValueError, match="X_embedded: expected 10 points, got 9"):
        trustworthiness(X, X[:9], n_neighbors=2)


# Properties ---------------------------------------------------------------------------------------

short = partial(TSNE, perplexity=8, max_iter=300, random_state=0)


@pytest.mark.parametrize("method", ["fft", "barnes_hut", "exact"])
def test_blobs_stay_apart(method: str) -> None:
    X = blobs(90)
    points = short(method=method).fit_transform(X)
    assert points.dtype == (np.float64 if method == "exact" else np.float32)
    _, near = NearestNeighbors(n_neighbors=5).fit(points).kneighbors()
    assert (near % 3 == np.arange(90)[:, None] % 3).all()


@pytest.mark.parametrize("method", ["fft", "barnes_hut", "exact"])
def test_the_same_seed_gives_the_same_and_inputs_are_not_changed(method: str) -> None:
    X = blobs(50)
    before, start = X.copy(), 1e-4 * np.random.default_rng(0).normal(size=(50, 2))
    kept = start.copy()
    one = short(method=method, init="random").fit_transform(X)
    np.testing.assert_array_equal(short(method=method, init="random").fit_transform(X), one)
    short(method=method, init=start).fit(X)
    np.testing.assert_array_equal(X, before)
    np.testing.assert_array_equal(start, kept)
    generator = np.random.default_rng(3)
    assert short(init="random", random_state=generator).fit(X).embedding_.shape == (50, 2)


def test_precomputed_distances_give_the_same() -> None:
    X = blobs(50)
    start = 1e-4 * np.random.default_rng(0).normal(size=(50, 2))
    for method in ("exact", "fft"):
        a = TSNE(perplexity=8, max_iter=250, init=start, method=method).fit(X)
        b = TSNE(perplexity=8, max_iter=250, init=start, method=method, metric="precomputed")
        b.fit(np.sqrt(squares(X)))
        assert a.kl_divergence_ == pytest.approx(b.kl_divergence_, rel=0.02)


def test_shift_and_scale_of_the_samples_do_not_matter() -> None:
    X = blobs(40)
    P = joint_probabilities(squares(X), 8.0)
    np.testing.assert_allclose(joint_probabilities(squares(1e3 * X + 5), 8.0), P, rtol=1e-6)


def test_one_and_three_coordinates() -> None:
    X = blobs(60)
    for dim in (1, 3):
        assert short(dim).fit_transform(X).shape == (60, dim)
        assert short(dim, method="exact", max_iter=250).fit_transform(X).shape == (60, dim)
    with pytest.raises(ValueError, match="'barnes_hut' needs n_components=2, got 3"):
        short(3, method="barnes_hut").fit(X)


def test_duplicates_and_constant_columns() -> None:
    X = np.repeat(blobs(20), 3, axis=0)
    X = np.hstack([X, np.ones((60, 1))])
    points = short().fit_transform(X)
    assert np.isfinite(points).all()
    same = np.linalg.norm(points[0::3] - points[1::3], axis=1)
    assert np.median(same) < 0.2 * points.std()
    assert np.isfinite(short().fit_transform(np.ones((20, 3)))).all()


def test_it_stops_without_progress_or_gradient() -> None:
    def flat(Y: Array, factor: float, value: bool) -> tuple[float, Array]:
        return 1.0, np.ones_like(Y)

    start = np.zeros((3, 2))
    _, value, last = _descend(flat, start, 1.0, 0.1, 0.8, (0, 2000), 120, 1e-7)
    assert (value, last) == (1.0, 199)  # the first look past 49 + 120
    assert _descend(flat, start, 1.0, 0.1, 0.8, (0, 2000), 500, 10.0)[2] == 49
    assert _descend(flat, start, 1.0, 0.1, 0.8, (250, 270), 500, 0.0)[2] == 269
    assert TSNE(perplexity=8, min_grad_norm=1e3, random_state=0).fit(blobs(60)).n_iter_ < 320


def test_works_in_sklearns_pipeline() -> None:
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    assert make_pipeline(StandardScaler(), short()).fit_transform(blobs(30)).shape == (30, 2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"perplexity": 40}, "perplexity: expected less than n_samples = 30, got 40"),
        ({"method": "tree"}, "method"),
        ({"metric": "cosine"}, "metric"),
        ({"init": "spectral"}, "init"),
        ({"init": np.zeros((3, 2))}, r"init: expected points of shape \(30, 2\), got \(3, 2\)"),
        ({"max_iter": 100}, "max_iter"),
        ({"early_exaggeration": 0.5}, "early_exaggeration"),
        ({"n_components": 5}, "init: 'pca' has at most 4 components here"),
        ({"metric": "precomputed", "init": "random"}, r"X: expected distances of shape \(n, n\)"),
    ],
)
def test_bad_input_names_the_argument(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TSNE(**{"perplexity": 5, **settings}).fit(blobs(30))
    if "metric" in settings:
        return
    with pytest.raises(ValueError, match="init: 'pca' needs features"):
        TSNE(perplexity=5, metric="precomputed").fit(np.ones((30, 30)))
    with pytest.raises(ValueError, match="none of them negative"):
        TSNE(perplexity=5, metric="precomputed", init="random").fit(-np.ones((30, 30)))
