import numpy as np

from journey.ml.cluster import lloyd_naive
from journey.practice import check, close, equal, holds, unchanged


def by_hand(X, centers):
    """One sample and one centre at a time."""
    labels = [min(range(len(centers)), key=lambda j: float(np.sum((x - centers[j]) ** 2)))
              for x in X]  # fmt: skip
    after = [
        np.mean([x for x, label in zip(X, labels, strict=True) if label == j], axis=0)
        if j in labels
        else center
        for j, center in enumerate(centers)
    ]
    return np.array(labels), np.array(after, dtype=float)


def inertia(X, centers):
    return float(sum(min(np.sum((x - c) ** 2) for c in centers) for x in X))


@check("returns two things: labels and centres")
def two(work):
    got = work.one_round(np.array([[1.0], [2.0], [9.0]]), np.array([[1.0], [2.0]]))
    holds(type(got) in (tuple, list) and len(got) == 2, "one_round(X, centers)",
          expected="a pair of labels and centres", got=got)  # fmt: skip
    equal(got[0], np.array([0, 1, 1]), "the labels of 1, 2, 9 with centres at 1 and 2")
    close(got[1], np.array([[1.0], [5.5]]), "the centres after that")


@check("gives each sample to its nearest centre, in several dimensions")
def nearest(work):
    rng = np.random.default_rng(0)
    for n, k, d in ((7, 2, 2), (20, 4, 3), (5, 1, 2)):
        X, centers = rng.normal(size=(n, d)), rng.normal(size=(k, d))
        got, _ = work.one_round(X, centers)
        equal(got, by_hand(X, centers)[0], f"labels of {n} samples, {k} centres, {d} features")


@check("squares and adds over the features, as distance does")
def distance(work):
    # By the sum of absolute differences, 0 would be the nearer centre.
    got, _ = work.one_round(np.array([[0.0, 0.0]]), np.array([[0.0, 5.0], [3.0, 3.0]]))
    equal(got, np.array([1]), "the label of (0, 0) with centres at (0, 5) and (3, 3)")


@check("moves each centre to the mean of its own samples")
def means(work):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(30, 2))
    _, got = work.one_round(X, X[:3])
    close(got, by_hand(X, X[:3])[1], "the centres after one round, 30 samples, 3 centres")


@check("gives a tie to the centre with the lower number")
def tie(work):
    got, _ = work.one_round(np.array([[1.0], [1.0]]), np.array([[2.0], [0.0]]))
    equal(got, np.array([0, 0]), "the labels of 1 and 1 with centres at 2 and 0")


@check("leaves a centre without samples where it is")
def empty(work):
    _, got = work.one_round(np.array([[0.0], [1.0]]), np.array([[0.0], [100.0], [-7.0]]))
    close(got, np.array([[0.5], [100.0], [-7.0]]), "the centres 0, 100 and -7 with samples 0 and 1")


@check("takes whole numbers, and does not round the means to them")
def whole(work):
    _, got = work.one_round(np.array([[1], [2]]), np.array([[1]]))
    close(got, np.array([[1.5]]), "the centre of the whole numbers 1 and 2")


@check("never raises the inertia, and ends where the definition ends")
def falls(work):
    rng = np.random.default_rng(5)
    X = rng.normal(size=(24, 2))
    centers = X[:3]
    before = inertia(X, centers)
    for _ in range(12):
        _, centers = work.one_round(X, centers)
        after = inertia(X, centers)
        holds(after <= before + 1e-9, "one_round(X, centers)",
              expected=f"an inertia of at most {before:.6g}", got=after)  # fmt: skip
        before = after
    close(centers, lloyd_naive(X, X[:3])[0], "the centres after 12 rounds")


@check("leaves samples and centres as they were")
def keeps(work):
    unchanged(work.one_round, np.array([[1.0], [2.0], [9.0]]), np.array([[1.0], [2.0]]),
              call="one_round(X, centers)")  # fmt: skip
