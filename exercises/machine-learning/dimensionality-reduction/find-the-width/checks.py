import numpy as np

from journey.ml.manifold import conditional_probabilities
from journey.practice import check, close, holds, unchanged


def distances(seed, n=30, scale=1.0):
    return scale * np.random.default_rng(seed).exponential(size=n) ** 2


def entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()


@check("gives the example's probabilities")
def example(work):
    d = np.array([0.0, 1.0, 4.0, 9.0])
    close(work.neighbours(d, 2.0), conditional_probabilities(d[None], 2.0)[0][0],
          "neighbours of 0, 1, 4, 9 with perplexity 2", within=1e-7)  # fmt: skip


@check("sums to 1")
def total(work):
    close(np.sum(work.neighbours(distances(0), 5.0)), 1.0, "the sum of the probabilities")


@check("has the perplexity that is asked for")
def perplexity(work):
    for wanted in (1.5, 5.0, 25.0):
        got = np.exp(entropy(work.neighbours(distances(1), wanted)))
        close(got, wanted, f"the perplexity of the answer for {wanted}", within=1e-7)


@check("works for distances of any size")
def scale(work):
    want = conditional_probabilities(distances(2)[None], 4.0)[0][0]
    for factor in (1e-8, 1e8):
        got = work.neighbours(factor * distances(2), 4.0)
        close(got, want, f"neighbours with all distances times {factor:g}", within=1e-6)


@check("works far from every other sample")
def far(work):
    d = 1e6 + distances(3)
    got = work.neighbours(d, 4.0)
    holds(bool(np.all(np.isfinite(got))), "neighbours, all about a million away",
          expected="finite numbers")  # fmt: skip
    close(got, work.neighbours(d - d.min(), 4.0), "the same distances, less the smallest",
          within=1e-6)  # fmt: skip


@check("favours the nearer")
def nearer(work):
    d = np.sort(distances(4))
    holds(bool(np.all(np.diff(work.neighbours(d, 6.0)) <= 0)), "neighbours of sorted distances",
          expected="probabilities that fall")  # fmt: skip


@check("leaves the distances as they were")
def keeps(work):
    unchanged(work.neighbours, distances(5), 3.0, call="neighbours(d, 3.0)")
