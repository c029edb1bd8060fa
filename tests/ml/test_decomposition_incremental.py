"""IncrementalPCA: equal to PCA where nothing is dropped, to scikit-learn's always; the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.decomposition
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets

from journey.ml.decomposition import PCA, IncrementalPCA
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]
Parity = Callable[..., None]


def clouds(n: int = 150, d: int = 6, *, seed: int = 0) -> Array:
    rng = np.random.default_rng(seed)
    axes = np.linalg.qr(rng.normal(size=(d, d)))[0]
    return np.asarray(rng.normal(size=(n, d)) * 2.0 ** -np.arange(d) @ axes + 2)


REAL: dict[str, Array] = {
    "iris": datasets.load_iris().data,
    "wine": datasets.load_wine().data,
    "breast cancer": datasets.load_breast_cancer().data,
    "digits": datasets.load_digits().data,
    "diabetes": datasets.load_diabetes().data,
}


# Identities


@pytest.mark.parametrize("size", [6, 7, 40, 150, 1000])
def test_with_all_components_portions_do_not_matter(size: int, parity: Parity) -> None:
    X = clouds()
    model, whole = IncrementalPCA(batch_size=size).fit(X), PCA(svd_solver="full").fit(X)
    np.testing.assert_allclose(model.mean_, whole.mean_, rtol=1e-13)
    np.testing.assert_allclose(model.var_, X.var(axis=0), rtol=1e-12)
    np.testing.assert_allclose(
        model.explained_variance_ratio_, whole.explained_variance_ratio_, rtol=1e-11
    )
    assert (model.n_samples_seen_, model.n_components_) == (150, 6)
    for name in ("components_", "explained_variance_", "singular_values_"):
        parity(
            "journey.ml.decomposition.IncrementalPCA",
            reference="journey.ml.decomposition.PCA",
            what=f"{name} with all components kept, portions of {size}",
            difference=np.abs(getattr(model, name) - getattr(whole, name)).max(),
            tolerance=1e-12,
        )


def test_data_of_low_rank_lose_nothing() -> None:
    X = clouds()[:, :2] @ np.random.default_rng(0).normal(size=(2, 9)) + 5
    model, whole = IncrementalPCA(2, batch_size=20).fit(X), PCA(2, svd_solver="full").fit(X)
    np.testing.assert_allclose(model.explained_variance_, whole.explained_variance_, rtol=1e-11)
    np.testing.assert_allclose(model.components_, whole.components_, atol=1e-11)
    assert model.noise_variance_ == pytest.approx(0, abs=1e-25)


def test_what_portions_drop_is_lost() -> None:
    X = clouds(d=10)
    model, whole = IncrementalPCA(3, batch_size=10).fit(X), PCA(3, svd_solver="full").fit(X)
    error = [
        ((X - each.inverse_transform(each.transform(X))) ** 2).sum() for each in (model, whole)
    ]
    assert error[0] > error[1]
    assert (model.explained_variance_ <= whole.explained_variance_ * (1 + 1e-12)).all()
    np.testing.assert_allclose(model.components_ @ model.components_.T, np.eye(3), atol=1e-13)


def test_portions_of_different_sizes_and_one_row() -> None:
    X = clouds()
    model = IncrementalPCA()
    for rows in np.split(X, [30, 31, 40, 100]):
        model.partial_fit(rows)
    whole = PCA(svd_solver="full").fit(X)
    np.testing.assert_allclose(model.components_, whole.components_, atol=1e-12)
    np.testing.assert_allclose(model.explained_variance_, whole.explained_variance_, rtol=1e-11)
    first = IncrementalPCA().partial_fit(X[:1])
    assert (first.explained_variance_ == 0).all()
    assert np.isfinite(first.transform(X)).all()


def test_fit_is_partial_fit_of_its_portions_and_forgets() -> None:
    X = clouds()
    model = IncrementalPCA(3).partial_fit(100 * X)
    model.fit(X)
    other = IncrementalPCA(3)
    for start in range(0, 150, 30):
        other.partial_fit(X[start : start + 30])
    assert model.batch_size_ == 30
    np.testing.assert_array_equal(model.components_, other.components_)
    np.testing.assert_array_equal(model.var_, other.var_)


def test_noise_is_the_mean_of_what_the_last_portion_dropped() -> None:
    # With a last portion of exactly k rows scikit-learn 1.9 sets it to 0.
    X = clouds(d=10)
    for size in (4, 3):
        ours = IncrementalPCA(3).partial_fit(X[:50])
        seen = IncrementalPCA(3).partial_fit(X[:50])
        ours.partial_fit(X[50 : 50 + size])
        known = seen.singular_values_[:, None] * seen.components_
        new, n = X[50 : 50 + size], 50 + size
        gap = np.sqrt(50 * size / n) * (seen.mean_ - new.mean(axis=0))
        s = np.linalg.svd(np.vstack([known, new - new.mean(axis=0), gap]), compute_uv=False)
        assert ours.noise_variance_ == pytest.approx((s[3:] ** 2).mean() / (n - 1), rel=1e-11)


# scikit-learn


@pytest.mark.parametrize("whiten", [False, True])
def test_against_scikit_learn(whiten: bool, parity: Parity) -> None:
    found: dict[str, float] = {}

    def note(what: str, ours: Any, theirs: Any) -> None:
        size = np.abs(theirs).max()
        gap = np.abs(np.asarray(ours) - theirs).max() / (size if size > 0 else 1)
        found[what] = max(found.get(what, 0.0), float(gap))

    for X in REAL.values():
        Z = X / (X.std(axis=0) + 1e-2)
        for k in (1, 2, 4):
            for size in (None, 17, 50):
                options: dict[str, Any] = {"whiten": whiten, "batch_size": size}
                ours = IncrementalPCA(k, **options).fit(Z)
                theirs = sklearn.decomposition.IncrementalPCA(k, **options).fit(Z)
                assert ours.batch_size_ == theirs.batch_size_
                assert ours.n_samples_seen_ == theirs.n_samples_seen_
                note("coordinates", ours.transform(Z), theirs.transform(Z))
                note("components", ours.components_, theirs.components_)
                for name in (
                    "explained_variance_",
                    "explained_variance_ratio_",
                    "singular_values_",
                    "noise_variance_",
                    "var_",
                ):
                    note("variances", getattr(ours, name), getattr(theirs, name))
                # Some tables are centred: their means have no size but the table's.
                note("means", ours.mean_ + np.abs(Z).max(), theirs.mean_ + np.abs(Z).max())
                plain = theirs.set_params(whiten=False)
                note("covariance", ours.get_covariance(), plain.get_covariance())
    for what, difference in found.items():
        parity(
            "journey.ml.decomposition.IncrementalPCA",
            reference="sklearn.decomposition.IncrementalPCA",
            what=f"{what}{', whitened' if whiten else ''}, relative, {len(REAL)} real data sets",
            difference=difference,
            tolerance=1e-10,
        )


@settings(max_examples=40)
@given(
    n=st.integers(2, 40),
    d=st.integers(1, 6),
    size=st.integers(2, 40),
    seed=st.integers(0, 10**6),
)
def test_any_portions_give_scikit_learns_variances(n: int, d: int, size: int, seed: int) -> None:
    X = clouds(n, d, seed=seed)
    k = min(n, d, size, 1 + seed % 6)
    ours = IncrementalPCA(k, batch_size=size).fit(X)
    theirs = sklearn.decomposition.IncrementalPCA(k, batch_size=size).fit(X)
    largest = theirs.explained_variance_.max()
    np.testing.assert_allclose(
        ours.explained_variance_, theirs.explained_variance_, atol=1e-12 * largest
    )
    np.testing.assert_allclose(ours.mean_, theirs.mean_, atol=1e-13)


# Dtypes, edges, bad input


def test_float32_is_kept() -> None:
    X = clouds()
    model, exact = IncrementalPCA(3).fit(X.astype(np.float32)), IncrementalPCA(3).fit(X)
    for array in (model.components_, model.transform(X.astype(np.float32))):
        assert array.dtype == np.float32
    np.testing.assert_allclose(model.explained_variance_, exact.explained_variance_, rtol=1e-5)


def test_constant_table_and_inputs_unchanged() -> None:
    ones = IncrementalPCA(2, whiten=True, batch_size=4).fit(np.ones((12, 3)))
    assert (ones.explained_variance_ratio_ == 0).all()
    assert (ones.transform(np.ones((2, 3))) == 0).all()
    X = clouds()
    before = X.copy()
    X.setflags(write=False)
    IncrementalPCA(2, whiten=True).fit(X).transform(X)
    np.testing.assert_array_equal(X, before)
    names = IncrementalPCA(2).fit(X).get_feature_names_out()
    assert list(names) == ["incrementalpca0", "incrementalpca1"]


def test_bad_input() -> None:
    X = clouds()
    with pytest.raises(ValueError, match=r"n_components: .*=6 of the first portion, got 7"):
        IncrementalPCA(7).fit(X)
    with pytest.raises(ValueError, match=r"n_components: .*=3 of the first portion, got 5"):
        IncrementalPCA(5).partial_fit(X[:3])
    model = IncrementalPCA(3).partial_fit(X)
    with pytest.raises(ValueError, match="n_components: expected 3 as in the calls before, got 2"):
        model.set_params(n_components=2).partial_fit(X)
    for options, name in (({"n_components": 0}, "n_components"), ({"batch_size": 0}, "batch_size")):
        with pytest.raises(ValueError, match=name):
            IncrementalPCA(**options).fit(X)
    with pytest.raises(ValueError, match="5 features, but IncrementalPCA is expecting 6"):
        IncrementalPCA().partial_fit(X).partial_fit(X[:, :5])
    with pytest.raises(ValueError, match="1 sample"):
        IncrementalPCA().fit(X[:1])
    with pytest.raises(NotFittedError):
        IncrementalPCA().transform(X)
