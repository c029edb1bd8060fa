import numpy as np

from journey.ml.preprocessing import TargetEncoder
from journey.practice import check, close, holds, unchanged


def made(n, k, seed=0):
    rng = np.random.default_rng(seed)
    return [f"c{i}" for i in rng.integers(0, k, n)], rng.normal(5.0, 2.0, n), np.arange(n) % 4


@check("gives 3, 1 and 3 in the example")
def example(work):
    got = work.cross_fitted(["a", "a", "b"], np.array([1.0, 3.0, 8.0]), np.array([0, 1, 0]), 0.0)
    close(got, np.array([3.0, 1.0, 3.0]), "cross_fitted of the example")


@check("imagines m rows at the other folds' mean")
def smoothed(work):
    # Row 0: the others are 2, 4 (a) and 12 (b), of mean 6; (2 + 4 + 2 * 6) / (2 + 2) = 4.5.
    y = np.array([100.0, 2.0, 4.0, 12.0])
    got = work.cross_fitted(["a", "a", "a", "b"], y, np.array([0, 1, 1, 1]), 2.0)
    close(
        float(got[0]), 4.5, "the first code of cross_fitted(a a a b, [100, 2, 4, 12], [0 1 1 1], 2)"
    )


@check("is not touched by the targets of the row's own fold")
def untouched(work):
    values, y, folds = made(40, 5)
    first = work.cross_fitted(values, y, folds, 3.0)
    changed = np.where(folds == 2, y + 1000.0, y)
    second = work.cross_fitted(values, changed, folds, 3.0)
    close(
        second[folds == 2], first[folds == 2], "codes of a fold whose targets were raised by 1000"
    )


@check("gives the other folds' mean to a category that they lack")
def lacking(work):
    y = np.array([1.0, 2.0, 6.0])
    for m in (0.0, 5.0):
        got = work.cross_fitted(["x", "y", "y"], y, np.array([0, 1, 1]), m)
        close(float(got[0]), 4.0, f"the code of a category that occurs once, m = {m:g}")


@check("finds nothing in noise")
def noise(work):
    values, y, folds = made(400, 200, 1)
    got = np.asarray(work.cross_fitted(values, y, folds, 0.0))
    found = float(np.corrcoef(got, y)[0, 1])
    holds(abs(found) < 0.2, "the correlation of codes and targets, 200 categories of noise",
          expected="between -0.2 and 0.2", got=found)  # fmt: skip


@check("agrees with TargetEncoder on random data")
def agrees(work):
    values, y, folds = made(60, 7, 2)
    pairs = [(np.flatnonzero(folds != k), np.flatnonzero(folds == k)) for k in range(4)]
    for m in (0.0, 1.0, 10.0):
        encoder = TargetEncoder(smooth=m, cv=pairs, target_type="continuous")
        want = encoder.fit_transform([[v] for v in values], y).ravel()
        close(work.cross_fitted(values, y, folds, m), want, f"60 random rows, m = {m:g}")


@check("leaves what it was given as it was")
def inputs(work):
    unchanged(work.cross_fitted, ["a", "a"], np.array([1.0, 2.0]), np.array([0, 1]), 1.0,
              call="cross_fitted(['a', 'a'], [1, 2], [0, 1], 1)")  # fmt: skip
