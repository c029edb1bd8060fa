import numpy as np

from journey.mathematics.linalg import LinAlgError, lu_factor
from journey.practice import check, close, raises, unchanged


def triangle(n, seed=0):
    """An upper triangle whose diagonal keeps away from 0."""
    rng = np.random.default_rng(seed)
    return np.triu(rng.uniform(-1, 1, (n, n)), 1) + np.diag(rng.uniform(1, 2, n))


@check("solves the example: 1, 2")
def example(work):
    got = work.back_substitution(np.array([[2.0, 1.0], [0.0, 4.0]]), np.array([4.0, 8.0]))
    close(got, np.array([1.0, 2.0]), "back_substitution([[2, 1], [0, 4]], [4, 8])")


@check("takes a system of one equation")
def one(work):
    got = work.back_substitution(np.array([[4.0]]), np.array([2.0]))
    close(got, np.array([0.5]), "back_substitution([[4]], [2])")


@check("gives the solution back that the right-hand side was made from")
def made(work):
    for n in (3, 8, 20):
        U = triangle(n, n)
        x = np.arange(1.0, n + 1)
        close(work.back_substitution(U, U @ x), x, f"back_substitution(U, U @ [1, ..., {n}])")


@check("reads nothing below the diagonal")
def below(work):
    packed, _ = lu_factor(np.array([[4.0, 2.0, 1.0], [2.0, 5.0, 3.0], [1.0, 3.0, 6.0]]))
    x = np.array([1.0, -2.0, 3.0])
    got = work.back_substitution(packed, np.triu(packed) @ x)
    close(got, x, "back_substitution(lu_factor(A)[0], b)")


@check("takes whole numbers and still divides")
def whole(work):
    got = work.back_substitution(np.array([[2, 1], [0, 2]]), np.array([1, 1]))
    close(got, np.array([0.25, 0.5]), "back_substitution([[2, 1], [0, 2]], [1, 1])")


@check("refuses a zero anywhere on the diagonal")
def singular(work):
    for k in range(3):
        U = triangle(3)
        U[k, k] = 0.0
        raises(LinAlgError, work.back_substitution, U, np.ones(3),
               call=f"back_substitution(U with U[{k}, {k}] = 0, [1, 1, 1])")  # fmt: skip


@check("leaves matrix and right-hand side as they were")
def keeps(work):
    unchanged(work.back_substitution, triangle(4), np.ones(4), call="back_substitution(U, ones)")
