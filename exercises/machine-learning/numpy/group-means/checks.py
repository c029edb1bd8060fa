import numpy as np

from journey.practice import check, close, equal, holds, unchanged


@check("gives the example: names, means, largest")
def example(work):
    got = work.group_stats(np.array(["b", "a", "b"]), np.array([1.0, 5.0, 3.0]))
    holds(type(got) in (tuple, list) and len(got) == 3, "group_stats(labels, values)",
          expected="a triple of names, means and largest", got=got)  # fmt: skip
    equal(got[0], np.array(["a", "b"]), "the names of b, a, b")
    close(got[1], np.array([5.0, 2.0]), "the means")
    close(got[2], np.array([5.0, 3.0]), "the largest")


@check("counts every repeated label")
def repeated(work):
    _, means, _ = work.group_stats(np.array([3, 3, 3, 1]), np.array([1.0, 2.0, 6.0, 4.0]))
    close(means, np.array([4.0, 3.0]), "the means of group 1 and group 3")


@check("takes the largest where all are negative")
def negative(work):
    _, _, largest = work.group_stats(np.array([0, 0, 1]), np.array([-5.0, -2.0, -7.0]))
    close(largest, np.array([-2.0, -7.0]), "the largest of -5 and -2, and of -7")


@check("agrees with a mask for each group")
def agrees(work):
    rng = np.random.default_rng(0)
    for n, k in ((1, 1), (50, 7), (400, 90)):
        labels, values = rng.integers(-k, k, n), rng.normal(size=n)
        names, means, largest = work.group_stats(labels, values)
        wanted = np.unique(labels)
        holds(np.array_equal(names, wanted), f"names of {n} items", expected=wanted, got=names)
        close(means, np.array([values[labels == w].mean() for w in wanted]), f"means of {n} items")
        close(largest, np.array([values[labels == w].max() for w in wanted]),
              f"largest of {n} items")  # fmt: skip


@check("takes whole numbers as values, without cutting the means")
def whole(work):
    _, means, largest = work.group_stats(np.array([0, 0]), np.array([1, 2]))
    close(means, np.array([1.5]), "the mean of the whole numbers 1 and 2")
    close(np.asarray(largest, dtype=float), np.array([2.0]), "the larger")


@check("leaves labels and values as they were")
def keeps(work):
    unchanged(work.group_stats, np.array([2, 1, 2]), np.array([3.0, 1.0, 2.0]),
              call="group_stats(labels, values)")  # fmt: skip
