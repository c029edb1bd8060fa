import numpy as np

from journey.mathematics.linalg import lstsq, solve_triangular
from journey.practice import check, close, unchanged


def stream(work, A, b):
    """Feed all rows; return R, c and the sum of squares of what was left."""
    n = A.shape[1]
    R, c, total = np.zeros((n, n)), np.zeros(n), 0.0
    for row, y in zip(A, b, strict=True):
        R, c, rest = work.add_row(R, c, row, y)
        total += rest**2
    return R, c, total


def data(m=30, n=4):
    rng = np.random.default_rng(5)
    return rng.standard_normal((m, n)), rng.standard_normal(m)


@check("rotates the example: 5, 6, and -3 is left")
def example(work):
    call = "add_row([[3]], [6], [4], 3)"
    R, c, rest = work.add_row(np.array([[3.0]]), np.array([6.0]), np.array([4.0]), 3.0)
    close(R, np.array([[5.0]]), f"{call}[0]")
    close(c, np.array([6.0]), f"{call}[1]")
    close(rest, -3.0, f"{call}[2]")


@check("adds the new row's products to R'R, and no others")
def products(work):
    A, b = data()
    R, _, _ = stream(work, A, b)
    close(R.T @ R, A.T @ A, "R' R after 30 rows", within=1e-12)
    close(np.tril(R, -1), np.zeros((4, 4)), "np.tril(R, -1) after 30 rows", within=0.0)


@check("ends at the solution that lstsq finds")
def solution(work):
    A, b = data()
    R, c, _ = stream(work, A, b)
    close(solve_triangular(R, c), lstsq(A, b).x, "x from R x = c after 30 rows", within=1e-12)


@check("leaves rests whose squares add up to the residuals")
def residuals(work):
    A, b = data()
    total = stream(work, A, b)[2]
    close(total, float(lstsq(A, b).residuals[0]), "sum of rest ** 2 after 30 rows", within=1e-11)


@check("takes zeros, in R and in the row")
def zeros(work):
    R, c, rest = work.add_row(np.zeros((2, 2)), np.zeros(2), np.array([0.0, 2.0]), 4.0)
    close(R, np.array([[0.0, 0.0], [0.0, 2.0]]), "add_row(zeros, zeros, [0, 2], 4)[0]")
    close(c, np.array([0.0, 4.0]), "add_row(zeros, zeros, [0, 2], 4)[1]")
    close(rest, 0.0, "add_row(zeros, zeros, [0, 2], 4)[2]")


@check("does not square what is too large for it")
def large(work):
    R, _, _ = work.add_row(np.array([[3e200]]), np.array([0.0]), np.array([4e200]), 0.0)
    close(R / 1e200, np.array([[5.0]]), "add_row([[3e200]], [0], [4e200], 0)[0] / 1e200")


@check("leaves triangle, vector and row as they were")
def keeps(work):
    unchanged(work.add_row, np.eye(2), np.ones(2), np.ones(2), 1.0,
              call="add_row(eye, ones, ones, 1)")  # fmt: skip
