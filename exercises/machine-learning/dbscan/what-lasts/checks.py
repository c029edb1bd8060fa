from itertools import combinations

import numpy as np

from journey.practice import check, close, equal, holds, unchanged


def ancestors(parent, i):
    while parent[i] >= 0:
        i = parent[i]
        yield i


def by_trying(parent, stability):
    """The best total over all sets of clusters of which none lies inside another."""
    best = 0.0
    for size in range(1, len(parent) + 1):
        for some in combinations(range(len(parent)), size):
            if not any(up in some for i in some for up in ancestors(parent, i)):
                best = max(best, sum(stability[i] for i in some))
    return best


def trees():
    rng = np.random.default_rng(0)
    for n in (1, 2, 3, 5, 8, 9, 9, 10):
        parent = [-1] + [int(rng.integers(i)) for i in range(1, n)]
        yield parent, [float(x) for x in rng.uniform(0, 4, n) * np.linspace(3, 1, n)]


def answer(work, parent, stability, call):
    got = work.lasting(parent, stability)
    pair = isinstance(got, tuple | list) and len(got) == 2
    holds(pair, call, expected="a pair of total and clusters", got=got)
    return got


@check("gives 9 and [2, 3, 4] for the example")
def example(work):
    got = answer(work, [-1, 0, 0, 1, 1], [1.0, 5.0, 3.0, 2.0, 4.0], "lasting(example)")
    close(got[0], 9.0, "the total of the example")
    equal(list(got[1]), [2, 3, 4], "the clusters of the example")


@check("compares with the sum of the children, not with the largest")
def total(work):
    got = answer(work, [-1, 0, 0], [5.0, 3.0, 4.0], "lasting([-1, 0, 0], [5, 3, 4])")
    equal(list(got[1]), [1, 2], "the clusters of lasting([-1, 0, 0], [5, 3, 4])")


@check("hands the best total of a child on, not its own stability")
def handed_on(work):
    parent, stability = [-1, 0, 1, 1], [5.0, 1.0, 3.0, 4.0]
    got = answer(work, parent, stability, "lasting([-1, 0, 1, 1], [5, 1, 3, 4])")
    close(got[0], 7.0, "the total of lasting([-1, 0, 1, 1], [5, 1, 3, 4])")
    equal(list(got[1]), [2, 3], "its clusters")


@check("keeps no cluster inside another")
def outermost(work):
    got = answer(work, [-1, 0, 0, 1], [9.0, 2.0, 3.0, 1.0], "lasting([-1, 0, 0, 1], [9, 2, 3, 1])")
    equal(list(got[1]), [0], "the clusters of lasting([-1, 0, 0, 1], [9, 2, 3, 1])")
    got = answer(work, [-1, 0, 1, 2], [9.0, 2.0, 1.0, 5.0], "lasting([-1, 0, 1, 2], [9, 2, 1, 5])")
    equal(list(got[1]), [0], "the clusters of lasting([-1, 0, 1, 2], [9, 2, 1, 5])")


@check("keeps the cluster where it and its children are equal")
def tie(work):
    got = answer(work, [-1, 0, 0], [5.0, 2.0, 3.0], "lasting([-1, 0, 0], [5, 2, 3])")
    equal(list(got[1]), [0], "the clusters of lasting([-1, 0, 0], [5, 2, 3])")


@check("takes a single cluster")
def alone(work):
    got = answer(work, [-1], [2.5], "lasting([-1], [2.5])")
    close(got[0], 2.5, "the total of lasting([-1], [2.5])")
    equal(list(got[1]), [0], "the clusters of lasting([-1], [2.5])")


@check("is the best of all sets, tried one by one, on random trees")
def best_of_all(work):
    for parent, stability in trees():
        call = f"lasting(a tree of {len(parent)} clusters)"
        got = answer(work, parent, stability, call)
        close(got[0], by_trying(parent, stability), f"the total of {call}")
        close(sum(stability[i] for i in got[1]), float(got[0]), f"the sum of what {call} keeps")
        equal(list(got[1]), sorted(got[1]), f"the clusters of {call}, in order")


@check("leaves both lists as they were")
def keeps(work):
    unchanged(work.lasting, [-1, 0, 0, 1, 1], [1.0, 5.0, 3.0, 2.0, 4.0],
              call="lasting(parent, stability)")  # fmt: skip
