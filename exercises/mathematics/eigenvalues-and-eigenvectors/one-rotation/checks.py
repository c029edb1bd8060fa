import numpy as np

from journey.mathematics.linalg import eigvalsh
from journey.practice import check, close, holds, unchanged

TRIPLES = ((2.0, 1.0, 3.0), (3.0, 1.0, 2.0), (2.0, -1.0, 3.0), (-4.0, 0.5, 4.0), (1.0, 5.0, 1.5))


@check("makes the entry beside the diagonal zero")
def zero(work):
    for a, p, b in TRIPLES:
        c, s = work.rotation(a, p, b)
        close(
            c * s * (a - b) + (c * c - s * s) * p, 0.0, f"the entry left by rotation({a}, {p}, {b})"
        )


@check("is a rotation: the squares of c and s add up to 1")
def unit(work):
    for a, p, b in TRIPLES:
        c, s = work.rotation(a, p, b)
        close(c * c + s * s, 1.0, f"c*c + s*s of rotation({a}, {p}, {b})", within=1e-14)


@check("takes the smaller of the two angles, 45 degrees at most")
def small(work):
    for a, p, b in TRIPLES:
        c, s = work.rotation(a, p, b)
        holds(
            abs(s) <= c,
            f"rotation({a}, {p}, {b})",
            expected="abs(s) <= c",
            got=(float(c), float(s)),
        )


@check("turns by 45 degrees where the diagonal entries are equal")
def equal_entries(work):
    _, s = work.rotation(2.0, 1.0, 2.0)
    close(abs(s), 0.5**0.5, "abs(s) of rotation(2, 1, 2)")


@check("leaves a diagonal matrix alone")
def diagonal(work):
    for a, b in ((1.0, 2.0), (2.0, 2.0)):
        close(np.array(work.rotation(a, 0.0, b)), np.array([1.0, 0.0]), f"rotation({a}, 0, {b})")


@check("does not lose a tiny p")
def tiny(work):
    _, s = work.rotation(1.0, 1e-20, 2.0)
    close(s / 1e-20, 1.0, "s / 1e-20 of rotation(1, 1e-20, 2)")


@check("turn: the eigenvalues stay, the entry goes")
def similar(work):
    half = np.random.default_rng(0).standard_normal((5, 5))
    A = half + half.T
    B = work.turn(A, 1, 3)
    close(B[1, 3], 0.0, "turn(A, 1, 3)[1, 3]")
    close(B, B.T, "turn(A, 1, 3), against its transpose")
    close(eigvalsh((B + B.T) / 2), eigvalsh(A), "the eigenvalues of turn(A, 1, 3)")


@check("turn: the squares off the diagonal fall by twice the square of the entry")
def falls(work):
    half = np.random.default_rng(1).standard_normal((5, 5))
    A = half + half.T
    B = work.turn(A, 0, 4)
    left = (B**2).sum() - (np.diagonal(B) ** 2).sum()
    was = (A**2).sum() - (np.diagonal(A) ** 2).sum()
    close(left, was - 2 * A[0, 4] ** 2, "sum of the squares off the diagonal of turn(A, 0, 4)")


@check("leaves the matrix as it was")
def keeps(work):
    unchanged(work.turn, np.array([[2.0, 1.0], [1.0, 3.0]]), 0, 1, call="turn(A, 0, 1)")
