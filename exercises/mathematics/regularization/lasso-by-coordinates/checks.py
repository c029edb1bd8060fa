import numpy as np

from journey.ml.linear_model import Lasso, coordinate_descent_naive
from journey.practice import check, close, equal, holds, unchanged


def made(n, d, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d)) * np.linspace(0.5, 2.0, d)
    y = X @ np.where(np.arange(d) % 2 == 0, 2.0, 0.0) + rng.standard_normal(n)
    return X - X.mean(axis=0), y - y.mean()


@check("finds 2 in the example")
def example(work):
    got = work.lasso(np.array([[1.0], [-1.0]]), np.array([3.0, -3.0]), 1.0, 1)
    close(got, np.array([2.0]), "lasso of the example")


@check("takes the mean square of a feature into account")
def curved(work):
    X, y = np.array([[2.0], [-2.0]]), np.array([3.0, -3.0])
    close(work.lasso(X, y, 1.0, 1), np.array([1.25]), "lasso([[2], [-2]], [3, -3], 1, 1)")


@check("moves negative coefficients towards zero as well")
def negative(work):
    X, y = np.array([[1.0], [-1.0]]), np.array([-3.0, 3.0])
    close(work.lasso(X, y, 1.0, 1), np.array([-2.0]), "lasso([[1], [-1]], [-3, 3], 1, 1)")


@check("lets each coefficient see those before it in the same sweep")
def one_sweep(work):
    X, y = made(30, 5)
    for sweeps in (1, 2):
        want = coordinate_descent_naive(X, y, 0.1, n_sweeps=sweeps)
        close(work.lasso(X, y, 0.1, sweeps), want, f"lasso(X, y, 0.1, {sweeps})")


@check("is least squares without a penalty")
def unpenalised(work):
    X, y = made(30, 3, 1)
    want = np.linalg.lstsq(X, y, rcond=None)[0]
    close(work.lasso(X, y, 0.0, 300), want, "lasso(X, y, 0, 300)", within=1e-8)


@check("gives zeros that are exactly zero")
def zeros(work):
    X, y = made(40, 6, 2)
    top = float(np.abs(X.T @ y).max() / 40)
    equal(work.lasso(X, y, 1.001 * top, 5), np.zeros(6), "lasso above the largest penalty")
    got = work.lasso(X, y, 0.5 * top, 200)
    want = Lasso(0.5 * top, fit_intercept=False).fit(X, y).coef_
    holds(((np.asarray(got) == 0) == (want == 0)).all(), "lasso at half of the largest penalty",
          expected=f"zeros where {np.flatnonzero(want == 0).tolist()}", got=got)  # fmt: skip


@check("reaches the package's minimum")
def minimum(work):
    for seed in range(3):
        X, y = made(50, 6, seed)
        want = Lasso(0.2, fit_intercept=False).fit(X, y).coef_
        close(work.lasso(X, y, 0.2, 300), want, f"lasso(X, y, 0.2, 300), data {seed}", within=1e-6)


@check("leaves a feature that is all zero at zero")
def dead(work):
    X, y = made(20, 3, 3)
    X[:, 1] = 0.0
    got = work.lasso(X, y, 0.1, 5)
    holds(np.isfinite(got).all() and got[1] == 0, "lasso with an all-zero feature",
          expected="finite numbers, the second of them 0", got=got)  # fmt: skip


@check("leaves X and y as they were")
def inputs(work):
    X, y = made(10, 2, 4)
    unchanged(work.lasso, X, y, 0.1, 3, call="lasso(X, y, 0.1, 3)")
