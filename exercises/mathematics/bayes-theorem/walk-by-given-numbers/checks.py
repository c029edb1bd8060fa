import math

import numpy as np

from journey.practice import check, close, equal

NONE = [0.0, 0.0, 0.0]


def slope(x):
    return -abs(x)


@check("accepts or stays as the example does")
def example(work):
    close(work.walk(slope, 0.0, [1.0, 1.0], [0.3, 0.5], [0.0, 0.0]), np.array([1.0, 1.0]),
          "walk(-abs, 0, [1, 1], [0.3, 0.5], [0, 0])")  # fmt: skip


@check("counts the place again when a proposal is rejected")
def again(work):
    close(work.walk(slope, 0.0, [5.0, 5.0, 0.5], [0.9, 0.9, 0.1], NONE), np.array([0.0, 0.0, 0.5]),
          "walk(-abs, 0, [5, 5, 0.5], [0.9, 0.9, 0.1], [0, 0, 0])")  # fmt: skip


@check("always goes to a more probable place")
def uphill(work):
    close(work.walk(slope, 3.0, [-1.0, -1.0], [0.999, 0.999], [0.0, 0.0]), np.array([2.0, 1.0]),
          "walk(-abs, 3, [-1, -1], [0.999, 0.999], [0, 0])")  # fmt: skip


@check("uses the correction of a proposal that is not symmetric")
def correction(work):
    close(work.walk(slope, 0.0, [1.0, 1.0], [0.5, 0.3], [math.log(2), -math.log(2)]),
          np.array([1.0, 1.0]), "walk(-abs, 0, [1, 1], [0.5, 0.3], [log 2, -log 2])")  # fmt: skip


@check("never enters a place of density 0, even for u = 0")
def forbidden(work):
    def half(x):
        return -x if x >= 0 else -math.inf

    close(work.walk(half, 0.5, [-1.0, -0.2], [0.0, 0.9], [0.0, 0.0]), np.array([0.5, 0.3]),
          "walk(half line, 0.5, [-1, -0.2], [0, 0.9], [0, 0])")  # fmt: skip


@check("does not overflow where the ratio is e to the 5000")
def far(work):
    close(work.walk(lambda x: -5000 * x * x, 1.0, [-1.0], [0.5], [0.0]), np.array([0.0]),
          "walk(-5000 x^2, 1, [-1], [0.5], [0])")  # fmt: skip


@check("asks for the density once a proposal, and once at the start")
def frugal(work):
    asked = []

    def counted(x):
        asked.append(x)
        return slope(x)

    close(work.walk(counted, 0.0, [1.0, 4.0, -1.0], [0.3, 0.9, 0.5], NONE),
          np.array([1.0, 1.0, 0.0]), "walk(-abs, ...)")  # fmt: skip
    equal(len(asked), 4, "the number of calls for three proposals")


@check("visits each state as often as the target says")
def frequencies(work):
    target = np.array([1.0, 2.0, 4.0, 2.0, 1.0]) / 10
    rng = np.random.default_rng(0)
    n = 20_000

    def log_density(x):
        return math.log(target[int(x)]) if 0 <= x < 5 else -math.inf

    path = work.walk(log_density, 2, rng.choice([-1, 1], n), rng.random(n), np.zeros(n))
    seen = np.bincount(np.asarray(path, dtype=int), minlength=5) / n
    # 20,000 draws with an effective size of some thousands: within 0.02.
    close(seen, target, "how often each of five states is visited", within=0.02)
