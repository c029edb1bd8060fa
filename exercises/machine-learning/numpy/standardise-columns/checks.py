import warnings

import numpy as np

from journey.practice import check, close, holds, unchanged


@check("gives the example: table, means, spreads")
def example(work):
    got = work.standardise(np.array([[1.0, 4.0], [3.0, 8.0]]))
    holds(type(got) in (tuple, list) and len(got) == 3, "standardise(X)",
          expected="a triple of table, means and spreads", got=got)  # fmt: skip
    close(got[0], np.array([[-1.0, -1.0], [1.0, 1.0]]), "the table of [[1, 4], [3, 8]]")
    close(got[1], np.array([2.0, 6.0]), "its means")
    close(got[2], np.array([1.0, 2.0]), "its spreads")


@check("works down the columns, not along the rows")
def columns(work):
    X = np.random.default_rng(0).normal(2.0, 3.0, size=(7, 3))
    Z = work.standardise(X)[0]
    close(Z.mean(axis=0), np.zeros(3), "the means of the columns of Z")
    close((Z**2).mean(axis=0), np.ones(3), "their mean squares")


@check("makes zeros of a constant column, without a warning")
def constant(work):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Z, _, spread = work.standardise(np.array([[5.0, 1.0], [5.0, 2.0]]))
    close(Z[:, 0], np.zeros(2), "the constant column")
    close(spread[0], 1.0, "its spread")


@check("leaves a small but real spread alone")
def small(work):
    Z = work.standardise(np.array([[0.0], [2e-9]]))[0]
    close(Z, np.array([[-1.0], [1.0]]), "the table of 0 and 2e-9")


@check("takes whole numbers")
def whole(work):
    close(work.standardise(np.array([[1], [2]]))[0], np.array([[-1.0], [1.0]]),
          "the table of the whole numbers 1 and 2")  # fmt: skip


@check("leaves the caller's array as it was")
def keeps(work):
    unchanged(work.standardise, np.array([[1.0, 2.0], [3.0, 5.0]]), call="standardise(X)")
