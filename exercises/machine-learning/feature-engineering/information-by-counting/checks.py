import math
from collections import Counter

import numpy as np

from journey.practice import check, close, holds, unchanged


def by_hand(x, y):
    """One pair of labels at a time, with plain dictionaries."""
    n = len(x)
    pairs, left, right = Counter(zip(x, y, strict=True)), Counter(x), Counter(y)
    return sum(m / n * math.log(m * n / (left[a] * right[b])) for (a, b), m in pairs.items())


@check("is log 2 for two equal coins, and 0 for two that have nothing in common")
def example(work):
    close(work.information(["a", "a", "b", "b"], [1, 1, 0, 0]), math.log(2),
          'information(["a", "a", "b", "b"], [1, 1, 0, 0])', within=1e-9)  # fmt: skip
    close(work.information(["a", "a", "b", "b"], [1, 0, 1, 0]), 0.0,
          'information(["a", "a", "b", "b"], [1, 0, 1, 0])', within=1e-9)  # fmt: skip


@check("agrees with counting pair by pair")
def pairs(work):
    rng = np.random.default_rng(0)
    for size in (2, 3, 5):
        x, y = rng.integers(0, size, (2, 60))
        close(work.information(x, y), by_hand(x.tolist(), y.tolist()),
              f"60 samples, {size} labels each", within=1e-9)  # fmt: skip


@check("of a label with itself is its entropy")
def entropy(work):
    labels = ["x"] * 5 + ["y"] * 3 + ["z"] * 2
    want = -sum(p * math.log(p) for p in (0.5, 0.3, 0.2))
    close(work.information(labels, labels), want, "information(labels, labels)", within=1e-9)


@check("leaves out pairs that never occur")
def empty(work):
    got = work.information([0, 0, 1, 2], ["u", "v", "v", "v"])
    holds(math.isfinite(got), "information([0, 0, 1, 2], ['u', 'v', 'v', 'v'])",
          expected="a finite number", got=got)  # fmt: skip
    close(got, by_hand([0, 0, 1, 2], list("uvvv")),
          "information([0, 0, 1, 2], ['u', 'v', 'v', 'v'])", within=1e-9)  # fmt: skip


@check("is the same both ways, and whatever the labels are called")
def symmetric(work):
    x, y = [0, 0, 1, 1, 1, 2, 2, 2, 2], list("aabbbbbca")
    first = work.information(x, y)
    close(work.information(y, x), first, "information(y, x)", within=1e-9)
    close(work.information([10 * (2 - v) for v in x], [f"name {v}" for v in y]), first,
          "information with other names", within=1e-9)  # fmt: skip
    close(first, by_hand(x, y), "information(x, y)", within=1e-9)


@check("sees exclusive or in two coins together, and in neither alone")
def exclusive(work):
    coins = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    either = coins[:, 0] ^ coins[:, 1]
    close(work.information(coins[:, 0], either), 0.0, "one coin", within=1e-9)
    close(work.information(coins @ [2, 1], either), math.log(2), "both coins", within=1e-9)


@check("leaves the labels as they were")
def keeps(work):
    unchanged(work.information, np.array([2, 1, 2]), np.array([0, 1, 1]), call="information(x, y)")
