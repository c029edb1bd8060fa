import numpy as np

from journey.mathematics.linalg import eigh
from journey.practice import check, close, unchanged

A = np.array([[2.0, 1.0], [1.0, 2.0]])


@check("finds the largest eigenvalue of a symmetric matrix")
def largest(work):
    value, _ = work.dominant(A, np.array([1.0, 0.0]), 60)
    close(value, 3.0, "dominant([[2, 1], [1, 2]], [1, 0], 60)[0]")
    half = np.random.default_rng(0).standard_normal((6, 6))
    B = half @ half.T
    value, _ = work.dominant(B, np.ones(6), 3000)
    close(value, eigh(B).eigenvalues[-1], "dominant(a 6 by 6 matrix, ones, 3000)[0]")


@check("returns a vector of length 1 that A only stretches")
def vector(work):
    value, v = work.dominant(A, np.array([3.0, -1.0]), 60)
    close(float(np.linalg.norm(v)), 1.0, "the length of dominant([[2, 1], [1, 2]], [3, -1], 60)[1]")
    close(A @ v, value * v, "A @ v for that vector")


@check("keeps the sign of a negative eigenvalue")
def negative(work):
    value, _ = work.dominant(np.diag([-5.0, 1.0]), np.ones(2), 60)
    close(value, -5.0, "dominant(diag(-5, 1), [1, 1], 60)[0]")


@check("takes Rayleigh's quotient of the last vector, after just as many steps as asked")
def steps(work):
    D = np.diag([2.0, 1.0])
    for k in (1, 3):
        first, second = 2.0**k, 0.1
        want = (2 * first**2 + second**2) / (first**2 + second**2)
        close(
            work.dominant(D, np.array([1.0, 0.1]), k)[0],
            want,
            f"dominant(diag(2, 1), [1, 0.1], {k})[0]",
        )


@check("with 0 steps gives the start, brought to length 1")
def none(work):
    value, v = work.dominant(A, np.array([3.0, 4.0]), 0)
    close(value, 74 / 25, "dominant([[2, 1], [1, 2]], [3, 4], 0)[0]")
    close(v, np.array([0.6, 0.8]), "dominant([[2, 1], [1, 2]], [3, 4], 0)[1]")


@check("does not overflow in 2,000 steps with a large matrix")
def overflow(work):
    value, _ = work.dominant(1e10 * A, np.array([1.0, 0.0]), 2000)
    close(value / 1e10, 3.0, "dominant(1e10 * [[2, 1], [1, 2]], [1, 0], 2000)[0] / 1e10")


@check("leaves the matrix and the start as they were")
def keeps(work):
    unchanged(work.dominant, A, np.array([3.0, 4.0]), 5, call="dominant(A, x, 5)")
