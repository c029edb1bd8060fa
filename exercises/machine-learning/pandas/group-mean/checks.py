import warnings

import numpy as np

from journey.practice import check, close, holds, unchanged


def slow(keys, values):
    result = []
    for key in keys.tolist():
        own = [v for k, v in zip(keys.tolist(), values.tolist(), strict=True) if k == key]
        known = [v for v in own if v == v]
        result.append(sum(known) / len(known) if known else float("nan"))
    return np.array(result)


@check("gives 1.5, 5, 1.5 for the example")
def example(work):
    got = work.group_mean(np.array(["a", "b", "a"]), np.array([1.0, 5.0, 2.0]))
    close(got, np.array([1.5, 5.0, 1.5]), "group_mean([a, b, a], [1, 5, 2])")


@check("leaves missing values out of sum and count")
def missing(work):
    got = work.group_mean(np.array([1, 1, 1, 2]), np.array([2.0, np.nan, 4.0, 8.0]))
    close(got, np.array([3.0, 3.0, 3.0, 8.0]), "group_mean([1, 1, 1, 2], [2, nan, 4, 8])")


@check("gives NaN where a group has no known value, without a warning")
def none_known(work):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        got = work.group_mean(np.array(["x", "y", "x"]), np.array([np.nan, 1.0, np.nan]))
    call = "group_mean([x, y, x], [nan, 1, nan])"
    filled = np.where(np.isnan(got), -1.0, got)
    close(filled, np.array([-1.0, 1.0, -1.0]), call + ", with -1 for NaN")
    holds(not caught, call, expected="no warning", got=[str(each.message) for each in caught])


@check("keeps the order of the rows, whatever the order of the keys")
def order(work):
    got = work.group_mean(np.array(["z", "a", "m"]), np.array([3.0, 1.0, 2.0]))
    close(got, np.array([3.0, 1.0, 2.0]), "group_mean([z, a, m], [3, 1, 2])")


@check("agrees with the definition on random rows")
def agrees(work):
    rng = np.random.default_rng(4)
    for groups in (1, 3, 20):
        keys, values = rng.integers(-5, groups, 60), rng.normal(size=60)
        values[rng.random(60) < 0.3] = np.nan
        got, want = work.group_mean(keys, values), slow(keys, values)
        close(np.nan_to_num(got, nan=99.0), np.nan_to_num(want, nan=99.0),
              f"group_mean(60 rows, up to {groups + 5} groups), with 99 for NaN")  # fmt: skip


@check("leaves keys and values as they were")
def keeps(work):
    unchanged(work.group_mean, np.array(["a", "b"]), np.array([np.nan, 1.0]),
              call="group_mean([a, b], [nan, 1])")  # fmt: skip
