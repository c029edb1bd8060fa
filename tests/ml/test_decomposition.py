"""PCA and the truncated SVD: identities, the definition, scikit-learn, then the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sklearn.decomposition
import sklearn.utils.extmath
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.base import clone
from journey.ml.decomposition import PCA, TruncatedSVD, pca_naive, randomized_svd
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]
Parity = Callable[..., None]

SOLVERS: list[Any] = ["full", "covariance_eigh", "randomized"]
EXACT: list[Any] = ["full", "covariance_eigh"]


def clouds(n: int = 120, d: int = 6, *, seed: int = 0, origin: float = 2.0) -> Array:
    """A turned ellipsoid whose axes differ clearly."""
    rng = np.random.default_rng(seed)
    axes = np.linalg.qr(rng.normal(size=(d, d)))[0]
    return np.asarray(rng.normal(size=(n, d)) * 2.0 ** -np.arange(d) @ axes + origin)


def rotation(d: int, seed: int = 1) -> Array:
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(d, d)))[0]


def same_lines(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Return how far two sets of unit rows are apart, each up to its sign."""
    signs = np.sign((first * second).sum(axis=1))
    return float(np.abs(first - signs[:, None] * second).max())


REAL: dict[str, Array] = {
    "iris": datasets.load_iris().data,
    "wine": datasets.load_wine().data,
    "breast cancer": datasets.load_breast_cancer().data,
    "digits": datasets.load_digits().data,
    "diabetes": datasets.load_diabetes().data,
}


# Identities


def test_two_features_in_closed_form() -> None:
    X = clouds(50, 2)
    (a, b), (_, c) = np.cov(X.T)
    middle, half = (a + c) / 2, np.hypot((a - c) / 2, b)
    angle = np.arctan2(2 * b, a - c) / 2
    model = PCA().fit(X)
    np.testing.assert_allclose(model.explained_variance_, [middle + half, middle - half], 1e-12)
    axis = np.array([[np.cos(angle), np.sin(angle)]])
    assert same_lines(model.components_[:1], axis) < 1e-13


@pytest.mark.parametrize("solver", SOLVERS)
def test_components_are_the_eigenvectors_of_the_covariance(solver: Any) -> None:
    X = clouds()
    model = PCA(4, svd_solver=solver, random_state=0).fit(X)
    V, variance = model.components_, model.explained_variance_
    np.testing.assert_allclose(V @ V.T, np.eye(4), atol=1e-14)
    np.testing.assert_allclose(V @ np.cov(X.T), variance[:, None] * V, atol=1e-13)
    assert (np.diff(variance) < 0).all()
    np.testing.assert_allclose(model.singular_values_, np.sqrt(119 * variance), rtol=1e-14)
    total = X.var(axis=0, ddof=1).sum()
    np.testing.assert_allclose(model.explained_variance_ratio_, variance / total, rtol=1e-13)
    assert model.noise_variance_ == pytest.approx((total - variance.sum()) / 2, rel=1e-11)
    assert (V[np.arange(4), np.abs(V).argmax(axis=1)] > 0).all()
    np.testing.assert_allclose(model.mean_, X.mean(axis=0), rtol=1e-14)
    assert (model.n_components_, model.n_samples_, model.n_features_in_) == (4, 120, 6)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("k", [1, 3, 5, 6])
def test_error_of_reconstruction_is_the_dropped_variance(solver: Any, k: int) -> None:
    X = clouds()
    whole = PCA(svd_solver="full").fit(X).explained_variance_
    model = PCA(k, svd_solver=solver, random_state=0).fit(X)
    back = model.inverse_transform(model.transform(X))
    error = ((X - back) ** 2).sum() / (len(X) - 1)
    assert error == pytest.approx(whole[k:].sum(), rel=1e-10, abs=1e-25)


@pytest.mark.parametrize("solver", SOLVERS)
def test_no_other_projection_has_a_smaller_error(solver: Any) -> None:
    X = clouds(d=5)
    model = PCA(2, svd_solver=solver, random_state=0).fit(X)
    centred = X - X.mean(axis=0)
    best = ((centred - model.transform(X) @ model.components_) ** 2).sum()
    for seed in range(50):
        V = rotation(5, seed)[:2]
        assert ((centred - centred @ V.T @ V) ** 2).sum() > best


@pytest.mark.parametrize("solver", SOLVERS)
def test_whitened_coordinates_have_the_identity_as_covariance(solver: Any) -> None:
    X = clouds()
    model = PCA(5, whiten=True, svd_solver=solver, random_state=0)
    for Z in (model.fit_transform(X), model.transform(X)):
        np.testing.assert_allclose(np.cov(Z.T), np.eye(5), atol=1e-11)
        np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-11)
    plain = PCA(5, svd_solver=solver, random_state=0).fit(X)
    np.testing.assert_allclose(
        model.inverse_transform(model.transform(X)),
        plain.inverse_transform(plain.transform(X)),
        atol=1e-13,
    )
    # The model of the data does not depend on the units of the coordinates.
    np.testing.assert_allclose(model.get_covariance(), plain.get_covariance(), atol=1e-14)
    np.testing.assert_allclose(model.score_samples(X), plain.score_samples(X), rtol=1e-13)
    everything = PCA(whiten=True, svd_solver=solver, random_state=0).fit(X)
    np.testing.assert_allclose(everything.get_covariance(), np.cov(X.T), atol=1e-13)
    # scikit-learn 1.9 scales the components by the variances although they are unit vectors.
    theirs = sklearn.decomposition.PCA(whiten=True).fit(X).get_covariance()
    np.testing.assert_allclose(theirs, np.cov(X.T) @ np.cov(X.T), atol=1e-12)


@pytest.mark.parametrize("solver", SOLVERS)
def test_rotation_turns_the_components_and_nothing_else(solver: Any) -> None:
    X, Q = clouds(), rotation(6)
    model = PCA(4, svd_solver=solver, random_state=0)
    before = model.fit_transform(X), model.explained_variance_, model.components_
    after = model.fit_transform(X @ Q), model.explained_variance_, model.components_
    np.testing.assert_allclose(after[1], before[1], rtol=1e-12)
    assert same_lines(after[2], before[2] @ Q) < 1e-12
    np.testing.assert_allclose(np.abs(after[0]), np.abs(before[0]), atol=1e-12)


@pytest.mark.parametrize("solver", SOLVERS)
def test_data_far_from_the_origin_keep_their_digits(solver: Any) -> None:
    # Steps of 2**-10 about 2**30: the sum is exact, so the shifted data hold the same numbers.
    X = np.round(clouds(64, 4, origin=0.0) * 1024) / 1024
    model = PCA(2, svd_solver=solver, random_state=0)
    near = model.fit(X).components_, model.explained_variance_, model.transform(X)
    far = model.fit(X + 2.0**30).components_, model.explained_variance_, model.transform(X + 2**30)
    for one, other in zip(near, far, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-7)
    model.fit(X + 2.0**30)
    assert model.score(X + 2.0**30) == pytest.approx(model.fit(X).score(X), abs=1e-6)


@pytest.mark.parametrize("solver", SOLVERS)
def test_score_is_the_greatest_likelihood_of_probabilistic_pca(solver: Any) -> None:
    X, k, d = clouds(), 3, 6
    model = PCA(k, svd_solver=solver, random_state=0).fit(X)
    noise, variance = model.noise_variance_, model.explained_variance_
    logdet = np.log(variance).sum() + (d - k) * np.log(noise)
    # Tipping and Bishop's equation 8; their covariance divides by n and this one by n - 1.
    expected = -(d * np.log(2 * np.pi) + logdet + d * 119 / 120) / 2
    assert model.score(X) == pytest.approx(expected, rel=1e-11)
    covariance = model.get_covariance()
    np.testing.assert_allclose(covariance @ model.get_precision(), np.eye(d), atol=1e-12)
    normal = stats.multivariate_normal(X.mean(axis=0), covariance)
    np.testing.assert_allclose(model.score_samples(X), normal.logpdf(X), rtol=1e-10)
    # With the maximum-likelihood variances, no other axes and no other noise do better.
    share = 119 / 120
    best = stats.multivariate_normal(X.mean(axis=0), covariance * share).logpdf(X).mean()
    for seed in range(20):
        rng = np.random.default_rng(seed)
        W = model.components_.T * np.sqrt((variance - noise) * share)
        W = W + rng.normal(scale=0.01, size=W.shape)
        other = W @ W.T + noise * share * rng.uniform(0.97, 1.03) * np.eye(d)
        assert stats.multivariate_normal(X.mean(axis=0), other).logpdf(X).mean() < best


@pytest.mark.parametrize("solver", EXACT)
def test_all_components_give_the_covariance_and_the_data_back(solver: Any) -> None:
    X = clouds()
    model = PCA(svd_solver=solver).fit(X)
    assert model.noise_variance_ == 0
    assert model.explained_variance_ratio_.sum() == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(model.get_covariance(), np.cov(X.T), atol=1e-13)
    np.testing.assert_allclose(model.get_precision() @ np.cov(X.T), np.eye(6), atol=1e-10)
    np.testing.assert_allclose(model.inverse_transform(model.transform(X)), X, atol=1e-13)
    normal = stats.multivariate_normal(X.mean(axis=0), np.cov(X.T))
    np.testing.assert_allclose(model.score_samples(X), normal.logpdf(X), rtol=1e-9)


@pytest.mark.parametrize("solver", EXACT)
def test_no_component_is_noise_alone(solver: Any) -> None:
    X = clouds()
    model = PCA(0, svd_solver=solver).fit(X)
    noise = X.var(axis=0, ddof=1).mean()
    assert model.transform(X).shape == model.fit_transform(X).shape == (120, 0)
    assert model.noise_variance_ == pytest.approx(noise, rel=1e-13)
    np.testing.assert_allclose(model.get_covariance(), noise * np.eye(6), atol=1e-13)
    normal = stats.multivariate_normal(X.mean(axis=0), noise * np.eye(6))
    np.testing.assert_allclose(model.score_samples(X), normal.logpdf(X), rtol=1e-11)


@pytest.mark.parametrize("solver", EXACT)
def test_a_share_takes_the_fewest_components_that_pass_it(solver: Any) -> None:
    X = clouds()
    shares = np.cumsum(PCA(svd_solver="full").fit(X).explained_variance_ratio_)
    for share in (0.1, 0.5, 0.8, 0.95, 0.999, 0.999_999_999_999):
        model = PCA(share, svd_solver=solver).fit(X)
        assert model.explained_variance_ratio_.sum() > share or model.n_components_ == 6
        assert model.n_components_ == 1 or shares[model.n_components_ - 2] <= share
    assert PCA(np.float64(0.5)).fit(X).n_components_ == 1


@pytest.mark.parametrize("planted", [1, 2, 4])
def test_minka_finds_the_planted_number(planted: int) -> None:
    rng = np.random.default_rng(planted)
    X = 3 * rng.normal(size=(400, planted)) @ rotation(8)[:planted] + rng.normal(size=(400, 8)) / 2
    assert PCA("mle").fit(X).n_components_ == planted
    assert PCA("mle", svd_solver="full").fit(X).n_components_ == planted


def test_minka_passes_over_numbers_that_are_not_determined() -> None:
    # Two directions of equal variance: neither is the first, so there is noise alone.
    corners = np.array([[a, b] for a in (-1.0, 1.0) for b in (-1.0, 1.0)])
    assert PCA("mle").fit(corners).n_components_ == 0
    assert PCA("mle").fit(np.arange(4.0)[:, None]).n_components_ == 0


def test_truncated_svd_is_the_nearest_matrix_of_its_rank() -> None:
    X = clouds(80, 7)
    s = np.linalg.svd(X, compute_uv=False)
    for k in (1, 3, 7):
        model = TruncatedSVD(k, random_state=0)
        Z = model.fit_transform(X)
        np.testing.assert_allclose(model.singular_values_, s[:k], rtol=1e-12)
        error = ((X - model.inverse_transform(Z)) ** 2).sum()
        assert error == pytest.approx((s[k:] ** 2).sum(), rel=1e-11, abs=1e-24)
        np.testing.assert_allclose(np.linalg.norm(Z, axis=0), s[:k], rtol=1e-12)
        np.testing.assert_allclose(model.explained_variance_, Z.var(axis=0), rtol=1e-14)


def test_truncated_svd_of_a_centred_table_is_pca() -> None:
    X = clouds()
    centred = X - X.mean(axis=0)
    ours, pca = TruncatedSVD(3, random_state=0).fit(centred), PCA(3).fit(X)
    assert same_lines(ours.components_, pca.components_) < 1e-12
    np.testing.assert_allclose(
        ours.explained_variance_ratio_, pca.explained_variance_ratio_, rtol=1e-12
    )
    # Off the origin, the first direction is that of the mean.
    far = TruncatedSVD(1, random_state=0).fit(X + 100)
    direction = (X + 100).mean(axis=0, keepdims=True)
    assert same_lines(far.components_, direction / np.linalg.norm(direction)) < 1e-4


@pytest.mark.parametrize("shape", [(60, 25), (25, 60)])
@pytest.mark.parametrize("n_iter", [0, 2, 4, "auto"])
def test_randomised_svd_is_exact_on_a_matrix_of_low_rank(shape: Any, n_iter: Any) -> None:
    rng = np.random.default_rng(0)
    M = rng.normal(size=(shape[0], 5)) @ rng.normal(size=(5, shape[1]))
    U, s, Vt = randomized_svd(M, 5, n_iter=n_iter, random_state=0)
    np.testing.assert_allclose(U * s @ Vt, M, atol=1e-11)
    np.testing.assert_allclose(U.T @ U, np.eye(5), atol=1e-12)
    np.testing.assert_allclose(Vt @ Vt.T, np.eye(5), atol=1e-12)
    np.testing.assert_allclose(s, np.linalg.svd(M, compute_uv=False)[:5], rtol=1e-11)


def test_power_iterations_shrink_the_error_of_the_randomised_svd() -> None:
    rng = np.random.default_rng(0)
    M = (rng.normal(size=(200, 200)) / np.arange(1, 201) ** 0.5) @ rotation(200)
    s = np.linalg.svd(M, compute_uv=False)[:10]
    worst = [
        np.mean([
            1 - (randomized_svd(M, 10, n_iter=q, random_state=seed).s / s).min()
            for seed in range(5)
        ])
        for q in (0, 1, 3, 7)
    ]  # fmt: skip
    assert (np.diff(worst) < 0).all()
    # The basis is orthonormal, so no singular value is overrated.
    found = randomized_svd(M, 10, n_iter=0, random_state=0).s
    assert (found <= s * (1 + 1e-12)).all()


def test_normalisers_keep_what_bare_powers_lose() -> None:
    # A product with M M' squares the ratio of two singular values: after nine of M and its
    # transpose the sixth, 1/200 of the first, is below the rounding of the first.
    steep, flat = clouds(90, 40), np.random.default_rng(0).normal(size=(90, 8))
    for M, kept in ((steep, ("QR", "LU", "auto")), (flat, ("QR", "LU", "auto", "none"))):
        exact = np.linalg.svd(M, compute_uv=False)[:6]
        for name in kept:
            found = randomized_svd(
                M,
                6,
                n_iter=4,
                power_iteration_normalizer=name,  # type: ignore[arg-type]
                random_state=0,
            )
            np.testing.assert_allclose(found.s, exact, rtol=1e-9)
    bare = randomized_svd(steep, 6, n_iter=4, power_iteration_normalizer="none", random_state=0)
    assert bare.s[5] < 0.9 * np.linalg.svd(steep, compute_uv=False)[5]


# The definition against the fast versions


@pytest.mark.parametrize("solver", SOLVERS)
def test_naive_equals_fast(solver: Any, parity: Parity) -> None:
    lines = variances = 0.0
    for seed, (n, d) in enumerate([(60, 3), (200, 8), (10, 12)]):
        X = clouds(n, d, seed=seed)
        components, variance = pca_naive(X, 3)
        model = PCA(3, svd_solver=solver, random_state=0).fit(X)
        lines = max(lines, np.abs(model.components_ - components).max())
        variances = max(variances, np.abs(model.explained_variance_ / variance - 1).max())
    for what, difference in (("components", lines), ("variances, relative", variances)):
        parity(
            "journey.ml.decomposition.PCA",
            reference="journey.ml.decomposition.pca_naive",
            what=f"{what}, svd_solver='{solver}'",
            difference=difference,
            tolerance=1e-12,
        )


def test_naive_against_scikit_learn(parity: Parity) -> None:
    worst = 0.0
    for name in ("iris", "wine", "digits"):
        components, _ = pca_naive(REAL[name], 3)
        theirs = sklearn.decomposition.PCA(3, svd_solver="full").fit(REAL[name])
        worst = max(worst, np.abs(components - theirs.components_).max())
    parity(
        "journey.ml.decomposition.pca_naive",
        reference="sklearn.decomposition.PCA",
        what="first three components, iris, wine and digits",
        difference=worst,
        tolerance=1e-10,
    )


# scikit-learn


@pytest.mark.parametrize("whiten", [False, True])
@pytest.mark.parametrize("solver", [*SOLVERS, "auto"])
def test_pca_against_scikit_learn(solver: Any, whiten: bool, parity: Parity) -> None:
    found: dict[str, float] = {}

    def note(what: str, ours: Any, theirs: Any) -> None:
        size = np.abs(theirs).max()
        gap = np.abs(np.asarray(ours) - theirs).max() / (size if size > 0 else 1)
        found[what] = max(found.get(what, 0.0), float(gap))

    for X in REAL.values():
        Z = X / (X.std(axis=0) + 1e-2)  # comparable columns, so that the fourth axis is no noise
        for k in (1, 2, 4):
            options: dict[str, Any] = {"whiten": whiten, "svd_solver": solver, "random_state": 0}
            ours, theirs = PCA(k, **options), sklearn.decomposition.PCA(k, **options)
            note("coordinates", ours.fit_transform(Z), theirs.fit_transform(Z))
            note("coordinates", ours.transform(Z[::-1]), theirs.transform(Z[::-1]))
            back = theirs.transform(Z)
            note("reconstruction", ours.inverse_transform(back), theirs.inverse_transform(back))
            note("components", ours.components_, theirs.components_)
            for name in (
                "explained_variance_",
                "explained_variance_ratio_",
                "singular_values_",
                "noise_variance_",
            ):
                note("variances", getattr(ours, name), getattr(theirs, name))
            # Some tables are centred: their means have no size but the table's.
            note("means", ours.mean_ + np.abs(Z).max(), theirs.mean_ + np.abs(Z).max())
            # Whitened, theirs multiply the variances in twice; ours are the plain model's.
            plain = theirs.set_params(whiten=False)
            note("covariance and precision", ours.get_covariance(), plain.get_covariance())
            note("covariance and precision", ours.get_precision(), plain.get_precision())
            note("log-densities", ours.score_samples(Z), plain.score_samples(Z))
            assert ours.n_components_ == theirs.n_components_
            np.testing.assert_array_equal(
                ours.get_feature_names_out(), theirs.get_feature_names_out()
            )
    for what, difference in found.items():
        parity(
            "journey.ml.decomposition.PCA",
            reference=f"sklearn.decomposition.PCA(svd_solver='{solver}')",
            what=f"{what}{', whitened' if whiten else ''}, relative, {len(REAL)} real data sets",
            difference=difference,
            tolerance=1e-9 if solver in ("randomized", "auto") else 1e-10,
        )


def test_numbers_of_components_against_scikit_learn(parity: Parity) -> None:
    wrong = of = 0
    for X in REAL.values():
        for table in (X, X[:50], X[:, :7], X / (X.std(axis=0) + 1e-2)):
            for wanted in (0.3, 0.5, 0.75, 0.9, 0.95, 0.99, None, "mle"):
                if wanted == "mle" and len(table) < table.shape[1]:
                    continue
                for solver in ("auto", "full", "covariance_eigh"):
                    ours = PCA(wanted, svd_solver=solver).fit(table)
                    theirs = sklearn.decomposition.PCA(wanted, svd_solver=solver).fit(table)
                    wrong += ours.n_components_ != theirs.n_components_
                    of += 1
    parity(
        "journey.ml.decomposition.PCA",
        reference="sklearn.decomposition.PCA",
        what="numbers of components that differ: shares, all, Minka's rule",
        difference=wrong,
        tolerance=0,
        of=of,
    )


def test_fewer_samples_than_features_against_scikit_learn(parity: Parity) -> None:
    X = REAL["digits"][:20, 2:62]
    worst = 0.0
    for solver in SOLVERS:
        for k in (1, 5, 12):
            options: dict[str, Any] = {"svd_solver": solver, "random_state": 0}
            ours, theirs = PCA(k, **options), sklearn.decomposition.PCA(k, **options)
            Z = theirs.fit_transform(X)
            worst = max(worst, np.abs(ours.fit_transform(X) - Z).max() / np.abs(Z).max())
            worst = max(worst, abs(ours.noise_variance_ / theirs.noise_variance_ - 1))
            worst = max(worst, np.abs(ours.components_ - theirs.components_).max())
    parity(
        "journey.ml.decomposition.PCA",
        reference="sklearn.decomposition.PCA",
        what="coordinates, components and noise of 20 digits in 60 dimensions, relative",
        difference=worst,
        tolerance=1e-9,
    )


def test_truncated_svd_against_scikit_learn(parity: Parity) -> None:
    worst: dict[str, float] = {"coordinates": 0, "components": 0, "variances": 0}
    for X in REAL.values():
        Z = X / (X.std(axis=0) + 1e-2)
        for k in (1, 2, 4):
            for n_iter in (0, 2, 5):
                options: dict[str, Any] = {"n_iter": n_iter, "random_state": k}
                ours = TruncatedSVD(k, **options)
                theirs = sklearn.decomposition.TruncatedSVD(k, **options)
                expected = theirs.fit_transform(Z)
                pairs = [
                    ("coordinates", ours.fit_transform(Z), expected),
                    ("coordinates", ours.transform(Z), expected),
                    ("coordinates", ours.inverse_transform(expected),
                     theirs.inverse_transform(expected)),
                    ("components", ours.components_, theirs.components_),
                ]  # fmt: skip
                for name in (
                    "explained_variance_",
                    "explained_variance_ratio_",
                    "singular_values_",
                ):
                    pairs.append(("variances", getattr(ours, name), getattr(theirs, name)))
                for what, one, other in pairs:
                    gap = np.abs(one - other).max() / np.abs(other).max()
                    worst[what] = max(worst[what], float(gap))
    for what, difference in worst.items():
        parity(
            "journey.ml.decomposition.TruncatedSVD",
            reference="sklearn.decomposition.TruncatedSVD",
            what=f"{what}, same seed, relative, {len(REAL)} real data sets",
            difference=difference,
            tolerance=1e-10,
        )


@pytest.mark.parametrize("shape", [(150, 60), (60, 150)])
def test_randomised_svd_against_scikit_learn(shape: tuple[int, int], parity: Parity) -> None:
    M = np.random.default_rng(0).normal(size=shape)
    worst = 0.0
    for k in (1, 4, 10):
        for n_iter in (0, 1, 3, "auto"):
            options: dict[str, Any] = {"n_iter": n_iter, "random_state": 3}
            ours = randomized_svd(M, k, **options)
            theirs = sklearn.utils.extmath.randomized_svd(M, k, **options)
            product = theirs[0] * theirs[1] @ theirs[2]
            worst = max(worst, np.abs(ours.U * ours.s @ ours.Vt - product).max())
            worst = max(worst, np.abs(ours.s - theirs[1]).max())
    parity(
        "journey.ml.decomposition.randomized_svd",
        reference="sklearn.utils.extmath.randomized_svd",
        what=f"singular values and product of the factors, same seed, {shape[0]} x {shape[1]}",
        difference=worst,
        tolerance=1e-10,
    )


def test_works_in_scikit_learns_pipeline_and_search() -> None:
    X, y = datasets.load_wine(return_X_y=True)
    scores = []
    for kind in (PCA, sklearn.decomposition.PCA):
        steps = make_pipeline(StandardScaler(), kind(), LogisticRegression())
        search = GridSearchCV(steps, {"pca__n_components": [1, 2, 5, 0.9]}, cv=4).fit(X, y)
        scores.append(search.cv_results_["mean_test_score"])
    np.testing.assert_array_equal(scores[0], scores[1])


# Dtypes, edges, order


@pytest.mark.parametrize("solver", SOLVERS)
def test_float32_is_kept(solver: Any) -> None:
    X = clouds()
    exact = PCA(3, svd_solver=solver, random_state=0).fit(X)
    model = PCA(3, svd_solver=solver, random_state=0)
    Z = model.fit_transform(X.astype(np.float32))
    for array in (
        Z,
        model.transform(X.astype(np.float32)),
        model.components_,
        model.explained_variance_,
        model.explained_variance_ratio_,
        model.singular_values_,
        model.mean_,
        model.inverse_transform(Z),
        model.get_covariance(),
        model.score_samples(X.astype(np.float32)),
    ):
        assert array.dtype == np.float32
    np.testing.assert_allclose(model.explained_variance_, exact.explained_variance_, rtol=1e-5)
    np.testing.assert_allclose(Z, exact.transform(X), atol=2e-5)
    svd = TruncatedSVD(3, random_state=0).fit(X.astype(np.float32))
    assert svd.components_.dtype == svd.transform(X.astype(np.float32)).dtype == np.float32
    assert PCA(2).fit(np.arange(12).reshape(6, 2)).components_.dtype == np.float64


@pytest.mark.parametrize("solver", SOLVERS)
def test_constant_columns_have_no_part(solver: Any) -> None:
    X = np.insert(clouds(), [0, 3], 7.0, axis=1)
    model = PCA(4, svd_solver=solver, random_state=0).fit(X)
    np.testing.assert_allclose(model.components_[:, [0, 4]], 0, atol=1e-14)
    plain = PCA(4, svd_solver=solver, random_state=0).fit(clouds())
    assert same_lines(np.delete(model.components_, [0, 4], axis=1), plain.components_) < 1e-12


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("whiten", [False, True])
def test_a_constant_table_gives_zeros_without_a_warning(solver: Any, whiten: bool) -> None:
    X = np.full((8, 3), 0.1)
    model = PCA(2, svd_solver=solver, whiten=whiten, random_state=0).fit(X)
    assert (model.explained_variance_ < 1e-30).all()
    assert np.isfinite(model.transform(X)).all()
    np.testing.assert_allclose(model.inverse_transform(model.transform(X)), X, atol=1e-15)
    ones = PCA(2, svd_solver=solver, random_state=0).fit(np.ones((8, 3)))
    assert (ones.explained_variance_ratio_ == 0).all()
    svd = TruncatedSVD(2, random_state=0).fit(np.ones((8, 3)))
    assert np.isfinite(svd.explained_variance_ratio_).all()


@pytest.mark.parametrize("solver", SOLVERS)
def test_duplicates_and_order_of_rows(solver: Any) -> None:
    X = clouds()
    order = np.random.default_rng(0).permutation(len(X))
    model = PCA(3, svd_solver=solver, random_state=0)
    before = model.fit_transform(X), model.components_, model.explained_variance_
    np.testing.assert_allclose(model.fit_transform(X[order]), before[0][order], atol=1e-12)
    model.fit(np.vstack([X, X]))
    np.testing.assert_allclose(model.components_, before[1], atol=1e-12)
    np.testing.assert_allclose(model.explained_variance_ * 239 / 238, before[2], rtol=1e-12)


def test_two_samples_span_one_line() -> None:
    model = PCA().fit([[0.0, 0.0, 0.0], [1.0, 2.0, 2.0]])
    assert model.n_components_ == 2
    np.testing.assert_allclose(model.explained_variance_, [4.5, 0], atol=1e-30)
    np.testing.assert_allclose(model.components_[0], [1 / 3, 2 / 3, 2 / 3], rtol=1e-14)
    assert TruncatedSVD(2, random_state=0).fit([[3.0, 0.0, 4.0]]).components_.shape == (1, 3)


def test_same_seed_same_result_and_another_seed_nearly() -> None:
    X = REAL["digits"]
    kinds: list[Callable[..., Any]] = [
        lambda seed: PCA(5, svd_solver="randomized", random_state=seed),
        lambda seed: TruncatedSVD(5, random_state=seed),
    ]
    for kind in kinds:
        first, again, other = (kind(seed).fit(X) for seed in (0, 0, 1))
        np.testing.assert_array_equal(first.components_, again.components_)
        assert (first.components_ != other.components_).any()
        np.testing.assert_allclose(first.singular_values_, other.singular_values_, rtol=1e-4)
    generators = (np.random.default_rng(0), np.random.default_rng(0))
    one, two = (TruncatedSVD(5, random_state=each).fit(X) for each in generators)
    np.testing.assert_array_equal(one.components_, two.components_)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("order", ["C", "F"])
def test_inputs_are_unchanged(solver: Any, order: Any) -> None:
    X = np.asarray(clouds(), order=order)
    before = X.copy()
    X.setflags(write=False)
    model = PCA(2, whiten=True, svd_solver=solver, random_state=0).fit(X)
    Z = model.fit_transform(X)
    kept = Z.copy()
    model.inverse_transform(Z)
    model.score_samples(X)
    TruncatedSVD(2, random_state=0).fit_transform(X)
    np.testing.assert_array_equal(X, before)
    np.testing.assert_array_equal(Z, kept)


def test_names_of_features() -> None:
    frame = pd.DataFrame(clouds(30, 3), columns=["a", "b", "c"])
    model = PCA(2).fit(frame)
    assert list(model.get_feature_names_out()) == ["pca0", "pca1"]
    assert list(model.get_feature_names_out(["a", "b", "c"])) == ["pca0", "pca1"]
    svd = TruncatedSVD(2, random_state=0).fit(frame)
    assert list(svd.get_feature_names_out()) == ["truncatedsvd0", "truncatedsvd1"]
    with pytest.raises(ValueError, match="input_features"):
        model.get_feature_names_out(["a", "b"])


def test_parameters_are_kept_and_printed() -> None:
    model = PCA(0.9, svd_solver="full", whiten=True)
    assert repr(clone(model)) == "PCA(n_components=0.9, whiten=True, svd_solver='full')"
    ours, theirs = set(PCA().get_params()), set(sklearn.decomposition.PCA().get_params())
    assert ours == theirs - {"copy"}
    theirs = set(sklearn.decomposition.TruncatedSVD().get_params())
    assert set(TruncatedSVD().get_params()) == theirs - {"tol"}


# Bad input


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_components": 7}, r"n_components: .*min\(n_samples, n_features\)=6.* got 7"),
        ({"n_components": -1}, "n_components: .* got -1"),
        ({"n_components": 1.5}, "n_components: .* got 1.5"),
        ({"n_components": 1.0}, "n_components: .* got 1.0"),
        ({"n_components": True}, "n_components: .* got True"),
        ({"n_components": "all"}, "n_components: .*'all'"),
        ({"n_components": 0, "svd_solver": "randomized"}, "n_components: .*randomized.* got 0"),
        ({"n_components": 0.5, "svd_solver": "randomized"}, "n_components: .* got 0.5"),
        ({"n_components": "mle", "svd_solver": "randomized"}, "n_components: .* got 'mle'"),
        ({"svd_solver": "arpack"}, "svd_solver: .*'arpack'"),
        ({"tol": -1.0}, "tol: .*-1"),
        ({"iterated_power": -1, "svd_solver": "randomized"}, "iterated_power: .*-1"),
        ({"iterated_power": "many"}, "iterated_power: .*'many'"),
        ({"n_oversamples": 0}, "n_oversamples: .*0"),
        ({"power_iteration_normalizer": "svd"}, "power_iteration_normalizer: .*'svd'"),
    ],
)
def test_bad_parameters_of_pca(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PCA(**options).fit(clouds())


def test_bad_data() -> None:
    with pytest.raises(ValueError, match="1 sample"):
        PCA().fit([[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"mle.*n_samples >= n_features"):
        PCA("mle").fit(clouds(4, 6))
    with pytest.raises(ValueError, match="NaN"):
        PCA().fit([[1.0, np.nan], [2.0, 3.0]])
    model = PCA(2).fit(clouds())
    with pytest.raises(ValueError, match="5 features, but PCA is expecting 6"):
        model.transform(clouds(d=5))
    with pytest.raises(ValueError, match="expected 2 columns, one a component, got 3"):
        model.inverse_transform(np.ones((4, 3)))
    for call in ("transform", "inverse_transform", "score_samples", "score"):
        with pytest.raises(NotFittedError):
            getattr(PCA(), call)([[1.0]])
    for call in ("get_covariance", "get_precision", "get_feature_names_out"):
        with pytest.raises(NotFittedError):
            getattr(PCA(), call)()


def test_no_density_without_variance_in_every_direction() -> None:
    flat = PCA().fit(clouds(4, 6))
    for call in (flat.get_precision, lambda: flat.score(clouds(4, 6))):
        with pytest.raises(np.linalg.LinAlgError, match="singular"):
            call()


def test_bad_input_of_truncated_svd() -> None:
    with pytest.raises(ValueError, match="n_components: expected at most n_features=6, got 7"):
        TruncatedSVD(7).fit(clouds())
    for options, name in (
        ({"n_components": 0}, "n_components"),
        ({"algorithm": "arpack"}, "algorithm"),
        ({"n_iter": -1}, "n_iter"),
        ({"n_oversamples": 0}, "n_oversamples"),
    ):
        with pytest.raises(ValueError, match=name):
            TruncatedSVD(**options).fit(clouds())  # type: ignore[arg-type]
    with pytest.raises(NotFittedError):
        TruncatedSVD().transform([[1.0]])
    with pytest.raises(ValueError, match="expected 2 columns"):
        TruncatedSVD(2, random_state=0).fit(clouds()).inverse_transform([[1.0]])
    with pytest.raises(ValueError, match="n_components"):
        randomized_svd(clouds(), 0)


# Properties


@settings(max_examples=40)
@given(
    n=st.integers(2, 40),
    d=st.integers(1, 12),
    seed=st.integers(0, 10**6),
    scale=st.sampled_from([1e-3, 1.0, 1e4]),
)
def test_solvers_agree_on_any_shape(n: int, d: int, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    X = scale * (rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + rng.normal(size=d))
    k = int(rng.integers(1, min(n, d) + 1))
    models = [PCA(k, svd_solver=solver, random_state=0).fit(X) for solver in EXACT]
    total = X.var(axis=0, ddof=1).sum()
    first, second = (model.explained_variance_ for model in models)
    np.testing.assert_allclose(first, second, atol=1e-12 * total)
    for model in models:
        V = model.components_
        np.testing.assert_allclose(V @ V.T, np.eye(k), atol=1e-12)
        Z = model.transform(X)
        np.testing.assert_allclose(Z.var(axis=0, ddof=1), first, atol=1e-12 * total)
        np.testing.assert_allclose(Z, model.fit_transform(X), atol=1e-6 * np.sqrt(total))
        left = ((X - model.inverse_transform(Z)) ** 2).sum() / (n - 1)
        assert left + first.sum() == pytest.approx(total, rel=1e-10)


@settings(max_examples=40)
@given(n=st.integers(2, 30), d=st.integers(1, 30), seed=st.integers(0, 10**6))
def test_truncated_error_is_between_the_best_and_the_whole(n: int, d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    k = int(rng.integers(1, d + 1))
    model = TruncatedSVD(k, n_iter=0, n_oversamples=1, random_state=seed)
    error = ((X - model.inverse_transform(model.fit_transform(X))) ** 2).sum()
    s = np.linalg.svd(X, compute_uv=False)
    assert (s[k:] ** 2).sum() - 1e-10 <= error <= (s**2).sum() + 1e-10
