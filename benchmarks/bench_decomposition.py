"""PCA and truncated SVD against scikit-learn: the same solver, seed and number of components."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.decomposition
import sklearn.utils.extmath
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from benchmarks.harness import Pair, case
from journey.ml.decomposition import PCA, IncrementalPCA, TruncatedSVD, pca_naive, randomized_svd

Array = NDArray[np.float64]


def spectrum(n: int, d: int, rank: int = 20) -> Array:
    """Return data of a falling spectrum over noise: what PCA is used on."""
    rng = np.random.default_rng(0)
    strong = rng.normal(size=(n, rank)) * np.geomspace(30, 3, rank)
    return strong @ rng.normal(size=(rank, d)) / np.sqrt(d) + rng.normal(size=(n, d)) * 0.1 + 1


def add(
    label: str, shape: tuple[int, int] | None, k: int, tolerance: float, **options: Any
) -> None:
    @case("journey.ml.decomposition.PCA", reference="sklearn.decomposition.PCA", label=label)
    def prepare() -> Pair:
        X = spectrum(*shape) if shape else load_digits().data
        ours = PCA(k, random_state=0, **options)
        theirs = sklearn.decomposition.PCA(k, random_state=0, **options)
        # Equal quality, or the comparison means nothing.
        np.testing.assert_allclose(
            ours.fit(X).explained_variance_, theirs.fit(X).explained_variance_, rtol=tolerance
        )
        return lambda: ours.fit_transform(X), lambda: theirs.fit_transform(X)


add("digits, 1,797 x 64, k = 10", None, 10, 1e-12)
add("100,000 x 20, k = 5", (100_000, 20), 5, 1e-12)
add("20,000 x 200, k = 10", (20_000, 200), 10, 1e-12)
add("400 x 300, k = 10, SVD", (400, 300), 10, 1e-12, svd_solver="full")
add("2,000 x 500, k = 10, SVD", (2_000, 500), 10, 1e-12, svd_solver="full")
add("2,000 x 1,000, k = 10, randomised", (2_000, 1_000), 10, 1e-8)
add("300 x 5,000, k = 20, randomised", (300, 5_000), 20, 1e-8)


@case(
    "journey.ml.decomposition.PCA",
    reference="sklearn.decomposition.PCA.transform",
    label="transform, 100,000 x 64, k = 10",
)
def transform() -> Pair:
    X = spectrum(100_000, 64)
    ours, theirs = PCA(10).fit(X), sklearn.decomposition.PCA(10).fit(X)
    np.testing.assert_allclose(ours.transform(X), theirs.transform(X), atol=1e-10)
    return lambda: ours.transform(X), lambda: theirs.transform(X)


@case(
    "journey.ml.decomposition.PCA",
    reference="sklearn.decomposition.PCA.score_samples",
    label="score_samples, 20,000 x 64, k = 10",
)
def density() -> Pair:
    X = spectrum(20_000, 64)
    ours, theirs = PCA(10).fit(X), sklearn.decomposition.PCA(10).fit(X)
    np.testing.assert_allclose(ours.score_samples(X), theirs.score_samples(X), rtol=1e-9)
    return lambda: ours.score_samples(X), lambda: theirs.score_samples(X)


@case(
    "journey.ml.decomposition.PCA",
    reference="sklearn.decomposition.PCA",
    label="1,000 x 40, number by Minka's rule",
)
def choice() -> Pair:
    X = spectrum(1_000, 40, 8)
    ours, theirs = PCA("mle"), sklearn.decomposition.PCA("mle")
    assert ours.fit(X).n_components_ == theirs.fit(X).n_components_ == 8
    return lambda: ours.fit(X), lambda: theirs.fit(X)


@case(
    "journey.ml.decomposition.TruncatedSVD",
    reference="sklearn.decomposition.TruncatedSVD",
    label="2,000 x 1,000, k = 10",
)
def truncated() -> Pair:
    X = spectrum(2_000, 1_000)
    ours = TruncatedSVD(10, random_state=0)
    theirs = sklearn.decomposition.TruncatedSVD(10, random_state=0)
    np.testing.assert_allclose(ours.fit(X).singular_values_, theirs.fit(X).singular_values_, 1e-8)
    return lambda: ours.fit_transform(X), lambda: theirs.fit_transform(X)


@case(
    "journey.ml.decomposition.randomized_svd",
    reference="sklearn.utils.extmath.randomized_svd",
    label="3,000 x 1,000, k = 20",
)
def randomised() -> Pair:
    X, theirs = spectrum(3_000, 1_000), sklearn.utils.extmath.randomized_svd
    np.testing.assert_allclose(
        randomized_svd(X, 20, random_state=0).s, theirs(X, 20, random_state=0)[1], rtol=1e-8
    )
    return lambda: randomized_svd(X, 20, random_state=0), lambda: theirs(X, 20, random_state=0)


@case(
    "journey.ml.decomposition.IncrementalPCA",
    reference="sklearn.decomposition.IncrementalPCA",
    label="20,000 x 50, k = 10",
)
def incremental() -> Pair:
    X = spectrum(20_000, 50)
    ours, theirs = IncrementalPCA(10), sklearn.decomposition.IncrementalPCA(10)
    np.testing.assert_allclose(
        ours.fit(X).explained_variance_, theirs.fit(X).explained_variance_, rtol=1e-10
    )
    return lambda: ours.fit(X), lambda: theirs.fit(X)


@case(
    "journey.ml.decomposition.pca_naive",
    reference="journey.ml.decomposition.PCA",
    label="digits, 1,797 x 64, k = 10",
)
def naive() -> Pair:
    X, fast = load_digits().data, PCA(10)
    np.testing.assert_allclose(pca_naive(X, 10)[1], fast.fit(X).explained_variance_, rtol=1e-10)
    return lambda: pca_naive(X, 10), lambda: fast.fit(X)
