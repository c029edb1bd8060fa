import numpy as np

from journey.practice import check, close, raises


def apart(x, y, method):
    """From the samples, by the definition."""
    if method == "ward":

        def within(z):
            return float(((z - z.mean(axis=0)) ** 2).sum())

        return 2 * (within(np.concatenate([x, y])) - within(x) - within(y))
    pairs = [float(np.sqrt(((p - q) ** 2).sum())) for p in x for q in y]
    return {"single": min, "complete": max, "average": np.mean}[method](pairs)


def compare(work, method, seed):
    rng = np.random.default_rng(seed)
    a, b, c = (rng.normal(size=(n, 2)) + rng.normal(size=2) for n in rng.integers(1, 8, 3))
    got = work.to_union(
        apart(a, c, method),
        apart(b, c, method),
        apart(a, b, method),
        len(a),
        len(b),
        len(c),
        method,
    )
    close(got, apart(np.concatenate([a, b]), c, method),
          f"{method}, clusters of {len(a)}, {len(b)} and {len(c)}", within=1e-9)  # fmt: skip


@check("gives the two examples")
def examples(work):
    close(work.to_union(2.0, 5.0, 1.0, 1, 3, 4, "single"), 2.0, "single, 2 and 5")
    close(work.to_union(2.0, 5.0, 1.0, 1, 3, 4, "average"), 4.25, "average, 2 and 5, sizes 1 and 3")


@check("single: the least distance over all samples of the union")
def single(work):
    for seed in range(5):
        compare(work, "single", seed)


@check("complete: the largest")
def complete(work):
    for seed in range(5):
        compare(work, "complete", seed)


@check("average: the mean over all pairs, so the sizes count")
def average(work):
    for seed in range(5):
        compare(work, "average", seed)


@check("ward: twice the increase of the sum of squares")
def ward(work):
    for seed in range(8):
        compare(work, "ward", seed)


@check("refuses what is no method")
def other(work):
    raises(ValueError, work.to_union, 1.0, 2.0, 1.0, 1, 1, 1, "mean",
           call='to_union(1, 2, 1, 1, 1, 1, "mean")')  # fmt: skip
