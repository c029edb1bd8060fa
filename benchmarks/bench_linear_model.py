"""Penalised linear models against scikit-learn, at the same duality gap."""

from __future__ import annotations

import numpy as np
import sklearn.linear_model
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes

from benchmarks.harness import Pair, case
from journey.ml.linear_model import (
    ElasticNet,
    Lasso,
    Ridge,
    coordinate_descent_naive,
    lasso_path,
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
