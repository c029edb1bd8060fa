import numpy as np

from journey.ml.tree import best_cut_naive
from journey.practice import check, close, equal, holds, unchanged


def by_definition(x, y):
    found = best_cut_naive(np.array(x, dtype=float)[:, None], y)
    return None if found is None else found[1:]


def same(work, x, y, what):
    got, want = work.best_cut(x, y), by_definition(x, y)
    holds(type(got) is tuple and len(got) == 2, what, expected="a pair (threshold, gain)", got=got)
    close(got[0], want[0], f"the threshold: {what}", within=1e-9)
    close(got[1], want[1], f"the gain: {what}", within=1e-9)


@check("finds the cut of the example: 2.5, and the gain 0.5")
def example(work):
    same(work, np.array([3.0, 1.0, 2.0, 4.0]), np.array([1, 0, 0, 1]), "best_cut of 3, 1, 2, 4")


@check("does not need the rows to come in order")
def unsorted(work):
    rng = np.random.default_rng(0)
    x = rng.permutation(9).astype(float)
    same(work, x, (x > 4).astype(int), "nine numbers in random order, class 1 above 4")


@check("weighs each side by its rows")
def weighed(work):
    # Unweighted means of both impurities would cut off the single row at the end.
    x = np.arange(9.0)
    same(work, x, np.array([0, 0, 1, 0, 1, 1, 0, 1, 0]), "0 to 8 with classes 0 0 1 0 1 1 0 1 0")


@check("takes any number of classes, whatever they are called")
def many(work):
    rng = np.random.default_rng(1)
    for n in (12, 40):
        x, y = rng.normal(size=n), rng.choice(np.array([-3, 7, 8, 20]), size=n)
        same(work, x, y, f"{n} rows of four classes")


@check("never cuts between equal values")
def equal_values(work):
    x, y = np.array([1.0, 2.0, 2.0, 2.0, 3.0]), np.array([0, 0, 1, 1, 1])
    same(work, x, y, "best_cut of 1, 2, 2, 2, 3")
    rng = np.random.default_rng(2)
    x, y = rng.integers(0, 4, size=30).astype(float), rng.integers(0, 2, size=30)
    same(work, x, y, "thirty rows, four different values")


@check("takes the lowest threshold of equally good cuts")
def first(work):
    same(work, np.array([1.0, 2.0, 3.0]), np.array([0, 1, 0]), "best_cut of 1, 2, 3 with 0, 1, 0")


@check("puts the threshold halfway between two neighbours")
def halfway(work):
    x = np.array([0.0, 10.0, 14.0, 30.0])
    same(work, x, np.array([0, 0, 1, 1]), "best_cut of 0, 10, 14, 30")


@check("is None where all values are the same")
def constant(work):
    same(work, np.array([5.0, 5.0, 7.0]), np.array([0, 1, 1]), "best_cut of 5, 5, 7")
    got = work.best_cut(np.array([5.0, 5.0, 5.0]), np.array([0, 1, 1]))
    equal(got, None, "best_cut of 5, 5, 5")


@check("leaves values and classes as they were")
def keeps(work):
    x, y = np.array([3.0, 1.0, 2.0]), np.array([1, 0, 1])
    unchanged(work.best_cut, x, y, call="best_cut(x, y)")
