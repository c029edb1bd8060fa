import numpy as np

from journey.mathematics.optimize import bfgs_update
from journey.practice import check, close, holds, unchanged


def some_pairs(n, m, seed):
    """Pairs of a quadratic, so that all of them are curved upwards."""
    rng = np.random.default_rng(seed)
    half = rng.normal(size=(n, n))
    hessian = half @ half.T + np.eye(n)
    return [(s, hessian @ s) for s in rng.normal(size=(m, n))]


def dense(g, pairs):
    """By the definition: the matrix, updated pair by pair, times the vector."""
    s, y = pairs[-1]
    matrix = (s @ y) / (y @ y) * np.eye(len(g))
    for s, y in pairs:
        matrix = bfgs_update(matrix, s, y)
    return matrix @ g


@check("returns the gradient itself while there are no pairs")
def none(work):
    close(
        work.two_loops(np.array([3.0, -1.0]), []), np.array([3.0, -1.0]), "two_loops([3, -1], [])"
    )


@check("maps the newest y to its s: the secant equation")
def secant(work):
    for m in (1, 2, 5):
        pairs = some_pairs(6, m, seed=m)
        s, y = pairs[-1]
        close(work.two_loops(y, pairs), s, f"two_loops(newest y, {m} pairs)", within=1e-8)


@check("agrees with the matrix for one pair")
def one(work):
    pairs = some_pairs(4, 1, seed=7)
    g = np.array([1.0, -2.0, 0.5, 3.0])
    close(work.two_loops(g, pairs), dense(g, pairs), "two_loops(g, 1 pair)", within=1e-8)


@check("takes the pairs in the right order, newest first and then oldest first")
def several(work):
    rng = np.random.default_rng(9)
    for m in (2, 3, 6):
        pairs, g = some_pairs(8, m, seed=20 + m), rng.normal(size=8)
        close(work.two_loops(g, pairs), dense(g, pairs), f"two_loops(g, {m} pairs)", within=1e-8)


@check("scales by the newest pair's gamma, not by the oldest's")
def gamma(work):
    long, short = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    pairs = [(long, 4 * long), (short, 2 * short)]
    got = work.two_loops(np.array([0.0, 0.0, 1.0]), pairs)
    close(got, np.array([0.0, 0.0, 0.5]), "two_loops([0, 0, 1], pairs with gamma 1/4 and then 1/2)")


@check("always leads downhill")
def downhill(work):
    rng = np.random.default_rng(1)
    for seed in range(5):
        g = rng.normal(size=5)
        product = float(np.dot(work.two_loops(g, some_pairs(5, 3, seed)), g))
        holds(product > 0, "two_loops(g, 3 pairs) @ g", expected="a number above 0", got=product)


@check("needs no matrix: 300,000 parameters")
def large(work):
    n = 300_000  # the matrix would take 720 GB
    s, g = np.full(n, 0.5), np.arange(n, dtype=float)
    got = work.two_loops(g, [(s, 2 * s), (2 * s, 4 * s)])
    close(got, 0.5 * g, "two_loops(g, 2 pairs), 300,000 parameters", within=1e-8)


@check("leaves gradient and pairs as they were")
def keeps(work):
    unchanged(work.two_loops, np.array([1.0, 2.0]), some_pairs(2, 2, seed=3),
              call="two_loops([1, 2], 2 pairs)")  # fmt: skip
