import numpy as np

from journey.ml.model_selection import smoother_bias_variance
from journey.practice import check, close, unchanged


def by_hand(x, z, k):
    S = np.zeros((len(z), len(x)))
    for i, point in enumerate(z):
        order = sorted(range(len(x)), key=lambda j: abs(x[j] - point))  # sorted is stable
        for j in order[:k]:
            S[i, j] = 1 / k
    return S


@check("gives the matrix of the example")
def example(work):
    got = work.smoother(np.array([0.0, 1.0, 2.0]), np.array([0.1, 1.5]), 2)
    close(got, np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]), "smoother([0, 1, 2], [0.1, 1.5], 2)")


@check("has one row a point, one column a sample, samples in any order")
def shape(work):
    got = work.smoother(np.array([5.0, 1.0, 3.0, 0.0]), np.array([0.2, 4.8, 2.9]), 1)
    want = np.array([[0.0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 1, 0]])
    close(got, want, "smoother([5, 1, 3, 0], [0.2, 4.8, 2.9], 1)")


@check("gives a tie to the sample that comes first")
def tie(work):
    close(work.smoother(np.array([2.0, 0.0]), np.array([1.0]), 1), np.array([[1.0, 0.0]]),
          "smoother([2, 0], [1], 1)")  # fmt: skip


@check("is the plain mean where k is the number of samples")
def all_samples(work):
    close(work.smoother(np.array([0.0, 1.0, 5.0, 6.0]), np.array([9.0]), 4), np.full((1, 4), 0.25),
          "smoother([0, 1, 5, 6], [9], 4)")  # fmt: skip


@check("agrees with sorting the samples for each point by itself")
def agrees(work):
    rng = np.random.default_rng(0)
    for n, m, k in ((12, 7, 3), (20, 5, 8), (6, 9, 2)):
        x, z = rng.integers(0, 9, n).astype(float), rng.uniform(0, 9, m)
        close(
            work.smoother(x, z, k),
            by_hand(x, z, k),
            f"smoother of {n} samples, {m} points, k = {k}",
        )


@check("adds bias by the truth and variance by the squares of the rows")
def error(work):
    S = np.array([[0.5, 0.5], [1.0, 0.0]])
    got = work.expected_error(S, np.array([0.0, 2.0]), np.array([0.0, 1.0]), 2.0)
    close(got, (1 + 2.0 + 1 + 4.0) / 2, "expected_error([[.5, .5], [1, 0]], [0, 2], [0, 1], 2)")


@check("agrees with the package, for several k and noises")
def package(work):
    x, z = np.linspace(0, 1, 15), np.linspace(0, 1, 11)
    f, f_z = np.sin(6 * x), np.sin(6 * z)
    for k, noise in ((1, 0.5), (4, 1.0), (15, 0.0)):
        S = by_hand(x, z, k)
        close(work.expected_error(S, f, f_z, noise), smoother_bias_variance(S, f, f_z, noise).error,
              f"expected_error for k = {k}, noise = {noise}")  # fmt: skip


@check("leaves its arguments as they were")
def keeps(work):
    x, z = np.array([1.0, 0.0, 2.0]), np.array([0.5, 1.5])
    unchanged(work.smoother, x, z, 2, call="smoother([1, 0, 2], [0.5, 1.5], 2)")
    unchanged(work.expected_error, by_hand(x, z, 2), x, z, 1.0, call="expected_error(S, f, f_z, 1)")
