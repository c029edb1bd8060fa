import numpy as np

from journey.practice import check, close, equal


def summary(values):
    values = np.asarray(values, dtype=float)
    return len(values), float(values.mean()), float(values.var())


def both(work, left, right, call, within=1e-9):
    got = work.merge(summary(left), summary(right))
    want = summary(np.concatenate([left, right]))
    equal(got[0], want[0], f"the count of {call}")
    close(float(got[1]), want[1], f"the mean of {call}", within=within)
    close(float(got[2]), want[2], f"the variance of {call}", within=within)


@check("finds 3, 3 and 8/3 in the example")
def example(work):
    both(work, [1.0, 3.0], [5.0], "merge((2, 2.0, 1.0), (1, 5.0, 0.0))")


@check("weighs the means by the counts")
def weighs(work):
    both(work, [0.0] * 9, [10.0], "nine zeros and one ten")


@check("adds what the distance of the means makes")
def distance(work):
    both(work, [0.0, 0.0], [4.0, 4.0], "merge((2, 0.0, 0.0), (2, 4.0, 0.0))")


@check("does not depend on the order of the two")
def order(work):
    a, b = (3, 1.0, 2.0), (7, -4.0, 0.5)
    first, second = work.merge(a, b), work.merge(b, a)
    for k, what in enumerate(("count", "mean", "variance")):
        close(float(first[k]), float(second[k]), f"the {what} of merge(a, b) and of merge(b, a)")


@check("keeps the other set where one is empty")
def empty(work):
    full = (4, 2.5, 1.25)
    equal(work.merge((0, 0.0, 0.0), full), full, "merge((0, 0.0, 0.0), (4, 2.5, 1.25))")
    equal(work.merge(full, (0, 0.0, 0.0)), full, "merge((4, 2.5, 1.25), (0, 0.0, 0.0))")


@check("keeps its digits far from zero")
def far(work):
    base = 1e9
    left, right = base + np.array([1.0, 2.0, 3.0]), base + np.array([4.0, 8.0])
    got = work.merge((3, base + 2.0, 2 / 3), (2, base + 6.0, 4.0))
    want = float(np.var(np.concatenate([left, right]) - base))
    close(float(got[2]), want, "the variance of numbers near a billion", within=1e-6)


@check("merges a hundred random portions into the whole")
def many(work):
    rng = np.random.default_rng(0)
    values = rng.normal(3.0, 2.0, 1000)
    total = (0, 0.0, 0.0)
    for part in np.split(values, np.sort(rng.choice(np.arange(1, 1000), 99, replace=False))):
        total = work.merge(total, summary(part))
    equal(total[0], 1000, "the count of all portions")
    close(float(total[1]), float(values.mean()), "the mean of all portions")
    close(float(total[2]), float(values.var()), "the variance of all portions")
