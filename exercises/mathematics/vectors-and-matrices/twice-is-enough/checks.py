import numpy as np

from journey.mathematics.linalg import hilbert, qr
from journey.practice import check, close, equal, holds, unchanged


def nearly_parallel(gap):
    """Three columns that differ from one another by `gap` only; the lower part keeps them apart."""
    return np.vstack([np.ones(3), gap * np.eye(3)])


@check("factors the example")
def example(work):
    Q, R = work.qr_twice(np.array([[3.0, 1.0], [4.0, 2.0]]))
    close(Q, np.array([[0.6, -0.8], [0.8, 0.6]]), "qr_twice([[3, 1], [4, 2]])[0]")
    close(R, np.array([[5.0, 2.2], [0.0, 0.4]]), "qr_twice([[3, 1], [4, 2]])[1]")


@check("makes R a triangle with a positive diagonal")
def upper(work):
    R = work.qr_twice(np.random.default_rng(1).standard_normal((6, 4)))[1]
    equal(R.shape, (4, 4), "qr_twice(random, 6 by 4)[1].shape")
    close(np.tril(R, -1), np.zeros((4, 4)), "np.tril(qr_twice(random)[1], -1)", within=0.0)
    holds((np.diagonal(R) > 0).all(), "qr_twice(random)[1]", expected="a positive diagonal",
          got=np.diagonal(R))  # fmt: skip


@check("is Householder's QR up to signs, where that is easy")
def reference(work):
    A = np.random.default_rng(2).standard_normal((8, 5))
    Q, R = qr(A)
    signs = np.sign(np.diagonal(R))
    ours, triangle = work.qr_twice(A)
    close(ours, Q * signs, "qr_twice(random)[0]")
    close(triangle, R * signs[:, None], "qr_twice(random)[1]")


@check("keeps Q orthogonal to rounding on the Hilbert matrix of size 10")
def orthogonal(work):
    Q = work.qr_twice(hilbert(10))[0]
    lost = float(np.abs(Q.T @ Q - np.eye(10)).max())
    holds(lost < 1e-13, "Q' Q for hilbert(10)", expected="the identity to 1e-13", got=lost)


@check("works column by column: doing all of it again at the end is too late")
def columns(work):
    Q = work.qr_twice(hilbert(12))[0]
    lost = float(np.abs(Q.T @ Q - np.eye(12)).max())
    holds(lost < 1e-13, "Q' Q for hilbert(12)", expected="the identity to 1e-13", got=lost)


@check("puts what both rounds took away into R")
def gives_back(work):
    for name, A in (("hilbert(10)", hilbert(10)), ("nearly parallel", nearly_parallel(1e-6))):
        Q, R = work.qr_twice(A)
        close(Q @ R, A, f"Q @ R for {name}", within=1e-15)


@check("leaves the matrix as it was")
def keeps(work):
    unchanged(work.qr_twice, hilbert(4), call="qr_twice(hilbert(4))")
