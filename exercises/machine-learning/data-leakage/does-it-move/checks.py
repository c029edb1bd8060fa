import numpy as np

from journey.practice import check, close, equal, unchanged

X = np.arange(12.0).reshape(6, 2)
Y = np.array([1.0, 4.0, 2.0, 7.0, 1.0, 5.0])
TRAIN, TEST = [0, 1, 2], [3, 4, 5]


def honest(X, y, train, test):
    return X[test, 0] + y[train].mean()


def of_all(X, y, train, test):
    return X[test, 0] + y.mean()


def echo(X, y, train, test):
    return y[test]


def two_columns(X, y, train, test):
    return np.column_stack([X[test, 0], y[test]])


@check("is 0 where the test targets play no part")
def nothing(work):
    close(work.moved(honest, X, Y, TRAIN, TEST), 0.0, "moved(honest, ...)")


@check("is 1 where each prediction uses the mean of all targets")
def everything(work):
    close(work.moved(of_all, X, Y, TRAIN, TEST), 1.0, "moved(of_all, ...)")


@check("counts rows: of 7, 1 and 5 two are not the first training target")
def share(work):
    close(work.moved(echo, X, Y, TRAIN, TEST), 2 / 3, "moved(echo, ...)")
    close(work.moved(echo, X, Y, [1, 2], TEST), 1.0, "moved(echo, ...), training rows 1 and 2")


@check("takes predictions of several numbers a row, and counts the row once")
def table(work):
    close(work.moved(two_columns, X, Y, TRAIN, TEST), 2 / 3, "moved(two_columns, ...)")


@check("does not take rounding for a leak")
def rounding(work):
    def nearly(X, y, train, test):
        return X[test, 0] + 1e-13 * y[test]

    close(work.moved(nearly, X, Y, TRAIN, TEST), 0.0, "moved of predictions that change by 1e-13")


@check("leaves the training targets alone in the second call")
def training(work):
    seen = []

    def notes(X, y, train, test):
        seen.append([float(value) for value in y])
        return X[test, 0]

    work.moved(notes, X, Y, TRAIN, TEST)
    equal(seen, [[1.0, 4.0, 2.0, 7.0, 1.0, 5.0], [1.0, 4.0, 2.0, 1.0, 1.0, 1.0]],
          "the targets of both calls")  # fmt: skip


@check("leaves samples and targets as they were")
def keeps(work):
    unchanged(work.moved, honest, X, Y, TRAIN, TEST, call="moved(honest, X, y, train, test)")
