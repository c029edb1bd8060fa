import numpy as np

from journey.mathematics.optimize import rosen_der
from journey.practice import check, close, equal, holds, unchanged


def bowl(*curvatures):
    """The gradient of a quadratic with these curvatures and its minimum at 0."""
    scale = np.array(curvatures, dtype=float)
    return lambda x: scale * x


def closed_form(curvature, x0, eta, beta, steps):
    """The same path in one dimension, by powers of a matrix: (x, x before) to (x after, x)."""
    step = np.array([[1 - eta * curvature + beta, -beta], [1.0, 0.0]])
    return [float((np.linalg.matrix_power(step, k) @ [x0, x0])[0]) for k in range(steps + 1)]


@check("walks the example: 8, 4, 0, -2")
def example(work):
    got = work.heavy_ball(bowl(1), np.array([8.0]), 0.5, 0.5, 3)
    close(got, np.array([[8.0], [4.0], [0.0], [-2.0]]), "heavy_ball(x -> x, [8], 0.5, 0.5, 3)")


@check("returns the start alone when no step is asked for")
def no_step(work):
    got = work.heavy_ball(bowl(1, 2), np.array([1.0, 2.0]), 0.1, 0.9, 0)
    equal(got, np.array([[1.0, 2.0]]), "heavy_ball(gradient, [1, 2], 0.1, 0.9, 0)")


@check("is plain gradient descent for beta = 0")
def plain(work):
    got = work.heavy_ball(bowl(1, 3), np.array([1.0, -2.0]), 0.1, 0.0, 6)
    k = np.arange(7)
    close(got, np.stack([0.9**k, -2 * 0.7**k], axis=1), "heavy_ball(gradient, [1, -2], 0.1, 0, 6)")


@check("adds the last step, not the last gradient or the last point")
def closed(work):
    for curvature, eta, beta in ((1.0, 0.3, 0.8), (4.0, 0.2, 0.5), (0.5, 1.0, 0.9)):
        call = f"heavy_ball(x -> {curvature} x, [1], {eta}, {beta}, 12)"
        got = work.heavy_ball(bowl(curvature), np.array([1.0]), eta, beta, 12)
        close(got, np.array([closed_form(curvature, 1.0, eta, beta, 12)]).T, call)


@check("takes the gradient where it stands, not where momentum would carry it")
def where(work):
    got = work.heavy_ball(rosen_der, np.array([-1.2, 1.0]), 5e-4, 0.7, 2)
    first = np.array([-1.2, 1.0]) - 5e-4 * rosen_der(np.array([-1.2, 1.0]))
    second = first - 5e-4 * rosen_der(first) + 0.7 * (first - np.array([-1.2, 1.0]))
    close(got[2], second, "heavy_ball(rosen_der, [-1.2, 1], 0.0005, 0.7, 2)[2]")


@check("reaches the rate that the note derives, on a bowl of condition 100")
def rate(work):
    root = np.sqrt(100.0)
    eta, beta = 4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2
    got = work.heavy_ball(bowl(1, 100), np.array([1.0, 1.0]), eta, beta, 200)
    left = float(np.abs(got[-1]).max())
    holds(left < 1e-12, "heavy_ball(gradient, [1, 1], best eta, best beta, 200)[-1]",
          expected="a point within 1e-12 of the minimum", got=left)  # fmt: skip


@check("takes whole numbers as a start")
def whole(work):
    got = work.heavy_ball(bowl(1), np.array([3]), 0.5, 0.0, 1)
    close(got, np.array([[3.0], [1.5]]), "heavy_ball(x -> x, [3], 0.5, 0, 1)")


@check("leaves the start that it was given as it was")
def keeps(work):
    unchanged(work.heavy_ball, bowl(1), np.array([1.0]), 0.5, 0.5, 3,
              call="heavy_ball(x -> x, [1], 0.5, 0.5, 3)")  # fmt: skip
