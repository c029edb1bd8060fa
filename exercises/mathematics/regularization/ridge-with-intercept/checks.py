import numpy as np

from journey.ml.linear_model import Ridge
from journey.practice import check, close, unchanged


def made(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, d)) + 3.0, rng.standard_normal(n) - 5.0


@check("finds 0.5 and 10.5 in the example")
def example(work):
    w, b = work.ridge(np.array([[0.0], [1.0], [2.0]]), np.array([10.0, 11.0, 12.0]), 2.0)
    close(w, np.array([0.5]), "the coefficients of the example")
    close(b, 10.5, "the intercept of the example")


@check("keeps the coefficients when all targets are raised by 100")
def level(work):
    X, y = made(20, 3)
    first, b = work.ridge(X, y, 4.0)
    second, c = work.ridge(X, y + 100.0, 4.0)
    close(second, first, "the coefficients of ridge(X, y + 100, 4)")
    close(c, b + 100.0, "the intercept of ridge(X, y + 100, 4)", within=1e-8)


@check("keeps the coefficients when the features are moved")
def moved(work):
    X, y = made(20, 3, 1)
    first, _ = work.ridge(X, y, 4.0)
    second, _ = work.ridge(X + np.array([10.0, -20.0, 30.0]), y, 4.0)
    close(second, first, "the coefficients of ridge(X + [10, -20, 30], y, 4)", within=1e-8)


@check("predicts the mean under an enormous penalty")
def enormous(work):
    X, y = made(15, 2, 2)
    w, b = work.ridge(X, y, 1e12)
    close(w, np.zeros(2), "the coefficients of ridge(X, y, 1e12)", within=1e-8)
    close(b, float(y.mean()), "the intercept of ridge(X, y, 1e12)", within=1e-8)


@check("works with fewer samples than features")
def wide(work):
    X, y = made(4, 9, 3)
    want = Ridge(0.5).fit(X, y)
    w, b = work.ridge(X, y, 0.5)
    close(w, want.coef_, "the coefficients of ridge(X, y, 0.5), 4 samples, 9 features")
    close(b, want.intercept_, "the intercept of the same", within=1e-8)


@check("agrees with the package over penalties")
def agrees(work):
    X, y = made(40, 5, 4)
    for alpha in (0.01, 1.0, 100.0):
        want = Ridge(alpha).fit(X, y)
        w, b = work.ridge(X, y, alpha)
        close(w, want.coef_, f"the coefficients of ridge(X, y, {alpha})")
        close(b, want.intercept_, f"the intercept of ridge(X, y, {alpha})", within=1e-8)


@check("leaves X and y as they were")
def inputs(work):
    X, y = made(10, 2, 5)
    unchanged(work.ridge, X, y, 1.0, call="ridge(X, y, 1)")
