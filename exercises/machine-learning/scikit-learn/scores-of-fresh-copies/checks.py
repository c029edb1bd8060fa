import numpy as np

from journey.ml.base import BaseEstimator
from journey.ml.linear_model import Ridge
from journey.practice import check, close, equal, holds, unchanged

PAGES = []


class Diary(BaseEstimator):
    """A model that writes down which rows it was fitted to and scored on."""

    def __init__(self, offset=0):
        self.offset = offset

    def fit(self, X, y):
        self.fits_ = getattr(self, "fits_", 0) + 1
        self.train_ = X[:, 0].tolist()
        return self

    def score(self, X, y):
        PAGES.append((self.offset, self.fits_, self.train_, X[:, 0].tolist()))
        return float(len(X))


def read(work, n, k, seed=0, model=None):
    PAGES.clear()
    rows = np.arange(float(n))[:, None]
    return work.scores(model or Diary(), rows, np.arange(n), k, seed), PAGES


def by_hand(n, k, seed):
    order = [int(each) for each in np.random.default_rng(seed).permutation(n)]
    sizes = [n // k + (fold < n % k) for fold in range(k)]
    parts = [order[sum(sizes[:fold]) : sum(sizes[: fold + 1])] for fold in range(k)]
    return [([row for other in range(k) if other != fold for row in parts[other]], parts[fold])
            for fold in range(k)]  # fmt: skip


@check("tests every row once, none of them while it was fitted to it")
def once(work):
    got, pages = read(work, 11, 4)
    equal(len(got), 4, "the number of scores, 11 rows, 4 parts")
    tested = sorted(row for page in pages for row in page[3])
    equal(tested, [float(row) for row in range(11)], "all rows tested, in order")
    for _, _, train, test in pages:
        holds(not set(train) & set(test), "training and test rows", expected="none in both",
              got=sorted(set(train) & set(test)))  # fmt: skip


@check("shuffles by the seed and cuts into parts of about equal length")
def order(work):
    for n, k, seed in ((11, 4, 0), (9, 3, 5), (6, 6, 1)):
        _, pages = read(work, n, k, seed)
        want = [[[float(v) for v in part] for part in fold] for fold in by_hand(n, k, seed)]
        equal(
            [[page[2], page[3]] for page in pages],
            want,
            f"training and test rows, {n} rows, {k} parts",
        )


@check("fits a fresh copy for each part")
def fresh(work):
    _, pages = read(work, 8, 4)
    equal([page[1] for page in pages], [1, 1, 1, 1], "how often each fitted model was fitted")


@check("keeps the settings in the copies")
def settings(work):
    _, pages = read(work, 6, 3, model=Diary(offset=7))
    equal([page[0] for page in pages], [7, 7, 7], "the setting of the copies")


@check("leaves the model as it was, fitted or not")
def untouched(work):
    model = Diary()
    got, _ = read(work, 6, 3, model=model)
    equal(len(got), 3, "the number of scores, 3 parts")
    holds(
        not hasattr(model, "fits_"), "the model that was given", expected="unfitted", got="fitted"
    )


@check("gives ridge's scores, as an array")
def ridge(work):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(40, 3))
    y = X @ [1.0, 2.0, 3.0] + rng.normal(size=40)
    want = [Ridge().fit(X[a], y[a]).score(X[b], y[b]) for a, b in by_hand(40, 5, 2)]
    close(
        work.scores(Ridge(), X, y, 5, 2), np.array(want), "scores of ridge, five parts", within=1e-9
    )


@check("leaves the rows as they were")
def keeps(work):
    X, y = np.arange(12.0).reshape(6, 2), np.arange(6.0)
    unchanged(work.scores, Ridge(), X, y, 3, 0, call="scores(Ridge(), X, y, 3, 0)")
