import numpy as np

from journey.ml.impute import KNNImputer
from journey.practice import check, close, unchanged

NAN = np.nan


@check("finds 15 in the example")
def example(work):
    X = np.array([[1.0, 10.0], [2.0, 20.0], [9.0, 90.0], [1.6, NAN]])
    close(work.fill_one(X, 3, 1, 2), 15.0, "fill_one of the example")


@check("asks only rows that have the value")
def donors(work):
    X = np.array([[1.0, NAN], [1.1, NAN], [5.0, 7.0]])
    close(work.fill_one(X, 0, 1, 1), 7.0, "fill_one([[1, NaN], [1.1, NaN], [5, 7]], 0, 1, 1)")


@check("scales up the distance of rows that share few columns")
def scaled(work):
    # Over one of three columns: 3 * 4 = 12. Over two: 1.5 * (4 + 1) = 7.5, which is nearer.
    X = np.array([[0.0, 0.0, NAN], [2.0, NAN, 10.0], [2.0, 1.0, 30.0]])
    close(work.fill_one(X, 0, 2, 1), 30.0, "fill_one with one and two common columns")


@check("does not use rows without a common column")
def nothing(work):
    X = np.array([[0.0, NAN, NAN], [NAN, 5.0, 10.0], [3.0, NAN, 40.0]])
    close(work.fill_one(X, 0, 2, 2), 40.0, "fill_one where row 1 has no common column")


@check("gives the column's mean where no row can be compared")
def alone(work):
    X = np.array([[0.0, NAN], [NAN, 4.0], [NAN, 8.0]])
    close(work.fill_one(X, 0, 1, 1), 6.0, "fill_one([[0, NaN], [NaN, 4], [NaN, 8]], 0, 1, 1)")


@check("takes the earlier of rows equally far")
def ties(work):
    X = np.array([[1.0, 3.0], [-1.0, 5.0], [1.0, 7.0], [0.0, NAN]])
    for k, want in ((1, 3.0), (2, 4.0), (3, 5.0)):
        close(work.fill_one(X, 3, 1, k), want, f"fill_one with three rows at distance 1, k = {k}")


@check("agrees with KNNImputer on every hole of a random table")
def agrees(work):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(25, 4))
    X[rng.random((25, 4)) < 0.25] = NAN
    for k in (1, 4, 100):
        want = KNNImputer(n_neighbors=k).fit_transform(X)
        for i, j in zip(*np.nonzero(np.isnan(X)), strict=True):
            call = f"fill_one(25 random rows, {i}, {j}, {k})"
            close(work.fill_one(X, int(i), int(j), k), float(want[i, j]), call)


@check("leaves the table as it was")
def inputs(work):
    unchanged(work.fill_one, np.array([[1.0, NAN], [2.0, 3.0]]), 0, 1, 1,
              call="fill_one([[1, NaN], [2, 3]], 0, 1, 1)")  # fmt: skip
