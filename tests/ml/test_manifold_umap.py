"""UMAP: its graph, curve and start against umap-learn, its layout by quality, then the edges."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import scipy.sparse
import scipy.spatial.distance
import sklearn.manifold
import sklearn.metrics
import sklearn.neighbors
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.manifold import (
    UMAP,
    FuzzyGraph,
    attraction,
    connected_components,
    epochs_per_sample,
    find_ab_params,
    fuzzy_cross_entropy,
    fuzzy_simplicial_set,
    fuzzy_simplicial_set_naive,
    membership_strengths,
    optimize_layout,
    repulsion,
    smooth_knn_dist,
    spectral_layout,
)
from journey.ml.neighbors import NearestNeighbors

Array = NDArray[np.float64]
Parity = Callable[..., None]

HERE = "journey.ml.manifold."
DIGITS, DIGIT_NAMES = datasets.load_digits(return_X_y=True)
CASES: dict[str, Array] = {
    "iris": datasets.load_iris().data,  # with a pair in one place
    "wine": StandardScaler().fit_transform(datasets.load_wine().data),
    "digits": DIGITS[:800],
    "moons": datasets.make_moons(500, noise=0.08, random_state=0)[0],
    "roll": datasets.make_swiss_roll(700, random_state=0)[0],
}


@pytest.fixture(scope="module")
def theirs() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("umap")


def neighbours(X: Array, k: int) -> tuple[NDArray[np.intp], Array]:
    distances, indices = NearestNeighbors(n_neighbors=k - 1).fit(X).kneighbors()
    own = np.arange(len(X))[:, None]
    return np.hstack([own, indices]), np.hstack([np.zeros((len(X), 1)), distances])


def graph_of(X: Array, k: int = 15) -> FuzzyGraph:
    return fuzzy_simplicial_set(*neighbours(X, k))


def sparse(graph: FuzzyGraph) -> Any:
    n = graph.n_samples
    return scipy.sparse.coo_matrix((graph.weights, (graph.rows, graph.cols)), shape=(n, n))


def blob(n: int, d: int = 4, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(n, d))


# Identities and closed forms.


def test_strengths_sum_to_the_logarithm_of_the_number_of_neighbours() -> None:
    for X in CASES.values():
        _, distances = neighbours(X, 12)
        sigmas, rhos = smooth_knn_dist(distances, 12, tolerance=0)
        sums = membership_strengths(distances, sigmas, rhos)[:, 1:].sum(axis=1)
        np.testing.assert_allclose(sums, np.log2(12), rtol=1e-9)


def test_rho_is_the_distance_to_the_next_place_and_is_interpolated() -> None:
    distances = [[0.0, 1.0, 3.0, 7.0], [0.0, 0.0, 2.0, 5.0], [0.0, 0.0, 0.0, 0.0]]
    for connectivity, expected in [
        (1.0, [1, 2, 0]),
        (1.5, [2, 3.5, 0]),
        (2.0, [3, 5, 0]),
        (0.5, [0.5, 1, 0]),
        (0.0, [0, 0, 0]),
        (9.0, [7, 5, 0]),
    ]:
        _, rhos = smooth_knn_dist(distances, 4, local_connectivity=connectivity)
        assert rhos.tolist() == expected


def test_two_neighbours_of_the_nearest_kind_have_weight_one() -> None:
    graph = graph_of(CASES["wine"])
    indices, _ = neighbours(CASES["wine"], 15)
    assert (graph.toarray()[np.arange(len(indices)), indices[:, 1]] == 1).all()


def test_union_and_intersection_are_those_of_probability() -> None:
    indices, distances = neighbours(CASES["moons"], 10)
    sigmas, rhos = smooth_knn_dist(distances, 10)
    a = np.zeros((len(indices), len(indices)))
    strengths = membership_strengths(distances, sigmas, rhos)
    np.put_along_axis(a, indices, strengths, axis=1)
    np.fill_diagonal(a, 0)
    for mix in (0.0, 0.3, 1.0):
        graph = fuzzy_simplicial_set(indices, distances, set_op_mix_ratio=mix)
        expected = mix * (1 - (1 - a) * (1 - a.T)) + (1 - mix) * a * a.T
        np.testing.assert_allclose(graph.toarray(), expected, atol=1e-15)


def test_edges_are_in_order_symmetric_and_without_loops() -> None:
    graph = graph_of(CASES["digits"])
    keys = graph.rows * graph.n_samples + graph.cols
    assert (np.diff(keys) > 0).all()
    assert (graph.rows != graph.cols).all()
    assert ((graph.weights > 0) & (graph.weights <= 1)).all()
    table = graph.toarray()
    assert (table == table.T).all()


def test_an_edge_has_its_turn_as_often_as_its_weight_says() -> None:
    weights = np.array([1.0, 0.7, 0.25, 0.01])
    period = epochs_per_sample(weights)
    due, turns = period.copy(), np.zeros(4)
    for epoch in range(1, 201):
        now = due <= epoch
        turns += now
        due[now] += period[now]
    assert (np.abs(turns - 200 * weights) <= 1).all()


def test_spectral_layout_of_a_ring_is_a_circle() -> None:
    n, hops = 700, np.concatenate([np.arange(1, 11), -np.arange(1, 11)])
    own = np.repeat(np.arange(n), len(hops))  # the two eigenvectors share one eigenvalue
    other = (own + np.tile(hops, n)) % n
    points = spectral_layout(FuzzyGraph(own, other, np.ones(len(own)), n), 2)
    np.testing.assert_allclose((points**2).sum(axis=1), 2 / n, rtol=1e-6)


def test_spectral_layout_where_all_eigenvalues_are_equal() -> None:
    n = 620  # every pair is joined
    rows, cols = np.nonzero(~np.eye(n, dtype=bool))
    points = spectral_layout(FuzzyGraph(rows, cols, np.ones(len(rows)), n), 3)
    np.testing.assert_allclose(points.T @ points, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(points.sum(axis=0), 0, atol=1e-12)


def test_a_larger_least_distance_keeps_points_further_apart() -> None:
    X = blob(40)
    gaps = []
    for min_dist in (0.01, 0.3, 0.9):
        points = UMAP(10, min_dist=min_dist, random_state=0).fit_transform(X)
        gaps.append(np.median(NearestNeighbors(n_neighbors=1).fit(points).kneighbors()[0]))
    assert gaps == sorted(gaps)


# Naive equals fast.


@pytest.mark.parametrize("k", [3, 8, 15])
def test_naive_equals_fast(k: int, parity: Parity) -> None:
    worst = 0.0
    for X in (blob(60), CASES["wine"], CASES["roll"][:200]):
        indices, distances = neighbours(X, k)
        naive = fuzzy_simplicial_set_naive(X, k)
        fast = fuzzy_simplicial_set(indices, distances).toarray()
        worst = max(worst, float(np.abs(naive - fast).max()))
    parity(
        HERE + "fuzzy_simplicial_set_naive",
        reference=HERE + "fuzzy_simplicial_set",
        what="weights; the fast bisection ends at 1e-5",
        difference=worst,
        tolerance=2e-5,
    )


# umap-learn.


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("k", "connectivity"), [(5, 1.0), (15, 1.0), (15, 2.5)])
def test_smooth_distances_and_graph(
    name: str, k: int, connectivity: float, theirs: Any, parity: Parity
) -> None:
    X = CASES[name]
    indices, distances = neighbours(X, k)
    single = distances.astype(np.float32)
    found = smooth_knn_dist(single, k, local_connectivity=connectivity)
    expected = theirs.umap_.smooth_knn_dist(single, float(k), local_connectivity=connectivity)
    for what, own, other in zip(("sigma", "rho"), found, expected, strict=True):
        parity(
            HERE + "smooth_knn_dist",
            reference="umap.umap_.smooth_knn_dist",
            what=f"{what}, relative",
            difference=float((np.abs(own - other) / np.maximum(np.abs(other), 1e-12)).max()),
            tolerance=1e-5,
        )
    rows, cols, strengths, _ = theirs.umap_.compute_membership_strengths(
        indices.astype(np.int32), single, expected[0], expected[1]
    )
    ours = membership_strengths(single, expected[0], expected[1])
    parity(
        HERE + "membership_strengths",
        reference="umap.umap_.compute_membership_strengths",
        what="strengths",
        difference=float(np.abs(ours.ravel() - strengths)[rows != cols].max()),
        tolerance=1e-5,
    )
    for mix in (1.0, 0.4):
        graph = fuzzy_simplicial_set(
            indices, single, local_connectivity=connectivity, set_op_mix_ratio=mix
        )
        other, _, _ = theirs.umap_.fuzzy_simplicial_set(
            X,
            k,
            np.random.RandomState(0),
            "euclidean",
            knn_indices=indices,
            knn_dists=single,
            local_connectivity=connectivity,
            set_op_mix_ratio=mix,
        )
        parity(
            HERE + "fuzzy_simplicial_set",
            reference="umap.umap_.fuzzy_simplicial_set",
            what="weights, same neighbours",
            difference=float(np.abs(graph.toarray() - other.toarray()).max()),
            tolerance=1e-5,
        )


def test_curve(theirs: Any, parity: Parity) -> None:
    for spread in (0.5, 1.0, 2.0):
        for min_dist in (0.0, 0.01, 0.1, 0.25, 0.5):
            ours = np.array(find_ab_params(spread, min_dist))
            other = np.array(theirs.umap_.find_ab_params(spread, min_dist))
            parity(
                HERE + "find_ab_params",
                reference="umap.umap_.find_ab_params",
                what="a and b, relative",
                difference=float(np.abs(ours / other - 1).max()),
                tolerance=1e-4,
            )


@pytest.mark.parametrize("name", ["digits", "roll", "wine"])
def test_spectral_layout(name: str, theirs: Any, parity: Parity) -> None:
    graph = graph_of(CASES[name])
    assert connected_components(graph)[0] == 1
    ours = spectral_layout(graph, 2)
    table = graph.toarray()
    roots = np.sqrt(table.sum(axis=0))
    laplacian = np.eye(len(table)) - table / np.outer(roots, roots)
    exact = scipy.linalg.eigh(laplacian, subset_by_index=[1, 2])[1]
    # With its own tolerance of 1e-4 umap-learn takes the vectors after the ones that it wants.
    other = theirs.spectral.spectral_layout(
        CASES[name], sparse(graph), 2, np.random.RandomState(0), tol=1e-9
    )
    for reference, vectors, tolerance in (
        ("scipy.linalg.eigh", exact, 1e-4),
        ("umap.spectral.spectral_layout(tol=1e-9)", other, 1e-4),
    ):
        signs = np.sign((ours * vectors).sum(axis=0))
        parity(
            HERE + "spectral_layout",
            reference=reference,
            what="eigenvectors up to sign, of length one",
            difference=float(np.linalg.norm(ours - signs * vectors, axis=0).max()),
            tolerance=tolerance,
        )


def test_components_are_scipys(parity: Parity) -> None:
    wrong = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        table = np.triu(rng.random((60, 60)) < 0.02, 1)
        rows, cols = np.nonzero(table | table.T)
        graph = FuzzyGraph(rows, cols, np.ones(len(rows)), 60)
        number, labels = connected_components(graph)
        n_expected, expected = scipy.sparse.csgraph.connected_components(sparse(graph))
        wrong += number != n_expected or (labels != expected).any()
    parity(
        HERE + "connected_components",
        reference="scipy.sparse.csgraph.connected_components",
        what="graphs with other components",
        difference=wrong,
        tolerance=0,
        of=20,
    )


def test_layout_is_as_good_as_umap_learns(theirs: Any, parity: Parity) -> None:
    """Means over seeds on two data sets; the shortfall is what umap-learn is better by."""
    wine = datasets.load_wine()
    for name, X, names in (
        ("digits", DIGITS[:700], DIGIT_NAMES[:700]),
        ("wine", CASES["wine"], wine.target),
    ):
        graph, curve = graph_of(X), find_ab_params(1.0, 0.1)
        found: dict[str, list[tuple[float, float, float]]] = {"ours": [], "theirs": []}
        for seed in range(5):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                other = theirs.UMAP(random_state=seed, n_jobs=1).fit_transform(X)
            ours = UMAP(random_state=seed).fit_transform(X)
            for who, points in (("ours", ours), ("theirs", other)):
                near = sklearn.neighbors.KNeighborsClassifier(10)
                found[who].append(
                    (
                        sklearn.manifold.trustworthiness(X, points, n_neighbors=15),
                        cross_val_score(near, points, names, cv=5).mean(),
                        -fuzzy_cross_entropy(graph, points, *curve),
                    )
                )
        ours_mean, their_mean = (np.mean(found[who], axis=0) for who in ("ours", "theirs"))
        shortfall = np.maximum(their_mean - ours_mean, 0)
        shortfall[2] /= -their_mean[2]
        for what, value, tolerance in zip(
            ("trustworthiness", "accuracy of 10 neighbours", "cross-entropy, relative"),
            shortfall,
            (0.005, 0.01, 0.02),
            strict=True,
        ):
            parity(
                HERE + "UMAP",
                reference="umap.UMAP",
                what=f"{name}, {what}: shortfall of the mean of 5 seeds",
                difference=float(value),
                tolerance=tolerance,
            )


def test_new_samples_are_placed_as_well_as_by_umap_learn(theirs: Any, parity: Parity) -> None:
    X, names, new, new_names = (
        DIGITS[:700],
        DIGIT_NAMES[:700],
        DIGITS[700:1000],
        DIGIT_NAMES[700:1000],
    )
    scores = {"ours": 0.0, "theirs": 0.0}
    for seed in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = theirs.UMAP(random_state=seed, n_jobs=1).fit(X)
            places = other.transform(new)
        ours = UMAP(random_state=seed).fit(X)
        for who, seen, at in (
            ("ours", ours.embedding_, ours.transform(new)),
            ("theirs", other.embedding_, places),
        ):
            near = sklearn.neighbors.KNeighborsClassifier(10).fit(seen, names)
            scores[who] += near.score(at, new_names) / 2
    parity(
        HERE + "UMAP.transform",
        reference="umap.UMAP.transform",
        what="new digits, accuracy of 10 neighbours: shortfall of the mean of 2 seeds",
        difference=max(scores["theirs"] - scores["ours"], 0.0),
        tolerance=0.015,
    )


def test_turns_of_edges(theirs: Any, parity: Parity) -> None:
    for X in CASES.values():
        weights = graph_of(X).weights
        other = theirs.umap_.make_epochs_per_sample(weights, 200)
        parity(
            HERE + "epochs_per_sample",
            reference="umap.umap_.make_epochs_per_sample",
            what="epochs between two turns, relative",
            difference=float(np.abs(epochs_per_sample(weights) / other - 1).max()),
            tolerance=1e-12,
        )


def test_cross_entropy_is_a_weighted_log_loss(parity: Parity) -> None:
    for X in (CASES["wine"], CASES["moons"]):
        graph, points = graph_of(X), blob(len(X), 2)
        v = graph.toarray()[np.triu_indices(len(X), 1)]
        w = 1 / (1 + 1.5 * scipy.spatial.distance.pdist(points) ** (2 * 0.9))
        loss = sklearn.metrics.log_loss(
            np.repeat([1, 0], len(v)),
            np.tile(w, 2),
            sample_weight=np.concatenate([v, 1 - v]),
            normalize=False,
        )
        parity(
            HERE + "fuzzy_cross_entropy",
            reference="sklearn.metrics.log_loss(sample_weight)",
            what="loss, relative",
            difference=abs(fuzzy_cross_entropy(graph, points, 1.5, 0.9, floor=1e-15) / loss - 1),
            tolerance=1e-10,
        )


# Gradients by central differences.


@pytest.mark.parametrize(("a", "b"), [(1.577, 0.895), (0.58, 1.33), (1.0, 1.0)])
def test_forces_are_the_gradient_of_the_loss(a: float, b: float) -> None:
    graph, points = graph_of(blob(12), 5), blob(12, 2, seed=1)
    v = graph.toarray()
    gaps = points[:, None] - points
    squared = (gaps**2).sum(axis=2)
    factors = v * attraction(squared, a, b) + (1 - v) * repulsion(squared, a, b, near=0.0)
    force = (factors[..., None] * gaps).sum(axis=1)
    for i in range(12):
        for j in range(2):
            step = np.zeros_like(points)
            step[i, j] = 1e-5
            up, down = (
                fuzzy_cross_entropy(graph, points + s * step, a, b, floor=1e-12) for s in (1, -1)
            )
            assert force[i, j] == pytest.approx(-(up - down) / 2e-5, rel=1e-5, abs=1e-6)


def test_layout_lowers_the_loss_and_keeps_still_without_epochs() -> None:
    X = CASES["wine"]
    start = UMAP(n_epochs=0, random_state=0).fit(X)
    end = UMAP(random_state=0).fit(X)
    before, after = (fuzzy_cross_entropy(m.graph_, m.embedding_, m.a_, m.b_) for m in (start, end))
    assert after < before
    assert start.embedding_.min() == 0
    np.testing.assert_allclose(start.embedding_.max(axis=0), 10, rtol=1e-6)


def test_without_pushes_points_draw_together() -> None:
    X = CASES["wine"]
    reach = [
        np.ptp(UMAP(random_state=0, **kind).fit_transform(X), axis=0).max()
        for kind in ({"negative_sample_rate": 0}, {"repulsion_strength": 0.0}, {})
    ]
    assert max(reach[:2]) < reach[2]


# Dtypes and edges.


def test_dtypes() -> None:
    for kind in (np.float32, np.float64):
        model = UMAP(n_epochs=20, random_state=0).fit(CASES["wine"].astype(kind))
        assert model.embedding_.dtype == kind
        assert model.transform(CASES["wine"][:5].astype(kind) + 1).dtype == kind
        assert model.graph_.rows.dtype == model.graph_.cols.dtype == np.intp


def test_one_sample_and_fewer_samples_than_neighbours() -> None:
    one = UMAP().fit([[1.0, 2.0]])
    assert one.embedding_.tolist() == [[0, 0]]
    assert one.transform([[5.0, 5.0]]).tolist() == [[0, 0]]
    for n in (2, 3, 15):
        with pytest.warns(UserWarning, match=f"there are only {n} samples"):
            model = UMAP(random_state=0).fit(blob(n))
        assert np.isfinite(model.embedding_).all()
        assert len(model.graph_.rows) <= n * (n - 1)
        assert np.isfinite(model.transform(blob(4, seed=3))).all()


def test_duplicates_and_constant_data() -> None:
    X = np.repeat(blob(10), 6, axis=0)
    model = UMAP(8, random_state=0).fit(X)
    assert np.isfinite(model.embedding_).all()
    assert (model.transform(X) == model.embedding_).all()
    same = UMAP(5, random_state=0).fit(np.ones((30, 3)))
    assert np.isfinite(same.embedding_).all()
    assert (same.graph_.weights == 1).all()


def test_pieces_are_kept_apart() -> None:
    X = np.concatenate([blob(n, seed=n) + 100 * n for n in (2, 3, 20, 60)])
    graph = graph_of(X[5:], 6)
    assert connected_components(graph)[0] == 2
    for dim in (1, 2, 3):
        points = spectral_layout(graph, dim)
        first, second = points[:20], points[20:]
        assert second.max(axis=0).max() <= 1 + 1e-12
        assert (first[:, -1] > second[:, -1].max()).all()
    model = UMAP(6, random_state=0).fit(X[5:])
    label = np.repeat([0, 1], [20, 60])
    near = sklearn.neighbors.KNeighborsClassifier(1)
    assert cross_val_score(near, model.embedding_, label).mean() == 1


def test_a_sample_without_edges() -> None:
    one = np.array([0, 1])
    graph = FuzzyGraph(one, one[::-1], np.ones(2), 4)
    points = spectral_layout(graph, 2)
    assert points.shape == (4, 2)
    assert len(np.unique(points.round(6), axis=0)) == 4


# Order, seeds, inputs.


def test_row_order_permutes_the_graph_and_the_start() -> None:
    X = blob(80)
    order = np.random.default_rng(1).permutation(80)
    table, moved = graph_of(X).toarray(), graph_of(X[order]).toarray()
    np.testing.assert_allclose(moved, table[np.ix_(order, order)], atol=1e-12)
    start, other = (np.abs(spectral_layout(graph_of(Z), 2)) for Z in (X, X[order]))
    np.testing.assert_allclose(other, start[order], atol=1e-9)


def test_a_new_samples_place_does_not_depend_on_the_others() -> None:
    model = UMAP(random_state=0).fit(DIGITS[:300])
    new = DIGITS[300:900]
    places = model.transform(new)
    order = np.random.default_rng(0).permutation(len(new))
    np.testing.assert_allclose(model.transform(new[order]), places[order], atol=1e-5)
    np.testing.assert_allclose(model.transform(new[:7]), places[:7], atol=1e-5)
    mixed = np.concatenate([DIGITS[:3], new[:3]])
    np.testing.assert_array_equal(model.transform(mixed)[:3], model.embedding_[:3])


@pytest.mark.parametrize("init", ["spectral", "pca", "random"])
def test_same_seed_same_result(init: str) -> None:
    X = CASES["wine"]
    first, again, other = (
        UMAP(init=init, n_epochs=50, random_state=s).fit_transform(X) for s in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    rng = np.random.default_rng(0)
    assert np.isfinite(UMAP(init=init, n_epochs=5, random_state=rng).fit_transform(X)).all()


def test_inputs_unchanged_and_a_given_start() -> None:
    X, start = CASES["wine"].copy(), blob(len(CASES["wine"]), 2)
    kept, kept_start = X.copy(), start.copy()
    model = UMAP(init=start, n_epochs=0).fit(X)
    model.transform(X[:9] + 0.1)
    np.testing.assert_array_equal(X, kept)
    np.testing.assert_array_equal(start, kept_start)
    scaled = 10 * (start - start.min(axis=0)) / np.ptp(start, axis=0)
    np.testing.assert_allclose(model.embedding_, scaled, rtol=1e-5, atol=1e-5)
    points = start.copy()
    rng = np.random.RandomState(0)
    optimize_layout(model.graph_, points, n_epochs=5, a=1.0, b=1.0, random_state=rng)
    np.testing.assert_array_equal(points, kept_start)
    model.fit_transform(X)[:] = 0
    assert model.embedding_.any()


def test_in_a_pipeline_and_other_metrics() -> None:
    X, y = CASES["wine"], datasets.load_wine().target
    near = sklearn.neighbors.KNeighborsClassifier()
    pipe = make_pipeline(StandardScaler(), UMAP(random_state=0, n_epochs=50), near)
    scaler = StandardScaler().fit(X[::2])
    model = UMAP(random_state=0, n_epochs=50).fit(scaler.transform(X[::2]))
    expected = near.fit(model.embedding_, y[::2]).predict(
        model.transform(scaler.transform(X[1::2]))
    )
    np.testing.assert_array_equal(pipe.fit(X[::2], y[::2]).predict(X[1::2]), expected)
    model = UMAP(metric="manhattan", n_epochs=20, random_state=0).fit(X)
    distances, indices = (
        sklearn.neighbors.NearestNeighbors(n_neighbors=15, p=1).fit(X).kneighbors(X)
    )
    expected = fuzzy_simplicial_set(indices, distances).toarray()
    np.testing.assert_allclose(model.graph_.toarray(), expected, atol=1e-9)
    assert model.get_feature_names_out().tolist() == ["umap0", "umap1"]


@pytest.mark.parametrize(
    ("settings_", "problem", "message"),
    [
        ({"n_neighbors": 1}, ValueError, "n_neighbors: expected an integer of at least 2"),
        ({"n_neighbors": 2.5}, TypeError, "n_neighbors: expected an integer"),
        ({"n_components": 0}, ValueError, "n_components: expected an integer of at least 1"),
        ({"min_dist": 2.0}, ValueError, "min_dist: expected at most spread=1, got 2"),
        ({"min_dist": -1.0}, ValueError, "min_dist: expected a finite number of at least 0"),
        ({"spread": 0.0}, ValueError, "spread: expected a finite number"),
        ({"n_epochs": -1}, ValueError, "n_epochs: expected an integer of at least 0"),
        ({"init": "best"}, ValueError, "init: expected one of 'spectral', 'pca', 'random'"),
        ({"init": np.zeros((3, 2))}, ValueError, r"init: expected shape \(30, 2\), got \(3, 2\)"),
        ({"init": "pca", "n_components": 5}, ValueError, "init: 'pca' gives at most 4"),
        ({"set_op_mix_ratio": 1.5}, ValueError, "set_op_mix_ratio: expected a number from 0 to 1"),
        ({"negative_sample_rate": -1}, ValueError, "negative_sample_rate: expected an integer"),
        ({"local_connectivity": -1.0}, ValueError, "local_connectivity: expected a finite"),
        ({"learning_rate": -1.0}, ValueError, "learning_rate: expected a finite number"),
        ({"a": 1.0}, ValueError, "a and b: expected both or none"),
        ({"metric": "warped"}, ValueError, "metric"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) and "init" not in value else "",
)
def test_bad_parameters(settings_: dict[str, Any], problem: type[Exception], message: str) -> None:
    with pytest.raises(problem, match=message):
        UMAP(**{"n_neighbors": 5, "n_epochs": 1} | settings_).fit(blob(30))


def test_bad_neighbours() -> None:
    with pytest.raises(ValueError, match="indices: expected the shape of distances"):
        fuzzy_simplicial_set([[0, 1]], [[0.0, 1.0, 2.0]])
    with pytest.raises(ValueError, match="indices: expected numbers from 0 to 0"):
        fuzzy_simplicial_set([[0, 1]], [[0.0, 1.0]])


# Properties.


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(3, 25), k=st.integers(2, 8), scale=st.floats(1e-3, 1e3), seed=st.integers(0, 99)
)
def test_graph_does_not_depend_on_the_scale(n: int, k: int, scale: float, seed: int) -> None:
    X = blob(n, 3, seed)
    k = min(k, n)
    indices, distances = neighbours(X, k)
    plain = fuzzy_simplicial_set(indices, distances).toarray()
    scaled = fuzzy_simplicial_set(indices, scale * distances).toarray()
    np.testing.assert_allclose(scaled, plain, atol=1e-4)
    assert (plain == plain.T).all()
    assert (plain <= 1).all()
