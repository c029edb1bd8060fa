import numpy as np

from journey.ml.metrics import confusion_matrix
from journey.practice import check, close, holds, unchanged, within_steps


def labels(n, k, seed):
    rng = np.random.default_rng(seed)
    true = rng.integers(k, size=n).astype(np.intp)  # as the browser counts, too
    return true, np.where(rng.uniform(size=n) < 0.7, true, rng.integers(k, size=n).astype(np.intp))


@check("counts the example")
def example(work):
    got = work.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 3)
    close(got, np.array([[1, 1, 0], [0, 1, 0], [0, 0, 0]]), "the table of 0, 0, 1 called 0, 1, 1")


@check("puts the truth in the rows, what was called in the columns")
def rows(work):
    got = work.confusion(np.array([0, 0, 0]), np.array([1, 1, 1]), 2)
    close(got, np.array([[0, 3], [0, 0]]), "the table of three zeros called 1")


@check("keeps a row and a column for classes that do not occur")
def absent(work):
    got = work.confusion(np.array([1]), np.array([1]), 4)
    holds(np.shape(got) == (4, 4), "confusion([1], [1], 4)",
          expected="a table of shape (4, 4)", got=np.shape(got))  # fmt: skip


@check("agrees with journey.ml.metrics on random labels")
def random(work):
    for n, k, seed in ((50, 2, 0), (500, 7, 1), (2000, 20, 2)):
        true, called = labels(n, k, seed)
        want = confusion_matrix(true, called, labels=np.arange(k))
        close(work.confusion(true, called, k), want, f"the table of {n} samples, {k} classes")


@check("holds whole numbers where there are no weights")
def whole(work):
    got = np.asarray(work.confusion(np.array([0, 1]), np.array([0, 1]), 2))
    holds(got.dtype.kind in "iu", "confusion([0, 1], [0, 1], 2)",
          expected="whole numbers", got=str(got.dtype))  # fmt: skip


@check("adds weights where they are given")
def weights(work):
    true, called = labels(300, 4, 3)
    weight = np.random.default_rng(4).uniform(size=300)
    want = confusion_matrix(true, called, sample_weight=weight)
    close(work.confusion(true, called, 4, weight), want, "the table with weights", within=1e-9)


@check("counts 100,000 samples without a loop over them")
def fast(work):
    true, called = labels(100_000, 10, 5)
    got = within_steps(5_000, work.confusion, true, called, 10,
                       call="confusion of 100,000 samples")  # fmt: skip
    close(got, confusion_matrix(true, called), "the table of 100,000 samples")


@check("leaves the labels as they were")
def keeps(work):
    true, called = labels(20, 3, 6)
    unchanged(work.confusion, true, called, 3, call="confusion(true, called, 3)")
