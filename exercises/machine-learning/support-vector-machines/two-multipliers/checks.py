import numpy as np

from journey.ml.svm import SVC, kernel_matrix
from journey.practice import check, close, holds, unchanged


def made(seed, n=12):
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 2, 1, -1)
    X = rng.normal(size=(n, 2)) + 0.5 * y[:, None]
    return X, y, kernel_matrix(X, gamma=0.5)


def dual(K, y, alpha):
    beta = alpha * y
    return alpha.sum() - beta @ K @ beta / 2


@check("gives 0.5 and 0.5 for the example")
def example(work):
    K = np.array([[0.0, 0.0], [0.0, 4.0]])
    got = work.pair_step(K, np.array([-1, 1]), np.zeros(2), 0, 1, 10.0)
    close(got, np.array([0.5, 0.5]), "pair_step([[0, 0], [0, 4]], [-1, 1], [0, 0], 0, 1, 10)")


@check("stops where a multiplier meets C")
def at_the_price(work):
    K = np.array([[0.0, 0.0], [0.0, 4.0]])
    got = work.pair_step(K, np.array([-1, 1]), np.zeros(2), 0, 1, 0.2)
    close(got, np.array([0.2, 0.2]), "pair_step([[0, 0], [0, 4]], [-1, 1], [0, 0], 0, 1, 0.2)")


@check("gives the same with i and j exchanged")
def exchanged(work):
    _, y, K = made(1)
    alpha = np.full(12, 0.3)
    for i, j in ((0, 1), (0, 2), (5, 3), (7, 4)):
        first, second = (work.pair_step(K, y, alpha, *pair, 1.0) for pair in ((i, j), (j, i)))
        close(first, np.asarray(second, dtype=float), f"pair_step(12 samples, i = {i}, j = {j})")


@check("also shrinks multipliers, down to 0 and not below")
def shrinks(work):
    K = np.array([[1.0, 0.9], [0.9, 1.0]])
    got = work.pair_step(K, np.array([1, 1]), np.array([1.0, 0.0]), 0, 1, 1.0)
    close(got, np.array([0.5, 0.5]), "pair_step([[1, .9], [.9, 1]], [1, 1], [1, 0], 0, 1, 1)")
    K = np.array([[0.0, 0.0], [0.0, 4.0]])
    got = work.pair_step(K, np.array([-1, 1]), np.array([0.9, 0.9]), 0, 1, 1.0)
    close(got, np.array([0.5, 0.5]), "pair_step([[0, 0], [0, 4]], [-1, 1], [.9, .9], 0, 1, 1)")
    K = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]) * 0.1
    K[0, 2] = K[2, 0] = -0.9
    got = work.pair_step(K, np.array([1, 1, -1]), np.array([0.1, 1.0, 1.1]), 0, 1, 2.0)
    holds(got.min() >= 0, "pair_step(alpha = 0.1, 1, 1.1)", expected="none below 0", got=got)


@check("changes no other multiplier and keeps the sum of alpha y")
def others(work):
    _, y, K = made(2)
    alpha = np.random.default_rng(0).uniform(0, 1, 12)
    got = work.pair_step(K, y, alpha, 3, 8, 1.0)
    close(np.delete(got, [3, 8]), np.delete(alpha, [3, 8]), "pair_step(12 samples, 3, 8)")
    close(float(got @ y), float(alpha @ y), "pair_step(12 samples, 3, 8) @ y", within=1e-12)


@check("goes to the bound where one place has both labels")
def one_place(work):
    got = work.pair_step(np.ones((2, 2)), np.array([-1, 1]), np.zeros(2), 0, 1, 3.0)
    close(got, np.array([3.0, 3.0]), "pair_step([[1, 1], [1, 1]], [-1, 1], [0, 0], 0, 1, 3)")


@check("moves nothing where the two agree, even in one place")
def agree(work):
    alpha = np.array([0.2, 0.7])
    got = work.pair_step(np.ones((2, 2)), np.array([1, 1]), alpha, 0, 1, 1.0)
    close(got, alpha, "pair_step([[1, 1], [1, 1]], [1, 1], [0.2, 0.7], 0, 1, 1)")


@check("takes the best step of a thousand on its line")
def best(work):
    rng = np.random.default_rng(5)
    for seed in range(6):
        _, y, K = made(seed)
        alpha = rng.uniform(0, 1, 12)
        i, j = rng.choice(12, 2, replace=False)
        got = dual(K, y, work.pair_step(K, y, alpha, i, j, 1.0))
        for s in np.linspace(-1, 1, 1001):
            other = alpha.copy()
            other[i] += s * y[i]
            other[j] -= s * y[j]
            if other[[i, j]].min() >= 0 and other[[i, j]].max() <= 1:
                value = dual(K, y, other)
                holds(value <= got + 1e-9, f"pair_step(12 samples, {i}, {j})",
                      expected=f"an objective of at least {value:.9f}", got=got)  # fmt: skip


@check("ends, repeated over all pairs, at the optimum of SVC")
def ends(work):
    X, y, K = made(9)
    alpha = np.zeros(12)
    for _ in range(60):
        for i in range(12):
            for j in range(i):
                alpha = work.pair_step(K, y, alpha, i, j, 1.0)
    model = SVC(gamma=0.5, tol=1e-9).fit(X, y)
    want = np.zeros(12)
    want[model.support_] = np.abs(model.dual_coef_[0])
    close(dual(K, y, alpha), float(dual(K, y, want)), "the dual after 60 rounds", within=1e-6)


@check("leaves its arguments as they were")
def keeps(work):
    K = np.array([[1.0, 0.5], [0.5, 1.0]])
    unchanged(work.pair_step, K, np.array([-1, 1]), np.zeros(2), 0, 1, 1.0,
              call="pair_step([[1, .5], [.5, 1]], [-1, 1], [0, 0], 0, 1, 1)")  # fmt: skip
