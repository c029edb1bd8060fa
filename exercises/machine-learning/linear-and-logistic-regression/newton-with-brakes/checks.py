import numpy as np

from journey.ml.linear_model import LogisticRegression
from journey.practice import check, close, holds, unchanged


def objective(w, X, y, C):
    z = X @ w
    return float((np.logaddexp(0, z) - y * z).sum() + w @ w / (2 * C))


def sample(n, d, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    return X, (X @ rng.normal(size=d) + rng.logistic(size=n) > 0).astype(int)


@check("gives 2/3 for the example")
def example(work):
    got = work.newton_step(np.zeros(1), np.array([[-1.0], [1.0]]), np.array([0, 1]), 1.0)
    close(got, np.array([2 / 3]), "newton_step([0], [[-1], [1]], [0, 1], 1)")


@check("takes the full step where that lowers the objective")
def full(work):
    X, y = sample(40, 3, 1)
    w = np.array([0.1, -0.2, 0.3])
    p = 1 / (1 + np.exp(-X @ w))
    H = X.T @ np.diag(p * (1 - p)) @ X + np.eye(3) / 2.0
    want = w - np.linalg.solve(H, X.T @ (p - y) + w / 2.0)
    close(work.newton_step(w, X, y, 2.0), want, "one step, 40 samples, 3 features, C = 2")


@check("never raises the objective, even from far away")
def brakes(work):
    X, y = sample(30, 2, 3)
    for far in (4.0, 8.0, 20.0):
        w = np.array([far, -far])
        new = work.newton_step(w, X, y, 100.0)
        before, after = objective(w, X, y, 100.0), objective(new, X, y, 100.0)
        holds(after <= before, f"newton_step([{far}, {-far}], X, y, 100)",
              expected=f"an objective of at most {before:.6g}", got=after)  # fmt: skip


@check("halves, and no more often than needed")
def halves(work):
    X, y, w, C = np.array([[1.0], [1.0]]), np.array([1, 0]), np.array([6.0]), 1000.0
    p = 1 / (1 + np.exp(-X @ w))
    H = float((X[:, 0] ** 2 * p * (1 - p)).sum()) + 1 / C
    step = float(X[:, 0] @ (p - y) + w[0] / C) / H
    while objective(w - step, X, y, C) > objective(w, X, y, C):
        step /= 2
    close(work.newton_step(w, X, y, C), w - step, "newton_step([6], [[1], [1]], [1, 0], 1000)")


@check("ends at the minimum that LogisticRegression finds")
def minimum(work):
    for seed in (4, 5):
        X, y = sample(60, 4, seed)
        w = np.zeros(4)
        for _ in range(15):
            w = work.newton_step(w, X, y, 3.0)
        want = LogisticRegression(C=3.0, fit_intercept=False).fit(X, y).coef_[0]
        close(w, want, "the weights after 15 steps from zero, C = 3", within=1e-6)


@check("leaves weights, samples and labels as they were")
def keeps(work):
    unchanged(work.newton_step, np.array([0.5]), np.array([[1.0], [-2.0]]), np.array([1, 0]), 1.0,
              call="newton_step(w, X, y, C)")  # fmt: skip
