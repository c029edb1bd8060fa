import tracemalloc

import numpy as np

from journey.mathematics.transform import Affine, reflection
from journey.practice import check, close, holds, unchanged

rng = np.random.default_rng(0)
X = rng.standard_normal((6, 3))
ORIGIN = np.zeros(3)


@check("mirrors at a plane through 0 as Householder's matrix does")
def through_zero(work):
    u = np.array([2.0, -1.0, 2.0]) / 3
    close(work.mirror(X, u, ORIGIN), X @ reflection(u).T, "mirror(X, [2/3, -1/3, 2/3], 0)")


@check("does not mind how long the normal is")
def any_length(work):
    long = np.array([40.0, -20.0, 40.0])
    close(work.mirror(X, long, ORIGIN), X @ reflection(long).T, "mirror(X, [40, -20, 40], 0)")


@check("mirrors at a plane that passes by 0")
def elsewhere(work):
    u, point = np.array([0.6, 0.8, 0.0]), np.array([1.0, -2.0, 5.0])
    close(work.mirror(X, u, point), Affine.about(reflection(u), point).apply(X),
          "mirror(X, [0.6, 0.8, 0], [1, -2, 5])")  # fmt: skip


@check("gives the points back when mirrored twice")
def twice(work):
    u, point = np.array([0.0, 1.0, 0.0]), np.array([0.0, 3.0, 0.0])
    once = work.mirror(X, u, point)
    holds(abs(once - X).max() > 1, "mirror(X, [0, 1, 0], [0, 3, 0])", expected="other points")
    close(work.mirror(once, u, point), X, "mirror(mirror(X, [0, 1, 0], [0, 3, 0]), ...)")


@check("forms no matrix of n by n")
def small(work):
    n = 600
    wide, normal = np.ones((2, n)), np.arange(1.0, n + 1)
    tracemalloc.start()
    got = work.mirror(wide, normal, np.zeros(n))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    close(got, wide - 2 * np.outer(wide @ normal, normal) / (normal @ normal),
          "mirror(ones of shape (2, 600), 1 to 600, 0)")  # fmt: skip
    holds(most < 8 * n * n / 2, "mirror(ones of shape (2, 600), 1 to 600, 0)",
          expected="less memory than half of a 600 by 600 matrix")  # fmt: skip


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.mirror, X, np.array([3.0, 0.0, 0.0]), np.ones(3),
              call="mirror(X, [3, 0, 0], [1, 1, 1])")  # fmt: skip
