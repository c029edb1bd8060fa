"""Ridge, lasso, elastic net, their paths and early stopping."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes

from journey.ml.linear_model import (
    ElasticNet,
    Lasso,
    Ridge,
    coordinate_descent_naive,
    early_stopping,
    enet_path,
    gradient_descent_path,
    lasso_path,
    ridge_path,
    soft_threshold,
)
from journey.ml.utils import ConvergenceWarning, NotFittedError

Array = NDArray[np.float64]
EPS = float(np.finfo(np.float64).eps)


def made(n: int, d: int, seed: int = 0, correlation: float = 0.0) -> tuple[Array, Array]:
    """Return centred data with a sparse truth and noise; features share a part where correlated."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)) + correlation * rng.standard_normal((n, 1))
    truth = np.where(np.arange(d) % 3 == 0, rng.uniform(-3, 3, d), 0.0)
    y = X @ truth + rng.standard_normal(n)
    return X - X.mean(axis=0), y - y.mean()


def real(name: str) -> tuple[Array, Array]:
    data = {"diabetes": load_diabetes, "breast cancer": load_breast_cancer}[name]()
    X = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    y = data.target.astype(float)
    return X, y - y.mean()


SETS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "tall": lambda: made(200, 12),
    "correlated": lambda: made(120, 20, 1, correlation=3.0),
    "wide": lambda: made(40, 120, 2),
    "one feature": lambda: made(30, 1, 3),
    "diabetes": lambda: real("diabetes"),
    "breast cancer": lambda: real("breast cancer"),
}
data_sets = pytest.mark.parametrize("name", SETS)


def objective(X: Array, y: Array, w: Array, alpha: float, ratio: float) -> float:
    return float(
        np.mean((y - X @ w) ** 2) / 2
        + alpha * ratio * np.abs(w).sum()
        + alpha * (1 - ratio) * (w @ w) / 2
    )


def slopes(X: Array, y: Array, w: Array, alpha: float, ratio: float) -> Array:
    return np.asarray(X.T @ (y - X @ w) / len(y) - alpha * (1 - ratio) * w)


def violation(X: Array, y: Array, w: Array, alpha: float, ratio: float) -> float:
    """How far w is from the optimality conditions, as a share of the largest slope at zero."""
    g, l1 = slopes(X, y, w, alpha, ratio), alpha * ratio
    off = np.where(w == 0, np.maximum(np.abs(g) - l1, 0), np.abs(g - l1 * np.sign(w)))
    return float(off.max() / np.abs(X.T @ y / len(y)).max())


# Ridge: identities ----------------------------------------------------------------------------


@data_sets
@pytest.mark.parametrize("alpha", [1e-3, 1.0, 100.0])
def test_the_gradient_of_ridge_vanishes(name: str, alpha: float) -> None:
    X, y = SETS[name]()
    w = Ridge(alpha, fit_intercept=False).fit(X, y).coef_
    left = X.T @ (y - X @ w) - alpha * w
    # Backward stable on a system whose condition number is at most trace / alpha < 1e8 or, by
    # the SVD, in X itself.
    size = np.linalg.norm(X, 2) * (np.linalg.norm(y) + np.linalg.norm(X, 2) * np.linalg.norm(w))
    assert np.abs(left).max() <= 200 * EPS * max(X.shape) * size


def test_without_a_penalty_it_is_least_squares_and_the_shortest_where_there_are_many() -> None:
    for name in ("tall", "wide", "diabetes"):
        X, y = SETS[name]()
        np.testing.assert_allclose(
            Ridge(0.0, fit_intercept=False).fit(X, y).coef_,
            np.linalg.lstsq(X, y, rcond=None)[0],
            rtol=1e-9, atol=1e-9,
        )  # fmt: skip


def test_ridge_is_least_squares_with_rows_for_the_penalty() -> None:
    X, y = SETS["correlated"]()
    rows = np.sqrt(2.5) * np.eye(X.shape[1])
    want = np.linalg.lstsq(np.vstack([X, rows]), np.append(y, np.zeros(len(rows))), rcond=None)[0]
    np.testing.assert_allclose(Ridge(2.5, fit_intercept=False).fit(X, y).coef_, want, rtol=1e-10)


def test_both_solvers_and_the_path_agree() -> None:
    for name in ("tall", "wide", "correlated"):
        X, y = SETS[name]()
        alphas = [100.0, 1.0, 0.01]
        path = ridge_path(X, y, alphas)
        for column, alpha in zip(path.T, alphas, strict=True):
            for solver in ("svd", "cholesky"):
                model = Ridge(alpha, fit_intercept=False, solver=solver).fit(X, y)
                assert model.solver_ == solver
                np.testing.assert_allclose(model.coef_, column, rtol=1e-7, atol=1e-10)


def test_where_the_normal_equations_would_lose_the_digits_the_svd_is_used() -> None:
    X = np.vander(np.linspace(0, 1, 30), 12)  # condition number 1e9; its Gram matrix has none left
    truth = np.ones(12)
    model = Ridge(0.0, fit_intercept=False, solver="cholesky").fit(X, X @ truth)
    assert model.solver_ == "svd"
    np.testing.assert_allclose(model.coef_, truth, rtol=1e-5)  # 1e9 eps, times what is usual


def test_more_penalty_makes_shorter_coefficients_and_larger_errors() -> None:
    X, y = SETS["diabetes"]()
    path = ridge_path(X, y, np.geomspace(1e-4, 1e6, 40))
    assert (np.diff(np.linalg.norm(path, axis=0)) < 0).all()
    assert (np.diff(np.linalg.norm(y[:, None] - X @ path, axis=0)) > 0).all()


@data_sets
def test_ridge_equals_sklearn(name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    X, y = X + 5.0, y - 3.0  # so that there is an intercept
    worst = 0.0
    weight = np.random.default_rng(0).uniform(0.1, 3.0, len(y))
    for alpha in (1e-2, 1.0, 1e3):
        for w in (None, weight):
            for target in (y, np.column_stack([y, y**2])):
                ours = Ridge(alpha).fit(X, target, w)
                theirs = sklearn.linear_model.Ridge(alpha, solver="svd").fit(X, target, w)
                size = np.abs(theirs.coef_).max()
                worst = max(worst, np.abs(ours.coef_ - theirs.coef_).max() / size)
                level = np.abs(theirs.intercept_).max()
                worst = max(worst, np.abs(ours.intercept_ - theirs.intercept_).max() / level)
                assert ours.coef_.shape == theirs.coef_.shape
                assert np.shape(ours.intercept_) == np.shape(theirs.intercept_)
    parity(
        "journey.ml.linear_model.Ridge", reference="sklearn.linear_model.Ridge",
        what="coefficients and intercept, relative", difference=worst, tolerance=1e-8,
    )  # fmt: skip


def test_ridge_path_equals_sklearn(parity: Callable[..., None]) -> None:
    worst = 0.0
    alphas = np.geomspace(1e-2, 1e4, 20)
    for name in SETS:
        X, y = SETS[name]()
        path = ridge_path(X, y, alphas)
        for column, alpha in zip(path.T, alphas, strict=True):
            model = sklearn.linear_model.Ridge(alpha, fit_intercept=False, solver="svd").fit(X, y)
            worst = max(worst, np.abs(column - model.coef_).max() / np.abs(model.coef_).max())
    parity(
        "journey.ml.linear_model.ridge_path", reference="sklearn.linear_model.Ridge(solver='svd')",
        what="coefficients on the path, relative", difference=worst, tolerance=1e-9,
    )  # fmt: skip


# Lasso and elastic net: identities --------------------------------------------------------------


@given(z=st.floats(-5, 5), threshold=st.floats(0, 3))
def test_soft_threshold_is_the_minimiser(z: float, threshold: float) -> None:
    w = soft_threshold(z, threshold)

    def f(v: float) -> float:
        return (v - z) ** 2 / 2 + threshold * abs(v)

    assert all(f(w) <= f(v) + 1e-12 for v in (w - 1e-3, w + 1e-3, 0.0, z))


def test_with_orthonormal_features_the_lasso_is_soft_thresholding() -> None:
    Q = np.linalg.qr(np.random.default_rng(0).standard_normal((50, 6)))[0] * np.sqrt(50)
    y = np.random.default_rng(1).standard_normal(50)
    for alpha in (0.02, 0.1, 0.5):
        want = [soft_threshold(float(z), alpha) for z in Q.T @ y / 50]
        got = Lasso(alpha, fit_intercept=False).fit(Q, y).coef_
        np.testing.assert_allclose(got, want, atol=1e-14)


@data_sets
@pytest.mark.parametrize("ratio", [1.0, 0.7, 0.1])
def test_the_optimality_conditions_hold_on_the_whole_path(name: str, ratio: float) -> None:
    X, y = SETS[name]()
    alphas, coefs, gaps = enet_path(X, y, l1_ratio=ratio, n_alphas=30)
    for alpha, w, gap in zip(alphas, coefs.T, gaps, strict=True):
        assert gap <= 1e-10 * np.mean(y**2)
        # The gap bounds the objective's excess; slopes are off by at most its root.
        assert violation(X, y, w, alpha, ratio) <= 1e-5
    # The first penalty is the smallest that leaves nothing, but for its own rounding.
    assert np.abs(coefs[:, 0]).max() <= 1e-14 * np.abs(coefs).max()
    assert coefs[:, 1].any()


@data_sets
def test_the_gap_bounds_what_the_objective_could_still_fall(name: str) -> None:
    X, y = SETS[name]()
    alpha = np.abs(X.T @ y).max() / len(y) / 20
    exact = Lasso(alpha, fit_intercept=False, tol=0 if name != "wide" else 1e-13)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        best = objective(X, y, exact.fit(X, y).coef_, alpha, 1.0)
        for sweeps in (1, 2, 5):
            rough = Lasso(alpha, fit_intercept=False, max_iter=sweeps, tol=0).fit(X, y)
            above = objective(X, y, rough.coef_, alpha, 1.0) - best
            assert -1e-12 * np.mean(y**2) <= above <= rough.dual_gap_ + 1e-12 * np.mean(y**2)


@pytest.mark.parametrize("ratio", [1.0, 0.5])
@pytest.mark.parametrize("name", ["tall", "one feature", "diabetes"])
def test_naive_equals_fast(name: str, ratio: float, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    alpha = np.abs(X.T @ y).max() / len(y) / 10
    naive = coordinate_descent_naive(X, y, alpha, ratio, n_sweeps=3000)
    fast = ElasticNet(alpha, l1_ratio=ratio, fit_intercept=False).fit(X, y).coef_
    assert ((naive == 0) == (fast == 0)).all()
    parity(
        "journey.ml.linear_model.coordinate_descent_naive",
        reference="journey.ml.linear_model.ElasticNet", what="coefficients, relative",
        difference=np.abs(naive - fast).max() / np.abs(fast).max(), tolerance=1e-8,
    )  # fmt: skip


# Against scikit-learn ---------------------------------------------------------------------------


@data_sets
def test_the_paths_equal_sklearn(name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    for ratio, code, path, reference in (
        (1.0, "lasso_path", lasso_path(X, y, n_alphas=50), "sklearn.linear_model.lasso_path"),
        (0.4, "enet_path", enet_path(X, y, l1_ratio=0.4, n_alphas=50),
         "sklearn.linear_model.enet_path"),
    ):  # fmt: skip
        alphas, coefs, _ = path
        theirs = sklearn.linear_model.enet_path(
            X, y, l1_ratio=ratio, alphas=alphas, tol=1e-12, max_iter=1_000_000
        )
        np.testing.assert_array_equal(theirs[0], alphas)
        parity(
            f"journey.ml.linear_model.{code}", reference=reference,
            what="coefficients on 50 penalties, relative",
            difference=np.abs(coefs - theirs[1]).max() / np.abs(theirs[1]).max(), tolerance=1e-6,
        )  # fmt: skip
        lower = max(
            (objective(X, y, a, alpha, ratio) - objective(X, y, b, alpha, ratio)) / np.mean(y**2)
            for alpha, a, b in zip(alphas, coefs.T, theirs[1].T, strict=True)
        )
        parity(
            f"journey.ml.linear_model.{code}", reference=reference,
            what="objective above the reference's, relative", difference=max(0.0, lower),
            tolerance=1e-12,
        )  # fmt: skip


@data_sets
@pytest.mark.parametrize("kind", [Lasso, ElasticNet])
def test_estimators_equal_sklearn(
    name: str, kind: type[ElasticNet], parity: Callable[..., None]
) -> None:
    X, y = SETS[name]()
    X, y = X + 2.0, y + 7.0
    reference: Any = getattr(sklearn.linear_model, kind.__name__)
    weight = np.random.default_rng(0).uniform(0.1, 3.0, len(y))
    worst = 0.0
    largest = np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y)
    for alpha in largest * np.array([0.5, 0.05, 0.005]):
        for w in (None, weight):
            ours = kind(alpha).fit(X, y, w)
            theirs = reference(alpha, tol=1e-12, max_iter=1_000_000).fit(X, y, w)
            size = np.abs(theirs.coef_).max()
            worst = max(worst, np.abs(ours.coef_ - theirs.coef_).max() / size)
            worst = max(worst, abs(ours.intercept_ - theirs.intercept_) / abs(theirs.intercept_))
            assert ((ours.coef_ == 0) == (theirs.coef_ == 0)).all()
    parity(
        f"journey.ml.linear_model.{kind.__name__}",
        reference=f"sklearn.linear_model.{kind.__name__}",
        what="coefficients and intercept, relative", difference=worst, tolerance=1e-6,
    )  # fmt: skip


def test_several_targets_are_fitted_one_by_one() -> None:
    X, y = SETS["tall"]()
    Y = np.column_stack([y, -2 * y + X[:, 0]])
    both = ElasticNet(0.1).fit(X, Y)
    for k in range(2):
        one = ElasticNet(0.1).fit(X, Y[:, k])
        np.testing.assert_allclose(both.coef_[k], one.coef_, rtol=1e-10, atol=1e-13)
        assert both.intercept_[k] == pytest.approx(one.intercept_, rel=1e-10)
    assert both.predict(X).shape == Y.shape
    assert len(both.dual_gap_) == len(both.n_iter_) == 2


def test_score_equals_sklearn(parity: Callable[..., None]) -> None:
    X, y = SETS["diabetes"]()
    weight = np.random.default_rng(0).uniform(0.1, 3.0, len(y))
    worst = 0.0
    for target in (y, np.column_stack([y, y**3])):
        for w in (None, weight):
            model = Ridge(1.0).fit(X, target)
            theirs = sklearn.linear_model.Ridge(1.0).fit(X, target)
            # scikit-learn's own score weighs the targets alike, too
            worst = max(worst, abs(model.score(X, target, w) - theirs.score(X, target, w)))
    parity(
        "journey.ml.linear_model.Ridge", reference="sklearn.linear_model.Ridge",
        what="score", difference=worst, tolerance=1e-12,
    )  # fmt: skip
    assert Ridge().fit([[1.0], [2.0]], [3.0, 3.0]).score([[1.0], [2.0]], [3.0, 3.0]) == 1.0
    assert Ridge().fit([[1.0], [2.0]], [3.0, 3.0]).score([[1.0], [2.0]], [4.0, 4.0]) == 0.0


# Early stopping -----------------------------------------------------------------------------------


@data_sets
def test_each_step_is_the_closed_form(name: str) -> None:
    X, y = SETS[name]()
    n = len(y)
    path = gradient_descent_path(X, y, n_iter=300)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    for t in (1, 10, 300):
        share = -np.expm1(t * np.log1p(-np.minimum((s / s[0]) ** 2, 1 - 1e-16)))
        with np.errstate(divide="ignore", invalid="ignore"):
            along = np.where(s > s[0] * 1e-13, share / s * (U.T @ y), 0.0)
        np.testing.assert_allclose(path[t], along @ Vt, atol=1e-11 * np.abs(path[t]).max() * n)


def test_the_path_reaches_least_squares() -> None:
    X, y = SETS["tall"]()
    end = gradient_descent_path(X, y, n_iter=2000)[-1]
    np.testing.assert_allclose(end, np.linalg.lstsq(X, y, rcond=None)[0], rtol=1e-10)


def test_early_stopping_returns_the_best_step() -> None:
    X, y = made(60, 40, 5, correlation=1.0)
    train, held = slice(0, 40), slice(40, 60)
    found = early_stopping(X[train], y[train], X[held], y[held], patience=50)
    path = gradient_descent_path(X[train], y[train], n_iter=found.n_iter)
    errors = np.mean((y[held] - path @ X[held].T) ** 2, axis=1)
    np.testing.assert_allclose(found.validation_errors, errors, rtol=1e-10)
    assert found.best_iter == errors.argmin() < found.n_iter
    np.testing.assert_allclose(found.coef, path[found.best_iter], rtol=1e-12)
    limited = early_stopping(X[train], y[train], X[held], y[held], max_iter=3, patience=50)
    assert limited.n_iter == 3


# Edge cases ---------------------------------------------------------------------------------------


def test_equal_columns_share_or_not_but_the_prediction_is_the_same() -> None:
    X, y = SETS["tall"]()
    double = np.hstack([X, X[:, :1]])
    one, two = Lasso(0.05).fit(X, y), Lasso(0.05).fit(double, y)
    assert two.coef_[0] + two.coef_[-1] == pytest.approx(one.coef_[0], rel=1e-4)
    np.testing.assert_allclose(two.predict(double), one.predict(X), rtol=1e-4, atol=1e-4)
    shared = ElasticNet(0.05, l1_ratio=0.5).fit(double, y)
    assert shared.coef_[0] == pytest.approx(shared.coef_[-1], rel=1e-6)  # Zou, Hastie, theorem 1


def test_constant_columns_get_no_coefficient() -> None:
    X, y = SETS["tall"]()
    X = np.hstack([X, np.full((len(X), 1), 3.0)])
    for model in (Ridge(1.0), Lasso(0.01), ElasticNet(0.01)):
        assert abs(model.fit(X, y).coef_[-1]) < 1e-12


def test_one_sample_and_a_target_that_is_constant() -> None:
    for model in (Ridge(), Lasso(), ElasticNet()):
        model.fit([[2.0, 1.0]], [3.0])
        assert not model.coef_.any()
        assert model.intercept_ == 3.0
    X, _ = SETS["tall"]()
    assert not Lasso(1e-3).fit(X, np.full(len(X), 2.0)).coef_.any()
    assert not lasso_path(X, np.zeros(len(X)), n_alphas=3)[1].any()


def test_weights_equal_repetition() -> None:
    X, y = made(30, 5, 7)
    counts = np.random.default_rng(0).integers(0, 4, len(y))
    for model in (Ridge(2.0), Lasso(0.1), ElasticNet(0.1)):
        weighted = model.fit(X, y, counts.astype(float)).coef_.copy()
        repeated = model.fit(np.repeat(X, counts, axis=0), np.repeat(y, counts)).coef_
        np.testing.assert_allclose(weighted, repeated, atol=1e-9)


def test_float32_and_whole_numbers() -> None:
    X, y = SETS["tall"]()
    for model in (Ridge(1.0), Lasso(0.1)):
        exact = model.fit(X, y).coef_.copy()
        single = model.fit(X.astype(np.float32), y.astype(np.float32)).coef_
        np.testing.assert_allclose(single, exact, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(
        Ridge(1.0).fit([[1, 2], [3, 5], [4, 4]], [1, 2, 4]).coef_,
        Ridge(1.0).fit([[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]], [1.0, 2.0, 4.0]).coef_,
    )


def test_inputs_are_unchanged() -> None:
    X, y = SETS["tall"]()
    X, y = X + 1.0, y + 1.0
    before, target = X.copy(), y.copy()
    weight = np.linspace(0.5, 2, len(y))
    for model in (Ridge(1.0), Lasso(0.1), ElasticNet(0.1)):
        model.fit(X, y, weight).predict(X)
    enet_path(X, y, n_alphas=5)
    ridge_path(X, y, [1.0])
    early_stopping(X, y, X, y)
    assert (before == X).all()
    assert (y == target).all()


def test_too_few_sweeps_are_told() -> None:
    X, y = SETS["correlated"]()
    with pytest.warns(ConvergenceWarning, match="max_iter=1 sweeps: the duality gap is"):
        Lasso(1e-3, max_iter=1).fit(X, y)


@given(seed=st.integers(0, 10_000), n=st.integers(2, 25), d=st.integers(1, 30),
       ratio=st.sampled_from([1.0, 0.9, 0.5, 0.05]), share=st.floats(0.001, 1.5))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_the_solution_is_optimal_whatever_the_data(
    seed: int, n: int, d: int, ratio: float, share: float
) -> None:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)) * 10.0 ** rng.uniform(-2, 2, d)
    y = rng.standard_normal(n) * 10.0 ** rng.uniform(-3, 3)
    alpha = share * np.abs(X.T @ y).max() / n / ratio
    model = ElasticNet(alpha, l1_ratio=ratio, fit_intercept=False, max_iter=20_000).fit(X, y)
    assert 0 <= model.dual_gap_ <= 1e-10 * np.mean(y**2)
    # No other point is lower by more than the gap: the start, and points near the solution.
    here = objective(X, y, model.coef_, alpha, ratio)
    for w in (np.zeros(d), *(model.coef_ + rng.standard_normal((5, d)) * np.abs(model.coef_))):
        assert here <= objective(X, y, w, alpha, ratio) + model.dual_gap_ + 1e-13 * np.mean(y**2)
    if share >= 1.0 + 1e-9:
        assert not model.coef_.any()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda X, y: Ridge(-1.0).fit(X, y), "alpha: expected a finite number of at least 0"),
        (lambda X, y: Ridge(solver="lu").fit(X, y), "solver: expected one of 'auto', 'svd'"),
        (lambda X, y: Lasso(float("nan")).fit(X, y), "alpha: expected a finite number"),
        (lambda X, y: ElasticNet(l1_ratio=1.2).fit(X, y), "l1_ratio: expected a number from 0"),
        (lambda X, y: Lasso(max_iter=0).fit(X, y), "max_iter: expected an integer of at least 1"),
        (lambda X, y: Ridge().fit(X, y[:-1]), "inconsistent numbers of samples: X has 5 rows"),
        (lambda X, y: Ridge().fit(X, [np.nan, *y[1:]]), "Input y contains NaN"),
        (lambda X, y: Ridge().fit(X, None), "y: expected one number a sample, got None"),
        (lambda X, y: Ridge().fit(X, y[None, :, None]), "y should be a 1d array"),
        (lambda X, y: Ridge().fit(X, y + 1j), "y: Complex data not supported"),
        (lambda X, y: Ridge().fit(X, ["a"] * 5), "y: expected numbers"),
        (lambda X, y: Ridge().fit(X, y).predict(X[:, :1]), "is expecting 2 features"),
        (lambda X, y: Ridge().fit(X, y).score(X, X), "y: expected shape (5,), got (5, 2)"),
        (lambda X, y: enet_path(X, y, alphas=[1.0, -1.0]), "alphas: expected finite numbers"),
        (lambda X, y: enet_path(X, y, l1_ratio=0.0), "no penalty is large enough to start from"),
        (lambda X, y: enet_path(X, y, eps=1.0), "eps: expected a share between 0 and 1"),
        (lambda X, y: ridge_path(X, y, [-1.0]), "alphas: expected a finite number of at least 0"),
        (lambda X, y: gradient_descent_path(X, y, n_iter=0), "n_iter: expected an integer"),
        (lambda X, y: gradient_descent_path(X, y, n_iter=1, learning_rate=9.0),
         "2 over the largest curvature, got 9.0"),
        (lambda X, y: early_stopping(X, y, X[:, :1], y), "X_validation: expected 2 features"),
    ],
)  # fmt: skip
def test_bad_input(call: Callable[[Array, Array], object], message: str) -> None:
    X = np.random.default_rng(0).standard_normal((5, 2))
    with pytest.raises(ValueError) as caught:
        call(X, np.arange(5.0))
    assert message in str(caught.value)


def test_unfitted() -> None:
    with pytest.raises(NotFittedError, match="This Lasso instance is not fitted yet"):
        Lasso().predict([[0.0]])
