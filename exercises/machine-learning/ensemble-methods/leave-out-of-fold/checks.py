import numpy as np

from journey.ml.linear_model import LinearRegression, Ridge
from journey.ml.model_selection import cross_val_predict
from journey.ml.neighbors import KNeighborsRegressor
from journey.practice import check, close, holds, unchanged


def sample(seed, n=60):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 3))
    return X, X @ [1.0, -2.0, 0.5] + rng.normal(size=n), rng.permutation(n) % 4


class Remembers:
    """Knows the targets of the rows it was fitted on, and 0 elsewhere."""

    made = 0

    def __init__(self):
        Remembers.made += 1
        self.known = {}

    def fit(self, X, y):
        self.known.update({tuple(x): t for x, t in zip(X, y, strict=True)})
        return self

    def predict(self, X):
        return np.array([self.known.get(tuple(x), 0.0) for x in X])


@check("agrees with cross_val_predict")
def agrees(work):
    X, y, fold = sample(0)
    splits = [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(4)]
    table, _ = work.stack_table([LinearRegression, Ridge], X, y, fold)
    for column, make in enumerate((LinearRegression, Ridge)):
        want = cross_val_predict(make(), X, y, cv=splits)
        close(np.asarray(table)[:, column], want, f"column {column}")


@check("lets nobody predict a row that it has seen")
def unseen(work):
    table, _ = work.stack_table([Remembers], *sample(1))
    close(np.asarray(table)[:, 0], np.zeros(60), "predictions of a model that only remembers")


@check("has a row for each sample and a column for each maker")
def shape(work):
    table, fitted = work.stack_table([Ridge, Ridge, LinearRegression], *sample(2, 20))
    holds(np.shape(table) == (20, 3), "20 rows and three makers",
          expected="a table of shape (20, 3)", got=np.shape(table))  # fmt: skip
    holds(len(fitted) == 3, "20 rows and three makers", expected="three models", got=len(fitted))


@check("returns models that have seen every row")
def everything(work):
    X, y, fold = sample(3)
    _, fitted = work.stack_table([Remembers], X, y, fold)
    close(fitted[0].predict(X), y, "what the model for the future knows")


@check("keeps the makers' order")
def order(work):
    X, y, fold = sample(4)
    makers = [lambda: KNeighborsRegressor(1), LinearRegression]
    _, fitted = work.stack_table(makers, X, y, fold)
    close(fitted[1].predict(X), LinearRegression().fit(X, y).predict(X), "the second model")
    close(fitted[0].predict(X), y, "the first model, one nearest neighbour, on its own rows")


@check("takes any numbers for folds, of any size")
def numbers(work):
    X, y, _ = sample(5)
    fold = np.repeat([7, -2, 100], [5, 25, 30])
    splits = [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in (7, -2, 100)]
    want = cross_val_predict(Ridge(), X, y, cv=splits)
    table, _ = work.stack_table([Ridge], X, y, fold)
    close(np.asarray(table)[:, 0], want, "folds 7, -2 and 100")


@check("leaves rows and targets as they were")
def keeps(work):
    X, y, fold = sample(6)
    unchanged(lambda *given: work.stack_table.raw([Ridge], *given)[0], X, y, fold,
              call="stack_table([Ridge], X, y, fold)")  # fmt: skip
