import numpy as np

from journey.mathematics.convex import ista, prox_l1
from journey.practice import check, close, holds, unchanged

RNG = np.random.default_rng(1)
X = RNG.standard_normal((30, 6)) * np.array([1.0, 2.0, 0.5, 1.0, 1.0, 3.0])
Y = X @ np.array([1.0, 0.0, -2.0, 0.0, 0.5, 0.0]) + 0.1 * RNG.standard_normal(30)


@check("moves large entries by t, keeping their sign")
def large(work):
    close(work.soft(np.array([3.0, -2.0]), 1.0), np.array([2.0, -1.0]), "soft([3, -2], 1)")


@check("makes everything within t of 0 exactly 0")
def small(work):
    close(work.soft(np.array([0.5, -0.5, 1.0, 0.0]), 1.0), np.zeros(4),
          "soft([0.5, -0.5, 1, 0], 1)", within=0.0)  # fmt: skip


@check("gives the mean less alpha for a single column of ones")
def mean(work):
    got = work.lasso(np.ones((2, 1)), np.array([2.0, 4.0]), 1.0, 1)
    close(got, np.array([2.0]), "lasso([[1], [1]], [2, 4], 1.0, 1)")


@check("is at each step where the package's ISTA is")
def steps(work):
    L = np.linalg.eigvalsh(X.T @ X / 30)[-1]
    for count in (1, 2, 7):
        run = ista(
            lambda w: 0.5 * np.sum((X @ w - Y) ** 2) / 30, np.zeros(6),
            lambda w: X.T @ (X @ w - Y) / 30, lambda v, t: prox_l1(v, 0.1 * t),
            learning_rate=1 / L, maxiter=count, gtol=0.0,
        )  # fmt: skip
        close(work.lasso(X, Y, 0.1, count), run.x, f"lasso(X, y, 0.1, {count})")


@check("without a penalty goes to least squares")
def unpenalised(work):
    want = np.linalg.lstsq(X, Y, rcond=None)[0]
    close(work.lasso(X, Y, 0.0, 1500), want, "lasso(X, y, 0.0, 1500)")


@check("has weights that are exactly 0, and all of them where alpha is large")
def zeros(work):
    got = work.lasso(X, Y, 0.3, 1500)
    holds(0 < (got == 0).sum() < 6, "lasso(X, y, 0.3, 1500)",
          expected="some weights of exactly 0, not all", got=got)  # fmt: skip
    most = 1.01 * np.abs(X.T @ Y / 30).max()
    close(work.lasso(X, Y, most, 20), np.zeros(6), "lasso(X, y, a large alpha, 20)", within=0.0)


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.soft, np.array([1.0, 2.0]), 0.5, call="soft([1, 2], 0.5)")
    unchanged(work.lasso, X, Y, 0.1, 3, call="lasso(X, y, 0.1, 3)")
