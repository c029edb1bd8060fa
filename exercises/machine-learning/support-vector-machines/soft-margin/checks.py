import numpy as np

from journey.ml.svm import SVC
from journey.practice import check, close, holds, unchanged


@check("gives width 2, no slack and objective 0.5 for the example")
def example(work):
    X, y = np.array([[0.0], [2.0]]), np.array([-1, 1])
    width, slack, objective = work.soft_margin(np.array([1.0]), -1.0, X, y, 10.0)
    call = "soft_margin([1], -1, [[0], [2]], [-1, 1], 10)"
    close(width, 2.0, call + "[0]")
    close(slack, np.zeros(2), call + "[1]")
    close(objective, 0.5, call + "[2]")


@check("measures the width by the length of w, in several dimensions")
def width(work):
    X, y = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([-1, 1])
    got = work.soft_margin(np.array([3.0, 4.0]), -1.0, X, y, 1.0)
    close(got[0], 0.4, "soft_margin([3, 4], -1, ...)[0]")


@check("has slack above 1 for a sample on the wrong side")
def wrong_side(work):
    X, y = np.array([[-3.0], [0.5], [2.0]]), np.array([1, 1, 1])
    got = work.soft_margin(np.array([1.0]), 0.0, X, y, 1.0)
    close(got[1], np.array([4.0, 0.5, 0.0]), "soft_margin([1], 0, [[-3], [0.5], [2]], ...)[1]")


@check("has no slack below 0 for samples far on their own side")
def far(work):
    X, y = np.array([[-9.0], [5.0]]), np.array([-1, 1])
    got = work.soft_margin(np.array([1.0]), 0.0, X, y, 1.0)
    close(got[1], np.zeros(2), "soft_margin([1], 0, [[-9], [5]], [-1, 1], 1)[1]")


@check("lets the price C multiply the slack, and only that")
def price(work):
    X, y = np.array([[0.0], [1.0]]), np.array([1, -1])
    first = work.soft_margin(np.array([2.0]), 0.0, X, y, 1.0)[2]
    second = work.soft_margin(np.array([2.0]), 0.0, X, y, 3.0)[2]
    close(first, 2.0 + 4.0, "soft_margin([2], 0, [[0], [1]], [1, -1], 1)[2]")
    close(second, 2.0 + 12.0, "soft_margin([2], 0, [[0], [1]], [1, -1], 3)[2]")


@check("is least, and equal to the dual, where SVC puts the line")
def optimum(work):
    rng = np.random.default_rng(3)
    y = np.where(np.arange(40) % 2, 1, -1)
    X = rng.normal(size=(40, 2)) + y[:, None]
    model = SVC(kernel="linear", C=0.7, tol=1e-9).fit(X, y)
    weights, b = model.coef_[0], float(model.intercept_[0])
    best = work.soft_margin(weights, b, X, y, 0.7)[2]
    dual = np.abs(model.dual_coef_).sum() - weights @ weights / 2
    close(best, float(dual), "soft_margin(at the optimum of 40 samples)[2]", within=1e-6)
    for _ in range(20):
        other = work.soft_margin(weights + 0.1 * rng.normal(size=2), b, X, y, 0.7)[2]
        holds(other >= best - 1e-9, "soft_margin(near the optimum)[2]",
              expected=f"at least {best:.6f}", got=other)  # fmt: skip


@check("leaves its arguments as they were")
def keeps(work):
    unchanged(work.soft_margin, np.array([1.0]), 0.5, np.array([[0.0], [3.0]]), np.array([-1, 1]),
              1.0, call="soft_margin([1], 0.5, [[0], [3]], [-1, 1], 1)")  # fmt: skip
