import numpy as np

from journey.practice import check, close, unchanged


def entry_by_entry(g, shape):
    """By the definition: every entry of g goes back to where its number came from."""
    total = np.zeros(shape)
    for place in np.ndindex(g.shape):
        source = place[len(place) - len(shape) :]
        total[tuple(0 if n == 1 else k for k, n in zip(source, shape, strict=True))] += g[place]
    return total


@check("sums over the rows that a vector was added to")
def rows(work):
    got = work.unbroadcast(np.ones((3, 4)), (4,))
    close(got, np.full(4, 3.0), "unbroadcast(np.ones((3, 4)), (4,))")


@check("keeps an axis of length 1")
def ones(work):
    got = work.unbroadcast(np.ones((3, 4)), (3, 1))
    close(got, np.full((3, 1), 4.0), "unbroadcast(np.ones((3, 4)), (3, 1))")


@check("changes nothing where nothing was broadcast")
def same(work):
    g = np.arange(6.0).reshape(2, 3)
    close(work.unbroadcast(g, (2, 3)), g, "unbroadcast(g, g.shape)")


@check("gives a single number the sum of all")
def number(work):
    got = work.unbroadcast(np.arange(6.0).reshape(2, 3), ())
    close(np.asarray(got), np.array(15.0), "unbroadcast([[0, 1, 2], [3, 4, 5]], ())")


@check("agrees with adding entry by entry, for many shapes")
def many(work):
    rng = np.random.default_rng(4)
    for full, shape in (
        ((2, 3, 4), (3, 1)), ((2, 3, 4), (1, 3, 1)), ((5, 1), (5, 1)), ((4, 4), (4, 1)),
        ((4, 4), (4,)), ((2, 1, 3), (1, 3)), ((3,), (1,)), ((2, 2, 2), ()),
    ):  # fmt: skip
        g = rng.normal(size=full)
        call = f"unbroadcast(g, {shape}), g of shape {full}"
        close(np.asarray(work.unbroadcast(g, shape)), entry_by_entry(g, shape), call)


@check("leaves the gradient that it was given as it was")
def keeps(work):
    unchanged(work.unbroadcast, np.ones((3, 4)), (4,), call="unbroadcast(np.ones((3, 4)), (4,))")
