import numpy as np

from journey.ml.cluster import cophenet, linkage
from journey.practice import check, close, holds, unchanged

SMALL = np.array([[0.0, 1.0, 1.0, 2.0], [2.0, 3.0, 4.0, 3.0]])


@check("gives the two examples")
def examples(work):
    close(work.meet(SMALL, 0, 1), 1.0, "meet(Z, 0, 1)")
    close(work.meet(SMALL, 2, 0), 4.0, "meet(Z, 2, 0)")


@check("is 0 for a sample with itself")
def itself(work):
    for i in range(3):
        close(work.meet(SMALL, i, i), 0.0, f"meet(Z, {i}, {i})")


@check("is the same both ways")
def both(work):
    Z = linkage(np.random.default_rng(1).normal(size=(9, 2)), "average")
    for i, j in ((0, 5), (3, 8), (7, 2)):
        close(work.meet(Z, i, j), work.meet(Z, j, i), f"meet(Z, {i}, {j}) and back")
        holds(work.meet(Z, i, j) > 0, f"meet(Z, {i}, {j})", expected="a height above 0", got="0")


@check("agrees with cophenet for all pairs, whatever the linkage")
def pairs(work):
    for seed, method in enumerate(("single", "complete", "average", "ward")):
        n = 12
        Z = linkage(np.random.default_rng(seed).normal(size=(n, 2)), method)
        want = iter(cophenet(Z).tolist())
        for i in range(n):
            for j in range(i + 1, n):
                close(work.meet(Z, i, j), next(want), f"{method}: meet(Z, {i}, {j})", within=1e-12)


@check("finds the lowest common node, not the root")
def lowest(work):
    Z = linkage(np.array([[0.0], [1.0], [10.0], [11.5], [100.0]]), "single")
    close(work.meet(Z, 2, 3), 1.5, "meet(Z, 2, 3) of 0, 1, 10, 11.5, 100")
    close(work.meet(Z, 0, 3), 9.0, "meet(Z, 0, 3)")
    close(work.meet(Z, 4, 1), 88.5, "meet(Z, 4, 1)")


@check("leaves the table as it was")
def keeps(work):
    unchanged(work.meet, SMALL, 0, 2, call="meet(Z, 0, 2)")
