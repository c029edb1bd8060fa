"""Linear models against scikit-learn, at the same duality gap or gradient."""

from __future__ import annotations

import numpy as np
import sklearn.linear_model
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits

from benchmarks.harness import Pair, case
from journey.ml.linear_model import (
    ElasticNet,
    Lasso,
    LinearRegression,
    LogisticRegression,
    Ridge,
    SGDClassifier,
    coordinate_descent_naive,
    lasso_path,
    logistic_newton_naive,
)

Array = NDArray[np.float64]


def made(n: int, d: int) -> tuple[Array, Array]:
    """Return samples with a sparse truth and noise."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, d))
    return X, X @ np.where(np.arange(d) % 10 == 0, 2.0, 0.0) + rng.standard_normal(n)


def real(load: object) -> tuple[Array, Array]:
    """Return a bundled data set with standardised features."""
    data = load()  # type: ignore[operator]
    X = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    return X, data.target - data.target.mean()


def add_ridge(label: str, n: int, d: int) -> None:
    @case("journey.ml.linear_model.Ridge", reference="sklearn.linear_model.Ridge", label=label)
    def prepare() -> Pair:
        X, y = made(n, d)
        ours, theirs = Ridge(1.0), sklearn.linear_model.Ridge(1.0)
        gap = np.abs(ours.fit(X, y).coef_ - theirs.fit(X, y).coef_).max()
        assert gap < 1e-9
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


add_ridge("1,000 x 20", 1_000, 20)
add_ridge("20,000 x 100", 20_000, 100)
add_ridge("200 x 2,000", 200, 2_000)


def add_fit(label: str, data: tuple[Array, Array], kind: str) -> None:
    @case(f"journey.ml.linear_model.{kind}", reference=f"sklearn.linear_model.{kind}", label=label)
    def prepare() -> Pair:
        X, y = data
        alpha = float(np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y) / 20)
        # Both stop at a gap of 1e-10 of the mean square: the same quality, or better on our side.
        ours = {"Lasso": Lasso, "ElasticNet": ElasticNet}[kind](alpha)
        theirs = getattr(sklearn.linear_model, kind)(alpha, tol=1e-10, max_iter=100_000)
        size = np.abs(ours.fit(X, y).coef_).max()
        assert np.abs(ours.coef_ - theirs.fit(X, y).coef_).max() < 1e-4 * size
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


for _kind in ("Lasso", "ElasticNet"):
    add_fit("breast cancer, 569 x 30", real(load_breast_cancer), _kind)
    add_fit("2,000 x 100", made(2_000, 100), _kind)
    add_fit("200 x 1,000", made(200, 1_000), _kind)


def add_path(label: str, data: tuple[Array, Array]) -> None:
    @case(
        "journey.ml.linear_model.lasso_path",
        reference="sklearn.linear_model.lasso_path",
        label=f"{label}, 100 penalties",
    )
    def prepare() -> Pair:
        X, y = data
        X, y = X - X.mean(axis=0), y - y.mean()
        alphas = lasso_path(X, y)[0]
        return (
            lambda: lasso_path(X, y, alphas=alphas),
            lambda: sklearn.linear_model.lasso_path(
                X, y, alphas=alphas, tol=1e-10, max_iter=100_000
            ),
        )


add_path("diabetes, 442 x 10", real(load_diabetes))
add_path("breast cancer, 569 x 30", real(load_breast_cancer))
add_path("2,000 x 100", made(2_000, 100))


@case(
    "journey.ml.linear_model.coordinate_descent_naive",
    reference="journey.ml.linear_model.Lasso",
    label="diabetes, 442 x 10",
)
def naive() -> Pair:
    X, y = real(load_diabetes)
    alpha = float(np.abs(X.T @ y).max() / len(y) / 20)
    fast = Lasso(alpha, fit_intercept=False)
    sweeps = 100
    while (
        np.abs(coordinate_descent_naive(X, y, alpha, n_sweeps=sweeps) - fast.fit(X, y).coef_).max()
        > 1e-6
    ):
        sweeps *= 2
    return lambda: coordinate_descent_naive(X, y, alpha, n_sweeps=sweeps), lambda: fast.fit(X, y)


def add_least_squares(label: str, n: int, d: int) -> None:
    @case(
        "journey.ml.linear_model.LinearRegression",
        reference="sklearn.linear_model.LinearRegression",
        label=label,
    )
    def prepare() -> Pair:
        X, y = made(n, d)
        ours, theirs = LinearRegression(), sklearn.linear_model.LinearRegression()
        assert np.abs(ours.fit(X, y).coef_ - theirs.fit(X, y).coef_).max() < 1e-9
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


add_least_squares("1,000 x 20", 1_000, 20)
add_least_squares("20,000 x 100", 20_000, 100)
add_least_squares("200 x 2,000", 200, 2_000)


def objective(model: object, X: Array, y: NDArray[np.intp], C: float) -> float:
    """Return what logistic regression minimises."""
    p = model.predict_proba(X)[np.arange(len(y)), y]  # type: ignore[attr-defined]
    return float(C * -np.log(p).sum() + 0.5 * (model.coef_**2).sum())  # type: ignore[attr-defined]


def add_logistic(label: str, X: Array, y: NDArray[np.intp], C: float = 1.0) -> None:
    @case(
        "journey.ml.linear_model.LogisticRegression",
        reference="sklearn.linear_model.LogisticRegression",
        label=label,
    )
    def prepare() -> Pair:
        ours = LogisticRegression(C=C)
        theirs = sklearn.linear_model.LogisticRegression(C=C, tol=1e-8, max_iter=100_000)
        low, other = (objective(model.fit(X, y), X, y, C) for model in (ours, theirs))
        assert low <= other * (1 + 1e-11)  # the same quality, or better on our side
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


_cancer = real(load_breast_cancer)[0]
_digits = load_digits()
add_logistic("breast cancer, 569 x 30", _cancer, load_breast_cancer().target)
add_logistic("digits, 1,797 x 64, ten classes", _digits.data / 16, _digits.target)
_X, _y = made(20_000, 100)
add_logistic("20,000 x 100, two classes", _X, (_y > 0).astype(np.intp))


@case(
    "journey.ml.linear_model.logistic_newton_naive",
    reference="journey.ml.linear_model.LogisticRegression",
    label="breast cancer, 569 x 30",
)
def newton() -> Pair:
    X, y = _cancer, load_breast_cancer().target
    fast = LogisticRegression()
    return lambda: logistic_newton_naive(X, y, n_iter=9), lambda: fast.fit(X, y)


@case(
    "journey.ml.linear_model.SGDClassifier",
    reference="sklearn.linear_model.SGDClassifier",
    label="breast cancer, five passes in order",
)
def sgd() -> Pair:
    X, y = _cancer, load_breast_cancer().target
    ours = SGDClassifier(max_iter=5, tol=None, shuffle=False)
    theirs = sklearn.linear_model.SGDClassifier(max_iter=5, tol=None, shuffle=False)
    assert np.abs(ours.fit(X, y).coef_ - theirs.fit(X, y).coef_).max() < 1e-9
    return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)
