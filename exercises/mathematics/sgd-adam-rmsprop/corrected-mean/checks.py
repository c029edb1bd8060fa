import numpy as np

from journey.practice import check, close, unchanged


def weighted(values, beta):
    """By the definition: the weighted mean of what has been seen."""
    seen = [values[: t + 1] for t in range(len(values))]
    weights = [beta ** np.arange(t, -1, -1.0) for t in range(len(values))]
    return np.array([np.average(s, axis=0, weights=w) for s, w in zip(seen, weights, strict=True)])


@check("gives 10, 10 and 27.14 in the example")
def example(work):
    got = work.corrected_mean(np.array([10.0, 10.0, 40.0]), 0.5)
    close(got, np.array([10.0, 10.0, 23.75 / 0.875]), "corrected_mean([10, 10, 40], 0.5)")


@check("starts with the first value itself, whatever beta is")
def first(work):
    for beta in (0.0, 0.5, 0.9, 0.999):
        got = work.corrected_mean(np.array([7.0]), beta)
        close(got, np.array([7.0]), f"corrected_mean([7], {beta})")


@check("stays at a constant from the first step on")
def constant(work):
    got = work.corrected_mean(np.full(50, 3.0), 0.99)
    close(got, np.full(50, 3.0), "corrected_mean([3] * 50, 0.99)")


@check("is the weighted mean of all values so far, newer ones counting more")
def definition(work):
    values = np.random.default_rng(0).normal(size=30)
    got = work.corrected_mean(values, 0.8)
    close(got, weighted(values, 0.8), "corrected_mean(30 normal numbers, 0.8)")


@check("treats the columns of rows apart")
def rows(work):
    values = np.random.default_rng(1).normal(size=(12, 3))
    got = work.corrected_mean(values, 0.9)
    close(got, weighted(values, 0.9), "corrected_mean(12 rows of 3, 0.9)")


@check("leaves the values as they were")
def keeps(work):
    unchanged(work.corrected_mean, np.array([[1.0, 2.0], [3.0, 4.0]]), 0.5,
              call="corrected_mean([[1, 2], [3, 4]], 0.5)")  # fmt: skip
