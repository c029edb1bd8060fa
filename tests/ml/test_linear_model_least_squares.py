"""Least squares without a penalty."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import sklearn.linear_model
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes

from journey.ml.linear_model import LinearRegression, Ridge, least_squares_naive
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]


def made(n: int, d: int, seed: int = 0, shift: float = 3.0) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)) + shift
    return X, X @ rng.uniform(-3, 3, d) + 1.5 + rng.standard_normal(n)


def raw(load: Callable[[], object]) -> tuple[Array, Array]:
    data = load()
    return data.data, data.target.astype(float)  # type: ignore[attr-defined]


SETS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "tall": lambda: made(200, 12),
    "square": lambda: made(15, 15, 1),
    "wide": lambda: made(40, 120, 2),
    "one feature": lambda: made(30, 1, 3),
    "diabetes": lambda: raw(load_diabetes),
    "breast cancer, raw units": lambda: raw(load_breast_cancer),
}
data_sets = pytest.mark.parametrize("name", SETS)


@data_sets
def test_residuals_are_orthogonal_to_the_features_and_add_up_to_zero(name: str) -> None:
    X, y = SETS[name]()
    model = LinearRegression(tol=1e-12).fit(X, y)
    left = y - model.predict(X)
    size = np.linalg.norm(y)
    assert abs(left.sum()) <= 1e-11 * size * len(y)
    slopes = (X - X.mean(axis=0)).T @ left
    assert np.abs(slopes).max() <= 1e-10 * np.linalg.norm(X - X.mean(axis=0), 2) * size


def test_of_many_solutions_it_is_the_shortest() -> None:
    X, y = SETS["wide"]()
    model = LinearRegression().fit(X, y)
    centred = X - X.mean(axis=0)
    want = np.linalg.pinv(centred, rcond=1e-10) @ (y - y.mean())
    np.testing.assert_allclose(model.coef_, want, rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(model.predict(X), y, rtol=1e-10)
    assert model.rank_ == len(X) - 1
    twice = np.hstack([X[:, :3], X[:, :3]])  # equal columns share alike
    coef = LinearRegression().fit(twice[:, [0, 1, 2, 3]], y).coef_
    assert coef[0] == pytest.approx(coef[3], rel=1e-8)


@data_sets
def test_singular_values_are_those_of_the_centred_features(name: str) -> None:
    X, y = SETS[name]()
    model = LinearRegression().fit(X, y)
    want = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    np.testing.assert_allclose(model.singular_, want, atol=1e-10 * want[0])
    assert model.rank_ == (want > 1e-6 * want[0]).sum()


def test_the_penalty_of_ridge_at_zero_is_least_squares() -> None:
    X, y = SETS["tall"]()
    np.testing.assert_allclose(
        LinearRegression().fit(X, y).coef_, Ridge(0.0).fit(X, y).coef_, rtol=1e-9
    )


def test_ill_conditioned_features_keep_their_digits() -> None:
    # Condition number 2e6: by the normal equations alone four digits would be left.
    X = np.vander(np.linspace(0, 1, 40), 9)[:, :-1]
    truth = np.arange(1.0, 9.0)
    model = LinearRegression(tol=1e-10).fit(X, X @ truth + 2.0)
    np.testing.assert_allclose(model.coef_, truth, rtol=1e-8)
    assert model.intercept_ == pytest.approx(2.0, abs=1e-8)


@pytest.mark.parametrize("name", ["tall", "one feature", "diabetes"])
def test_naive_equals_fast(name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    naive, fast = least_squares_naive(X, y), LinearRegression().fit(X, y)
    both = np.append(fast.coef_, fast.intercept_)
    parity(
        "journey.ml.linear_model.least_squares_naive",
        reference="journey.ml.linear_model.LinearRegression", what="coefficients, relative",
        difference=np.abs(naive - both).max() / np.abs(both).max(), tolerance=1e-9,
    )  # fmt: skip


@data_sets
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_equals_sklearn(name: str, fit_intercept: bool, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    weight = np.random.default_rng(0).uniform(0.1, 3.0, len(y))
    weight[::7] = 0.0
    worst, values = 0.0, 0.0
    for w in (None, weight):
        for target in (y, np.column_stack([y, y**2])):
            ours = LinearRegression(fit_intercept=fit_intercept).fit(X, target, w)
            theirs = sklearn.linear_model.LinearRegression(fit_intercept=fit_intercept)
            theirs.fit(X, target, w)
            assert ours.coef_.shape == theirs.coef_.shape
            assert np.shape(ours.intercept_) == np.shape(theirs.intercept_)
            assert ours.rank_ == theirs.rank_
            worst = max(worst, np.abs(ours.coef_ - theirs.coef_).max() / np.abs(theirs.coef_).max())
            gap = np.abs(ours.predict(X) - theirs.predict(X)).max()
            worst = max(worst, gap / np.abs(target).max())
            gap = np.abs(ours.singular_ - theirs.singular_).max()
            values = max(values, gap / theirs.singular_[0])
    parity(
        "journey.ml.linear_model.LinearRegression",
        reference="sklearn.linear_model.LinearRegression",
        what="coefficients and predictions, relative", difference=worst, tolerance=1e-8,
    )  # fmt: skip
    parity(
        "journey.ml.linear_model.LinearRegression",
        reference="sklearn.linear_model.LinearRegression",
        what="singular values, relative to the largest", difference=values, tolerance=1e-9,
    )  # fmt: skip


def test_float32_is_kept() -> None:
    X, y = SETS["tall"]()
    single = LinearRegression().fit(X.astype(np.float32), y.astype(np.float32))
    assert single.coef_.dtype == np.float32
    np.testing.assert_allclose(single.coef_, LinearRegression().fit(X, y).coef_, rtol=1e-5)


def test_one_sample_constant_columns_and_constant_targets() -> None:
    one = LinearRegression().fit([[2.0, 1.0]], [3.0])
    assert not one.coef_.any()
    assert (one.intercept_, one.rank_) == (3.0, 0)
    X, y = SETS["tall"]()
    constant = LinearRegression().fit(np.hstack([X, np.full((len(X), 1), 7.0)]), y)
    assert abs(constant.coef_[-1]) < 1e-15
    assert constant.rank_ == X.shape[1]
    np.testing.assert_allclose(constant.coef_[:-1], LinearRegression().fit(X, y).coef_, rtol=1e-9)
    flat = LinearRegression().fit(X, np.full(len(X), 2.0))
    assert np.abs(flat.coef_).max() < 1e-14
    assert flat.intercept_ == pytest.approx(2.0)


def test_weights_equal_repetition_and_the_order_of_rows_is_nothing() -> None:
    X, y = made(30, 5, 7)
    counts = np.random.default_rng(0).integers(0, 4, len(y))
    weighted = LinearRegression().fit(X, y, counts)
    repeated = LinearRegression().fit(np.repeat(X, counts, axis=0), np.repeat(y, counts))
    np.testing.assert_allclose(weighted.coef_, repeated.coef_, rtol=1e-10)
    assert weighted.intercept_ == pytest.approx(repeated.intercept_, rel=1e-10)
    back = LinearRegression().fit(X[::-1], y[::-1])
    np.testing.assert_allclose(back.coef_, LinearRegression().fit(X, y).coef_, rtol=1e-11)


def test_inputs_are_unchanged() -> None:
    X, y = SETS["tall"]()
    before, target, weight = X.copy(), y.copy(), np.linspace(0.5, 2, len(y))
    LinearRegression().fit(X, y, weight).predict(X)
    assert (before == X).all()
    assert (target == y).all()
    assert (weight == np.linspace(0.5, 2, len(y))).all()


@given(seed=st.integers(0, 10_000), n=st.integers(2, 30), d=st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_no_other_coefficients_are_better(seed: int, n: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)) * 10.0 ** rng.uniform(-2, 2, d)
    y = rng.standard_normal(n)
    model = LinearRegression(tol=1e-9).fit(X, y)
    best = np.sum((y - model.predict(X)) ** 2)
    scale = 1 / np.abs(X).max(axis=0)
    for _ in range(5):
        other = model.coef_ + 1e-3 * scale * rng.standard_normal(d)
        intercept = np.mean(y - X @ other)
        assert np.sum((y - X @ other - intercept) ** 2) >= best - 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda X, y: LinearRegression(tol=-1.0).fit(X, y), "tol: expected a finite number"),
        (lambda X, y: LinearRegression().fit(X, y[:-1]), "inconsistent numbers of samples"),
        (lambda X, y: LinearRegression().fit(X, y, [1.0]), "sample_weight: expected shape (5,)"),
        (lambda X, y: LinearRegression().fit(X, [np.nan, *y[1:]]), "Input y contains NaN"),
        (lambda X, y: LinearRegression().fit(X, y).predict(X[:, :1]), "is expecting 2 features"),
    ],
)
def test_bad_input(call: Callable[[Array, Array], object], message: str) -> None:
    X = np.random.default_rng(0).standard_normal((5, 2))
    with pytest.raises(ValueError) as caught:
        call(X, np.arange(5.0))
    assert message in str(caught.value)
    with pytest.raises(NotFittedError):
        LinearRegression().predict(X)
