import numpy as np

from journey.practice import check, close, equal, holds, unchanged


def by_hand(X, centers):
    squared = [min(float(np.sum((x - c) ** 2)) for c in centers) for x in X]
    return np.array([value / sum(squared) for value in squared])


@check("squares the distance: 0, 0.1, 0.9 and not 0, 0.25, 0.75")
def squares(work):
    got = work.probabilities(np.array([[0.0], [1.0], [3.0]]), np.array([[0.0]]))
    close(got, np.array([0.0, 0.1, 0.9]), "probabilities([[0], [1], [3]], [[0]])")


@check("asks for the nearest centre, not the farthest or all of them")
def nearest(work):
    got = work.probabilities(np.array([[0.0], [2.0], [10.0], [11.0]]), np.array([[0.0], [10.0]]))
    close(got, np.array([0.0, 0.8, 0.0, 0.2]),
          "probabilities([[0], [2], [10], [11]], [[0], [10]])")  # fmt: skip


@check("agrees with the definition in several dimensions")
def several(work):
    rng = np.random.default_rng(6)
    for n, k, d in ((6, 1, 2), (20, 3, 4), (50, 7, 2)):
        X, centers = rng.normal(size=(n, d)), rng.normal(size=(k, d))
        close(work.probabilities(X, centers), by_hand(X, centers),
              f"probabilities of {n} samples, {k} centres, {d} features")  # fmt: skip


@check("is uniform where every sample lies on a centre")
def all_on_centres(work):
    X = np.array([[1.0, 2.0], [1.0, 2.0], [5.0, 5.0], [5.0, 5.0]])
    got = work.probabilities(X, np.array([[5.0, 5.0], [1.0, 2.0]]))
    close(got, np.full(4, 0.25), "probabilities(X, centers), each sample on a centre")


@check("draws the place in whose stretch the number lies")
def draws(work):
    p = np.array([0.2, 0.3, 0.5])
    for u, place in ((0.0, 0), (0.1, 0), (0.25, 1), (0.49, 1), (0.51, 2), (0.999, 2)):
        equal(int(work.draw(p, u)), place, f"draw([0.2, 0.3, 0.5], {u})")


@check("never draws a sample with probability 0, not even at an edge")
def zero(work):
    for u, place in ((0.0, 1), (0.5, 3), (0.25, 1), (0.75, 3)):
        equal(int(work.draw(np.array([0.0, 0.5, 0.0, 0.5, 0.0]), u)), place,
              f"draw([0, 0.5, 0, 0.5, 0], {u})")  # fmt: skip


@check("stays inside where rounding leaves the sum just below 1")
def rounding(work):
    p = np.full(10, 0.1)  # adds up to 0.9999999999999999
    u = float(np.nextafter(1.0, 0.0))
    equal(int(work.draw(p, u)), 9, f"draw([0.1] * 10, {u})")


@check("draws each sample as often as its probability says")
def often(work):
    p = np.array([0.1, 0.0, 0.6, 0.3])
    drawn = [int(work.draw(p, (i + 0.5) / 1000)) for i in range(1000)]
    counts = np.bincount(drawn, minlength=4)
    holds(counts.tolist() == [100, 0, 600, 300], "1,000 draws, u spread evenly",
          expected="counts of 100, 0, 600 and 300", got=counts.tolist())  # fmt: skip


@check("leaves samples and centres as they were")
def keeps(work):
    unchanged(work.probabilities, np.array([[1.0], [2.0]]), np.array([[1.0]]),
              call="probabilities([[1], [2]], [[1]])")  # fmt: skip
