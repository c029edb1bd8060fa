import math
from itertools import combinations

import numpy as np

from journey.practice import check, close, equal, holds, unchanged


@check("lists every split once")
def once(work):
    for n, m in ((1, 1), (2, 1), (3, 4)):
        x, y = 2.0 ** np.arange(n), 2.0 ** np.arange(n, n + m)
        got = np.asarray(work.differences(x, y))
        equal(len(got), math.comb(n + m, n), f"len(differences({n} values, {m} values))")
        equal(len(np.unique(got.round(9))), len(got), "the number of different ones among them")


@check("divides each group's sum by that group's own size")
def sizes(work):
    got = np.sort(work.differences(np.array([8.0, 9.0]), np.array([1.0])))
    close(got, np.array([-4.5, -3.0, 7.5]), "differences([8, 9], [1]), sorted")


@check("counts both directions")
def both(work):
    got = work.p_value(np.array([8.0, 9.0, 11.0]), np.array([1.0, 2.0, 4.0]))
    close(float(got), 0.1, "p_value([8, 9, 11], [1, 2, 4])")
    got = work.p_value(np.array([1.0, 2.0, 4.0]), np.array([8.0, 9.0, 11.0]))
    close(float(got), 0.1, "p_value([1, 2, 4], [8, 9, 11])")


@check("is 1 where the means are equal, whatever rounding says")
def rounding(work):
    for x, y in (([0.5, 0.4, 0.8, 0.2], [0.8, 0.1, 0.5, 0.5]), ([0.1, 0.2], [0.3, 0.0])):
        got = work.p_value(np.array(x), np.array(y))
        close(float(got), 1.0, f"p_value({x}, {y})")


@check("counts what ties with the observed difference, in decimals as in whole numbers")
def ties(work):
    rng = np.random.default_rng(0)
    for _ in range(12):
        x, y = rng.integers(1, 9, 4), rng.integers(1, 9, 3)
        pooled, total = [*x.tolist(), *y.tolist()], int(x.sum() + y.sum())
        # Three times the first sum less four times the second: whole, so exact.
        exact = [
            7 * sum(pooled[i] for i in places) - 4 * total for places in combinations(range(7), 4)
        ]
        want = sum(abs(d) >= abs(exact[0]) for d in exact) / 35
        close(float(work.p_value(x / 10, y / 10)), want, f"p_value({x / 10}, {y / 10})")


@check("still sees small differences between large numbers as what they are")
def large(work):
    x, y = np.array([1003.0, 1004.0, 1005.0]), np.array([1000.0, 1001.0, 1002.0])
    holds(abs(float(work.p_value(x, y)) - 0.1) < 1e-9, "p_value([1003, 1004, 1005], [1000, ...])",
          expected="0.1", got=float(work.p_value(x, y)))  # fmt: skip


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.p_value, np.array([2.0, 1.0]), np.array([3.0, 4.0]), call="p_value(x, y)")
