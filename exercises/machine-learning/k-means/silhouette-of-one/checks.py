import numpy as np

from journey.ml.metrics import silhouette_samples
from journey.practice import check, close, unchanged


@check("gives 0.9048 for the example")
def example(work):
    X = np.array([[0.0], [1.0], [10.0], [11.0]])
    got = work.silhouette(X, np.array([0, 0, 1, 1]), 0)
    close(got, 9.5 / 10.5, "silhouette([[0], [1], [10], [11]], [0, 0, 1, 1], 0)")


@check("does not count the sample as its own neighbour")
def itself(work):
    X = np.array([[0.0], [3.0], [3.0], [12.0]])
    got = work.silhouette(X, np.array([0, 0, 0, 1]), 0)
    close(got, (12 - 3) / 12, "silhouette([[0], [3], [3], [12]], [0, 0, 0, 1], 0)")


@check("takes the mean over each other cluster, then the least of them")
def least(work):
    # The nearest single sample, at 4, is in cluster 1, whose mean distance is 52; cluster 2 has 10.
    X = np.array([[0.0], [1.0], [4.0], [100.0], [10.0]])
    got = work.silhouette(X, np.array([0, 0, 1, 1, 2]), 0)
    close(got, 9 / 10, "silhouette([[0], [1], [4], [100], [10]], [0, 0, 1, 1, 2], 0)")


@check("measures distance, not its square")
def distance(work):
    X = np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
    got = work.silhouette(X, np.array([0, 0, 1]), 0)
    close(got, 0.5, "silhouette([[0, 0], [3, 4], [6, 8]], [0, 0, 1], 0)")


@check("is negative for a sample in the wrong cluster")
def negative(work):
    X = np.array([[0.0], [10.0], [1.0]])
    close(work.silhouette(X, np.array([0, 0, 1]), 0), -0.9,
          "silhouette([[0], [10], [1]], [0, 0, 1], 0)")  # fmt: skip


@check("gives 0 to a sample alone in its cluster")
def alone(work):
    X = np.array([[0.0], [5.0], [6.0]])
    close(work.silhouette(X, np.array([0, 1, 1]), 0), 0.0,
          "silhouette([[0], [5], [6]], [0, 1, 1], 0)")  # fmt: skip


@check("gives 0 where all samples are in one place")
def one_place(work):
    X = np.ones((4, 2))
    close(work.silhouette(X, np.array([0, 0, 1, 1]), 2), 0.0,
          "silhouette(four times (1, 1), [0, 0, 1, 1], 2)")  # fmt: skip


@check("takes labels of any numbers, in any order")
def labels(work):
    X = np.array([[11.0], [0.0], [10.0], [1.0]])
    got = work.silhouette(X, np.array([7, -3, 7, -3]), 1)
    close(got, 9.5 / 10.5, "silhouette([[11], [0], [10], [1]], [7, -3, 7, -3], 1)")


@check("agrees with journey.ml.metrics for every sample of random data")
def agrees(work):
    rng = np.random.default_rng(11)
    for k in (2, 3, 5):
        X, names = rng.normal(size=(25, 3)), np.arange(25) % k
        want = silhouette_samples(X, names)
        for i in range(25):
            close(work.silhouette(X, names, i), float(want[i]),
                  f"silhouette(25 samples, {k} clusters, {i})", within=1e-8)  # fmt: skip


@check("leaves samples and labels as they were")
def keeps(work):
    unchanged(work.silhouette, np.array([[0.0], [1.0], [5.0]]), np.array([0, 0, 1]), 0,
              call="silhouette([[0], [1], [5]], [0, 0, 1], 0)")  # fmt: skip
