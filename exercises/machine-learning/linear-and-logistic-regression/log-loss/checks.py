import math
import warnings

import numpy as np

from journey.practice import check, close, holds, unchanged


def sample(n, d, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=d), rng.normal(size=(n, d)), rng.integers(0, 2, n)


@check("gives log 2 where nothing is known yet")
def start(work):
    got = work.loss_and_gradient(np.zeros(1), np.array([[1.0], [3.0]]), np.array([0, 1]))
    holds(type(got) in (tuple, list) and len(got) == 2, "loss_and_gradient(w, X, y)",
          expected="a pair of loss and gradient", got=got)  # fmt: skip
    close(float(got[0]), math.log(2), "the loss at w = 0")


@check("agrees with minus the mean log probability of each sample's class")
def definition(work):
    for seed in range(3):
        w, X, y = sample(12, 3, seed)
        want = 0.0
        for x, label in zip(X, y, strict=True):
            p = 1 / (1 + math.exp(-float(x @ w)))
            want -= math.log(p if label == 1 else 1 - p) / 12
        got = work.loss_and_gradient(w, X, y)[0]
        close(float(got), want, "the loss of 12 samples, 3 features")


@check("has the gradient that small steps measure")
def slope(work):
    w, X, y = sample(9, 4, 7)
    want = np.empty(4)
    for j in range(4):
        step = np.zeros(4)
        step[j] = 1e-5
        above = work.loss_and_gradient(w + step, X, y)[0]
        below = work.loss_and_gradient(w - step, X, y)[0]
        want[j] = (above - below) / 2e-5
    got = work.loss_and_gradient(w, X, y)[1]
    close(got, want, "the gradient, against central differences", within=1e-7)


@check("is right for scores of 1,000 and -1,000, without a warning")
def huge(work):
    X, y = np.array([[1000.0], [-1000.0], [1000.0]]), np.array([1, 0, 0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss, gradient = work.loss_and_gradient(np.ones(1), X, y)
    close(float(loss), 1000 / 3, "the loss: two sure and right, one sure and wrong")
    close(gradient, np.array([1000 / 3]), "its gradient")


@check("keeps a loss that is tiny but not zero")
def tiny(work):
    got = work.loss_and_gradient(np.array([50.0]), np.array([[-1.0]]), np.array([0]))[0]
    close(float(got) * 1e22, math.exp(-50) * 1e22, "1e22 times the loss at z = -50, y = 0")


@check("leaves weights, samples and labels as they were")
def keeps(work):
    unchanged(work.loss_and_gradient, np.array([1.0]), np.array([[1.0], [2.0]]), np.array([0, 1]),
              call="loss_and_gradient(w, X, y)")  # fmt: skip
