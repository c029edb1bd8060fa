import math

from journey.practice import check, close, equal, holds


@check("knows merge sort and binary search: all levels work alike")
def alike(work):
    equal(work.solve(2, 2, 1), (1, 1), "solve(2, 2, 1)")
    equal(work.solve(1, 2, 0), (0, 1), "solve(1, 2, 0)")
    equal(work.solve(9, 3, 2), (2, 1), "solve(9, 3, 2)")


@check("gives the root its work where a is below b to the d")
def root(work):
    equal(work.solve(1, 2, 1), (1, 0), "solve(1, 2, 1)")
    equal(work.solve(3, 2, 2), (2, 0), "solve(3, 2, 2)")
    equal(work.solve(7, 2, 3), (3, 0), "solve(7, 2, 3)")


@check("gives the leaves their work where a is above b to the d")
def leaves(work):
    for a, b, d in ((3, 2, 1), (7, 2, 2), (8, 2, 0), (2, 3, 0)):
        power, logs = work.solve(a, b, d)
        close(power, math.log(a) / math.log(b), f"the power of solve({a}, {b}, {d})", within=1e-9)
        equal(logs, 0, f"the logs of solve({a}, {b}, {d})")


@check("is not misled by rounded logarithms")
def rounding(work):
    for b in (3, 5, 6, 7, 10, 12):
        for d in (1, 2, 3, 5, 9):
            equal(work.solve(b**d, b, d), (d, 1), f"solve({b**d}, {b}, {d})")


@check("agrees with the sum over the levels")
def levels(work):
    # From b^L to b^(L + 1) the sum grows by b^power, times (L + 1) / L for a logarithm.
    for a, b, d in ((2, 2, 1), (4, 2, 1), (1, 3, 2), (5, 2, 2), (16, 4, 2), (6, 2, 3)):
        power, logs = work.solve(a, b, d)
        sums = [sum(a**i * b ** (d * (deep - i)) for i in range(deep + 1)) for deep in (400, 401)]
        grown = math.log(sums[1] / sums[0], b) - logs * math.log(401 / 400, b)
        holds(abs(grown - power) < 0.001, f"solve({a}, {b}, {d})",
              expected=f"a power near {grown:.3f}", got=(power, logs))  # fmt: skip
